"""What is counted of a dataset while it is written."""

from __future__ import annotations

from array import array

import pytest
from conftest import a_pair
from hypothesis import given
from hypothesis import strategies as st

from postprocess.measures import Measures, percentiles


def test_rows_are_counted_by_what_the_card_shows() -> None:
    """Task, language, site and licence; a row without a licence is counted as such."""
    measures = Measures()
    for pair in (a_pair(license="CC0-1.0"), a_pair(task="dialogue", language="zh-Hans", site="t")):
        measures.add(pair)
    assert (measures.tasks, measures.languages) == ({"qa": 1, "dialogue": 1}, {"en": 1, "zh-Hans": 1})
    assert (measures.sites, measures.licenses) == ({"site": 1, "t": 1}, {"CC0-1.0": 1, "unknown": 1})


def test_lengths_are_of_the_last_question_and_the_answer() -> None:
    """In characters, not in bytes."""
    measures = Measures()
    measures.add(a_pair("很久以前", "好", "问题", "回答了"))
    assert measures.lengths() == {"prompt": {5: 2, 50: 2, 95: 2}, "response": {5: 3, 50: 3, 95: 3}}


def test_documents_have_no_prompt_to_measure() -> None:
    """A zero for each would hide how long prompts are."""
    measures = Measures()
    measures.add(a_pair("一篇文章"))
    assert measures.lengths() == {"response": {5: 4, 50: 4, 95: 4}}


def test_nothing_counted_has_no_lengths() -> None:
    """And no percentile of nothing."""
    assert Measures().lengths() == {}


@pytest.mark.parametrize(
    ("values", "expected"),
    [([7], {5: 7, 50: 7, 95: 7}), ([3, 1, 2], {5: 1, 50: 2, 95: 3}), ([*range(20)], {5: 0, 50: 9, 95: 18})],
    ids=["one", "three", "twenty"],
)
def test_percentiles_are_of_the_nearest_rank(values: list[int], expected: dict[int, int]) -> None:
    """So many percent of rows do not exceed it, and it is a length that some row has."""
    assert percentiles(array("I", values)) == expected


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_so_many_percent_do_not_exceed_a_percentile(values: list[int]) -> None:
    """And fewer would not do with a smaller one."""
    for percent, value in percentiles(array("I", values)).items():
        assert sum(each <= value for each in values) * 100 >= percent * len(values)
        assert sum(each < value for each in values) * 100 < percent * len(values)
