"""Raw JSON lines to typed Parquet, the only thing that engines read.

A bad line costs itself and nothing else: it goes to a quarantine file with path, line and reason.
Two tables are written, a file a shard: ``records`` and ``units``, the texts that may copy one another
(a record, or a long post of it) with the bands of their signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

import orjson
import pyarrow.parquet as pq

from crawler.errors import StoreError
from crawler.store import Lines
from crawler.text import boilerplate
from crawler.text.steps import Said
from postprocess.places import Place, files
from postprocess.pool import Died, cores, spread
from postprocess.schema import RECORDS, UNITS
from postprocess.shards import SIZE, raw_lines, shards
from postprocess.typed import Job, Typed, typed

# Bytes of records below which the start of processes costs more than they gain, without steps and with.
SMALL, SMALL_WITH_STEPS = 100_000_000, 20_000_000
# Lines of a shard that may end its process before the fault is looked for elsewhere.
MAX_DEATHS = 3
ALL = {"records": "records-*.parquet", "units": "units-*.parquet"}


@dataclass(slots=True)
class Intake:
    """What was read: lines that became records, and the first bad ones with place and reason."""

    lines: int = 0
    bad: int = 0
    reasons: list[str] = field(default_factory=list)


def write_tables(
    data: Place,
    sites: tuple[str, ...],
    folder: Path,
    said: Said = MappingProxyType({}),
    processes: int = 0,
    size: int = SIZE,
) -> Intake:
    """Write the tables (see ALL) and quarantine.jsonl into ``folder``, in so many processes (0: one a core).

    ``said`` names text steps that each record goes through again.  What one of them drops is a row
    too, with step and reason: otherwise an older line of the same record would take its place.
    Where the step ``boilerplate`` is named without lines, each site's are found by a first pass.
    ``size`` is that of a shard in bytes.  Neither it nor ``processes`` changes a row, a number or
    an order.  A line that its process dies of is put aside as any bad one.

    StoreError if processes die one after the other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    intake = Intake()
    jobs = list(_jobs(record_files(data, sites), folder, said, size))
    few = sum(job.shard.end - job.shard.start for job in jobs) < (SMALL_WITH_STEPS if said else SMALL)
    wanted = 1 if few else min(cores(processes), len(jobs))
    with closing(Lines(folder / "quarantine.jsonl")) as quarantine, spread(typed, wanted) as each:
        for job, answer in each(jobs):
            _count(intake, job, _again(job, answer) if isinstance(answer, Died) else answer, quarantine)
    if not jobs:
        for table, schema in (("records", RECORDS), ("units", UNITS)):
            pq.write_table(schema.empty_table(), folder / ALL[table].replace("*", "none"))
    return intake


def _jobs(paths: list[Place], folder: Path, said: Said, size: int) -> Iterator[Job]:
    learned = _boilerplate(paths) if said.get("boilerplate") is True else {}
    found = (shard for path in paths for shard in shards(path, size))
    for number, shard in enumerate(found):
        lines = {"boilerplate": {"lines": learned[shard.path.parent]}} if learned else {}
        yield Job(shard, number, folder, {**said, **lines})


def _again(job: Job, answer: Typed | Died) -> Typed:
    """Read a shard again whose process died, without the line that it died of."""
    while isinstance(answer, Died):
        line = int(job.note.read_bytes() or 0) if job.note.exists() else 0
        if not line or len(job.without) == MAX_DEATHS:
            raise StoreError(f"{job.shard.path}: line {line or job.shard.line}: {answer.reason}")
        job = replace(job, without={**job.without, line: f"cannot be read: {answer.reason}"})
        with spread(typed, 2) as each:  # the one that is used is another process than this
            ((_, answer),) = each([job])
    return answer


def _count(intake: Intake, job: Job, found: Typed, quarantine: Lines) -> None:
    path = job.shard.path
    intake.lines += found.lines
    intake.bad += len(found.bad)
    told = [f"{path}: line {line}: {reason}" for line, reason, _ in found.bad]
    intake.reasons = [*intake.reasons, *told][:5]
    for line, reason, text in found.bad:
        quarantine.append({"path": str(path), "line": line, "reason": reason, "text": text})


def _boilerplate(paths: list[Place]) -> dict[Place, tuple[str, ...]]:
    """Return the lines that repeat over the records of each site's folder; bad lines are passed over."""
    found: dict[Place, tuple[str, ...]] = {}
    for folder, own in groupby(paths, key=lambda path: path.parent):
        found[folder] = tuple(sorted(boilerplate.lines(_texts(own))))
    return found


def _texts(paths: Iterable[Place]) -> Iterator[str]:
    """Yield the text of each record, as often as it was read by a run."""
    for _, raw in (line for path in paths for shard in shards(path) for line in raw_lines(shard)):
        try:
            text = orjson.loads(raw)["text"]
        except (orjson.JSONDecodeError, KeyError, TypeError):
            continue  # it goes to the quarantine when the tables are written
        if isinstance(text, str):
            yield text


def record_files(data: Place, sites: tuple[str, ...]) -> list[Place]:
    """Return the files of records of the sites asked for (none: all), in a fixed order."""
    return [path for path in files(data, "records/*/*.jsonl") if not sites or path.parent.name in sites]
