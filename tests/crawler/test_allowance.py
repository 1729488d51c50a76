"""What services say of their limits, in the forms in which they say it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.allowance import LONGEST_S, wait_s

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
EPOCH = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-20T08:05:00.250Z"}, 300.25),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{EPOCH + 60}"}, 60),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{EPOCH + 60}000"}, 60),
        ({"x-ratelimit-used": "100", "x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "417"}, 417),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": f"{EPOCH + 9}"}, 9),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "30"}, 30),
        ({"ratelimit-remaining": "0", "ratelimit-reset": f"{EPOCH + 120}"}, 120),
        ({"ratelimit": "limit=100, remaining=0, reset=50"}, 50),
        ({"ratelimit": '"default";r=0;t=30'}, 30),
        ({"ratelimit": '"burst";r=7;t=1, "daily";r=0;t=600'}, 600),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "Fri, 20 Nov 2026 08:00:07 GMT"}, 7),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "2026-11-20T08:05:00Z"}, 0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-20T07:59:00Z"}, 0),
        ({"x-ratelimit-remaining": "0"}, 0),
        ({"x-ratelimit-remaining": "none", "x-ratelimit-reset": "30"}, 0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, 0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 16}, 0),
        ({"x-ratelimit-remaining": "-1", "x-ratelimit-reset": "30"}, 0),
        ({"ratelimit-policy": '"default";q=100;w=10'}, 0),
        ({}, 0),
    ],
)  # fmt: skip
def test_used_up_limits_ask_to_wait(headers: dict[str, str], seconds: float) -> None:
    """Until the reset, told as a time, a date, seconds from now or since 1970; else not at all."""
    assert wait_s(headers, b"", NOW) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ({"items": [], "backoff": 10, "quota_remaining": 42}, 10),
        ({"items": [], "quota_remaining": 0}, 16 * 3600),
        ({"items": [], "quota_remaining": 1}, 0),
        ({"items": [{"backoff": 10}]}, 0),
        ({"backoff": "10"}, 0),
        ([{"backoff": 10}], 0),
    ],
)
def test_bodies_of_stack_exchange_ask_to_wait(told: Any, seconds: float) -> None:
    """By ``backoff``, or to the end of the day in UTC where the quota is used up."""
    assert wait_s({}, json.dumps(told).encode(), NOW) == seconds


def test_the_longest_of_several_limits_counts() -> None:
    """A service may have one for the minute and one for the day."""
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "5", "ratelimit": "remaining=0, reset=50"}
    assert wait_s(headers, b'{"backoff": 20}', NOW) == 50


@given(st.text(max_size=60), st.text(max_size=60), st.binary(max_size=60))
def test_no_header_raises(remaining: str, reset: str, body: bytes) -> None:
    """Whatever a host says, the wait is a time that can be waited."""
    told = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": reset, "ratelimit": remaining}
    assert 0 <= wait_s(told, body + b'"backoff"', NOW) <= LONGEST_S
