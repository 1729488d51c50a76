"""Speakers take turns: the chances of each quotation's speaker, given those of the quotations around it.

Speakers form a chain of the second order: how likely it is that one speaks again depends on
what stands between his quotation and the next, and the one after that.  The chances are exact
(forward and backward sums), so that a name told once reaches through a long exchange without
names as far as it should and no further.
Source: Rabiner 1989, A Tutorial on Hidden Markov Models, section III.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

CANDIDATES = 6  # the likeliest of a quotation that are followed through
CARRIED = 3  # candidates of the quotations before that stay possible though nothing near names them
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
    """
    return passed(nodes(alone), links, odds)


def passed(nodes: Sequence[Chances], links: Sequence[Link], odds: Mapping[str, float]) -> list[Chances]:
    """Return the chances of the candidates in ``nodes``, as ``chained`` does, with none added or left out."""
    if not nodes:
        return []
    forward = [{who: {0: chance} for who, chance in nodes[0].items()}]
    scales = [1.0]
    for i in range(1, len(nodes)):
        near, far = _odds(links[i].near, odds), _odds(links[i].far, odds)
        last = forward[-1]
        sums = {b: sum(own.values()) for b, own in last.items()}
        scale = 1.0 / (sum(sums.values()) or 1.0)
        if i == 1:
            far = (1.0, 1.0)
        step = {
            c: {
                b: chance
                * scale
                * (near[c < 0] if b == c else 1.0)
                * (sums[b] + (far[c < 0] - 1.0) * (own.get(c, 0.0) if i > 1 else 0.0))
                for b, own in last.items()
            }
            for c, chance in nodes[i].items()
        }
        forward.append(step)
        scales.append(scale)
    return _backward(nodes, forward, links, odds)


def _backward(
    nodes: Sequence[Chances],
    forward: list[dict[int, dict[int, float]]],
    links: Sequence[Link],
    odds: Mapping[str, float],
) -> list[Chances]:
    """Return the chances of all, from the sums that came forward and those that come back."""
    found: list[Chances] = []
    back = {c: dict.fromkeys(own, 1.0) for c, own in forward[-1].items()}
    for i in range(len(nodes) - 1, -1, -1):
        sums = {
            c: sum(value * back[c][b] for b, value in own.items()) for c, own in forward[i].items()
        }
        total = sum(sums.values()) or 1.0
        found.append({c: value / total for c, value in sums.items()})
        if not i:
            break
        near, far = _odds(links[i].near, odds), _odds(links[i].far, odds)
        # ``ahead[b][c]``: what follows if b spoke before and c speaks here.
        ahead = {
            b: {
                c: chance / total * (near[c < 0] if b == c else 1.0) * back[c][b]
                for c, chance in nodes[i].items()
            }
            for b in forward[i - 1]
        }
        back = {
            b: {
                a: all_of_b + ((far[a < 0] - 1.0) * ahead[b].get(a, 0.0) if i > 1 else 0.0)
                for a in forward[i - 1][b]
            }
            for b, all_of_b in ((b, sum(own.values())) for b, own in ahead.items())
        }
    return found[::-1]


def _odds(kind: str, odds: Mapping[str, float]) -> tuple[float, float]:
    """Return the odds of a link for somebody known and for nobody."""
    return odds.get(kind, 1.0), odds.get(f"{kind} ?", 1.0)


def nodes(alone: Sequence[Chances]) -> list[Chances]:
    """Return the likeliest candidates of each quotation, and faintly those of the two before and after it."""
    best = [sorted(chances, key=chances.__getitem__, reverse=True)[:CANDIDATES] for chances in alone]
    found = []
    for i, chances in enumerate(alone):
        own = {who: chances[who] for who in best[i]}
        for j in (i - 1, i - 2, i + 1, i + 2):
            if 0 <= j < len(best):
                for who in best[j][:CARRIED]:
                    if who not in own:
                        own[who] = chances.get(who, FAINT)
        found.append(own)
    return found
