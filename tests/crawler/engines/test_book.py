"""Novels: chapters in the order of their contents page, and the pages of a chapter."""

from __future__ import annotations

import re

import pytest
from conftest import a_page
from hypothesis import given
from hypothesis import strategies as st

from crawler.engines import extract, links
from crawler.engines.book import page_number, share
from crawler.records import Context, Drop, Link, Record
from crawler.sites import Site

BASE = "http://books.example/5/"
SITE = Site(
    "books",
    "book",
    domains=("books.example",),
    follow={"contents": re.compile(r"/\d+/$"), "chapter": re.compile(r"/\d+/\d+(?:_(?P<page>\d+))?\.html$")},
    fields={"contents": "#list", "body": "#text", "drop": ".ad", "author": ".by", "published": ".when"},
)
CONTENTS = Context("contents")
THIRD = Context("chapter", BASE, 3, 1, "Three", "The Ferry", 9)


def listed(html: str, context: Context = CONTENTS, site: Site = SITE) -> list[Link]:
    return links(a_page(f"<h1>The Ferry</h1>{html}", BASE, context=context), site)


def chapters(html: str) -> list[tuple[int, str, str]]:
    return [
        (link.context.position, link.url.removeprefix(BASE), link.context.title)
        for link in listed(html)
        if link.context.rel == "chapter"
    ]


def entries(*numbers: int) -> str:
    return "".join(f"<dd><a href={number}.html>Chapter {number}</a></dd>" for number in numbers)


def test_chapters_are_numbered_in_the_order_of_the_list() -> None:
    """Whatever numbers stand in their addresses; each knows its book and how many there are."""
    found = listed(f"<dl id=list>{entries(9, 4)}</dl>")
    assert [link.context for link in found] == [
        Context("chapter", BASE, 1, 1, "Chapter 9", "The Ferry", 2),
        Context("chapter", BASE, 2, 1, "Chapter 4", "The Ferry", 2),
    ]


def test_the_latest_chapters_on_top_are_not_the_first() -> None:
    """Sites repeat them above the list; the later mention counts."""
    html = f"<dl id=list><dt>最新章节</dt>{entries(4, 3)}<dt>正文</dt>{entries(1, 2, 3, 4)}</dl>"
    assert [position for position, *_ in chapters(html)] == [1, 2, 3, 4]
    assert [url for _, url, _ in chapters(html)] == ["1.html", "2.html", "3.html", "4.html"]


@pytest.mark.parametrize(
    "entry",
    [
        "<a href='/vote/5'>vote</a>",
        "<a href='2.html' rel=nofollow>2</a>",
        "<a href='http://other.example/5/2.html'>2</a>",
        "<a href='javascript:next()'>2</a>",
        "<a>2</a>",
    ],
)
def test_only_chapters_count_as_chapters(entry: str) -> None:
    """Votes, advertisements and script in the list leave no gap in the numbers."""
    html = f"<div id=list>{entry}{entries(1)}</div>"
    assert chapters(html) == [(1, "1.html", "Chapter 1")]


def test_a_list_over_pages_goes_on_with_its_numbers() -> None:
    """Where the linking page says how many stood before."""
    found = listed(f"<div id=list>{entries(51)}</div>", Context("contents", "book", position=50))
    assert (found[0].context.work, found[0].context.position) == ("book", 51)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("呐喊最新章节列表", "呐喊"),
        ("《呐喊》", "呐喊"),
        ("呐喊 全文阅读", "呐喊"),
        ("Persuasion: Table of Contents", "Persuasion"),
        ("Persuasion – contents", "Persuasion"),
        ("The Ferry", "The Ferry"),
    ],
)
def test_the_words_around_a_books_title_are_left_out(heading: str, title: str) -> None:
    """Every chapter of it is told the bare title."""
    found = links(a_page(f"<h1>{heading}</h1><div id=list>{entries(1)}</div>", BASE), SITE)
    assert found[0].context.book == title


def chapter(html: str, context: Context = THIRD, url: str = BASE + "3.html") -> Record | Drop:
    return extract(a_page(html, url, context=context), SITE)


def test_a_chapter_stands_at_the_place_that_its_link_gave() -> None:
    """With book, author and time; advertisements in its body left out."""
    html = "<h1>Three</h1><i class=by>Ida</i><i class=when>2013-05-21</i>"
    html += "<div id=text>one<p class=ad>buy<p>two</div>"
    found = chapter(html)
    assert isinstance(found, Record)
    assert (found.kind, found.work, found.position, found.page) == ("chapter", BASE, 3, 1)
    assert (found.title, found.author, found.published) == ("Three", "Ida", "2013-05-21T00:00:00+00:00")
    assert (found.text, found.meta) == ("one\n\ntwo", {"book": "The Ferry", "advertised": 9, "pages": 1})


