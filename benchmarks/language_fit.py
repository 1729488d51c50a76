"""Fit crawler/text/tongues/priors.py: how much each witness weighs, and what is likely beforehand.

Multinomial logistic regression on every second text of lid_lingua, the languages weighed by how
much of the web they write; the other texts are left for benchmarks/language.py to measure.
Prints the tables.  Takes two minutes.  The folder of the data is the argument (default:
``shared/data`` beside the repository).
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from crawler.text.tongues import guesses, letters
from crawler.text.tongues.priors import LENGTHS
from crawler.text.tongues.writing import SCRIPTS

DATA = Path(__file__).parents[1].parent / "shared" / "data"
RENAMED = {"nb": "no", "nn": "no"}
# Percent of the web that is written in a language, in four classes: orders of magnitude in which
# w3techs.com/technologies/overview/content_language and the sizes of the Wikipedias agree.
SHARES = {
    10.0: "en",
    3.0: "es de fr pt it nl pl tr vi id ru fa ar cs",
    0.5: "sv hu ro da fi sk no hr uk he bg sr hi",
    0.1: "lt sl et lv ca is mk sq az ms tl be kk mn bn ur mr",
    0.02: "eu ga cy la sw af eo so",
}
SHARE = {tag: share for share, tags in SHARES.items() for tag in tags.split()}
# A language counts by its share to this power.  1 is the web as it is, where a text in a rare
# language is called a big one; 0 all languages alike, where thanks may be Xhosa.  Macro accuracy on
# single words, sixteen big languages and the others: 0.5 .863 .69, 0.7 .871 .65, 1 .875 .60.
POWER = 0.7
PULL = 1e-4  # of the priors towards zero
EVERY_SENTENCE = 5  # sentences are easy: a fifth of them is enough
ROWS = 4  # of evidence

Floats = NDArray[np.float64]


class Sample(NamedTuple):
    """Texts of one script: what the witnesses say, the right column, the class of length, the weight."""

    seen: Floats
    right: NDArray[np.intp]
    length: NDArray[np.intp]
    weight: Floats
    languages: list[str]  # those that have texts


def sample(script: str, items: Any) -> Sample:
    """Return every second text of a script."""
    languages = SCRIPTS[script][1]
    seen, right, length, groups = [], [], [], []
    for kind in ("sentences", "word-pairs", "single-words"):
        for number, (text, code) in enumerate(items(kind)):
            tag = RENAMED.get(code, code)
            step = 2 * EVERY_SENTENCE if kind == "sentences" else 2
            if tag not in languages or number % step:
                continue
            words = letters.words(text)
            if not words:
                continue
            seen.append(guesses.evidence(words, script))
            right.append(languages.index(tag))
            count = len(words) - words.count(" ")
            length.append(sum(count >= border for border in LENGTHS))
            groups.append((tag, kind))
    present = [tag for tag in languages if tag in {tag for tag, _ in groups}]
    columns = [languages.index(tag) for tag in present]
    weight = [SHARE[tag] ** POWER / groups.count((tag, kind)) for tag, kind in groups]
    places = {column: place for place, column in enumerate(columns)}
    return Sample(
        np.array(seen)[:, :, columns],
        np.array([places[column] for column in right]),
        np.array(length),
        np.array(weight),
        present,
    )


def fit(samples: list[Sample]) -> tuple[Floats, dict[str, float]]:
    """Return the weights (length, witness) and the priors."""
    shape = (len(LENGTHS) + 1, ROWS)
    size = shape[0] * shape[1]
    starts = np.cumsum([size, *(len(each.languages) for each in samples)])

    def loss(numbers: Floats) -> tuple[float, Floats]:
        weights = numbers[:size].reshape(shape)
        slope = np.zeros_like(numbers)
        slope[size:] = 2 * PULL * numbers[size:]
        total = PULL * float((numbers[size:] ** 2).sum())
        for each, start, end in zip(samples, starts, starts[1:], strict=False):
            scores = np.einsum("nf,nfl->nl", weights[each.length], each.seen) + numbers[start:end]
            scores -= scores.max(axis=1, keepdims=True)
            shares = np.exp(scores)
            shares /= shares.sum(axis=1, keepdims=True)
            rows = np.arange(len(each.right))
            total -= float((each.weight * np.log(shares[rows, each.right] + 1e-30)).sum())
            shares[rows, each.right] -= 1
            shares *= each.weight[:, None]
            by_witness = np.einsum("nl,nfl->nf", shares, each.seen)
            for length in range(shape[0]):
                slope[length * ROWS : (length + 1) * ROWS] += by_witness[each.length == length].sum(axis=0)
            slope[start:end] += shares.sum(axis=0)
        return total, slope

    begin = np.zeros(starts[-1])
    begin[:size].reshape(shape)[:, :2] = 0.2
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    tags = [tag for each in samples for tag in each.languages]
    return found[:size].reshape(shape), dict(zip(tags, found[size:], strict=True))


def main(data: Path) -> None:
    """Print the tables as Python."""
    items = runpy.run_path(str(data / "lid_lingua" / "load.py"))["items"]
    weights, priors = fit([sample(script, items) for script in ("Latn", "Cyrl", "Arab", "Deva")])
    print(weights.round(2).tolist())
    print({tag: round(float(prior), 1) for tag, prior in priors.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
