"""How many records say who wrote them and when, and which threads are short of posts."""

from __future__ import annotations

import pytest
from conftest import a_part, a_record

from crawler import coverage as module
from crawler.coverage import Coverage, coverage, short_threads
from crawler.records import Record


def seen(*records: Record) -> Coverage:
    counted = Coverage()
    for record in records:
        counted.see(record)
    return counted


def test_fields_that_are_there_are_counted() -> None:
    """An unknown language is none."""
    full = a_record(title="T", author="A", published="2026-01-01", language="en", licence="CC0-1.0")
    shares = coverage(seen(full, a_record(language="und"), a_record(title="T"), a_record()).counts)["record"]
    assert shares == {"title": 0.5, "author": 0.25, "published": 0.25, "language": 0.25, "licence": 0.25}


def test_fields_of_parts_are_counted_by_part() -> None:
    """A long thread weighs more than a short one."""
    signed = a_part("x", "1", author="A", published="2026-01-01")
    thread = a_record().with_parts([signed, a_part("y", "2", author="B"), a_part("z", "3")])
    assert coverage(seen(thread, a_record()).counts)["part"] == {"author": 0.5, "published": 0.25}


def test_nothing_has_no_coverage() -> None:
    """Rather than one of 0."""
    assert coverage(Coverage().counts) == {}
    assert "part" not in coverage(seen(a_record().with_parts([])).counts)


def posts(work: str, page: int, said: object, *names: str) -> Record:
    meta = {} if said is None else {"advertised_posts": said}
    return a_record(work=work, page=page, meta=meta).with_parts([a_part("x", name) for name in names])


def test_the_posts_of_a_thread_are_counted_over_its_pages() -> None:
    """A page that comes twice counts once, a post that a page shows twice too."""
    pages = [posts("t", 1, 4, "1", "2", "2"), posts("t", 2, 4, "3"), posts("t", 2, 4, "3")]
    assert short_threads(seen(*pages)) == {"t": (4, 3)}
    assert short_threads(seen(*pages, posts("t", 3, None, "4"))) == {}


def test_a_thread_that_says_nothing_is_short_of_nothing() -> None:
    """Nor is one whose page says nonsense."""
    assert short_threads(seen(posts("t", 1, None, "1"), posts("u", 1, "many", "1"))) == {}


def test_no_more_threads_are_counted_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are counted already go on being counted."""
    monkeypatch.setattr(module, "MAX_THREADS", 1)
    counted = seen(posts("t", 1, 9, "1"), posts("u", 1, 9, "1"), posts("t", 2, 9, "2"))
    assert short_threads(counted) == {"t": (9, 2)}
