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
        self._tables: list[pa.Table] = []

    def add(self, row: dict[str, Any]) -> None:
        """Take one row."""
        self._waiting.append(row)
        if len(self._waiting) >= GROUP:
            self._write()

    def extend(self, table: pa.Table) -> None:
        """Take rows that are a table already."""
        self._tables.append(table)
        if sum(map(len, self._tables)) >= GROUP:
            self._write()

    def close(self) -> None:
        """Write what waits and close the file."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._waiting:
            self._tables.append(pa.Table.from_pylist(self._waiting, self.schema))
        group = pa.concat_tables([*self._tables, self.schema.empty_table()])
        if len(group):
            self._writer.write_table(group)
        self.rows += len(group)
        self._waiting, self._tables = [], []
