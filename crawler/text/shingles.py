"""Shingles that know Chinese: the units of a text, and hashes of five in a row.

A unit is one character where words are not spaced (Han, kana, Thai …) and one word elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

UNITS = 5
# Characters that are hashed as one: arrays above 128 KiB come from the system and go back to it at
# each call, page by page, so that 20 texts of 1,700 characters cost 56 µs each and not 30.
AT_ONCE = 15_000

# First and last code point of the scripts that are written without spaces.
UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
LETTER, CHARACTER = 1, 2  # of a spaced word; of a script that writes no spaces
# Products of whole arrays wrap around, as a hash wants it.
STEP, MIX = np.uint64(0x100000001B3), np.uint64(0xFF51AFD7ED558CCD)
ONE, FOLD, SHIFT = np.uint64(1), np.uint64(29), np.uint64(31)


def shingles(text: str) -> Hashes:
    """Return the distinct hashes of a text's shingles, sorted; one of all units if they are at most five."""
    distinct: Hashes = np.unique(shingle_hashes([text])[0])
    return distinct


def shingle_hashes(texts: Sequence[str]) -> list[Hashes]:
    """Hash the shingles of each text in order, repeated ones as often as they stand there.

    Short texts are hashed as one, since a call of numpy costs more than a post.
    """
    found: list[Hashes] = []
    for batch in _batches(texts):
        units, ends = unit_hashes(batch)
        found += cut(units, ends, run_hashes(units, UNITS))
    return found


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut texts to runs of AT_ONCE characters at most, or of one text."""
    start = chars = 0
    for place, text in enumerate(texts):
        if chars + len(text) > AT_ONCE and place > start:
            yield texts[start:place]
            start, chars = place, 0
        chars += len(text)
    if len(texts) > start:
        yield texts[start:]


def cut(units: Hashes, ends: NDArray[np.intp], hashed: Hashes) -> list[Hashes]:
    """Cut the hashes of all shingles by text; a text of fewer units than a shingle is one itself."""
    found, start = [], 0
    for end in ends.tolist():
        count = end - start
        found.append(
            hashed[start : end - UNITS + 1] if count > UNITS else run_hashes(units[start:end], count)
        )
        start = end
    return found


def run_hashes(units: Hashes, size: int) -> Hashes:
    """Hash each run of ``size`` units."""
    count = max(0, len(units) - size + 1) if size else 0
    hashed = np.zeros(count, np.uint64)
    for offset in range(size if count else 0):
        hashed += units[offset : offset + count]
        hashed *= MIX
        hashed ^= hashed >> FOLD
    return hashed


def unit_hashes(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.intp]]:
    """Hash each word and each unspaced character, in order, and say where the units of each text end.

    Signs between words do not count, and neither does the line end between two texts.
    """
    whole = "\n".join(texts)
    if not unicodedata.is_normalized("NFC", whole):
        texts = [unicodedata.normalize("NFC", text) for text in texts]
        whole = "\n".join(texts)
    codes, kinds = _folded(np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32))
    spaced = kinds == LETTER
    starts = kinds == CHARACTER
    starts[:1] |= spaced[:1]
    starts[1:] |= spaced[1:] & ~spaced[:-1]
    index = np.flatnonzero(starts)
    ends = np.searchsorted(index, np.cumsum([len(text) + 1 for text in texts]))
    if len(index) == 0:
        return np.zeros(0, np.uint64), ends
    codes, kinds, index = codes[index[0] :], kinds[index[0] :], index - index[0]
    lengths = np.empty_like(index)
    np.subtract(index[1:], index[:-1], out=lengths[:-1])
    lengths[-1] = len(codes) - index[-1]
    place = np.arange(len(codes)) - np.repeat(index, lengths)
    np.minimum(place, len(_powers()) - 1, out=place)
    weighed = codes + ONE
    weighed *= _powers().take(place)
    weighed *= kinds > 0
    units: Hashes = np.add.reduceat(weighed, index) * MIX
    units ^= units >> SHIFT
    return units, ends


@cache
def _powers() -> Hashes:
    return np.cumprod(np.full(64, STEP, np.uint64), dtype=np.uint64)


def _folded(codes: NDArray[np.uint32]) -> tuple[Hashes, NDArray[np.uint8]]:
    """Return code points without width and case, and the kind of each: LETTER, CHARACTER or 0."""
    folds, kinds = _tables()
    if len(codes) == 0 or int(codes.max()) < len(folds):
        return folds[codes], kinds[codes]
    known = codes < len(folds)
    safe = np.minimum(codes, len(folds) - 1)
    rare = np.where(codes <= UNSPACED[-1][1], CHARACTER, 0).astype(np.uint8)
    return np.where(known, folds[safe], codes.astype(np.uint64)), np.where(known, kinds[safe], rare)


@cache
def _tables() -> tuple[Hashes, NDArray[np.uint8]]:
    """Return for each code point of the living scripts its form in NFKC and lower case, and its kind.

    A code point whose form is several stays as it is.  A table, because normalising a Chinese text
    costs more than all the rest: its full-width commas make it no quick case.
    """
    folds = np.arange(0x20000, dtype=np.uint64)
    kinds = np.zeros(0x20000, np.uint8)
    for code in range(0x20000):
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        character = folded if len(folded) == 1 else chr(code)
        folds[code] = ord(character)
        if character.isalnum() or unicodedata.category(character)[0] == "M":
            kinds[code] = LETTER
    for first, last in UNSPACED:
        kinds[first : last + 1] = np.where(kinds[first : last + 1] > 0, CHARACTER, 0)
    return folds, kinds
