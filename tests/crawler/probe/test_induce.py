"""Selectors found in a layout that nobody has described read it as it was read without them."""

from __future__ import annotations

import pytest

from crawler.document import Document
from crawler.engines.posts import read_posts
from crawler.probe.induce import thread_fields
from crawler.records import Page, Part, Record
from crawler.sites import Site

SITE = Site("quay", domains=("quay.example",))
POSTS = [
    ("Ida", "2026-03-01T08:15:00+00:00", "The north buoy has moved, or I have.", ""),
    (
        "Olaf",
        "2026-03-01T09:40:00+00:00",
        "It was the storm on Friday. I saw it drag.",
        "The north buoy has moved",
    ),
    (
        "Ida",
        "2026-03-02T07:05:00+00:00",
        "Then somebody should tell the harbour office before the ferry does.",
        "",
    ),
]


def page(shape: str) -> Document:
    blocks = []
    for number, (author, when, text, quote) in enumerate(POSTS, start=1):
        said = f'<blockquote class="said">{quote}</blockquote>' if quote else ""
        blocks.append(
            shape.format(
                number=number, author=author, when=when, clock=when[:16].replace("T", " "), text=said + text
            )
        )
    html = f"<html><body><h1>North buoy</h1><div class='all'>{''.join(blocks)}</div></body></html>"
    return Document(Page("http://quay.example/1", html.encode()), SITE, html, "utf-8")


CLASSED = (
    '<div class="msg" id="m{number}"><b class="by">{author}</b> <time datetime="{when}">{clock}</time>'
    '<div class="words">{text}</div></div>'
)
TABLED = (
    '<table class="row"><tr><td><a href="/u/{author}">{author}</a><br><i>{clock}</i></td>'
    "<td><div>{text}</div></td></tr></table>"
)


@pytest.mark.parametrize("shape", [CLASSED, TABLED], ids=["classes", "table cells"])
def test_fields_are_found_that_read_the_same_posts(shape: str) -> None:
    """Author, time and text of every post, by names where there are any, else by their places."""
    parts = [
        Part(str(n), text, author, when, quote=quote) for n, (author, when, text, quote) in enumerate(POSTS)
    ]
    record = Record("quay/1", "http://quay.example/1", "quay", "thread", title="North buoy").with_parts(parts)
    document = page(shape)
    fields = thread_fields([(document, record)])
    again = read_posts(document, fields, "post")
    assert [(part.author, part.published, part.text) for part in again] == [post[:3] for post in POSTS]
    assert again[1].quote == POSTS[1][3]
    assert fields["title"] == "h1"
    assert ("class" in shape) >= (".words" in fields["body"])


def test_a_record_that_is_not_on_the_page_gives_no_fields() -> None:
    """Selectors that would read something else are not written."""
    parts = [Part("1", "Words that the page has not.", "Ida"), Part("2", "Nor these.", "Olaf")]
    record = Record("quay/1", "http://quay.example/1", "quay", "thread").with_parts(parts)
    assert thread_fields([(page(CLASSED), record)]) == {}
