"""Near-copies among all units: a unit is a record, or a long part of one.

Copies with the same minima meet in one key.  Others meet in the bands of their signatures: each is
held against the best of its band (star edges, linear even in a hot bucket), those that are not
near to it against the best among them, and so on.  Candidates are verified by the estimate and,
where that leaves doubt and the text is at hand, by exact Jaccard.  A unit is left out if it is near
to one that stays; the better stays.  Nothing depends on the order of rows, files or workers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from crawler.text.duplicates import jaccard
from crawler.text.shingles import shingles
from postprocess.engine import TEXTS, Engine

# Rounds in which those of a bucket that are not near to its best are held against each other.  What
# is left after them are texts that share a band by chance, more of them than ever seen.
ROUNDS = 8
# Rounds in which it is decided who stays: one for each link of a chain of texts, each near to the next.
DECISIONS = 60
# The estimate of 128 minima has a standard error of 0.035 at 0.8: beyond three of them it is sure.
DOUBT = 0.1
TRIED = pa.schema([("rank", pa.int64()), ("lead", pa.int64()), ("similarity", pa.float64())])
# Which of copies stays: name -> keys of the order.
Order = Callable[[Table], list[Any]]
KEEP: dict[str, Order] = {
    "longest": lambda units: [units.chars.desc()],
    "earliest": lambda units: [units.published == "", units.published],
    "best": lambda units: [units.quality.desc()],
}


def order(keep: str, licences: Sequence[str] = ()) -> Order:
    """Return the order of who stays: of these licences the first, then as KEEP says."""

    def keys(units: Table) -> list[Any]:
        places = [(units.licence == licence, place) for place, licence in enumerate(licences)]
        return [*([ibis.cases(*places, else_=len(places))] if places else []), *KEEP[keep](units)]

    return keys


def copies(
    engine: Engine,
    units: Table,
    min_similarity: float,
    *,
    keep: Order = KEEP["longest"],
    texts: Table | None = None,
    against: Table | None = None,
) -> Table:
    """Return the units that are copies: unit, record, part, lead, lead_record, similarity, stage, source.

    ``units`` has unit, record, part, chars, exact, minima and bands; ``keep`` gives the order of
    who stays, ties are for the longest, the whole record and the smallest name.  ``texts``
    (unit, text) serves for exact Jaccard.  The similarity is 0 to 1, the stage exact or near.
    ``against`` holds units like these that are no copies whatever comes, and ``source``, the word
    for where they are from; a unit that is among them stays.
    """
    units = units.filter(units.exact != b"")  # what has no word copies nothing
    if against is None:
        units = units.mutate(fixed=ibis.literal(False), source=ibis.literal(""))
    else:
        units = _beside(engine, units, against)
    keys = [units.fixed.desc(), *keep(units), units.chars.desc(), units.part != "", units.unit, units.exact]
    ranked = engine.ranked(units, keys, "ranked")
    same = engine.keep(_same(ranked), "same")
    single = ranked.anti_join(same, "rank").filter(_.minima.notnull())
    if texts is not None:
        texts = texts.join(ranked.select("rank", "unit"), "unit").select("rank", "text")
    near = settled(engine, _near(engine, single, min_similarity, texts))
    return engine.keep(_named(ranked, same, near), "copies")


def _beside(engine: Engine, units: Table, against: Table) -> Table:
    """Return units and those that they are held against; fixed are these, and what is equal to one of them.

    An older version of a unit is not held against it.
    """
    known = against.select("unit", "exact").distinct().mutate(known=ibis.literal(True))
    own = engine.keep(units.left_join(known, ["unit", "exact"]).select(*units.columns, "known"), "own")
    others = against.anti_join(units, "unit").select(*units.columns, "source", fixed=ibis.literal(True))
    marked = own.select(*units.columns, source=ibis.literal(""), fixed=own.known.fill_null(False))
    return engine.keep(marked.union(others), "beside")


def _named(ranked: Table, same: Table, near: Table) -> Table:
    """Return all copies by name; what is the same as one that goes copies the one that this copies."""
    better = near.select(lead="rank", better="lead", nearness="similarity")
    moved = same.left_join(better, "lead")
    told = moved.select(
        "rank",
        lead=ibis.coalesce(moved.better, moved.lead),
        similarity=ibis.coalesce(moved.nearness, 1.0),
        stage=ibis.ifelse(moved.better.isnull(), "exact", "near"),
    ).union(near.select("rank", "lead", "similarity", stage=ibis.literal("near")))
    sides = ranked.select("rank", "unit", "record", "part")
    leads = ranked.select("source", lead="rank", lead_unit="unit", lead_record="record", lead_part="part")
    both = told.join(sides, "rank").join(leads, "lead")
    return both.filter(~_is_own(both)).select(
        "unit", "record", "part", "lead_record", "source", "similarity", "stage", lead="lead_unit"
    )


def _is_own(pairs: Table) -> Any:
    """Whether a pair is a whole record and a part of it: a post that makes most of it is no copy."""
    return (pairs.record == pairs.lead_record) & ((pairs.part == "") | (pairs.lead_part == ""))


def _same(ranked: Table) -> Table:
    """Return rank and lead of the units whose minima are those of a better one."""
    window = ibis.window(group_by="exact", order_by="rank")
    pairs = ranked.mutate(
        lead=_.rank.first().over(window),
        lead_record=_.record.first().over(window),
        lead_part=_.part.first().over(window),
    )
    return pairs.filter((pairs.rank != pairs.lead) & ~pairs.fixed & ~_is_own(pairs)).select("rank", "lead")


def _near(engine: Engine, units: Table, min_similarity: float, texts: Table | None) -> Table:
    """Return the pairs that are near: rank, lead (the better one) and similarity."""
    keyed = engine.keep(units.select("rank", "fixed", band=units.bands.unnest()), "bands")
    tried: Table | None = None
    for _round in range(ROUNDS):
        buckets = keyed.group_by("band").aggregate(lead=_.rank.min(), size=_.count()).filter(_.size > 1)
        met = keyed.join(buckets.drop("size"), "band").filter((_.rank != _.lead) & ~_.fixed)
        met = engine.keep(met.select("rank", "lead", "band"), "met")
        pairs = met.select("rank", "lead").distinct()
        if tried is not None:
            pairs = pairs.anti_join(tried, ["rank", "lead"])
        judged = _judged(engine, pairs, units, min_similarity, texts)
        tried = judged if tried is None else tried.union(judged)
        missed = met.anti_join(tried.filter(tried.similarity >= min_similarity), ["rank", "lead"])
        keyed = engine.keep(missed.select("rank", "band", fixed=ibis.literal(False)), "missed")
        if engine.count(keyed) < 2:
            break
    assert tried is not None
    return tried.filter(tried.similarity >= min_similarity)


def _judged(engine: Engine, pairs: Table, units: Table, min_similarity: float, texts: Table | None) -> Table:
    """Return the pairs with their similarity, 0 for a part and the whole record that it is of."""
    sides = units.select("rank", "record", "part", "minima")
    leads = sides.select(lead="rank", lead_record="record", lead_part="part", lead_minima="minima")
    both = pairs.join(sides, "rank").join(leads, "lead")
    compared = both.select("rank", "lead", "minima", "lead_minima", own=_is_own(both))
    estimated = engine.map(compared, _estimates, TRIED, "tried")
    if texts is None:
        return estimated
    unsure = estimated.filter((estimated.similarity - min_similarity).abs() < DOUBT).select("rank", "lead")
    if not engine.count(unsure):
        return estimated
    wanted = unsure.select("rank").union(unsure.select(rank="lead")).distinct()
    few = engine.keep(texts.semi_join(wanted, "rank"), "texts")
    read = unsure.join(few, "rank").join(few.select(lead="rank", lead_text="text"), "lead")
    exact = engine.map(
        read.select("rank", "lead", "text", "lead_text"), _jaccards, TRIED, "exact", batch=TEXTS
    )
    exact = exact.select("rank", "lead", exact="similarity")
    joined = estimated.left_join(exact, ["rank", "lead"])
    return engine.keep(
        joined.select("rank", "lead", similarity=ibis.coalesce(joined.exact, joined.similarity)), "judged"
    )


def settled(engine: Engine, near: Table) -> Table:
    """Return who is left out: rank, the nearest lead that stays, and how near it is.

    From the best down: who is near to none that stays, stays.  Each round decides on all whose
    betters are decided; a chain longer than DECISIONS keeps its end.
    """
    edges = engine.keep(near, "edges")
    found: Table | None = None
    for _round in range(DECISIONS):
        if not engine.count(edges):
            break
        stay = edges.select(rank="lead").distinct().anti_join(edges, "rank")
        told = edges.join(stay.select(lead="rank"), "lead")
        window = ibis.window(group_by="rank", order_by=[told.similarity.desc(), told.lead])
        gone = told.mutate(nth=ibis.row_number().over(window)).filter(_.nth == 0)
        gone = engine.keep(gone.select("rank", "lead", "similarity"), "gone")
        found = gone if found is None else found.union(gone)
        rest = edges.anti_join(gone, "rank").anti_join(gone.select(lead="rank"), "lead")
        edges = engine.keep(rest, "edges")
    return edges.limit(0) if found is None else found


def _estimates(pairs: pa.RecordBatch) -> pa.RecordBatch:
    one, other = _minima(pairs.column("minima")), _minima(pairs.column("lead_minima"))
    similarity = (one == other).mean(axis=1) if len(one) else np.zeros(0)
    similarity[pairs.column("own").to_numpy(zero_copy_only=False)] = 0.0
    return pa.record_batch([pairs.column("rank"), pairs.column("lead"), pa.array(similarity)], TRIED)


def _minima(column: pa.Array) -> np.ndarray[Any, np.dtype[np.uint32]]:
    return np.frombuffer(b"".join(column.to_pylist()), np.uint32).reshape(len(column), -1)


def _jaccards(pairs: pa.RecordBatch) -> pa.RecordBatch:
    leads = cache(shingles)  # one lead is that of many
    sides = zip(pairs.column("text").to_pylist(), pairs.column("lead_text").to_pylist(), strict=True)
    found = pa.array([jaccard(shingles(text), leads(lead)) for text, lead in sides], pa.float64())
    return pa.record_batch([pairs.column("rank"), pairs.column("lead"), found], TRIED)
