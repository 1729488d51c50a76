"""The letters of a text: where to look, which of its characters are words, and in which script."""

from __future__ import annotations

import re
import unicodedata

from crawler.text.tongues.writing import HAN, HANGUL, KANA, SCRIPTS

WINDOWS = 4  # places of a long text that are looked at, because pages begin with menus and notices

_ALONE = "ツノヽヾヮづゞシっﾉﾂｼヘへ彡益皿"
# What stands in a text and is in no language: code, marks of forums, addresses, mentions, and the
# letters that kaomoji are made of.
_NOT_WORDS = re.compile(
    r"```[^`]{0,4000}```|`[^`\n]{1,80}`|\[/?[A-Za-z*]{1,10}(?:=[^\]\n]{0,100})?\]"
    r"|(?:https?://|www\.)[!-~\u00a1-\u024f]*|[@#][\w-]+|[\w.+-]{1,64}@[\w.-]+"
    f"|(?<![{HAN}{KANA}])[{_ALONE}](?![{HAN}{KANA}])",
    re.ASCII,
)
_MAYBE_NOT_WORDS = re.compile(f"[`@#[/{_ALONE}\ud800-\udfff]|www")
_THREE_WORDS = re.compile(r"(?:[^\W\d_]{2,}+\W++){2}[^\W\d_]{2}")
_DIGITS = re.compile("[0-9_\u06f0-\u06f9\uff10-\uff19]+")
# Letters, the marks that make syllables of them in the scripts of Asia, and apostrophes.
_WORDS = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0fff\u102b-\u109f\u1780-\u17ff'’]+")
_MARKS = re.compile("[\u0300-\u036f]")  # of letters that are not composed
# A letter alone says nothing of a script: kaomoji are made of them.
_LETTERS = {name: re.compile(f"[{ranges}]{{2,}}") for name, (ranges, _) in SCRIPTS.items()}
_ELSEWHERE = re.compile(f"[^{SCRIPTS['Latn'][0]}\u0300-\u036f '’]")
_WHERE = re.compile("|".join(f"(?P<{name}>[{ranges}])" for name, (ranges, _) in SCRIPTS.items()))
_EASTERN = {"han": HAN, "kana": KANA, "hangul": HANGUL}
_RUNS = {name: re.compile(f"[{ranges}]+") for name, ranges in _EASTERN.items()}
_ANY_EASTERN, _ANY_SYLLABLE = re.compile(f"[{HAN}{KANA}{HANGUL}]"), re.compile(f"[{KANA}{HANGUL}]")


def windows(text: str, chars: int) -> str:
    """Return a text of at most ``chars`` whole, and of a longer one so many from evenly spaced places."""
    if len(text) <= chars:
        return text
    size, step = chars // WINDOWS, len(text) // WINDOWS
    return "\n".join([text[start : start + size] for start in range(0, step * WINDOWS, step)])


def words(text: str) -> str:
    """Return the words of a text in lower case with a space between: no marks, addresses or digits.

    >>> words("See https://example.org, it's GREAT 100%!")
    "see it's great"
    """
    if _MAYBE_NOT_WORDS.search(text):
        text = _NOT_WORDS.sub(" ", text)
    found = " ".join(_WORDS.findall(_DIGITS.sub(" ", text))).lower()
    return unicodedata.normalize("NFC", found) if _MARKS.search(found) else found


def is_prose(text: str) -> bool:
    """Whether a text can be read as it stands: it begins with three words, and holds nothing else."""
    return bool(_THREE_WORDS.search(text, 0, 80)) and not _MAYBE_NOT_WORDS.search(text)


def eastern(text: str) -> bool:
    """Whether a text holds any Han, kana or Hangul."""
    return _ANY_EASTERN.search(text) is not None


def syllabic(text: str) -> bool:
    """Whether a text holds any kana or Hangul."""
    return _ANY_SYLLABLE.search(text) is not None


def runs(kind: str, text: str) -> list[str]:
    """Return the runs of "han", "kana" or "hangul"."""
    return _RUNS[kind].findall(text)


def script(words: str) -> tuple[str, int]:
    """Return the script of most letters, and how many; Chinese, Japanese and Korean are not asked."""
    letters = len(words) - words.count(" ")
    first = _ELSEWHERE.search(words)
    if not first:
        return "Latn", letters
    likely = _WHERE.match(words, first.start())
    if likely and likely.lastgroup:
        count = _count(likely.lastgroup, words)
        if 2 * count > letters:
            return likely.lastgroup, count
    return max(((name, _count(name, words)) for name in SCRIPTS), key=lambda each: each[1])


def _count(name: str, words: str) -> int:
    return sum(map(len, _LETTERS[name].findall(words)))
