"""Times as pages write them, in ISO 8601 and UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import dateparser

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?")
NUMBERS = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?:\s?日)?"
    r"(?:[\sT,]*(凌晨|早上|上午|中午|下午|晚上)?\s?(\d{1,2})[:：时点](\d{2})(?:[:：分](\d{2}))?(?:\s?([AaPp])\.?[Mm])?"
    r"(?:\s?([+-]\d\d:?\d\d)(?!\d))?)?"
)
# What pages write in front of a time, which is no part of it.
BEFORE = re.compile(r"^(?:(?:发表|发布|回复)于|(?:發表|發佈|回覆)於|Posted(?: on)?:?)\s*", re.I)
# A clock that a page names for its times, as "GMT+8" or "UTC +01:00".
CLOCK = re.compile(r"(?:GMT|UTC)(?:\s|&nbsp;)?([+-])\s?(\d{1,2})(?!\d|\.[1-9]|:?[1-5]\d)")
EARLY, LATE = frozenset("凌晨 早上 上午 a".split()), frozenset("中午 下午 晚上 p".split())
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
    text = BEFORE.sub("", text.strip())
    try:
        found = _written(text, timezone) or (
            _spoken(text, timezone, now) if 0 < len(text) <= MAX_CHARS else None
        )
        return found.astimezone(UTC).isoformat(timespec="seconds") if found else ""
    except (ValueError, OverflowError):
        return ""


def zone(text: str) -> str:
    """Return the time zone of the last clock that ``text`` names, "" if it names none of whole hours.

    >>> zone("GMT+8, 2013-3-1 12:00"), zone("All times are GMT -5."), zone("GMT+5.5")
    ('Etc/GMT-8', 'Etc/GMT+5', '')
    """
    clocks = [(sign, int(hours)) for sign, hours in CLOCK.findall(text) if int(hours) <= 12]
    if not clocks:
        return ""
    sign, hours = clocks[-1]
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"  # POSIX counts the hours to the west


def _written(text: str, timezone: str) -> datetime | None:
    if match := ISO.search(text):
        found = datetime.fromisoformat(match[0])
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(timezone))
    if match := NUMBERS.search(text):
        *numbers, half = (match[1], match[2], match[3], match[5], match[6], match[7], match[4] or match[8])
        year, month, day, hour, minute, second = (int(number or 0) for number in numbers)
        hour = _of_24(hour, (half or "").lower())
        clock = datetime.strptime(match[9], "%z").tzinfo if match[9] else ZoneInfo(timezone)
        return datetime(year, month, day, hour, minute, second, tzinfo=clock)
    return None


def _of_24(hour: int, half: str) -> int:
    """Return the hour of the day that a clock of twelve hours means.

    >>> _of_24(3, "下午"), _of_24(12, "p"), _of_24(12, "a"), _of_24(15, "")
    (15, 12, 0, 15)
    """
    if half in LATE and hour < 12:
        return hour + 12
    return 0 if half in EARLY and hour == 12 else hour


@lru_cache(maxsize=4096)
def _spoken(text: str, timezone: str, now: datetime | None) -> datetime | None:
    settings = {
        "TIMEZONE": timezone,
        "RETURN_AS_TIMEZONE_AWARE": True,
        "REQUIRE_PARTS": ["day", "month"],  # a lone number or name of a month is no date
        "PREFER_DATES_FROM": "past",
    }
    if now is None:
        settings |= {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    else:
        settings["RELATIVE_BASE"] = now.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    found: datetime | None = dateparser.parse(text, languages=LANGUAGES, settings=settings)
    return found
