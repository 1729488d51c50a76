"""Learn what the signs of a speaker are worth, and measure speakers on texts that were not learned from.

Run with --fit to learn anew and write crawler/text/spoken/weights_en.py and weights_zh.py (minutes);
benchmarks/dialogue.py prints the table.  The data are LitBank (100 English texts) and WP2021 (a
Chinese novel), in the folder ``shared`` beside the repository.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from corpora import DATA, loader
from numpy.typing import NDArray

from crawler.text.dialogue import located, utterances
from crawler.text.spoken import alternation, weights_en, weights_zh
from crawler.text.spoken.alternation import Chances, Link, chained
from crawler.text.spoken.cast import cast
from crawler.text.spoken.evidence import NOBODY, evidence
from crawler.text.spoken.gaps import gaps
from crawler.text.spoken.names import roster
from crawler.text.spoken.scene import Scene, scene
from crawler.text.spoken.speakers import Table, Verdict, certain, links, own_chances, table, turns

ROOT = Path(__file__).parents[1]
HIDDEN = 0.35  # of the names are taken out of the roster in the second copy of the Chinese training part
MIN_SEEN = 5  # times that a sign must occur to have a weight
MIN_LINKS = 10  # times that a kind of link must occur to have odds
PULL = {"zh": 6.0, "en": 4.0}  # strength of the prior: 0 for Chinese, the Chinese weights for English
ROUNDS = {"alone": 300, "together": 25, "odds": 10}
PULL_OF_ODDS = 2.0  # towards none: what one long talk teaches holds for no other
STEP = 0.1  # of log odds, to see how the likelihood changes
SAMPLE = 600  # texts whose likelihood the odds are learned from
TEMPER = 0.6  # power of the Chinese odds: windows of WP2021 overlap, and teach each talk many times over
SMALLEST = 0.07  # weights below it are left out
START = {"nothing": -3.0, "nothing ?": -1.6, "far 0": 1.1, "far 1": 1.0, "same paragraph led": 1.3}
# No corpus at hand keeps its paragraphs.  English and Chinese novels begin a new one with each speaker.
BY_HAND = {
    "paragraph same paragraph": 2.5,
    "paragraph same paragraph led": 3.5,
    "paragraph nothing": -3.0,
    "paragraph clause": -2.0,
    "paragraph gap 1": -0.8,
    "paragraph gap 2": -0.5,
    "paragraph gap 3": -0.2,
    "paragraph led 1": -0.5,
    "paragraph led 2": 0.0,
}

Column = NDArray[np.float64]


class Labelled(NamedTuple):
    """A scene and who speaks some of its quotations: every name that may stand for the speaker."""

    here: Scene
    links: list[Link]
    gold: dict[int, frozenset[int]]


class Answer(NamedTuple):
    """How sure an answer was, whether it was right, and by what method."""

    confidence: float
    right: bool
    method: str


def litbank() -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return each English text, its sentences on lines, with (start, end, speaker) of its quotations."""
    texts = []
    for sentences, quotes in loader("litbank").items():
        starts = []
        length = 0
        for words in sentences:
            starts.append([length + sum(len(word) + 1 for word in words[:i]) for i in range(len(words) + 1)])
            length += len(" ".join(words)) + 1
        spans = [
            (starts[a][i], starts[b][j] + len(sentences[b][j]), quote["speaker"])
            for quote in quotes
            for (a, i), (b, j) in [(quote["start"], quote["end"])]
        ]
        texts.append(("\n".join(" ".join(words) for words in sentences), sorted(spans)))
    return texts


def chinese(part: str, hidden: float = 0.0) -> list[Labelled]:
    """Return the windows of WP2021 with a share of the names hidden: who loses his name is NOBODY."""
    chance = random.Random(1)
    found = []
    for row, answer in loader("wp2021").items(part):
        names = [[] if chance.random() < hidden else person["aliases"] for person in row["names"]]
        here, at = located(row["lines"], row["quote_index"], roster(names))
        who = answer["speaker_index"] if names[answer["speaker_index"]] else NOBODY
        found.append(Labelled(here, links(here), {at: frozenset([who])}))
    return found


def english() -> list[Labelled]:
    """Return the texts of LitBank with the speakers of the quotations that were found in them."""
    found = []
    for text, spans in litbank():
        quotations = [(utterance.start, utterance.end) for utterance in utterances(text, "en")]
        between = gaps(text, quotations, "en")
        names = cast(text, quotations, "en", between)
        here = scene(text, quotations, roster(names), "en", between)
        numbers = {start: at for at, (start, _) in enumerate(quotations)}
        speakers = {numbers[start]: who for start, _, who in spans if start in numbers}
        stands_for = same_people(here, names, speakers, {who for _, _, who in spans})
        gold = {
            at: frozenset(name for name, ids in enumerate(stands_for) if who in ids) or frozenset([NOBODY])
            for at, who in speakers.items()
        }
        found.append(Labelled(here, links(here), gold))
    return found


