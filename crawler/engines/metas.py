"""What the meta elements of a page say, collected once: authors and times stand under many names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from crawler.document import Document

NAMES = ("name", "property", "itemprop")


def metas(document: Document) -> Mapping[str, list[str]]:
    """Return the contents of the meta elements in page order, white space folded, under each of their names.

    A name stands as in a selector: ``name=author``, or ``name=author i`` in whatever case it is written.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for node in document.tree.css("meta"):
        attributes = node.attributes
        content = " ".join((attributes.get("content") or "").split())
        for key in NAMES:
            if value := attributes.get(key):
                found[f"{key}={value}"].append(content)
                found[f"{key}={value.lower()} i"].append(content)
    return found
