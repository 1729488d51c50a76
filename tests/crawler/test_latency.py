"""Quantiles of latencies from a histogram: near enough, and never a burden."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.latency import LAST, Latency


@given(
    st.lists(st.floats(0.001, 3600), min_size=1, max_size=200), st.sampled_from([0.0, 0.05, 0.5, 0.95, 1.0])
)
def test_a_quantile_is_within_a_fortieth_of_the_true_one(seconds: list[float], share: float) -> None:
    """Or within half a millisecond, to which it is rounded."""
    latency = Latency()
    for each in seconds:
        latency.see(each)
    true = sorted(seconds)[max(1, math.ceil(share * len(seconds))) - 1]
    assert latency.quantile(share) == pytest.approx(true, rel=0.0255, abs=0.0005)


def test_there_is_no_quantile_of_nothing() -> None:
    """A run may get no answer at all."""
    assert Latency().quantile(0.5) is None


@pytest.mark.parametrize(
    ("seconds", "wanted"), [(-1, 0.001), (0, 0.001), (math.nan, 0.001), (1e9, 3600), (math.inf, 3600)]
)
def test_odd_times_count_as_the_nearest_that_can_be(seconds: float, wanted: float) -> None:
    """A clock may have been set meanwhile."""
    latency = Latency()
    latency.see(seconds)
    assert latency.quantile(0.5) == pytest.approx(wanted, rel=0.03)


def test_the_memory_does_not_grow() -> None:
    """However many answers, however spread."""
    latency = Latency()
    for number in range(20_000):
        latency.see(1.001 ** (number - 10_000))
    assert len(latency.classes) <= LAST + 1 < 320
