"""Mojibake: UTF-8 that was once read as another encoding, put right by ftfy.

ftfy is asked only for lines that hold the first and second byte of a character as Latin letters,
and never for a line with Han characters: no such line is mojibake of the kind that ftfy mends.
"""

from __future__ import annotations

import re

# The first byte of a character of several, and a second one, as Windows-1252 and Latin-1 show them.
_SIGN = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_HAN = re.compile("[\u3400-\u9fff]")
# Longer lines are mended piece by piece: what is one line of a megabyte is no sentence.
PIECE_CHARS = 4000


def repaired(text: str) -> tuple[str, int]:
    r"""Return a text with its mojibake mended, and how many lines were.

    >>> repaired("It doesnâ€™t.\nCafé “à la mode”")
    ('It doesn’t.\nCafé “à la mode”', 1)
    """
    if not suspected(text):
        return text, 0
    lines = text.split("\n")
    mended = [_mended(line) for line in lines]
    return "\n".join(mended), sum(old != new for old, new in zip(lines, mended, strict=True))


def suspected(text: str) -> bool:
    """Whether a text may hold mojibake."""
    return not text.isascii() and _SIGN.search(text) is not None


def _mended(line: str) -> str:
    if not _SIGN.search(line) or _HAN.search(line):
        return line
    from ftfy import fix_encoding  # takes a tenth of a second to load

    pieces = (line[start : start + PIECE_CHARS] for start in range(0, len(line), PIECE_CHARS))
    return "".join(map(fix_encoding, pieces))
