"""Forums that run django-machina."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.dates import moment
from crawler.engines.follow import destination, hrefs
from crawler.engines.posts import answered, assemble
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

FORUM = re.compile(r"/forum/[^/]+-\d+/$")
TOPIC = re.compile(r"/forum/[^/]+-\d+/topic/[^/]+-(\d+)/$")
WROTE = re.compile(r"(.{1,80}) wrote:")


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
    known = marks(document)
    found: dict[str, Context] = {}
    for url, _ in hrefs(document):
        if clean := _clean(url):
            context = topic_page(clean) or Context("listing", page=_page(clean))
            mark = known.get(clean, "")
            found.setdefault(clean, replace(context, mark=mark, posts=posts(mark)))
    return [Link(url, context) for url, context in found.items() if url != document.page.url]


def marks(document: Document) -> dict[str, str]:
    """Return what a board or the index says of the state of topics and boards, by address.

    Not how often they were seen: that changes at every visit, ours too.
    """
    found: dict[str, str] = {}
    for rows, kind, name, count, last in (
        (".topiclist .row", "replies", "a.topic-name-link", ".topic-count", ".topic-last-post"),
        (".forumlist .row", "posts", "a.forum-name-link", ".forum-count", ".forum-last-post"),
    ):
        for row in document.tree.css(rows):
            link = row.css_first(name)
            url = _clean(destination(document, link)) if link else ""
            counts = [" ".join(node.text(deep=True).split()) for node in row.css(count)]
            if url and counts:
                told = counts[:1] if kind == "replies" else counts
                found[url] = " ".join([kind, *told, document.value(last, row)]).strip()
    return found


def posts(mark: str) -> int:
    """Return how many posts a topic has by its mark, 0 if that does not say: the first is no reply.

    >>> posts("replies 14 alice, today"), posts("posts 230 12")
    (15, 0)
    """
    kind, _, rest = mark.partition(" ")
    count = rest.partition(" ")[0]
    return int(count) + 1 if kind == "replies" and count.isdecimal() and len(count) < 8 else 0


def topic_page(url: str) -> Context | None:
    """Return the topic and the page of it that an address names, None if it names no topic."""
    topic = TOPIC.search(urlsplit(url).path)
    return Context("thread", f"topic-{topic[1]}", max(_page(url), 1)) if topic else None


def _clean(url: str) -> str:
    """Return the one address of a page of a board or topic, "" of any other page."""
    parts, page = urlsplit(url), _page(url)
    if not page or not (FORUM.search(parts.path) or TOPIC.search(parts.path)):
        return ""
    query = f"page={page}" if page > 1 else ""
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _page(url: str) -> int:
    """Return the number of the page that an address names, 0 if what it names is no number."""
    page = parse_qs(urlsplit(url).query).get("page", ["1"])[0]
    return int(page) if page.isdecimal() and len(page) < 10 else 0


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
