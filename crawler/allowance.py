"""How many more requests an API allows, as it says itself, and so how long to wait before the next.

Each service has its own header, and means other things by the same one; one table of them here.
Only what is used up makes wait: an answer of 429 with Retry-After is the breaker's business.
Sources: docs.joinmastodon.org/api/rate-limits (a time), docs.github.com (seconds since 1970),
draft-ietf-httpapi-ratelimit-headers 03 and 10 (seconds from now), atproto's servers (seconds since
1970 under that draft's names), Reddit's API wiki (seconds from now, the rest with a fraction),
api.stackexchange.com/docs/throttle (in the body).
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import orjson

# Names of what remains and of when it is filled up again, in lower case.
HEADERS = (
    ("x-ratelimit-remaining", "x-ratelimit-reset"),
    ("x-rate-limit-remaining", "x-rate-limit-reset"),
    ("ratelimit-remaining", "ratelimit-reset"),
)
COMBINED = "ratelimit"
# In the later drafts one header holds both: "default";r=0;t=30, or remaining=0, reset=30.
REMAINING = re.compile(r"\b(?:r|remaining)=(\d{1,12})\b")
RESET = re.compile(r"\b(?:t|reset)=(\d{1,12})\b")
POLICIES = re.compile(r',\s*"')
NUMBER = re.compile(r"\d{1,16}(?:\.\d{1,9})?")
# From here on a number is a moment: seconds since 1970, beyond the second one milliseconds.
MOMENT, MILLISECONDS = 1e9, 1e11
# No service fills up later than that; whoever says so says nothing that can be waited for.
LONGEST_S = 31 * 86_400.0
# What only the bodies of Stack Exchange hold.
BODY_FIELDS = (b'"backoff"', b'"quota_remaining"')


def wait_s(headers: Mapping[str, str], body: bytes, now: datetime) -> float:
    """Return the seconds that a service asks to wait before the next request, 0 if it asks for none.

    ``headers`` are the answer's, by name in lower case; ``body`` is unpacked; ``now`` knows its zone.

    >>> now = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    >>> wait_s({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-20T08:05:00.000Z"}, b"", now)
    300.0
    """
    asked = [*_by_headers(headers, now), *_by_body(body, now)]
    return max((seconds for seconds in asked if 0 < seconds <= LONGEST_S), default=0.0)


def _by_headers(headers: Mapping[str, str], now: datetime) -> Iterator[float]:
    for remaining, reset in HEADERS:
        rest = headers.get(remaining, "").strip()
        if NUMBER.fullmatch(rest) and float(rest) < 1:
            yield until(headers.get(reset, ""), now)
    for policy in POLICIES.split(headers.get(COMBINED, "")[:2000]):
        left, again = REMAINING.search(policy), RESET.search(policy)
        if left and again and int(left[1]) == 0:
            yield until(again[1], now)


def until(told: str, now: datetime) -> float:
    """Return the seconds until a reset: told as seconds from now, as a moment, or as a date; 0 if as none.

    >>> now = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    >>> until("30", now), until("1795161610", now), until("Fri, 20 Nov 2026 08:01:00 GMT", now)
    (30.0, 10.0, 60.0)
    """
    told = told.strip()[:100]
    if NUMBER.fullmatch(told):
        number = float(told)
        if number < MOMENT:
            return number
        return number / (1000 if number >= MILLISECONDS else 1) - now.timestamp()
    return (then - now).total_seconds() if (then := _date(told)) else 0.0


def _date(told: str) -> datetime | None:
    for read in (datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            found = read(told)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _by_body(body: bytes, now: datetime) -> Iterator[float]:
    """Yield what the wrapper of Stack Exchange says: seconds to back off, and a quota for each day."""
    if not any(field in body for field in BODY_FIELDS):
        return
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return
    if isinstance(told, dict):
        if isinstance(seconds := told.get("backoff"), int | float):
            yield float(seconds)
        rest = told.get("quota_remaining")
        if isinstance(rest, int) and rest <= 0:
            midnight = datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)
            yield (midnight - now).total_seconds()
