"""A shard of raw JSON lines as typed rows: what one process does for the tables.

Types are checked a batch at a time, by making it; only a batch that fails is made row by row.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from crawler.guard import bug_place
from crawler.records import Drop, Record, from_json, to_json
from crawler.text.sketches import stored
from crawler.text.steps import Said, refine_again
from postprocess.schema import RECORDS, UNITS
from postprocess.shards import Shard, raw_lines

Row = dict[str, Any]
# What a value of another type than its column's, or a signature that is not whole, raises.
UNFIT = (TypeError, AttributeError, ValueError, OverflowError, pa.ArrowException)
BYTES = 2_000_000  # of raw lines that become a batch
QUOTED = 2000  # bytes of a bad line that are kept
WIDTH = 20  # of a number in a note


@dataclass(frozen=True, slots=True)
class Job:
    """A shard, the folder for its rows, the steps that each record goes through again.

    ``without`` are lines that are not to be read, with the reason.
    """

    shard: Shard
    number: int
    folder: Path
    said: Said
    without: Mapping[int, str] = field(default_factory=dict)

    def path(self, table: str) -> Path:
        """Return where the rows of a table go."""
        return self.folder / f"{table}-{self.number:06}.parquet"

    @property
    def note(self) -> Path:
        """Where the number of the line stands that is worked on, should the process die of it."""
        return self.folder / f"line-{self.number:06}"


class Bad(NamedTuple):
    """A line that is no row, why, and how it begins."""

    line: int
    reason: str
    text: str


@dataclass(slots=True)
class Typed:
    """How many lines of a shard became rows, and those that did not, in order."""

    lines: int = 0
    bad: list[Bad] = field(default_factory=list)


class Read(NamedTuple):
    """A record as it was read from a line; ``refused`` are the columns that say which step refused it."""

    run: str
    line: int
    raw: bytes
    record: Record
    refused: dict[str, str]


def typed(job: Job) -> Typed:
    """Write the rows of a shard's records and units; return what was read.

    A line that is no record is bad, and so is one at which a step of the recipe fails.
    """
    found = Typed()
    with (
        pq.ParquetWriter(job.path("records"), RECORDS, compression="lz4") as records,
        pq.ParquetWriter(job.path("units"), UNITS, compression="lz4") as units,
        _noted(job.note) as note,
    ):
        for batch in _batches(raw_lines(job.shard)):
            read = [each for line, raw in batch if (each := _read(job, line, raw, note, found))]
            for table, own in _tables(read, found) if read else ():
                records.write_table(table)
                units.write_table(own)
                found.lines += len(table)
    job.note.unlink()
    found.bad.sort()
    return found


def _batches(lines: Iterator[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    batch, size = list[tuple[int, bytes]](), 0
    for line in lines:
        batch.append(line)
        size += len(line[1])
        if size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(job: Job, line: int, raw: bytes, note: IO[bytes], found: Typed) -> Read | None:
    """Return the record of a line, None if it is bad."""
    if reason := job.without.get(line, ""):
        found.bad.append(_bad(line, reason, raw))
        return None
    os.pwrite(note.fileno(), f"{line:{WIDTH}}".encode(), 0)
    try:
        record, refused = from_json(orjson.loads(raw)), {"refused_by": "", "refused_why": ""}
    except orjson.JSONDecodeError as error:
        reason = f"is not JSON: {error}"
    except KeyError as error:
        reason = f"is no record: it lacks {error}"
    except UNFIT as error:
        reason = _unfit(error)
    else:
        read = Read(job.shard.path.name.removesuffix(".jsonl"), line, raw, record, refused)
        if not job.said:
            return read
        told = _refined(read, job.said)
        if isinstance(told, Read):
            return told
        reason = told
    found.bad.append(_bad(line, reason, raw))
    return None


def _refined(read: Read, said: Said) -> Read | str:
    """Return the record as the steps leave it, or why there is none; one that a step drops is a row too."""
    try:
        result = refine_again(read.record, said)
    except Exception as bug:
        try:
            _table([read])
        except UNFIT as error:
            return _unfit(error)  # the step was given what is no record
        return f"cannot be read, for a step failed: {bug_place(bug)}"
    if isinstance(result, Drop):
        return read._replace(refused={"refused_by": result.step, "refused_why": result.reason})
    return read._replace(record=result)


def _tables(read: Sequence[Read], found: Typed) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Yield the rows of records and of their units; where a value is of another type, by halves."""
    try:
        yield _table(read)
    except UNFIT as error:
        if len(read) == 1:
            found.bad.append(_bad(read[0].line, _unfit(error), read[0].raw))
            return
        half = len(read) // 2
        yield from _tables(read[:half], found)
        yield from _tables(read[half:], found)


def _table(read: Sequence[Read]) -> tuple[pa.Table, pa.Table]:
    rows = [_row(each) | each.refused for each in read]
    units = [unit for each in read for unit in _units(each)]
    sketches = stored([unit["signature"] for unit in units])
    signed = [unit | sketch._asdict() for unit, sketch in zip(units, sketches, strict=True)]
    return pa.Table.from_pylist(rows, RECORDS), pa.Table.from_pylist(signed, UNITS)


def _row(read: Read) -> Row:
    row = to_json(read.record)
    row |= dict(read.record.meta.get("archive", {}))
    return {
        **row,
        "run": read.run,
        "line": read.line,
        "chars": len(read.record.text),
        "meta": orjson.dumps(row["meta"]).decode(),
    }


def _units(read: Read) -> Iterator[Row]:
    """Yield the texts of a record that may copy others, with their signatures: the whole, and long parts."""
    record = read.record
    score = record.meta.get("quality", {}).get("score", 0.0)
    common = {"run": read.run, "line": read.line, "record": record.id, "quality": score}
    if record.signature and record.kind != "status":
        own = {"unit": record.id, "part": "", "published": record.published, "licence": record.licence}
        yield {**common, **own, "chars": len(record.text), "signature": record.signature}
    for part in record.parts:
        if part.signature:
            own = {
                "unit": f"{record.id}#{part.id}",
                "part": part.id,
                "published": part.published or record.published,
                "licence": part.licence or record.licence,
            }
            yield {**common, **own, "chars": len(part.text), "signature": part.signature}


def _unfit(error: Exception) -> str:
    return f"is no record: {' '.join(str(error).split())[:200] or type(error).__name__}"


def _bad(line: int, reason: str, raw: bytes) -> Bad:
    return Bad(line, reason, raw[:QUOTED].decode("utf-8", "replace"))


@contextmanager
def _noted(path: Path) -> Iterator[IO[bytes]]:
    """Give an open file for the number of the line that is worked on."""
    with path.open("wb", buffering=0) as file:
        yield file
