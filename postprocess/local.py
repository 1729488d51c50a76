"""The engine of one machine: DuckDB in this process, bounded in memory, spilling to disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from postprocess.engine import BATCH, MANY, MEMORY, TEXTS, UNIT, Mapped, telling
from postprocess.rows import Rows
from postprocess.scan import scanned

# Each thread gathers a group before it writes it: by default 122,880 rows, which long texts make 600 MB of.
WRITTEN = {"compression": "zstd", "row_group_size": 40_960, "row_group_size_bytes": "32MB"}
# Names beside those of other people's columns.
PATH, FIRST = "pairmill_path", "pairmill_first"
FILES = pa.schema([(PATH, pa.string()), (FIRST, pa.int64())])


class Local:
    """An engine; ``memory`` is what it may hold ("800MB"), what is more goes to the folder.

    ``processes`` scan files, by default one a core.
    """

    def __init__(self, folder: Path, memory: str = MEMORY, processes: int = 0) -> None:
        self.folder, self.processes = folder, processes
        folder.mkdir(parents=True, exist_ok=True)
        self.backend = ibis.duckdb.connect(
            memory_limit=memory, temp_directory=str(folder / "spill"), preserve_insertion_order=False
        )
        self._files = 0

    def __enter__(self) -> Local:
        """Return the engine."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the connection go."""
        self.backend.disconnect()

    def read(self, *paths: Path) -> Table:
        """Return what Parquet files of one schema hold; a star in a file's name stands for anything."""
        return self.backend.read_parquet([str(path) for path in paths])

    def numbered(self, *paths: Path) -> Table:
        """Return what Parquet files hold with UNIT, the number of file and row."""
        whole = [str(path.resolve()) for path in paths]  # DuckDB calls files by their whole address
        options = {"filename": PATH, "file_row_number": True, "union_by_name": True}
        firsts = ({PATH: path, FIRST: number * MANY} for number, path in enumerate(whole))
        files = self.rows(firsts, FILES, "files")
        rows = self.backend.read_parquet(whole, **options).join(files, PATH)
        return rows.mutate((rows[FIRST] + rows.file_row_number).name(UNIT)).drop(
            PATH, FIRST, "file_row_number"
        )

    def keep(self, expression: Table, name: str) -> Table:
        """Compute an expression once; return what it gave."""
        path = self._path(name)
        expression.to_parquet(path, **WRITTEN)
        return self.read(path)

    def ranked(self, expression: Table, keys: Sequence[Any], name: str) -> Table:
        """Compute an expression once; return what it gave with ``rank``, its place by these keys.

        That is the place in a sorted file: sorting spills to disk, a window over all rows does not.
        """
        path = self._path(name)
        expression.order_by(telling(keys)).to_parquet(path, **WRITTEN)
        return self.backend.read_parquet(path, file_row_number=True).rename(rank="file_row_number")

    def map(
        self, expression: Table, function: Mapped, schema: pa.Schema, name: str, batch: int = BATCH
    ) -> Table:
        """Give an expression's rows to a function, batch by batch; return what it gave, of this schema."""
        path = self._path(name)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for found in self.batches(expression, batch):
                writer.write_batch(function(found))
        return self.read(path)

    def scan(
        self, paths: Sequence[Path], columns: Sequence[str], function: Mapped, schema: pa.Schema, name: str
    ) -> Table:
        """Give columns of Parquet files and UNIT to a function in processes; return what it gave."""
        found = scanned(paths, columns, function, schema, self._path(name), self.processes)
        return self.read(*found) if found else self.rows((), schema, name)

    def rows(self, rows: Iterable[dict[str, Any]], schema: pa.Schema, name: str) -> Table:
        """Return rows of Python's as a table."""
        file = Rows(self._path(name), schema)
        for row in rows:
            file.add(row)
        file.close()
        return self.read(file.path)

    def batches(self, expression: Table, batch: int = TEXTS) -> Iterator[pa.RecordBatch]:
        """Yield what an expression gives, in its order, so many rows at once."""
        yield from expression.to_pyarrow_batches(chunk_size=batch)

    def count(self, expression: Table) -> int:
        """Return how many rows an expression gives."""
        return int(expression.count().to_pyarrow().as_py())

    def _path(self, name: str) -> Path:
        self._files += 1
        return self.folder / f"{self._files:03}-{name}.parquet"