# Words of an id of LitBank, or of a name, that tell nobody from another.
_EMPTY = frozenset(
    "the a an his her my our their its of and who s in with to mr mrs miss ms dr sir lady lord m old young "
    "little poor one other another certain".split()
)
_MEN, _WOMEN = frozenset(("mr", "sir", "lord")), frozenset(("mrs", "miss", "ms", "lady", "madame"))
_NARRATOR = re.compile(r"narrator|I-\d|\w+_narrator|my-|our-", re.IGNORECASE)


def same_people(
    here: Scene, names: list[list[str]], speakers: Mapping[int, str], ids: set[str]
) -> list[set[str]]:
    """Return for each name the ids of LitBank that it stands for.

    They are those that share most words with it.  A name that shares none, for LitBank's ids are
    whatever came first in the text (“a_small_boy-44”), stands for the id that the text's own
    clauses of saying give it most often; so does one whose words fit but two thirds of whose
    clauses, two at least, say otherwise.
    """
    votes: list[Counter[str]] = [Counter() for _ in names]
    for at, speaker in speakers.items():
        who = here.told[at]
        if who is not None:
            votes[who][speaker] += 1
    found = []
    for aliases, told in zip(names, votes, strict=True):
        shared = {one: max(shared_words(alias, one) for alias in aliases) for one in sorted(ids)}
        top = max(shared.values(), default=0.0)
        own = {one for one, share in shared.items() if share == top} if top else set()
        if told:
            one, times = told.most_common(1)[0]
            often = times >= 2 and 3 * times >= 2 * told.total() and one not in own
            if not own or (often and aliases[0] != "I"):
                own = {one}
        found.append(own)
    return found


def shared_words(name: str, speaker: str) -> float:
    """Return what share of the words of a name and of an id of LitBank is the same, 0 to 1.3."""
    if name == "I":
        return 1.0 if _NARRATOR.match(speaker) else 0.0
    first, second = ([word for word in re.split(r"[_\W\d]+", one.lower()) if word] for one in (name, speaker))
    if first and second:
        for men, women in ((first[0], second[0]), (second[0], first[0])):
            if men in _MEN and women in _WOMEN:
                return 0.0
    mine, theirs = set(first) - _EMPTY, set(second) - _EMPTY
    if not mine or not theirs:
        mine, theirs = set(first) - {"the", "a", "an"}, set(second) - {"the", "a", "an"}
    both = {one for one in mine for other in theirs if one == other or _alike(one, other)}
    return len(both) / len(mine | theirs) + 0.3 if both else 0.0


def _alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 3 and one[:4] == other[:4] and abs(len(one) - len(other)) <= 3


class Rows:
    """The candidates of all quotations of labelled texts as a sparse matrix of signs."""

    def __init__(self, texts: Sequence[Labelled], prior: Mapping[str, float]) -> None:
        self.texts = [text for text in texts if text.here.quotes]
        flat: list[list[str]] = []
        self.places: list[tuple[int, int, dict[int, int]]] = []  # text, quotation, candidate -> row
        for number, text in enumerate(self.texts):
            for at in range(len(text.here.quotes)):
                if certain(text.here, at) is not None:
                    continue  # nothing is weighed where a clause says who speaks
                rows = {}
                for who, signs in evidence(text.here, at).items():
                    rows[who] = len(flat)
                    flat.append(signs)
                self.places.append((number, at, rows))
        seen = Counter(sign for signs in flat for sign in signs)
        self.signs = sorted({sign for sign, times in seen.items() if times >= MIN_SEEN} | set(prior))
        column = {sign: i for i, sign in enumerate(self.signs)}
        cells = [(row, column[sign]) for row, signs in enumerate(flat) for sign in signs if sign in column]
        self.rows = np.array([row for row, _ in cells])
        self.columns = np.array([at for _, at in cells])
        self.size = len(flat)

    def sums(self, worth: Column) -> Column:
        """Return the sum of the weights of each row's signs."""
        return np.bincount(self.rows, worth[self.columns], self.size).astype(np.float64)

    def slope(self, rows: Column) -> Column:
        """Return what the weights' derivatives are, given the rows'."""
        return np.bincount(self.columns, rows[self.rows], len(self.signs)).astype(np.float64)

    def alone(self, worth: Column) -> list[list[Chances]]:
        """Return the chances of each text's quotations by their own signs."""
        sums = self.sums(worth)
        found = [
            [
                own_chances(text.here, at, {}) if certain(text.here, at) is not None else {}
                for at in range(len(text.here.quotes))
            ]
            for text in self.texts
        ]
        for number, at, rows in self.places:
            top = max(sums[row] for row in rows.values())
            powers = {who: math.exp(sums[row] - top) for who, row in rows.items()}
            total = sum(powers.values())
            found[number][at] = {who: power / total for who, power in powers.items()}
        return found


