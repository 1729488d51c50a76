"""Text that nobody wrote: wrongly decoded bytes, lost characters, keys hit at random, encoded data.

The measures are shares from 0 to 1 and work on Han and Latin alike; posts are judged here, whole
documents by crawler.text.measures.limits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import numpy as np

from crawler.text.measures.glyphs import (
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
    common_han,
    glyphs,
)
from crawler.text.measures.letters import disorder

MIN_CHARS = 12  # below this nothing is said of a post
MIN_HAN = 12

# What a post may have of each; a whole text may have less (see crawler.text.measures.limits).
# Measured: no post of the recorded ones (forums, Mastodon, Weibo) reaches half of any.
POSTS: Mapping[str, float] = {
    "lost": 0.30,
    "mojibake": 0.20,
    "rare_han": 0.40,
    "unlikely": 0.15,
    "unvowelled": 0.20,
    "encoded": 0.50,
    "mashed": 0.50,
    "jumbled": 0.30,
}

# Alphabets beside the Latin one, and a number for each class of letters in an alphabet.
_ALPHABETS = (CYRILLIC, ARABIC, THAI, FOREIGN)
_ALPHABET = np.zeros(CLASSES, np.uint8)
_ALPHABET[list(LATIN)] = 1
_ALPHABET[list(_ALPHABETS)] = _ALPHABETS
# UTF-8 read as Latin-1 or Windows-1252: a lead byte, then continuation bytes, of which cleaning
# takes the control characters away.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}"
    # A double-byte encoding read as Latin-1: four in a row stand in no language.
    "|[\u00a1-\u00ff]{4,}"
)
# UTF-8 of Cyrillic read as Windows-1251: every second letter is one of two.
_CYRILLIC = re.compile(
    "(?:[РС][\u0402-\u040f\u0452-\u045f\u0490\u0491\u00a0-\u00bb\u2013-\u203a\u2116\u20ac]){2,}"
)
# What a Chinese input method makes of the keys between A and L, and from Q to T.
_MASHED = re.compile("[阿啊斯顿发蒂芬师傅萨达撒旦德实打水电费似懂非飞士夫胜负多风顺丰范航驱蚊器热额速度]{7,}")
_MASHED_SIGN = re.compile("阿[斯萨]|斯蒂|撒旦|水电费|大师傅|胜多负|驱蚊|萨达|实打|顺丰|似懂")


def shares(text: str, seen: Glyphs) -> dict[str, float]:
    """Return the shares of ``text`` that look garbled, by kind; 0 where there is too little to tell.

    lost: characters that stand for lost ones.  mojibake: in sequences that a wrong decoding makes.
    rare_han: of the Han characters, those outside of all lists of common ones.  unlikely,
    unvowelled, encoded: see crawler.text.measures.letters.  mashed: of the Han characters, those that a
    Chinese input method makes of keys hit at random.  jumbled: letters beside one of another
    alphabet.
    """
    unlikely, unvowelled, encoded = disorder(text)
    found = dict.fromkeys(POSTS, 0.0) | {"unlikely": unlikely, "unvowelled": unvowelled, "encoded": encoded}
    size, han = len(text), seen.count(HAN, RARE)
    found["lost"] = seen.counts[LOST] / max(1, size)
    if text.isascii():
        return found
    if 50 * seen.counts[HIGH] > size:
        found["mojibake"] = sum(map(len, _MOJIBAKE.findall(text))) / size
    elif 3 * seen.counts[CYRILLIC] > size:
        found["mojibake"] = sum(map(len, _CYRILLIC.findall(text))) / size
    if han >= MIN_HAN:
        found["rare_han"] = seen.counts[RARE] / han
        found["mashed"] = _mashed(text) / han
    if 20 * seen.count(*_ALPHABETS) > size:
        found["jumbled"] = _jumbled(seen) / size
    return found


def garbled(text: str, limits: Mapping[str, float] = POSTS) -> str:
    """Return why a post is garbled, "" if it is not: the kind, the figure and the limit.

    Posts of fewer than twelve characters are never called so.
    """
    if len(text) < MIN_CHARS:
        return ""
    found: Mapping[str, float]
    if text.isascii() or _is_common(text):
        found = dict(zip(("unlikely", "unvowelled", "encoded"), disorder(text), strict=True))
    else:
        found = shares(text, glyphs(text))
    for kind, share in found.items():
        if share > limits[kind]:
            return f"{kind} {share:.0%}, at most {limits[kind]:.0%}"
    return ""


def _is_common(text: str) -> bool:
    """Whether a text holds nothing but ASCII, common Han and their punctuation, and no keys hit at random."""
    return _uncommon().search(text) is None and _MASHED_SIGN.search(text) is None


@cache
def _uncommon() -> re.Pattern[str]:
    common = "".join(sorted(common_han()))
    return re.compile(f"[^\n -~\u3000-\u301f\uff01-\uff5e“”‘’…—·{common}]")


def _jumbled(seen: Glyphs) -> int:
    """Return how many letters stand before one of another alphabet; Han among Latin is usual."""
    kinds = _ALPHABET.take(seen.classes)
    before, after = kinds[:-1], kinds[1:]
    return int(np.count_nonzero((before != after) & (before > 0) & (after > 0)))


def _mashed(text: str) -> int:
    if _MASHED_SIGN.search(text) is None:
        return 0
    return sum(map(len, _MASHED.findall(text)))
