"""Times on a page of unknown software: which stretch of a text names one, and how its numbers are meant.

A room beside ``dates`` because a page writes all its dates one way: 3/4/2021 is read by its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from crawler.engines.dates import moment

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
CLOCK = r"\d{1,2}[:：.]\d{2}(?:[:：]\d{2})?(?:\s{0,2}[ap]\.?m\b\.?)?"
BETWEEN = r"(?:\s{0,3}(?:,|at|@|um|à|kl|on|-|–|—|»|\||·|T){0,2}\s{0,3})"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
DAY = (
    rf"(?:\d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?"
    rf"|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?(?:\s{{0,2}}|[-/])(?:of\s)?{MONTH}[.,]?(?:\s{{0,2}}|[-/])'?(?:\d{{4}}|\d{{2}})\b"
    rf"|\b{MONTH}[.,]?\s{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{0,2}}'?(?:\d{{4}}|\d{{2}}\b(?!:))"
    rf"|\b\d{{1,2}}\s{MONTH}\b|\b{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b)"
)
AGO = (
    r"(?:\b(?:\d{1,3}|an?|one|few)\s?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|mos|months?|y|yrs?|years?)\s(?:and\s\d{1,2}\s[a-z]{1,8}\s)?ago\b"
    r"|\b(?:yesterday|today)\b|\bjust now\b|(?:\d{1,3}|半)\s?个?(?:秒|分钟|小时|天|周|星期|月|年)钟?前|[昨前今]天|刚刚)"
)
TIME = re.compile(rf"(?:{CLOCK}{BETWEEN})?{DAY}(?:{BETWEEN}(?:凌晨|早上|上午|中午|下午|晚上)?\s?{CLOCK})?|{AGO}(?:{BETWEEN}{CLOCK})?", re.I)
SHORT = re.compile(r"\d{1,3}\s?(?:s|m|h|d|w|mo|y|min|mins|hr|hrs|yr|yrs)\.?", re.I)
STAMP = re.compile(r"\d{10}(?:\d{3})?")
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?")
HINT = re.compile(r"\d|today|yesterday|just|天|刚", re.I)
MAX_CHARS = 90  # a longer text is a sentence that may mention a date


def written(text: str) -> str:
    """Return the stretch of a short text that names a time, "" if none does.

    >>> written("Posted by Ida » Tue Aug 27, 2019 1:47 am"), written("v2.1"), written("3d")
    ('Aug 27, 2019 1:47 am', '', '3d')
    """
    if len(text) > MAX_CHARS or not HINT.search(text):
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
    if STAMP.fullmatch(value):
        seconds = int(value[:10])
        return datetime.fromtimestamp(seconds, UTC).isoformat() if 631152000 < seconds < 4102444800 else ""
    return value if len(value) <= 40 and ISO.match(value) else ""
