"""Raw JSON lines to typed Parquet, the only thing that engines read.

A bad line costs itself and nothing else: it goes to a quarantine file with path, line and reason.
Two tables are written: ``records`` and ``units``, the texts that may copy one another (a record,
or a long post of it) with the bands of their signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson
import pyarrow as pa

from crawler.records import Drop, Record, from_json, to_json
from crawler.store import Lines
from crawler.text import boilerplate
from crawler.text.sketches import sketch
from crawler.text.steps import Said, refine_again
from postprocess.places import Place, files
from postprocess.rows import Rows

Row = dict[str, Any]
UTTERANCE = pa.struct(
    [
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("speaker", pa.string()),
        ("method", pa.string()),
        ("confidence", pa.float64()),
    ]
)
PART = pa.struct(
    [(name, pa.string()) for name in ("id", "text", "author", "published", "reply_to", "kind", "language")]
    + [
        (name, pa.string())
        for name in ("quote", "quote_author", "footer", "mark", "licence", "signature", "duplicate_of")
    ]
    + [("score", pa.int64()), ("accepted", pa.bool_()), ("utterances", pa.list_(UTTERANCE))]
)
RECORDS = pa.schema(
    [("run", pa.string()), ("line", pa.int64())]
    + [
        (name, pa.string())
        for name in ("id", "url", "site", "kind", "title", "author", "published", "language")
    ]
    + [(name, pa.string()) for name in ("text", "work", "licence", "signature", "duplicate_of", "meta")]
    + [("refused_by", pa.string()), ("refused_why", pa.string())]
    + [("file", pa.string()), ("offset", pa.int64()), ("digest", pa.string())]
    + [("position", pa.int64()), ("page", pa.int64()), ("chars", pa.int64())]
    + [("consent", pa.struct([("decision", pa.string()), ("evidence", pa.list_(pa.string()))]))]
    + [("parts", pa.list_(PART))]
)
SKETCH = pa.schema([("exact", pa.binary()), ("minima", pa.binary()), ("bands", pa.list_(pa.int64()))])
# A text as others are held against it, wherever it is from; and with the line that it was read from.
SIGNED = pa.schema(
    [
        *((name, pa.string()) for name in ("unit", "record", "part", "published", "licence")),
        ("chars", pa.int64()),
        ("quality", pa.float64()),
        *SKETCH,
    ]
)
UNITS = pa.schema([("run", pa.string()), ("line", pa.int64()), *SIGNED])


@dataclass(slots=True)
class Intake:
    """What was read: lines that became records, and the first bad ones with place and reason."""

    lines: int = 0
    bad: int = 0
    reasons: list[str] = field(default_factory=list)


def write_tables(
    data: Place, sites: tuple[str, ...], folder: Path, said: Said = MappingProxyType({})
) -> Intake:
    """Write records.parquet, units.parquet and quarantine.jsonl into ``folder``, line by line.

    ``said`` names text steps that each record goes through again.  What one of them drops is a row
    too, with step and reason: otherwise an older line of the same record would take its place.
    Where the step ``boilerplate`` is named without lines, each site's are found by a first pass.
    """
    intake = Intake()
    quarantine = Lines(folder / "quarantine.jsonl")
    records, units = Rows(folder / "records.parquet", RECORDS), Rows(folder / "units.parquet", UNITS)
    paths = record_files(data, sites)
    learned = _boilerplate(paths) if said.get("boilerplate") is True else {}
    for path in paths:
        run = path.name.removesuffix(".jsonl")
        told: Said = {**said, "boilerplate": {"lines": learned[path.parent]}} if learned else said
        for number, raw in _raw_lines(path):
            rows = _rows(raw, run, number, told)
            if isinstance(rows, str):
                intake.bad += 1
                intake.reasons = [*intake.reasons, f"{path}: line {number}: {rows}"][:5]
                quarantine.append(
                    {
                        "path": str(path),
                        "line": number,
                        "reason": rows,
                        "text": raw[:2000].decode("utf-8", "replace"),
                    }
                )
                continue
            intake.lines += 1
            record, own = rows
            records.add(record)
            for unit in own:
                units.add(unit)
    for file in (records, units, quarantine):
        file.close()
    return intake


def _boilerplate(paths: list[Place]) -> dict[Place, tuple[str, ...]]:
    """Return the lines that repeat over the records of each site's folder; bad lines are passed over."""
    found: dict[Place, tuple[str, ...]] = {}
    for folder, own in groupby(paths, key=lambda path: path.parent):
        found[folder] = tuple(sorted(boilerplate.lines(_texts(own))))
    return found


def _texts(paths: Iterable[Place]) -> Iterator[str]:
    """Yield the text of each record, as often as it was read by a run."""
    for path in paths:
        for _, raw in _raw_lines(path):
            try:
                text = orjson.loads(raw)["text"]
            except (orjson.JSONDecodeError, KeyError, TypeError):
                continue  # it goes to the quarantine when the tables are written
            if isinstance(text, str):
                yield text


def record_files(data: Place, sites: tuple[str, ...]) -> list[Place]:
    """Return the files of records of the sites asked for (none: all), in a fixed order."""
    return [path for path in files(data, "records/*/*.jsonl") if not sites or path.parent.name in sites]


def _raw_lines(path: Place) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield number, raw


def _rows(raw: bytes, run: str, line: int, said: Said) -> tuple[Row, list[Row]] | str:
    """Return the row of a line and those of its units, or why it is no record."""
    try:
        record = from_json(orjson.loads(raw))
        refused = {"refused_by": "", "refused_why": ""}
        if said:
            result = refine_again(record, said)
            if isinstance(result, Drop):
                refused = {"refused_by": result.step, "refused_why": result.reason}
            else:
                record = result
        row, units = _row(record, run, line) | refused, list(_units(record, run, line))
        pa.array([row], pa.struct(list(RECORDS)))
        pa.array(units, pa.struct(list(UNITS)))
    except orjson.JSONDecodeError as error:
        return f"is not JSON: {error}"
    except KeyError as error:
        return f"is no record: it lacks {error}"
    except (TypeError, AttributeError, ValueError, OverflowError, pa.ArrowException) as error:
        return f"is no record: {' '.join(str(error).split())[:200] or type(error).__name__}"
    return row, units


def _row(record: Record, run: str, line: int) -> dict[str, Any]:
    row = to_json(record)
    row |= dict(record.meta.get("archive", {}))
    return {
        **row,
        "run": run,
        "line": line,
        "chars": len(record.text),
        "meta": orjson.dumps(row["meta"]).decode(),
    }


def _units(record: Record, run: str, line: int) -> Iterator[Row]:
    """Yield the texts of a record that may copy others: the whole, and long parts."""
    score = record.meta.get("quality", {}).get("score", 0.0)
    common = {"run": run, "line": line, "record": record.id, "quality": score}
    if record.signature and record.kind != "status":
        own = {"unit": record.id, "part": "", "published": record.published, "licence": record.licence}
        yield {**common, **own, "chars": len(record.text), **sketch(record.signature)._asdict()}
    for part in record.parts:
        if part.signature:
            own = {
                "unit": f"{record.id}#{part.id}",
                "part": part.id,
                "published": part.published or record.published,
                "licence": part.licence or record.licence,
            }
            yield {**common, **own, "chars": len(part.text), **sketch(part.signature)._asdict()}
