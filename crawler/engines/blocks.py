"""A page as a table of its blocks, in page order: how much each says, and how much of that in links.

A room of its own because it is the one place that walks the tree for the finder (``main``); what
is decided from the figures is decided there.  Lengths are bytes of UTF-8, which count a Han
character for three letters: about what it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.engines.names import ROLES, named
from crawler.engines.prose import LINES, PARAGRAPHS, hides

UNREAD = frozenset(
    """
    script style noscript template head iframe object svg select button textarea input link meta img
    video audio canvas option label
    """.split()
)
BLOCKS = PARAGRAPHS | LINES | frozenset("td th table tr tbody body form pre center nav".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 figcaption caption".split())
# What is never named for being a part around the text: all of it, or code, whose classes are its grammar.
UNNAMED = frozenset("body main pre code".split())
AROUND = frozenset("footer aside nav".split())
MARKS = re.compile(r"[,.;!?，。；！？、：…]")
# A run of text that is worth as much is a paragraph and no label.
GOOD = 60
# A run without punctuation is a label up to this length; a link is one from this length on.
MAX_LABEL, MIN_LABEL = 90, 15


@dataclass(slots=True)
class Block:
    """A block of a page; ``up`` is the number of the block around it, -1 of the body.

    ``cut`` says that its name is that of a part around the text (2 surely, 1 maybe), ``mark`` that
    it is that of the text (2) or what holds it (1); ``inside`` that it stands in a block of mark 2.
    ``text`` and ``link`` are bytes, ``worth`` is what its own runs of text are worth as prose;
    ``labels`` counts runs that are a link, ``paragraphs`` those that are good prose; ``lines`` holds what
    the runs say, white space folded.
    """

    node: LexborNode
    tag: str
    up: int
    cut: int = 0
    mark: int = 0
    inside: bool = False
    text: int = 0
    link: int = 0
    marks: int = 0
    worth: float = 0.0
    labels: int = 0
    paragraphs: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """Text between two edges of blocks: bytes outside and in links, punctuation, its block's number."""

    at: int = -1
    said: list[str] = field(default_factory=list)
    text: int = 0
    link: int = 0
    marks: int = 0


def blocks(body: LexborNode, without: Collection[LexborNode] = ()) -> list[Block]:
    """Return the blocks of a page, the body first, each before those inside it.

    Time grows with the number of nodes, however deep they nest.
    """
    left_out = {each.mem_id for each in without}
    found: list[Block] = []
    run, at = Run(), -1
    # Of the nodes that are read: the block that they stand in or are, and whether in a link.
    places = {body.parent.mem_id: (-1, False)} if body.parent else {}
    for node in body.traverse(include_text=True):
        if (place := places.get(parent.mem_id) if (parent := node.parent) else (-1, False)) is None:
            continue
        up, linked = place
        tag = node.tag or ""
        if tag == "-text":
            if up != at:  # a block has ended
                run, at = _closed(found, run), up
            _say(run, node.text_content or "", linked, up)
        elif tag == "br":
            run = _closed(found, run)
        elif tag not in UNREAD and tag[:1] not in "-_!" and node.mem_id not in left_out:
            attributes = node.attributes
            if tag in BLOCKS or (attributes and (hides(attributes) or _around(tag, attributes))):
                run = _closed(found, run)
                found.append(_block(node, tag, attributes, up, found))
                at = up = len(found) - 1
            linked = tag != "table" and (linked or (tag == "a" and "href" in attributes))
            places[node.mem_id] = (up, linked)
    _closed(found, run)
    return found


def _say(run: Run, text: str, linked: bool, at: int) -> None:
    """Add a piece of text to a run; the run belongs to the block in which it begins."""
    folded = " ".join(text.split())
    if not folded:
        return
    if run.at < 0:
        run.at = at
    run.said.append(folded)
    length = len(folded) if folded.isascii() else len(folded.encode("utf-8", "replace"))
    if linked:
        run.link += length
    else:
        run.text += length
        run.marks += len(MARKS.findall(folded))


def _closed(found: list[Block], run: Run) -> Run:
    """Add a run that has ended to its block; return the one that begins."""
    if run.at < 0:
        return run
    block, worth = found[run.at], _worth(run, found[run.at].tag)
    block.lines.append(" ".join(run.said))
    block.text += run.text
    block.link += run.link
    block.marks += run.marks
    block.worth += worth
    block.labels += run.link > run.text and run.link >= MIN_LABEL
    block.paragraphs += worth >= GOOD
    return Run()


def _worth(run: Run, tag: str) -> float:
    """Return what a run is worth as prose: length and punctuation; a label is worth less than nothing."""
    if tag in HEADINGS:
        return 0.0
    if run.link > run.text:
        return -min(run.link, float(GOOD))
    if run.marks == 0 and run.text < MAX_LABEL:
        return -5.0
    return run.text - run.link + 10.0 * run.marks if run.text >= 30 else 5.0 * run.marks


def _around(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element within a line is no part of it, such as the link to edit a section."""
    return tag == "span" and named(attributes)[0] == 2


def _block(
    node: LexborNode, tag: str, attributes: Mapping[str, str | None], up: int, found: list[Block]
) -> Block:
    around, mark = named(attributes) if attributes else (0, 0)
    role, item = attributes.get("role") or "", (attributes.get("itemprop") or "").lower()
    mark = 2 if "articlebody" in item else max(mark, int(tag in ("article", "main")))
    inside = up >= 0 and (found[up].inside or found[up].mark == 2)
    if tag in AROUND or role in ROLES or (attributes and hides(attributes)):
        cut = 2
    else:
        cut = around if tag not in UNNAMED else 0
        if inside or mark == 2:
            cut = 0 if cut == 1 else cut
        if mark and cut:
            cut = 1
    return Block(node, tag, up, cut, mark, inside)
