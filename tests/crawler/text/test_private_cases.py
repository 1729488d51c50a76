"""A table of what is private and what only looks so, in Chinese and English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.personal.pseudonyms import pseudonyms
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


CASE_LINES = lines("found.txt") + lines("left.txt")
PLAIN = [MARKED.sub(r"\1", line.split("\t")[-1]) for line in CASE_LINES]
PIECE = re.compile(r"[A-Za-z]+|\d+|[\u4e00-\u9fff]{1,3}|\W")
PIECES = sorted({piece for line in PLAIN for piece in PIECE.findall(line)})
LABELS = ["[电话]", "[phone2]", "用户A", "User B"]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(PIECES + PLAIN + LABELS)).map("".join),
    st.sampled_from([None, "zh", "en", "de"]),
    st.lists(st.sampled_from(PIECES), max_size=3),
    st.booleans(),
)
def test_whatever_is_put_together_nothing_is_found_behind_a_mask(
    text: str, language: str | None, people: list[str], names: bool
) -> None:
    """Pieces of the tables in any order, with stand-ins among them and pieces for handles."""
    spans = find(text, language, people, names=names)
    places = [0, *(place for span in spans for place in (span.start, span.end)), len(text)]
    assert places == sorted(places)
    work = pseudonyms([text], language, people, names=names)
    for shown in (mask(text, language, people, names=names), work.apply(text)):
        assert find(shown, language, people, names=names) == []
