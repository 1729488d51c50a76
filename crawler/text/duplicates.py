"""Near-duplicates: shingles that know Chinese, MinHash signatures, and an index of those seen.

A shingle is five units in a row; a unit is one character where words are not spaced (Han, kana,
Thai …) and one word elsewhere.  A text of fewer units has no signature: it is a copy only of a
text with the same units.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2s
from itertools import compress

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray
from rensa import RMinHash

from crawler.records import Record, changed
from crawler.text.clusters import Clusters

Hashes = NDArray[np.uint64]
Signature = NDArray[np.uint32]

UNITS = 5
PERMUTATIONS = 128
# 16 bands of 8 rows: two texts of Jaccard similarity 0.8 meet with probability 0.95, of 0.5 with
# 0.06.  datasketch's own choice for a threshold of 0.8 (9 of 13) finds only 0.88 of the first.
BANDS, ROWS = 16, 8
SEED = 1
VERSION = f"s2u{UNITS}p{PERMUTATIONS}r{RMinHash.ALGORITHM_VERSION}"
# A part below this many characters says too little on its own to be called a copy.
MIN_PART_CHARS = 100

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


def sign(record: Record) -> Record:
    """Return the record with its signature and those of its longer posts."""
    split = len(record.parts) > 1 and record.kind in ("thread", "status", "conversation")
    long = [split and len(part.text) >= MIN_PART_CHARS for part in record.parts]
    if not any(long):
        return replace(record, signature=signatures([record.text])[0])
    hashes, whole = _of_parts(record)
    signed = iter(_signed([whole, *compress(hashes, long)]))
    return replace(
        record,
        signature=next(signed),
        parts=tuple(
            changed(part, signature=next(signed)) if own else part
            for part, own in zip(record.parts, long, strict=True)
        ),
    )


def _of_parts(record: Record) -> tuple[list[Hashes], Hashes]:
    """Return the shingles of each part, and those of the whole, which is hashed with them where it can be."""
    texts = [part.text for part in record.parts]
    if record.text != "\n\n".join(texts):  # comments are no part of it
        return _shingles(texts), _shingles([record.text])[0]
    units, ends = _units(texts)
    whole = _hashed(units, UNITS)
    return _windows(units, ends, whole), whole if len(whole) else _hashed(units, len(units))


def near(texts: Iterable[str], threshold: float = 0.8) -> list[list[int]]:
    """Return clusters of texts whose shingles have a Jaccard similarity of ``threshold`` or more.

    Each cluster holds two or more positions in ``texts``, rising; clusters stand by their first.
    Candidates meet in an LSH band and are verified by exact Jaccard; time and memory grow with
    the texts, and linearly within a bucket (each text is held against the leads met there).
    Likeness does not pass on from text to text, so that the order matters: the longest go first,
    whatever the order of ``texts``.
    """
    hashes = [shingles(text) for text in texts]
    matrix = _matrix(hashes)
    leads: dict[object, list[int]] = {}
    clusters = Clusters[int]()
    for number in sorted(range(len(hashes)), key=lambda n: (-len(hashes[n]), hashes[n].tobytes())):
        for key in _keys(hashes[number], matrix[number]):
            met = leads.setdefault(key, [])
            for other in met:
                if clusters.lead(other) == clusters.lead(number):
                    break
                if jaccard(hashes[other], hashes[number]) >= threshold:
                    clusters.join(other, number)
                    break
            else:
                met.append(number)
    members: dict[int, list[int]] = {}
    for number in sorted(clusters):
        members.setdefault(clusters.lead(number), []).append(number)
    return list(members.values())


def _keys(hashes: Hashes, row: Signature) -> list[object]:
    if len(hashes) == 0:
        return []
    if len(hashes) == 1:
        return [int(hashes[0])]
    return [(band, row[band * ROWS : band * ROWS + ROWS].tobytes()) for band in range(BANDS)]


def jaccard(one: Hashes, other: Hashes) -> float:
    """Return the Jaccard similarity of two sorted sets of hashes, 0 to 1."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / max(1, len(one) + len(other) - shared)


def shingles(text: str) -> Hashes:
    """Return the distinct hashes of a text's shingles, sorted; one of all units if they are at most five."""
    distinct: Hashes = np.unique(_shingles([text])[0])
    return distinct


def _shingles(texts: Sequence[str]) -> list[Hashes]:
    """Hash the shingles of each text in order, repeated ones as often as they stand there.

    All texts are hashed as one, since a call of numpy costs more than a short post.
    """
    units, ends = _units(texts)
    return _windows(units, ends, _hashed(units, UNITS))


