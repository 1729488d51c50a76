"""Which links are followed, and what they tell of the pages that they lead to."""

from __future__ import annotations

import re

import pytest
from conftest import a_page

from crawler.document import Document, read
from crawler.engines.follow import links, match, role
from crawler.records import Context
from crawler.sites import MAX_URL, Site

BASE = "http://site.example"
UNKNOWN = Context()
FOLLOW = {
    "thread": r"/t/(?P<work>\d+)(?:\?page=(?P<page>\d+))?$",
    "article": r"/a/\d+$",
    "contents": r"/book/\d+/$",
    "chapter": r"/book/\d+/\d+(?:_(?P<page>\d+))?\.html$",
    "listing": r"/board/",
    "next": r"[?&]page=(?P<page>\d+)",
}


def document(html: str, url: str = BASE + "/board/1", context: Context = UNKNOWN, **more: object) -> Document:
    follow = {rel: re.compile(pattern) for rel, pattern in FOLLOW.items()}
    base: dict[str, object] = {"domains": ("site.example",), "follow": follow}
    found = read(a_page(html, url, context=context), Site("site", **{**base, **more}))  # type: ignore[arg-type]
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    ("path", "context"),
    [
        ("/t/7", Context("thread", "7", 1)),
        ("/t/7?page=3", Context("thread", "7", 3)),
        ("/a/9", Context("article", BASE + "/a/9")),
        ("/book/5/", Context("contents")),
        ("/book/5/51.html", Context("chapter")),
        ("/book/5/51_2.html", Context("chapter", page=2)),
        ("/board/4", Context("listing")),
        ("/about", None),
    ],
)
def test_an_address_has_the_role_that_its_pattern_gives(path: str, context: Context | None) -> None:
    """With the work and the page that the pattern's groups name."""
    assert match(document("<p>"), BASE + path) == context


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 2000])
def test_a_page_that_is_no_number_is_the_first(number: str) -> None:
    """Or a very large one; no group of a pattern makes reading fail."""
    site = {"thread": re.compile(r"/t/(?P<work>\d+)-(?P<page>.*)$")}
    context = match(document("<p>", follow=site), f"{BASE}/t/7-{number}")
    assert context is not None
    assert context.position == (int(number) if number.isdecimal() else 1)


def test_the_link_that_led_here_knows_the_role_better_than_the_address() -> None:
    """A page nobody linked to is known by its address."""
    known = Context("chapter", "book", 3)
    assert role(document("<p>", BASE + "/t/7", known)) == known
    assert role(document("<p>", BASE + "/t/7")) == Context("thread", "7", 1)
    assert role(document("<p>", BASE + "/about")) == Context()


def urls(html: str, **more: object) -> list[str]:
    return [link.url.removeprefix(BASE) for link in links(document(html, **more))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "tag",
    [
        "<a href='/t/1' rel='nofollow'>",
        "<a href='/t/1' rel='UGC NoFollow'>",
        "<a href='http://other.example/t/1'>",
        "<a href='http://site.example.other.example/t/1'>",
        "<a href='javascript:/t/1'>",
        "<a href='mailto:a@site.example/t/1'>",
        "<a href='data:text/html,/t/1'>",
        "<a href='ftp://site.example/t/1'>",
        "<a href='http://site.example:x/t/1'>",
        "<a href='http://[site.example/t/1'>",
        "<a href>",
        "<a name='/t/1'>",
        "<link href='/t/1'>",
        "<a href='/about'>",
        f"<a href='/{'x' * MAX_URL}/t/1'>",
    ],
)
def test_what_must_not_or_need_not_be_followed_is_passed_over(tag: str) -> None:
    """And harms no other link of the page."""
    assert urls(f"{tag}x</a><a href='/t/2'>y</a>") == ["/t/2"]


def test_a_link_is_followed_once() -> None:
    """Without its fragment, the page itself left out."""
    html = "<a href='/t/1#p1'>a</a><a href='/t/1#p2'>b</a><a href='../t/1'>c</a><a href='/board/1#x'>d</a>"
    assert urls(html) == ["/t/1"]


def test_links_are_told_in_page_order_under_their_titles() -> None:
    """The text of the first link counts; white space is folded."""
    found = links(
        document("<a href='/t/2'>The \n second</a><a href='/t/1'>first</a><a href='/t/2'>again</a>")
    )
    assert [(link.context.work, link.context.title) for link in found] == [
        ("2", "The second"),
        ("1", "first"),
    ]


def test_denied_links_are_not_followed() -> None:
    """Whatever role they have."""
    html = "<a href='/t/1?page=2'>a</a><a href='/t/1'>b</a>"
    assert urls(html, deny=(re.compile("page="),)) == ["/t/1"]


def test_rewritten_links_are_one() -> None:
    """Session numbers and words in an address make no other page."""
    html = "<a href='/t/1?sid=a'>a</a><a href='/t/1?sid=b'>b</a>"
    assert urls(html, rewrite=((re.compile(r"\?sid=\w+"), ""),)) == ["/t/1"]


def test_the_base_of_the_page_counts() -> None:
    """As browsers have it."""
    assert urls("<base href='/t/'><a href='5'>x</a>") == ["/t/5"]


@pytest.mark.parametrize(
    ("context", "url", "wanted"),
    [
        (Context("listing"), "/board/1", [Context("listing")]),
        (Context(), "/", [Context("listing")]),
        (Context("thread", "topic", 1), "/topic", [Context("thread", "topic", 2)]),
        (Context("contents"), "/toc", [Context("contents")]),
        (Context("article", "x"), "/x", []),
    ],
)
def test_next_leads_on_within_the_same_work(context: Context, url: str, wanted: list[Context]) -> None:
    """A thread's next page belongs to it, a listing's is a listing; an article has none."""
    found = links(document("<a href='/more?page=2'>next</a>", BASE + url, context))
    assert [Context(link.context.rel, link.context.work, link.context.position) for link in found] == wanted


LISTED = {"row": "tr", "mark": ".count, time@datetime"}


def marks(html: str, **fields: str) -> dict[str, str]:
    found = links(document(html, fields=fields or LISTED))
    return {link.url.removeprefix(BASE): link.context.mark for link in found}


def test_a_row_tells_of_the_first_page_that_it_links_to() -> None:
    """What its mark's selectors match, in their order; other links of the page have none."""
    html = """<a href="/board/2">b</a><table><tr><td><a href="/user/7">May</a> <a href="/t/1">One</a>
<td><time datetime="noon">12:00</time> <a href="/t/1?page=3">last</a><td class=count>14
<tr><td><a href="/t/2">Two</a></table>"""
    assert marks(html) == {"/board/2": "", "/t/1": "row 14 noon", "/t/1?page=3": "", "/t/2": ""}


def test_a_link_above_its_row_has_the_mark_of_it() -> None:
    """Such as one in a box of the latest threads."""
    html = "<a href=/t/1>One</a><table><tr><td><a href=/t/1>One</a><td class=count>3</table>"
    assert marks(html) == {"/t/1": "row 3"}


def test_a_site_without_rows_has_no_marks() -> None:
    """Its lists are read as they are."""
    assert marks("<table><tr><td><a href=/t/1>One</a><td class=count>3</table>", title="h1") == {"/t/1": ""}
