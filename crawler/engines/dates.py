"""Times as pages write them, in ISO 8601 and UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import dateparser

from crawler.engines import months

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?")
NUMBERS = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?:\s?日)?"
    r"(?:[\sT,]*(?:(?:星期|周)[一二三四五六日天][\s,]*)?(凌晨|早上|上午|中午|下午|晚上)?\s?(\d{1,2})[:：时点](\d{2})(?:[:：分](\d{2}))?(?:\s?([AaPp])\.?[Mm])?"
    r"(?:\s?([+-]\d\d:?\d\d)(?!\d))?)?"
)
EARLY, LATE = frozenset("凌晨 早上 上午 a".split()), frozenset("中午 下午 晚上 p".split())
LANGUAGES = ["en", "zh"]
# What pages write in front of a time, which is no part of it.
BEFORE = re.compile(r"^(?:(?:发表|发布|回复)于|(?:發表|發佈|回覆)於|Posted(?: on)?:?)\s*", re.I)
EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?")
OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−])\s?(\d{1,2})(?::?(\d\d))?")
# Longer strings are sentences; looking for a date in them costs time and finds chance numbers.
MAX_CHARS = 80


def moment(text: str, *, timezone: str = "UTC", now: datetime | None = None, day_first: bool = False) -> str:
    """Return the time that ``text`` names, "" if it names none.

    ``timezone`` is what the page means where it does not say, a name or an offset ("UTC-05:00");
    ``now`` is when the page was fetched, which relative times ("3 hours ago", 昨天) count from;
    without it they give "".  ``day_first`` tells what 3/4/2024 means.

    >>> moment("发表于 2019-3-1 08:05", timezone="Asia/Shanghai")
    '2019-03-01T00:05:00+00:00'
    >>> moment("June 1, 2022, 8:37 a.m.")
    '2022-06-01T08:37:00+00:00'
    """
    text = BEFORE.sub("", text.strip())
    try:
        here = zone(timezone)
        found = _written(text, here, now, day_first) or (
            _spoken(text, here, now) if 0 < len(text) <= MAX_CHARS else None
        )
        return found.astimezone(UTC).isoformat(timespec="seconds") if found else ""
    except (ValueError, OverflowError):
        return ""


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo:
    """Return the time zone of a name or offset.

    >>> zone("GMT -5").utcoffset(None), zone("Asia/Shanghai").key
    (datetime.timedelta(days=-1, seconds=68400), 'Asia/Shanghai')
    """
    offset = OFFSET.fullmatch(name)
    if offset is None:
        return ZoneInfo(name)
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))


def _written(text: str, here: tzinfo, now: datetime | None, day_first: bool) -> datetime | None:
    if match := EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    if match := ISO.search(text):
        found = datetime.fromisoformat(match[0])
        return found if found.tzinfo else found.replace(tzinfo=here)
    if match := NUMBERS.search(text):
        *numbers, half = (match[1], match[2], match[3], match[5], match[6], match[7], match[4] or match[8])
        year, month, day, hour, minute, second = (int(number or 0) for number in numbers)
        hour = _of_24(hour, (half or "").lower())
        return datetime(year, month, day, hour, minute, second, tzinfo=zone(match[9]) if match[9] else here)
    local = now.astimezone(here).replace(tzinfo=None) if now else None
    named = months.day(text[:MAX_CHARS], day_first=day_first, now=local)
    return named.replace(tzinfo=here) if named else None


def _of_24(hour: int, half: str) -> int:
    """Return the hour of the day that a clock of twelve hours means.

    >>> _of_24(3, "下午"), _of_24(12, "p"), _of_24(12, "a"), _of_24(15, "")
    (15, 12, 0, 15)
    """
    if half in LATE and hour < 12:
        return hour + 12
    return 0 if half in EARLY and hour == 12 else hour


@lru_cache(maxsize=4096)
def _spoken(text: str, here: tzinfo, now: datetime | None) -> datetime | None:
    settings: dict[str, Any] = {
        "REQUIRE_PARTS": ["day", "month"],  # a lone number or name of a month is no date
        "PREFER_DATES_FROM": "past",
    }
    if now is None:
        settings |= {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    else:
        settings["RELATIVE_BASE"] = now.astimezone(here).replace(tzinfo=None)
    found: datetime | None = dateparser.parse(text, languages=LANGUAGES, settings=settings)
    return found if found is None or found.tzinfo else found.replace(tzinfo=here)
