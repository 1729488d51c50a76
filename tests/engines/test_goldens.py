"""Whole pages as the software writes them, one folder a case, against what must be read from them.

page.html (or .json, .xml, .txt, .car) as served · page.toml: url, fetched_at, headers, context, and the
software where another engine than the folder's knows it · site.toml: a seed (without it the engine is
detected) · record.json: the record or the drop, and the links; what is empty is left out.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.engines import ENGINES, detect, visit
from crawler.records import Context, Page, Record, to_json
from crawler.sites import load_site

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/*/page.toml"))
NAMES = [f"{case.parent.name}/{case.name}" for case in CASES]
TYPES = {
    ".html": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".car": "application/vnd.ipld.car",
}
# Engines whose name says how a site is read, and not which software made it: no sign tells of them.
SHAPES = ("thread", "timeline", "book", "article", "generic")
EMPTY = ("", 0, False, None, [], {}, ())


def the_page(case: Path) -> Page:
    told = tomllib.loads((case / "page.toml").read_text(encoding="utf-8"))
    context = Context(**told.pop("context", {}))
    told.pop("software", "")
    path = next(path for path in sorted(case.glob("page.*")) if path.suffix in TYPES)
    headers = {"Content-Type": TYPES[path.suffix], **told.pop("headers", {})}
    return Page(body=path.read_bytes(), headers=headers, context=context, **told)


def read(case: Path) -> dict[str, Any]:
    """Return what the page of a case gives, in the form of record.json."""
    path = case / "site.toml"
    seen = visit(the_page(case), load_site(path) if path.exists() else None)
    links = [{"url": link.url, **_said(to_dict(link.context))} for link in seen.links]
    if isinstance(seen.result, Record):
        return {"record": _said(to_json(seen.result)), "links": links}
    return {"drop": [seen.result.step, seen.result.reason], "links": links}


def to_dict(context: Context) -> dict[str, Any]:
    return {name: getattr(context, name) for name in context.__slots__}


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _said(item) for key, item in value.items() if item not in EMPTY}
    return [_said(item) for item in value] if isinstance(value, list | tuple) else value


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the leaves of a record under their paths, so that a failure names the broken field."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from flat(item, f"{path}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from flat(item, f"{path}[{number}]")
    else:
        yield path, value


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_page_gives_what_its_golden_says(case: Path) -> None:
    """Every field of the record, every part and every link with its context; nothing more."""
    wanted = json.loads((case / "record.json").read_text(encoding="utf-8"))
    found, wanted = dict(flat(read(case))), dict(flat(wanted))
    broken = {
        path: (found.get(path, "missing"), wanted.get(path, "not wanted"))
        for path in found.keys() | wanted.keys()
        if found.get(path) != wanted.get(path)
    }
    assert broken == {}, "field: (found, wanted)"


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_known_software_is_detected(case: Path) -> None:
    """A page is known for what it is, and no other page is taken for one."""
    engine = case.parent.name
    told = tomllib.loads((case / "page.toml").read_text(encoding="utf-8"))
    assert detect(the_page(case)) == told.get("software", "generic" if engine in SHAPES else engine)


def test_every_engine_has_three_goldens() -> None:
    """An engine without whole pages to prove it is not finished."""
    counts = {engine: len(list((HERE / engine).glob("*/record.json"))) for engine in ENGINES}
    assert {engine: count for engine, count in counts.items() if count < 3} == {}
