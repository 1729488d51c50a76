"""Which post answers which, by how a page nests them, counts their depth, or links from one to another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.engines.anatomy import Template
from crawler.engines.outline import Element, Outline

DEPTHS = ("depth", "data-depth", "data-level", "data-indent", "indent", "aria-level", "level")
DEPTH = re.compile(r"(?:depth|level|indent)[-_]?(\d{1,2})\b")
MARGIN = re.compile(r"(?:margin|padding)-(?:left|inline-start)\s?:\s?(\d{1,4})")
PARENTS = ("data-parent", "data-parent-id", "parentid", "data-parentid", "data-reply-to", "data-in-reply-to")
ANSWERS = re.compile(r"(?:in reply to|replying to|reply to|parent|回复|回應|>>|@|↩|↑|⤴)", re.I)
LOOKED_AT = 8  # elements at the head of a post that may say how deep it stands


def parents(posts: Template, ids: Sequence[str]) -> list[int]:
    """Return for each post the number of the one that it answers, -1 where the page does not say."""
    told = _told(posts, ids)
    nested = _nested(posts)
    if all(each < 0 for each in nested):
        nested = _counted(posts)
    return [a if a >= 0 else b for a, b in zip(told, nested, strict=True)]


def _told(posts: Template, ids: Sequence[str]) -> list[int]:
    """What attributes and links say: the id of an earlier post."""
    elements = posts.page.elements
    numbers = {name: number for number, name in enumerate(ids) if name}
    for number, places in enumerate(posts.places):
        for place in places:
            if name := elements[place].attributes.get("id") or elements[place].attributes.get("name"):
                numbers.setdefault(name, number)
    found = []
    for number, places in enumerate(posts.places):
        told = (e for place in places if (e := elements[place]).tag == "a" or _has_parent(e))
        named = (numbers.get(name, number) for e in told for name in _named(e))
        found.append(next((other for other in named if other < number), -1))
    return found


def _named(e: Element) -> list[str]:
    """Return the ids of the posts that an element says are answered."""
    named = [value for name in PARENTS if (value := e.attributes.get(name))] if _has_parent(e) else []
    if e.tag == "a" and "#" in (href := e.attributes.get("href") or ""):
        title = e.attributes.get("title") or e.attributes.get("aria-label") or ""
        if ANSWERS.match(e.own) or ANSWERS.match(title) or "in-reply-to" in (e.attributes.get("rel") or ""):
            named.append(href.rpartition("#")[2])
    return named


def _has_parent(e: Element) -> bool:
    return not e.attributes.keys().isdisjoint(PARENTS)


def _nested(posts: Template) -> list[int]:
    """What the tree says: a post inside another, or deeper in what the other stands in."""
    if any(block.above >= 0 for block in posts.blocks):
        return [block.above for block in posts.blocks]
    page = posts.page
    depths = [page.elements[block.start].depth for block in posts.blocks]
    if len(set(depths[1:])) < 2:
        return [-1] * len(depths)
    found: list[int] = []
    holding: list[int] = []
    for number, block in enumerate(posts.blocks):
        while holding and (
            depths[holding[-1]] >= depths[number] or _end(page, posts, holding[-1]) < block.end
        ):
            holding.pop()
        found.append(holding[-1] if holding else -1)
        holding.append(number)
    return found


def _end(page: Outline, posts: Template, number: int) -> int:
    parent = page.elements[posts.blocks[number].start].parent
    return page.elements[parent].end if parent >= 0 else 0


def _counted(posts: Template) -> list[int]:
    """What a number at each post says that grows by a step where an answer is indented."""
    depths = [_depth(posts, number) for number in range(len(posts.blocks))]
    if None in depths or len(set(depths)) < 2:
        return [-1] * len(depths)
    known = [depth for depth in depths if depth is not None]
    levels = {depth: level for level, depth in enumerate(sorted(set(known)))}
    found: list[int] = []
    holding: list[int] = []
    for number, depth in enumerate(known):
        if number and levels[depth] > levels[known[number - 1]] + 1:
            return [-1] * len(depths)
        del holding[levels[depth] :]
        found.append(holding[-1] if holding else -1)
        holding.append(number)
    return found


def _depth(posts: Template, number: int) -> int | None:
    places = posts.places[number][:LOOKED_AT]
    return next((found for place in places if (found := _said(posts.page.elements[place])) is not None), None)


def _said(e: Element) -> int | None:
    """Return how deep an element says that its post stands, None if it does not say."""
    if not e.attributes:
        return None
    for name in DEPTHS:
        value = e.attributes.get(name) or ""
        if value.isdecimal() and len(value) < 5:
            return int(value)
    match = DEPTH.search(e.attributes.get("class") or "") or MARGIN.search(e.attributes.get("style") or "")
    return int(match[1]) if match else None