@pytest.mark.parametrize(
    ("heading", "context", "title", "page", "pages"),
    [
        ("Three (2/3)", THIRD, "Three", 2, 3),
        ("第三章 镕金（第2/3页）", THIRD, "第三章 镕金", 2, 3),
        ("", THIRD, "Three", 1, 1),
        ("Three", Context("chapter", BASE, 3, 2), "Three", 2, 1),
        ("（第1/2页）", THIRD, "Three", 1, 2),
    ],
)
def test_the_count_of_pages_is_taken_off_the_title(
    heading: str, context: Context, title: str, page: int, pages: int
) -> None:
    """And tells which page this is, and how many are promised."""
    found = chapter(f"<h1>{heading}</h1><div id=text>x</div>", context)
    assert isinstance(found, Record)
    assert (found.title, found.page, found.meta["pages"]) == (title, page, pages)


@pytest.mark.parametrize(
    ("html", "context", "url", "step"),
    [
        ("<p>x", THIRD, BASE + "3.html", "extract"),
        ("<p>x", Context(), BASE + "3.html", "extract"),
        ("<p>x", Context(), "http://books.example/about", "listing"),
        ("<div id=list></div>", Context(), "http://books.example/about", "listing"),
        ("<div id=text>latest news</div>", Context("contents"), BASE, "listing"),
    ],
)
def test_a_chapter_without_its_body_is_a_loss_and_any_other_page_is_not(
    html: str, context: Context, url: str, step: str
) -> None:
    """What is known to be a chapter must have one."""
    found = chapter(html, context, url)
    assert isinstance(found, Drop)
    assert found.step == step


def test_from_a_chapter_only_its_own_pages_are_followed() -> None:
    """Previous and next may lead into another book; the contents page knows the way."""
    html = (
        "<h1>Three</h1><div id=text>x</div><a href=2.html>上一章</a><a href=4.html>下一章</a>"
        "<a href=/6/61.html>next book</a><a href=/6/3_2.html>other</a><a href=3_2.html>下一页</a>"
        "<a href=/5/>目录</a>"
    )
    found = links(a_page(html, BASE + "3.html", context=THIRD), SITE)
    assert [(link.url, link.context.rel, link.context.page) for link in found] == [
        (BASE, "contents", 1),
        (BASE + "3_2.html", "chapter", 2),
    ]
    assert (found[1].context.position, found[1].context.book) == (3, "The Ferry")


@pytest.mark.parametrize(
    ("url", "current", "page", "number"),
    [
        ("7_2.html", "7.html", 1, 2),
        ("7-2.html", "7.html", 1, 2),
        ("7_3.html", "7_2.html", 2, 3),
        ("7.html", "7_2.html", 2, 0),
        ("7/2/", "7/", 1, 2),
        ("7/3", "7/2", 2, 3),
        ("7?page=2", "7", 1, 2),
        ("7?p=2", "7?p=3", 3, 2),
        ("71.html", "7.html", 1, 0),
        ("8_2.html", "7.html", 1, 0),
        ("7_1.html", "7.html", 1, 0),
        ("7_0.html", "7.html", 1, 0),
        ("7_99999.html", "7.html", 1, 0),
        ("7_2.html", "8.html", 1, 0),
        ("7.2.html", "7.html", 1, 0),
    ],
)
def test_a_page_of_a_chapter_is_its_address_with_a_number(
    url: str, current: str, page: int, number: int
) -> None:
    """Nothing else is; 0 says so."""
    assert page_number(BASE + url, BASE + current, page) == number


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("自序（第1/2页）", ("自序", 1, 2)),
        ("自序 【2/2】", ("自序", 2, 2)),
        ("Three 1/3", ("Three", 1, 3)),
        ("Three 3/1", ("Three 3/1", 1, 1)),
        ("1999", ("1999", 1, 1)),
        ("", ("", 1, 1)),
    ],
)
def test_a_share_is_taken_off_a_title(title: str, parts: tuple[str, int, int]) -> None:
    """Only at its end, and only where it can be one."""
    assert share(title) == parts


@given(st.text(), st.text(), st.integers(1, 9))
def test_no_address_or_title_raises(url: str, title: str, page: int) -> None:
    """Titles and addresses are what strangers wrote."""
    assert page_number(BASE + url, BASE + title, page) >= 0
    assert len(share(title)) == 3
