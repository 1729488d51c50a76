"""Lists of threads: rows that lead to a thread each and say who wrote in it when, and no prose.

Only what is surely one is called so: its page then gives links and no record.
"""

from __future__ import annotations

from crawler.engines.outline import Outline

PROSE = 160  # characters of a text that is more than a title
ROWS = 8
HEADLINE = 8  # characters of a title
MOST = 0.9  # share of the rows that have what rows have
SHARE = 0.4  # share of the text of the page's links that stands in the rows


def is_listing(page: Outline) -> bool:
    """Whether a page is a list of threads."""
    if any(len(e.own) > PROSE for e in page.elements):
        return False
    return any(_rows(page, places) for places in page.groups.values() if len(places) >= ROWS)


def _rows(page: Outline, places: list[int]) -> bool:
    """Whether elements are rows of a list: each has a title that is a link, a person and a time."""
    if len({page.elements[place].parent for place in places}) > 1:
        return False
    held = sum(page.inside(page.links, place) for place in places)
    if held < SHARE * page.links[-1]:
        return False
    titles = [_title(page, place) for place in places]
    full = sum(
        bool(title) and page.inside(page.times, place) > 0 and page.inside(page.people, place) > 0
        for title, place in zip(titles, places, strict=True)
    )
    return full >= MOST * len(places) and len(set(titles)) >= MOST * len(places)


def _title(page: Outline, place: int) -> str:
    """Return the longest text of a link in a row that is no name and no time, "" if it is short."""
    inside = page.elements[place : page.elements[place].end]
    title = max((e.own for e in inside if e.linked and not e.who and not e.when), key=len, default="")
    return title if len(title) >= HEADLINE else ""
