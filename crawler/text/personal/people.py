"""Where a text names the people of its thread, by the handles that they write under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import ahocorasick_rs

from crawler.text.personal.labels import MARK
from crawler.text.personal.reading import hits, whole

_MARKED = re.compile(
    r"[^\W_]_|[^\W\d_][\d.-]|\d[^\W\d_]|\d{5}|[a-z][A-Z]|[\u3041-\u30fa\u4e00-\u9fff]{4}|[A-Z]\w{1,20} [A-Z]"
)
_ADDRESSED = re.compile(r"(?:@|(?:回复|回覆|引用|感谢|谢谢|[Rr]eply to|[Qq]uote from) ?|^)\Z", re.MULTILINE)
_SAID = re.compile(r" ?[:,，：]| (?:wrote|said|发表于|说)|，| 写道")


def mentioned(text: str, people: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a text names one of ``people``: anywhere if the name is like no word.

    A handle of letters and digits, with a sign or a capital inside, of two capitalised words or four
    Chinese characters is like no word; any other counts after @ or "reply to", or at the head of a
    line before a colon.
    """
    automaton, known = _roster(tuple(people))
    if automaton is None:
        return
    found = hits(automaton, text)
    marks = [mark.span() for mark in MARK.finditer(text)] if found else []
    for index, start, end in found:
        if _is_part(text, start, end) or any(start < stop and end > first for first, stop in marks):
            continue  # a longer word, or a stand-in
        if _MARKED.search(known[index]) or _is_addressed(text, start, end):
            yield start, end


@lru_cache(maxsize=64)
def _roster(people: tuple[str, ...]) -> tuple[ahocorasick_rs.AhoCorasick | None, tuple[str, ...]]:
    known = tuple(
        dict.fromkeys(
            whole(name.strip()) for name in people if len(name.strip()) > 1 and not MARK.fullmatch(name)
        )
    )
    if not known:
        return None, ()
    return ahocorasick_rs.AhoCorasick(known, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), known


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