def adam(start: Column, slope: object, steps: int, rate: float) -> Column:
    """Return what ``slope`` (weights -> derivatives) leads to from ``start``: Kingma and Ba 2015."""
    assert callable(slope)
    worth, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        down = slope(worth)
        mean, square = 0.88 * mean + 0.12 * down, 0.98 * square + 0.02 * down**2
        size = rate if step < 0.6 * steps else 0.3 * rate
        worth -= size * (mean / (1 - 0.88**step)) / (np.sqrt(square / (1 - 0.98**step)) + 1e-8)
    return worth


def fit(
    texts: Sequence[Labelled],
    pull: float,
    prior: Mapping[str, float],
    line: bool = True,
    temper: float = 1.0,
) -> Table:
    """Return the weights and odds that make the labelled speakers likeliest.

    First each quotation by itself (a conditional logit), then all of a text together (the
    chain's chances with and without the labels), then the odds of the links.  The line that sets
    chances right comes from answers on one half of the texts by what the other half teaches.
    """
    rows = Rows(texts, prior)
    start = np.array([prior.get(sign, 0.0) for sign in rows.signs])
    worth = adam(start, lambda now: _slope_alone(rows, now) + pull * (now - start), ROUNDS["alone"], 0.1)
    odds = {kind: math.exp(value) for kind, value in START.items()}
    worth = adam(
        worth, lambda now: _slope_together(rows, now, odds) + pull * (now - start), ROUNDS["together"], 0.08
    )
    odds = _odds(rows, worth)
    weights = {
        sign: round(value, 2)
        for sign, value in zip(rows.signs, worth.tolist(), strict=True)
        if abs(value) >= SMALLEST
    }
    odds = {kind: value**temper for kind, value in odds.items()}
    odds |= {kind: math.exp(value) for kind, value in BY_HAND.items()}
    learned = table(weights, odds, 1.0, 0.0)
    return table(weights, odds, *_line(texts, pull, prior)) if line else learned


def _slope_alone(rows: Rows, worth: Column) -> Column:
    """Return the derivatives of the unlikelihood of the labels, each quotation by itself."""
    sums = rows.sums(worth)
    down = np.zeros(rows.size)
    for number, at, own in rows.places:
        truth = rows.texts[number].gold.get(at, frozenset()).intersection(own)
        if not truth:
            continue
        top = max(sums[row] for row in own.values())
        powers = {who: math.exp(sums[row] - top) for who, row in own.items()}
        total, right = sum(powers.values()), sum(powers[who] for who in truth)
        for who, row in own.items():
            down[row] = powers[who] / total - (powers[who] / right if who in truth else 0.0)
    return rows.slope(down)


def _slope_together(rows: Rows, worth: Column, odds: Mapping[str, float]) -> Column:
    """Return the derivatives of the unlikelihood of the labels, all quotations of a text together."""
    free, held = [], []
    for text, alone in zip(rows.texts, rows.alone(worth), strict=True):
        nodes = alternation.nodes(alone)
        free.append(alternation.passed(nodes, text.links, odds))
        known = [
            {who: chance for who, chance in node.items() if who in text.gold[at]}
            if at in text.gold and not text.gold[at].isdisjoint(node)
            else node
            for at, node in enumerate(nodes)
        ]
        held.append(alternation.passed(known, text.links, odds))
    down = np.zeros(rows.size)
    for number, at, own in rows.places:
        for who, row in own.items():
            down[row] = free[number][at].get(who, 0.0) - held[number][at].get(who, 0.0)
    return rows.slope(down)


