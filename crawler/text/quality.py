"""Judge texts: too little, too repetitive; and mark the posts that a builder should pass over.

Records are dropped, parts are only marked: a thread without one of its posts would answer the
wrong neighbour.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.records import Drop, Part, Record
from crawler.text.adverts import is_advert, says_nothing

PROSE = ("chapter", "article")  # in threads people repeat each other rightly: "+1"
MARKED = ("post", "status", "comment")


def enough_text(record: Record, *, min_chars: int = 1) -> Record | Drop:
    """Drop a record of fewer than ``min_chars`` characters, white space not counted."""
    chars = sum(map(len, record.text.split()))
    if chars < min_chars:
        return Drop(record, "enough_text", f"{chars} characters, at least {min_chars}")
    return record


def without_repeated_lines(record: Record, *, max_share: float = 0.30) -> Record | Drop:
    """Drop a chapter or article that repeats too many of its own lines.

    Menus, quote chains and broken pagination repeat lines; prose seldom does.
    Source: Rae et al. 2021 (Gopher), table A1, duplicate line fraction.
    """
    if record.kind not in PROSE:
        return record
    lines = [line for line in record.text.splitlines() if line.strip()]
    share = 1 - len(set(lines)) / len(lines) if lines else 0.0
    if share > max_share:
        return Drop(record, "without_repeated_lines", f"{share:.0%} of lines repeat, limit {max_share:.0%}")
    return record


def marks(record: Record) -> Record:
    """Mark posts, statuses and comments that sell (spam) or say nothing (low); a mark that is there stays."""
    return record.with_parts(_marked(part) for part in record.parts) if record.parts else record


def _marked(part: Part) -> Part:
    if part.mark or part.kind not in MARKED:
        return part
    mark = "spam" if is_advert(part.text) else "low" if says_nothing(part.text) else ""
    return replace(part, mark=mark) if mark else part
