"""A table of what is private and what only looks so, in Chinese and English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.text.privacy import find, mask

CASES = Path(__file__).parent / "private"
MARKED = re.compile("⟦([^⟧]*)⟧")


def lines(name: str) -> list[str]:
    r"""Return the lines of a table; \n in them is a line end."""
    return [line.replace("\\n", "\n") for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", lines("found.txt"))
def test_what_is_private_is_found(case: str) -> None:
    """The span between the brackets, of the kind before the tab, and nothing beside it."""
    kind, marked = case.split("\t", 1)
    text = MARKED.sub(r"\1", marked)
    spans = [(span.kind, text[span.start : span.end]) for span in find(text)]
    assert spans == [(kind, private) for private in MARKED.findall(marked)]
    assert find(mask(text)) == []


@pytest.mark.parametrize("text", lines("left.txt"))
def test_what_is_not_private_is_left(text: str) -> None:
    """Versions, dates, prices, orders, measures, colours, commits, scores, names in prose."""
    assert find(text) == []
    assert mask(text) == text


def test_the_tables_are_long_enough() -> None:
    """A hundred and twenty of each."""
    assert len(lines("found.txt")) >= 120 and len(lines("left.txt")) >= 120
