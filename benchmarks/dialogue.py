"""How well quotations are found and attributed, and how fast; with --fit, learn what signs are worth.

Run with no arguments for the table.  The data are LitBank (100 English texts) and WP2021 (a
Chinese novel, training and development parts), in the folder ``shared`` beside the repository.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np

from crawler.text import speakers, weights
from crawler.text.cast import cast
from crawler.text.dialogue import attribute, located, utterances
from crawler.text.evidence import NOBODY, alternation, evidence
from crawler.text.names import roster
from crawler.text.scene import Scene, scene

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
HIDDEN = 0.35  # of the names are taken out of the roster in the second copy of the training part
MIN_SEEN = 8  # times that a sign must occur to have a weight
PULL = {"zh": 2.0, "en": 8.0}  # strength of the prior: 0 for Chinese, the Chinese weights for English
ROUNDS = 400
SMALLEST = 0.05  # weights below it are left out

Signs = dict[int, dict[str, float]]
Weights = dict[str, float]


class Example(NamedTuple):
    """A quotation at piece ``at`` of a scene, and the number of who speaks it in its roster."""

    here: Scene
    at: int
    who: int


def loader(corpus: str) -> ModuleType:
    """Return the module that reads a corpus."""
    spec = importlib.util.spec_from_file_location(corpus, DATA / corpus / "load.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def litbank() -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield each English text, its sentences on lines, with (start, end, speaker) of its quotations."""
    for sentences, quotes in loader("litbank").items():
        starts = []
        length = 0
        for words in sentences:
            starts.append([length + sum(len(word) + 1 for word in words[:i]) for i in range(len(words) + 1)])
            length += len(" ".join(words)) + 1
        text = "\n".join(" ".join(words) for words in sentences)
        spans = [
            (starts[a][i], starts[b][j] + len(sentences[b][j]), quote["speaker"])
            for quote in quotes
            for (a, i), (b, j) in [(quote["start"], quote["end"])]
        ]
        yield text, sorted(spans)


def chinese(part: str, hidden: float) -> Iterator[Example]:
    """Yield the quotations of WP2021 with a share of the names hidden: who loses his name is NOBODY."""
    chance = random.Random(1)
    for row, answer in loader("wp2021").items(part):
        names = [[] if chance.random() < hidden else person["aliases"] for person in row["names"]]
        here, at = located(row["lines"], row["quote_index"], roster(names))
        yield Example(here, at, answer["speaker_index"] if names[answer["speaker_index"]] else NOBODY)


def english() -> Iterator[Example]:
    """Yield the quotations of LitBank that were found; the roster is what the text itself gives."""
    for text, spans in litbank():
        found = [(utterance.start, utterance.end) for utterance in utterances(text, "en")]
        here = scene(text, found, roster(cast(text, found)))
        places = {here.pieces[place].at: place for place in here.quotes}
        for start, _, who in spans:
            if start in places:
                yield Example(here, places[start], same_name(who, here))


def same_name(speaker: str, here: Scene) -> int:
    """Return the number of the name that shares most words with LitBank's id of a speaker."""
    wanted = name_words(speaker)
    shared = Counter(
        {
            who: sum(bool(get_close_matches(word, wanted, 1, 0.8)) for word in name_words(name))
            / (9 + len(name_words(name)))
            for who, name in enumerate(here.names.names)
            if ("Mrs" in name) == ("mrs" in speaker.lower()) or not re.search("mrs?_", speaker.lower())
        }
    )
    return next((who for who, share in shared.most_common(1) if share), NOBODY)


def name_words(name: str) -> set[str]:
    """Return the words of a name without titles and numbers."""
    return set(re.split(r"[_\W\d]+", name.lower())) - {
        "",
        "mr",
        "mrs",
        "miss",
        "the",
        "a",
        "lord",
        "lady",
        "sir",
        "old",
    }


def fit(rows: list[tuple[Signs, int]], pull: float, prior: Weights) -> Weights:
    """Return the weights that make the speakers likeliest: a conditional logit, by Adam."""
    seen = Counter(sign for signs, _ in rows for own in signs.values() for sign in own)
    columns = {
        sign: i for i, sign in enumerate(sorted({s for s, n in seen.items() if n >= MIN_SEEN} | set(prior)))
    }
    flat = [(row, who, own) for row, (signs, _) in enumerate(rows) for who, own in signs.items()]
    group = np.array([row for row, _, _ in flat])
    truth = np.array([float(rows[row][1] == who) for row, who, _ in flat])
    matrix = np.zeros((len(flat), len(columns)))
    for i, (_, _, own) in enumerate(flat):
        for sign, strength in own.items():
            if sign in columns:
                matrix[i, columns[sign]] = strength
    start = np.array([prior.get(sign, 0.0) for sign in columns])
    worth, mean, square = start.copy(), np.zeros(len(columns)), np.zeros(len(columns))
    for step in range(1, ROUNDS + 1):
        powers = np.exp(np.clip(matrix @ worth, -50, 50))
        shares = powers / np.bincount(group, powers, len(rows))[group]
        slope = matrix.T @ (shares - truth) + pull * (worth - start)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = 0.1 if step < 0.6 * ROUNDS else 0.03
        worth -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(columns, worth.tolist(), strict=True))


