"""How much of a text repeats itself: lines, paragraphs, the edges of lines, n-grams.

Source of the measures: Rae et al. 2021 (Gopher), table A1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

TOP = (2, 3, 4)  # lengths in words of the most frequent n-gram
LONG = (5, 6, 7, 8, 9, 10)  # of the n-grams that stand twice
EDGE_CHARS = 8  # of a line's beginning and end that a template repeats
ALIKE = 3  # lines with one edge are a template
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_DIGITS = re.compile(r"\d+")

Hashes = NDArray[np.uint64]
Positions = NDArray[np.intp]


def duplicates(pieces: Sequence[str]) -> tuple[float, float]:
    """Return the share of pieces that stood before, and the share of characters in them.

    >>> duplicates(["menu", "menu", "news", "news"])
    (0.5, 0.5)
    """
    once = set(pieces)
    if len(once) == len(pieces):
        return 0.0, 0.0
    chars = sum(map(len, pieces))
    return 1 - len(once) / len(pieces), 1 - sum(map(len, once)) / chars if chars else 0.0


def templated(lines: Sequence[str]) -> float:
    """Return the share of lines whose beginning or end, numbers apart, at least two other lines share.

    Lists of products and of search results are made so; people are not that regular.
    """
    if len(lines) < ALIKE:
        return 0.0
    heads = _masked(line[:EDGE_CHARS] for line in lines)
    tails = _masked(line[-EDGE_CHARS:] for line in lines)
    head_counts, tail_counts = Counter(heads), Counter(tails)
    alike = sum(
        head_counts[head] >= ALIKE or tail_counts[tail] >= ALIKE
        for head, tail in zip(heads, tails, strict=True)
    )
    return alike / len(lines)


def _masked(edges: Iterable[str]) -> list[str]:
    return _DIGITS.sub("0", "\n".join(edges)).split("\n")


def ngrams(units: Hashes, lengths: NDArray[np.intp], per_word: int) -> tuple[list[float], list[float]]:
    """Return the shares of characters in the most frequent n-grams and in repeated ones.

    ``units`` hash the words or characters of a text, ``lengths`` holds their characters, and
    ``per_word`` units count as a word.  The first list is for n of TOP: the occurrences of the
    most frequent n-gram times its length.  The second for n of LONG: characters in an n-gram that
    stood before, each counted once.  Shares are of all characters in ``lengths``, 0 to 1.

    A longer n-gram stands twice only where a shorter one does, so each length looks only at what
    the shorter one has left.
    """
    ends = np.concatenate(([0], np.cumsum(lengths)))
    kept, grams, size = np.arange(len(units)), units.copy(), 1
    top, repeated = [0.0] * len(TOP), [0.0] * len(LONG)
    for n in (*TOP, *LONG):
        grams, size = _longer(units, grams, size, n * per_word)
        kept = kept[kept < len(grams)]
        if not len(kept):
            break
        first, count, again, kept = _groups(grams, kept)
        if n in TOP:
            top[TOP.index(n)] = min(1.0, count * int(ends[first + size] - ends[first]) / int(ends[-1]))
        else:
            repeated[LONG.index(n)] = _covered(again, size, lengths) / int(ends[-1])
    return top, repeated


def _longer(units: Hashes, grams: Hashes, size: int, wanted: int) -> tuple[Hashes, int]:
    """Return the hashes of n-grams of ``wanted`` units, made from those of ``size`` units."""
    while size < wanted and len(grams):
        grams = grams[:-1] * _FACTOR + units[size:]
        size += 1
    return grams, wanted


def _groups(grams: Hashes, kept: Positions) -> tuple[int, int, Positions, Positions]:
    """Return the most frequent gram's first position and count (0 if all stand once), later ones, and all.

    Only ``kept``, ascending, are looked at; of a gram that stands more than once all positions
    are in the last array, and all but the first in the one before it.
    """
    # One sort of numbers made of hash and position is far faster than a stable argsort.
    bits = np.uint64(int(kept[-1]).bit_length())
    keys = np.sort(grams[kept] >> bits << bits | kept.astype(np.uint64))
    found = keys >> bits
    same = found[1:] == found[:-1]
    if not same.any():
        return 0, 0, kept[:0], kept[:0]
    order = (keys ^ found << bits).astype(np.intp)
    edges = np.flatnonzero(np.concatenate(([True], ~same, [True])))
    counts = edges[1:] - edges[:-1]
    most = int(counts.argmax())
    member = np.concatenate((same, [False]))
    member[1:] |= same
    return int(order[edges[most]]), int(counts[most]), order[1:][same], np.sort(order[member])


def _covered(positions: Positions, size: int, lengths: NDArray[np.intp]) -> int:
    """Return how many characters the grams of ``size`` units at ``positions`` cover together."""
    if not len(positions):
        return 0
    change = np.zeros(len(lengths) + 1, np.int64)
    change[positions] += 1
    change[positions + size] -= 1
    return int(lengths[np.cumsum(change[:-1]) > 0].sum())
