"""Entities of HTML that were left in a text, once or several times escaped."""

from __future__ import annotations

import re
from html import unescape

_AMPERSAND = r"(?:amp|AMP|#0{0,5}38|#[xX]0{0,5}26);"
# However often it was escaped: "&amp;amp;lt;" is "&lt;", too.
_ESCAPED = re.compile(rf"&{_AMPERSAND}(?:{_AMPERSAND})*+(?=[a-zA-Z#])")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_CODE = re.compile(r"(`{1,3}[^`\n]{1,500}`{1,3})")
# Entities that an entity gave are decoded as often as this; no page escapes more often.
ROUNDS = 4


def decoded(text: str) -> str:
    r"""Return a text with its entities as characters, those within backticks kept.

    Only what has its semicolon is an entity.

    >>> decoded("a&amp;nbsp;b &#39;AT&amp;T&#39; `&lt;`")
    "a\xa0b 'AT&T' `&lt;`"
    """
    if not suspected(text):
        return text
    pieces = _CODE.split(text) if "`" in text else [text]
    return "".join(piece if number % 2 else _decoded(piece) for number, piece in enumerate(pieces))


def suspected(text: str) -> bool:
    """Whether a text may hold entities."""
    return "&" in text and _ENTITY.search(text) is not None


def _decoded(piece: str) -> str:
    for _ in range(ROUNDS):
        before, piece = piece, _ENTITY.sub(_character, _ESCAPED.sub("&", piece))
        if piece == before:
            return piece
    return _ENTITY.sub(lambda entity: entity[0] if _character(entity) == entity[0] else "", piece)


def _character(entity: re.Match[str]) -> str:
    return unescape(entity[0])
