"""The database behind the frontier: addresses, errors in one line, transactions that are kept or not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Engine, insert, select

from crawler import database
from crawler.database import connect, transaction
from crawler.errors import StoreError
from crawler.schema import SITES

SECRET = "geh3im"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect("", tmp_path)
    yield engine
    engine.dispose()


def names(engine: Engine) -> list[str]:
    with transaction(engine) as connection:
        return list(connection.scalars(select(SITES.c.name).order_by(SITES.c.id)))


def put(engine: Engine, name: str) -> None:
    with transaction(engine) as connection:
        connection.execute(insert(SITES).values(name=name))


def test_the_frontier_lies_beside_the_data(tmp_path: Path) -> None:
    """In a folder that is made for it, and opened a second time with what it holds."""
    for _ in range(2):
        engine = connect("", tmp_path / "new" / "data")
        if not names(engine):
            put(engine, "site")
        engine.dispose()
    assert names(engine) == ["site"]
    assert (tmp_path / "new" / "data" / "state.db").is_file()
    engine.dispose()


def test_another_file_may_be_named(tmp_path: Path) -> None:
    """Then the folder of the data is not made."""
    engine = connect(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "data")
    put(engine, "site")
    engine.dispose()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.db"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nonsense", "FRONTIER: expected an address such as postgresql://user@host/database"),
        (f"postgresql://me:{SECRET}@host:port/db", "expected an address"),
        (f"oracel://me:{SECRET}@host/db", "oracel cannot be used; SQLite and PostgreSQL can"),
        (f"mysql://me:{SECRET}@host/db", "mysql cannot be used; SQLite and PostgreSQL can"),
        (f"postgresql+psycopg3x://me:{SECRET}@host/db", "expected an address"),
        (f"postgresql+asyncpg://me:{SECRET}@host/db", "PostgreSQL needs pip install"),
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db", "see that the server is up and lets this machine in"),
        (f"postgres://me:{SECRET}@127.0.0.1:1/db", "127.0.0.1/db: "),
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db?colour={SECRET}", "127.0.0.1/db: "),
        (f"postgresql://me:1/{SECRET}@127.0.0.1/db", "run the same command again"),
        ("sqlite:////no/such/folder/state.db", "unable to open database file"),
    ],
)
def test_a_wrong_address_is_told_in_one_line(address: str, message: str, tmp_path: Path) -> None:
    """What is wrong and what would be right, and never the password."""
    with pytest.raises(StoreError) as raised:
        connect(address, tmp_path)
    told = str(raised.value)
    assert message in told
    assert "\n" not in told
    assert SECRET not in told


def test_a_password_that_was_refused_is_not_told(tmp_path: Path) -> None:
    """Nor one that stands where PostgreSQL's own address would have it."""
    with pytest.raises(StoreError) as raised:
        connect(f"postgresql://me@127.0.0.1:1/db?password={SECRET}", tmp_path)
    assert SECRET not in str(raised.value)


def test_data_that_is_no_folder_is_told(tmp_path: Path) -> None:
    """As what it is."""
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match=r"data: File exists"):
        connect("", tmp_path / "data")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """With its name."""
    (tmp_path / "state.db").write_text("hello " * 1000)
    with pytest.raises(StoreError, match=r"state\.db: file is not a database; then run"):
        connect("", tmp_path)


def test_an_error_undoes_its_transaction(engine: Engine) -> None:
    """Whether it is the database's or ours."""
    put(engine, "kept")
    with pytest.raises(StoreError, match="UNIQUE"), transaction(engine) as connection:
        connection.execute(insert(SITES).values(name="lost"))
        connection.execute(insert(SITES).values(name="kept"))
    with pytest.raises(ZeroDivisionError), transaction(engine) as connection:
        connection.execute(insert(SITES).values(name="lost"))
        1 / 0  # noqa: B018
    assert names(engine) == ["kept"]


def busy(engine: Engine) -> sqlite3.Connection:
    """Return another process's connection that is in the midst of writing."""
    other = sqlite3.connect(str(engine.url.database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_another_process_that_writes_is_waited_for(engine: Engine) -> None:
    """Its transactions are short."""
    other = busy(engine)
    timer = Timer(0.2, other.rollback)
    timer.start()
    put(engine, "site")
    timer.join()
    other.close()
    assert names(engine) == ["site"]


def test_another_process_that_goes_on_writing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a time, and with what to do about it."""
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout = 50",))
    engine = connect("", tmp_path)
    other = busy(engine)
    with pytest.raises(StoreError, match=r"locked; wait for the other process or stop it; then run the same"):
        put(engine, "site")
    other.close()
    engine.dispose()


def test_a_transaction_that_reads_first_may_write(engine: Engine) -> None:
    """It has its place from the beginning on: another one waits, and neither fails."""
    with transaction(engine) as connection:
        connection.execute(select(SITES)).all()
        other = sqlite3.connect(str(engine.url.database), isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        connection.execute(insert(SITES).values(name="site"))
    assert names(engine) == ["site"]


def test_what_was_written_survives_a_crash_of_the_process(engine: Engine) -> None:
    """The log is kept beside the file, and bytes wait for no one but the disk."""
    with transaction(engine) as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]
    assert told == ["wal", 1]
