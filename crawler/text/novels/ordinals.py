"""Numbers of chapters as titles write them: in figures, Roman, Chinese and English words.

A room of its own because whoever orders chapters needs them: the text of a whole book, a contents
page, and the report that says which chapter is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain, pairwise

# A list of fewer numbered chapters, or of which fewer count by one, says nothing of what it lacks.
MIN_COUNTED, STEADY, MAX_GAP = 5, 0.8, 20

HAN = r"[0-9零〇一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟廿卅]{1,12}"
ROMAN = r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})"
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_TENS = dict(zip("twent thirt fort fift sixt sevent eight ninet".split(), range(20, 100, 10), strict=True))
_TEENS = dict(zip("thir four fif six seven eigh nine".split(), range(13, 20), strict=True))
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        range(1, 13),
        strict=True,
    )
)
_WORDS = {word: value for value, word in enumerate(_UNITS) if value} | _ORDINALS
_WORDS |= {f"{stem}teen{end}": value for stem, value in _TEENS.items() for end in ("", "th")}
_WORDS |= {stem + end: value for stem, value in _TENS.items() for end in ("y", "ieth")}

_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_HAN_DIGITS |= {char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2}
_HAN_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN_TENS = {"廿": 20, "卅": 30}
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_IS_ROMAN = re.compile(ROMAN)
_CHINESE = re.compile(rf"第\s?({HAN})\s?[章回節节話话折]")
_ENGLISH = re.compile(
    rf"\b(?:chapter|chap|ch|episode|ep|letter|canto|stave)\b\.?[\s#:.-]{{0,3}}(?:the\s)?"
    rf"(?:(?P<figure>\d{{1,5}})(?!\d)|(?P<word>[a-z]{{3,11}}(?:[\s-][a-z]{{3,7}})?)\b|(?P<roman>{ROMAN})\b)"
)
_BARE = re.compile(
    rf"\W{{0,3}}(?:(?P<figure>\d{{1,5}})(?![\d,%年月日点时])|(?P<roman>{ROMAN})(?=[.:)]|$)"
    r"|(?P<han>[一二三四五六七八九十百]{1,5})(?=[、.:\s]|$))"
)


def number(title: str) -> int:
    """Return the number that a chapter's title gives it, 0 if it gives none.

    The chapter's own counts, not that of its volume.

    >>> [number(title) for title in ("第二卷 第一百零五章 雨夜", "Chapter XIV", "012. The Ferry", "楔子")]
    [105, 14, 12, 0]
    >>> number("Chapter Twenty-One: Salt"), number("第1024章"), number("卷一"), number("Chapter Civil")
    (21, 1024, 0, 0)
    """
    folded = unicodedata.normalize("NFKC", title[:200]).casefold().strip()
    if found := _CHINESE.search(folded):
        return value(found[1])
    if found := _ENGLISH.search(folded):
        said = found["figure"] or found["roman"] or found["word"]
        return value(said) or value(said.split()[0].partition("-")[0])
    if found := _BARE.match(folded):
        return value(found["figure"] or found["roman"] or found["han"])
    return 0


def absent(numbers: Iterable[int]) -> list[int]:
    """Return the chapters that a list leaves out by the numbers of its titles (0: no number).

    Only lists that mostly count by one can say so, and no single gap of more than MAX_GAP chapters.

    >>> absent([0, 1, 2, 3, 4, 6, 7, 8]), absent([1, 2, 3, 1, 2, 3]), absent([1, 5, 9, 20, 21])
    ([5], [], [])
    """
    told = [number for number in numbers if number]
    steps = [after - one for one, after in pairwise(told)]
    if len(told) < MIN_COUNTED or sum(step == 1 for step in steps) < STEADY * len(steps):
        return []
    gaps = (range(one + 1, after) for one, after in pairwise(told) if after - one <= MAX_GAP + 1)
    return sorted(set(chain.from_iterable(gaps)) - set(told))


def value(words: str) -> int:
    """Return what a figure, a Roman or Chinese number or an English word says; 0 if it says nothing.

    >>> value("廿三"), value("二〇一"), value("一万两千"), value("xlii"), value("sixty-third")
    (23, 201, 12000, 42, 63)
    """
    words = words.lower()
    if words.isascii() and words.isdigit():
        return int(words)
    if not words.isascii():
        return _han(words)
    if _IS_ROMAN.fullmatch(words):
        values = [_ROMAN_VALUES[char] for char in words]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    known = [_WORDS.get(word, 0) for word in re.split(r"[\s-]", words)]
    return sum(known) if all(known) else 0


def _han(words: str) -> int:
    """Return a number in Chinese characters, those of a year (二〇一) among them."""
    if len(words) > 1 and all(char in _HAN_DIGITS or char.isdigit() for char in words):
        return int("".join(str(_HAN_DIGITS.get(char, char)) for char in words))
    total = section = digit = 0
    for char in words:
        if char in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[char]
            digit = 0
        elif char in _HAN_TENS:
            section += _HAN_TENS[char]
        elif char == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            digit = int(char) if char.isdigit() else _HAN_DIGITS.get(char, 0)
    return total + section + digit
