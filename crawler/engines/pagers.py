"""Further pages of a thread of unknown software: addresses that differ from the page's in one number alone.

The number of a page (2, or 25 posts on) stands in its address, and is said in the text of the link.
"""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import urlsplit

from crawler.document import Document
from crawler.engines.follow import destination

NUMBER = re.compile(r"\d{1,9}")
LABEL = re.compile(r"[\[(]?\s?(?:page |第\s?)?(\d{1,5})(?:\s?页)?\s?[\])]?", re.I)
NEXT = re.compile(r"(?:next(?: page)?|下一?页|后一页|weiter|nächste|suivante?|siguiente)\W{0,4}", re.I)
# What stands before the number of a page in an address that has other numbers.
BEFORE = re.compile(r"(?:page|pagina|seite|pg|p|start|st|offset|from)[=/_-]?$", re.I)
MAX_LINKS = 5000


def pages(document: Document) -> dict[int, str]:
    """Return the addresses of the thread's pages that a page names, by their numbers, its own with them.

    Empty where it names none: a thread of one page, or no numbers in its links.
    """
    here = document.page.url
    said = _said(document)
    for series in _series(said):
        for run in range(len(NUMBER.findall(series[0][1]))):
            found = _read(series, run, here)
            if found:
                return found
    return {}


def _said(document: Document) -> list[tuple[int, str]]:
    """Return the links that show a number or lead to the next page (0), with their addresses."""
    found = []
    for node in document.tree.css("a[href], link[rel=next][href]")[:MAX_LINKS]:
        text = node.text(deep=True).strip() if node.first_child is not None else ""
        label = LABEL.fullmatch(text) if len(text) < 20 else None
        following = "next" in (node.attributes.get("rel") or "").lower() or NEXT.fullmatch(text[:20])
        if (label or following) and (url := destination(document, node)) and url != document.page.url:
            found.append((int(label[1]) if label else 0, url))
    return found


def _series(said: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Return the links that show a number, grouped by form, the largest first; then one to the next page."""
    groups: dict[str, dict[tuple[int, str], None]] = defaultdict(dict)
    for number, url in said:
        if number:
            groups[NUMBER.sub("0", url)][number, url] = None
    series = sorted((list(group) for group in groups.values()), key=len, reverse=True)
    return series + [[(0, url)] for number, url in said if not number][:1]


def _read(series: list[tuple[int, str]], run: int, here: str) -> dict[int, str]:
    """Return addresses by page if the number at ``run`` of them is that of the page, else {}."""
    numbers = [[int(value) for value in NUMBER.findall(url)] for _, url in series]
    rest = {tuple(values[:run] + values[run + 1 :]) for values in numbers}
    if len(rest) > 1 or not _same_thread(series[0][1], run, here):
        return {}
    labels = [number for number, _ in series]
    values = [each[run] for each in numbers]
    own = _own(series[0][1], run, here)
    if labels == [0]:
        known = own if own is not None else 1
        return {values[0]: series[0][1], known: here} if values[0] == known + 1 else {}
    if len(series) == 1 and not BEFORE.search(_before(series[0][1], run)) and values != labels:
        return {}
    step = _step(labels, values)
    if not step:
        return {}
    found = dict(reversed(series))
    if own is None:
        return {**found, 1: here}
    size, first = step
    return found | {(own - first) // size + 1: here}


def _step(labels: list[int], values: list[int]) -> tuple[int, int] | None:
    """Return how much the number in an address grows a page and where it starts, None if it does not grow."""
    for first in (0, 1):
        sizes = {
            (value - first) / (label - 1) if label > 1 else (value == first)
            for label, value in zip(labels, values, strict=True)
            if label > 1 or value != first
        }
        if len(sizes) == 1 and (size := sizes.pop()) >= 1 and size == int(size):
            return int(size), first
    return None


def _before(url: str, run: int) -> str:
    match = list(NUMBER.finditer(url))[run]
    return url[: match.start()]


def _own(url: str, run: int, here: str) -> int | None:
    """Return the number that the page itself has where its further pages have theirs, None if it has none."""
    if NUMBER.sub("0", url) != NUMBER.sub("0", here):
        return None
    return int(NUMBER.findall(here)[run])


def _same_thread(url: str, run: int, here: str) -> bool:
    """Whether an address is the page's own but for the number of the page."""
    if (urlsplit(url).hostname or "") != (urlsplit(here).hostname or ""):
        return False
    values = NUMBER.findall(url)
    others = values[:run] + values[run + 1 :]
    if NUMBER.sub("0", url) == NUMBER.sub("0", here):
        own = NUMBER.findall(here)
        return own[:run] + own[run + 1 :] == others
    stem = re.sub(r"(?:\.\w{2,5}|/)$", "", here.partition("?")[0])
    if not url.startswith(stem):
        return False
    return set(others) <= set(NUMBER.findall(here))
