"""Forums that run django-machina."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import forum
from crawler.engines.dates import moment
from crawler.engines.forum import Forum, Place, Posts, Row
from crawler.engines.prose import prose
from crawler.records import Drop, Part, Record

BOARD = re.compile(r"/forum/[^/]+-\d+/$")
TOPIC = re.compile(r"/forum/[^/]+-\d+/topic/[^/]+-(\d+)/$")
WROTE = re.compile(r"(.{1,80}) wrote:")


def place(url: str) -> Place | None:
    """Return what an address names: a board or topic, and the page of it.

    >>> place("http://a/forum/boats-4/topic/the-dinghy-12/?page=2&x=1").url
    'http://a/forum/boats-4/topic/the-dinghy-12/?page=2'
    """
    parts = urlsplit(url)
    told = parse_qs(parts.query).get("page", ["1"])[0]
    page = max(int(told), 1) if told.isdecimal() and len(told) < 10 else 1
    query = f"page={page}" if page > 1 else ""
    clean = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    if topic := TOPIC.search(parts.path):
        return Place(clean, "thread", f"topic-{topic[1]}", page)
    return Place(clean, "listing", "", page) if BOARD.search(parts.path) else None


def extract(document: Document) -> Record | Drop:
    """Read one page of a topic; boards, and what members wrote in other places, are links only."""
    if place(document.page.url) is None and not document.page.context.rel:
        return Drop(None, "listing", "links only", document.page.url)
    return forum.extract(FORUM, document)


def weave(document: Document, posts: Posts) -> list[Part]:
    """Keep quotes of posts apart from quotations, and find the date behind the author's name."""
    return [_post(document, node, part) for node, part in posts]


def _post(document: Document, node: LexborNode, part: Part) -> Part:
    content = node.css_first(".post-content") or node
    quote = next((child for child in content.css("blockquote") if child.parent == content), None)
    head = quote.css_first("strong") if quote else None
    wrote = WROTE.fullmatch(" ".join(head.text(deep=True).split())) if head else None
    byline = document.value("small.text-muted", node)
    part = replace(
        part,
        published=moment(
            _after(byline, part.author), timezone=document.site.timezone, now=document.page.fetched_at
        ),
    )
    if not (quote and head and wrote):
        return part
    drop = document.site.fields.get("drop")
    dropped = content.css(drop) if drop else []
    return replace(
        part,
        text=prose(content, [quote, *dropped]),
        quote=prose(quote, [head]),
        quote_author=wrote[1],
    )


def _after(byline: str, author: str) -> str:
    """Return the date in ``By: author on date``."""
    return re.sub(r"^\s*(?:on|le|am|el|em)\s+", "", byline.partition(f" {author} ")[2] if author else byline)


FORUM = Forum(
    fields={
        "title": "h1",
        "post": ".card.post",
        "id": "@id",
        "author": ".username; small.text-muted a",
        "body": ".post-content",
        "footer": ".post-signature",
    },
    place=place,
    rows=(
        Row(
            ".topiclist .row",
            "a.topic-name-link",
            ".topic-last-post",
            ".topic-count",
        ),
        Row(
            ".forumlist .row",
            "a.forum-name-link",
            ".forum-count, .forum-count ~ .forum-count, .forum-last-post",
        ),
    ),
    weave=weave,
)
links = partial(forum.links, FORUM)
