"""Characters of a text by class, counted by numpy: what every measure of quality begins with.

The table of classes is made once and late, from the Unicode Character Database and the codecs
that the interpreter brings along.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

# HIGH are the letters of Latin-1 above ASCII, RARE the Han characters that no list of common ones
# holds, FOREIGN the letters of all scripts that are not named here, LOST what stands for a
# character that was lost: U+FFFD, control characters, halves of surrogate pairs.
OTHER, SPACE, LOWER, UPPER, HIGH, DIGIT, MARK, SYMBOL, LOST = range(9)
HAN, RARE, KANA, HANGUL, CYRILLIC, ARABIC, THAI, FOREIGN = range(9, 17)
CLASSES = 17
LETTERS = (LOWER, UPPER, HIGH, HAN, RARE, KANA, HANGUL, CYRILLIC, ARABIC, THAI, FOREIGN)
LATIN = (LOWER, UPPER, HIGH)
_BEYOND = 0x10000  # where the table ends: emoji, mostly
_RANGES = (
    (0x0400, 0x0530, CYRILLIC),
    (0x0600, 0x0700, ARABIC),
    (0x0750, 0x0780, ARABIC),
    (0xFB50, 0xFE00, ARABIC),
    (0xFE70, 0xFEFD, ARABIC),
    (0x0E00, 0x0E80, THAI),
    (0x1100, 0x1200, HANGUL),
    (0x3041, 0x3100, KANA),
    (0x3131, 0x318F, HANGUL),
    (0x3400, 0x4DC0, RARE),
    (0x4E00, 0xA000, RARE),
    (0xAC00, 0xD7A4, HANGUL),
    (0xD800, 0xE000, LOST),
    (0xFF66, 0xFF9E, KANA),
)
_BY_CATEGORY = {"L": FOREIGN, "M": FOREIGN, "N": DIGIT, "P": MARK, "S": SYMBOL, "Z": SPACE, "C": OTHER}


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """A text as code points, with the class of each and how many there are of every class."""

    codes: NDArray[np.unsignedinteger]
    classes: NDArray[np.uint8]
    counts: tuple[int, ...]

    def count(self, *classes: int) -> int:
        """Return how many characters are of these classes."""
        return sum(self.counts[each] for each in classes)


def glyphs(text: str) -> Glyphs:
    """Return the characters of ``text`` by class; lone surrogates count as lost."""
    codes: NDArray[np.unsignedinteger]
    if text.isascii():
        codes = np.frombuffer(text.encode("ascii"), np.uint8)
        classes = _table().take(codes)
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        classes = _table().take(codes, mode="clip")
    return Glyphs(codes, classes, tuple(np.bincount(classes, minlength=CLASSES).tolist()))


@cache
def _table() -> NDArray[np.uint8]:
    table = np.full(_BEYOND + 1, OTHER, np.uint8)
    ranged = np.zeros(_BEYOND + 1, bool)
    for start, end, each in _RANGES:
        table[start:end] = each
        ranged[start:end] = True
    for code in np.flatnonzero(~ranged)[:-1].tolist():
        table[code] = _class(chr(code))
    table[np.fromiter(map(ord, common_han()), np.intp)] = HAN
    table[ord("々")] = table[ord("〇")] = HAN
    return table


def _class(char: str) -> int:
    if char.isspace():
        return SPACE
    if char == "\ufffd" or unicodedata.category(char) == "Cc":
        return LOST
    if "\u00c0" <= char <= "\u00ff" and char.isalpha():
        return HIGH
    if unicodedata.name(char, "").startswith("LATIN "):
        return UPPER if char.isupper() else LOWER
    if "\u0300" <= char <= "\u036f":
        return OTHER  # accents belong to the letter before them
    return _BY_CATEGORY[unicodedata.category(char)[0]]


def common_han() -> frozenset[str]:
    """Return the Han characters in everyday use: the first level of the national standards.

    Source: GB 2312 level 1 (3,755 simplified characters), Big5 level 1 (5,401 traditional ones),
    JIS X 0208 level 1 (2,965 of Japanese).
    """
    levels = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("euc_jp", 0xB0, 0xCF))
    return frozenset(
        char
        for codec, first, last in levels
        for lead in range(first, last + 1)
        for trail in range(0x40, 0xFF)
        for char in bytes((lead, trail)).decode(codec, "ignore")
        if "\u4e00" <= char <= "\u9fff"
    )
