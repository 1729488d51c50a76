"""Forums of known software: what a site's file would say of them, said once.

An engine of a forum is a ``Forum``: selectors in the words of [fields], a function that knows the
software's addresses, and what its listings tell of their topics.  A site's own [fields] and
[follow] come on top.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import gcd
from urllib.parse import SplitResult, urlunsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.counts import COUNT
from crawler.engines.dates import zone
from crawler.engines.follow import destination, hrefs
from crawler.engines.follow import match as asked
from crawler.engines.months import dated
from crawler.engines.posts import advertised, answers, assemble, clock, first, posts_by_node
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

MAX_PLACES = 10_000  # addresses whose places are remembered
Posts = Sequence[tuple[LexborNode, Part]]

# Where a page shows no title but those of its posts.
REPLY = re.compile(r"\A(?:re|aw|sv|回复)\s?[:：]\s?", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """What an address of a forum names, under the one address that stands for all its forms.

    ``rel`` is listing or thread, ``work`` the thread; ``page`` counts from 1.  Software that counts
    posts in its addresses gives ``offset``, the number of posts before the page, and page 0.
    """

    url: str
    rel: str
    work: str = ""
    page: int = 1
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Where a listing says what it knows of a topic or board: selectors, all but ``row`` within one row.

    ``link`` leads to it; ``replies`` holds first the number of its replies, the first post not counted,
    ``posts`` that number with it; ``said`` (apart by commas) what else changes with it, but not how
    often it was seen.
    """

    row: str
    link: str
    said: str
    replies: str = ""
    posts: str = ""


@dataclass(frozen=True, slots=True)
class Forum:
    """A forum software: ``place`` gives the Place of an address, None if it need not be visited.

    ``fields`` may say where a thread tells its number of ``replies``, and apart by ";" what else is a
    ``body``.  ``weave`` makes the parts of a page from its posts and their elements: what answers
    what, and posts within posts, as selectors cannot say it.  ``timezone`` is that of all sites of
    the software, "" if each has its own.
    """

    fields: Mapping[str, str]
    place: Callable[[str], Place | None]
    rows: tuple[Row, ...] = ()
    weave: Callable[[Document, Posts], list[Part]] | None = None
    timezone: str = ""

    def __post_init__(self) -> None:
        # The same boards, topics and people are linked from most pages of a forum.
        object.__setattr__(self, "place", lru_cache(maxsize=MAX_PLACES)(self.place))


def extract(forum: Forum, document: Document) -> Record | Drop:
    """Read one page of a thread; any other page is links only."""
    fields = {**forum.fields, **document.site.fields}
    here = role(forum, document)
    own = forum.timezone if document.site.timezone == "UTC" else ""
    located = document.placed(here, own or clock(document, fields))
    parts = read(forum, located, fields) if here.rel in ("", "thread") else []
    if not parts:
        if here.rel == "thread":
            return Drop(None, "extract", f"nothing on the page matches {fields['post']!r}", document.page.url)
        return Drop(None, "listing", "links only", document.page.url)
    title = _title(document, fields) or here.title or document.value("title")
    return assemble(located, "thread", title, parts, advertised(document, fields))


def read(forum: Forum, document: Document, fields: Mapping[str, str]) -> list[Part]:
    """Return the posts of a page, each with what it answers."""
    posts = posts_by_node(document, fields, "post", document.page.context.position)
    return answers(forum.weave(document, posts) if forum.weave else [part for _, part in posts])


def spelled(parts: SplitResult, path: str, query: str = "") -> str:
    """Return the address of another path and query of a host."""
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def counted(text: str | None, usual: int = 1) -> int:
    """Return the number that a part of an address is, ``usual`` if it is none that a page can have.

    >>> counted("12"), counted("x"), counted(None), counted("9" * 12, 0)
    (12, 1, 1, 0)
    """
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else usual


