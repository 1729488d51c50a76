"""Rows of Python's into a Parquet file, as they come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

GROUP = 2000  # rows that are written at a time


class Rows:
    """A Parquet file that rows are added to; they are written in groups."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.schema, self.rows = path, schema, 0
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._waiting: list[dict[str, Any]] = []

    def add(self, row: dict[str, Any]) -> None:
        """Take one row."""
        self._waiting.append(row)
        if len(self._waiting) >= GROUP:
            self._write()

    def close(self) -> None:
        """Write what waits and close the file."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, self.schema))
        self.rows += len(self._waiting)
        self._waiting = []
