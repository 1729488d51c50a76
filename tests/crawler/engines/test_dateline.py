"""When a page was published, by what it says itself."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import extract
from crawler.records import Record
from crawler.sites import Site

PROSE = "A rope is a row of small promises, each twisted around the next so that none holds alone. " * 3
POSTING = '{"@type":"BlogPosting","datePublished":"2021-05-03T08:00:00Z"}'
LINKED = f'<script type="application/ld+json">{POSTING}</script>'


def published(html: str, zone: str = "UTC") -> str:
    page = a_page(f"<body>{html}<div class=entry-content><p>{PROSE}</p></div>")
    found = extract(page, Site("site", domains=("site.example",), timezone=zone))
    assert isinstance(found, Record), found
    return found.published.removesuffix(":00+00:00")


@pytest.mark.parametrize(
    ("html", "time"),
    [
        (LINKED, "2021-05-03T08:00"),
        ("<meta property=article:published_time content=2021-05-03T08:00:00+02:00>", "2021-05-03T06:00"),
        ("<meta name=PubDate content='2021-05-03 08:00'>", "2021-05-03T08:00"),
        ("<time datetime=2021-05-03>May 3</time>", "2021-05-03T00:00"),
        ("<p>Published 3 May 2021</p>", "2021-05-03T00:00"),
        ("<p>Posted on May 3, 2021 by Ann</p>", "2021-05-03T00:00"),
        ("<p>2021年05月03日08:00 江城晚报</p>", "2021-05-03T08:00"),
        ("<p>发表于2021年05月03日 11:57 PM</p>", "2021-05-03T23:57"),
        ("<p>2021.05.03 08:00 来源：江城晚报</p>", "2021-05-03T08:00"),
        ("<meta name=pubdate content=2021-05-03><p>2021-05-03 08:00</p>", "2021-05-03T08:00"),
        ("<meta name=pubdate content='2021-05-03 00:00:00'><p>2021-05-03 08:00</p>", "2021-05-03T08:00"),
        ("<meta name=pubdate content=2021-05-03><p>2021-05-04 08:00</p>", "2021-05-03T00:00"),
        ("<p>Updated 4 May 2021</p><p>Published 3 May 2021</p>", "2021-05-03T00:00"),
        ("<p>Updated 4 May 2021</p>", "2021-05-04T00:00"),
        ("<p>Copyright 2021-05-03</p>", ""),
        ("<meta name=pubdate content=soon>", ""),
    ],
)  # fmt: skip
def test_a_time_is_found(html: str, time: str) -> None:
    """In the head, in the template or in a line; the line adds the hour to a day that the head names."""
    assert published(html) == time


def test_times_without_a_zone_are_the_sites() -> None:
    """Also where a line completes a day."""
    html = "<meta name=pubdate content=2021-05-03><p>2021-05-03 20:00</p>"
    assert published(html, "Asia/Shanghai") == "2021-05-03T12:00"
    assert published("<p>2021-05-03 08:00</p>", "Asia/Shanghai") == "2021-05-03T00:00"
