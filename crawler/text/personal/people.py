"""Where a text names the people of its thread, by the handles that they write under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from crawler.text.personal.labels import MARK
from crawler.text.personal.reading import hits, whole

_MARKED = re.compile(
    r"[^\W_]_|[^\W\d_][\d.-]|\d[^\W\d_]|\d{5}|[a-z][A-Z]|[\u3041-\u30fa\u4e00-\u9fff]{4}|[A-Z]\w{1,20} [A-Z]"
)
_ADDRESSED = re.compile(r"(?:@|(?:回复|回覆|引用|感谢|谢谢|[Rr]eply to|[Qq]uote from) ?|^)\Z", re.MULTILINE)
_SAID = re.compile(r" ?[:,，：]| (?:wrote|said|发表于|说)|，| 写道")


@dataclass(frozen=True, slots=True)
class Roster:
    """The handles of a thread and what finds them all at once; made once for all of its posts."""

    handles: tuple[str, ...] = ()
    automaton: ahocorasick_rs.AhoCorasick | None = None

    def __len__(self) -> int:
        return len(self.handles)


People = Sequence[str] | Roster


def roster(people: People) -> Roster:
    """Return the roster of handles; one of a single letter, or a stand-in, names nobody."""
    if isinstance(people, Roster):
        return people
    own = (whole(name.strip()) for name in people if len(name.strip()) > 1 and not MARK.fullmatch(name))
    known = tuple(dict.fromkeys(own))
    if not known:
        return Roster()
    return Roster(
        known, ahocorasick_rs.AhoCorasick(known, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    )


def mentioned(text: str, people: People) -> Iterator[tuple[int, int]]:
    """Yield where a text names one of ``people``: anywhere if the name is like no word.

    A handle of letters and digits, with a sign or a capital inside, of two capitalised words or four
    Chinese characters is like no word; any other counts after @ or "reply to", or at the head of a
    line before a colon.
    """
    known = roster(people)
    found = hits(known.automaton, text) if known.automaton else []
    marks = [mark.span() for mark in MARK.finditer(text)] if found else []
    for index, start, end in found:
        if _is_part(text, start, end) or touches(marks, start, end):
            continue  # a longer word, or a stand-in
        if _MARKED.search(known.handles[index]) or _is_addressed(text, start, end):
            yield start, end


def touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a place shares a character with one of the spans, which stand in order and apart."""
    before = bisect_right(spans, (end - 1, end)) - 1
    return before >= 0 and spans[before][1] > start


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether Latin letters or digits go on beyond a name."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return any(
        beside.isascii() and (beside.isalnum() or beside == "_") and edge.isascii() and edge.isalnum()
        for beside, edge in ((before, text[start]), (after, text[end - 1]))
    )


def _is_addressed(text: str, start: int, end: int) -> bool:
    opened = _ADDRESSED.search(text, max(0, start - 12), start)
    return opened is not None and (opened[0] != "" or _SAID.match(text, end) is not None)
