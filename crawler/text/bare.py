"""The bare form of a text: its letters and digits in one width, case and script, and its bounds.

It is made by one look at a table for each character, and is where words are looked for that say
which few lines are worth a closer look.  Other signs and spaces have no place in it: "笔｜趣＊阁"
is 笔趣阁.  A bound stands at both ends of a line and for what ends a sentence or encloses a remark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation
from numpy.typing import NDArray

from crawler.text.writing import TO_SIMPLIFIED

# Behind the ideographs and their compatibility forms no character folds to letters or Han.
LIMIT = 0x30000
BOUND, DOT = " ", "."
# What becomes a bound, in the forms that compatibility gives; a dot does unless it divides an address.
BOUNDS = frozenset("!?()[]【】")
DOTS = ".。·•"
GONE, SPACE = 0, 1
# Stands for a character that folds to several letters (㍿, ﬁ, ß): its line may hold anything.
MANY = "\uffff"


@dataclass(frozen=True)
class Bare:
    """A text in its bare form, as UTF-8 with a line end for each of the text's."""

    content: bytes

    @cached_property
    def ends(self) -> NDArray[np.intp]:
        """The places of the line ends."""
        return np.flatnonzero(np.frombuffer(self.content, np.uint8) == ord("\n"))

    def lines(self, words: Words) -> list[int]:
        """Return the numbers of the lines, from 0, that hold one of the words, in order and each once."""
        starts = [start for _, start, _ in words.automaton.find_matches_as_indexes(self.content)]
        return np.unique(np.searchsorted(self.ends, starts)).tolist() if starts else []


class Words:
    """Words to look for in bare texts, all at once."""

    def __init__(self, words: Iterable[str]) -> None:
        patterns = sorted(word.encode() for word in {*words, MANY})
        self.automaton = BytesAhoCorasick(patterns, implementation=Implementation.DFA)


def bare(text: str) -> Bare:
    """Return the bare form of a text; its length grows with that of the text.

    >>> bare("Ｗ-Ｗ-Ｗ。筆＊趣＊閣 a.com. Ｂ").content.decode()
    ' www 笔趣阁a.com b '
    """
    bounded = f"!{text}!".replace("\n", "!\n!")
    codes = np.frombuffer(bounded.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _table().take(codes, mode="clip")
    dots = np.flatnonzero(folded == ord(DOT))
    if dots.size:
        folded[dots[_ends_a_sentence(folded, dots)]] = ord(BOUND)
    kept = folded[folded > SPACE]
    dots = np.flatnonzero(kept == ord(DOT))
    if dots.size:
        kept[dots[~(_is_ascii(kept[dots - 1]) & _is_ascii(kept[dots + 1]))]] = ord(BOUND)
    return Bare(kept.tobytes().decode("utf-32-le").encode())


def is_kept(char: str) -> bool:
    """Whether a folded character stands in the bare form as it is."""
    return char.isalnum() or char in "./©"


def _ends_a_sentence(folded: NDArray[np.uint32], dots: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each dot has a space behind it, and is not set apart as in "a . com"."""
    before, behind = np.maximum(dots - 2, 0), np.minimum(dots + 2, len(folded) - 1)
    is_apart = (folded[dots - 1] == SPACE) & _is_ascii(folded[before]) & _is_ascii(folded[behind])
    return (folded[dots + 1] == SPACE) & ~is_apart


def _is_ascii(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    is_digit = (codes >= ord("0")) & (codes <= ord("9"))
    return is_digit | ((codes >= ord("a")) & (codes <= ord("z")))


@cache
def _table() -> NDArray[np.uint32]:
    """Return the code point that each one becomes, and at the end what all others do."""
    return np.array([*(_folded(chr(code)) for code in range(LIMIT)), GONE], np.uint32)


def _folded(char: str) -> int:
    if char == "\n":
        return ord(char)
    if char in DOTS:
        return ord(DOT)
    folded = unicodedata.normalize("NFKC", char).casefold().translate(TO_SIMPLIFIED)
    if folded.isspace():
        return SPACE
    letters = "".join(char for char in folded if is_kept(char) and char != DOT)
    is_bound = DOT in folded or not BOUNDS.isdisjoint(folded)
    if len(letters) + is_bound == 1:
        return ord(letters or BOUND)
    return ord(MANY) if letters else GONE
