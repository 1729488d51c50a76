"""Writes a dataset's files as its pairs come: one pass, few pairs in memory.

<format>.jsonl, <format>_validation.jsonl … · data/<split>-00000-of-00001.parquet · lineage.parquet
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import Table

from crawler.store import Lines
from postprocess.checks.tables import SCHEMA
from postprocess.engine import BATCH, Engine, write
from postprocess.pairs import Pair
from postprocess.places import Place
from postprocess.rows import Rows
from postprocess.said import Said
from postprocess.split import SPLITS

LINKS = pa.schema([("pair", pa.string()), ("record", pa.string())])
LINEAGE = ("pair", "record", "url", "file", "offset", "digest")


class Writer:
    """The open files of a dataset; a file is made when its first row comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: Counter[str] = Counter()
        self.unsaid: Counter[str] = Counter()
        self._lines: dict[str, Lines] = {}
        self._last: dict[str, Lines] = {}
        self._tables: dict[str, Rows] = {}
        self._lineage = Rows(folder / "links.parquet", LINKS)

    def add(self, pairs: Sequence[tuple[Pair, Said]], table: pa.Table) -> None:
        """Write pairs in every format that is for their kind; ``table`` has the canonical row of each."""
        lines: dict[tuple[str, bool], list[bytes]] = {}
        for pair, said in pairs:
            self.rows[pair.split] += 1
            self.unsaid.update(said.unsaid)
            for line in said.lines:
                lines.setdefault((line.stem, line.last), []).append(line.text)
            for record in pair.sources:
                self._lineage.add({"pair": pair.id, "record": record})
        for place, own in lines.items():
            self._file(*place).extend(own)
        for split in dict.fromkeys(pair.split for pair, _ in pairs):
            self._table(split).extend(table.filter(pc.equal(table["split"], split)))

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

    def _file(self, stem: str, last: bool) -> Lines:
        files, suffix = (self._last, "last") if last else (self._lines, "jsonl")
        if stem not in files:
            files[stem] = Lines(self.folder / f"{stem}.{suffix}")
        return files[stem]

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


def digest(path: Place) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parquet(split: str) -> str:
    assert split in SPLITS
    return f"{split}-00000-of-00001.parquet"
