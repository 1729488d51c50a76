"""Chapters of another book: found where a book has names and a manner, never invented."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.foreign import MIN_CHAPTERS, strangers


def novel(language: str) -> list[str]:
    """Return the chapters of a demo novel."""
    text = (ROOT / "seeds" / "demo" / f"novel-{language}.txt").read_text(encoding="utf-8")
    return re.split(r"\n# .*\n", text)[1:]


def shuffled(chapters: list[str], seed: int) -> tuple[list[str], list[int]]:
    """Return chapters in another order, and where each of them was before."""
    order = list(range(len(chapters)))
    random.Random(seed).shuffle(order)
    return [chapters[number] for number in order], order


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_chapter_of_a_book_is_foreign_to_it(language: str) -> None:
    """Nor without any one of its chapters."""
    chapters = novel(language) * 2
    assert all(strangers(chapters[:n] + chapters[n + 1 :]) == [] for n in range(8))


@pytest.mark.parametrize(("language", "other"), [("en", "litbank/data/quotations/tsv/*.txt"), ("zh", "")])
def test_a_chapter_of_another_book_is_foreign(language: str, other: str, shared: Path) -> None:
    """Wherever it stands; the reason gives figures and limits."""
    paths = (
        sorted((shared / "data").glob(other))[:8]
        if other
        else [shared / "servers/common/books/CalltoArms.txt"]
    )
    for seed, path in enumerate(paths):
        text = path.read_text(encoding="utf-8")
        foreign = text if other else text[40_000:44_000]
        chapters, order = shuffled([*novel(language), foreign], seed)
        found = strangers(chapters)
        assert [order[each.index] for each in found] == [8], path.name
        assert re.search(r"\d+% as well known .* limit 20%; .* deviations .*, limit 6", found[0].reason)


def test_a_chapter_without_names_is_told_by_its_words() -> None:
    """Such as one in another language."""
    foreign = "the rain fell and the river rose until the road was gone and nobody came to look for it " * 20
    (found,) = strangers([*novel("zh"), foreign])
    assert found.index == 8
    assert "it has no names" in found.reason


def test_a_collection_accuses_nobody() -> None:
    """Where chapters have nothing in common, to have nothing in common says nothing."""
    halves = [text[:1500] for pair in zip(novel("zh"), novel("en"), strict=True) for text in pair]
    assert strangers(halves) == []


@pytest.mark.parametrize("count", range(MIN_CHAPTERS))
def test_a_few_chapters_are_not_judged(count: int) -> None:
    """They do not tell what is usual."""
    assert strangers([*novel("zh")[: max(0, count - 1)], *novel("en")[:1]][:count]) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=20).map(lambda text: text * 60), max_size=12))
def test_no_text_raises(chapters: list[str]) -> None:
    """Each stranger is one of the chapters."""
    assert {stranger.index for stranger in strangers(chapters)} <= set(range(len(chapters)))
