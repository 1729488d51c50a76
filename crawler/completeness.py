"""Which pages of threads and books are said to be there, and which of them came."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import Connection, case, func, select

from crawler.records import Context
from crawler.schema import PIECES, URLS, WORKS, number, within
from crawler.text.novels.ordinals import absent
from crawler.text.novels.ordinals import number as ordinal

# A chapter that says it has more pages than this is not believed.
MAX_PAGES = 1000


def expect(connection: Connection, insert: Any, site: int, name: str, contexts: Iterable[Context]) -> None:
    """Note the pages of works that links lead to, and how many pages or posts a work is said to have."""
    works: dict[int, dict[str, Any]] = {}
    pieces = []
    for context in contexts:
        if context.work and context.position and context.rel != "contents":
            work = number(name, context.work)
            works[work] = {
                "id": work,
                "site": site,
                "name": context.work,
                "advertised": max(context.advertised, works.get(work, {}).get("advertised", 0)),
                "posts": context.posts or works.get(work, {}).get("posts", 0),
            }
            pieces.append({"work": work, "position": context.position, "page": context.page})
    if pieces:
        _know(connection, insert, list(works.values()))
        connection.execute(_named(insert), pieces)


@cache
def _named(insert: Any) -> Any:
    return insert(PIECES).on_conflict_do_nothing()


@cache
def _came(insert: Any) -> Any:
    statement = insert(PIECES)
    return statement.on_conflict_do_update(
        index_elements=["work", "position", "page"], set_={"got": 1, "posts": statement.excluded.posts}
    )


@cache
def _better(insert: Any) -> Any:
    """A contents page that grew counts, and what was said last of a thread: posts are deleted."""
    statement = insert(WORKS)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "advertised": case(
                (new.advertised > WORKS.c.advertised, new.advertised), else_=WORKS.c.advertised
            ),
            "posts": case((new.posts > 0, new.posts), else_=WORKS.c.posts),
        },
        where=(new.advertised > WORKS.c.advertised) | ((new.posts > 0) & (new.posts != WORKS.c.posts)),
    )


def got(connection: Connection, insert: Any, site: int, name: str, acks: Iterable[Any]) -> None:
    """Note the pages that came, and the others that their chapters say they have."""
    works, here, there = [], [], []
    for ack in acks:
        if ack.piece is None or not ack.piece[1]:
            continue
        title, position, page = ack.piece[0], within(ack.piece[1]), within(ack.piece[2])
        work = number(name, title)
        works.append({"id": work, "site": site, "name": title, "advertised": 0, "posts": within(ack.said)})
        here.append({"work": work, "position": position, "page": page, "got": 1, "posts": ack.posts})
        pages = range(1, min(ack.pages, MAX_PAGES) + 1) if ack.pages > 1 else ()
        there += [{"work": work, "position": position, "page": each} for each in pages]
    if here:
        _know(connection, insert, works)
        connection.execute(_came(insert), here)
    if there:
        connection.execute(_named(insert), there)


def _know(connection: Connection, insert: Any, works: list[dict[str, Any]]) -> None:
    connection.execute(_better(insert), works)


def missing(connection: Connection, site: int, limit: int) -> dict[str, list[str]]:
    """Return what is missing of each incomplete work: "3" a position, "3/2" page 2 of it."""
    lacks: dict[str, list[str]] = {}
    query = (
        select(WORKS.c.name, PIECES.c.position, PIECES.c.page)
        .join(PIECES, PIECES.c.work == WORKS.c.id)
        .where(WORKS.c.site == site, PIECES.c.got == 0)
        .order_by(WORKS.c.name, PIECES.c.position, PIECES.c.page)
        .limit(limit)
    )
    for name, position, page in connection.execute(query):
        lacks.setdefault(name, []).append(f"{position}/{page}" if page > 1 else str(position))
    return lacks


def unlisted(connection: Connection, site: int, limit: int) -> dict[str, list[str]]:
    """Return the chapters that a book's contents list leaves out, by the numbers of its titles."""
    chapters = (
        select(WORKS.c.name, URLS.c.position, URLS.c.context)
        .join(URLS, URLS.c.work == WORKS.c.id)
        .where(URLS.c.site == site, URLS.c.rank > 0)
        .order_by(WORKS.c.name, URLS.c.position)
        .execution_options(yield_per=1000)
    )
    lacks: dict[str, list[str]] = {}
    for name, rows in groupby(connection.execute(chapters), key=attrgetter("name")):
        titles = {row.position: orjson.loads(row.context or "{}").get("title", "") for row in rows}
        if (found := absent(map(ordinal, titles.values()))) and len(lacks) < limit:
            lacks[name] = [f"chapter {each} (the contents list has no such number)" for each in found]
    return lacks


def works(connection: Connection, site: int, limit: int) -> dict[str, Any]:
    """Return how many works are known and how many of them whole, and what so many of the others lack."""
    all_works = _works(site).subquery()
    lacking = all_works.c.came < all_works.c.said
    known, whole = connection.execute(
        select(func.count(), func.sum(case((lacking, 0), else_=1))).select_from(all_works)
    ).one()
    worst = select(all_works).where(lacking).order_by(all_works.c.came - all_works.c.said, all_works.c.name)
    rows = connection.execute(worst.limit(limit))
    return {
        "known": known,
        "whole": int(whole or 0),
        "lacking": {row.name: {"said": row.said, "got": row.came} for row in rows},
    }


def _works(site: int) -> Any:
    there = func.count(func.distinct(PIECES.c.position))
    came = func.count(func.distinct(case((PIECES.c.got == 1, PIECES.c.position))))
    said = case((WORKS.c.advertised > there, WORKS.c.advertised), else_=there)
    return (
        select(WORKS.c.name, said.label("said"), came.label("came"))
        .join(PIECES, PIECES.c.work == WORKS.c.id)
        .where(WORKS.c.site == site)
        .group_by(WORKS.c.id, WORKS.c.name, WORKS.c.advertised)
    )


def short(connection: Connection, site: int, limit: int) -> dict[str, Any]:
    """Return how many threads say how many posts they have, and those of which fewer came."""
    came = func.sum(PIECES.c.posts)
    threads = (
        select(WORKS.c.name, WORKS.c.posts.label("said"), came.label("came"))
        .join(PIECES, PIECES.c.work == WORKS.c.id)
        .where(WORKS.c.site == site, WORKS.c.posts > 0)
        .group_by(WORKS.c.id, WORKS.c.name, WORKS.c.posts)
    ).subquery()
    lacking = threads.c.came < threads.c.said
    of, count = connection.execute(
        select(func.count(), func.sum(case((lacking, 1), else_=0))).select_from(threads)
    ).one()
    rows = connection.execute(select(threads).where(lacking).order_by(threads.c.name).limit(limit))
    first = {row.name: {"said": row.said, "got": int(row.came)} for row in rows}
    return {"count": int(count or 0), "of": of, "first": first}
