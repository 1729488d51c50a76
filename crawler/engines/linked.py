"""What a page says of its article in JSON-LD, the data that search engines read.

A room of its own because the data are a stranger's: broken, huge or nested beyond use as they come,
and then they say nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from crawler.document import Document

TYPES = frozenset(
    """
    article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle blogposting report
    techarticle scholarlyarticle socialmediaposting discussionforumposting webpage medicalwebpage
    advertisercontentarticle reviewnewsarticle review recipe creativework
    """.split()
)
# Larger scripts hold a shop's stock, deeper or longer data nobody's article.
MAX_CHARS, MAX_NODES = 300_000, 3000


def article(document: Document) -> dict[str, Any]:
    """Return the properties of the page's article, of the web page what it does not say, {} of neither."""
    found = [node for node in _nodes(document) if _types(node) & TYPES]
    found.sort(key=lambda node: bool(_types(node) & {"webpage", "medicalwebpage"}))
    joined: dict[str, Any] = {}
    for node in found:
        for key in ("author", "creator", "datePublished", "dateCreated", "publisher"):
            if node.get(key):
                joined.setdefault(key, node[key])
    return joined


def people(value: Any) -> list[str]:
    """Return the names in an author property: a text, a person, or a list of either.

    >>> people([{"@type": "Person", "name": "Ada Low"}, "Ben Tide", {"@id": "#x"}])
    ['Ada Low', 'Ben Tide']
    """
    entries = value if isinstance(value, list) else [value]
    said = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries[:20]]
    names = [name for each in said for name in (each if isinstance(each, list) else [each])]
    return [" ".join(name.split()) for name in names if isinstance(name, str) and name.strip()]


def _nodes(document: Document) -> Iterator[dict[str, Any]]:
    count = 0
    for script in document.tree.css('script[type="application/ld+json"]')[:20]:
        stack: list[Any] = [_read(script.text(deep=True))]
        while stack and count < MAX_NODES:
            node = stack.pop()
            count += 1
            if isinstance(node, dict):
                yield node
                stack.extend(node[key] for key in ("mainEntity", "@graph") if key in node)
            elif isinstance(node, list):
                stack.extend(reversed(node[:MAX_NODES]))


def _read(text: str) -> Any:
    if len(text) > MAX_CHARS:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    return {each.lower() for each in (types if isinstance(types, list) else [types]) if isinstance(each, str)}
