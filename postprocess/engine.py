"""The engine that sees many records: DuckDB in this process, bounded in memory, spilling to disk.

What runs on it are Ibis expressions; what no expression can say is a function over Arrow batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from postprocess.rows import Rows

MEMORY = "800MB"  # the process then stays below 1.5 GB: what it reads and hands over comes on top
BATCH = 10_000  # rows of a batch that a function is given
TEXTS = 1000  # the same of rows with texts
Mapped = Callable[[pa.RecordBatch], pa.RecordBatch]


class Engine:
    """A connection, and a folder for what is computed once and read by several steps after it.

    ``memory`` is what the engine may hold ("800MB"); what is more goes to the folder, which is the
    caller's to delete.
    """

    def __init__(self, folder: Path, memory: str = MEMORY) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.backend = ibis.duckdb.connect(
            memory_limit=memory, temp_directory=str(folder / "spill"), preserve_insertion_order=False
        )
        self._files = 0

    def __enter__(self) -> Engine:
        """Return the engine."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Let the connection go."""
        self.backend.disconnect()

    def read(self, *paths: Path, **options: Any) -> Table:
        """Return what Parquet files hold."""
        return self.backend.read_parquet([str(path) for path in paths], **options)

    def keep(self, expression: Table, name: str) -> Table:
        """Compute an expression once; return what it gave."""
        path = self._path(name)
        expression.to_parquet(path, compression="zstd")
        return self.read(path)

    def map(
        self, expression: Table, function: Mapped, schema: pa.Schema, name: str, batch: int = BATCH
    ) -> Table:
        """Give an expression's rows to a function, batch by batch; return what it gave, of this schema."""
        batches = expression.to_pyarrow_batches(chunk_size=batch)
        return self._written((function(each) for each in batches), schema, name)

    def write(self, expression: Table, path: Path) -> int:
        """Write what an expression gives as it comes; return how many rows it has.

        The engine itself would gather 122,880 rows a thread before it writes any: of long texts that
        is more than it may hold.
        """
        batches = expression.to_pyarrow_batches(chunk_size=TEXTS)
        with pq.ParquetWriter(path, expression.schema().to_pyarrow(), compression="zstd") as writer:
            return sum(_add(writer, batch) for batch in batches)

    def rows(self, rows: Iterable[dict[str, Any]], schema: pa.Schema, name: str) -> Table:
        """Return rows of Python's as a table."""
        file = Rows(self._path(name), schema)
        for row in rows:
            file.add(row)
        file.close()
        return self.read(file.path)

    def count(self, expression: Table) -> int:
        """Return how many rows an expression gives."""
        return int(expression.count().to_pyarrow().as_py())

    def _written(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema, name: str) -> Table:
        path = self._path(name)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
        return self.read(path)

    def _path(self, name: str) -> Path:
        self._files += 1
        return self.folder / f"{self._files:03}-{name}.parquet"


def _add(writer: pq.ParquetWriter, batch: pa.RecordBatch) -> int:
    writer.write_batch(batch)
    return len(batch)
