"""What a fetched page means for its address: done or to be tried again, changed or not, due when."""

from __future__ import annotations

from crawler import revisit
from crawler.entries import Ack, Entry
from crawler.records import Drop, Page, Record
from crawler.schema import DONE, FAILED

NOT_MODIFIED, BUSY, BROKEN = 304, 429, 500


def acknowledgement(
    entry: Entry, page: Page, result: Record | Drop, place: str | None, now: float, bounds: revisit.Bounds
) -> Ack:
    """Return what the frontier is to know of a page that was read; ``place`` is where it is archived."""
    interval_s = _interval(entry, result, now, bounds)
    return Ack(
        entry.id,
        FAILED if page.status == BUSY or page.status >= BROKEN else DONE,
        rank=entry.rank,
        status=page.status,
        reason=f"{result.step}: {result.reason}"[:500] if isinstance(result, Drop) else "",
        fetched_at=now,
        etag=page.header("ETag")[:500] or None,
        modified=page.header("Last-Modified")[:100] or None,
        text_hash=revisit.text_hash(result) if isinstance(result, Record) else None,
        place=place,
        piece=_piece(page, result),
        **_extent(result),
        interval_s=interval_s,
        due_at=now + interval_s if interval_s is not None else None,
    )


def _piece(page: Page, result: Record | Drop) -> tuple[str, int, int] | None:
    """Return which page of which work came; one of links only is nothing to miss either."""
    if isinstance(result, Record):
        return result.work, result.position, result.page
    here = page.context
    return (
        (here.work, here.position, here.page) if result.step == "listing" and here.rel == "chapter" else None
    )


def _extent(result: Record | Drop) -> dict[str, int]:
    """Return how many pages a chapter says it has, the posts of a page, and those its thread says it has."""
    if isinstance(result, Drop):
        return {}
    said = result.meta.get("advertised_posts")
    return {
        "pages": int(result.meta.get("pages", 1)),
        "posts": len({part.id for part in result.parts}) + int(result.meta.get("gone", 0)),
        "said": said if isinstance(said, int) else 0,
    }


def untouched(entry: Entry, page: Page, now: float, bounds: revisit.Bounds) -> Ack:
    """Return what the frontier is to know of a page that is as it was."""
    interval_s = revisit.next_interval(entry.interval_s or 0, changed=False, bounds=bounds)
    return Ack(
        entry.id,
        DONE,
        rank=entry.rank,
        status=page.status,
        fetched_at=now,
        due_at=now + interval_s if entry.interval_s else None,
        interval_s=interval_s if entry.interval_s else None,
        etag=page.header("ETag")[:500] or entry.etag,
        modified=page.header("Last-Modified")[:100] or entry.modified,
        text_hash=entry.text_hash,
        place=entry.place,
    )


def _interval(entry: Entry, result: Record | Drop, now: float, bounds: revisit.Bounds) -> float | None:
    """A page of links is read at every crawl; what is gone is looked for again as late as may be."""
    if isinstance(result, Drop):
        return None if result.step == "listing" else bounds[1]
    if entry.interval_s:
        return revisit.next_interval(entry.interval_s, changed=True, bounds=bounds)
    return revisit.first_interval(revisit.newest(result), now, bounds)
