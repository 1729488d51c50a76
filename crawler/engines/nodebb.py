"""Forums that run NodeBB: any page's address behind /api is that page as JSON; pages hold it too, or show it.

What a page shows is brought into the form of the API first, so that posts are read in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.answers import Table, inner, of_script, tables, text, whole
from crawler.engines.api import dropped, fragment, leads, listing, thread
from crawler.engines.dates import moment
from crawler.engines.posts import number
from crawler.engines.prose import prose
from crawler.engines.query import asked, turned
from crawler.records import Context, Drop, Link, Part, Record

PLACE = re.compile(r"^(?P<root>.*?)(?:/api)?/(?P<kind>topic|category)/(?P<id>\d{1,12})(?=/|$)")
OTHER = re.compile(r"^(?P<root>.*?)(?:/api)?/(?:recent|popular|top|unread|categories|tags|users|world)\b")
POST = re.compile(r"/post/(\d{1,12})$")
# "@name said in Title:", the line above a quote, is longer only by its title.
MAX_HEAD = 300


def extract(document: Document) -> Record | Drop:
    """Read one page of a topic; categories are links only."""
    topic = document.once(_answer)
    if "posts" not in topic or "tid" not in topic:
        return listing(document)
    posts = tables(topic.get("posts"))
    alive = [post for post in posts if not post.get("deleted") and text(post, "content")]
    return thread(
        document,
        _here(document, topic),
        _title(topic),
        [_part(post, document) for post in alive],
        said=whole(topic, "postcount"),
        gone=len(posts) - len(alive),
        tags=[text(tag, "value") for tag in tables(topic.get("tags"))],
    )


def links(document: Document) -> list[Link]:
    """Return topics with their marks, categories and further pages, all behind /api."""
    return leads(document, _links(document, document.once(_answer)))


def _links(document: Document, answer: Table) -> Iterator[Link]:
    root, url = _root(document), document.page.url
    if document.json is None and "posts" not in answer:
        yield from _ways_in(root, url)
        return
    for topic in tables(answer.get("topics")):
        count, tid = whole(topic, "postcount"), text(topic, "tid")
        mark = f"row {text(topic, 'lastposttimeISO')} {count}"
        context = Context("thread", f"topic-{tid}", 1, title=_title(topic), mark=mark, posts=count)
        yield Link(f"{root}/api/topic/{tid}", context)
    for category in [*tables(answer.get("categories")), *tables(answer.get("children"))]:
        for each in [category, *tables(category.get("children"))]:
            if text(each, "cid").isdecimal() and not each.get("link"):
                yield Link(f"{root}/api/category/{text(each, 'cid')}", Context("listing"))
    yield from _pages(document, answer, root)


def _ways_in(root: str, url: str) -> Iterator[Link]:
    """Yield where a page that shows no topic leads: its own category, or all of them."""
    if (found := PLACE.search(urlsplit(url).path)) and found["kind"] == "category":
        yield Link(f"{root}/api/category/{found['id']}", Context("listing"))
        return
    yield Link(f"{root}/api/categories", Context("listing"))
    yield Link(f"{root}/api/recent", Context("listing"))


def _pages(document: Document, answer: Table, root: str) -> Iterator[Link]:
    """Yield the other pages of a topic, the next page of a list."""
    count = whole(inner(answer, "pagination"), "pageCount")
    if "posts" in answer:
        here = _here(document, answer)
        address = f"{root}/api/topic/{here.work.removeprefix('topic-')}"
        for page in range(1, min(count, 100_000) + 1):
            if page != here.position:
                url = f"{address}?page={page}" if page > 1 else address
                yield Link(url, Context("thread", here.work, page, title=_title(answer)))
    elif 0 < (following := asked(document.page.url, "page", 1) + 1) <= count:
        yield Link(turned(document.page.url, "page", following), Context("listing", page=following))


def _here(document: Document, topic: Table) -> Context:
    page = whole(inner(topic, "pagination"), "currentPage") or asked(document.page.url, "page", 1)
    return replace(
        document.page.context, rel="thread", work=f"topic-{text(topic, 'tid')}", position=max(page, 1)
    )


def _root(document: Document) -> str:
    """Return the address that the forum's paths follow."""
    parts = urlsplit(document.page.url)
    found = PLACE.search(parts.path) or OTHER.search(parts.path)
    path = found["root"] if found else parts.path.rstrip("/").removesuffix("/api")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _answer(document: Document) -> Table:
    """Return what the API says of a page, from whichever form the page has."""
    if document.json is not None:
        return document.json if isinstance(document.json, dict) else {}
    held = of_script(document.tree.css_first("script#ajaxify-data"))
    return held if "posts" in held else _shown(document)


