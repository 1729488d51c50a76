"""Selectors for a layout that nobody has described, from what the generic engine read of it.

The texts, names and times of a record are looked for in the page, and the elements that hold them
named by selectors.  Only what reads the same record again is worth writing down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from crawler.document import Document
from crawler.engines.dates import moment
from crawler.engines.posts import read_posts
from crawler.probe.selectors import candidates, first, whole
from crawler.records import Part, Record

# Characters at both ends of a text by which its element is found, and posts that a page must have.
ENDS, MIN_POSTS = 40, 2
# Share of posts that selectors must read to the letter.
MIN_SAME = 0.85
# Letters of a text that are found by chance if there are fewer.
SHORT = 8
# Pages larger than this are not taken apart a second time.
MAX_CHARS = 1_500_000
# Selectors of one field for posts of different looks; spots of a value that are tried; characters of one.
ALTERNATIVES, MAX_SPOTS, MAX_VALUE = 3, 6, 80
TIMES = ("datetime", "title", "data-time", "data-timestamp", "content")
UNREAD = ["script", "style", "noscript", "template"]


Value = Callable[[str], str]


class Spot(NamedTuple):
    """Where a value stands: an element, and the attribute that holds it ("" its text)."""

    node: Tag
    attribute: str = ""


def thread_fields(threads: Sequence[tuple[Document, Record]]) -> dict[str, str]:
    """Return [fields] that read pages of threads as their records have them, {} if none do."""
    total = sum(len(record.parts) for _, record in threads)
    for document, record in threads:
        fields = _fields(document, record)
        same = [reads(each, fields, other.parts) for each, other in threads] if fields else []
        if same and min(same) >= 0 and sum(same) >= MIN_SAME * total:
            return fields
    return {}


def _fields(document: Document, record: Record) -> dict[str, str]:
    """Return the selectors of what a page's record says, {} if its posts are not found."""
    if len(record.parts) < MIN_POSTS or len(document.html) > MAX_CHARS:
        return {}
    soup = BeautifulSoup(document.html, "lxml")
    for node in soup(UNREAD):
        node.decompose()
    found = _bodies(soup, record.parts)
    around = _containers(found)
    post = whole(around, soup, len(record.parts)) if len(found) >= MIN_POSTS else ""
    posts = soup.select(post) if post else []
    body = first(found, around) if post else ""
    bodies = [each for post in posts if (each := post.select_one(body))] if body else []
    if not posts or len(bodies) < len(posts):
        return {}
    fields = {"post": post, **_ids(posts, record.parts), "body": body}
    for name, value in (("author", str), ("published", _clock(document))):
        wanted = [getattr(part, name) for part in record.parts]
        spots = [
            _spots(post, each, said, value) for post, each, said in zip(posts, bodies, wanted, strict=True)
        ]
        fields |= _named(name, posts, wanted, spots, value)
    for name in ("quote", "footer"):
        fields |= _inside(posts, bodies, record.parts, name)
    title = next((tag for tag in ("h1", "h2", "title") if _is(soup.select_one(tag), record.title)), "")
    return fields | ({"title": title} if title else {})


def _bodies(soup: BeautifulSoup, parts: Sequence[Part]) -> list[Tag]:
    """Return the smallest elements that hold the parts' texts, in page order; of some none may be found."""
    nodes = soup.find_all(True)
    letters = [_letters(node.get_text()) for node in nodes]
    found: list[Tag] = []
    behind = 0
    for part in parts:
        text = _letters(part.text)
        ends = (text[:ENDS], text[-ENDS:])
        fits = [at for at in range(behind, len(nodes)) if all(end in letters[at] for end in ends)]
        fits = [at for at in fits if len(letters[at]) >= len(text)]
        if len(text) < SHORT or not fits:
            continue
        best = fits[0]
        for at in fits[1:]:  # what quotes the text comes later; the element itself lies deepest
            best = at if nodes[best] in nodes[at].parents else best
        found.append(nodes[best])
        behind = best + 1
    return _alike(found) if found else []


def _alike(nodes: Sequence[Tag]) -> list[Tag]:
    """Return the elements, or those around them, on the deepest level on which all look the same."""
    chains = [[node, *(each for each in node.parents if isinstance(each, Tag))] for node in nodes]
    looks = [[_look(each) for each in chain] for chain in chains]
    common = next((look for look in looks[0] if all(look in others for others in looks)), "")
    level = [chain[own.index(common)] for chain, own in zip(chains, looks, strict=True)] if common else []
    return level if len({id(node) for node in level}) == len(nodes) else list(nodes)


def _look(node: Tag) -> str:
    return f"{node.name}.{'.'.join(map(str, node.get('class') or []))}"


