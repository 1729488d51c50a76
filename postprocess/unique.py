"""Which records and posts go into a dataset, and which do not and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import Table

from postprocess.dedup import Copy, copies
from postprocess.split import joined_groups
from postprocess.strangers import foreign

# How a work of further comments is named after the page that they are on.
COMMENTS = "#comments"
# Reasons of a site that a card names; signals of a host differ in the time they were seen.
MAX_REASONS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Units left out, each with stage and reason, and the groups of works that belong together.

    A unit is a record's id, or ``record#part``.
    """

    dropped: dict[str, tuple[str, str]]
    groups: dict[str, str]


def latest(records: Table) -> Table:
    """Keep of each record the line of the last run, and in it the last one."""
    window = ibis.window(group_by="id", order_by=[ibis.desc("run"), ibis.desc("line")])
    return records.mutate(nth=ibis.row_number().over(window)).filter(ibis._.nth == 0).drop("nth")


def current(units: Table, records: Table) -> Table:
    """Keep the units of the lines that ``latest`` kept."""
    return units.semi_join(records.select("run", "line", record="id"), ["run", "line", "record"])


def choose(records: Table, units: Table, min_similarity: float) -> Choice:
    """Leave out what may not be used, what a step of the recipe refused, chapters of other books, and copies.

    A copy is held against the records that stay, so that no text is lost with one that does not.
    """
    refused = {row["id"]: ("consent", _why(row)) for row in _rows(_refused(records))}
    unwanted = records.filter(records.refused_by != "")
    dropped_by_step = {
        row["id"]: (row["refused_by"], row["refused_why"])
        for row in _rows(unwanted.select("id", "refused_by", "refused_why"))
    }
    gone = _refused(records).select(record="id").union(unwanted.select(record="id"))
    permitted = units.anti_join(gone, "record")
    found = copies(permitted, min_similarity)
    dropped = (
        foreign(records)
        | dropped_by_step
        | refused
        | {copy.unit: ("copy", f"{copy.similarity:.0%} like {copy.lead}") for copy in found}
    )
    return Choice(dropped, dict(joined_groups([*_works(records, found), *_commented(records)])))


def permissions(records: Table) -> dict[str, str]:
    """Return why each site's records may be used, the line of the site's own file first."""
    allowed = records.filter(records.consent["decision"] == "allow")
    reasons = allowed.select("site", why=allowed.consent["evidence"][0]).distinct().order_by("site", "why")
    found: dict[str, list[str]] = {}
    for row in _rows(reasons):
        found.setdefault(row["site"], []).append(row["why"])
    return {
        site: "; ".join(sorted(lines, key=lambda line: not line.startswith("site file"))[:MAX_REASONS])
        for site, lines in found.items()
    }


def _refused(records: Table) -> Table:
    return records.filter(records.consent["decision"] != "allow").select("id", "consent")


def _why(row: dict[str, Any]) -> str:
    return f"{row['consent']['decision']}: {'; '.join(row['consent']['evidence'])}"


def _works(records: Table, found: list[Copy]) -> list[tuple[str, str]]:
    """Return the pairs of works of which one copies something of the other."""
    wanted = {unit.partition("#")[0] for copy in found for unit in (copy.unit, copy.lead)}
    work = {row["id"]: row["key"] for row in _rows(_keys(records)) if row["id"] in wanted}
    sides = ((work[copy.unit.partition("#")[0]], work[copy.lead.partition("#")[0]]) for copy in found)
    return sorted({(one, other) for one, other in sides if one != other})


def _commented(records: Table) -> list[tuple[str, str]]:
    """Return the pairs of works of which one holds further comments on a page of the other."""
    pages = _keys(records.filter(records.work.endswith(COMMENTS)))
    pages = pages.select("site", comments="key", url=pages.work.replace(COMMENTS, ""))
    joined = pages.join(_keys(records), ["site", "url"]).select("comments", "key").distinct()
    return sorted((row["comments"], row["key"]) for row in _rows(joined))


def _keys(records: Table) -> Table:
    return records.select("id", "site", "work", "url", key=records.site + "/" + records.work)


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_pyarrow_batches():
        yield from batch.to_pylist()
