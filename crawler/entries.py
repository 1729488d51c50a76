"""Addresses as the frontier knows them, and what is acknowledged of each."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import orjson

from crawler.records import Context
from crawler.schema import within
from crawler.store import dumps

NOTHING = Context()
TOLD = [each.name for each in fields(Context) if each.name != "mark"]


@dataclass(slots=True)
class Entry:
    """An address with what is known of it; ``id`` is 0 until it comes from the table.

    ``again`` asks for a page that was fetched in an earlier crawl, ``anew`` for one of this crawl
    too.  ``asked`` holds what a plain GET does not say, as JSON.  Times are seconds since 1970.
    """

    url: str
    host: str
    context: Context = NOTHING
    priority: int = 0
    depth: int = 0
    asked: str | None = None
    again: bool = False
    anew: bool = False
    id: int = 0
    rank: int = 0
    fetched_at: float | None = None
    interval_s: float | None = None
    etag: str | None = None
    modified: str | None = None
    text_hash: bytes | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Ack:
    """What became of a leased address; ``rank`` is that of the context it was fetched with."""

    id: int
    state: int
    rank: int = 0
    status: int = 0
    reason: str = ""
    fetched_at: float | None = None
    due_at: float | None = None
    interval_s: float | None = None
    etag: str | None = None
    modified: str | None = None
    text_hash: bytes | None = None
    place: str | None = None
    piece: tuple[str, int, int] | None = None  # work, position and page that came
    pages: int = 0  # how many pages the chapter says it has
    posts: int = 0  # how many posts the page holds
    said: int = 0  # how many the thread is said to have


def rank(context: Context) -> int:
    """Return how much a context tells: a chapter whose place was unknown is read once more for it."""
    return int(context.rel == "chapter" and context.position > 0)


def entry(row: Any, host: str) -> Entry:
    """Return a row of the table as an entry."""
    context = Context(**orjson.loads(row.context)) if row.context else NOTHING
    return Entry(
        row.url,
        host,
        context,
        row.priority,
        row.depth,
        row.asked,
        id=row.id,
        rank=row.rank,
        fetched_at=row.fetched_at,
        interval_s=row.interval_s,
        etag=row.etag,
        modified=row.modified,
        text_hash=row.text_hash,
        place=row.place,
    )


def bounded(context: Context) -> Context:
    """Return a context whose numbers fit into columns: addresses and pages hold any."""
    told = context.position, context.page, context.advertised, context.posts
    position, page, advertised, posts = fitting = tuple(map(within, told))
    if fitting == told:
        return context
    return replace(context, position=position, page=page, advertised=advertised, posts=posts)


def told(context: Context) -> str | None:
    """Return what of a context is not the default, as JSON; a mark is kept elsewhere."""
    said = {name: value for name in TOLD if (value := getattr(context, name)) != getattr(NOTHING, name)}
    return dumps(said) if said else None
