"""A text as the finders of private data read it: one width, and whether it is Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

Ends = Iterator[tuple[int, int]]  # start and end of what a finder finds

# One character for one, so that offsets stay: full-width letters and digits, dashes, spaces.
_WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTH |= dict.fromkeys(map(ord, "‐‑‒–—―－−"), "-") | dict.fromkeys(
    map(ord, "\u00a0\u2009\u202f\u3000\t"), " "
)
_SIGNS = tuple((sign, chr(ord(sign) - 0xFEE0)) for sign in "！（），：；？～")
_RARE = re.compile(f"[{''.join(chr(code) for code in _WIDTH if chr(code) not in dict(_SIGNS))}]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30fa]")
_LATIN = re.compile(r"[A-Za-z]")
_HALF = re.compile("[\ud800-\udfff]")
_SAMPLE_CHARS = 2000  # enough letters to tell the script of a text by


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in one width; ``chinese`` decides what a number without a country is.

    ``language`` is its BCP 47 tag, "" if none was given.
    """

    text: str
    chinese: bool
    language: str = ""


Finder = Callable[[Reading], Ends]


def narrow(text: str) -> str:
    """Return ``text`` in one width, as long as it was.

    Most Chinese has full-width signs only: some replacements are three times as fast as a table.
    """
    if text.isascii() and "\t" not in text:
        return text
    if _RARE.search(text):
        return text.translate(_WIDTH)
    for wide, small in _SIGNS:
        text = text.replace(wide, small)
    return text


def is_chinese(text: str, language: str | None = None) -> bool:
    """Whether a text is Chinese, by its tag or, without one, by the letters that it begins with."""
    if language and language != "und":
        return language.startswith(("zh", "yue"))
    if text.isascii():
        return False
    text = text[:_SAMPLE_CHARS]
    han = len(_HAN.findall(text))
    return 6 * han > len(_LATIN.findall(text)) and 10 * len(_KANA.findall(text)) < han


def near(pattern: re.Pattern[str], found: re.Match[str], chars: int) -> bool:
    """Whether ``pattern`` is in the ``chars`` characters before what was found."""
    return pattern.search(found.string, max(0, found.start() - chars), found.start()) is not None


def hits(automaton: AhoCorasick, text: str, *, overlapping: bool = False) -> list[tuple[int, int, int]]:
    """Return number, start and end of every word of an automaton; half a surrogate pair is no letter."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping=overlapping)
    except UnicodeEncodeError:
        return automaton.find_matches_as_indexes(whole(text), overlapping=overlapping)


def whole(text: str) -> str:
    """Return ``text``, as long as it was, with a mark for every half of a surrogate pair."""
    return _HALF.sub("\ufffd", text)


def group(pattern: re.Pattern[str], name: str | int = 0) -> Finder:
    """Return a finder of one group of ``pattern``, by default of all of it."""

    def finder(reading: Reading) -> Ends:
        return (found.span(name) for found in pattern.finditer(reading.text))

    return finder
