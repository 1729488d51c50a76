"""Splits: stable, of about the shares asked for, and never through a group."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postprocess.engine import Engine
from postprocess.split import joined_groups, side

PAIRS = pa.schema([("one", pa.string()), ("other", pa.string())])


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


def grouped(engine: Engine, *pairs: tuple[str, str]) -> dict[str, str]:
    """Return the group of each work in the pairs."""
    table = engine.rows(({"one": one, "other": other} for one, other in pairs), PAIRS, "pairs")
    return {row["work"]: row["group"] for row in joined_groups(engine, table).to_pyarrow().to_pylist()}


def test_works_that_copy_one_another_are_one_group(engine: Engine) -> None:
    """Over however many steps, by the smallest name; others have none."""
    groups = grouped(engine, ("s/c", "s/b"), ("s/b", "s/a"), ("t/2", "t/1"))
    assert groups == {"s/a": "s/a", "s/b": "s/a", "s/c": "s/a", "t/1": "t/1", "t/2": "t/1"}


def test_no_copies_join_nothing(engine: Engine) -> None:
    """Every work is then a group of its own."""
    assert grouped(engine) == {}


@pytest.mark.parametrize("seed", range(4))
def test_any_pairs_join_as_one_by_one(engine: Engine, seed: int) -> None:
    """Chains, stars, rings and lone pairs: the same groups as sets that are joined a pair at a time."""
    dice = random.Random(seed)
    names = [f"s/{n:03}" for n in dice.sample(range(400), 400)]
    pairs = [*pairwise(names[:90]), *((names[100], other) for other in names[101:140])]
    pairs += [tuple(dice.sample(names[150:], 2)) for _ in range(120)]
    slowly: dict[str, set[str]] = {}
    for one, other in pairs:
        both = slowly.get(one, {one}) | slowly.get(other, {other})
        slowly |= dict.fromkeys(both, both)
    assert grouped(engine, *pairs) == {name: min(group) for name, group in slowly.items()}
