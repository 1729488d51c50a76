"""The block of a page that holds its text: where most words stand that are no links.

Each block counts the words of its own paragraphs, and half of those of the blocks right below it;
so the box around the paragraphs wins over one long paragraph and over the page.
"""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.prose import is_unread

HOLDERS = frozenset("body div td section article main".split())
# A block right below which so many times its own words stand is one of many paragraphs.
SPLIT = 1.6
ASIDE = frozenset("footer aside header".split())
HEADINGS = frozenset("h1 h2 h3 h4".split())
NAMED = re.compile(r"comment|review|sidebar|recommend|related|footer|copyright|disclaimer", re.I)
LINKS = 0.5  # share of words in links from which a node is a way to elsewhere


def block(document: Document) -> LexborNode | None:
    """Return the block that holds the text of a page, None if the page has no words outside of links."""
    root = document.tree.body
    if root is None:
        return None
    own: Counter[int] = Counter()
    below: Counter[int] = Counter()
    nodes = {root.mem_id: root}
    above = {root.mem_id: root.mem_id}
    stack = [(root, root.mem_id)]
    while stack:
        node, holder = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            count = len("".join((node.text_content or "").split()))
            own[holder] += count
            below[above[holder]] += count if holder != root.mem_id else 0
        elif tag != "a" and not is_unread(node, tag) and not _is_aside(node, tag):
            if tag in HOLDERS and node.mem_id != root.mem_id:
                nodes[node.mem_id], above[node.mem_id] = node, holder
                holder = node.mem_id
            stack.extend((child, holder) for child in node.iter(include_text=True))
    best = max(nodes, key=lambda each: own[each] + below[each] / 2)
    if not own[best] + below[best]:
        return None
    while (
        own[above[best]] + below[above[best]] >= SPLIT * (own[best] + below[best] / 2) and best != root.mem_id
    ):
        best = above[best]
    return nodes[best]


def ways(body: LexborNode) -> list[LexborNode]:
    """Return the nodes right below a text's block that are little else than links."""
    return [node for node in body.iter() if node.tag != "a" and _share_of_links(node) > LINKS]


def heads(body: LexborNode, title: str) -> list[LexborNode]:
    """Return the headings of a text: those before its first words, and any that repeat its title."""
    found, within = [], 0
    opening = True
    for node in body.traverse(include_text=True):
        if within:
            within -= 1
        elif node.tag in HEADINGS:
            within = sum(1 for _ in node.traverse(include_text=True)) - 1
            if opening or (title and title in node.text(deep=True)):
                found.append(node)
        elif node.tag == "-text" and (node.text_content or "").strip():
            opening = False
    return found


def _share_of_links(node: LexborNode) -> float:
    words = len("".join(node.text(deep=True).split()))
    linked = sum(len("".join(link.text(deep=True).split())) for link in node.css("a[href]"))
    return linked / words if words else 0.0


def _is_aside(node: LexborNode, tag: str) -> bool:
    attributes = node.attributes if tag in HOLDERS or tag in ASIDE else {}
    named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return tag in ASIDE or bool(NAMED.search(named[:200]))
