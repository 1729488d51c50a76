"""Which pages of threads and books are said to be there, and which of them came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert
from sqlalchemy.dialects import sqlite

from crawler.completeness import MAX_PAGES, expect, got, missing, short, unlisted, works
from crawler.database import connect
from crawler.entries import Ack
from crawler.entries import told as entry_context
from crawler.records import Context
from crawler.schema import DONE, HOSTS, METADATA, SITES, URLS, number

SITE = 1


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = connect("", tmp_path)
    with engine.begin() as connection:
        connection.execute(insert(SITES), [{"name": "site"}, {"name": "other"}])
        yield connection
    engine.dispose()


def expected(connection: Connection, *contexts: Context, site: int = SITE) -> None:
    expect(connection, sqlite.insert, site, str(site), contexts)


def came(connection: Connection, work: str, position: int, page: int = 1, pages: int = 1) -> None:
    ack = Ack(1, DONE, piece=(work, position, page), pages=pages)
    got(connection, sqlite.insert, SITE, str(SITE), [ack])


def chapters(*positions: int, work: str = "book", advertised: int = 0) -> list[Context]:
    return [Context("chapter", work, position, advertised=advertised) for position in positions]


def told(connection: Connection, limit: int = 99) -> list[tuple[str, int, int]]:
    """Return the works that lack something, with what they are said to have and have."""
    return [
        (name, each["said"], each["got"]) for name, each in works(connection, SITE, limit)["lacking"].items()
    ]


def test_what_links_promise_is_missing_until_it_comes(connection: Connection) -> None:
    """Whichever comes first, the promise or the page."""
    came(connection, "book", 2)
    expected(connection, *chapters(1, 2, 3))
    came(connection, "book", 3)
    assert (missing(connection, SITE, 9), told(connection)) == ({"book": ["1"]}, [("book", 3, 2)])


@pytest.mark.parametrize("context", [Context("chapter", "", 3), Context("chapter", "book", 0), Context()])
def test_a_page_of_no_place_is_not_expected(connection: Connection, context: Context) -> None:
    """Nobody could say what is missing."""
    expected(connection, context)
    assert (missing(connection, SITE, 9), told(connection)) == ({}, [])


def test_a_page_that_gave_no_record_accounts_for_nothing(connection: Connection) -> None:
    """It stays missing."""
    expected(connection, *chapters(1))
    got(connection, sqlite.insert, SITE, str(SITE), [Ack(1, DONE)])
    assert missing(connection, SITE, 9) == {"book": ["1"]}


def test_a_chapter_says_how_many_pages_it_has(connection: Connection) -> None:
    """Those that did not come are missing by position and page."""
    came(connection, "book", 1, 2, pages=4)
    assert missing(connection, SITE, 9) == {"book": ["1", "1/3", "1/4"]}
    came(connection, "book", 1, 1, pages=4)
    assert missing(connection, SITE, 9) == {"book": ["1/3", "1/4"]}


def test_a_chapter_that_boasts_is_not_believed(connection: Connection) -> None:
    """A page that says it is the first of a billion fills no table."""
    came(connection, "book", 1, 1, pages=10**9)
    assert len(missing(connection, SITE, 10**6)["book"]) == MAX_PAGES - 1


def test_what_came_does_not_go_missing_again(connection: Connection) -> None:
    """The next crawl's links promise it anew."""
    expected(connection, *chapters(1))
    came(connection, "book", 1)
    expected(connection, *chapters(1))
    came(connection, "book", 1)
    assert missing(connection, SITE, 9) == {}


def test_the_greatest_number_that_is_advertised_counts(connection: Connection) -> None:
    """Or the pages that are known, where these are more."""
    expected(connection, *chapters(1, advertised=5), *chapters(2, advertised=9), *chapters(3, advertised=2))
    expected(connection, *chapters(4, advertised=7))
    expected(connection, *chapters(1, 2, 3, work="more", advertised=1))
    assert sorted(told(connection)) == [("book", 9, 0), ("more", 3, 0)]


def test_sites_are_told_apart(connection: Connection) -> None:
    """Two may name a work alike."""
    expected(connection, *chapters(1))
    expected(connection, *chapters(2), site=2)
    assert (missing(connection, SITE, 9), missing(connection, 2, 9)) == ({"book": ["1"]}, {"book": ["2"]})


