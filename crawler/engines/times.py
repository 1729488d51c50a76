"""Times on a page of unknown software: which stretch of a text names one, and how its numbers are meant.

A room beside ``dates`` because a page writes all its dates one way: 3/4/2021 is read by its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise

from crawler.engines.dates import moment

MONTHS = dict(
    zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True),
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s{0,2}[ap]\.?m\b\.?)?"
BETWEEN = r"(?:\s{0,3}(?:,|at|@|um|à|kl|on|-|–|—|»|\||·|T){0,2}\s{0,3})"
DAY = (
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?(?:\s{{0,2}}|[-/])(?:of\s)?{MONTH}[.,]?(?:\s{{0,2}}|[-/])'?(?:\d{{4}}|\d{{2}})\b"
    rf"|\b{MONTH}[.,]?\s{{0,2}}\d{{1,2}}(?!\d)(?:st|nd|rd|th)?,?\s{{0,2}}'?(?:\d{{4}}|\d{{2}}\b(?!:))"
    rf"|\b{MONTH}\s\d{{4}}\b|\b\d{{1,2}}\s{MONTH}\b|\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b)"
)
UNIT = (
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|months?|y|yrs?|years?)"
)
AGO = (
    rf"(?:\b(?:\d{{1,3}}|an?|one|few)\s?{UNIT}\s(?:and\s\d{{1,2}}\s[a-z]{{1,8}}\s)?ago\b"
    r"|\b(?:yesterday|today)\b|\bjust now\b"
    r"|(?:\d{1,3}|半)\s?个?(?:秒|分|小|天|周|星期|月|年)[钟时]?前|[昨前今]天|刚刚)"
)
HALF = "(?:凌晨|早上|上午|中午|下午|晚上)"
TIME = re.compile(
    rf"(?:{CLOCK}{BETWEEN})?{DAY}(?:{BETWEEN}{HALF}?\s?{CLOCK})?|{AGO}(?:{BETWEEN}{HALF}?\s?{CLOCK})?", re.I
)
SHORT = re.compile(r"\d{1,3}\s?(?:s|m|h|d|w|mo|y|min|mins|hr|hrs|yr|yrs)\.?", re.I)
STAMP = re.compile(r"\d{10}(?:\d{3})?")
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?")
# What every time has; looked for first because it costs little.
HINT = re.compile(r"[0-9昨前今刚半]|[Dd]ay\b|[Jj]ust now")
MAX_CHARS = 90  # a longer text is a sentence that may mention a date
MAX_STAMP = 40  # characters of a time that is written for programs
MAX_KEPT = 8192  # short texts that are kept with the time that they name: menus stand on every page
YEARS = (631152000, 4102444800)  # seconds of 1990 and of 2100: a number outside is no time

NUMERIC = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})\b")
DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s/-]{{0,2}}(?:of\s)?({MONTH})[.,]?[\s/-]{{0,2}}'?(\d{{4}}|\d{{2}})\b",
    re.I,
)
MONTH_DAY = re.compile(
    rf"\b({MONTH})[.,]?\s{{0,2}}(\d{{1,2}})(?!\d)(?:st|nd|rd|th)?,?\s{{0,2}}'?(\d{{4}}|\d{{2}}\b(?!:))", re.I
)
HOUR = re.compile(CLOCK, re.I)


def written(text: str) -> str:
    """Return the stretch of a short text that names a time, "" if none does.

    >>> written("Posted by Ida » Tue Aug 27, 2019 1:47 am"), written("v2.1"), written("3d")
    ('Aug 27, 2019 1:47 am', '', '3d')
    """
    return _written(text) if len(text) <= MAX_CHARS else ""


@lru_cache(maxsize=MAX_KEPT)
def _written(text: str) -> str:
    if not HINT.search(text):
        return ""
    if found := TIME.search(text):
        return found[0]
    return text if SHORT.fullmatch(text) else ""


def stamp(value: str) -> str:
    """Return the time that an attribute made for programs names, as ISO 8601, "" if none.

    >>> stamp("1551427500"), stamp("2019-03-01 08:05"), stamp("17")
    ('2019-03-01T08:05:00+00:00', '2019-03-01 08:05', '')
    """
    value = value.strip()
    return _stamp(value) if len(value) <= MAX_STAMP else ""


@lru_cache(maxsize=MAX_KEPT)
def _stamp(value: str) -> str:
    if STAMP.fullmatch(value):
        seconds = int(value[:10])
        return datetime.fromtimestamp(seconds, UTC).isoformat() if YEARS[0] < seconds < YEARS[1] else ""
    return value if ISO.match(value) else ""


def clock(text: str) -> bool:
    """Whether a text is the time of a day and nothing else."""
    return len(text) <= 12 and HOUR.fullmatch(text) is not None


def read(texts: Sequence[str], *, timezone: str = "UTC", now: datetime | None = None) -> list[str]:
    """Return the times that the texts of one page name, in ISO 8601 and UTC, "" where one names none.

    Where 3/4/2021 may be March or April, the page's other dates decide, else that posts stand in the
    order of their times, else the month comes first.

    >>> read(["3/4/2021", "25/4/2021"])
    ['2021-04-03T00:00:00+00:00', '2021-04-25T00:00:00+00:00']
    """
    readings = [
        [moment(_plain(text, day_first), timezone=timezone, now=now) for text in texts]
        for day_first in _orders(texts)
    ]
    return max(readings, key=_ordered)


def _orders(texts: Sequence[str]) -> tuple[bool, ...]:
    """Return whether the day may stand first in dates of numbers: one answer where the numbers tell."""
    found = [match for text in texts if (match := NUMERIC.search(text))]
    if any(int(match[1]) > 12 or match[2] == "." for match in found):
        return (True,)
    return (False,) if not found or any(int(match[3]) > 12 for match in found) else (False, True)


def _ordered(times: list[str]) -> int:
    told = [time for time in times if time]
    return sum(a <= b for a, b in pairwise(told)) + len(told)


def _plain(text: str, day_first: bool) -> str:
    """Return a date of numbers or with an English month as year, month and day, another text as it is."""
    if match := MONTH_DAY.search(text):
        month, day, year = MONTHS[match[1][:3].lower()], int(match[2]), match[3]
    elif match := DAY_MONTH.search(text):
        day, month, year = int(match[1]), MONTHS[match[2][:3].lower()], match[3]
    elif match := NUMERIC.search(text):
        first, second, year = int(match[1]), int(match[3]), match[4]
        day, month = (first, second) if day_first else (second, first)
    else:
        return text
    century = "" if len(year) == 4 else "20" if year < "70" else "19"
    hour = HOUR.search(text)
    return f"{century}{year}-{month:02}-{day:02} {hour[0] if hour else ''}".strip()
