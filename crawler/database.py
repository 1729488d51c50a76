"""The database behind the frontier: SQLite beside the data, PostgreSQL where several machines crawl."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from crawler.errors import StoreError
from crawler.schema import METADATA

BACKENDS = ("sqlite", "postgresql")
# Seconds that a writer waits for another process's short transaction.
BUSY_S = 60
CACHE_KIB = 16_000
# Whoever makes the tables holds this number.
LOCK = 0x7061697221
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    f"busy_timeout = {BUSY_S * 1000}",
    f"cache_size = -{CACHE_KIB}",
)


def connect(address: str, data: Path) -> Engine:
    """Open the frontier at an address, data/state.db if it is "", and make its tables.

    Addresses are SQLAlchemy's; postgresql:// means psycopg.  StoreError says what is wrong with
    one, never showing its password.
    """
    try:
        url = make_url(re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", address) or _beside(data))
        if url.get_backend_name() not in BACKENDS:
            raise StoreError(f"FRONTIER: {url.get_backend_name()} cannot be used; SQLite and PostgreSQL can")
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError):
        raise StoreError("FRONTIER: expected an address such as postgresql://user@host/database") from None
    except ModuleNotFoundError:
        raise StoreError("FRONTIER: PostgreSQL needs pip install 'pairmill[postgresql]'") from None
    except OSError as error:
        raise StoreError(f"{data}: {error.strerror}") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune)
        event.listen(engine, "begin", _begin)
    with transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))  # others may begin at this moment
        METADATA.create_all(connection)
    return engine


# What to do about the commonest reasons.
ADVICE = {
    "disk is full": "free some space",
    "disk I/O error": "see that the disk is sound and has space",
    "locked": "wait for the other process or stop it",
    "connection": "see that the server is up and lets this machine in",
}


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose work is kept as one, or not at all; StoreError says why not."""
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"{_shown(engine)}: {_reason(error)}; then run the same command again") from None


def _beside(data: Path) -> str:
    data.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{data / 'state.db'}"


def _tune(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could lose its place to another process.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _shown(engine: Engine) -> str:
    url = engine.url
    return url.database or "" if url.get_backend_name() == "sqlite" else f"{url.host or ''}/{url.database}"


def _reason(error: SQLAlchemyError) -> str:
    said = str(getattr(error, "orig", None) or error).strip()
    reason = said.splitlines()[0] if said else type(error).__name__
    return reason + next((f"; {advice}" for words, advice in ADVICE.items() if words in reason), "")
