"""Forums that run Spirit, made with Django."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs, urlsplit

from crawler.document import Document
from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Posts, Row, counted, spelled
from crawler.engines.prose import prose
from crawler.records import Part

TOPIC = re.compile(r"/topic/(\d{1,10})/(?:[\w%-]{1,300}/)?$")
BOARD = re.compile(r"/(?:category/(\d{1,10})/(?:[\w%-]{1,300}/)?|topic/active/|category/)$")
SAID = re.compile(r"@?([^\n:]{1,60}?) said:\s*")


def place(url: str) -> Place | None:
    """Return what an address names.

    >>> place("http://a/topic/7/the-dinghy/?page=2#c21").url
    'http://a/topic/7/the-dinghy/?page=2'
    """
    parts = urlsplit(url)
    page = counted(parse_qs(parts.query).get("page", [""])[0])
    clean = spelled(parts, parts.path, f"page={page}" if page > 1 else "")
    if topic := TOPIC.search(parts.path):
        return Place(clean, "thread", f"topic-{topic[1]}", page)
    board = BOARD.search(parts.path)
    return Place(clean, "listing", f"board-{board[1] or ''}", page) if board else None


def weave(_: Document, posts: Posts) -> list[Part]:
    """Keep quotes of comments apart from quotations; what was deleted keeps its place and no text."""
    parts = []
    for node, read in posts:
        said = SAID.match(read.quote)
        body = node.css_first(".comment-text")
        if node.css_first(".comment-removed"):
            read = replace(read, text="", quote="")
        elif said:
            read = replace(read, quote=read.quote[said.end() :], quote_author=said[1])
        elif read.quote and body:
            read = replace(read, text=prose(body), quote="")
        parts.append(read)
    return parts


FORUM = Forum(
    fields={
        "title": "h1.headline",
        "post": ".comment[data-pk]:not(.is-highlighted)",
        "id": "@id",
        "author": ".comment-username .username; .comment-username a; .comment-removed a",
        "published": ".comment-date li[title]@title; .comment-date [title]@title",
        "body": ".comment-text",
        "quote": ".comment-text > blockquote",
        "score": ".js-like@data-count; .comment-like",
    },
    place=place,
    rows=(
        Row(
            ".row:has(> .row-title)",
            "a.row-link",
            ".row-info > div:nth-child(2), .row-info > div[title]@title",
            posts=".row-info > div:nth-child(2)",
        ),
    ),
    weave=weave,
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
