"""When a page is worth another look: whether its text changed, and how long to wait until then."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from crawler.records import Record

# The interval grows by the first where nothing changed and shrinks by the second where something did.
SLOWER, FASTER = 1.4, 0.8
# A page that has been as it is for ten days may well stay so for another: the share of its age
# after which it is due first is that of heuristic freshness (RFC 9111, 4.2.2).
AGE_SHARE = 0.1

Bounds = tuple[float, float]


def text_hash(record: Record) -> bytes:
    """Return 16 bytes that change with what a reader sees of a record: place, title, posts, authors."""
    digest = blake2b(digest_size=16)
    place = (record.kind, record.title, record.work, str(record.position), str(record.page))
    posts = (field for part in record.parts for field in (part.id, part.author, part.text, part.quote))
    for field in (*place, *posts):
        digest.update(field.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()


def first_interval(newest: float | None, now: float, bounds: Bounds) -> float:
    """Return the seconds until a page is due again whose newest text is from ``newest``.

    All times are seconds; ``newest`` is None where nobody knows, which counts as now.
    """
    return _within(AGE_SHARE * max(0.0, now - (now if newest is None else newest)), bounds)


def next_interval(interval_s: float, *, changed: bool, bounds: Bounds) -> float:
    """Return the seconds until a page is due again that was looked at after ``interval_s``.

    >>> next_interval(100, changed=False, bounds=(10, 1000))
    140.0
    >>> next_interval(100, changed=True, bounds=(90, 1000))
    90
    """
    return _within(interval_s * (FASTER if changed else SLOWER), bounds)


def newest(record: Record) -> float | None:
    """Return when the newest part of a record was published, in seconds since 1970; None if none says so."""
    times = [part.published for part in record.parts if part.published] or [record.published]
    found = [moment for moment in map(_seconds, times) if moment is not None]
    return max(found, default=None)


def _seconds(published: str) -> float | None:
    try:
        return datetime.fromisoformat(published).timestamp()
    except (ValueError, OverflowError):
        return None


def _within(seconds: float, bounds: Bounds) -> float:
    least, most = bounds
    return min(max(seconds, least), most)
