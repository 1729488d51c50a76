"""Times as people and software write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.engines.dates import moment

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-01T09:30:00+02:00", "2024-05-01T07:30:00"),
        ("2024-05-01T09:30:00.123Z", "2024-05-01T09:30:00"),
        ("2024-05-01T09:30+0800", "2024-05-01T01:30:00"),
        ("2024-05-01T09:30:00", "2024-05-01T01:30:00"),
        ("发表于 2013-3-2 23:08 | 只看该作者", "2013-03-02T15:08:00"),
        ("2013-3-2 23:08:09", "2013-03-02T15:08:09"),
        ("2013年3月2日", "2013-03-01T16:00:00"),
        ("2013 年 3 月 2 日 8时05分", "2013-03-02T00:05:00"),
        ("2013年3月2日 下午3:05", "2013-03-02T07:05:00"),
        ("2013年3月2日上午12:05", "2013-03-01T16:05:00"),
        ("2013年3月2日 中午12:05", "2013-03-02T04:05:00"),
        ("2013-03-02 3:05 PM", "2013-03-02T07:05:00"),
        ("2013-03-02 12:05 a.m.", "2013-03-01T16:05:00"),
        ("2013/03/02", "2013-03-01T16:00:00"),
        ("2013.3.2", "2013-03-01T16:00:00"),
        ("Nov. 13, 2022, 10:50 a.m.", "2022-11-13T02:50:00"),
        ("Dec. 14, 2022, noon", "2022-12-14T04:00:00"),
        ("Dec. 14, 2022, 8 a.m.", "2022-12-14T00:00:00"),
        ("2019-03-01 12:00:00 +01:00", "2019-03-01T11:00:00"),
        ("1 March 2019", "2019-02-28T16:00:00"),
        ("Tue, 01 Mar 2019 08:05:00 EST", "2019-03-01T13:05:00"),
        ("Fri, 01 Mar 2019 08:05:00 GMT", "2019-03-01T08:05:00"),
        ("  June 1, 2022 8:37 PM  ", "2022-06-01T12:37:00"),
    ],
)
def test_a_written_time_is_found(text: str, iso: str) -> None:
    """In the page's time zone where it names none, with or without knowing the present."""
    assert moment(text, timezone="Asia/Shanghai") == iso + "+00:00"
    assert moment(text, timezone="Asia/Shanghai", now=NOW) == iso + "+00:00"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3小时前", "2026-03-10T09:00:00"),
        ("半小时前", "2026-03-10T11:30:00"),
        ("10分钟前", "2026-03-10T11:50:00"),
        ("刚刚", "2026-03-10T12:00:00"),
        ("昨天 12:30", "2026-03-09T04:30:00"),
        ("发表于 昨天 12:30", "2026-03-09T04:30:00"),
        ("發表於 半小时前", "2026-03-10T11:30:00"),
        ("前天", "2026-03-08T12:00:00"),
        ("3 hours ago", "2026-03-10T09:00:00"),
        ("yesterday", "2026-03-09T12:00:00"),
        ("2 weeks ago", "2026-02-24T12:00:00"),
        ("March 5", "2026-03-04T16:00:00"),
        ("December 5", "2025-12-04T16:00:00"),
    ],
)
def test_a_relative_time_counts_from_when_the_page_was_fetched(text: str, iso: str) -> None:
    """And is unknown where that is not known; a day without its year is the last such day."""
    assert moment(text, timezone="Asia/Shanghai", now=NOW) == iso + "+00:00"
    assert moment(text, timezone="Asia/Shanghai") == ""


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "hello", "12", "May", "Monday", "#1024", "2013-13-45", "0000-01-01", "2013-02-30 10:00",
        "1 January 10000", "9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+10:00", "2013-03-02 25:00",
        "version 1.2.3", "不久以前", "a" * 81, "昨天" + "。" * 99, "\ud800", "\0",
    ],
)  # fmt: skip
def test_nonsense_is_no_time(text: str) -> None:
    """Rather none than a wrong one: lone numbers and names of months are not dates."""
    assert moment(text, timezone="Asia/Shanghai", now=NOW) == ""


@pytest.mark.parametrize(
    ("zone", "iso"),
    [("Europe/Berlin", "2024-07-01T10:00:00+00:00"), ("America/New_York", "2024-07-01T16:00:00+00:00")],
)
def test_summer_time_is_minded(zone: str, iso: str) -> None:
    """By the name of the zone."""
    assert moment("2024-07-01 12:00", timezone=zone) == iso


@settings(max_examples=40, deadline=None)
@given(st.text("0123456789-/:.年月日时 APMapmTZ昨天ago,", max_size=30))
def test_no_text_raises(text: str) -> None:
    """It is a time in UTC or nothing."""
    found = moment(text, now=NOW)
    assert found == "" or found.endswith("+00:00")


@pytest.mark.parametrize("text", ["9" * 1_000_000, "2013-3-2" + " " * 1_000_000, "2-" * 500_000])
def test_long_texts_cost_little(text: str) -> None:
    """Only their shapes are looked for, not their words."""
    assert moment(text) in ("", "2013-03-02T00:00:00+00:00")