def _containers(bodies: Sequence[Tag]) -> list[Tag]:
    """Return the largest element around each body that holds no other."""
    others = {id(body) for body in bodies}
    found = []
    for body in bodies:
        node = body
        while isinstance(node.parent, Tag) and not _holds(node.parent, others - {id(body)}):
            node = node.parent
        found.append(node)
    return found


def _holds(node: Tag, others: set[int]) -> bool:
    return id(node) in others or any(id(each) in others for each in node.find_all(True))


def _ids(posts: Sequence[Tag], parts: Sequence[Part]) -> dict[str, str]:
    same = all(str(post.get("id") or "\0") == part.id for post, part in zip(posts, parts, strict=True))
    return {"id": "@id"} if same else {}


def _named(
    name: str, posts: Sequence[Tag], wanted: Sequence[str], options: Sequence[Sequence[Spot]], value: Value
) -> dict[str, str]:
    """Return the selectors of what each post names, the one that is right most often first.

    ``options`` are the spots of each post where the wanted value stands; ``value`` reads a spot's text.
    A selector that gives a wrong value for any post is none.
    """
    open_posts = {at for at, text in enumerate(wanted) if text}
    chosen: list[str] = []
    while open_posts and len(chosen) < ALTERNATIVES:
        at = min(open_posts)
        told = [
            (_right(css, spot.attribute, posts, wanted, value) & open_posts, css, spot.attribute)
            for spot in options[at]
            for css in candidates([spot.node])
        ]
        right, css, attribute = max(told, key=_worth, default=(set(), "", ""))
        if not right:
            break
        chosen.append(css + (f"@{attribute}" if attribute else ""))
        open_posts -= right
    return {name: "; ".join(chosen)} if chosen else {}


def _worth(told: tuple[set[int], str, str]) -> tuple[bool, bool, int]:
    """A name is better than a place among neighbours, however many posts that fits."""
    right, css, _ = told
    return bool(right), ":nth-of-type" not in css, len(right)


def _right(css: str, attribute: str, posts: Sequence[Tag], wanted: Sequence[str], value: Value) -> set[int]:
    """Return the posts for which a selector gives what is wanted, none if it gives anything else to one."""
    right = set()
    for at, post in enumerate(posts):
        node = post.select_one(css)
        text = _said(node, attribute) if node is not None else ""
        if text and value(text) == wanted[at]:
            right.add(at)
        elif text:
            return set()
    return right


def _spots(post: Tag, body: Tag, wanted: str, value: Value) -> list[Spot]:
    """Return where in a post, its text left out, a value stands: in attributes, and in short texts."""
    nodes = [node for node in post.find_all(True) if body not in node.parents and node is not body]
    found = [
        Spot(node, name)
        for node in nodes
        for name in TIMES
        if node.get(name) and value(_said(node, name)) == wanted
    ]
    found += [Spot(node) for node in reversed(nodes) if value(_said(node, "")) == wanted]
    return found[:MAX_SPOTS] if wanted else []


def _said(node: Tag, attribute: str) -> str:
    text = str(node.get(attribute) or "") if attribute else node.get_text()
    text = " ".join(text.split())
    return text if len(text) <= MAX_VALUE else ""


def _inside(posts: Sequence[Tag], bodies: Sequence[Tag], parts: Sequence[Part], name: str) -> dict[str, str]:
    """Return the selector of quotes or signatures, from the posts that have one."""
    nodes, roots = [], []
    for post, body, part in zip(posts, bodies, parts, strict=True):
        wanted = _letters(getattr(part, name))
        most = 2 * len(wanted) + ENDS
        for node in post.find_all(True) if wanted else ():
            said = _letters(node.get_text())
            if said.endswith(wanted) and len(said) <= most and node is not body and node not in body.parents:
                nodes.append(node)
                roots.append(post)
                break
    selector = first(nodes, roots) if nodes else ""
    return {name: selector} if selector else {}


def reads(document: Document, fields: dict[str, str], parts: Sequence[Part]) -> int:
    """Return how many posts selectors read to the letter, with name and time, -1 if not as many posts."""
    again = read_posts(document, fields, "post")
    if len(again) != len(parts):
        return -1
    return sum(
        (_letters(new.text), new.author, new.published) == (_letters(old.text), old.author, old.published)
        for new, old in zip(again, parts, strict=True)
    )


def _clock(document: Document) -> Value:
    """Return a function that reads times as this page means them."""
    return partial(_moment, now=document.page.fetched_at, timezone=document.site.timezone)


def _moment(text: str, *, now: datetime | None, timezone: str) -> str:
    return moment(text, now=now, timezone=timezone)


def _is(node: Tag | None, text: str) -> bool:
    return node is not None and bool(text) and " ".join(node.get_text().split()) == text


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
