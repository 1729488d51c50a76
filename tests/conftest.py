"""Makers of small things that tests need, with only what a test says filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.records import Context, Page, Part, Record
from postprocess.local import Local
from postprocess.pairs import Pair, Piece, Turn, Work

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Local]:
    """Return an engine of this test's own."""
    with Local(tmp_path / "work") as found:
        yield found


def a_page(html: str | bytes = "<p>text</p>", url: str = "http://site.example/1", **more: object) -> Page:
    """Return a page of HTML."""
    body = html.encode() if isinstance(html, str) else html
    return Page(url, body, headers={"Content-Type": "text/html"}, **more)  # type: ignore[arg-type]


def a_part(text: str = "text", name: str = "1", **more: object) -> Part:
    """Return a post."""
    return Part(id=name, text=text, **more)  # type: ignore[arg-type]


def a_record(*texts: str, kind: str = "thread", **more: object) -> Record:
    """Return a record with a part for each text: posts, or the body of a chapter or article."""
    part_kind = "body" if kind in ("chapter", "article") else "status" if kind == "status" else "post"
    parts = [a_part(text, str(number), kind=part_kind) for number, text in enumerate(texts or ("text",), 1)]
    base = {
        "id": "site/1",
        "url": "http://site.example/1",
        "site": "site",
        "kind": kind,
        "work": "1",
        "position": 1,
    }
    return Record(**{**base, **more}).with_parts(parts)  # type: ignore[arg-type]


def a_work(*parts: Part, kind: str = "thread", **more: object) -> Work:
    """Return a work whose parts stand on one page each."""
    pieces = tuple(
        Piece(part, f"site/{number}", f"http://site.example/{number}", "Title", number)
        for number, part in enumerate(parts, 1)
    )
    base = {
        "id": "site/work", "site": "site", "kind": kind, "title": "Title", "author": "", "language": "en",
        "license": "CC0-1.0", "group": "site/work",
    }  # fmt: skip
    return Work(**{**base, **more}, pieces=pieces)  # type: ignore[arg-type]


def a_pair(*texts: str, **more: object) -> Pair:
    """Return a pair whose turns alternate, user first; one text makes a document."""
    roles = ("user", "assistant") if len(texts) != 1 else ("assistant",)
    turns = tuple(
        Turn(roles[number % 2], text) for number, text in enumerate(texts or ("question", "answer"))
    )
    base = {"id": "1", "task": "qa", "language": "en", "turns": turns, "site": "site", "work": "work"}
    return Pair(**{**base, **more})  # type: ignore[arg-type]


@pytest.fixture
def shared() -> Path:
    """Return the folder of shared data, or skip the test."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not beside this checkout")
    return SHARED


__all__ = ["ROOT", "SHARED", "Context", "a_page", "a_pair", "a_part", "a_record", "a_work"]
