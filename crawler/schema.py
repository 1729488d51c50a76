"""The tables of the frontier, alike in SQLite and PostgreSQL.

A row of ``urls`` is about 250 bytes with its share of the indexes; ids rise with insertion, so
that rows are appended and only the index of keys is written in random places.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
    literal_column,
    text,
)

WAITING, LEASED, DONE, FAILED = range(4)

# The greatest number that a column of both databases holds.
MOST = 2**31 - 1


class Text(TypeDecorator[str]):
    """Text of any page: what UTF-8 or PostgreSQL cannot say becomes U+FFFD."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002 (the interface's)
        """Return the text as it is kept."""
        return sayable(value) if value else value


METADATA = MetaData()
# SQLite counts rows by itself only where the type is exactly INTEGER.
ID = BigInteger().with_variant(Integer, "sqlite")

# One line a site; ``crawl`` counts its crawls, ``finished`` is 0 while one is not at its end.
SITES = Table(
    "sites",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", Text, unique=True, nullable=False),
    Column("crawl", Integer, nullable=False, default=0),
    Column("finished", Float, nullable=False, default=1),
    Column("rules", String, nullable=False, default=""),  # by which links were chosen, as a digest
)
# A host belongs to one worker at a time until ``lease_until``, and rests until ``next_at``.
HOSTS = Table(
    "hosts",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("name", Text, unique=True, nullable=False),
    Column("next_at", Float, nullable=False, default=0),
    Column("lease_until", Float, nullable=False, default=0),
    Column("worker", Text, nullable=False, default=""),
)
URLS = Table(
    "urls",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("key", LargeBinary(16), nullable=False, unique=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("host", ForeignKey("hosts.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("state", SmallInteger, nullable=False, default=WAITING),
    Column("priority", SmallInteger, nullable=False, default=0),
    Column("depth", SmallInteger, nullable=False, default=0),
    Column("asked", Text),  # what a plain GET does not say, as JSON
    Column("context", Text),  # what linking pages know of the page, as JSON
    Column("rank", SmallInteger, nullable=False, default=0),  # how much that is
    Column("work", BigInteger),
    Column("position", Integer),
    Column("born", Integer, nullable=False),  # the crawl that found it
    Column("crawl", Integer, nullable=False),  # the crawl that last asked for it
    Column("worker", Text),
    Column("lease_until", Float),
    # What is known since it was fetched; NULL before.
    Column("status", SmallInteger),
    Column("reason", Text),
    Column("fetched_at", Float),
    Column("due_at", Float),
    Column("interval_s", Float),
    Column("etag", Text),
    Column("modified", Text),
    Column("text_hash", LargeBinary(16)),
    Column("place", Text),  # where in the archive the text stands, as JSON
)
# Written as numbers in queries, or the partial indexes would not be used.
OPEN = URLS.c.state < literal_column("2")
ENDED = URLS.c.state >= literal_column("2")
QUEUE = Index(
    "queue",
    URLS.c.site,
    URLS.c.host,
    URLS.c.priority.desc(),
    URLS.c.id,
    sqlite_where=URLS.c.state == text(str(WAITING)),
    postgresql_where=URLS.c.state == text(str(WAITING)),
)
LEASES = Index(
    "leases",
    URLS.c.site,
    URLS.c.worker,
    sqlite_where=URLS.c.state == text(str(LEASED)),
    postgresql_where=URLS.c.state == text(str(LEASED)),
)
OF_WORK = Index(
    "of_work",
    URLS.c.work,
    URLS.c.position,
    sqlite_where=URLS.c.work.is_not(None),
    postgresql_where=URLS.c.work.is_not(None),
)
# Threads and books, and which of their pages came; id is number(site, name).
WORKS = Table(
    "works",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("advertised", Integer, nullable=False, default=0),
    Column("posts", Integer, nullable=False, default=0),  # as the thread or a listing says
)
PIECES = Table(
    "pieces",
    METADATA,
    Column("work", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("got", SmallInteger, nullable=False, default=0),
    Column("posts", Integer, nullable=False, default=0),
    sqlite_with_rowid=False,
)
# What a listing last said of a page's state; one line for each kind of mark.
MARKS = Table(
    "marks",
    METADATA,
    Column("key", LargeBinary(16), primary_key=True),
    Column("mark", Text, nullable=False),
    Column("crawl", Integer, nullable=False),  # the crawl that saw it change
    sqlite_with_rowid=False,
)
# Policy files of hosts, "" of those that are not there.
FILES = Table(
    "files",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("read_at", Float, nullable=False),
)
# How far into each run's archive all is accounted for; ``closed`` when nothing is left to look at.
RUNS = Table(
    "runs",
    METADATA,
    Column("worker", Text, primary_key=True),
    Column("site", ForeignKey("sites.id"), nullable=False),
    Column("archived", BigInteger, nullable=False, default=0),
    Column("closed", SmallInteger, nullable=False, default=0),
)


def key(site: str, url: str) -> bytes:
    """Return the 16 bytes that stand for an address of a site; two never meet by chance."""
    return blake2b(f"{site}\0{url}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def number(site: str, work: str) -> int:
    """Return the signed 64-bit number of a work."""
    digest = blake2b(f"{site}\0{work}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def sayable(text: str) -> str:
    r"""Return a text without NUL and lone surrogates.

    >>> sayable("第1章\0\ud800")
    '第1章��'
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def within(number: int) -> int:
    """Return the nearest number to one that a column can hold; none of ours is below 0."""
    return max(0, min(number, MOST))
