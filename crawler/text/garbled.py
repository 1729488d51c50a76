"""Text that nobody wrote: wrongly decoded bytes, lost characters, keys hit at random, encoded data.

The measures are shares from 0 to 1 and work on Han and Latin alike; posts are judged here, whole
documents by crawler.text.limits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import ascii_lowercase, ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from crawler.text.glyphs import (
    ARABIC,
    CLASSES,
    CYRILLIC,
    FOREIGN,
    HAN,
    HIGH,
    LATIN,
    LOST,
    RARE,
    THAI,
    Glyphs,
    glyphs,
)

MIN_CHARS = 12  # below this nothing is said of a post
MIN_LETTERS = 24  # Latin letters before their order says something
MIN_HAN = 12
RUN_CHARS = 40  # an unbroken run of ASCII that no word reaches
CONSONANTS = 5  # in a row: "ngths" is the most that English has

# What a post may have of each; a whole text may have less (see crawler.text.limits).
# Measured: no post of the recorded ones (forums, Mastodon, Weibo) reaches half of any.
POSTS: Mapping[str, float] = {
    "lost": 0.10,
    "mojibake": 0.20,
    "rare_han": 0.40,
    "unlikely": 0.15,
    "unvowelled": 0.15,
    "encoded": 0.50,
    "mashed": 0.50,
    "jumbled": 0.30,
}

# Letters that next to never follow a letter: less than 4 in 10,000 pairs in the words of each of
# cs ca da de en es fi fr hr hu id it lv ms nl pl pt ro sl sv tr vi, accents taken off.
# Source: measured on the word lists of wordfreq (Speer 2022).
_UNLIKELY = {
    "a": "x",
    "b": "dfghkmpqvwxz",
    "c": "bdfgpqvwx",
    "d": "fhmqx",
    "f": "bcghjkmnpqvwxyz",
    "g": "bcfmpqvwxz",
    "h": "bfghpqxz",
    "j": "chjpqrwxyz",
    "k": "fgpqxz",
    "l": "rwxz",
    "m": "cfghkqvwxz",
    "n": "px",
    "o": "qx",
    "p": "bcdgkmqvwxz",
    "q": "abcdefghijklmnopqrstvwxyz",
    "r": "x",
    "s": "bx",
    "t": "dfqx",
    "u": "q",
    "v": "bcfghkmqtwx",
    "w": "bfgjklmpqtvwxz",
    "x": "bcdfghjklmnqrsvwxyz",
    "y": "fqx",
    "z": "fqx",
}
# Alphabets beside the Latin one, and a number for each class of letters in an alphabet.
_ALPHABETS = (CYRILLIC, ARABIC, THAI, FOREIGN)
_ALPHABET = np.zeros(CLASSES, np.uint8)
_ALPHABET[list(LATIN)] = 1
_ALPHABET[list(_ALPHABETS)] = _ALPHABETS
_PAIR, _UNLIKELY_PAIR = 1, 2
# UTF-8 read as Latin-1 or Windows-1252: a lead byte, then continuation bytes, of which cleaning
# takes the control characters away.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}"
    # A double-byte encoding read as Latin-1: four in a row stand in no language.
    "|[\u00a1-\u00ff]{4,}"
)
# UTF-8 of Cyrillic read as Windows-1251: every second letter is one of two.
_CYRILLIC = re.compile("(?:[РС][\u0402-\u040f\u0452-\u045f\u0490\u0491\u00a0-\u00bb\u2013-\u203a\u2116\u20ac]){2,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}")
_ENCODED = re.compile(rf"[A-Za-z0-9+/%]{{{RUN_CHARS},}}={{0,2}}")
# What a Chinese input method makes of the keys between A and L, and from Q to T.
_MASHED = re.compile("[阿啊斯顿发蒂芬师傅萨达撒旦德实打水电费似懂非飞士夫胜负多风顺丰范航驱蚊器热额速度]{7,}")
_MASHED_SIGNS = ("阿斯", "斯蒂", "撒旦", "水电费", "大师傅", "胜多负", "驱蚊", "萨达", "实打", "阿萨", "顺丰", "似懂")


def shares(text: str, seen: Glyphs) -> dict[str, float]:
    """Return the shares of ``text`` that look garbled, by kind; 0 where there is too little to tell.

    lost: characters that stand for lost ones. mojibake: in sequences that a wrong decoding makes.
    rare_han: of the Han characters, those outside of all lists of common ones. unlikely: of the
    pairs of Latin letters, those that no language has. unvowelled: Latin letters in rows of five
    consonants or more. encoded: in unbroken runs of ASCII outside of addresses. mashed: of the
    Han characters, those that a Chinese input method makes of keys hit at random.  jumbled: letters
    beside one of another alphabet.
    """
    size, latin, han = len(text), seen.count(*LATIN), seen.count(HAN, RARE)
    lost = seen.counts[LOST] / size if size else 0.0
    # Cleaning may have left the letters only: a bare lead byte stands for itself then.
    high = 50 * seen.counts[HIGH] > size
    mojibake = sum(map(len, _MOJIBAKE.findall(text))) / size if high else 0.0
    if 3 * seen.counts[CYRILLIC] > size and ("Р" in text or "С" in text):
        mojibake += sum(map(len, _CYRILLIC.findall(text))) / size
    unlikely, unvowelled, encoded = _latin(text) if latin >= max(MIN_LETTERS, size // 4) else (0.0, 0.0, 0.0)
    return {
        "lost": lost,
        "mojibake": mojibake,
        "rare_han": seen.counts[RARE] / han if han >= MIN_HAN else 0.0,
        "unlikely": unlikely,
        "unvowelled": unvowelled,
        "encoded": encoded,
        "mashed": _mashed(text) / han if han >= MIN_HAN else 0.0,
        "jumbled": _jumbled(seen) / size if 20 * seen.count(*_ALPHABETS) > size else 0.0,
    }


def garbled(text: str, limits: Mapping[str, float] = POSTS) -> str:
    """Return why a post is garbled, "" if it is not: the kind, the figure and the limit.

    Posts of fewer than twelve characters are never called so.
    """
    if len(text) < MIN_CHARS:
        return ""
    for kind, share in shares(text, glyphs(text)).items():
        if share > limits[kind]:
            return f"{kind} {share:.0%}, at most {limits[kind]:.0%}"
    return ""


def _latin(text: str) -> tuple[float, float, float]:
    """Return the shares unlikely, unvowelled and encoded."""
    raw = text.encode("latin-1", "replace")
    # Every second pair tells as much as all do where there are many.
    pairs = np.bincount(_pairs().take(np.frombuffer(raw[: len(raw) & ~1], "<u2")), minlength=3)
    if len(raw) < 2000:
        pairs = pairs + np.bincount(
            _pairs().take(np.frombuffer(raw[1 : (len(raw) - 1 & ~1) + 1], "<u2")), minlength=3
        )
    consonant, letter, run = _kinds()[:, np.frombuffer(raw, np.uint8)]
    breaks = np.flatnonzero(~run)
    longest = int(np.diff(breaks, prepend=-1, append=len(raw)).max()) - 1
    encoded = 0
    if longest >= RUN_CHARS:
        encoded = sum(map(len, _ENCODED.findall(_ADDRESS.sub(" ", text))))
    return (
        int(pairs[_UNLIKELY_PAIR]) / max(1, int(pairs[_PAIR] + pairs[_UNLIKELY_PAIR])),
        _in_rows(consonant) / max(1, int(np.count_nonzero(letter))),
        encoded / len(text),
    )


def _in_rows(consonant: NDArray[np.bool_]) -> int:
    """Return how many stand in rows of five consonants or more."""
    starts = consonant[: 1 - CONSONANTS].copy()
    for step in range(1, CONSONANTS):
        starts &= consonant[step : len(consonant) - CONSONANTS + 1 + step]
    if not starts.any():
        return 0
    rows = np.zeros(len(consonant), bool)
    for step in range(CONSONANTS):
        rows[step : len(starts) + step] |= starts
    return int(np.count_nonzero(rows))


@cache
def _pairs() -> NDArray[np.uint8]:
    """Return for each pair of bytes, as a little-endian number, whether it is a pair of letters, or an unlikely one.

    A small letter before a capital is unlikely, too: so encoded data look, and words do not.
    """
    table = np.zeros(1 << 16, np.uint8)
    for first in ascii_lowercase:
        for second in ascii_lowercase:
            kind = _UNLIKELY_PAIR if second in _UNLIKELY.get(first, "") else _PAIR
            for a, b, each in (
                (first, second, kind),
                (first.upper(), second, kind),
                (first.upper(), second.upper(), kind),
                (first, second.upper(), _UNLIKELY_PAIR),
            ):
                table[ord(a) | ord(b) << 8] = each
    return table


@cache
def _kinds() -> NDArray[np.bool_]:
    """Return for each byte whether it is a consonant, a letter, and a character of encoded data."""
    kinds = np.zeros((3, 256), bool)
    for char in ascii_lowercase + ascii_uppercase:
        kinds[:2, ord(char)] = char.lower() not in "aeiouy", True
    kinds[2, [code for code in range(128) if _ENCODED.fullmatch(chr(code) * RUN_CHARS)]] = True
    return kinds


def _jumbled(seen: Glyphs) -> int:
    """Return how many letters stand before one of another alphabet; Han among Latin is usual."""
    kinds = _ALPHABET.take(seen.classes)
    before, after = kinds[:-1], kinds[1:]
    return int(np.count_nonzero((before != after) & (before > 0) & (after > 0)))


def _mashed(text: str) -> int:
    if not any(sign in text for sign in _MASHED_SIGNS):
        return 0
    return sum(map(len, _MASHED.findall(text)))
