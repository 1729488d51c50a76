"""Which language a text is in: script rules first, then witnesses for what the script leaves open.

Statistical models take Chinese for Japanese or Korean and see rare languages in short posts, so
the script decides wherever it can, and a short or unsure text takes the language of its thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from crawler.records import Record
from crawler.text import guesses
from crawler.text.chinese import chinese
from crawler.text.writing import CHINESE, ENGLISH, HAN, HANGUL, KANA, SCRIPTS

LOOK_CHARS = 400  # of a text that are looked at: more adds time and no accuracy
WINDOWS = 4  # that they come from, because pages begin with menus and notices
SEARCH_CHARS = 4000  # that are looked at where the windows hold no letters
SHORT_LETTERS = 20  # below this a hint is better than a guess; measured on words and pairs of words
SURE = 0.6  # probability from which an answer stands against a hint
UNSURE = 0.15  # probability below which no answer is better than this one

_ALONE = "ツノヽヾヮづゞシっﾉﾂｼヘへ彡益皿"
# What stands in a text and is in no language: code, marks of forums, addresses, mentions, and the
# letters that kaomoji are made of.
_NOT_WORDS = re.compile(
    r"```[^`]{0,4000}```|`[^`\n]{1,80}`|\[/?[A-Za-z*]{1,10}(?:=[^\]\n]{0,100})?\]"
    r"|(?:https?://|www\.)[!-~\u00a1-\u024f]*|[@#][\w-]+|[\w.+-]{1,64}@[\w.-]+"
    f"|(?<![{HAN}{KANA}])[{_ALONE}](?![{HAN}{KANA}])",
    re.ASCII,
)
_MAYBE_NOT_WORDS = re.compile(f"[`@#[/{_ALONE}]|www")
_DIGITS = re.compile("[0-9_\u06f0-\u06f9\uff10-\uff19]")
# Letters, the marks that make syllables of them in the scripts of Asia, and apostrophes.
_WORDS = re.compile(
    r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0fff\u102b-\u109f\u1780-\u17ff'’]+"
)
# A letter alone says nothing of a script: kaomoji are made of them.
_LETTERS = {name: re.compile(f"[{ranges}]{{2,}}") for name, (ranges, _) in SCRIPTS.items()}
_HAN, _KANA, _HANGUL = (re.compile(f"[{ranges}]+") for ranges in (HAN, KANA, HANGUL))
_EASTERN, _SYLLABLES = re.compile(f"[{HAN}{KANA}{HANGUL}]"), re.compile(f"[{KANA}{HANGUL}]")
_CHINESE = re.compile(f"[{CHINESE}]")
_TRADITIONAL_PLACES = frozenset({"hant", "tw", "hk", "mo"})

Guess = Callable[[str, str], tuple[str, float]]  # of words and their script


def detect(text: str, hint: str | None = None, detector: str = "rules") -> str:
    """Return the BCP 47 tag of the language of ``text``, "und" if nothing can be said.

    ``hint`` is the language of what surrounds the text; it is taken where the text is short, or
    the answer unsure, and the script allows it.  ``detector`` names what is asked where the
    script does not decide.  Chinese is zh-Hans, zh-Hant or yue.  A long text is judged by
    windows at its start, middle and between.

    Raises ValueError if there is no such detector.
    """
    if detector not in DETECTORS:
        raise ValueError(f"unknown detector {detector!r}; the detectors are {', '.join(DETECTORS)}")
    around = _tag(hint) if hint else "und"
    look = _windows(text)
    if _EASTERN.search(look):
        if not _SYLLABLES.search(look):
            han = " ".join(_HAN.findall(look))
            if 2 * len(han) >= len(look):
                return chinese(han, around)
    elif detector == "rules" and _is_english(look):
        return "en"
    words = words_of(look) or words_of(text[:SEARCH_CHARS])
    return _by_script(words, around, DETECTORS[detector])


def label(record: Record, *, detector: str = "rules", hint: str | None = None) -> Record:
    """Set the language of a record and of its parts.

    Short parts take the language that their page names, else the record's.
    """
    whole = detect(record.text, hint, detector)
    parts = tuple(
        replace(part, language=detect(part.text, part.language or whole, detector)) for part in record.parts
    )
    return replace(record, language=whole, parts=parts)


def words_of(text: str) -> str:
    """Return the words of a text in lower case with a space between: no marks, addresses or digits."""
    if _MAYBE_NOT_WORDS.search(text):
        text = _NOT_WORDS.sub(" ", text)
    if _DIGITS.search(text):
        text = _DIGITS.sub(" ", text)
    words = " ".join(_WORDS.findall(text)).lower()
    return words if words.isascii() else unicodedata.normalize("NFC", words)


def _windows(text: str) -> str:
    """Return a short text whole, and of a long one as much from evenly spaced places."""
    if len(text) <= LOOK_CHARS:
        return text
    size, step = LOOK_CHARS // WINDOWS, len(text) // WINDOWS
    return "\n".join([text[start : start + size] for start in range(0, step * WINDOWS, step)])


def _is_english(look: str) -> bool:
    """Whether a text without Han, kana and Hangul is plainly English: a sixth of it words of no other language.

    Half of the web is English, and this costs a tenth of asking a model.
    """
    words = look.lower().split()
    common = sum(map(ENGLISH.__contains__, words))
    return common >= 3 and 6 * common >= len(words) and 9 * len(words) >= len(look)


def _tag(hint: str) -> str:
    """Return the tag that this module would use for what a page calls its language (zh_TW, en-US)."""
    language, _, rest = hint.replace("_", "-").lower().partition("-")
    if language in {"zh", "cmn"}:
        return "zh-Hant" if _TRADITIONAL_PLACES.intersection(rest.split("-")) else "zh-Hans"
    return language


def _by_script(words: str, hint: str, guess: Guess) -> str:
    """Return the language of letters and spaces: of the script if it has one, else by a guess."""
    han = kana = hangul = 0
    if _EASTERN.search(words):
        han, kana, hangul = (_count(letters, words) for letters in (_HAN, _KANA, _HANGUL))
    cjk = han + kana + hangul
    script, letters = _script(words) if 2 * cjk < len(words) else ("", 0)
    if cjk and 3 * cjk >= letters:
        if kana >= 0.1 * cjk and not _is_ornament(words, hint):
            return "ja"
        return "ko" if hangul > han else chinese(words, hint)
    return _by_letters(words, script, letters, hint, guess) if letters > 1 else hint


def _is_ornament(words: str, hint: str) -> bool:
    """Whether the only kana is の, which Chinese posts like to write for 的."""
    return set("".join(_KANA.findall(words))) == {"の"} and bool(
        hint.startswith("zh") or _CHINESE.search(words)
    )


def _script(words: str) -> tuple[str, int]:
    """Return the script of most letters, and how many; Chinese, Japanese and Korean are not asked."""
    letters = len(words) - words.count(" ")
    if words.isascii():
        return "Latn", letters
    most = ("Latn", 0)
    for name, pattern in _LETTERS.items():
        count = _count(pattern, words)
        if 2 * count >= letters:
            return name, count
        most = max(most, (name, count), key=lambda each: each[1])
    return most


def _count(letters: re.Pattern[str], words: str) -> int:
    return sum(map(len, letters.findall(words)))


def _by_letters(words: str, script: str, letters: int, hint: str, guess: Guess) -> str:
    """Return the likeliest of the languages of ``script``, or the hint.

    Latin letters are at home everywhere ("ok", "thanks!"), so there any hint will do; in other
    scripts only the hint of a language that is written so.
    """
    languages = SCRIPTS[script][1]
    if len(languages) == 1:
        return languages[0]
    fitting = hint if script == "Latn" or hint in languages else "und"
    if fitting != "und" and letters < SHORT_LETTERS:
        return fitting
    tag, probability = guess(words, script)
    return tag if probability >= (UNSURE if fitting == "und" else SURE) else fitting


DETECTORS: dict[str, Guess] = {"rules": guesses.guess, "langdetect": guesses.langdetect}
