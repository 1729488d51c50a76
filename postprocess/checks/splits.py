"""What stands in two splits: a leak makes a test set worthless and nobody sees it in a single row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from postprocess.checks.findings import Finding

# Each gives a name and the splits it is in.  DuckDB, for the ids of a large dataset fill memory.
QUERIES: Mapping[str, str] = {
    "id": """
        SELECT id, list_sort(list(DISTINCT split)) FROM read_parquet($files)
        GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 100
    """,
    "group": """
        SELECT "group", list_sort(list(DISTINCT split)) FROM read_parquet($files)
        WHERE "group" <> '' GROUP BY "group" HAVING count(DISTINCT split) > 1 ORDER BY "group" LIMIT 100
    """,
}


def check_splits(files: Sequence[Path], *, memory: str = "512MB") -> Iterator[Finding]:
    """Yield the ids that stand twice and the groups in two splits, of canonical Parquet ``files``.

    What exceeds ``memory`` is spilled to a temporary folder.
    """
    if not files:
        return
    named = {"files": [str(file) for file in files]}
    with tempfile.TemporaryDirectory() as folder:
        config = {"temp_directory": folder, "memory_limit": memory, "threads": "2"}
        with duckdb.connect(config=config) as engine:
            try:
                for column, query in QUERIES.items():
                    yield from (_finding(column, *found) for found in engine.execute(query, named).fetchall())
            except duckdb.Error as error:
                yield Finding("data", 0, "Parquet", f"DuckDB cannot read the splits: {str(error)[:200]}")


def _finding(column: str, name: str, splits: list[str]) -> Finding:
    """Return the finding for a name that stands in ``splits``, or twice in one."""
    if len(splits) > 1:
        where = " and ".join(splits)
        return Finding("data", 0, f"{column} in two splits", f"{name!r} is in {where}; split by group again")
    return Finding("data", 0, f"{column} twice", f"{name!r} names more than one row of {splits[0]}")
