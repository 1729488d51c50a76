"""Selectors that match just the elements that are meant, the simplest first (BeautifulSoup's tree).

An element is named by what a person would name it by: its class, the beginning of its id, its tag,
and where nothing else will do its place among its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

NAME = re.compile(r"[A-Za-z_][\w-]{0,60}")
# Classes of all elements of a group that are put together at most; steps up to an element that has a name.
TOGETHER, STEPS = 2, 3
# Tags that say by themselves what they hold.
TELLING = frozenset("h1 h2 h3 cite time article blockquote address main".split())


def whole(nodes: Sequence[Tag], root: Tag, count: int) -> str:
    """Return a selector that matches ``count`` elements below ``root``, these among them, "" if none does."""
    wanted = {id(node) for node in nodes}
    for selector in candidates(nodes):
        found = root.select(selector, limit=count + 1)
        if len(found) == count and wanted <= {id(node) for node in found}:
            return selector
    return ""


def first(nodes: Sequence[Tag], roots: Sequence[Tag]) -> str:
    """Return a selector whose first match below each root is that root's element, "" if there is none."""
    for selector in candidates(nodes):
        if all(root.select_one(selector) is node for node, root in zip(nodes, roots, strict=True)):
            return selector
    return ""


def candidates(nodes: Sequence[Tag]) -> Iterator[str]:
    """Yield selectors that match all of some elements, perhaps others too."""
    names = list(dict.fromkeys(_names(nodes)))
    yield from names
    level = [node.parent for node in nodes]
    tails = [*names, *_place(nodes)]
    for _ in range(STEPS):
        parents = [parent for parent in level if isinstance(parent, Tag)]
        if len(parents) != len(nodes):
            return
        above = list(_names(list({id(parent): parent for parent in parents}.values())))
        for parent in above:
            yield from (f"{parent} {tail}" for tail in tails)
        tails = [f"{parent} > {tail}" for parent in [*above[-1:], *_place(parents)] for tail in tails[-2:]]
        yield from tails
        level = [parent.parent for parent in parents]


def _names(nodes: Sequence[Tag]) -> Iterator[str]:
    """Yield what all elements can be named by: classes, the beginning of their ids, attributes, the tag."""
    tags = {node.name for node in nodes}
    tag = next(iter(tags)) if len(tags) == 1 else ""
    shared = [name for name in _classes(nodes[0]) if all(name in _classes(node) for node in nodes)]
    for name in shared:
        yield f".{name}"
        yield f"{tag}.{name}"
    if len(shared) >= TOGETHER:
        yield "." + ".".join(shared[:TOGETHER])
    ids = [str(node.get("id") or "") for node in nodes]
    if len(nodes) == 1 and NAME.fullmatch(ids[0]) and not re.search(r"\d", ids[0]):
        yield f"#{ids[0]}"
    start = re.match(r"[A-Za-z_-]*", _common_start(ids))
    if start and start[0]:
        yield f"{tag}[id^='{start[0]}']"
    for name in ("itemprop", "itemtype", "rel", "role"):
        values = {_text(node.get(name)) for node in nodes}
        value = next(iter(values)) if len(values) == 1 else ""
        if value and re.fullmatch(r"[\w:/.-]{1,80}", value):
            yield f"{tag}[{name}='{value}']"
    if tag in TELLING:
        yield tag


def _place(nodes: Sequence[Tag]) -> Iterator[str]:
    """Yield the place of elements among their neighbours, if it is the same for all."""
    places = {(node.name, _nth(node)) for node in nodes}
    if len(places) == 1:
        tag, number = next(iter(places))
        yield f"{tag}:nth-of-type({number})"


def _nth(node: Tag) -> int:
    return 1 + sum(1 for _ in node.find_previous_siblings(node.name))


def _classes(node: Tag) -> list[str]:
    return [name for name in _text(node.get("class")).split() if NAME.fullmatch(name)]


def _common_start(texts: Sequence[str]) -> str:
    least, most = min(texts), max(texts)
    same = next(
        (at for at, pair in enumerate(zip(least, most, strict=False)) if pair[0] != pair[1]), len(least)
    )
    return least[:same]


def _text(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value or "")
