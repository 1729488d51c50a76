"""Forums that run django-machina."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.dates import moment
from crawler.engines.follow import hrefs
from crawler.engines.posts import answered, assemble
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

FORUM = re.compile(r"/forum/[^/]+-\d+/$")
TOPIC = re.compile(r"/forum/[^/]+-\d+/topic/[^/]+-(\d+)/$")
WROTE = re.compile(r"(.{1,80}) wrote:")


def detect(document: Document) -> bool:
    """Whether the page is a machina forum's: its style sheets and containers say so."""
    return (
        document.tree.css_first('link[href*="machina.board_theme"], .post-content-wrapper .post-content')
        is not None
    )


def extract(document: Document) -> Record | Drop:
    """Read one page of a topic; boards and the index are links only."""
    topic = topic_page(document.page.url)
    nodes = document.tree.css(".card.post")
    if topic is None or not nodes:
        return Drop(None, "listing", "links only", document.page.url)
    parts: list[Part] = []
    for node in nodes:
        part = _post(document, node)
        parts.append(replace(part, reply_to=answered(part, parts)))
    located = replace(document, page=replace(document.page, context=topic))
    return assemble(located, "thread", document.value("h1"), parts)


def links(document: Document) -> list[Link]:
    """Return boards, topics and their further pages, each under one address."""
    found: dict[str, Context] = {}
    for url, _ in hrefs(document):
        parts = urlsplit(url)
        page = parse_qs(parts.query).get("page", ["1"])[0]
        if not page.isdecimal() or not (FORUM.search(parts.path) or TOPIC.search(parts.path)):
            continue
        query = f"page={page}" if int(page) > 1 else ""
        clean = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
        found.setdefault(clean, topic_page(clean) or Context("listing"))
    return [Link(url, context) for url, context in found.items() if url != document.page.url]


def topic_page(url: str) -> Context | None:
    """Return the topic and the page of it that an address names, None if it names no topic."""
    parts = urlsplit(url)
    topic = TOPIC.search(parts.path)
    if topic is None:
        return None
    page = parse_qs(parts.query).get("page", ["1"])[0]
    return Context("thread", f"topic-{topic[1]}", int(page) if page.isdecimal() else 1)


def _post(document: Document, node: LexborNode) -> Part:
    content = node.css_first(".post-content") or node
    quote = next((child for child in content.css("blockquote") if child.parent == content), None)
    head = quote.css_first("strong") if quote else None
    wrote = WROTE.fullmatch(" ".join(head.text(deep=True).split())) if head else None
    byline = node.css_first("small.text-muted")
    drop = document.site.fields.get("drop")
    dropped = content.css(drop) if drop else []
    author = document.value(".username", node) or document.value("small.text-muted a", node)
    return Part(
        id=node.attributes.get("id") or "",
        text=prose(content, [*([quote] if quote and wrote else []), *dropped]),
        author=author,
        published=moment(
            _after(byline, author), timezone=document.site.timezone, now=document.page.fetched_at
        ),
        quote=prose(quote, [head] if head else []) if quote and wrote else "",
        quote_author=wrote[1] if wrote else "",
        footer=document.value(".post-signature", node),
    )


def _after(byline: LexborNode | None, author: str) -> str:
    """Return the date in ``By: author on date``."""
    if byline is None:
        return ""
    text = " ".join(byline.text(deep=True).split())
    return re.sub(r"^\s*(?:on|le|am|el|em)\s+", "", text.partition(f" {author} ")[2] if author else text)
