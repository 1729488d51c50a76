"""Writes a dataset's files as its pairs come: one pass, one pair in memory.

<format>.jsonl, <format>_validation.jsonl … · data/<split>-00000-of-00001.parquet · lineage.parquet
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
from ibis.expr.types import Table

from crawler.errors import FormatError
from crawler.store import Lines
from postprocess.checks.tables import SCHEMA
from postprocess.engine import BATCH, Engine, write
from postprocess.formats import FORMATS
from postprocess.pairs import Pair
from postprocess.rows import Rows
from postprocess.split import SPLITS

LINKS = pa.schema([("pair", pa.string()), ("record", pa.string())])
LINEAGE = ("pair", "record", "url", "file", "offset", "digest")
# What only one kind of pair can be said in: documents, and everything else.
DOCUMENTS = frozenset(["pretraining"])
# Rows whose list under this key is empty stand last: the JSON reader of ``datasets`` takes types from
# a file's first 10 MiB, and ends at a filled list that follows empty ones alone.
LAST_IF_EMPTY = {"alpaca": "history"}


class Writer:
    """The open files of a dataset; a file is made when its first row comes."""

    def __init__(self, folder: Path, formats: Iterable[str]) -> None:
        self.folder = folder
        self.formats = [name for name in formats if name != "parquet"]
        self.rows: Counter[str] = Counter()
        self.unsaid: Counter[str] = Counter()
        self._lines: dict[str, Lines] = {}
        self._last: dict[str, Lines] = {}
        self._tables: dict[str, Rows] = {}
        self._lineage = Rows(folder / "links.parquet", LINKS)

    def add(self, pair: Pair) -> None:
        """Write a pair in every format that is for its kind."""
        self._table(pair.split).add(FORMATS["parquet"](pair))
        self.rows[pair.split] += 1
        for name in self.formats:
            if pair.is_document == (name in DOCUMENTS):
                self._line(name, pair)
        for record in pair.sources:
            self._lineage.add({"pair": pair.id, "record": record})

    def close(self, engine: Engine, records: Table) -> dict[str, dict[str, Any]]:
        """Close all files; return rows and SHA-256 of each by its name in the folder.

        ``records`` are the records that pairs were made from: they know where their pages lie.
        """
        rows: dict[str, int] = {}
        for name in self._lines.keys() | self._last.keys():
            rows[f"{name}.jsonl"] = self._joined(name)
        for split, table in self._tables.items():
            table.close()
            rows[f"data/{_parquet(split)}"] = table.rows
        rows["lineage.parquet"] = self._trace(engine, records)
        return {name: facts(self.folder / name, count) for name, count in sorted(rows.items())}

    def _trace(self, engine: Engine, records: Table) -> int:
        """Write lineage.parquet: each pair with its records, their pages and where these are archived."""
        self._lineage.close()
        draft = self._lineage.path
        pages = records.select("url", "file", "offset", "digest", record="id")
        traced = engine.read(draft).join(pages, "record").order_by("pair", "record").select(*LINEAGE)
        write(engine, traced, self.folder / "lineage.parquet", BATCH)
        draft.unlink()
        return self._lineage.rows

    def _line(self, name: str, pair: Pair) -> None:
        try:
            row = FORMATS[name](pair)
        except FormatError as error:
            self.unsaid[f"{name}: {str(error).partition(': ')[2]}"] += 1
            return
        stem = name if pair.split == "train" else f"{name}_{pair.split}"
        last = name in LAST_IF_EMPTY and not row[LAST_IF_EMPTY[name]]
        files, suffix = (self._last, "last") if last else (self._lines, "jsonl")
        if stem not in files:
            files[stem] = Lines(self.folder / f"{stem}.{suffix}")
        files[stem].append(row)

    def _joined(self, stem: str) -> int:
        """Close a file, append the rows that stand last to it, and return how many rows it has."""
        parts = [files[stem] for files in (self._lines, self._last) if stem in files]
        for part in parts:
            part.close()
        first, *rest = [part.path for part in parts]
        for path in rest:
            append(first, path)
        first.replace(self.folder / f"{stem}.jsonl")
        return sum(part.count for part in parts)

    def _table(self, split: str) -> Rows:
        if split not in self._tables:
            self._tables[split] = Rows(self.folder / "data" / _parquet(split), SCHEMA)
        return self._tables[split]


def append(path: Path, rest: Path) -> None:
    """Move what a file holds to the end of another, a block at a time."""
    with path.open("ab") as file, rest.open("rb") as more:
        shutil.copyfileobj(more, file)
    rest.unlink()


def facts(path: Path, rows: int) -> dict[str, Any]:
    """Return what the manifest says of a file."""
    return {"rows": rows, "sha256": digest(path)}


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parquet(split: str) -> str:
    assert split in SPLITS
    return f"{split}-00000-of-00001.parquet"
