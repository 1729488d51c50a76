"""Times as pages write them, in ISO 8601 and UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import dateparser

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?")
NUMBERS = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?:\s?日)?(?:[\sT,]*(\d{1,2})[:：时](\d{2})(?:[:：分](\d{2}))?)?"
)
LANGUAGES = ["en", "zh"]
# Longer strings are sentences; looking for a date in them costs time and finds chance numbers.
MAX_CHARS = 80


def moment(text: str, *, timezone: str = "UTC", now: datetime | None = None) -> str:
    """Return the time that ``text`` names, "" if it names none.

    ``timezone`` is what the page means where it does not say; ``now`` is when the page was
    fetched, which relative times ("3 hours ago", 昨天) count from; without it they give "".

    >>> moment("发表于 2019-3-1 08:05", timezone="Asia/Shanghai")
    '2019-03-01T00:05:00+00:00'
    >>> moment("June 1, 2022, 8:37 a.m.")
    '2022-06-01T08:37:00+00:00'
    """
    text = text.strip()
    try:
        found = _written(text, timezone) or (
            _spoken(text, timezone, now) if 0 < len(text) <= MAX_CHARS else None
        )
        return found.astimezone(UTC).isoformat(timespec="seconds") if found else ""
    except (ValueError, OverflowError):
        return ""


def _written(text: str, timezone: str) -> datetime | None:
    if match := ISO.search(text):
        found = datetime.fromisoformat(match[0])
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(timezone))
    if match := NUMBERS.search(text):
        year, month, day, hour, minute, second = (int(group or 0) for group in match.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(timezone))
    return None


@lru_cache(maxsize=4096)
def _spoken(text: str, timezone: str, now: datetime | None) -> datetime | None:
    settings = {
        "TIMEZONE": timezone,
        "RETURN_AS_TIMEZONE_AWARE": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
    }
    if now is None:
        settings["PARSERS"] = ["absolute-time"]
    else:
        del settings["REQUIRE_PARTS"]
        settings["RELATIVE_BASE"] = now.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    found: datetime | None = dateparser.parse(text, languages=LANGUAGES, settings=settings)
    return found
