"""The bare form of a text: its letters and digits in one width, case and script, and its bounds.

It is made by one look into a table for each character, and is where words are looked for that say
which few lines are worth a closer look.  Other signs and spaces have no place in it: "笔｜趣＊阁"
is 笔趣阁.  A bound stands at both ends of a line and for what ends a sentence or encloses a remark.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from crawler.text.tongues.writing import TO_SIMPLIFIED

# Behind the ideographs and their compatibility forms no character folds to letters or Han.
LIMIT = 0x30000
BOUND, DOT = " ", "."
# What becomes a bound, in the forms that compatibility gives; a dot does unless it divides an address.
BOUNDS = frozenset("!?()[]【】<>{}〔〕〖〗")
DOTS = ".。·•"
# Traditional characters that words are looked for in, with those whose simple form is another one, too.
_MORE = "後后裡里裏里隻只髮发臺台週周錶表鬆松麵面係系繫系衆众爲为啓启誌志鬥斗佈布幾几雲云乾干"
# Letters that look like Latin ones, by which addresses get past filters: ωωω．quаy．сом, quáy.lā.
_ALIKE = "ωwшwаaеeоoсcрpхxуyкkмmнhтtвbіiјjѕsԁdɡgνvοoαaτtρp"
_ACCENTED = {
    code: ord(unicodedata.normalize("NFD", chr(code))[0])
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if unicodedata.normalize("NFD", chr(code))[0].isascii()
}
SIMPLER: dict[int, int] = {
    **TO_SIMPLIFIED,
    **str.maketrans(_MORE[::2], _MORE[1::2]),
    **str.maketrans(_ALIKE[::2], _ALIKE[1::2]),
    **_ACCENTED,
}
GONE, SPACE = 0, 1
# For fewer characters arrays take longer to make than to use.
SHORT_CHARS = 400
# Stands in the table for a character that becomes several (㍿, ﬁ, ⑴, ß), which is written out first.
MANY = 2
# What is behind the end of the table.
_BEHIND = re.compile("[\U00030000-\U0010ffff]")
# A dot with a space behind it, unless it is set apart as in "a . com", and one that divides no address.
_SENTENCE_END = re.compile(r"\.(?=\x01)(?!(?<=[a-z0-9]\x01\.)\x01[a-z0-9])")
_STRAY_DOT = re.compile(r"(?<![a-z0-9])\.|\.(?![a-z0-9])")


def bare(text: str) -> bytes:
    """Return the bare form of a text as UTF-8, with a line end for each of the text's.

    >>> bare("Ｗ-Ｗ-Ｗ。筆＊趣＊閣 a.com. Ｂ").decode()
    ' www 笔趣阁a.com b '
    """
    bounded = f"!{text}!".replace("\n", "!\n!")
    if len(text) <= SHORT_CHARS and not _BEHIND.search(text):
        return _short(bounded)
    folded = _table().take(_codes(bounded), mode="clip")
    several = np.flatnonzero(folded == MANY)
    if several.size:
        folded = _table().take(_codes(_written_out(bounded, several.tolist())), mode="clip")
    dots = np.flatnonzero(folded == ord(DOT))
    if dots.size:
        folded[dots[_ends_a_sentence(folded, dots)]] = ord(BOUND)
    kept = folded[folded > MANY]
    dots = np.flatnonzero(kept == ord(DOT))
    if dots.size:
        kept[dots[~(_is_ascii(kept[dots - 1]) & _is_ascii(kept[dots + 1]))]] = ord(BOUND)
    return kept.tobytes().decode("utf-32-le").encode()


def _short(bounded: str) -> bytes:
    """Return the same as the arrays do, for a short text."""
    folded = bounded.translate(_characters())
    if chr(MANY) in folded:
        places = [place for place, char in enumerate(folded) if char == chr(MANY)]
        folded = _written_out(bounded, places).translate(_characters())
    if DOT in folded:
        folded = _SENTENCE_END.sub(BOUND, folded)
    kept = folded.replace(chr(GONE), "").replace(chr(SPACE), "")
    return (_STRAY_DOT.sub(BOUND, kept) if DOT in kept else kept).encode()


def is_kept(char: str) -> bool:
    """Whether a folded character stands in the bare form as it is."""
    return char.isalnum() or char == DOT


def _ends_a_sentence(folded: NDArray[np.uint32], dots: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each dot has a space behind it, and is not set apart as in "a . com"."""
    before, behind = np.maximum(dots - 2, 0), np.minimum(dots + 2, len(folded) - 1)
    is_apart = (folded[dots - 1] == SPACE) & _is_ascii(folded[before]) & _is_ascii(folded[behind])
    ends: NDArray[np.bool_] = (folded[dots + 1] == SPACE) & ~is_apart
    return ends


def _is_ascii(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    is_ascii: NDArray[np.bool_] = (codes >= ord("0")) & (codes <= ord("9"))
    is_ascii |= (codes >= ord("a")) & (codes <= ord("z"))
    return is_ascii


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def _characters() -> list[str]:
    """Return the table as characters."""
    return [chr(code) for code in _table()[:LIMIT].tolist()]


@cache
def _table() -> NDArray[np.uint32]:
    """Return the code point that each one becomes, and at the end what all others do."""
    return np.array([*(_folded(chr(code)) for code in range(LIMIT)), GONE], np.uint32)


def _written_out(text: str, places: list[int]) -> str:
    """Return a text with the characters at some places as the several that they become."""
    pieces, end = [], 0
    for place in places:
        pieces += [text[end:place], unicodedata.normalize("NFKC", text[place]).casefold()]
        end = place + 1
    return "".join([*pieces, text[end:]])


def _folded(char: str) -> int:
    if char == "\n":
        return ord(char)
    if char in DOTS:
        return ord(DOT)
    folded = unicodedata.normalize("NFKC", char).casefold().translate(SIMPLER)
    if folded == DOT:
        return ord(DOT)
    if folded.isspace():
        return SPACE
    letters = "".join(filter(str.isalnum, folded))
    is_bound = DOT in folded or not BOUNDS.isdisjoint(folded)
    if len(letters) + is_bound == 1:
        return ord(letters or BOUND)
    return MANY if letters else GONE
