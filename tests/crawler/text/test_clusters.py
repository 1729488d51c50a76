"""Clusters of names grow together and go by their smallest name."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from crawler.text.clusters import Clusters

EDGES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


def clusters_of(edges: list[tuple[int, int]]) -> Clusters[int]:
    """Join each edge in the order given."""
    found = Clusters[int]()
    for one, other in edges:
        found.join(one, other)
    return found


def reachable(name: int, edges: list[tuple[int, int]]) -> set[int]:
    """Walk the edges from a name until nothing new comes: slow and plainly right."""
    known, size = {name}, 0
    while len(known) > size:
        size = len(known)
        known |= {side for edge in edges if known & set(edge) for side in edge}
    return known


@given(EDGES)
def test_a_cluster_holds_what_edges_reach(edges: list[tuple[int, int]]) -> None:
    """Over however many steps: a group that is cut in two would leak over a split."""
    found = clusters_of(edges)
    assert {name: found.lead(name) for name in found} == {
        name: min(reachable(name, edges)) for edge in edges for name in edge
    }


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_joining_changes_nothing(edges: list[tuple[int, int]], pick: random.Random) -> None:
    """Files come in any order, and the groups stay."""
    shuffled = pick.sample(edges, len(edges))
    one, other = clusters_of(edges), clusters_of(shuffled)
    assert {name: one.lead(name) for name in one} == {name: other.lead(name) for name in other}


def test_a_name_never_joined_leads_itself_and_is_not_listed() -> None:
    """Asking is not joining."""
    found = Clusters[str]()
    assert (found.lead("alone"), list(found)) == ("alone", [])


def test_a_name_joined_with_itself_is_a_cluster_of_one() -> None:
    """Nothing else comes of it."""
    found = clusters_of([(3, 3)])
    assert ([*found], found.lead(3)) == ([3], 3)


def test_a_chain_of_100_000_is_walked_once() -> None:
    """The way to the lead is shortened for whoever asks next; no recursion, no quadratic walk."""
    found = clusters_of([(number + 1, number) for number in reversed(range(100_000))])
    assert {found.lead(number) for number in range(100_001)} == {0}
