"""Pretraining: whole chapters, articles and threads as plain text."""

from __future__ import annotations

import pytest
from conftest import a_part, a_work

from crawler.records import Part
from postprocess.build.pretraining import build
from postprocess.pairs import Work


def documents(work: Work) -> list[str]:
    """Return the texts that come of a work."""
    found = list(build(work, 10))
    assert all(pair.is_document for pair in found)
    return [pair.response for pair in found]


def body(text: str, name: str = "1") -> Part:
    """Return the body of a chapter."""
    return a_part(text, name, kind="body")


def test_each_chapter_is_a_document_below_its_title() -> None:
    """In the order of the book."""
    work = a_work(body("雨下了一夜。", "1"), body("天亮了。", "2"), kind="chapter")
    assert documents(work) == ["Title\n\n雨下了一夜。", "Title\n\n天亮了。"]


def test_a_title_that_the_text_begins_with_is_not_said_twice() -> None:
    """Many sites print it in the text again."""
    assert documents(a_work(body("Title\n雨下了一夜。"), kind="article")) == ["Title\n雨下了一夜。"]


def test_a_thread_is_one_document_of_who_said_what() -> None:
    """Title first, then the posts in order."""
    work = a_work(a_part("求助", "1", author="甲"), a_part("断电", "2", author="乙"))
    assert documents(work) == ["Title\n\n甲: 求助\n\n乙: 断电"]


def test_a_post_of_nobody_known_has_no_colon_before_it() -> None:
    """Nor does a thread without a title begin with empty lines."""
    assert documents(a_work(a_part("求助"), title="")) == ["求助"]


@pytest.mark.parametrize("mark", ["spam", "low"])
def test_marked_posts_are_left_out(mark: str) -> None:
    """And a thread of nothing else is no document."""
    spam = a_part("加微信", "1", author="甲", mark=mark)
    assert documents(a_work(spam, a_part("断电", "2", author="乙"))) == ["Title\n\n乙: 断电"]
    assert documents(a_work(spam)) == []


def test_a_timeline_is_no_document() -> None:
    """Statuses of many people in a row are no text."""
    assert documents(a_work(a_part("早", kind="status"), kind="status")) == []


def test_comments_are_no_part_of_a_chapter() -> None:
    """A book is its author's words."""
    assert documents(a_work(body("雨。"), a_part("催更", "c", kind="comment"), kind="chapter")) == [
        "Title\n\n雨。"
    ]


def test_a_document_says_when_it_was_published() -> None:
    """And of which chapter it is."""
    (pair,) = build(a_work(a_part("雨。", kind="body", published="2024-05-01T00:00:00Z"), kind="chapter"), 10)
    assert (pair.meta["published"], pair.meta["chapter"]) == ("2024-05-01T00:00:00Z", "Title")


def test_chapters_have_ids_of_their_own() -> None:
    """Two chapters of one text are two documents."""
    pairs = list(build(a_work(body("雨。", "1"), body("雨。", "2"), kind="chapter"), 10))
    assert len({pair.id for pair in pairs}) == 2
