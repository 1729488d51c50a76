"""Which records and posts go into a dataset, and which do not and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from postprocess.dedup import copies, order
from postprocess.engine import Engine, stream
from postprocess.recipe import Recipe
from postprocess.references import EVALUATION, earlier, evaluations
from postprocess.split import joined_groups
from postprocess.strangers import FOREIGN, foreign

# How a work of further comments is named after the page that they are on.
COMMENTS = "#comments"
# Reasons of a site that a card names; signals of a host differ in the time they were seen.
MAX_REASONS = 5
DROPPED = pa.schema([(name, pa.string()) for name in ("unit", "record", "part", "stage", "reason")])


@dataclass(frozen=True, slots=True)
class Choice:
    """What is left out, and which works belong together.

    ``dropped`` has unit, record, part ("" for a whole record), stage and reason, a row a unit;
    ``groups`` has work and group, for works that are not alone.
    """

    dropped: Table
    groups: Table


def latest(records: Table) -> Table:
    """Keep of each record the line of the last run, and in it the last one."""
    window = ibis.window(group_by="id", order_by=[ibis.desc("run"), ibis.desc("line")])
    return records.mutate(nth=ibis.row_number().over(window)).filter(ibis._.nth == 0).drop("nth")


def current(units: Table, records: Table) -> Table:
    """Keep the units of the lines that ``latest`` kept."""
    return units.semi_join(records.select("run", "line", record="id"), ["run", "line", "record"])


def choose(engine: Engine, records: Table, units: Table, recipe: Recipe) -> Choice:
    """Leave out what may not be used, what a step of the recipe refused, chapters of other books, and copies.

    A copy is held against the records that stay, so that no text is lost with one that does not.
    """
    strange = ({"record": record, "reason": why} for record, why in foreign(engine, records))
    rows = ({"unit": row["record"], "part": "", "stage": FOREIGN, **row} for row in strange)
    ruled = engine.rows(rows, DROPPED, "foreign").union(_refused(records)).union(_unwanted(records))
    gone = engine.keep(_first(ruled), "gone")
    found = copies(
        engine,
        units.anti_join(gone, "record").drop("run", "line"),
        recipe.min_similarity,
        keep=order(recipe.keep, recipe.prefer_licences),
        texts=_texts(records),
        against=_against(engine, recipe),
    )
    percent = (100 * found.similarity).round().cast("int64").cast("string")
    source = ibis.ifelse(found.source == "", "", ibis.literal(" of an ") + found.source)
    stage = ibis.ifelse(found.source == EVALUATION, EVALUATION, "copy")
    copied = found.select(
        "unit", "record", "part", stage=stage, reason=percent + "% like " + found.lead + source
    )
    works = _works(records, found).union(_commented(records))
    return Choice(engine.keep(gone.union(copied), "dropped"), joined_groups(engine, works))


def _against(engine: Engine, recipe: Recipe) -> Table | None:
    """Return what the recipe has the records held against, None if nothing."""
    tables = [earlier(engine, [Path(each) for each in recipe.against])] if recipe.against else []
    if recipe.evaluations:
        tables.append(evaluations(engine, [Path(each) for each in recipe.evaluations]))
    return ibis.union(*tables) if tables else None


def permissions(engine: Engine, records: Table) -> dict[str, str]:
    """Return why each site's records may be used, the line of the site's own file first."""
    allowed = records.filter(records.consent["decision"] == "allow")
    reasons = allowed.select("site", why=allowed.consent["evidence"][0]).distinct().order_by("site", "why")
    found: dict[str, list[str]] = {}
    for row in stream(engine, reasons):
        found.setdefault(row["site"], []).append(row["why"])
    return {
        site: "; ".join(sorted(lines, key=lambda line: not line.startswith("site file"))[:MAX_REASONS])
        for site, lines in found.items()
    }


def _refused(records: Table) -> Table:
    """Return the records that their consent keeps out."""
    evidence = records.consent["evidence"].join("; ").fill_null("")
    why = records.consent["decision"] + ": " + evidence
    return _whole(records.filter(records.consent["decision"] != "allow"), ibis.literal("consent"), why)


def _unwanted(records: Table) -> Table:
    """Return the records that a step of the recipe refused."""
    return _whole(records.filter(records.refused_by != ""), records.refused_by, records.refused_why)


def _whole(records: Table, stage: Any, reason: Any) -> Table:
    return records.select(unit="id", record="id", part=ibis.literal(""), stage=stage, reason=reason)


def _first(dropped: Table) -> Table:
    """Keep one row of each unit: what forbids its use goes before what a step says, that before the rest."""
    place = ibis.cases((dropped.stage == "consent", 0), (dropped.stage == FOREIGN, 2), else_=1)
    window = ibis.window(group_by="unit", order_by=[place, dropped.reason])
    return dropped.mutate(nth=ibis.row_number().over(window)).filter(_.nth == 0).drop("nth")


def _texts(records: Table) -> Table:
    """Return the texts of all units."""
    parts = records.select("id", part=records.parts.unnest())
    own = parts.select(unit=parts.id + "#" + parts.part["id"], text=parts.part["text"])
    return records.select(unit="id", text="text").union(own)


def _works(records: Table, found: Table) -> Table:
    """Return the pairs of works of which one copies something of the other."""
    keys = _keys(records)
    sides = found.select("record", "lead_record").distinct()
    sides = sides.join(keys.select(record="id", one="key"), "record")
    sides = sides.join(keys.select(lead_record="id", other="key"), "lead_record")
    return sides.filter(sides.one != sides.other).select("one", "other").distinct()


def _commented(records: Table) -> Table:
    """Return the pairs of works of which one holds further comments on a page of the other."""
    pages = _keys(records.filter(records.work.endswith(COMMENTS)))
    pages = pages.select("site", one="key", url=pages.work.replace(COMMENTS, ""))
    return pages.join(_keys(records), ["site", "url"]).select("one", other="key").distinct()


def _keys(records: Table) -> Table:
    return records.select("id", "site", "work", "url", key=records.site + "/" + records.work)
