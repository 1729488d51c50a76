"""Lines that repeat over a site are found by their share of its documents, and only those."""

from __future__ import annotations

import pytest
from conftest import a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text import boilerplate
from crawler.text.boilerplate import form, without_boilerplate

MENU = "Home | Books | Log in here"


def pages(count: int) -> list[str]:
    """Return texts that share a menu, a page number, a line of speech and a short line."""
    return [
        f"{MENU}\n第{number}章 夜雨之{'甲乙丙丁'[number % 4] * number}\n“我不知道啊，你呢？”\n嗯。\n"
        f"Only here: {'word ' * number}\nPage {number} of {count}"
        for number in range(1, count + 1)
    ]


def test_a_line_of_most_pages_is_the_sites() -> None:
    """Numbers do not tell lines apart; speech and very short lines are nobody's boilerplate."""
    assert boilerplate.lines(pages(40)) == {form(MENU), form("Page 1 of 40")}


@pytest.mark.parametrize(
    ("count", "limits"),
    [(4, {}), (40, {"max_chars": 10}), (40, {"min_chars": 30}), (40, {"min_documents": 41})],
)
def test_the_limits_hold(count: int, limits: dict[str, int]) -> None:
    """Too few documents, or lines of another length, give none."""
    assert boilerplate.lines(pages(count), **limits) == frozenset()


def test_a_line_said_twice_on_one_page_counts_once() -> None:
    """A refrain is not a menu."""
    texts = ["la la la la\n" * 50, *[f"text {'x' * number}" for number in range(20)]]
    assert boilerplate.lines(texts) == frozenset()


def test_memory_does_not_grow_with_the_site() -> None:
    """Lines seen once are forgotten, and a line of a quarter of the pages is found among 20,000."""
    texts = (
        f"{MENU * (number % 4 == 0)}\nonly {'abcdefgh'[number % 8] * (number % 97 + 3)}{chr(0x4E00 + number)}"
        for number in range(20_000)
    )
    assert boilerplate.lines(texts) == {form(MENU)}


def test_the_step_takes_them_out_and_counts() -> None:
    """The rest of the text stays; a second run finds nothing."""
    record = a_record(f"{MENU}\n\nIt rained.\n\npage 7 of 9", kind="chapter")
    lines = boilerplate.lines(pages(40))
    cleaned = without_boilerplate(record, lines=lines)
    assert (cleaned.text, cleaned.meta["removed"]) == ("It rained.", {"boilerplate": 2})
    assert without_boilerplate(cleaned, lines=lines) == cleaned
    assert without_boilerplate(record, lines=frozenset()) is record


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(), max_size=12))
def test_no_text_is_too_odd(texts: list[str]) -> None:
    """Whatever is found is the form of a line that is in enough of the texts."""
    for each in boilerplate.lines(texts, min_documents=2):
        assert sum(each in map(form, text.split("\n")) for text in texts) >= 2
