"""Speakers take turns: the chances of each quotation's speaker, given those of the quotations around it.

Speakers form a chain of the second order: how likely it is that one speaks again depends on
what stands between his quotation and the next, and the one after that.  The chances are exact
(forward and backward sums), so that a name told once reaches through a long exchange without
names as far as it should and no further.
Source: Rabiner 1989, A Tutorial on Hidden Markov Models, section III.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

CANDIDATES = 4  # the likeliest of a quotation that are followed through
LEAST = 0.01  # chance of a candidate that is followed through
CERTAIN = 0.9  # chance from which on nobody else is thought of
CARRIED = 2  # candidates of the quotations before that stay possible though nothing near names them
FAINT = 0.01  # the chance of such a one

Chances = dict[int, float]


class Link(NamedTuple):
    """How a quotation hangs together with the one before it, ``near``, and the one before that, ``far``."""

    near: str
    far: str


def chained(alone: Sequence[Chances], links: Sequence[Link], odds: Mapping[str, float]) -> list[Chances]:
    """Return the chances of each quotation's speakers, given all of them together.

    ``alone`` holds each quotation's chances by its own signs; ``links`` as many, of which the
    first is not looked at.  ``odds`` says by how much the chance that one speaks again is
    multiplied, by the kind of link; for candidates below 0 (nobody known) the kind has " ?" at its end.
    What is certain by its own signs tells the others and is told by none.
    """
    held = nodes(alone)
    return [
        own if len(node) == 1 else chances
        for own, node, chances in zip(alone, held, passed(held, links, odds), strict=True)
    ]


def passed(nodes: Sequence[Chances], links: Sequence[Link], odds: Mapping[str, float]) -> list[Chances]:
    """Return the chances of the candidates in ``nodes``, as ``chained`` does, with none added or left out."""
    if not nodes:
        return []
    index = [{who: i for i, who in enumerate(node)} for node in nodes]
    kinds = {kind for link in links for kind in link}
    pairs = {kind: (odds.get(kind, 1.0), odds.get(f"{kind} ?", 1.0)) for kind in kinds}
    # ``forward[i][c][b]``: how likely all up to i is, if c speaks there and b before.
    last = [[chance] for chance in nodes[0].values()]
    forward = [last]
    earlier: dict[int, int] = {}
    for before, node, link in zip(index[:-1], nodes[1:], links[1:], strict=True):
        near, far = pairs[link.near], pairs[link.far]
        sums = list(map(sum, last))
        scale = 1.0 / (sum(sums) or 1.0)
        rows = []
        for who, chance in node.items():
            share = chance * scale
            if (two_before := earlier.get(who)) is None:
                row = [share * total for total in sums]
            else:
                more = far[who < 0] - 1.0
                row = [
                    share * (total + more * own[two_before]) for total, own in zip(sums, last, strict=True)
                ]
            if who in before:
                row[before[who]] *= near[who < 0]
            rows.append(row)
        forward.append(rows)
        last, earlier = rows, before
    return _backward(nodes, index, forward, links, pairs)


def _backward(
    nodes: Sequence[Chances],
    index: list[dict[int, int]],
    forward: list[list[list[float]]],
    links: Sequence[Link],
    pairs: Mapping[str, tuple[float, float]],
) -> list[Chances]:
    """Return the chances of all, from the sums that came forward and those that come back."""
    found: list[Chances] = []
    # ``back[c][b]``: how likely all after i is, if c speaks there and b before.
    back = [[1.0] * len(row) for row in forward[-1]]
    for i in range(len(nodes) - 1, -1, -1):
        sums = [sum(map(mul, row, later)) for row, later in zip(forward[i], back, strict=True)]
        total = sum(sums) or 1.0
        found.append({who: value / total for who, value in zip(nodes[i], sums, strict=True)})
        if not i:
            break
        near, far = pairs[links[i].near], pairs[links[i].far]
        shares = [chance / total for chance in nodes[i].values()]
        here = index[i]
        # Who spoke two before, by where he stands here: at -1, which is worth nothing, if he does not.
        again = [(here.get(who, -1), far[who < 0] - 1.0) for who in nodes[i - 2]] if i > 1 else [(-1, 0.0)]
        rows = []
        for who, later in zip(nodes[i - 1], zip(*back, strict=True), strict=True):
            # ``ahead[c]``: what follows if this one spoke before and c speaks here.
            ahead = list(map(mul, shares, later))
            if who in here:
                ahead[here[who]] *= near[who < 0]
            every = sum(ahead)
            ahead.append(0.0)
            rows.append([every + more * ahead[c] for c, more in again])
        back = rows
    return found[::-1]


def nodes(alone: Sequence[Chances]) -> list[Chances]:
    """Return the likeliest candidates of each quotation, and faintly those of the two before and after it.

    A quotation that is certain has one candidate.
    """
    best = [sorted(chances, key=chances.__getitem__, reverse=True)[:CANDIDATES] for chances in alone]
    carried = [[], [], *(own[:CARRIED] for own in best), [], []]
    found = []
    for i, chances in enumerate(alone):
        first = best[i][0]
        if chances[first] >= CERTAIN:
            found.append({first: 1.0})
            continue
        own = {who: chances[who] for who in best[i] if chances[who] >= LEAST}
        for who in (*carried[i + 1], *carried[i], *carried[i + 3], *carried[i + 4]):
            if who not in own:
                own[who] = chances.get(who, FAINT)
        found.append(own)
    return found
