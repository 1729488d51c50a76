"""Titles: which texts have one that says what they are about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import a_part, a_work

from postprocess.build.making import prompt_bytes
from postprocess.build.titles import TASK, build
from postprocess.pairs import Pair, Work

TEXT = "水尺一共有五根，从岸边一直排到河里，白底红格，一格一厘米。头三天，姜禾总把倒影也读进去。" * 12


def chapter(title: str, text: str = TEXT) -> Work:
    """Return a book of one chapter."""
    work = a_work(a_part(text, kind="body"), kind="chapter", language="zh-Hans")
    return replace(work, pieces=(replace(work.pieces[0], title=title),))


def titles(work: Work, room: int = 1000) -> list[str]:
    """Return the titles that are asked for."""
    return [pair.response for pair in build(work, room)]


@pytest.mark.parametrize(
    ("title", "asked"),
    [("第十二章 雨夜渡口", ["雨夜渡口"]), ("第十二章", []), ("缺的一页", ["缺的一页"]), ("12", []), ("", [])],
)
def test_a_chapter_is_asked_for_its_name_and_not_its_number(title: str, asked: list[str]) -> None:
    """A number says where a text stands."""
    assert titles(chapter(title)) == asked


def test_the_beginning_is_shown_as_far_as_it_fits() -> None:
    """In the language of the text, and by whole sentences."""
    (pair,) = build(chapter("缺的一页"), 1000)
    assert pair.prompt.startswith(TASK["zh"]) and pair.prompt.endswith("。") and prompt_bytes(pair) <= 1000


def test_a_title_that_the_text_gives_away_is_not_asked_for() -> None:
    """To copy is not to name."""
    assert titles(chapter("缺的一页", "缺的一页。" + TEXT)) == []


def test_a_thread_is_named_by_its_opening_post() -> None:
    """A reply says nothing of the title."""
    posts = [a_part(TEXT, "a", author="A"), a_part("好", "b", author="B")]
    (pair,) = build(a_work(*posts, title="读水尺的三条规矩", language="zh-Hans"), 1000)
    assert (pair.response, pair.sources) == ("读水尺的三条规矩", ("site/1",))
    assert titles(a_work(*posts, title="Re: 读水尺的三条规矩")) == []


def test_a_remark_has_no_title_to_find() -> None:
    """Fewer than 200 characters say too little."""
    assert titles(chapter("缺的一页", "短。")) == []


@pytest.mark.parametrize("room", [0, 30, 300])
def test_no_prompt_is_longer_than_it_may_be(room: int) -> None:
    """Where there is no room there is no pair."""
    found: list[Pair] = list(build(chapter("缺的一页"), room))
    assert all(prompt_bytes(pair) <= room for pair in found)
