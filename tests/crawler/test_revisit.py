"""When a page is due again, and what counts as a change of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import a_part, a_record
from hypothesis import given
from hypothesis import strategies as st

from crawler.revisit import first_interval, newest, next_interval, text_hash

BOUNDS = (3600.0, 90 * 86_400.0)
DAY = 86_400.0


@pytest.mark.parametrize(
    ("age_s", "wanted"), [(0, 3600), (10 * DAY, DAY), (10_000 * DAY, 90 * DAY), (-DAY, 3600)]
)
def test_a_page_waits_a_tenth_of_its_age_at_first(age_s: float, wanted: float) -> None:
    """Within the bounds of its site; a date in the future is no age."""
    assert first_interval(1e9 - age_s, 1e9, BOUNDS) == wanted


def test_a_page_of_unknown_age_is_due_first() -> None:
    """It may be new."""
    assert first_interval(None, 1e9, BOUNDS) == BOUNDS[0]


def test_the_interval_grows_and_shrinks() -> None:
    """By 1.4 where nothing changed, by 0.8 where something did."""
    assert next_interval(10_000, changed=False, bounds=BOUNDS) == 14_000
    assert next_interval(10_000, changed=True, bounds=BOUNDS) == 8_000


@given(st.lists(st.booleans(), max_size=80))
def test_the_interval_stays_within_the_bounds_of_the_site(changes: list[bool]) -> None:
    """Whatever happens to a page."""
    interval_s = BOUNDS[0]
    for changed in changes:
        interval_s = next_interval(interval_s, changed=changed, bounds=BOUNDS)
        assert BOUNDS[0] <= interval_s <= BOUNDS[1]


RECORD = a_record("one", "two")


@pytest.mark.parametrize(
    "other",
    [
        a_record("one", "two, edited"),
        a_record("one"),
        a_record("two", "one"),
        replace(RECORD, title="New"),
        replace(RECORD, position=2),
        RECORD.with_parts([replace(RECORD.parts[0], author="May"), RECORD.parts[1]]),
    ],
    ids=["text", "post", "order", "title", "place", "author"],
)
def test_what_a_reader_sees_is_a_change(other: object) -> None:
    """Of the text, the posts, their order, authors, the title, the place in the work."""
    assert text_hash(other) != text_hash(RECORD)  # type: ignore[arg-type]


def test_what_the_crawl_adds_is_no_change() -> None:
    """Such as likes, or the mark of a step."""
    liked = RECORD.with_parts([replace(RECORD.parts[0], score=7, mark="low"), RECORD.parts[1]])
    assert text_hash(replace(liked, language="en", signature="x")) == text_hash(RECORD)


@given(st.text(st.characters(), max_size=30))
def test_any_text_has_a_hash(text: str) -> None:
    """Half characters too."""
    assert len(text_hash(a_record(text + "\ud800"))) == 16


@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        (["2024-01-01T00:00:00+00:00", "2024-01-02T00:00:00+00:00", ""], 1704153600.0),
        (["", ""], None),
        (["soon"], None),
    ],
)
def test_the_newest_post_tells_the_age(times: list[str], wanted: float | None) -> None:
    """Nothing does where no post has a time."""
    record = a_record().with_parts([a_part(published=time) for time in times])
    assert newest(record) == wanted
