"""Paragraphs that a page sends in another order than it shows them in, against copying.

Where the page itself tells the order, in its style or by numbers on the paragraphs, it is put right.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

MIN_PARAGRAPHS = 4
# Share of the paragraphs that must be numbered for the numbers to be an order.
MIN_SHARE = 0.9
PARAGRAPHS = frozenset("p div section span".split())
SOURCES = (
    *("style", "data-order", "data-index", "data-sort", "data-seq", "data-idx"),
    *("data-no", "data-line", "data-position", "data-num", "id"),
)
STYLE = re.compile(r"(?:^|;)\s*order\s*:\s*(-?\d{1,6})\s*(?:!important\s*)?(?:;|$)", re.I)
COUNT = re.compile(r"[a-z_-]{0,20}(\d{1,6})", re.I)


def shown(body: LexborNode) -> list[LexborNode]:
    """Return the paragraphs of a text in the order that its page tells, [] if that is how they stand.

    Numbers in attributes are an order where they leave none out; those of a style may.
    """
    nodes = [node for node in body.iter() if node.tag in PARAGRAPHS and node.text(deep=True).strip()]
    for source in SOURCES:
        numbers = {node.mem_id: count for node in nodes if (count := _count(node, source)) is not None}
        told = list(numbers.values())
        if len(told) < max(MIN_PARAGRAPHS, MIN_SHARE * len(nodes)) or len(set(told)) < len(told):
            continue
        if source == "style" or max(told) - min(told) == len(told) - 1:
            in_order = sorted(nodes, key=lambda node: numbers.get(node.mem_id, min(told)))
            return [] if told == sorted(told) else in_order
    return []


def _count(node: LexborNode, source: str) -> int | None:
    told = node.attributes.get(source) or ""
    match = STYLE.search(told[:500]) if source == "style" else COUNT.fullmatch(told)
    return int(match[1]) if match else None