def _windows(units: Hashes, ends: NDArray[np.intp], hashed: Hashes) -> list[Hashes]:
    """Cut the hashes of all shingles by text; a text of fewer units than a shingle is one itself."""
    found, start = [], 0
    for end in ends.tolist():
        count = end - start
        found.append(hashed[start : end - UNITS + 1] if count > UNITS else _hashed(units[start:end], count))
        start = end
    return found


def _hashed(units: Hashes, size: int) -> Hashes:
    """Hash each run of ``size`` units."""
    count = max(0, len(units) - size + 1) if size else 0
    hashed = np.zeros(count, np.uint64)
    for offset in range(size if count else 0):
        hashed += units[offset : offset + count]
        hashed *= MIX
        hashed ^= hashed >> FOLD
    return hashed


def _units(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.intp]]:
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


def _matrix(hashes: Sequence[Hashes]) -> Signature:
    flat = np.concatenate([*hashes, np.zeros(0, np.uint64)])
    offsets = np.cumsum([0, *map(len, hashes)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, PERMUTATIONS, SEED)
    return np.array(matrix.to_rows(), np.uint32).reshape(len(hashes), PERMUTATIONS)


def signatures(texts: Iterable[str]) -> list[str]:
    """Return a signature for each text: ``VERSION:`` and base64, ``=`` and a hash if short, "" if empty."""
    return _signed(_shingles(list(texts)))


def _signed(hashes: list[Hashes]) -> list[str]:
    return [_written(own, row) for own, row in zip(hashes, _matrix(hashes), strict=True)]


def _written(hashes: Hashes, row: Signature) -> str:
    if len(hashes) < 2:
        return "=" + blake2s(hashes.tobytes(), digest_size=12).hexdigest() if len(hashes) else ""
    return f"{VERSION}:{base64.b64encode(row.tobytes()).decode()}"


def parsed(signature: str) -> Signature | None:
    """Return the 128 minima of a signature, None for a short text's and for another version's.

    Raises ValueError if it is not whole.
    """
    version, _, data = signature.partition(":")
    if version != VERSION:
        return None
    return np.frombuffer(base64.b64decode(data), np.uint32).reshape(PERMUTATIONS)


def similarity(one: Signature, other: Signature) -> float:
    """Estimate the Jaccard similarity of two texts, standard error 0.03 at 0.8."""
    return float(np.mean(one == other))


class Index:
    """The signatures seen so far: what a new record is held against as it arrives.

    About 4 kB a signature; ``match`` costs microseconds and does not grow with what is stored,
    copies apart: of texts that are copies only the first is kept.
    """

    def __init__(self, min_similarity: float = 0.8) -> None:
        self.min_similarity = min_similarity
        self._lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        self._rows: dict[str, Signature] = {}
        self._short: dict[str, str] = {}
        self._permutations = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32").permutations

    def match(self, key: str, signature: str) -> str:
        """Return the key of the best earlier near-copy, "" if there is none; then remember the text."""
        row = parsed(signature)
        if row is None:
            return self._exact(key, signature)
        if key in self._rows:
            return ""
        sketch = MinHash(hashvalues=row, permutations=self._permutations, scheme="affine32")
        found = [(similarity(row, self._rows[other]), other) for other in self._lsh.query(sketch)]
        best, other = min(((-score, other) for score, other in found), default=(0.0, ""))
        if -best >= self.min_similarity:
            return other
        self._rows[key] = row
        self._lsh.insert(key, sketch)
        return ""

    def _exact(self, key: str, signature: str) -> str:
        if not signature.startswith("="):
            return ""
        first = self._short.setdefault(signature, key)
        return "" if first == key else first


def compare(record: Record, index: Index) -> Record:
    """Mark a record and its posts with what they nearly copy; the index remembers those that copy nothing.

    That a long post makes most of its own record is no copy.
    """
    parts = tuple(
        replace(part, duplicate_of=index.match(f"{record.id}#{part.id}", part.signature))
        if part.signature
        else part
        for part in record.parts
    )
    found = index.match(record.id, record.signature)
    return replace(record, duplicate_of="" if found.startswith(f"{record.id}#") else found, parts=parts)


def bands(signature: str) -> list[int]:
    """Return the keys under which near-copies of a signature meet: one a band, or one for a short text.

    Each is a whole number of 64 bits, signed, as engines store them.
    """
    row = parsed(signature)
    keys = (
        [f"{band}".encode() + row[band * ROWS : band * ROWS + ROWS].tobytes() for band in range(BANDS)]
        if row is not None
        else []
    )
    if signature.startswith("="):
        keys = [signature.encode()]
    return [int.from_bytes(blake2s(key, digest_size=8).digest(), "big", signed=True) for key in keys]
