"""Deduplicates tables of documents that are no records: Parquet in, what is kept as Parquet out.

The texts are signed by processes, a row group each; all that compares them runs on the engine.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis.expr.types import Table

from crawler.errors import StoreError
from crawler.text.sketches import sketches
from postprocess.dedup import copies
from postprocess.engine import MEMORY, Engine
from postprocess.schema import SKETCH

ROWS = 1000  # documents that are signed at a time
# Bytes below which another process costs more than it gains.
SMALL = 20_000_000
NAMED = pa.schema(
    [("unit", pa.int64()), ("record", pa.int64()), ("part", pa.string()), ("name", pa.string())]
)
SKETCHES = pa.schema([*NAMED, ("chars", pa.int64()), *SKETCH])


FILES = pa.schema([("filename", pa.string()), ("file", pa.int64())])
MANY = 1 << 40  # more rows than a file has


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold the text and the name of a document ("" if it has none)."""

    text: str = "text"
    id: str = "id"


@dataclass(frozen=True, slots=True)
class Job:
    """A row group to sign: its number in a file, that of its first row, and where the sketches go."""

    path: Path
    group: int
    first: int
    file: int
    target: Path
    columns: Columns


def deduplicate(
    paths: Sequence[Path],
    out: Path,
    *,
    columns: Columns = Columns(),
    min_similarity: float = 0.8,
    memory: str = MEMORY,
    processes: int = 0,
) -> dict[str, int]:
    """Write kept.parquet and copies.parquet into a folder; return how many rows each has.

    The longest of copies stays, of equals the one whose name, then whose text's hash is smallest.
    copies.parquet has name, lead, similarity and stage; a document without a name is called by
    file and row.  Time grows with the texts, memory with none of them.

    StoreError if a file is no Parquet or lacks the text, or ``out`` holds something.
    """
    if out.is_dir() and any(out.iterdir()):
        raise StoreError(f"{out}: it is not empty; name another folder with --out")
    paths = [path.resolve() for path in paths]  # the engine calls files by their whole address
    draft = out.with_name(out.name + ".tmp")
    jobs = list(_jobs(paths, draft / "work", columns))
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "work").mkdir(parents=True)
    with _pool(jobs, processes) as each:
        for _ in each(_signed, jobs):
            pass
    with Engine(draft / "work", memory) as engine:
        units = engine.read(*(job.target for job in jobs))
        documents = _documents(engine, paths)
        found = copies(
            engine,
            units,
            min_similarity,
            keep=lambda table: [table.chars.desc(), table.name, table.exact],
            texts=documents.select("unit", text=columns.text),
        )
        kept = documents.anti_join(found, "unit").drop("unit")
        rows = {"kept": engine.write(kept, draft / "kept.parquet")}
        names = units.select("unit", "name")
        named = found.select("unit", lead_unit="lead", similarity="similarity", stage="stage").join(
            names, "unit"
        )
        named = named.join(names.select(lead_unit="unit", lead="name"), "lead_unit")
        told = named.order_by("name", "unit").select("name", "lead", "similarity", "stage")
        rows["copies"] = engine.write(told, draft / "copies.parquet")
    shutil.rmtree(draft / "work")
    shutil.rmtree(out, ignore_errors=True)
    draft.replace(out)
    return rows


def _jobs(paths: Sequence[Path], folder: Path, columns: Columns) -> Iterator[Job]:
    for number, path in enumerate(paths):
        try:
            file = pq.ParquetFile(path)
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"{path}: is no Parquet file: {' '.join(str(error).split())[:200]}") from None
        if columns.text not in file.schema_arrow.names:
            raise StoreError(
                f"{path}: there is no column '{columns.text}'; it has {', '.join(file.schema_arrow.names)}"
            )
        first = 0
        for group in range(file.num_row_groups):
            yield Job(
                path, group, first, number, folder / f"sketches-{number:05}-{group:05}.parquet", columns
            )
            first += file.metadata.row_group(group).num_rows


@contextmanager
def _pool(jobs: Sequence[Job], processes: int) -> Iterator[Any]:
    """Give a ``map`` that works in so many processes; in this one if there is little to do."""
    wanted = min(processes or os.cpu_count() or 1, len(jobs))
    if wanted < 2 or sum(path.stat().st_size for path in {job.path for job in jobs}) < SMALL:
        yield map
        return
    with get_context("spawn").Pool(wanted) as pool:
        yield pool.imap_unordered


def _signed(job: Job) -> None:
    """Write the sketches of a row group."""
    file = pq.ParquetFile(job.path)
    named = job.columns.id in file.schema_arrow.names
    wanted = [job.columns.text, *([job.columns.id] if named else [])]
    row = job.first
    with pq.ParquetWriter(job.target, SKETCHES, compression="none") as writer:
        for batch in file.iter_batches(ROWS, row_groups=[job.group], columns=wanted):
            places = range(row, row + len(batch))
            row += len(batch)
            texts = [text or "" for text in batch.column(job.columns.text).to_pylist()]
            if named:
                names = pc.cast(batch.column(job.columns.id), pa.string())
            else:
                names = pa.array([f"{job.path.name}:{place}" for place in places])
            units = pa.array([job.file * MANY + place for place in places], pa.int64())
            known = sketches(texts)
            columns = {
                "unit": units,
                "record": units,
                "part": [""] * len(texts),
                "name": names,
                "chars": list(map(len, texts)),
                **{field: [getattr(each, field) for each in known] for field in SKETCH.names},
            }
            writer.write_batch(pa.RecordBatch.from_pydict(columns, SKETCHES))


def _documents(engine: Engine, paths: Sequence[Path]) -> Table:
    """Return the documents with the units that they were signed as."""
    files = engine.rows(
        ({"filename": str(path), "file": number} for number, path in enumerate(paths)), FILES, "files"
    )
    rows = engine.read(*paths, filename=True, file_row_number=True).join(files, "filename")
    unit = rows.file * MANY + rows.file_row_number
    return rows.mutate(unit=unit).drop("file", "filename", "file_row_number")
