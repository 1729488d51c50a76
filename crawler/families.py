"""Files that say what several sites have in common, and the sites that extend them.

``extends`` names a file beside or below the one where it stands.  The site's own keys win: tables
are put together key by key, anything else is replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crawler.config import load, nearest
from crawler.errors import SiteError

EXTENDS = "extends"


def lineage(path: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Return a file and those that it extends, each with its table, the furthest ancestor first.

    SiteError where one is missing, or extends itself over others.
    """
    found: list[tuple[Path, dict[str, Any]]] = []
    while True:
        table = load(path, SiteError)
        found.insert(0, (path, table))
        if EXTENDS not in table:
            return found
        path = _parent(path, table.pop(EXTENDS))
        if seen := [each for each, _ in found if each.resolve() == path.resolve()]:
            circle = " -> ".join(str(each) for each, _ in reversed(found))
            raise SiteError(f"{found[0][0]}: {EXTENDS}: goes in a circle: {circle} -> {seen[0]}")


def _parent(path: Path, name: object) -> Path:
    where = f"{path}: {EXTENDS}"
    if not isinstance(name, str) or not name or "\0" in name:
        raise SiteError(f"{where}: expected the path of a file, got {name!r}")
    parent = path.parent / name
    if not parent.is_file():
        others = sorted(each.name for each in parent.parent.glob("*.toml"))
        remedy = f"; {nearest(parent.name, others)}" if others else ""
        raise SiteError(f"{where}: there is no file {parent}{remedy}")
    return parent


def merged(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Put tables together; later ones win, tables in them are put together key by key.

    >>> merged([{"a": 1, "b": {"c": 1, "d": 1}, "e": [1]}, {"a": 2, "b": {"c": 2}, "e": [2]}])
    {'a': 2, 'b': {'c': 2, 'd': 1}, 'e': [2]}
    """
    whole: dict[str, Any] = {}
    for table in tables:
        for key, value in table.items():
            both = isinstance(value, dict) and isinstance(whole.get(key), dict)
            whole[key] = {**whole[key], **value} if both else value
    return whole
