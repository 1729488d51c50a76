"""Words of spaced scripts as numbers: where they stand and a hash of each.

No string is made of any word, which is what counting them costs otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from crawler.text.measures.function_words import WORDS
from crawler.text.measures.glyphs import SPACE, Glyphs, glyphs

_FIRST, _SECOND, _LAST = (
    np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
)
_BLANK = np.uint64(32)
_BUCKET = np.uint64(52)  # bits to shift by; what is left tells most words from function words


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of a text: index of the first character, number of characters, hash of 64 bits."""

    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]
    hashes: NDArray[np.uint64]


def tokens(seen: Glyphs) -> Tokens:
    """Return what white space divides.

    A hash is the sum of hashes of neighbouring characters, so that one pass over the text makes
    them all; two words have the same one if they hold the same pairs.
    """
    blank = seen.classes == SPACE
    edges = np.flatnonzero(np.diff(np.concatenate(([True], blank, [True]))))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return Tokens(starts, starts, np.zeros(0, np.uint64))
    codes = seen.codes.astype(np.uint64)
    codes[blank] = _BLANK
    following = np.full_like(codes, _BLANK)
    following[:-1] = codes[1:]
    mixed = codes * _FIRST + following * _SECOND
    mixed ^= mixed >> np.uint64(29)
    mixed *= _LAST
    mixed[blank] = 0
    return Tokens(starts, ends - starts, np.add.reduceat(mixed, starts))


def function_words(found: Tokens, language: str) -> tuple[int, int]:
    """Return how many different function words there are, and how many in all; 0 for unknown languages.

    They are looked for as the table has them and as at the beginning of a sentence.
    """
    if language not in WORDS or not len(found.hashes):
        return 0, 0
    hashes, words, buckets = _table(language)
    likely = found.hashes[buckets.take(found.hashes >> _BUCKET)]  # a search is slow, and few words need one
    places = np.searchsorted(hashes, likely).clip(max=len(hashes) - 1)
    held = words[places[hashes[places] == likely]]
    return int(np.count_nonzero(np.bincount(held))), len(held)


@cache
def _table(language: str) -> tuple[NDArray[np.uint64], NDArray[np.intp], NDArray[np.bool_]]:
    """Return the hashes of the function words, sorted, which word each is of, and whether they begin so."""
    words = sorted(WORDS[language])
    hashes = tokens(glyphs(" ".join([*words, *(word.capitalize() for word in words)]))).hashes
    order = np.argsort(hashes, kind="stable")
    buckets = np.zeros(1 << (64 - int(_BUCKET)), bool)
    buckets[hashes >> _BUCKET] = True
    return hashes[order], order % len(words), buckets
