"""What listings say of the state of pages: another mark than last time means that a page changed.

The first word of a mark names its kind, so that a page may have one from a board and another from
a feed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select, update

from crawler.records import Context
from crawler.schema import ENDED, MARKS, URLS, WAITING, key, number

CHUNK = 500
# Pages that only lead to others: these are read at every crawl, and their further pages while there is news.
LISTS = ("listing", "contents", "timeline", "changes")
# The last page of a thread is the last that came: posts are deleted, and pages with them.
THERE = (200, 304)
Told = tuple[str, Context]


def learn(connection: Connection, insert: Any, site: str, crawl: int, told: Sequence[Told]) -> None:
    """Remember the marks of addresses, and have those pages wait again whose mark is another than before."""
    known = _known(connection, site, told)
    other = {
        _key(site, url, context): (url, context)
        for url, context in told
        if known.get(_key(site, url, context), ("", 0))[0] != context.mark
    }
    if not other:
        return
    statement = insert(MARKS)
    new = statement.excluded
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"mark": new.mark, "crawl": new.crawl}),
        [{"key": name, "mark": context.mark, "crawl": crawl} for name, (_, context) in other.items()],
    )
    for url, context in other.values():
        _wait_again(connection, site, crawl, url, context)


def news(connection: Connection, site: str, crawl: int, told: Sequence[Told]) -> bool:
    """Whether any of the linked pages was found in this crawl, or has another mark than in the one before."""
    known = _known(connection, site, told)
    for url, context in told:
        mark, changed = known.get(_key(site, url, context), ("", 0))
        if context.mark and (mark != context.mark or changed == crawl):
            return True
    wanted = {key(site, url) for url, _ in told}
    old = 0
    for some in _chunks(sorted(wanted)):
        found = select(URLS.c.key).where(URLS.c.key.in_(some), URLS.c.born < crawl)
        old += len(connection.scalars(found).all())
    return old < len(wanted)


def replace(connection: Connection, insert: Any, site: str, crawl: int, work: str, mark: str) -> str:
    """Set the one mark of a work; return the one it had, "" if none."""
    name = key(site, f"{work}\0newest")
    old: str = connection.scalar(select(MARKS.c.mark).where(MARKS.c.key == name)) or ""
    statement = insert(MARKS).values(key=name, mark=mark, crawl=crawl)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"mark": mark}))
    return old


def _known(connection: Connection, site: str, told: Sequence[Told]) -> dict[bytes, tuple[str, int]]:
    wanted = [_key(site, url, context) for url, context in told if context.mark]
    return {
        row.key: (row.mark, row.crawl)
        for some in _chunks(wanted)
        for row in connection.execute(select(MARKS).where(MARKS.c.key.in_(some)))
    }


def _wait_again(connection: Connection, site: str, crawl: int, url: str, context: Context) -> None:
    """A thread is read on from its last page, of anything else all pages are read."""
    row = connection.execute(
        select(URLS.c.id, URLS.c.work, URLS.c.position).where(URLS.c.key == key(site, url))
    ).first()
    if row is None:
        return
    which = URLS.c.id == row.id
    # A post that no contents page names is itself the work that its further pages belong to.
    work = number(site, url) if row.work is None else row.work
    pages = select(URLS.c.id).where(URLS.c.work == work)
    if context.rel == "thread":
        there = pages.where(URLS.c.status.in_(THERE)).order_by(URLS.c.position.desc()).limit(1)
        which = URLS.c.id == func.coalesce(there.scalar_subquery(), row.id)
    elif context.rel not in LISTS:
        which |= URLS.c.id.in_(pages.where(URLS.c.position == (row.position or 0)))
    connection.execute(
        update(URLS).where(which, ENDED, URLS.c.crawl < crawl).values(state=WAITING, crawl=crawl)
    )


def _key(site: str, url: str, context: Context) -> bytes:
    return key(site, f"{url}\0{context.mark.partition(' ')[0]}")


def _chunks(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
