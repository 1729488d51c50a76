"""Where in a text private data can be at all: windows around digits, signs and words that go with it.

One scan by one automaton finds them.  Most prose has none and is done; the finders see the windows only.
"""

from __future__ import annotations

from typing import NamedTuple

import ahocorasick_rs

from crawler.text.personal.anchors import ANCHORS, ANYTHING, DIGIT, FEW
from crawler.text.personal.reading import hits

_FEW_DIGITS = 4
_AUTOMATON = ahocorasick_rs.AhoCorasick(tuple(ANCHORS), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
_FOUND = tuple(ANCHORS.values())


class Window(NamedTuple):
    """A piece of a text and its topics."""

    start: int
    end: int
    topics: int


def windows(text: str, wanted: int = ANYTHING) -> list[Window]:
    """Return the windows of ``text`` about the topics ``wanted``, in order, none touching the next."""
    found: list[Window] = []
    start = end = about = digits = 0
    for index, first, last in hits(_AUTOMATON, text):
        topic, back, ahead, beside = _FOUND[index]
        if not topic & wanted:
            continue
        if beside is not None:
            size, passes = beside
            if not passes(text[last : last + size] if size > 0 else text[max(0, first + size) : first]):
                continue
        if about and first - back > end:
            found.append(Window(start, end, _told(about, digits)))
            about = 0
        if not about:
            start, end, digits = max(0, first - back), 0, 0
        about |= topic
        digits += topic == DIGIT
        end = max(end, last + ahead)
    if about:
        found.append(Window(start, min(end, len(text)), _told(about, digits)))
    return found


def _told(about: int, digits: int) -> int:
    return FEW if about == DIGIT and digits < _FEW_DIGITS else about
