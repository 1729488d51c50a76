"""Times of pages of unknown software."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from crawler.engines.times import read, stamp, written

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by Ida » Tue Aug 27, 2019 1:47 am", "Aug 27, 2019 1:47 am"),
        ("30th March 2025, 16:26", "30th March 2025, 16:26"),
        ("28/11/2025 at 7:07 pm", "28/11/2025 at 7:07 pm"),
        ("11. Sep 2024, 18:36", "11. Sep 2024, 18:36"),
        ("发表于 2012-3-4 12:33", "2012-3-4 12:33"),
        ("2019年3月1日 下午 3:05", "2019年3月1日 下午 3:05"),
        ("昨天 12:30", "昨天 12:30"),
        ("3 小时前", "3 小时前"),
        ("posted 3 days ago", "3 days ago"),
        ("5h", "5h"),
        ("#14", ""),
        ("1,204 posts", ""),
        ("version 3.11.7", ""),
        ("Ida", ""),
    ],
)
def test_the_stretch_that_names_a_time_is_found(text: str, found: str) -> None:
    """Absolute, relative, English and Chinese; numbers of other things are none."""
    assert written(text) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1551427500", "2019-03-01T08:05:00+00:00"),
        ("1551427500123", "2019-03-01T08:05:00+00:00"),
        ("2019-03-01T08:05:00Z", "2019-03-01T08:05:00Z"),
        ("4820011223", ""),
        ("17", ""),
        ("Mar 1", ""),
    ],
)
def test_stamps_of_programs_are_read(value: str, found: str) -> None:
    """Seconds or milliseconds of this and the last century, and ISO 8601; no other number."""
    assert stamp(value) == found


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["03/02/2026", "13/02/2026"], ["2026-02-03", "2026-02-13"]),
        (["02/03/2026", "02/13/2026"], ["2026-02-03", "2026-02-13"]),
        (["10/01/2026", "11/01/2026", "02/02/2026"], ["2026-01-10", "2026-01-11", "2026-02-02"]),
        (["03.02.2026"], ["2026-02-03"]),
        (["03/02/2026"], ["2026-03-02"]),
        (["3 Feb 26", "Feb 4, 2026"], ["2026-02-03", "2026-02-04"]),
        (["2 days ago", ""], ["2026-03-08", ""]),
    ],
    ids=["day first", "month first", "in order", "dots", "alone", "months in words", "relative"],
)
def test_dates_are_read_as_the_page_writes_them(texts: list[str], days: list[str]) -> None:
    """One date that can be read in one way decides for all."""
    assert [told[:10] for told in read(texts, now=NOW)] == days


def test_clocks_of_twelve_hours_and_zones_are_minded() -> None:
    """What the page's clock shows is in the site's zone."""
    assert read(["Feb 3, 2026 1:05 pm"], timezone="Asia/Shanghai") == ["2026-02-03T05:05:00+00:00"]


@pytest.mark.parametrize(
    "text", ["1" * 90, "1 " * 45, "1/" * 45, "12:" * 30, "Feb " * 22, "3 Feb " * 15, "天 1" * 30]
)
def test_odd_texts_cost_little(text: str) -> None:
    """Whatever stands in a date's place."""
    start = time.perf_counter()
    for _ in range(200):
        written(text)
    assert time.perf_counter() - start < 2
