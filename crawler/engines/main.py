"""Where the main text of a page stands: which element holds it, and what in it is no part of it.

The body is entered as long as one of its blocks holds most of what the page says; blocks whose names
are those of menus, comments or related links count for nothing, unless the page says nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.engines.blocks import GOOD, Block, blocks
from crawler.engines.sums import Sum, inner, summed

# Part of a block's worth that one inside it must hold to be entered; less if it is named as the text.
SHARE, MARKED_SHARE = 0.85, 0.3
# How much the name of a block counts in the choice between neighbours: none, holds the text, is the text.
WEIGHTS = (1, 3, 5)
# A neighbour with a name as good and this part of the worth makes the name no sign.
RIVAL = 0.1
# What is worth less than this part of the text may be left out for its links; lists of other pages if less
# than nearly all.
SMALL, NEARLY_ALL = 0.03, 0.9
MIN_LINK = 30
CELLS = frozenset("tr td th tbody li dt dd".split())
TABLES = frozenset("tr td tbody table".split())
LISTS = frozenset("ul ol".split())
# Too small to be the whole of a text: the block around it is meant.
LEAVES = frozenset("p h1 h2 h3 li tr tbody pre blockquote".split())


@dataclass(frozen=True, slots=True)
class Found:
    """The element that holds the text, and the elements in it that do not belong.

    ``worth`` is that of all prose on the page, about its bytes; ``named`` says that the template calls the
    element the text.  A text that is not and of far less worth is a guess.  ``before``, ``inside`` and
    ``after`` are the lines of the page around and in the element, a paragraph or less each.
    """

    node: LexborNode
    without: list[LexborNode]
    worth: float
    named: bool
    before: list[str]
    inside: list[str]
    after: list[str]


def main(root: LexborNode, without: Collection[LexborNode] = ()) -> Found:
    """Return where the main text stands in an element, the body of a page for example.

    ``without`` are elements that count for nothing.  Time grows with the page.
    """
    page = blocks(root, without)
    within = inner(page)
    sums = summed(page, within)
    at = _entered(page, sums, within)
    out = _left_out(page, sums, at)
    end = _end(page, at)
    return Found(
        page[at].node,
        [*without, *out],
        worth=sums[0].all,
        named=page[at].mark > 0 or page[at].inside,
        before=_lines(page[:at]),
        inside=_lines(page[at:end]),
        after=_lines(page[end:]),
    )


def _lines(page: list[Block]) -> list[str]:
    return [line for block in page for line in block.lines]


def _end(page: list[Block], at: int) -> int:
    """Return the number after that of the last block inside a block."""
    return next((number for number in range(at + 1, len(page)) if page[number].up < at), len(page))


def _entered(page: list[Block], sums: list[Sum], within: list[list[int]]) -> int:
    """Return the number of the smallest block that holds the text."""
    at = 0
    while (best := _best(page, sums, within[at])) is not None:
        named = sums[best].mark and not page[at].inside and page[at].mark < 2
        sure = named and not any(_rivals(sums[each], sums[best]) for each in within[at] if each != best)
        if sums[best].worth < sums[at].worth * (MARKED_SHARE if sure else SHARE):
            break
        at = best
    while page[at].tag in LEAVES and page[at].up >= 0:
        at = page[at].up
    return at


def _best(page: list[Block], sums: list[Sum], inner: list[int]) -> int | None:
    """Return the block of the most worth, weighed by its name, None if none is worth anything."""
    worth = {each: sums[each].worth * WEIGHTS[sums[each].mark] for each in inner if not page[each].cut}
    best = max(worth, key=worth.__getitem__, default=None)
    return best if best is not None and worth[best] > 0 else None


def _rivals(other: Sum, best: Sum) -> bool:
    return other.mark >= best.mark and other.worth > RIVAL * best.worth


def _left_out(page: list[Block], sums: list[Sum], at: int) -> list[LexborNode]:
    """Return the outermost elements inside a block that are no part of its text."""
    below = range(at + 1, _end(page, at))
    good = [number for number in below if page[number].worth >= GOOD]
    kept, out = {at}, []
    for number in below:
        if page[number].up not in kept:
            continue
        between = bool(good) and good[0] < number < good[-1]
        if _apart(page[number], sums[number], sums[at].worth, between):
            out.append(page[number].node)
        else:
            kept.add(number)
    return out


def _apart(block: Block, own: Sum, worth: float, between: bool) -> bool:
    """Whether a block in a text of so much worth is no part of it.

    A list of links ``between`` paragraphs is one that the text speaks of, before or after them it is a menu.
    """
    if block.cut or block.tag in ("h1", "figcaption"):
        return True
    if between and block.tag in LISTS:
        return False
    if own.listing and own.worth < NEARLY_ALL * worth and block.tag not in TABLES and not block.inside:
        return True
    if own.worth > SMALL * worth or block.tag in CELLS:
        return False
    if block.tag == "p":
        return own.link > MIN_LINK and own.marks == 0 and own.link > 2 * own.text
    return own.link > MIN_LINK and own.link > own.text
