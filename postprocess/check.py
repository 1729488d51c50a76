"""Read a finished dataset again, as its readers will, and say what they would refuse or lose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.errors import StoreError
from postprocess.checks.findings import Finding, limited
from postprocess.checks.info import check_info
from postprocess.checks.lines import check_lines
from postprocess.checks.manifest import check_manifest, read_object
from postprocess.checks.readme import check_readme
from postprocess.checks.splits import check_splits
from postprocess.checks.tables import check_table, is_table
from postprocess.storage import MANIFEST, is_unfinished

__all__ = ["Finding", "check"]


def check(folder: Path) -> list[Finding]:
    """Return what is wrong with the dataset in ``folder``, an empty list if nothing is.

    Every exported file is read from first to last row, a few rows in memory at a time.  Of each
    rule the first findings in a file are kept, and the number of the others.

    Raises StoreError if there is no such folder, or no exported file in it.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder}: there is no such folder; name the folder of a dataset")
    if is_unfinished({path.name for path in folder.iterdir()}):
        return [Finding(MANIFEST, 0, "incomplete", "an upload did not come to its end; run it again")]
    lines, tables = sorted(folder.glob("*.jsonl")), sorted(folder.glob("data/*.parquet"))
    if not lines and not tables:
        raise StoreError(f"{folder}: no *.jsonl and no data/*.parquet; name the folder of a dataset")
    return list(limited(_findings(folder, lines, tables)))


def _findings(folder: Path, lines: list[Path], tables: list[Path]) -> Iterator[Finding]:
    """Yield the findings of rows, then of what joins them, then of the files that describe them."""
    for path in lines:
        yield from check_lines(path)
    for path in tables:
        yield from check_table(path)
    yield from check_splits([path for path in tables if is_table(path)])
    yield from check_manifest(folder)
    yield from check_info(folder)
    yield from read_object(folder / "croissant.json")[1]
    yield from check_readme(folder)
