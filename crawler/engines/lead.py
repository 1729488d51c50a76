"""The post above the others, where a page marks it up in another way: a question, the text that is discussed.

Posts repeat and are found by that; the first one may not, and is found by standing between the
title and them, with words, and a name beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from crawler.engines.outline import Outline

MIN_WORDS = 40  # characters of a lead that is marked up like the posts
MIN_UNLIKE = 120  # and of one that is not: shorter ones are notices
MOST = 0.7  # share of the words above the posts that the lead's body holds
NEAR = 26  # elements between a body and the name or time that belongs to it


@dataclass(frozen=True, slots=True)
class Lead:
    """Places of the lead's body, author and time (-1: none)."""

    body: int
    author: int
    time: int


def lead(page: Outline, start: int, like: Collection[int] = ()) -> Lead | None:
    """Return what stands above the first post at ``start`` as a post of its own, None if nothing does.

    ``like`` are the places of elements that have the same name as the bodies of the posts.
    """
    title = max((p for p in range(start) if page.elements[p].tag == "h1"), default=-1)
    begin = page.elements[title].end if title >= 0 else 0
    body = next((p for p in range(begin, start) if p in like), -1)
    least = MIN_WORDS
    if body < 0:
        body, least = _body(page, begin, start), MIN_UNLIKE
    if body < 0 or page.inside(page.plain, body) < least:
        return None
    low, high = (
        max(body - NEAR, page.elements[title].parent, 0),
        min(start, page.elements[body].end + 2 * NEAR),
    )
    around = (*range(body - 1, low - 1, -1), *range(page.elements[body].end, high))
    author = next((p for p in around if page.elements[p].who), -1)
    time = next((p for p in around if page.elements[p].when), -1)
    return Lead(body, author, time) if author >= 0 else None


def _body(page: Outline, begin: int, start: int) -> int:
    """Return the tightest element after the title that holds most of the words above the posts, or -1."""
    words = page.plain[start] - page.plain[begin]
    links = page.links[start] - page.links[begin]
    if words < MIN_WORDS or links > 4 * words:
        return -1
    body, place = -1, begin
    while place < start:
        e = page.elements[place]
        if e.end <= start and page.plain[e.end] - page.plain[place] >= MOST * words:
            body = place
            place += 1
        else:
            place = place + 1 if e.end > start else e.end
    return body
