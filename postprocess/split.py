"""Train, validation and test, by group: what belongs together never stands on two sides."""

from __future__ import annotations

from hashlib import blake2s

import ibis
from ibis import _
from ibis.expr.types import Table

from postprocess.engine import Engine

SPLITS = ("train", "validation", "test")


def side(group: str, *, validation_share: float, test_share: float) -> str:
    """Return the split of a group: train, validation or test.

    A hash of the group's name decides, so that a group stays where it is as others come.
    """
    point = int.from_bytes(blake2s(group.encode("utf-8", "replace"), digest_size=8).digest(), "big") / 2**64
    if point < test_share:
        return "test"
    return "validation" if point < test_share + validation_share else "train"


def joined_groups(engine: Engine, pairs: Table) -> Table:
    """Return work and group of each work that is in a pair: ``pairs`` has one and other.

    Works that are joined, over however many steps, get the smallest of their names.  In each round
    a work takes the smallest name that it or a neighbour has, and then that one's: a chain of n
    works takes about log2(n) rounds.
    """
    edges = pairs.select("one", "other").union(pairs.select(one="other", other="one"))
    edges = engine.keep(edges.distinct(), "works")
    names = engine.keep(edges.select(work="one", group="one").distinct(), "names")
    while True:
        beside = edges.join(names.select(other="work", near="group"), "other")
        least = beside.group_by("one").aggregate(near=_.near.min())
        met = names.join(least.select(work="one", near="near"), "work")
        lower = engine.keep(met.select("work", before="group", low=ibis.least(met.group, met.near)), "lower")
        jumped = lower.join(names.select(low="work", far="group"), "low")
        stepped = engine.keep(
            jumped.select("work", "before", group=ibis.least(jumped.low, jumped.far)), "names"
        )
        names = stepped.select("work", "group")
        if not engine.count(stepped.filter(stepped.group != stepped.before)):
            return names
