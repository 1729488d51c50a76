"""What a page's own style sheet hides: made-up paragraphs whose class is declared ``display: none``.

Sites plant them against copying, under another class on every page; readers never see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.prose import prose

CLASS = re.compile(r"[a-z]{0,10}\.(-?[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff-]{0,200})", re.I)
# Blocks around a rule that hold for readers at a screen.
SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)$|@(?:supports|layer)\b", re.I)
NONE = re.compile(r"display\s*:\s*none", re.I)
# What hides more than this share of a text hides the text itself, until a script shows it.
MAX_SHARE = 0.5
MAX_DEPTH = 8


def hidden(document: Document, body: LexborNode) -> list[LexborNode]:
    """Return the nodes below ``body`` that the page's style elements hide, [] if that is most of it."""
    names = classes("\n".join(node.text(deep=True) for node in document.tree.css("style")))
    if not names:
        return []
    nodes = [node for node in body.css("[class]") if node.mem_id != body.mem_id]
    found = [node for node in nodes if not names.isdisjoint((node.attributes["class"] or "").split())]
    seen = len(prose(body, found)) if found else 0
    return found if seen and seen >= (1 - MAX_SHARE) * len(prose(body)) else []


def classes(css: str) -> set[str]:
    """Return the classes that rules of a style sheet hide from whoever reads at a screen.

    >>> sorted(classes(".a1 , p.b2 { display:none; speak: never } @media print { .c { display: none } }"))
    ['a1', 'b2']
    """
    return {
        match[1]
        for selectors, declarations in _rules(css)
        if NONE.search(declarations)
        for each in selectors.split(",")
        if (match := CLASS.fullmatch(each.strip()))
    }


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold at a screen."""
    first, *rest = css.split("/*")
    pieces = re.split(r"([{}])", first + "".join(piece.partition("*/")[2] for piece in rest))
    heads: list[str] = []
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            heads.append(text.rpartition(";")[2].strip())
        elif heads:
            head = heads.pop()
            around = heads[:MAX_DEPTH]
            if not head.startswith("@") and all(SCREEN.match(each) for each in around):
                yield head, text
