"""What all forums of known software have in common: roles, links, marks and titles of their pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from conftest import a_page

from crawler.document import Document, read
from crawler.engines import forum, stranger, xenforo
from crawler.engines.forum import Forum, Row
from crawler.records import Context, Drop, Record
from crawler.sites import Site

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
BOARD, THREAD = "http://site.example/forums/hulls.4/", "http://site.example/threads/old-boats.12/"
BOATS = Forum(
    fields={"title": "h1", "label": ".tag", "post": ".post", "id": "@id", "body": ".said", "posts": ".count"},
    place=xenforo.place,
    rows=(Row(".row", "a.title", ".last, .by", ".replies"),),
)
UNKNOWN = Context()


def the_document(html: str, url: str, context: Context = UNKNOWN, site: Site | None = None) -> Document:
    page = a_page(html, url, context=context, fetched_at=NOW)
    found = read(page, site or stranger(url))
    assert isinstance(found, Document)
    return found


def links(html: str, url: str = BOARD, site: Site | None = None) -> dict[str, Context]:
    found = forum.links(BOATS, the_document(html, url, site=site))
    return {link.url.removeprefix("http://site.example"): link.context for link in found}


def test_a_board_leads_to_first_pages_and_to_its_own_others() -> None:
    """Each under one address; its own address is no link."""
    html = "".join(
        f"<a href='/{path}'>x</a>"
        for path in ["forums/hulls.4/?order=date", "forums/hulls.4/page-2", "threads/a.1/",
                     "threads/a.1/page-2", "threads/a.1/page-3?x=1", "threads/a.1/post-9", "members/ida.5/"]
    )  # fmt: skip
    assert list(links(html)) == ["/forums/hulls.4/page-2", "/threads/a.1/"]


def test_a_thread_leads_to_all_its_pages() -> None:
    """And to the first pages of others."""
    html = "<a href='page-2'><a href='page-3'><a href='/threads/b.9/'><a href='/threads/b.9/page-2'>"
    assert list(links(html, THREAD)) == [
        "/threads/old-boats.12/page-2",
        "/threads/old-boats.12/page-3",
        "/threads/b.9/",
    ]


def test_a_later_page_that_stands_alone_is_followed() -> None:
    """What seems a page number may be the end of a title."""
    assert list(links("<a href='/threads/b.9/page-2'>")) == ["/threads/b.9/page-2"]


def test_links_that_must_not_be_followed_are_not() -> None:
    """By their own word or the site's."""
    site = Site("site", "xenforo", domains=("site.example",))
    html = "<a rel=nofollow href='/threads/a.1/'><a href='http://else.example/threads/b.2/'>"
    assert links(html, site=site) == {}


@pytest.mark.parametrize(
    ("row", "mark", "posts"),
    [
        (
            "<i class=replies>17</i><i class=last>Mar 9, 2026</i><i class=by>Ida</i>",
            "row 17 Mar 9, 2026 Ida",
            18,
        ),
        ("<i class=replies>Replies: 12,345</i>", "row 12,345", 12346),
        ("<i class=replies>12.345 Antworten</i>", "row 12.345", 12346),
        ("<i class=replies>1.2K</i>", "row 1.2K", 0),
        ("<i class=replies>0</i>", "row 0", 1),
        ("<i class=replies>-</i><i class=last>Today, 9:41 AM</i>", "row 2026-03-10, 9:41 AM", 0),
        ("<i class=last>Yesterday at 9:41</i>", "row 2026-03-09 at 9:41", 0),
        ("", "", 0),
    ],
)
def test_a_row_marks_the_topic_that_it_links_to(row: str, mark: str, posts: int) -> None:
    """Rounded numbers tell of changes, but not how many posts there are; days are named by their dates."""
    html = f"<div class=row><a class=title href='/threads/a.1/'>A</a>{row}</div>"
    context = links(html)["/threads/a.1/"]
    assert (context.mark, context.posts) == (mark, posts)


def test_offsets_become_pages_by_what_the_links_tell() -> None:
    """The posts of a page are the common divisor of all offsets of a work."""
    offsets = Forum(
        BOATS.fields, place=lambda url: forum.Place(url, "thread", "w", 0, int(url.partition("=")[2] or 0))
    )
    html = "<a href='?s=20'><a href='?s=60'>"
    found = forum.links(offsets, the_document(html, "http://site.example/t"))
    assert [link.context.position for link in found] == [2, 4]


@pytest.mark.parametrize(
    ("html", "url", "step"),
    [
        ("<h1>x</h1>", BOARD, "listing"),
        ("<h1>x</h1>", THREAD, "extract"),
        ("<p class=post>x", BOARD, "listing"),
    ],
)
def test_only_threads_are_records(html: str, url: str, step: str) -> None:
    """A thread without posts is a failure, a board is none."""
    found = forum.extract(BOATS, the_document(html, url))
    assert isinstance(found, Drop)
    assert found.step == step


def test_a_record_is_a_page_of_a_thread() -> None:
    """Its title without labels, with the number of posts that the page tells."""
    html = (
        "<h1><b class=tag>Sold</b> Old boats</h1><i class=count>18 posts</i><div class=post><p class=said>x"
    )
    found = forum.extract(BOATS, the_document(html, THREAD + "page-2"))
    assert isinstance(found, Record)
    assert (found.title, found.work, found.position) == ("Old boats", "thread-12", 2)
    assert found.meta == {"advertised_posts": 18}
