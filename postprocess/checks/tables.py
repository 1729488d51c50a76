"""The Parquet files: readable, in the canonical columns, each row sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from postprocess.checks.canonical import CANONICAL, canonical
from postprocess.checks.findings import Finding, Json, Problem, at

TURNS = pa.list_(pa.struct({"role": pa.string(), "text": pa.string(), "speaker": pa.string()}))
LISTS = {"turns": TURNS, "sources": pa.list_(pa.string()), "urls": pa.list_(pa.string())}
# The types of data/*.parquet.  ``datasets`` does not join splits whose types differ, and a column
# of empty lists has none of its own: whoever writes the files gives these.
SCHEMA = pa.schema([(name, LISTS.get(name, pa.string())) for name in CANONICAL])
# Rows in memory at once: a long chapter is some 100 KB.
BATCH_ROWS = 256


def split_of(path: Path) -> str:
    """Return the split in a file's name.

    >>> split_of(Path("data/train-00000-of-00001.parquet"))
    'train'
    """
    return path.stem.partition("-")[0]


def check_table(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with a file, ``BATCH_ROWS`` rows in memory at a time."""
    name, split = f"data/{path.name}", split_of(path)
    try:
        problems = list(_schema(pq.read_schema(path)))
        yield from at(name, 0, problems)
        for number, row in enumerate(_rows(path) if not problems else (), 1):
            yield from at(name, number, canonical(row, split=split))
    except (OSError, UnicodeDecodeError, pa.ArrowException) as error:
        yield Finding(
            name, 0, "Parquet", f"{str(error).partition(chr(10))[0][:200]}; build the dataset again"
        )


def is_table(path: Path) -> bool:
    """Whether a file is readable Parquet in the canonical columns."""
    try:
        return not list(_schema(pq.read_schema(path)))
    except (OSError, pa.ArrowException):
        return False


def _schema(schema: pa.Schema) -> Iterator[Problem]:
    """Yield which columns lack, which are unknown, and which are of another type."""
    for name in schema.names:
        if name not in SCHEMA.names:
            yield "unknown key", f"{name} is no column of a canonical row"
    for field in SCHEMA:
        place = schema.get_field_index(field.name)
        if place < 0:
            yield "missing key", f"column {field.name} is not there"
        elif schema.field(place).type != field.type:
            yield "type", f"column {field.name} is {field.type}, and not {schema.field(place).type}"


def _rows(path: Path) -> Iterator[Json]:
    """Yield the rows of a Parquet file as dicts."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH_ROWS):
            yield from batch.to_pylist()
