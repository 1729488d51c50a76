"""When a site is due: lengths of time, cron lines, summer time, long sleeps, crawls that die."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.schedule import MAX_BACK_OFF_S, Past, back_off_s, due, due_again, every, seconds

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "length_s"),
    [("90s", 90), ("15m", 900), ("6h", 21_600), ("1d", 86_400), ("2w", 1_209_600), (" 1h ", 3600)],
)
def test_a_length_of_time_is_read(text: str, length_s: float) -> None:
    """A whole number and its unit."""
    assert (seconds(text), every(text).interval_s) == (length_s, length_s)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'': expected a length such as '90s', '15m', '6h', '1d', '2w', or five fields of cron"),
        ("often", "'often': expected a length such as"),
        ("1.5h", "'1.5h': expected a length such as"),
        ("٣h", "'٣h': expected a length such as"),
        ("@daily", "'@daily': expected a length such as"),
        ("0h", "'0h': expected more than nothing and ten years at most"),
        ("999999999w", "'999999999w': expected more than nothing and ten years at most"),
        ("30 4 * *", "'30 4 * *': expected a length such as"),
        ("0 30 4 * * *", "'0 30 4 * * *': expected a length such as"),
        ("61 * * * *", "'61 * * * *': is no cron line: [61 * * * *] is not acceptable, out of range"),
        ("0 0 31 2 *", "'0 0 31 2 *': is no cron line: failed to find next date"),
        ("R * * * *", "'R * * * *': a time at random (R, H) is no schedule"),
        ("1,H/2 * * * *", "'1,H/2 * * * *': a time at random (R, H) is no schedule"),
    ],
)
def test_what_is_no_schedule_says_what_would_be_right(text: str, said: str) -> None:
    """In one line that opens with what stands there."""
    with pytest.raises(ValueError) as caught:
        every(text)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


@given(st.one_of(st.text(max_size=30), st.text("0123456789*/,-LWRHh# ", max_size=20)))
def test_no_text_breaks_the_reading(text: str) -> None:
    """It is a schedule that has a next time, or a ValueError."""
    try:
        schedule = every(text)
    except ValueError:
        return
    assert due(schedule, NOW, NOW, "Asia/Shanghai") > NOW


@pytest.mark.parametrize("text", ["1" * 10**6, " " * 10**6, "* " * 10**6, "\ud800 * * * *"])
def test_long_and_broken_texts_are_refused_at_once(text: str) -> None:
    """And the message is short all the same."""
    with pytest.raises(ValueError) as caught:
        every(text)
    assert len(str(caught.value)) < 500


def test_a_site_that_was_never_crawled_is_due_now() -> None:
    """Whatever its schedule."""
    assert [due(every(text), None, NOW, "UTC") for text in ("2w", "0 0 1 1 *")] == [NOW, NOW]


def test_an_interval_counts_from_the_beginning_of_the_last_run() -> None:
    """A crawl of an hour every six hours leaves five between."""
    assert due(every("6h"), NOW, NOW, "UTC") == NOW + timedelta(hours=6)


def test_a_long_sleep_makes_a_site_due_once() -> None:
    """After the run that makes up for it, the next one is in the future again."""
    for text in ("1h", "0 * * * *"):
        assert due(every(text), NOW - timedelta(days=9), NOW, "UTC") < NOW
        assert due(every(text), NOW, NOW, "UTC") == NOW + timedelta(hours=1)


def moment(text: str, zone: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("line", "zone", "last", "wanted"),
    [
        ("0 4 * * *", "Asia/Shanghai", "2026-11-20T05:00", "2026-11-20T20:00Z"),
        ("0 4 * * *", "UTC", "2026-11-20T05:00", "2026-11-21T04:00Z"),
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:00Z"),
        ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", "2026-10-25T00:30Z"),
        ("30 2 * * *", "Europe/Berlin", "2026-10-25T02:30", "2026-10-26T01:30Z"),
        ("0 * * * *", "Europe/Berlin", "2026-10-25T02:00", "2026-10-25T01:00Z"),
        ("0 * * * *", "Europe/Berlin", "2026-03-29T01:30", "2026-03-29T01:00Z"),
    ],
    ids=["China", "UTC", "an hour left out", "the first of two", "not the second", "both", "skipped"],
)
def test_a_cron_line_is_read_in_the_time_of_the_site(line: str, zone: str, last: str, wanted: str) -> None:
    """Summer time begins and ends without a run too few or too many."""
    last_begun = moment(last, zone).astimezone(UTC)
    assert due(every(line), last_begun, NOW, zone) == datetime.fromisoformat(wanted)


def test_a_run_that_ended_is_followed_at_its_normal_time() -> None:
    """Also one that failed: its site may be down for long."""
    assert due_again(every("6h"), [Past(NOW)], NOW, "UTC") == NOW + timedelta(hours=6)


def test_a_run_that_died_is_resumed_before_its_time() -> None:
    """Ten minutes after it began, and later each time that it dies again."""
    died = Past(NOW, ended=False)
    for past, minutes in (([died], 10), ([Past(NOW), died], 10), ([died] * 3, 40)):
        assert due_again(every("2w"), past, NOW, "UTC") == NOW + timedelta(minutes=minutes)


def test_the_back_off_is_a_day_at_most() -> None:
    """However often it died, and nothing where the last run ended."""
    assert back_off_s([Past(NOW, ended=False)] * 500) == MAX_BACK_OFF_S
    assert back_off_s([]) == back_off_s([Past(NOW, ended=False), Past(NOW)]) == 0
