"""HTML to text as a person would copy it: paragraphs, line breaks, list marks and code kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from selectolax.lexbor import LexborNode

SKIPPED = frozenset(
    "script style noscript template head iframe object svg select button textarea nav form".split()
)
PARAGRAPHS = frozenset(
    "p div section article header footer main aside blockquote ul ol dl table figure details hr "
    "h1 h2 h3 h4 h5 h6".split()
)
HIDING = frozenset(["style", "hidden", "aria-hidden"])
LINES = frozenset("li tr dt dd figcaption summary caption legend".split())
# Marks of where a paragraph or line ends and a list entry begins; text, its white space folded, has none.
PARAGRAPH, LINE, ENTRY = "\x1d", "\x1e", "\x1f"
BREAKS = re.compile(f"[\n{PARAGRAPH}{LINE}]+ ?")
# The breaks around the first paragraph of an entry; an entry without text of its own has no mark.
EMPTY = re.compile(f"{ENTRY}(?:\x1c[0-9]+\x1c)?[ \n{PARAGRAPH}{LINE}]*(?={ENTRY}|$)")
OPENING = re.compile(f"{ENTRY}(?:\x1c([0-9]+)\x1c)?[ \n{PARAGRAPH}{LINE}]*")
# Larger numbers of entries are no numbers that a reader counts by.
MAX_ENTRY = 9999
DOUBLED = re.compile(" {2,}")
CODE = re.compile("\x00([0-9]+)\x00")


def prose(
    node: LexborNode,
    without: Collection[LexborNode] = (),
    *,
    folded: Collection[LexborNode] = (),
    code: Collection[LexborNode] = (),
) -> str:
    """Return the text of a node, the nodes of ``without`` and what readers do not see left out.

    Blocks stand apart by an empty line, ``br`` ends a line, ``pre`` becomes a fenced block with
    its white space, list entries begin with "- " or their number.  The nodes of ``folded`` are read
    though they are hidden: a click shows them.  Those of ``code`` are fenced as ``pre`` is.  Time grows
    with the number of nodes.
    """
    left_out, unfolded = ({each.mem_id for each in nodes} for nodes in (without, folded))
    coded = {each.mem_id for each in code}
    pieces: list[str] = []
    fenced: list[str] = []
    counts: dict[int, int] = {}
    stack: list[LexborNode | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        tag = item.tag or ""
        if tag == "-text":
            pieces.append(_spaced(item.text_content or ""))
        elif tag == "br":
            pieces.append("\n")
        elif item.mem_id in left_out or (is_unread(item, tag) and item.mem_id not in unfolded):
            continue
        elif tag == "pre" or item.mem_id in coded:
            pieces.append(f"{PARAGRAPH}\x00{len(fenced)}\x00{PARAGRAPH}")
            fenced.append(_verbatim(item) if item.css_first("pre") else _aligned(item))
        elif tag == "img":
            pieces.append(_smiley(item))
        else:
            edge = _edge(tag)
            pieces.append(edge + _entry(item, counts) if tag == "li" else edge)
            stack.append(edge)
            stack.extend(reversed(list(item.iter(include_text=True))))
    text = _tidy("".join(pieces))
    return CODE.sub(lambda match: "```\n" + fenced[int(match[1])] + "\n```", text) if fenced else text


def _entry(node: LexborNode, counts: dict[int, int]) -> str:
    """Return the mark of an entry: of a numbered list with its number, as browsers count."""
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return ENTRY
    told = node.attributes.get("value") or ""
    first = parent.attributes.get("start") or "1"
    usual = counts[parent.mem_id] + 1 if parent.mem_id in counts else _count(first, 1)
    counts[parent.mem_id] = _count(told, usual)
    return f"{ENTRY}\x1c{counts[parent.mem_id]}\x1c"


def _count(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else min(usual, MAX_ENTRY)


def _mark(entry: re.Match[str]) -> str:
    return f"{entry[1]}. " if entry[1] else "- "


def _spaced(text: str) -> str:
    r"""Return a text with each run of white space as one space; splitting is faster than a pattern.

    >>> _spaced("\n a\x00 b "), _spaced(" "), _spaced("")
    (' a b ', ' ', '')
    """
    words = text.replace("\x00", " ").split()
    if not words:
        return " " if text else ""
    first, last = text[0] < "!" or text[0].isspace(), text[-1] < "!" or text[-1].isspace()
    return " " * first + " ".join(words) + " " * last


def _smiley(node: LexborNode) -> str:
    """Return the words or the character that a picture stands for, "" if it is a picture of something."""
    is_word = "emoji" in (node.attributes.get("class") or "").split()
    return (node.attributes.get("alt") or "") if is_word else ""


def _edge(tag: str) -> str:
    """Return what stands around the text of an element."""
    if tag in PARAGRAPHS:
        return PARAGRAPH
    if tag in LINES:
        return LINE
    return " " if tag in ("td", "th") else ""


def is_unread(node: LexborNode, tag: str) -> bool:
    """Whether readers do not see a node, or see controls and no text."""
    return tag in SKIPPED or tag.startswith(("-", "_", "!")) or hidden(node)


def _verbatim(node: LexborNode) -> str:
    """Return the text of a ``pre`` with its white space; ``br`` ends a line there too."""
    nodes = node.traverse(include_text=True)
    pieces = ("\n" if each.tag == "br" else each.text_content or "" for each in nodes)
    return "".join(pieces).replace("\x00", "").strip("\n")


def _aligned(node: LexborNode) -> str:
    """Return the text of code that is no ``pre``: ``br`` ends its lines, hard spaces indent them."""
    nodes = node.traverse(include_text=True)
    pieces = (
        "\n" if each.tag == "br" else re.sub(r"[ \t\r\n]+", " ", each.text_content or "") for each in nodes
    )
    lines = "".join(pieces).replace("\x00", "").split("\n")
    return "\n".join(line.strip(" ").replace("\xa0", " ") for line in lines).strip("\n")


def hidden(node: LexborNode) -> bool:
    """Whether a page hides a node from its readers, as anti-copy scripts do with made-up text."""
    return hides(node.attributes)


def hides(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element's attributes hide it."""
    if HIDING.isdisjoint(attributes):
        return False
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "hidden" in attributes or attributes.get("aria-hidden") == "true"


def _tidy(text: str) -> str:
    """Turn runs of breaks into one: the end of a paragraph or two ``br`` make an empty line."""
    text = DOUBLED.sub(" ", text)
    if ENTRY in text:
        text = OPENING.sub(_mark, EMPTY.sub(LINE, text))
    for mark in ("\n", PARAGRAPH, LINE):
        text = text.replace(f" {mark}", mark)
    text = BREAKS.sub(lambda run: "\n\n" if PARAGRAPH in run[0] or run[0].count("\n") > 1 else "\n", text)
    return text.strip()
