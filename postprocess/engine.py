"""What an engine that sees many records can do: Ibis expressions, and functions over Arrow batches.

An engine is DuckDB in this process (local.py) or Spark (spark.py); the operations of the other modules
run on either and give the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

MEMORY = "800MB"  # the process then stays below 1.5 GB: what it reads and hands over comes on top
BATCH = 10_000  # rows of a batch that a function is given
TEXTS = 1000  # the same of rows with texts
MANY = 1 << 40  # more rows than a file has
UNIT = "pairmill_unit"  # a column beside those of other people's tables
Mapped = Callable[[pa.RecordBatch], pa.RecordBatch]


class Engine(Protocol):
    """A connection, and a folder for what is computed once and read by several steps after it.

    The folder is the caller's to delete.  What no engine promises is the order of rows: it is that of
    ``order_by`` where that comes last, and any other elsewhere.
    """

    def __enter__(self) -> Engine:
        """Return the engine."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the connection go."""

    def read(self, *paths: Path) -> Table:
        """Return what Parquet files of one schema hold; a star in a file's name stands for anything."""

    def numbered(self, *paths: Path) -> Table:
        """Return what Parquet files hold with UNIT: MANY times the number of the file, and the row in it.

        Both count from 0.  A column that not all files have is null in the others.
        """

    def keep(self, expression: Table, name: str) -> Table:
        """Compute an expression once; return what it gave."""

    def ranked(self, expression: Table, keys: Sequence[Any], name: str) -> Table:
        """Compute an expression once; return what it gave with ``rank``, its place from 0 by these keys."""

    def map(
        self, expression: Table, function: Mapped, schema: pa.Schema, name: str, batch: int = BATCH
    ) -> Table:
        """Give an expression's rows to a function, batch by batch; return what it gave, of this schema."""

    def scan(
        self, paths: Sequence[Path], columns: Sequence[str], function: Mapped, schema: pa.Schema, name: str
    ) -> Table:
        """Give a function columns of Parquet files and UNIT, as ``numbered`` has it; return what it gave.

        Batches have TEXTS rows at most, and of ``columns`` those that their file has, or nulls.  The
        function is one that pickles: it runs where the processors are.
        """

    def rows(self, rows: Iterable[dict[str, Any]], schema: pa.Schema, name: str) -> Table:
        """Return rows of Python's as a table."""

    def batches(self, expression: Table, batch: int = TEXTS) -> Iterator[pa.RecordBatch]:
        """Yield what an expression gives, in its order, so many rows at once; memory holds few of them."""

    def count(self, expression: Table) -> int:
        """Return how many rows an expression gives."""


def telling(keys: Sequence[Any]) -> list[Any]:
    """Return the keys of an order without what comes again and so says nothing new: Ibis refuses such keys.

    Given to a window, the later of two on one column would take the place of the earlier.
    """
    found: dict[str, Any] = {}
    for key in keys:
        found.setdefault(key.get_name(), key)
    return list(found.values())


def stream(engine: Engine, expression: Table, batch: int = TEXTS) -> Iterator[dict[str, Any]]:
    """Yield what an expression gives row by row."""
    for found in engine.batches(expression, batch):
        yield from found.to_pylist()


def write(engine: Engine, expression: Table, path: Path, batch: int = TEXTS) -> int:
    """Write what an expression gives to one file, so many rows at once; return how many rows it has.

    An engine itself would gather many rows before it writes any: of long texts that is more than it
    may hold.
    """
    rows = 0
    with pq.ParquetWriter(path, expression.schema().to_pyarrow(), compression="zstd") as writer:
        for found in engine.batches(expression, batch):
            writer.write_batch(found)
            rows += len(found)
    return rows