def _odds(rows: Rows, worth: Column) -> dict[str, float]:
    """Return the odds of the kinds of links that make the labels likeliest."""
    texts = list(zip(rows.texts, rows.alone(worth), strict=True))[:SAMPLE]
    seen = Counter(kind for text, _ in texts for link in text.links[1:] for kind in link if kind)
    kinds = [kind for kind, times in seen.items() if times >= MIN_LINKS]
    kinds += [f"{kind} ?" for kind in kinds]

    def unlikelihood(logs: Column) -> float:
        odds = {kind: math.exp(value) for kind, value in zip(kinds, logs.tolist(), strict=True)}
        total = PULL_OF_ODDS * float(logs @ logs)
        for text, alone in texts:
            chances = chained(alone, text.links, odds)
            for at, truth in text.gold.items():
                total -= math.log(max(sum(chances[at].get(who, 0.0) for who in truth), 1e-3))
        return total

    def slope(logs: Column) -> Column:
        base = unlikelihood(logs)
        steps = np.eye(len(kinds)) * STEP
        return np.array([(unlikelihood(logs + step) - base) / STEP for step in steps])

    start = np.array([START.get(kind, 0.0) for kind in kinds])
    logs = adam(start, slope, ROUNDS["odds"], 0.25)
    return {kind: math.exp(value) for kind, value in zip(kinds, logs.tolist(), strict=True)}


def _line(texts: Sequence[Labelled], pull: float, prior: Mapping[str, float]) -> tuple[float, float]:
    """Return the slope and offset that make the confidence of answers their accuracy (Platt 1999)."""
    given = crossed(texts, pull, prior, line=False)
    logs = np.array([math.log(max(c, 1e-6) / max(1 - c, 1e-6)) for c, _, _ in given])
    right = np.array([float(answer.right) for answer in given])

    def slope(line: Column) -> Column:
        miss = 1 / (1 + np.exp(-(line[0] * logs + line[1]))) - right
        return np.array([np.mean(miss * logs), np.mean(miss)])

    found = adam(np.array([1.0, 0.0]), slope, 400, 0.05)
    return round(float(found[0]), 3), round(float(found[1]), 3)


def crossed(
    texts: Sequence[Labelled],
    pull: float,
    prior: Mapping[str, float],
    *,
    line: bool = True,
    listed: bool = False,
) -> list[Answer]:
    """Return the answers on each half of the texts by what the other half teaches."""
    middle = len(texts) // 2  # not every other one: windows of one scene lie side by side
    halves = texts[:middle], texts[middle:]
    found = []
    for mine, other in (halves, halves[::-1]):
        found += answers(mine, fit(other, pull, prior, line), listed=listed)
    return found


def answers(texts: Iterable[Labelled], learned: Table, *, listed: bool = False) -> list[Answer]:
    """Return the answers to the labelled quotations; where nobody known is likeliest there is none."""
    found = []
    for text in texts:
        for at, verdict in enumerate(turns(text.here, listed=listed, tables={text.here.language: learned})):
            if at in text.gold and verdict.who is not None:
                found.append(_answer(verdict, text.gold[at]))
    return found


def _answer(verdict: Verdict, truth: frozenset[int]) -> Answer:
    return Answer(verdict.confidence, verdict.who in truth, verdict.method)


def write(learned: Table, language: str, learned_from: str) -> None:
    """Write the module of a language's weights."""
    module = {"en": weights_en, "zh": weights_zh}[language]
    lines = [f'"""{module.__doc__}"""', "", "from __future__ import annotations", "", f"# {learned_from}"]
    for name, values in (("WEIGHTS", learned.weights), ("ODDS", learned.odds)):
        lines += [
            f"{name} = {{",
            *(f'    "{key}": {values[key]:.2f},' for key in sorted(values) if values[key]),
            "}",
        ]
    lines.append(f"LINE = ({learned.slope}, {learned.offset})")
    path = ROOT / "crawler" / "text" / "spoken" / f"weights_{language}.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn the weights of both languages and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", choices=["all", "en"], help="en: keep the Chinese weights")
    options = parser.parse_args()
    if options.fit is None:
        print("nothing is learned without --fit; benchmarks/dialogue.py measures what was")
        return
    if not DATA.is_dir():
        print("the labelled texts of the shared data are not beside this checkout; nothing is learned")
        return
    prior: Mapping[str, float] = weights_zh.WEIGHTS
    if options.fit == "all":
        windows = zip(chinese("train"), chinese("train", HIDDEN), strict=True)
        learned = fit([copy for both in windows for copy in both], PULL["zh"], {}, temper=TEMPER)
        write(learned, "zh", "2,000 quotations of WP2021, each also with a third of the names hidden")
        prior = dict(learned.weights)
    write(fit(english(), PULL["en"], prior), "en", "1,668 quotations of LitBank, from the Chinese weights")


if __name__ == "__main__":
    main()
