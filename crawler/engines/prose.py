"""HTML to text as a person would copy it: paragraphs, line breaks, list marks and code kept."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborNode

SKIPPED = frozenset(
    "script style noscript template head iframe object svg select button textarea nav form".split()
)
PARAGRAPHS = frozenset(
    "p div section article header footer main aside blockquote ul ol dl table figure details hr "
    "h1 h2 h3 h4 h5 h6".split()
)
LINES = frozenset("li tr dt dd figcaption summary caption legend".split())
# Marks of where a paragraph or line ends and a list entry begins; text, its white space folded, has none.
PARAGRAPH, LINE, ENTRY = "\x1d", "\x1e", "\x1f"
BREAKS = re.compile(f" ?[\n{PARAGRAPH}{LINE}]+(?: [\n{PARAGRAPH}{LINE}]+)* ?")
# The breaks around the first paragraph of an entry; an entry without text of its own has no mark.
EMPTY = re.compile(f"{ENTRY}[ \n{PARAGRAPH}{LINE}]*(?={ENTRY}|$)")
OPENING = re.compile(f"{ENTRY}[ \n{PARAGRAPH}{LINE}]*")
CODE = re.compile("\x00([0-9]+)\x00")


def prose(node: LexborNode, without: Collection[LexborNode] = ()) -> str:
    """Return the text of a node, the nodes of ``without`` and what readers do not see left out.

    Blocks stand apart by an empty line, ``br`` ends a line, ``pre`` becomes a fenced block with
    its white space, list entries begin with "- ".  Time grows with the number of nodes.
    """
    left_out = {each.mem_id for each in without}
    pieces: list[str] = []
    code: list[str] = []
    stack: list[LexborNode | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        tag = item.tag or ""
        if tag == "-text":
            pieces.append(re.sub(r"[\s\x00]+", " ", item.text_content or ""))
        elif tag == "br":
            pieces.append("\n")
        elif item.mem_id in left_out or _unread(item, tag):
            continue
        elif tag == "pre":
            pieces.append(f"{PARAGRAPH}\x00{len(code)}\x00{PARAGRAPH}")
            code.append(_verbatim(item))
        else:
            edge = _edge(tag)
            pieces.append(edge + ENTRY if tag == "li" else edge)
            stack.append(edge)
            stack.extend(reversed(list(item.iter(include_text=True))))
    return CODE.sub(lambda match: "```\n" + code[int(match[1])] + "\n```", _tidy("".join(pieces)))


def _edge(tag: str) -> str:
    """Return what stands around the text of an element."""
    if tag in PARAGRAPHS:
        return PARAGRAPH
    if tag in LINES:
        return LINE
    return " " if tag in ("td", "th") else ""


def _unread(node: LexborNode, tag: str) -> bool:
    return tag in SKIPPED or tag.startswith(("-", "_", "!")) or hidden(node)


def _verbatim(node: LexborNode) -> str:
    """Return the text of a ``pre`` with its white space; ``br`` ends a line there too."""
    nodes = node.traverse(include_text=True)
    pieces = ("\n" if each.tag == "br" else each.text_content or "" for each in nodes)
    return "".join(pieces).replace("\x00", "").strip("\n")


def hidden(node: LexborNode) -> bool:
    """Whether a page hides a node from its readers, as anti-copy scripts do with made-up text."""
    attributes = node.attributes
    if not attributes:
        return False
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "hidden" in attributes or attributes.get("aria-hidden") == "true"


def _tidy(text: str) -> str:
    """Turn runs of breaks into one: the end of a paragraph or two ``br`` make an empty line."""
    text = OPENING.sub("- ", EMPTY.sub(LINE, re.sub(" {2,}", " ", text)))
    text = BREAKS.sub(lambda run: "\n\n" if PARAGRAPH in run[0] or run[0].count("\n") > 1 else "\n", text)
    return text.strip()
