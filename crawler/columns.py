"""Tables for the screen: columns that line up, whatever is written in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "  "


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """Return rows as lines; the columns of these numbers stand at the right, the last is not padded.

    >>> table([["站点", "n"], ["ab", "10"]], right=frozenset([1]))
    ['站点   n', 'ab    10']
    """
    plain = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*plain, strict=True)]
    lines = (
        GAP.join(_padded(cell, widths[n], right=n in right) for n, cell in enumerate(row)) for row in plain
    )
    return [line.rstrip() for line in lines]


def width(text: str) -> int:
    r"""Return how many columns of a terminal a text takes: two for a Chinese character, none for an accent.

    >>> [width(text) for text in ("site", "论坛", "ｶﾞ", "e\u0301")]
    [4, 4, 2, 1]
    """
    return sum(map(_columns, text))


def printable(text: str) -> str:
    r"""Return a text without what would move the cursor, turn the writing or cannot be encoded.

    >>> printable("a\x1b[31mb\u202ec\u3000d")
    'a�[31mb�c d'
    """
    return "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _padded(cell: str, columns: int, *, right: bool) -> str:
    space = " " * (columns - width(cell))
    return space + cell if right else cell + space
