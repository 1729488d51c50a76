"""What listings say of pages, kept in the frontier: which pages wait again for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.entries import Ack, Entry
from crawler.frontier import Frontier
from crawler.records import Context
from crawler.schema import DONE

BASE = "http://site.example"
TOPIC, SECOND, THIRD = f"{BASE}/t/1", f"{BASE}/t/1?page=2", f"{BASE}/t/1?page=3"
PAGES = {url: Context("thread", "t1", n) for n, url in enumerate((TOPIC, SECOND, THIRD), 1)}


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    """A frontier before its first crawl."""
    made = Frontier("", tmp_path, "site", "run@here")
    yield made
    made.close()


def crawled(frontier: Frontier, told: dict[str, Context], status: int = 200) -> set[str]:
    """Begin a crawl that is told of some pages; fetch what waits and return it."""
    frontier.begin([], 0.0)
    return learned(frontier, told, status)


def learned(frontier: Frontier, told: dict[str, Context], status: int = 200) -> set[str]:
    frontier.commit([Entry(url, "site.example", context) for url, context in told.items()], [])
    taken = frontier.lease("site.example", 100)
    frontier.commit([], [Ack(each.id, DONE, each.rank, status) for each in taken])
    return {each.url for each in taken}


def marked(url: str, mark: str, **more: object) -> dict[str, Context]:
    return {url: replace(PAGES.get(url, Context()), mark=mark, **more)}  # type: ignore[arg-type]


def test_a_known_mark_leaves_a_page_alone(frontier: Frontier) -> None:
    """Another one, and a first one of a page of an earlier crawl, have it read again."""
    first = Context("article", mark="modified 1")
    assert crawled(frontier, {BASE: first}) == {BASE}
    assert crawled(frontier, {BASE: first}) == set()
    assert crawled(frontier, {BASE: Context("article", mark="modified 2")}) == {BASE}
    assert crawled(frontier, {BASE: Context("article", mark="modified 2")}) == set()


def test_a_page_may_have_a_mark_of_each_kind(frontier: Frontier) -> None:
    """One from a board does not contradict one from a feed."""
    both = [{BASE: Context("article", mark=mark)} for mark in ("modified 1", "comment 1")]
    crawled(frontier, both[0])
    learned(frontier, both[1])
    frontier.begin([], 0.0)
    assert learned(frontier, both[0]) == learned(frontier, both[1]) == set()


def test_a_mark_is_learned_once_in_a_crawl(frontier: Frontier) -> None:
    """A page that two listings name is fetched once."""
    crawled(frontier, marked(TOPIC, "row 1"))
    assert crawled(frontier, marked(TOPIC, "row 2")) == {TOPIC}
    assert learned(frontier, marked(TOPIC, "row 2")) == set()


def test_a_thread_is_read_on_from_its_last_page(frontier: Frontier) -> None:
    """New posts stand there, or behind it."""
    crawled(frontier, PAGES | marked(TOPIC, "row 1"))
    assert crawled(frontier, marked(TOPIC, "row 2")) == {THIRD}


def test_a_last_page_that_is_gone_is_not_the_last(frontier: Frontier) -> None:
    """Posts were deleted; the page before is the one where new ones come."""
    crawled(frontier, {url: PAGES[url] for url in (TOPIC, SECOND)} | marked(TOPIC, "row 1"))
    learned(frontier, {THIRD: PAGES[THIRD]}, status=404)
    assert crawled(frontier, marked(TOPIC, "row 2")) == {SECOND}


def test_a_chapter_is_read_again_with_all_its_pages(frontier: Frontier) -> None:
    """And no other chapter of the book."""
    chapter = Context("chapter", "book", 3)
    pages = {f"{BASE}/3": chapter, f"{BASE}/3/2": replace(chapter, page=2)}
    crawled(frontier, {**pages, f"{BASE}/4": Context("chapter", "book", 4)})
    assert crawled(frontier, {f"{BASE}/3": Context("article", mark="modified 1")}) == set(pages)


def test_a_post_of_no_book_is_read_again_with_all_its_pages(frontier: Frontier) -> None:
    """It is the work itself; the comments are another."""
    post = f"{BASE}/gulls/"
    pages = {post: Context("article"), f"{post}2/": Context("article", post, page=2)}
    crawled(frontier, {**pages, f"{post}comment-page-2/": Context("comments", f"{post}#comments", 2)})
    assert crawled(frontier, {post: Context("article", mark="modified 1")}) == set(pages)


def test_new_pages_and_changed_ones_are_news(frontier: Frontier) -> None:
    """Before the frontier was told of them, and after."""
    known = list(marked(TOPIC, "row 1").items())
    crawled(frontier, dict(known))
    frontier.begin([], 0.0)
    assert not frontier.news(known)
    assert frontier.news([*known, (f"{BASE}/t/2", Context("thread"))])
    other = marked(TOPIC, "row 2")
    assert frontier.news(list(other.items()))
    learned(frontier, other)
    assert frontier.news(list(other.items()))
    frontier.begin([], 0.0)
    assert not frontier.news(list(other.items()))


def test_a_chapter_that_moved_is_read_again_whole(frontier: Frontier) -> None:
    """A host that says it is as it was would keep its record from moving."""
    frontier.begin([], 0.0)
    frontier.commit([Entry(f"{BASE}/c", "site.example", Context("chapter", "book", 3), rank=1)], [])
    (taken,) = frontier.lease("site.example", 9)
    frontier.commit([], [Ack(taken.id, DONE, 1, 200, etag='"x"', modified="then")])
    frontier.begin([], 0.0)
    frontier.commit([Entry(f"{BASE}/c", "site.example", Context("chapter", "book", 4), rank=1)], [])
    (taken,) = frontier.lease("site.example", 9)
    assert (taken.context.position, taken.etag, taken.modified) == (4, None, None)


def test_the_newest_posts_of_a_timeline_are_remembered(frontier: Frontier) -> None:
    """Those of the crawl before come back."""
    frontier.begin([], 0.0)
    assert frontier.newest("me", "a b") == ""
    assert frontier.newest("me", "c d") == "a b"
    assert frontier.newest("you", "x") == ""
