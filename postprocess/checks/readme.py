"""The front matter of README.md, by which ``datasets`` and the Hugging Face hub find splits and terms.

No YAML library: what is asked for stands at the left margin, and its value behind or below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import islice, takewhile
from pathlib import Path

from postprocess.checks.findings import Finding, Problem, at

REQUIRED = ("language", "license", "task_categories", "size_categories", "configs")
MAX_LINES = 10_000


def check_readme(folder: Path) -> Iterator[Finding]:
    """Yield what the README.md of a dataset lacks for the hub and for ``load_dataset``."""
    path = folder / "README.md"
    if not path.is_file():
        yield Finding(path.name, 0, "front matter", "there is no README.md; the dataset's card stands in it")
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = [line.rstrip() for line in islice(file, MAX_LINES)]
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        yield Finding(path.name, 0, "front matter", "it begins with a line --- and ends with another")
        return
    values = front_matter(takewhile(lambda line: line != "---", lines[1:]))
    held = [file.relative_to(folder).as_posix() for file in folder.glob("data/*")]
    yield from at(path.name, 0, [*_lacking(values), *_unmatched(values.get("configs", []), held)])


def front_matter(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return each key at the left margin with the lines of its value, blank ones and quotes left out.

    >>> front_matter(["license: mit", "language:", "- zh", "- en"])
    {'license': ['mit'], 'language': ['- zh', '- en']}
    """
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if line[:1].isalpha() and ":" in line:
            key, _, line = line.partition(":")
        if line.strip():
            values.setdefault(key, []).append(line.strip().replace('"', ""))
    return values


def _lacking(values: dict[str, list[str]]) -> Iterator[Problem]:
    """Yield the keys that the hub asks for and that have no value."""
    yield from (("front matter", f"{key} has no value") for key in REQUIRED if not values.get(key))
    if values.get("license") == ["other"] and not values.get("license_name"):
        yield "front matter", "license is other, and license_name does not say which"


def _unmatched(configs: list[str], held: list[str]) -> Iterator[Problem]:
    """Yield the paths that match no file: ``load_dataset`` ends at the first."""
    for line in configs:
        key, _, pattern = line.lstrip("- ").partition(":")
        if key == "path" and not any(fnmatchcase(name, pattern.strip(" '")) for name in held):
            yield "configs", f"path {pattern.strip()} matches no file"