def _shown(document: Document) -> Table:
    """Return a topic as its page shows it, {} if it shows none."""
    posts = [_post(document, node) for node in document.tree.css("[component=post][data-pid]")]
    tid = document.value("[component=topic]@data-tid")
    if not posts or not tid:
        return {}
    last = document.tree.css("[component=pagination] [data-page], .pagination .page[data-page]")
    here = asked(document.page.url, "page", 1)
    pages = [number(node.attributes.get("data-page") or "") for node in last]
    return {
        "tid": tid,
        "title": document.value("[component='topic/title']") or document.value("h1"),
        "posts": posts,
        "postcount": number(document.value("[component='topic/post-count']@title")),
        "pagination": {
            "pageCount": max(pages, default=1),
            "currentPage": here,
        },
    }


def _post(document: Document, node: LexborNode) -> Table:
    content, signature = (node.css_first(f"[component='post/{part}']") for part in ("content", "signature"))
    return {
        "pid": node.attributes.get("data-pid"),
        "content": (content.html if content else "") or "",
        "timestampISO": document.value("meta[itemprop=datePublished]@content", node),
        "toPid": document.value(
            "[component='post/parent']@data-parent-pid; [component='post/parent']@data-topid", node
        ),
        "votes": number(document.value("[component='post/vote-count']", node)),
        "deleted": "deleted" in (node.attributes.get("class") or "").split(),
        "user": {
            "username": node.attributes.get("data-username"),
            "signature": (signature.html if signature else "") or "",
        },
    }


def _part(post: Table, document: Document) -> Part:
    body, user = fragment(text(post, "content")), inner(post, "user")
    quotes = body.css("body > blockquote, body > [component] > blockquote")
    heads = [head for quote in quotes if (head := _head(quote)) is not None]
    source = _source(heads[0]) if heads else ""
    return Part(
        id=text(post, "pid"),
        text=prose(body, [*quotes, *heads, *dropped(document, body)]),
        author=text(user, "username") or text(user, "displayname"),
        published=moment(text(post, "timestampISO")),
        reply_to=text(post, "toPid") or source,
        quote="\n\n".join(map(prose, quotes)),
        quote_author=_quoted(heads[0]) if heads else "",
        footer=prose(fragment(text(user, "signature"))),
        score=whole(post, "votes"),
        accepted=post.get("isSolved") is True,
    )


def _title(topic: Table) -> str:
    return text(topic, "titleRaw") or unescape(text(topic, "title"))


def _head(quote: LexborNode) -> LexborNode | None:
    """Return the line above a quote that says whose words it holds, None if there is none."""
    above = quote.prev
    while above is not None and above.tag == "-text":
        above = above.prev
    if above is None or above.tag != "p" or len(line := above.text(deep=True).strip()) > MAX_HEAD:
        return None
    return above if line.endswith((":", "：")) and _quoted(above) else None


def _quoted(head: LexborNode) -> str:
    name = head.css_first("a.plugin-mentions-user, a.plugin-mentions-a, a[href*='/user/'], a[href*='/uid/']")
    return name.text(deep=True).strip().lstrip("@") if name else ""


def _source(head: LexborNode) -> str:
    hrefs = (node.attributes.get("href") or "" for node in head.css("a[href]"))
    return next((found[1] for href in hrefs if (found := POST.search(href))), "")
