"""Who speaks a quotation: the signs of crawler.text.evidence, weighed.

Each name near a quotation is a candidate, its signs are summed with their weights and the sums
made into probabilities.  A quotation is weighed twice: by itself, then with what that says of
the quotations around it, for speakers take turns.
"""

from __future__ import annotations

import math
from itertools import groupby
from typing import NamedTuple

from crawler.text.evidence import NOBODY, Scene, alternation, evidence
from crawler.text.weights import ALONE, TOGETHER

# The method of an answer is the kind of sign that speaks most for it.
METHODS = {
    "intro": "introduced",
    "before": "beside",
    "after": "followed",
    "apart": "beside",
    "led after": "followed",
    "next": "beside",
    "recent": "nearby",
    "soon": "nearby",
    "times": "nearby",
    "not": "unnamed",
    "speaks": "alternation",
    "named": "called",
    "called": "called",
}


class Verdict(NamedTuple):
    """The likeliest speaker (a number of the roster, None without candidates), why, and how sure."""

    who: int | None
    method: str
    confidence: float


def speaker(here: Scene, at: int, *, listed: bool) -> Verdict:
    """Return the likeliest speaker of the quotation at piece ``at``.

    ``listed`` says that the speaker is in the roster; else it may be nobody of it.
    """
    signs = alternation(here, at, lambda place: _shares(evidence(here, place), ALONE))
    if listed:
        del signs[NOBODY]
    shares = _shares(signs, TOGETHER)
    if not shares:
        return Verdict(None, "none", 0.0)
    who = max(shares, key=lambda one: shares[one])
    return Verdict(None if who == NOBODY else who, _method(signs[who]), shares[who])


def turns(here: Scene, *, listed: bool) -> list[Verdict]:
    """Return the speakers of all quotations in order; those of one paragraph share the surest verdict."""
    verdicts: list[Verdict] = []
    for _, places in groupby(here.quotes, key=lambda place: here.pieces[place].paragraph):
        own = [speaker(here, place, listed=listed) for place in places]
        verdicts += [max(own, key=lambda verdict: verdict.confidence)] * len(own)
    return verdicts


def _shares(signs: dict[int, dict[str, float]], weights: dict[str, float]) -> dict[int, float]:
    """Return the probability of each candidate: the softmax of its weighed signs."""
    sums = {who: sum(weights.get(sign, 0.0) * strength for sign, strength in own.items()) for who, own in signs.items()}
    top = max(sums.values(), default=0.0)
    powers = {who: math.exp(value - top) for who, value in sums.items()}
    total = sum(powers.values())
    return {who: power / total for who, power in powers.items()}


def _method(own: dict[str, float]) -> str:
    """Return the kind of the signs that weigh most for a candidate."""
    worth: dict[str, float] = {}
    for sign, strength in own.items():
        kind = METHODS[next(head for head in METHODS if sign.startswith(head))]
        worth[kind] = worth.get(kind, 0.0) + TOGETHER.get(sign, 0.0) * strength
    return max(worth, key=lambda kind: worth[kind])
