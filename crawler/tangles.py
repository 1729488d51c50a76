"""HTML that would cost its parser too much: nested without end, or crowded with attributes.

A room of its own because whole pages, fragments of APIs and texts with tags are all asked.
"""

from __future__ import annotations

import re

# Depth of nesting above which parsing, whose cost grows with the square of the depth, is refused:
# real pages stay below 100; 3,000 cost a hundredth of a second, 100,000 eight seconds.
MAX_DEPTH = 3000
# The same holds for the attributes of one tag: 10,000 cost half a second, 200,000 three minutes.
MAX_ATTRIBUTES = 3000
LONG = re.compile(f"<[^<]{{{2 * MAX_ATTRIBUTES + 1},}}")  # an attribute has two characters at least
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
BLOCKS = r"(?:div|section|article|center|blockquote|ul|ol|dl|main|header|footer|aside|nav|span|font)\b"
OPENING = re.compile("<" + BLOCKS, re.I)
NESTING = re.compile("<(/?)" + BLOCKS, re.I)


def tangle(html: str) -> str:
    """Return why a text would cost a parser too much, "" if it would not."""
    if (depth := nesting(html)) > MAX_DEPTH:
        return f"elements nest {depth} deep, limit {MAX_DEPTH}"
    if (count := attributes(html)) > MAX_ATTRIBUTES:
        return f"one tag has {count} attributes, limit {MAX_ATTRIBUTES}"
    return ""


def nesting(html: str) -> int:
    """Return how deep blocks nest at most, those never closed included; 0 for short pages."""
    if html.count("<") < MAX_DEPTH or len(OPENING.findall(html)) < MAX_DEPTH:
        return 0
    depth = deepest = 0
    for tag in NESTING.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def attributes(html: str) -> int:
    """Return how many attributes the most crowded tag has at most; tags of fewer characters count as 0."""
    tags = (piece[0].partition(">")[0] for piece in LONG.finditer(html))
    return max((len(QUOTED.sub("", tag).split()) for tag in tags), default=0)
