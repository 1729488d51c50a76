"""Deduplicates tables of documents that are no records: Parquet in, what is kept as Parquet out.

Signing the texts and comparing what comes of that both run on the engine.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from crawler.errors import StoreError
from crawler.text.sketches import sketches
from postprocess.dedup import copies
from postprocess.engine import MANY, MEMORY, UNIT, write
from postprocess.engines import opened
from postprocess.schema import SKETCH

NAMED = pa.schema(
    [("unit", pa.int64()), ("record", pa.int64()), ("part", pa.string()), ("name", pa.string())]
)
SKETCHES = pa.schema([*NAMED, ("chars", pa.int64()), *SKETCH])


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold the text and the name of a document ("" if it has none)."""

    text: str = "text"
    id: str = "id"


def deduplicate(
    paths: Sequence[Path],
    out: Path,
    *,
    columns: Columns = Columns(),
    min_similarity: float = 0.8,
    memory: str = MEMORY,
    processes: int = 0,
    engine: str = "local",
) -> dict[str, int]:
    """Write kept.parquet and copies.parquet into a folder; return how many rows each has.

    The longest of copies stays, of equals the one whose name, then whose text's hash is smallest.
    copies.parquet has name, lead, similarity and stage; a document without a name is called by
    file and row.  Time grows with the texts, memory with none of them.  ``engine`` is one of ENGINES.

    EngineError if the engine is not to be had; StoreError if a file is no Parquet or lacks the text,
    or ``out`` holds something.
    """
    if out.is_dir() and any(out.iterdir()):
        raise StoreError(f"{out}: it is not empty; name another folder with --out")
    _check(paths, columns)
    draft = out.with_name(out.name + ".tmp")
    shutil.rmtree(draft, ignore_errors=True)
    with opened(engine, draft / "work", memory, processes) as used:
        sign = partial(_signed, columns=columns, files=[path.name for path in paths])
        units = used.scan(paths, [columns.text, columns.id], sign, SKETCHES, "sketches")
        documents = used.numbered(*paths)
        found = copies(
            used,
            units,
            min_similarity,
            keep=lambda table: [table.chars.desc(), table.name, table.exact],
            texts=documents.select(text=columns.text, unit=UNIT),
        )
        kept = documents.anti_join(found, [(UNIT, "unit")]).drop(UNIT)
        rows = {"kept": write(used, kept, draft / "kept.parquet")}
        names = units.select("unit", "name")
        named = found.select("unit", lead_unit="lead", similarity="similarity", stage="stage").join(
            names, "unit"
        )
        named = named.join(names.select(lead_unit="unit", lead="name"), "lead_unit")
        told = named.order_by("name", "unit").select("name", "lead", "similarity", "stage")
        rows["copies"] = write(used, told, draft / "copies.parquet")
    shutil.rmtree(draft / "work")
    shutil.rmtree(out, ignore_errors=True)
    draft.replace(out)
    return rows


def _check(paths: Sequence[Path], columns: Columns) -> None:
    known: set[Path] = set()
    for path in paths:
        if path.resolve() in known:
            raise StoreError(f"{path}: is named twice")
        known.add(path.resolve())
        try:
            names = pq.read_schema(path).names
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"{path}: is no Parquet file: {' '.join(str(error).split())[:200]}") from None
        if columns.text not in names:
            raise StoreError(f"{path}: there is no column '{columns.text}'; it has {', '.join(names)}")


def _signed(batch: pa.RecordBatch, *, columns: Columns, files: Sequence[str]) -> pa.RecordBatch:
    """Return the sketches of documents, called by their name or by file and row."""
    units = batch.column(UNIT)
    texts = [text or "" for text in batch.column(columns.text).to_pylist()]
    places = [divmod(unit, MANY) for unit in units.to_pylist()]
    names = pa.array([f"{files[file]}:{row}" for file, row in places], pa.string())
    if columns.id in batch.schema.names:
        names = pc.coalesce(pc.cast(batch.column(columns.id), pa.string()), names)
    known = sketches(texts)
    made = {
        "unit": units,
        "record": units,
        "part": [""] * len(texts),
        "name": names,
        "chars": list(map(len, texts)),
        **{field: [getattr(each, field) for each in known] for field in SKETCH.names},
    }
    return pa.RecordBatch.from_pydict(made, SKETCHES)
