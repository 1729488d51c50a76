"""manifest.json against the files that it describes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from postprocess.checks.findings import Finding, Json
from postprocess.checks.tables import split_of

CHUNK_BYTES = 1 << 20


def read_object(path: Path) -> tuple[dict[str, Json], list[Finding]]:
    """Return the JSON object in a file, and why there is none; a file that is not there says {}."""
    try:
        value = orjson.loads(path.read_bytes()) if path.is_file() else {}
    except orjson.JSONDecodeError as error:
        return {}, [Finding(path.name, 0, "JSON", str(error))]
    if not isinstance(value, dict):
        return {}, [Finding(path.name, 0, "JSON", "the file holds an object")]
    return value, []


def check_manifest(folder: Path) -> Iterator[Finding]:
    """Yield where the files of a dataset are not as its manifest.json says.

    It holds ``rows``, the rows of each split in data/, and ``files``, the rows and sha256 of each file.
    """
    manifest, unread = read_object(folder / "manifest.json")
    yield from unread
    rows, files = manifest.get("rows", {}), manifest.get("files", {})
    if not isinstance(rows, dict) or not isinstance(files, dict):
        yield Finding("manifest.json", 0, "manifest", "rows and files are objects")
        return
    yield from _check_rows(folder, rows)
    for name, facts in files.items():
        yield from _check_file(folder, name, facts)
    for path in sorted(folder.glob("*.jsonl")) if files else ():
        if path.name not in files:
            yield Finding(path.name, 0, "manifest", "the manifest does not know this file; export it again")


def _check_rows(folder: Path, rows: dict[str, Json]) -> Iterator[Finding]:
    """Yield the splits that hold another number of rows than ``rows`` says."""
    held: Counter[str] = Counter()
    for path in sorted((folder / "data").glob("*.parquet")):
        held[split_of(path)] += _count(path)
    for split in sorted(rows.keys() | held.keys()) if rows else ():
        if rows.get(split, 0) != held[split]:
            said = f"the manifest says {rows.get(split, 0)} rows of {split}, data/ holds {held[split]}"
            yield Finding("manifest.json", 0, "row count", said)


def _check_file(folder: Path, name: str, facts: Json) -> Iterator[Finding]:
    """Yield where the file called ``name`` is not there, or has other rows or bytes than ``facts`` say."""
    path = folder / name
    if not isinstance(facts, dict):
        yield Finding("manifest.json", 0, "manifest", f"files.{name} is an object of rows and sha256")
    elif not path.is_file():
        yield Finding(name, 0, "manifest", "the manifest names this file and it is not there")
    elif facts.get("sha256", held := _sha256(path)) != held:
        yield Finding(name, 0, "sha256", f"its bytes give {held}, the manifest says {facts['sha256']}")
    if isinstance(facts, dict) and path.is_file() and "rows" in facts and facts["rows"] != _count(path):
        yield Finding(
            name, 0, "row count", f"it holds {_count(path)} rows, the manifest says {facts['rows']}"
        )


def _sha256(path: Path) -> str:
    """Return the digest of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _count(path: Path) -> int:
    """Return the rows of a Parquet or JSON-lines file; 0 of Parquet that cannot be read."""
    if path.suffix == ".parquet":
        try:
            return int(pq.read_metadata(path).num_rows)
        except (OSError, pa.ArrowException):
            return 0
    last, count = b"\n", 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            last, count = chunk, count + chunk.count(b"\n")
    return count + (not last.endswith(b"\n"))
