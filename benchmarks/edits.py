"""Ways in which a copy differs from its original, each as strong as wanted.

An edit takes the original, another text to borrow from, the wanted distance (1 - Jaccard similarity of
shingles of five units, 0 to 1) and a random.Random; what comes of it is near that distance and is
measured, not believed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Edit = Callable[[str, str, float, random.Random], str]

SHINGLE = 5  # units, all of which an edit of one unit changes
# Marks and letters in another width; the shingles of a text know no width.
NARROW = str.maketrans("，。！？：；（）“”", ',.!?:;()""')
WIDE = str.maketrans(",.!?:;()", "，。！？：；（）")


def exact(text: str, other: str, distance: float, pick: random.Random) -> str:  # noqa: ARG001
    """Return the text as it is."""
    return text


def respelled(text: str, other: str, distance: float, pick: random.Random) -> str:  # noqa: ARG001
    """Return the same words: marks in the other width or letters in capitals, lines broken elsewhere."""
    narrow = text.translate(NARROW)
    text = narrow if narrow != text and pick.random() < 0.5 else text.translate(WIDE)
    return re.sub(r"\n", "\n\n", text.upper() if pick.random() < 0.3 else text)


def retyped(text: str, other: str, distance: float, pick: random.Random) -> str:
    """Return the text with single units replaced: a share p of them leaves (1 - 5p) / (1 + 5p) alike."""
    units, spare = _units(text), _units(other)
    share = distance / SHINGLE / (2 - distance)
    for place in pick.sample(range(len(units)), max(1, round(share * len(units)))):
        units[place] = pick.choice(spare)
    return _text(units, text)


def shortened(text: str, other: str, distance: float, pick: random.Random) -> str:  # noqa: ARG001
    """Return the text without a passage, at the end or elsewhere: without a share q, 1 - q is alike."""
    units = _units(text)
    length = max(1, round(distance * len(units)))
    start = pick.choice((len(units) - length, pick.randrange(len(units) - length + 1)))
    return _text(units[:start] + units[start + length :], text)


def lengthened(text: str, other: str, distance: float, pick: random.Random) -> str:
    """Return the text with a strange passage in it: with a share q more, 1 / (1 + q) is alike."""
    units, spare = _units(text), _units(other)
    length = min(len(spare), max(1, round(distance / (1 - distance) * len(units))))
    place = pick.choice((0, len(units), pick.randrange(len(units))))
    return _text(units[:place] + spare[:length] + units[place:], text)


def moved(text: str, other: str, distance: float, pick: random.Random) -> str:  # noqa: ARG001
    """Return the text with its halves in the other order, so that all but a few shingles stay."""
    units = _units(text)
    place = pick.randrange(len(units) // 4, len(units) * 3 // 4)
    return _text(units[place:] + units[:place], text)


# By name, with how many of twelve copies are made so.
EDITS: dict[str, tuple[Edit, int]] = {
    "exact": (exact, 1),
    "respelled": (respelled, 1),
    "moved": (moved, 1),
    "retyped": (retyped, 3),
    "shortened": (shortened, 3),
    "lengthened": (lengthened, 3),
}


def _spaced(text: str) -> bool:
    return " " in text[:100]


def _units(text: str) -> list[str]:
    return text.split(" ") if _spaced(text) else list(text)


def _text(units: list[str], like: str) -> str:
    return (" " if _spaced(like) else "").join(units)
