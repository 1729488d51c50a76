"""Judge texts: too little, too repetitive, beyond a limit; and mark the posts to pass over.

Records are dropped, parts are only marked: a thread without one of its posts would answer the
wrong neighbour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from crawler.records import Drop, Part, Record
from crawler.text import adverts
from crawler.text.measures.garbled import POSTS, garbled
from crawler.text.measures.limits import faults, limits_of, score
from crawler.text.measures.measures import Measures, measure

PROSE = ("chapter", "article")  # in threads people repeat each other rightly: "+1"
REASONS = 3  # that a drop names; the rest follows from them, mostly


def enough_text(record: Record, *, min_chars: int = 1) -> Record | Drop:
    """Drop a record of fewer than ``min_chars`` characters, white space not counted."""
    if _characters(record.text[: 2 * min_chars]) >= min_chars:
        return record  # most texts hold enough at once
    chars = _characters(record.text)
    if chars < min_chars:
        return Drop(record, "enough_text", f"{chars} characters, at least {min_chars}")
    return record


def _characters(text: str) -> int:
    return sum(map(len, text.split()))


def judge(record: Record, *, keep: bool = False, **limits: float) -> Record | Drop:
    """Drop a chapter or article that exceeds a limit of quality; other records stay.

    ``limits`` take the place of those that crawler.text.measures.limits has for the language, such as
    ``max_digits=0.5``; an empty or short text is exempt from what says nothing of it.  What was
    exceeded stands in the reason and, with its value, in ``meta["quality"]`` of the dropped
    record.  ``keep`` has records of every kind hold all their measures there, and their score.

    Raises ValueError if there is no such limit.
    """
    if record.kind not in PROSE and not keep:
        return record
    measures = measure(record.text, record.language)
    bounds = limits_of(measures.language, limits)
    found = faults(measures, bounds) if record.kind in PROSE else []
    if found:
        fired = {fault.measure: round(fault.value, 4) for fault in found}
        return Drop(_with_quality(record, fired), "quality", "; ".join(map(str, found[:REASONS])))
    if keep:
        return _with_quality(record, {"score": score(measures, bounds), **_rounded(measures)})
    return record


def marks(record: Record, *, limits: Mapping[str, float] | None = None) -> Record:
    """Mark posts, statuses and comments: spam that sells, low that says nothing, garbled that nobody wrote.

    A mark that is there stays.  ``limits`` take the place of those of crawler.text.measures.garbled.POSTS.

    Raises ValueError if there is no such limit.
    """
    for name in limits or ():
        if name not in POSTS:
            raise ValueError(f"unknown limit {name!r}; the limits are {', '.join(POSTS)}")
    bounds = {**POSTS, **limits} if limits else POSTS
    marked = adverts.marks(record)
    parts = tuple(_marked(part, bounds) for part in marked.parts)
    return replace(marked, parts=parts) if parts != marked.parts else marked


def _marked(part: Part, limits: Mapping[str, float]) -> Part:
    asked = not part.mark and part.kind in adverts.MARKED
    return replace(part, mark="garbled") if asked and garbled(part.text, limits) else part


def _with_quality(record: Record, found: Mapping[str, object]) -> Record:
    return replace(record, meta={**record.meta, "quality": dict(found)})


def _rounded(measures: Measures) -> dict[str, object]:
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in asdict(measures).items()
    }
