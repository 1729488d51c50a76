"""A bug in the reading of a page costs that page's record and no more."""

from __future__ import annotations

import pytest

from crawler.guard import guarded
from crawler.records import Drop


def test_what_works_is_returned() -> None:
    """Nothing is changed on the way."""
    assert guarded("http://site.example/1", lambda: 7) == 7


@pytest.mark.parametrize(
    "bug", [ValueError("the secret text"), RecursionError(), AttributeError("two\nlines")]
)
def test_a_bug_is_a_drop_that_names_its_place(bug: Exception) -> None:
    """File and line of where it was raised, the page's address, and no text of the page."""

    def work() -> int:
        raise bug

    found = guarded("http://site.example/1", work)
    assert isinstance(found, Drop)
    line = work.__code__.co_firstlineno + 1
    told = f"{type(bug).__name__} in test_guard.py:{line}; `scrapy reparse` once it is mended"
    assert found == Drop(None, "bug", told, "http://site.example/1")


def test_an_interrupt_is_no_bug() -> None:
    """Ctrl-C stops the crawl."""

    def work() -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        guarded("http://site.example/1", work)
