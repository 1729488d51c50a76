"""Chapters that are not of their book: pages of another one, served against copying.

Two witnesses are heard.  Names: in a chapter of the book most of them stand in many of its other
chapters.  Words: a language model made of the other chapters finds a stranger's harder to say, and
fewer of them known.  Both are held against what is usual in the same book, so that a collection of
stories, whose chapters have little in common anyway, accuses nobody.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from crawler.text.spoken.cast import MAX_NAMES, cast
from crawler.text.spoken.speech import CJK

MIN_CHAPTERS = 8  # that are long enough: fewer do not tell what is usual
MIN_CHARS = 400
MAX_CHARS = 20_000  # of a chapter that are looked at
MIN_NAMED = 5  # mentions of names, below which only words are heard
# How well known its names are, as a share of what is usual in the book, and how unusual that is.
MAX_KNOWN, MIN_STRANGE = 0.2, 2.0
# Both witnesses together, in deviations from the usual, and words alone where there are no names.
MIN_TOGETHER, MIN_WORDS, LOUDEST = 6.0, 8.0, 8.0
MAX_FOREIGN = 0.2  # share of a book above which what is unusual is usual
SMOOTHING = 0.1
# The least that a deviation of each measure is taken for: all chapters may be alike to a hair.
LEAST = {"known": 0.02, "surprise": 0.02, "unknown": 0.002}

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z,;] )[A-Z][a-z]{2,}|(?<=[,;] )[A-Z][a-z]{2,}")
# Capitals of any book: titles, days, months, places, words that open a speech.
_COMMON = frozenset(
    """
    Mrs Miss Mister Master Lady Lord Sir Madam Madame Monsieur Captain Colonel Major General Doctor
    Professor Father Mother Aunt Uncle Sister Brother King Queen Prince Princess Mamma Papa God Heaven
    Christ Bible Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December Christmas Easter English England London
    France French Paris Europe America American Indian German Germany Italian Italy Spanish Spain Irish
    Ireland Scotch Scotland Roman Rome Greek Latin Chinese China Street Road House Hall Park Church
    Chapter Square Hill River Bay West East North South Old New Great Town Inn Court Castle County You
    The And But Yes Not What Why How Who They She His Her For This That There Then When Well Come Pray
    Indeed Good Let Are Was Did Have Had Has Can Will Would Could Should Dear Poor Young Little Right
    """.split()
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A chapter that is not of its book: its index, and why, with figures and limits."""

    index: int
    reason: str


class _Profile(NamedTuple):
    """What is measured of a chapter; ``known`` is in how many others its names stand, None without names."""

    known: float | None
    surprise: float
    unknown: float


def strangers(chapters: Sequence[str]) -> list[Stranger]:
    """Return the chapters of a book (in any order) that are not of it, by index.

    Time grows with the length of the book, a second for about 300,000 characters.  Short chapters
    and books of few are not judged.  Of planted chapters 8 of 10 are found, and of 1,000 of the
    book's own less than one is accused (benchmarks/foreign.py).
    """
    judged = [number for number, text in enumerate(chapters) if len(text) >= MIN_CHARS]
    if len(judged) < MIN_CHAPTERS:
        return []
    profiles = _profiles([chapters[number][:MAX_CHARS] for number in judged])
    usual = {name: _usual(profiles, name) for name in LEAST}
    reasons = (_reason(profile, usual) for profile in profiles)
    found = [Stranger(number, why) for number, why in zip(judged, reasons, strict=True) if why]
    return found if len(found) <= MAX_FOREIGN * len(judged) else []


def _reason(profile: _Profile, usual: dict[str, tuple[float, float]]) -> str:
    """Return why a chapter is not of the book, "" if it may be."""

    def strange(name: str, value: float) -> float:
        middle, deviation = usual[name]
        return (value - middle) / deviation

    words = max(strange("surprise", profile.surprise), strange("unknown", profile.unknown))
    if profile.known is None:
        told = f"its words are {words:.1f} deviations from the book's, limit {MIN_WORDS:g}; it has no names"
        return told if words > MIN_WORDS else ""
    share, names = profile.known / max(usual["known"][0], 1e-9), -strange("known", profile.known)
    together = min(names, LOUDEST) + min(words, LOUDEST)
    if share >= MAX_KNOWN or names <= MIN_STRANGE or together <= MIN_TOGETHER:
        return ""
    return (
        f"its names are {share:.0%} as well known in the book as is usual, limit {MAX_KNOWN:.0%};"
        f" with its words {together:.1f} deviations from the book's, limit {MIN_TOGETHER:g}"
    )


def _usual(profiles: Sequence[_Profile], name: str) -> tuple[float, float]:
    """Return median and deviation of a measure; the deviation is that of a normal distribution by its MAD."""
    values = [value for profile in profiles if (value := getattr(profile, name)) is not None] or [0.0]
    middle = median(values)
    return middle, max(1.4826 * median(abs(value - middle) for value in values), LEAST[name])


def _profiles(chapters: Sequence[str]) -> list[_Profile]:
    words, names = [_words(text) for text in chapters], _names(chapters)
    everywhere, in_chapters, named = Counter[str](), Counter[str](), Counter[str]()
    for counts, own in zip(words, names, strict=True):
        everywhere.update(counts)
        in_chapters.update(counts.keys())
        named.update(own.keys())
    return [
        _Profile(
            _known(own, named, len(chapters)),
            _surprise(counts, everywhere),
            sum(n for word, n in counts.items() if in_chapters[word] == 1) / max(1, counts.total()),
        )
        for counts, own in zip(words, names, strict=True)
    ]


def _known(own: Counter[str], named: Counter[str], chapters: int) -> float | None:
    """Return in what share of the other chapters the names of one stand, on average of its mentions."""
    if own.total() < MIN_NAMED:
        return None
    return sum(n * (named[name] - 1) for name, n in own.items()) / (own.total() * (chapters - 1))


def _surprise(counts: Counter[str], everywhere: Counter[str]) -> float:
    """Return the nats that a word of a chapter costs under a model of the words of all others."""
    rest = everywhere.total() - counts.total() + SMOOTHING * len(everywhere)
    costs = (n * math.log((everywhere[word] - n + SMOOTHING) / rest) for word, n in counts.items())
    return -sum(costs) / max(1, counts.total())


def _words(text: str) -> Counter[str]:
    """Return the words of a text; of Chinese the pairs of characters."""
    if not _is_chinese(text):
        return Counter(word.lower() for word in _WORD.findall(text))
    return Counter(run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))


def _names(chapters: Sequence[str]) -> list[Counter[str]]:
    """Return how often each chapter names whom; a Chinese name that one tells is looked for in all."""
    if not _is_chinese("".join(text[:1000] for text in chapters)):
        return [Counter(name for name in _CAPITAL.findall(text) if name not in _COMMON) for text in chapters]
    told = [{aliases[0] for aliases in cast(text, []) if len(aliases[0]) > 1} for text in chapters]
    known = {name for name, _ in Counter(name for names in told for name in names).most_common(MAX_NAMES)}
    return [
        Counter({name: n for name in own | known if (n := text.count(name))})
        for own, text in zip(told, chapters, strict=True)
    ]


def _is_chinese(text: str) -> bool:
    return len(CJK.findall(text)) > len(text) / 4
