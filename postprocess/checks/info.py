"""dataset_info.json, by which LLaMA-Factory finds and reads the files of a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jsonlines
import orjson

from postprocess.checks.findings import Finding, Json, Problem, at
from postprocess.checks.manifest import read_object


def check_info(folder: Path) -> Iterator[Finding]:
    """Yield where LLaMA-Factory would stumble over the dataset_info.json of a folder."""
    path = folder / "dataset_info.json"
    if path.is_file() and not path.read_bytes().isascii():
        yield Finding(path.name, 0, "ASCII", "LLaMA-Factory opens it in the machine's encoding; escape it")
    info, unread = read_object(path)
    yield from unread
    for name, entry in info.items():
        yield from at(path.name, 0, _entry(folder, name[:80], entry))


def _entry(folder: Path, name: str, entry: Json) -> Iterator[Problem]:
    """Yield what is wrong with one entry: its file, its formatting, its columns."""
    file = entry.get("file_name") if isinstance(entry, dict) else None
    if not isinstance(file, str) or not (folder / file).is_file():
        yield "file name", f"{name!r} names {str(file)[:80]!r}, and no such file is there"
        return
    if entry.get("formatting") == "openai":
        yield "formatting", f"{name!r} is openai, which adds words to each system; use sharegpt with tags"
    columns = entry.get("columns")
    keys = _keys(folder / file) if file.endswith(".jsonl") else None
    if keys is None or not isinstance(columns, dict):
        return
    for column in columns.values():
        if column not in keys:
            yield "columns", f"{name!r} names column {str(column)[:80]!r}, and {file} has none of that name"


def _keys(path: Path) -> set[str] | None:
    """Return the keys of the first row, None if there is no such row."""
    with path.open("rb") as file:
        try:
            row = jsonlines.Reader(file, loads=orjson.loads).read()
        except (EOFError, jsonlines.InvalidLineError):
            return None
    return set(row) if isinstance(row, dict) else None