def learn(examples: list[Example], pull: float, priors: tuple[Weights, Weights]) -> tuple[Weights, Weights]:
    """Return the two tables of weights: of a quotation's own signs, then of all its signs."""
    kept = [example for example in examples if example.who in evidence(example.here, example.at)]
    alone = fit([(evidence(here, at), who) for here, at, who in kept], pull, priors[0])
    likely = cached(alone)
    return alone, fit([(alternation(here, at, likely(here)), who) for here, at, who in kept], pull, priors[1])


def cached(alone: Weights) -> Callable[[Scene], Callable[[int], dict[int, float]]]:
    """Return, for a scene, the function that gives its quotations' shares by own signs, counted once each."""
    known: dict[tuple[int, int], dict[int, float]] = {}

    def of(here: Scene) -> Callable[[int], dict[int, float]]:
        def likely(place: int) -> dict[int, float]:
            key = (id(here), place)
            if key not in known:
                known[key] = speakers.shares(evidence(here, place), alone)
            return known[key]

        return likely

    return of


def write_weights() -> None:
    """Learn the weights of both languages and write crawler/text/weights.py."""
    nothing: tuple[Weights, Weights] = ({}, {})
    zh = learn([*chinese("train", 0.0), *chinese("train", HIDDEN)], PULL["zh"], nothing)
    en = learn(list(english()), PULL["en"], zh)
    signs = sorted({sign for table in (*zh, *en) for sign, worth in table.items() if abs(worth) >= SMALLEST})
    rows = [", ".join(f"{table.get(sign, 0.0):.2f}" for table in (*zh, *en)) for sign in signs]
    head = f'"""{weights.__doc__}"""\n\nWEIGHTS: dict[str, tuple[float, float, float, float]] = {{\n'
    body = "".join(f'    "{sign}": ({row}),\n' for sign, row in zip(signs, rows, strict=True))
    (ROOT / "crawler" / "text" / "weights.py").write_text(f"{head}{body}}}\n", encoding="utf-8")


def spans_row(name: str, find: Callable[[str], list[tuple[int, int]]]) -> str:
    """Return precision, recall and F1 of exact quotation spans on LitBank as a line."""
    right = found = wanted = 0
    for text, spans in litbank():
        truth, mine = {(start, end) for start, end, _ in spans}, set(find(text))
        right, found, wanted = right + len(truth & mine), found + len(mine), wanted + len(truth)
    precision, recall, both = right / found, right / wanted, 2 * right / (found + wanted)
    return f"{name:<34} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}"


def attribution_rows(part: str) -> Iterator[str]:
    """Yield accuracy on a part of WP2021, and by method how often it is right and how sure."""
    tally: dict[str, list[tuple[bool, float]]] = {}
    for row, answer in loader("wp2021").items(part):
        names = [person["aliases"] for person in row["names"]]
        name, method, confidence = attribute(row["lines"], row["quote_index"], names)
        tally.setdefault(method, []).append((name == names[answer["speaker_index"]][0], confidence))
    every = [answer for answers in tally.values() for answer in answers]
    for method, answers in [("all", every), *sorted(tally.items())]:
        sure = [right for right, confidence in answers if confidence >= 0.8]
        accuracy, coverage = sum(right for right, _ in answers) / len(answers), len(sure) / len(answers)
        precision = f"{sum(sure) / len(sure):.3f}" if sure else "-"
        counted = f"WP2021 {part:<5} {method:<12} n {len(answers):5d}  right {accuracy:.3f}"
        yield f"{counted}  sure {coverage:.3f} of them right {precision}"


def speed_row() -> str:
    """Return how long a megabyte of English takes."""
    text = "\n\n".join(text for text, _ in litbank())
    text = (text * (1 + 1_000_000 // len(text)))[:1_000_000]
    begun = time.perf_counter()
    found = utterances(text, "en")
    return f"1,000,000 characters, {len(found)} utterances: {time.perf_counter() - begun:.2f} s"


def main() -> None:
    """Print the table, or learn the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="learn the weights anew and write them")
    options = parser.parse_args()
    if not DATA.is_dir():
        print("the labelled texts of the shared data are not beside this checkout; nothing is measured")
        return
    if options.fit:
        write_weights()
        return
    print(
        spans_row(
            "LitBank, paired marks",
            lambda text: [m.span() for m in re.finditer(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’", text)],
        )
    )
    print(spans_row("LitBank, utterances", lambda text: [(u.start, u.end) for u in utterances(text, "en")]))
    for part in ("train", "dev"):
        for row in attribution_rows(part):
            print(row)
    print(speed_row())


if __name__ == "__main__":
    main()
