"""Gives the row groups of Parquet files to a function, in processes of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.errors import StoreError
from postprocess.engine import MANY, TEXTS, UNIT, Mapped

# Bytes below which another process costs more than it gains.
SMALL = 20_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """A row group: its number in a file, the unit of its first row, and where what comes of it goes."""

    path: Path
    group: int
    first: int
    columns: Sequence[str]
    function: Mapped
    schema: pa.Schema
    target: Path


def scanned(
    paths: Sequence[Path],
    columns: Sequence[str],
    function: Mapped,
    schema: pa.Schema,
    folder: Path,
    processes: int,
) -> list[Path]:
    """Write what a function gives of each row group to a file in the folder; return all of them.

    Files without rows may have no row group.  No processes are started where there is little to
    do; 0 means one a core.
    """
    folder.mkdir(parents=True)
    jobs = list(_jobs(paths, columns, function, schema, folder))
    with _pool(jobs, processes) as each:
        for _ in each(_run, jobs):
            pass
    return [job.target for job in jobs]


def _jobs(
    paths: Sequence[Path], columns: Sequence[str], function: Mapped, schema: pa.Schema, folder: Path
) -> Iterator[Job]:
    for number, path in enumerate(paths):
        known = pq.ParquetFile(path)
        held = [column for column in columns if column in known.schema_arrow.names]
        first = number * MANY
        for group in range(known.num_row_groups):
            target = folder / f"{number:05}-{group:05}.parquet"
            yield Job(path, group, first, held, function, schema, target)
            first += known.metadata.row_group(group).num_rows


@contextmanager
def _pool(jobs: Sequence[Job], processes: int) -> Iterator[Any]:
    """Give a ``map`` that works in so many processes; in this one if there is little to do."""
    wanted = min(processes or os.cpu_count() or 1, len(jobs))
    if wanted < 2 or sum(path.stat().st_size for path in {job.path for job in jobs}) < SMALL:
        yield map
        return
    with get_context("spawn").Pool(wanted) as pool:
        yield pool.imap_unordered


def _run(job: Job) -> None:
    first = job.first
    with pq.ParquetWriter(job.target, job.schema, compression="none") as writer:
        for batch in _batches(job):
            units = pa.array(range(first, first + len(batch)), pa.int64())
            first += len(batch)
            writer.write_batch(job.function(batch.append_column(UNIT, units)))


def _batches(job: Job) -> Iterator[pa.RecordBatch]:
    try:
        file = pq.ParquetFile(job.path)
        yield from file.iter_batches(TEXTS, row_groups=[job.group], columns=list(job.columns))
    except (OSError, pa.ArrowException) as error:
        said = " ".join(str(error).split())[:200]
        raise StoreError(f"{job.path}: row group {job.group} cannot be read: {said}") from None
