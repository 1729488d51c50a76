"""Splits: stable, of about the shares asked for, and never through a group."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postprocess.split import joined_groups, side


@pytest.mark.parametrize(
    ("group", "expected"),
    [("site/1", "train"), ("site/2", "train"), ("论坛/帖子", "test"), ("site/22", "validation")],
)
def test_a_group_stays_on_its_side(group: str, expected: str) -> None:
    """Another build, another year, another machine: a test set that moves has leaked."""
    assert side(group, validation_share=0.3, test_share=0.3) == expected


@pytest.mark.parametrize(("validation", "test"), [(0.05, 0.05), (0.1, 0.2), (0.0, 0.5)])
def test_10_000_groups_are_shared_out_about_as_asked(validation: float, test: float) -> None:
    """Within 1 % of all: three standard deviations of the worst case are 1.5 %, of the usual 0.7 %."""
    found = Counter(side(f"site/{n}", validation_share=validation, test_share=test) for n in range(10_000))
    assert found["validation"] / 10_000 == pytest.approx(validation, abs=0.015)
    assert found["test"] / 10_000 == pytest.approx(test, abs=0.015)


@pytest.mark.parametrize(("validation", "test"), [(0.0, 0.0), (0, 0)])
def test_no_shares_put_everything_into_train(validation: float, test: float) -> None:
    """Who wants no test set gets none."""
    assert {side(f"site/{n}", validation_share=validation, test_share=test) for n in range(500)} == {"train"}


@given(st.text(st.characters(exclude_categories=())), st.floats(0, 0.4), st.floats(0, 0.4))
def test_any_name_has_a_side_and_a_larger_test_share_takes_none_out_of_test(
    group: str, less: float, more: float
) -> None:
    """Sides grow: what was tested on is not trained on later."""
    small, large = sorted([less, more])
    before = side(group, validation_share=0.1, test_share=small)
    after = side(group, validation_share=0.1, test_share=large)
    assert before != "test" or after == "test"


def test_works_that_copy_one_another_are_one_group() -> None:
    """Over however many steps, by the smallest name; others have none."""
    groups = joined_groups([("s/c", "s/b"), ("s/b", "s/a"), ("t/2", "t/1")])
    assert groups == {"s/a": "s/a", "s/b": "s/a", "s/c": "s/a", "t/1": "t/1", "t/2": "t/1"}


def test_no_copies_join_nothing() -> None:
    """Every work is then a group of its own."""
    assert joined_groups([]) == {}
