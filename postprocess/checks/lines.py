"""JSON-lines files: each line parses, obeys its format's rule and has the shape of the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jsonlines
import orjson

from postprocess.checks.findings import Finding, Json, Problem, at
from postprocess.checks.rows import RULES
from postprocess.checks.shapes import BLOCK_BYTES, unsteady


def format_of(path: Path) -> str:
    """Return the format that a file's name begins with, "" if there is none.

    >>> format_of(Path("trl-sft_test.jsonl"))
    'trl-sft'
    """
    stem = path.stem
    return next((name for name in RULES if stem == name or stem.startswith((f"{name}_", f"{name}-"))), "")


def check_lines(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with a file, one line in memory at a time."""
    if not path.stat().st_size:
        yield Finding(path.name, 0, "no rows", "loaders refuse a file without rows; leave it out")
    rule, seen = RULES.get(format_of(path), lambda _: []), dict[str, str]()
    for number, (start, row, unread) in enumerate(_lines(path), 1):
        problems = unread or [*rule(row), *unsteady(row, seen, late=start >= BLOCK_BYTES)]
        yield from at(path.name, number, problems)


def _lines(path: Path) -> Iterator[tuple[int, Json, list[Problem]]]:
    """Yield for each line the byte it begins at, its value, and why it has none."""
    with path.open("rb") as file:
        reader, start = jsonlines.Reader(file, loads=orjson.loads), 0
        while True:
            try:
                yield start, reader.read(allow_none=True), []
            except jsonlines.InvalidLineError as error:
                yield start, None, [("JSON", str(error.__cause__ or error)[:200])]
            except EOFError:
                return
            start = file.tell()