def test_lists_end_at_their_limit(connection: Connection) -> None:
    """What is least complete comes first, also where only the advertised number says so."""
    came(connection, "a whole one", 1)
    expected(connection, *chapters(1, advertised=5, work="a promise"))
    came(connection, "a promise", 1)
    expected(connection, *chapters(1, 2, work="half"))
    came(connection, "half", 1)
    assert [name for name, *_ in told(connection)] == ["a promise", "half"]
    assert {**works(connection, SITE, 9), "lacking": 0} == {"known": 3, "whole": 1, "lacking": 0}
    assert len(told(connection, 1)) == 1
    assert missing(connection, SITE, 0) == {}


PIECES = st.sets(st.tuples(st.sampled_from("ab"), st.integers(1, 4), st.integers(1, 3)), max_size=12)


@settings(max_examples=30, deadline=None)
@given(PIECES, PIECES)
def test_what_was_promised_and_did_not_come_is_missing(
    promised: set[tuple[str, int, int]], here: set[tuple[str, int, int]]
) -> None:
    """No more and no less, in order."""
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        expected(connection, *(Context("chapter", *piece) for piece in promised))
        for piece in here:
            came(connection, *piece)
        found = missing(connection, SITE, 99)
    engine.dispose()
    lacks: dict[str, list[str]] = {}
    for work, position, page in sorted(promised - here):
        lacks.setdefault(work, []).append(f"{position}/{page}" if page > 1 else str(position))
    assert found == lacks


def posts(connection: Connection, page: int, count: int, said: int = 0) -> None:
    ack = Ack(1, DONE, piece=("thread", page, 1), posts=count, said=said)
    got(connection, sqlite.insert, SITE, str(SITE), [ack])


def test_a_thread_lacks_the_posts_that_did_not_come(connection: Connection) -> None:
    """Whoever says how many there are, a listing or the thread; a page that comes again counts once."""
    expected(connection, Context("thread", "thread", 1, posts=20))
    posts(connection, 1, 15)
    assert short(connection, SITE, 9)["first"] == {"thread": {"said": 20, "got": 15}}
    posts(connection, 2, 4)
    posts(connection, 2, 5)
    assert short(connection, SITE, 9) == {"count": 0, "of": 1, "first": {}}
    posts(connection, 2, 5, said=21)
    assert short(connection, SITE, 9)["count"] == 1


def test_a_thread_of_which_nobody_says_how_long_it_is_lacks_nothing(connection: Connection) -> None:
    """And one that shrank lacks what it says last."""
    posts(connection, 1, 2)
    assert short(connection, SITE, 9)["of"] == 0
    posts(connection, 1, 2, said=9)
    posts(connection, 1, 2, said=2)
    assert short(connection, SITE, 9)["count"] == 0


def listed(connection: Connection, *titles: str) -> None:
    """Put the chapters of a contents list where the frontier has them."""
    contexts = [Context("chapter", "book", position, title=title) for position, title in enumerate(titles, 1)]
    expected(connection, *contexts)
    connection.execute(insert(HOSTS), [{"id": 1, "name": "books.example"}])
    rows = [
        {
            "key": bytes([context.position]) * 16, "site": SITE, "host": 1, "url": f"http://b/{context.position}",
            "context": entry_context(context), "rank": 1, "work": number(str(SITE), "book"),
            "position": context.position, "born": 1, "crawl": 1,
        }
        for context in contexts
    ]  # fmt: skip
    connection.execute(insert(URLS), rows)


@pytest.mark.parametrize(
    ("titles", "lacking"),
    [
        ([f"第{n}章" for n in (*range(1, 10), 11)], ["10"]),
        (["楔子", *(f"Chapter {n}" for n in (1, 2, 3, 4, 5, 6, 9, 10))], ["7", "8"]),
        ([f"第{n}章" for n in (1, 2, 3, 4, 1, 2, 3, 4)], []),
        (["自序", "狂人日记", "孔乙己", "药", "明天"], []),
        ([f"第{n}章" for n in (3, 1, 2, 5, 4, 9, 12)], []),
    ],
    ids=["one", "two", "volumes", "no numbers", "no order"],
)
def test_a_number_that_a_contents_list_leaves_out_is_named(
    connection: Connection, titles: list[str], lacking: list[str]
) -> None:
    """A chapter that the site itself lacks is lacking all the same."""
    listed(connection, *titles)
    told = unlisted(connection, SITE, 9).get("book", [])
    assert [each.split()[1] for each in told] == lacking
