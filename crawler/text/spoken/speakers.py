"""Who speaks each quotation: the signs of crawler.text.spoken.evidence, weighed, and the turns of speakers.

Each name near a quotation is a candidate, its signs are summed with their weights and the sums
made into chances.  crawler.text.spoken.alternation then weighs the quotations together, for speakers
take turns, and what comes out is set to how often it is right.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from crawler.text.spoken import weights_en, weights_zh
from crawler.text.spoken.alternation import Chances, Link, chained
from crawler.text.spoken.evidence import NOBODY, evidence
from crawler.text.spoken.gaps import Gap
from crawler.text.spoken.scene import Scene

SURE = 0.7  # a speaker below this probability is not named
TOLD = 0.97  # how often a clause of saying that leaves no doubt is right, on LitBank and WP2021
LONG = 400  # characters of narration from which on a talk has stopped
CAP = 3


class Table(NamedTuple):
    """What is learned for a language: weights of signs, odds of links, the line that sets chances right."""

    weights: Mapping[str, float]
    odds: Mapping[str, float]
    slope: float
    offset: float


def table(weights: Mapping[str, float], odds: Mapping[str, float], slope: float, offset: float) -> Table:
    """Return what was learned, a sign without a weight being worth nothing."""
    return Table(defaultdict(float, weights), odds, slope, offset)


# One Chinese novel taught the weights: of quotations of its development part that were said to be
# right in .86 of the cases, .78 were; so its log odds are taken for this share of themselves.
CAUTION = 0.76
TABLES = {
    "zh": table(weights_zh.WEIGHTS, weights_zh.ODDS, *(CAUTION * each for each in weights_zh.LINE)),
    "en": table(weights_en.WEIGHTS, weights_en.ODDS, *weights_en.LINE),
}


class Verdict(NamedTuple):
    """The likeliest speaker (a number of the roster, None without candidates), why, and how sure."""

    who: int | None
    method: str
    confidence: float


def turns(here: Scene, *, listed: bool, tables: Mapping[str, Table] = TABLES) -> list[Verdict]:
    """Return the speakers of all quotations in order.

    ``listed`` says that they are in the roster; else a speaker may be nobody of it.
    """
    learned = tables[here.language]
    alone = [own_chances(here, at, learned.weights) for at in range(len(here.quotes))]
    if listed:
        alone = [_of_somebody(chances) for chances in alone]
    together = chained(alone, links(here), learned.odds)
    return [_verdict(here, at, alone[at], chances, learned) for at, chances in enumerate(together)]


def _of_somebody(chances: Chances) -> Chances:
    """Return the chances without the one of nobody known, unless it is the only one."""
    rest = {who: chance for who, chance in chances.items() if who != NOBODY}
    total = sum(rest.values())
    return {who: chance / total for who, chance in rest.items()} if total else chances


def certain(here: Scene, at: int) -> int | None:
    """Return who speaks a quotation if the clause of saying beside it leaves no doubt, None otherwise."""
    return here.told[at] if here.certain[at] else None


def own_chances(here: Scene, at: int, weights: Mapping[str, float]) -> Chances:
    """Return the chances of each candidate by a quotation's own signs: the softmax of their sums.

    Where a clause says without doubt who speaks there is no other candidate.
    """
    if (teller := certain(here, at)) is not None:
        return {teller: 1.0}
    worth, exp = weights.__getitem__, math.exp
    signs = evidence(here, at)
    sums = [sum(map(worth, own)) for own in signs.values()]
    top = max(sums)
    powers = [exp(value - top) for value in sums]
    total = sum(powers)
    return {who: power / total for who, power in zip(signs, powers, strict=True)}


def _verdict(here: Scene, at: int, alone: Chances, chances: Chances, learned: Table) -> Verdict:
    """Return the likeliest of a quotation's candidates, with its chance set right."""
    if (teller := certain(here, at)) is not None:
        return Verdict(teller, _method(here, at, teller, alone), TOLD)
    who = max(chances, key=chances.__getitem__)
    confidence = _set_right(chances[who], learned)
    return Verdict(None if who == NOBODY else who, _method(here, at, who, alone), confidence)


def _set_right(chance: float, learned: Table) -> float:
    """Return how often a chance is right: a line in log odds.

    Source: Platt 1999, Probabilistic Outputs for Support Vector Machines.
    """
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(learned.slope * math.log(chance / (1 - chance)) + learned.offset)))


def _method(here: Scene, at: int, who: int, alone: Chances) -> str:
    """Name the evidence that speaks most for a speaker."""
    if who == NOBODY:
        return "unnamed"
    if who == here.narrator:
        return "narrator"
    if here.told[at] == who:
        return "introduced" if here.gaps[at].leads else "followed"
    if here.told_by[at] in ("M", "F"):
        return "pronoun"
    beside = [clause for clause in (here.tails[at], here.heads[at + 1]) if clause is not None]
    if any(clause.subject == who for clause in beside):
        return "beside"
    if at and any(m.who == who for m in here.called[at - 1]):
        return "called"
    return "context" if alone.get(who, 0.0) >= max(alone.values()) else "alternation"


def links(here: Scene) -> list[Link]:
    """Return how each quotation hangs together with the two before it; the first with none."""
    found = [Link("", "")] if here.quotes else []
    form = "paragraph " if here.paragraphs else ""
    for at in range(1, len(here.quotes)):
        gap, earlier = here.gaps[at], here.gaps[at - 1]
        far = ""
        if at > 1:
            size = max(_told_apart(here, gap, at), _told_apart(here, earlier, at - 1))
            far = f"far {'same paragraph ' if gap.together or earlier.together else ''}{size}"
        found.append(Link(form + _near(here, gap, at), far))
    return found


def _told_apart(here: Scene, gap: Gap, at: int) -> int:
    """Return how many sentences of narration stand in a gap beside the clause that says who spoke."""
    return 0 if gap.size == 1 and _is_clause(here, gap, at) else gap.size


def _is_clause(here: Scene, gap: Gap, at: int) -> bool:
    """Whether a gap of one sentence says who spoke the quotation before it."""
    return not gap.leads and (here.told[at - 1] is not None or here.told_by[at - 1] != "")


def _near(here: Scene, gap: Gap, at: int) -> str:
    """Name what stands between a quotation and the one before it."""
    if gap.together:
        return "same paragraph led" if gap.leads else "same paragraph"
    if not gap.size:
        return "nothing"
    if gap.leads:
        return f"led {gap.size}"
    if gap.size == 1 and _is_clause(here, gap, at):
        return "clause"
    return f"gap {gap.size} long" if gap.end - gap.start > LONG else f"gap {gap.size}"
