"""Near-copies among all records: bands of signatures meet in the engine, candidates are verified.

The copy that stays of a cluster is the longest, of equals the one with the smallest id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import Table

from crawler.text.clusters import Clusters
from crawler.text.duplicates import parsed, similarity


@dataclass(frozen=True, slots=True)
class Copy:
    """A unit (a record, or ``record#part``), the one it copies, and how near they are (0 to 1)."""

    unit: str
    lead: str
    similarity: float


def candidates(units: Table) -> Table:
    """Pair every unit with the lead of each band it is in: star edges, linear even in a hot bucket."""
    keyed = units.select("unit", "chars", band=units.bands.unnest())
    window = ibis.window(group_by="band", order_by=[ibis.desc("chars"), "unit"])
    starred = keyed.mutate(lead=keyed.unit.first().over(window))
    edges = starred.filter(starred.unit != starred.lead).select("unit", "lead").distinct()
    sides = units.select("unit", "signature", "chars")
    leads = sides.rename(lead="unit", lead_signature="signature", lead_chars="chars")
    return edges.join(sides, "unit").join(leads, "lead").order_by("unit", "lead")


def copies(units: Table, min_similarity: float) -> list[Copy]:
    """Return each unit that nearly copies another, with the lead of its cluster.

    A post that makes most of its record is near to it and no copy of it.
    """
    chars: dict[str, int] = {}
    clusters = Clusters[str]()
    score: dict[str, float] = {}
    for row in _rows(candidates(units)):
        near = _similarity(row["signature"], row["lead_signature"])
        if near >= min_similarity:
            chars |= {row["unit"]: row["chars"], row["lead"]: row["lead_chars"]}
            score[row["unit"]] = max(near, score.get(row["unit"], 0.0))
            clusters.join(row["unit"], row["lead"])
    best: dict[str, str] = {}
    for unit in sorted(chars, key=lambda each: (-chars[each], each)):
        best.setdefault(clusters.lead(unit), unit)
    found = ((unit, best[clusters.lead(unit)]) for unit in sorted(chars))
    return [
        Copy(unit, lead, score.get(unit, score.get(lead, 0.0)))
        for unit, lead in found
        if lead not in (unit, unit.partition("#")[0])
    ]


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_pyarrow_batches():
        yield from batch.to_pylist()


def _similarity(one: str, other: str) -> float:
    if one == other:
        return 1.0
    first, second = parsed(one), parsed(other)
    return similarity(first, second) if first is not None and second is not None else 0.0
