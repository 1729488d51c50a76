"""Markdown as a reader would see it, for APIs that give a post in no other form.

Only what stands in a reader's way goes: addresses behind links, signs of headings, emphasis and
escapes.  Lists and code stay, and lines quoted from others come apart.
"""

from __future__ import annotations

import re
from html import unescape

FENCE = re.compile(r" {0,3}(?:```|~~~)")
QUOTED = re.compile(r" {0,3}>[!]? ?")
HEADING = re.compile(r"^ {0,3}#{1,6} +")
# "::: spoiler What it is" and the ":::" that ends it; some clients write the first line without words.
SPOILER = re.compile(r"^ {0,3}:::+ *(?:spoiler *)?(.*)$")
# Labels of 500 characters and addresses of 2,000 are more than people write.
LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,500})\]"
    r"\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?: +\"[^\"\n]{0,300}\")?\)"
)
AUTO = re.compile(r"<(https?://[^<>\s]{1,2000})>")
STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^\n*_~]{1,2000})(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^\n*_]{1,2000})(?<=\S)\1(?![\w*_])")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
CODE = re.compile(r"(`{1,3}[^`\n]{1,500}`{1,3})")


def read(text: str) -> tuple[str, str]:
    r"""Return the words of a text and, apart, those that it quotes.

    >>> read("> Which one?\n\nThe [blue one](https://a.example/b), **always**.")
    ('The blue one, always.', 'Which one?')
    """
    said: list[str] = []
    quoted: list[str] = []
    in_code = False
    for line in text.replace("\r\n", "\n").split("\n"):
        if FENCE.match(line):
            in_code = not in_code
            said.append(line.strip())
        elif in_code:
            said.append(line)
        elif mark := QUOTED.match(line):
            quoted.append(_words(line[mark.end() :]))
            said.append("")
        else:
            said.append(_words(line))
    return _joined(said), _joined(quoted)


def _words(line: str) -> str:
    line = SPOILER.sub(r"\1", HEADING.sub("", line)).rstrip()
    pieces = CODE.split(line)
    return "".join(piece if CODE.fullmatch(piece) else _plain(piece) for piece in pieces)


def _plain(words: str) -> str:
    words = AUTO.sub(r"\1", LINK.sub(_label, words))
    return unescape(ESCAPE.sub(r"\1", EMPHASIS.sub(r"\2", STRONG.sub(r"\2", words))))


def _label(link: re.Match[str]) -> str:
    """Return the words of a link; a picture has none."""
    return "" if link[1] else link[2]


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
