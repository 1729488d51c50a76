"""Judge texts: too little, too repetitive, beyond a limit; and mark the posts to pass over.

Records are dropped, parts are only marked: a thread without one of its posts would answer the
wrong neighbour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from crawler.records import Drop, Part, Record
from crawler.text.adverts import is_advert, says_nothing
from crawler.text.measures.garbled import POSTS, garbled
from crawler.text.measures.limits import faults, limits_of, score
from crawler.text.measures.measures import Measures, measure

PROSE = ("chapter", "article")  # in threads people repeat each other rightly: "+1"
REASONS = 3  # that a drop names; the rest follows from them, mostly
MARKED = ("post", "status", "comment")


def enough_text(record: Record, *, min_chars: int = 1) -> Record | Drop:
    """Drop a record of fewer than ``min_chars`` characters, white space not counted."""
    chars = sum(map(len, record.text.split()))
    if chars < min_chars:
        return Drop(record, "enough_text", f"{chars} characters, at least {min_chars}")
    return record


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
    """Mark posts, statuses and comments: spam that sells, garbled that nobody wrote, low that says nothing.

    A mark that is there stays.  ``limits`` take the place of those of crawler.text.measures.garbled.POSTS.

    Raises ValueError if there is no such limit.
    """
    for name in limits or ():
        if name not in POSTS:
            raise ValueError(f"unknown limit {name!r}; the limits are {', '.join(POSTS)}")
    if not record.parts:
        return record
    bounds = {**POSTS, **limits} if limits else POSTS
    parts = tuple(_marked(part, bounds) for part in record.parts)
    return replace(record, parts=parts) if parts != record.parts else record


def _marked(part: Part, limits: Mapping[str, float]) -> Part:
    if part.mark or part.kind not in MARKED:
        return part
    text = part.text
    mark = (
        "spam"
        if is_advert(text)
        else "garbled"
        if garbled(text, limits)
        else "low"
        if says_nothing(text)
        else ""
    )
    return replace(part, mark=mark) if mark else part


def _with_quality(record: Record, found: Mapping[str, object]) -> Record:
    return replace(record, meta={**record.meta, "quality": dict(found)})


def _rounded(measures: Measures) -> dict[str, object]:
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in asdict(measures).items()
    }
