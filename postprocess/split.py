"""Train, validation and test, by group: what belongs together never stands on two sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2s

from crawler.text.clusters import Clusters

SPLITS = ("train", "validation", "test")


def side(group: str, *, validation_share: float, test_share: float) -> str:
    """Return the split of a group: train, validation or test.

    A hash of the group's name decides, so that a group stays where it is as others come.
    """
    point = int.from_bytes(blake2s(group.encode("utf-8", "replace"), digest_size=8).digest(), "big") / 2**64
    if point < test_share:
        return "test"
    return "validation" if point < test_share + validation_share else "train"


def joined_groups(copies: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the group of each work that copies something of another: pairs of (work, work it copies).

    Works that copy one another, over however many steps, get the smallest of their names.
    """
    clusters = Clusters[str]()
    for one, other in copies:
        clusters.join(one, other)
    return {work: clusters.lead(work) for work in sorted(clusters)}
