"""The light markup of the content files, as HTML for the pages and as text for the truth.

Paragraphs are parted by empty lines; lines that begin with "- " are a list; code is fenced by
three backquotes or, as people write it in forums, indented by four spaces.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from html import escape
from itertools import groupby

FENCE = re.compile(r"^```.*\n?", re.M)
BULLET = "- "
INDENT = "    "


@dataclass(frozen=True)
class Block:
    """Lines that belong together; ``kind`` is text, list or code."""

    kind: str
    lines: tuple[str, ...]

    def html(self) -> str:
        """Return the block as HTML, everything in it escaped."""
        lines = [escape(line) for line in self.lines]
        if self.kind == "code":
            return "<pre>" + "\n".join(lines) + "</pre>"
        if self.kind == "list":
            return "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"
        return "<p>" + "<br>\n".join(lines) + "</p>"

    def text(self) -> str:
        """Return the block as a reader would copy it, code in fences."""
        if self.kind == "code":
            return "\n".join(["```", *self.lines, "```"])
        return "\n".join((BULLET if self.kind == "list" else "") + line for line in self.lines)


def blocks(text: str) -> list[Block]:
    r"""Cut a text into its blocks, indented code parted by empty lines put together.

    >>> [block.kind for block in blocks("Try this:\n- one\n- two\n\n    a = 1\n\n    b = 2")]
    ['text', 'list', 'code']
    """
    found: list[Block] = []
    for place, piece in enumerate(FENCE.split(text)):
        if place % 2:  # between a fence and the next
            found.append(Block("code", tuple(piece.rstrip("\n").split("\n"))))
            continue
        for paragraph in re.split(r"\n(?:[ \t]*\n)+", piece.strip("\n")):
            found.extend(_paragraph(paragraph))
    return _joined(found)


def as_html(text: str) -> str:
    """Return the HTML of a text."""
    return "\n".join(block.html() for block in blocks(text))


def as_text(text: str) -> str:
    """Return a text as a reader of its page would copy it: blocks parted by an empty line."""
    return "\n\n".join(block.text() for block in blocks(text))


def _paragraph(paragraph: str) -> list[Block]:
    lines = paragraph.split("\n")
    if any(line.startswith(INDENT) and line.strip() for line in lines):
        return [Block("code", tuple(textwrap.dedent(paragraph).split("\n")))]
    tidy = [re.sub(r"[ \t]+", " ", line).strip() for line in lines if line.strip()]
    return [
        Block(
            "list" if listed else "text",
            tuple(line.removeprefix(BULLET) if listed else line for line in each),
        )
        for listed, each in groupby(tidy, lambda line: line.startswith(BULLET))
    ]


def _joined(found: list[Block]) -> list[Block]:
    """Put code blocks that follow one another into one, an empty line between them."""
    joined: list[Block] = []
    for block in found:
        if joined and joined[-1].kind == block.kind == "code":
            joined[-1] = Block("code", (*joined[-1].lines, "", *block.lines))
        else:
            joined.append(block)
    return joined