def links(forum: Forum, document: Document) -> list[Link]:
    """Return boards, topics and their further pages, each under one address, with what listings say.

    Boards lead to the first page of a topic; the topic itself to its others.
    """
    here, told = role(forum, document), dict(marks(forum, document))
    places = {place.url: place for place in _places(forum, document)}
    itself = forum.place(document.page.url)
    steps = _steps([*places.values(), *filter(None, [itself])])
    begun = {place.work for place in places.values() if not later(place)}
    found: dict[str, Context] = {}
    for url, place in places.items():
        if place.rel == "thread" and place.work != here.work and later(place) and place.work in begun:
            continue
        found[url] = _context(place, steps)
        if url in told:
            mark, posts = told[url]
            found[url] = replace(found[url], mark=mark, posts=posts)
    for url, _ in hrefs(document) if document.site.follow else ():
        if forum.place(url) is None and (context := asked(document, url)):
            found[url] = context
    own = {document.page.url, itself.url if itself else ""}
    return [Link(url, context) for url, context in found.items() if url not in own]


def later(place: Place) -> bool:
    """Whether a place is a further page of what it is a page of."""
    return place.page > 1 or place.offset > 0


def role(forum: Forum, document: Document) -> Context:
    """Return what is known of the page itself: from the link that led here, else from its address."""
    context = document.page.context
    if context.rel:
        return context
    place = forum.place(document.page.url)
    if place is None:
        return asked(document, document.page.url) or Context()
    return _context(place, _steps([place, *_places(forum, document)]) if place.offset else {})


def marks(forum: Forum, document: Document) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield address, mark and number of posts of each topic or board that a listing has a row for."""
    fetched = document.page.fetched_at
    now = fetched.astimezone(zone(document.site.timezone)) if fetched else None
    for shape in forum.rows:
        for node in document.tree.css(shape.row):
            link = node.css_first(shape.link)
            place = _of_node(forum, document, link) if link else None
            if place is None:
                continue
            replies = COUNT.search(document.value(shape.replies, node)) if shape.replies else None
            said = [document.value(each.strip(), node) for each in shape.said.split(",")]
            mark = " ".join(filter(None, [replies[0] if replies else "", *said]))
            posts = advertised(document, {"posts": shape.posts, "replies": shape.replies}, node)
            if mark:
                yield place.url, (f"row {dated(mark, now) if now else mark}", posts)


def _title(document: Document, fields: Mapping[str, str]) -> str:
    """Return the title of a page without the labels that boards put before it, and without "Re:"."""
    selector = fields.get("title", "")
    if "label" not in fields:
        return REPLY.sub("", document.value(selector))
    node = first(document.tree, selector)
    labels = node.css(fields["label"]) if node else []
    return REPLY.sub("", " ".join(prose(node, labels).split())) if node else ""


def _places(forum: Forum, document: Document) -> Iterator[Place]:
    """Yield the place of each link, those of the same words once."""
    once: dict[str, LexborNode] = {}
    for node in document.tree.css("a[href]"):
        once.setdefault((node.attributes.get("href") or "").partition("#")[0], node)
    for node in once.values():
        if place := _of_node(forum, document, node):
            yield place


def _of_node(forum: Forum, document: Document, node: LexborNode) -> Place | None:
    url = destination(document, node)
    place = forum.place(url) if url else None
    return place if place and (place.url == url or document.site.allows(place.url)) else None


def _steps(places: list[Place]) -> dict[str, int]:
    """Return how many posts a page of each work holds, as the offsets in addresses tell."""
    steps: dict[str, int] = {}
    for place in places:
        if place.offset:
            steps[place.work] = gcd(steps.get(place.work, 0), place.offset)
    return steps


def _context(place: Place, steps: Mapping[str, int]) -> Context:
    page = place.page or place.offset // steps.get(place.work, max(place.offset, 1)) + 1
    if place.rel == "thread":
        return Context("thread", place.work, page)
    return Context(place.rel, place.work, page=page)
