"""Which language a text is in: script rules first, then witnesses for what the script leaves open.

Statistical models take Chinese for Japanese or Korean and see rare languages in short posts, so
the script decides wherever it can, and a short or unsure text takes the language of its thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from crawler.records import Record, changed
from crawler.text.personal.labels import without_labels
from crawler.text.tongues import guesses, letters, signs
from crawler.text.tongues.chinese import chinese, is_ornament
from crawler.text.tongues.writing import ABBREVIATED, ENGLISH, SCRIPTS

LOOK_CHARS = 400  # of a text that are looked at: more adds time and no accuracy
GLANCE_CHARS = 200  # that are enough to see that a text is plainly English
SEARCH_CHARS = 4000  # that are looked at where the look finds no letters
SHORT_LETTERS = 20  # below this a hint is better than a guess; measured on words and pairs of words
SURE = 0.6  # probability from which an answer stands against a hint
UNSURE = 0.12  # probability below which no answer is better than this one
FEW_LETTERS, UNSURE_OF_FEW = 5, 0.25  # the same for "gg", "ty" and their like

# What pages call languages that have another tag here.
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl", "cmn": "zh"}
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
    look = letters.windows(text, LOOK_CHARS)
    if tag := _at_once(text, look, around) if detector == "rules" else "":
        return tag
    words = letters.words(look) or letters.words(text[:SEARCH_CHARS])
    return _by_script(words, around, DETECTORS[detector])


def label(record: Record, *, detector: str = "rules", hint: str | None = None) -> Record:
    """Set the language of a record and of its parts.

    Short parts take the language that their page names, else the record's; a record that was
    labelled before is its own hint.  What stands for private data is no word of the text.
    """
    known = hint if record.language == "und" else record.language
    whole = detect(without_labels(record.text), known, detector)
    parts = tuple(
        changed(part, language=detect(without_labels(part.text), part.language or whole, detector))
        for part in record.parts
    )
    return replace(record, language=whole, parts=parts)


def prepare() -> None:
    """Begin to load the models beside other work: the text that first needs them waits a second less."""
    guesses.prepare()


def _at_once(text: str, look: str, hint: str) -> str:
    """Return the language of a text that needs no second look, "" if it does."""
    if " the " in look or " and " in look or " you " in look:
        glance = letters.windows(text, GLANCE_CHARS)
        if _is_english(glance) and not letters.eastern(glance):
            return "en"
    if letters.eastern(look):
        han = "" if letters.syllabic(look) else " ".join(letters.runs("han", look))
        return chinese(han, hint) if 2 * len(han) >= len(look) else ""
    return signs.told(look) or guesses.sure(look if letters.is_prose(look) else letters.words(look))


def _is_english(glance: str) -> bool:
    """Whether a tenth of the words are common in English and in no other language.

    Half of the web is English, and this costs a tenth of asking a model.
    """
    words = glance.lower().split()
    common = sum(map(ENGLISH.__contains__, words))
    return common >= 3 and 10 * common >= len(words) and 9 * len(words) >= len(glance)


def _tag(hint: str) -> str:
    """Return the tag that this module would use for what a page calls its language (zh_TW, en-US)."""
    first, *rest = hint.replace("_", "-").lower().split("-")
    language = _ALIASES.get(first, first)
    if language == "zh":
        return "zh-Hant" if _TRADITIONAL_PLACES.intersection(rest) else "zh-Hans"
    return language


def _by_script(words: str, hint: str, guess: Guess) -> str:
    """Return the language of letters and spaces: of the script if it has one, else by a guess."""
    han = kana = hangul = 0
    if letters.eastern(words):
        han, kana, hangul = (sum(map(len, letters.runs(kind, words))) for kind in ("han", "kana", "hangul"))
    cjk = han + kana + hangul
    script, count = letters.script(words) if 2 * cjk < len(words) else ("", 0)
    if cjk and 3 * cjk >= count:
        if kana >= 0.1 * cjk and not is_ornament(letters.runs("kana", words), words, hint):
            return "ja"
        return "ko" if hangul > han else chinese(words, hint)
    return _by_letters(words, script, count, hint, guess) if count > 1 else hint


def _by_letters(words: str, script: str, count: int, hint: str, guess: Guess) -> str:
    """Return the likeliest of the languages of ``script``, or the hint.

    Latin letters are at home everywhere ("ok", "thanks!"), so there any hint will do; in other
    scripts only the hint of a language that is written so.
    """
    languages = SCRIPTS[script][1]
    if len(languages) == 1:
        return languages[0]
    fitting = hint if script == "Latn" or hint in languages else "und"
    if fitting != "und" and count < SHORT_LETTERS:
        return fitting
    if ABBREVIATED.issuperset(words.split()):
        return "en"
    tag, probability = guess(words, script)
    doubt = UNSURE_OF_FEW if count < FEW_LETTERS else UNSURE
    return tag if probability >= (doubt if fitting == "und" else SURE) else fitting


DETECTORS: dict[str, Guess] = {"rules": guesses.guess, "langdetect": guesses.langdetect}
