"""Who speaks a quotation: the signs of crawler.text.evidence, weighed.

Each name near a quotation is a candidate, its signs are summed with their weights and the sums
made into probabilities.  A quotation is weighed twice: by itself, then with what that says of
the quotations around it, for speakers take turns.
"""

from __future__ import annotations

import math
from itertools import groupby
from typing import NamedTuple

from crawler.text.evidence import NOBODY, alternation, evidence
from crawler.text.scene import Scene
from crawler.text.weights import WEIGHTS

# Language -> the weights of a quotation's own signs, and of those with its neighbours' speakers.
TABLES = {
    "zh": ({sign: row[0] for sign, row in WEIGHTS.items()}, {sign: row[1] for sign, row in WEIGHTS.items()}),
    "en": ({sign: row[2] for sign, row in WEIGHTS.items()}, {sign: row[3] for sign, row in WEIGHTS.items()}),
}
# The method of an answer is the kind of sign that speaks most for it.
METHODS = {
    "intro": "introduced",
    "before": "beside",
    "between": "beside",
    "behind": "beside",
    "after": "followed",
    "apart": "beside",
    "led after": "followed",
    "next": "beside",
    "recent": "nearby",
    "soon": "nearby",
    "meant": "pronoun",
    "times": "nearby",
    "not": "unnamed",
    "speaks": "alternation",
    "named": "called",
    "names": "called",
    "called": "called",
}
TOLD = ("introduced", "followed")
SURE = 0.8  # a speaker below this probability is not named


class Verdict(NamedTuple):
    """The likeliest speaker (a number of the roster, None without candidates), why, and how sure."""

    who: int | None
    method: str
    confidence: float


def speaker(here: Scene, at: int, *, listed: bool) -> Verdict:
    """Return the likeliest speaker of the quotation at piece ``at``.

    ``listed`` says that the speaker is in the roster; else it may be nobody of it.
    """
    together = TABLES[here.language][1]
    signs = alternation(here, at, lambda place: _alone(here, place))
    if listed:
        del signs[NOBODY]
    chances = shares(signs, together)
    if not chances:
        return Verdict(None, "none", 0.0)
    who, *others = sorted(chances, key=lambda one: -chances[one])
    method = _method(signs, who, others[0] if others else None, together)
    return Verdict(None if who == NOBODY else who, method, chances[who])


def _alone(here: Scene, at: int) -> dict[int, float]:
    """Return the chances of each candidate by a quotation's own signs."""
    if at not in here.alone:
        here.alone[at] = shares(evidence(here, at), TABLES[here.language][0])
    return here.alone[at]


def turns(here: Scene, *, listed: bool) -> list[Verdict]:
    """Return the speakers of all quotations in order.

    One paragraph has one speaker: its surest verdict holds for the quotations in it that the
    narration beside them says nothing of.
    """
    verdicts: list[Verdict] = []
    for _, places in groupby(here.quotes, key=lambda place: here.pieces[place].paragraph):
        own = [speaker(here, place, listed=listed) for place in places]
        surest = max(own, key=lambda verdict: verdict.confidence)
        verdicts += [
            verdict if verdict.method in TOLD and verdict.confidence >= SURE else surest for verdict in own
        ]
    return verdicts


def shares(signs: dict[int, dict[str, float]], weights: dict[str, float]) -> dict[int, float]:
    """Return the probability of each candidate: the softmax of its weighed signs."""
    sums = {
        who: sum(weights.get(sign, 0.0) * strength for sign, strength in own.items())
        for who, own in signs.items()
    }
    top = max(sums.values(), default=0.0)
    powers = {who: math.exp(value - top) for who, value in sums.items()}
    total = sum(powers.values())
    return {who: power / total for who, power in powers.items()}


def _method(
    signs: dict[int, dict[str, float]], who: int, rival: int | None, weights: dict[str, float]
) -> str:
    """Return the kind of the signs that speak most for ``who`` against the next likeliest."""
    worth: dict[str, float] = {}
    for one, side in ((who, 1), (rival, -1)):
        for sign, strength in signs.get(one, {}).items() if one is not None else ():
            kind = METHODS[next(head for head in METHODS if sign.startswith(head))]
            worth[kind] = worth.get(kind, 0.0) + side * weights.get(sign, 0.0) * strength
    return max(worth, key=lambda kind: worth[kind])
