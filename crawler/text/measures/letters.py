"""How Latin letters follow each other: rows that no language has, and encoded data.

Bytes do: whatever is not in Latin-1 takes no part.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters, ascii_lowercase

import numpy as np
from numpy.typing import NDArray

MIN_LETTERS = 24  # before their order says something
MIN_SHARE = 0.25  # of the characters that must be Latin letters
CONSONANTS = 5  # in a row: "ngths" is the most that English has
RUN_CHARS = 40  # an unbroken run of ASCII that no word reaches
SUSPECT = 0.03  # from which share on all pairs and what is no word are looked at

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
_NAMES = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}|[#@][\w-]+")


def _table(kept: str) -> bytes:
    """Return the table that leaves an x for each of the characters and a space for any other."""
    return bytes(ord("x" if chr(code) in kept else " ") for code in range(256))


_CONSONANT = _table("".join(char for char in ascii_letters if char.lower() not in "aeiouy"))
_RUN = _table(ascii_letters + "0123456789+/%")
_NO_LETTERS = bytes(code for code in range(256) if chr(code) not in ascii_letters)


def disorder(text: str) -> tuple[float, float, float]:
    """Return the shares of Latin letters in unlikely pairs and in rows of consonants, and of encoded data.

    The last is of all characters.  The others are 0 where there are fewer than 24 letters, or less
    than a fourth of the characters are letters.  Where a share is suspicious, addresses, mentions
    and hashtags are left out.

    >>> disorder("Please open the door and let the dog out.")
    (0.0, 0.0, 0.0)
    >>> unlikely, rows, encoded = disorder("sdkfjh sldkfjhg wlkqjrh qwlkejr zxmncb vzxmcnbv")
    >>> unlikely > 0.2, rows > 0.5, encoded
    (True, True, 0.0)
    """
    found = _disorder(text)
    if max(found) > SUSPECT and (words := _NAMES.sub(" ", text)) != text:
        return _disorder(words)
    return found


def _disorder(text: str) -> tuple[float, float, float]:
    raw = text.encode("latin-1", "replace")
    encoded = _in_runs(raw.translate(_RUN), RUN_CHARS) / max(1, len(raw))
    letters = len(raw.translate(None, _NO_LETTERS))
    if letters < max(MIN_LETTERS, MIN_SHARE * len(raw)):
        return 0.0, 0.0, encoded
    # Every second pair tells as much as all do, until it matters.
    unlikely = 2 * _unlikely(raw, 0) / letters
    if unlikely > SUSPECT:
        unlikely = unlikely / 2 + _unlikely(raw, 1) / letters
    rows = _in_runs(raw.translate(_CONSONANT), CONSONANTS)
    return unlikely, rows / letters, encoded


def _in_runs(marked: bytes, least: int) -> int:
    """Return how many stand in runs of at least this length."""
    if b"x" * least not in marked:
        return 0
    return sum(len(run) for run in marked.split() if len(run) >= least)


def _unlikely(raw: bytes, offset: int) -> int:
    """Return how many of the pairs that begin at every second byte are unlikely."""
    pairs = np.frombuffer(raw, "<u2", (len(raw) - offset) // 2, offset)
    return int(np.count_nonzero(_pairs().take(pairs)))


@cache
def _pairs() -> NDArray[np.bool_]:
    """Return for each pair of bytes, as a little-endian number, whether it is unlikely.

    A small letter before a capital is unlikely, too: so encoded data look, and words do not.
    """
    table = np.zeros(1 << 16, bool)
    for first in ascii_lowercase:
        for second in ascii_lowercase:
            unlikely = second in _UNLIKELY.get(first, "")
            for pair in (first + second, first.upper() + second, (first + second).upper()):
                table[int.from_bytes(pair.encode(), "little")] = unlikely
            table[int.from_bytes((first + second.upper()).encode(), "little")] = True
    return table
