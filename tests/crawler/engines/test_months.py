"""Days with the month in words, and days in numbers."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.engines.months import MONTHS, dated, day, day_first

NOW = datetime(2026, 3, 10, 20, 0)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Fri Mar 06, 2026 9:41 pm", "2026-03-06T21:41"),
        ("» 06 Mar 2026, 21:41", "2026-03-06T21:41"),
        ("6th March 2026, 09:41 PM", "2026-03-06T21:41"),
        ("# 1 March 6th, 2026, 12:05 AM", "2026-03-06T00:05"),
        ("March 6th, 2026, 12:05 PM", "2026-03-06T12:05"),
        ("Last Edit: June 09, 2024, 03:29:46 AM", "2024-06-09T03:29:46"),
        ("Feb 14, 2026 | 9:08 pm", "2026-02-14T21:08"),
        ("4:07 PM - Sep 01, 2006", "2006-09-01T16:07"),
        ("06-Mar-2026, 21:41", "2026-03-06T21:41"),
        ("Fr 6. Mär 2026, 21:41", "2026-03-06T21:41"),
        ("8. Januar 2016 um 21:14 Uhr", "2016-01-08T21:14"),
        ("ven. 6 mars 2026 21:41", "2026-03-06T21:41"),
        ("1er août 2026 à 21h41", "2026-08-01T21:41"),
        ("6 de marzo de 2026, 14:22", "2026-03-06T14:22"),
        ("6 Maggio 2026, 14:22:03", "2026-05-06T14:22:03"),
        ("6 mrt 2026, 14:22", "2026-03-06T14:22"),
        ("06 mar 2026 14:22", "2026-03-06T14:22"),
        ("6 марта 2026 г., 09:41", "2026-03-06T09:41"),
        ("Пт май 06, 2026 9:41 am", "2026-05-06T09:41"),
        ("6 Ağustos 2026, 09:41", "2026-08-06T09:41"),
        ("16.01.2024, 15:12", "2024-01-16T15:12"),
        ("01-16-2024, 03:12 PM", "2024-01-16T15:12"),
        ("16-01-2024, 15:12", "2024-01-16T15:12"),
        ("16/1/24 15:12", "2024-01-16T15:12"),
        ("Posted 6 March 2026", "2026-03-06T00:00"),
        ("Yesterday, 09:41 AM", "2026-03-09T09:41"),
        ("« Reply #3 on: Today at 03:12:12 PM »", "2026-03-10T15:12:12"),
        ("Heute, 14:03", "2026-03-10T14:03"),
        ("Gestern um 14:03 Uhr", "2026-03-09T14:03"),
        ("Hier à 09:41", "2026-03-09T09:41"),
        ("Вчера в 09:41", "2026-03-09T09:41"),
        ("昨天 09:41", "2026-03-09T09:41"),
    ],
)
def test_a_day_is_found_among_what_boards_write_around_it(text: str, iso: str) -> None:
    """With its time of day, on either side."""
    assert day(text, now=NOW) == datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    "text",
    ["", "May", "March 2026", "Join Date: Aug 2006", "set 12 2", "version 10.2.13", "Foo 12, 2026",
     "yesterday", "Fri, 06 Mar 2026 08:05:00 EST", "06 Mar 2026 08:05 +0800", "Dec. 14, 2022, noon", "12:30",
     "1,204 posts"],
)  # fmt: skip
def test_what_is_not_sure_is_left_to_others(text: str) -> None:
    """Months without a day, versions, times with a zone of their own."""
    assert day(text, now=NOW) is None


@pytest.mark.parametrize("text", ["31 February 2026", "2/30/2026 10:00", "6 March 2026, 25:00", "13/13/2026"])
def test_a_day_that_cannot_be_is_an_error(text: str) -> None:
    """Which the caller turns into no time at all."""
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        day(text)


@pytest.mark.parametrize(
    ("texts", "first"),
    [(["03/04/2024"], False), (["03/04/2024", "13/04/2024"], True), (["04/13/2024"], False), ([], False)],
)
def test_one_page_writes_its_days_one_way(texts: list[str], first: bool) -> None:
    """A day above 12 tells it for all."""
    assert day_first(texts) is first
    assert day("03/04/2024", day_first=first) == datetime(2024, 4 if first else 3, 3 if first else 4)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Today at 6:30 AM by Ida", "2026-03-10 at 6:30 AM by Ida"),
        ("Gestern, 19:12", "2026-03-09, 19:12"),
        ("Today's catch", "Today's catch"),
        ("March 1, 10:00", "March 1, 10:00"),
    ],
)
def test_names_of_days_become_dates(text: str, wanted: str) -> None:
    """Where a time of day follows: a title may name a day too."""
    assert dated(text, NOW) == wanted


def test_no_word_names_two_months() -> None:
    """In no pair of the languages."""
    counts = Counter(word for words in MONTHS for word in words.split())
    assert [word for word, count in counts.items() if count > 1] == []


@given(st.text("0123456789 -/.:,marMARpmthjuni年h", max_size=60))
def test_any_text_is_a_day_or_none(text: str) -> None:
    """Or a day that cannot be."""
    try:
        found = day(text, now=NOW)
    except (ValueError, OverflowError):
        return
    assert found is None or found.tzinfo is None


@pytest.mark.parametrize("text", ["1 mar " * 20_000, "12:" * 40_000, "today " * 20_000, "1/1/" * 30_000])
def test_long_texts_cost_little(text: str) -> None:
    """No pattern goes back far."""
    start = time.perf_counter()
    day(text, now=NOW)
    assert time.perf_counter() - start < 3
