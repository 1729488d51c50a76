"""What a fetched page means for its address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from conftest import a_page, a_record

from crawler.acknowledge import acknowledgement, untouched
from crawler.entries import Ack, Entry
from crawler.records import Drop, Record
from crawler.revisit import FASTER, SLOWER, text_hash
from crawler.schema import DONE, FAILED

HOUR, DAY = 3600.0, 86400.0
BOUNDS = (HOUR, 100 * DAY)
NOW = 1_800_000_000.0
ENTRY = Entry("http://site.example/1", "site.example", id=7, rank=1)
HEADERS = {"etag": '"x"', "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}


def told(
    result: Record | Drop, entry: Entry = ENTRY, status: int = 200, headers: dict[str, str] | None = None
) -> Ack:
    page = replace(a_page(status=status), headers=headers or {})
    return acknowledgement(entry, page, result, '{"offset":5}', NOW, BOUNDS)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *((status, DONE) for status in (200, 304, 403, 404, 410, 428, 499)),
        *((status, FAILED) for status in (429, 500, 503, 599)),
    ],
)
def test_only_what_may_pass_is_tried_again(status: int, state: int) -> None:
    """A host that is busy or broken may be well tomorrow; what is gone is gone."""
    ack = told(Drop(None, "http", f"status {status}"), status=status)
    assert (ack.state, ack.status, ack.id, ack.rank) == (state, status, 7, 1)


def test_a_record_is_known_by_its_text_and_place() -> None:
    """And by what the host said of the page."""
    record = a_record("text", kind="chapter", work="w", position=3, page=2, meta={"pages": 4})
    ack = told(record, headers=HEADERS)
    assert (ack.text_hash, ack.place, ack.piece, ack.pages) == (
        text_hash(record),
        '{"offset":5}',
        ("w", 3, 2),
        4,
    )
    assert (ack.etag, ack.modified, ack.fetched_at, ack.reason) == (*HEADERS.values(), NOW, "")


def test_a_drop_is_known_by_its_reason() -> None:
    """Cut where it is long; the page is looked for again as late as may be."""
    ack = told(Drop(None, "quality", "x" * 999))
    assert (ack.reason[:10], len(ack.reason), ack.text_hash, ack.piece, ack.pages) == (
        "quality: x",
        500,
        None,
        None,
        0,
    )
    assert (ack.interval_s, ack.due_at) == (BOUNDS[1], NOW + BOUNDS[1])


def test_a_listing_is_never_due() -> None:
    """It is read at every crawl."""
    ack = told(Drop(None, "listing", "links only"))
    assert (ack.interval_s, ack.due_at, ack.state) == (None, None, DONE)


@pytest.mark.parametrize(
    ("published", "interval_s"),
    [
        ("", HOUR),
        ("2027-01-05T08:00:00+00:00", DAY),
        ("1999-01-01", 100 * DAY),
        ("2099-01-01T00:00:00+00:00", HOUR),
    ],
    ids=["unknown", "ten days ago", "long ago", "in the future"],
)
def test_a_new_page_is_due_after_a_tenth_of_its_age(published: str, interval_s: float) -> None:
    """Within the site's bounds."""
    ack = told(a_record("text", published=published))
    assert ack.interval_s == pytest.approx(interval_s, rel=0.001)
    assert ack.due_at == NOW + (ack.interval_s or 0)


def test_a_page_that_changed_is_due_sooner() -> None:
    """Than it was the last time."""
    ack = told(a_record("text"), replace(ENTRY, interval_s=10 * DAY))
    assert ack.interval_s == pytest.approx(10 * DAY * FASTER)


def test_headers_of_any_length_are_cut() -> None:
    """None that is empty is kept."""
    ack = told(a_record(), headers={"ETag": "x" * 9999, "Last-Modified": ""})
    assert (len(ack.etag or ""), ack.modified) == (500, None)


def unchanged(entry: Entry, **headers: str) -> Ack:
    return untouched(entry, replace(a_page(status=304), headers=headers), NOW, BOUNDS)


def test_an_unchanged_page_is_due_later() -> None:
    """And keeps what is known of it."""
    known: dict[str, Any] = {"etag": '"old"', "modified": "then", "text_hash": b"h" * 16, "place": "{}"}
    ack = unchanged(replace(ENTRY, interval_s=DAY, fetched_at=NOW - DAY, **known))
    assert {name: getattr(ack, name) for name in known} == known
    assert (ack.state, ack.status, ack.rank, ack.fetched_at, ack.piece) == (DONE, 304, 1, NOW, None)
    assert (ack.interval_s, ack.due_at) == (DAY * SLOWER, NOW + DAY * SLOWER)


def test_an_unchanged_page_may_have_new_headers() -> None:
    """The newest ones are asked with the next time."""
    ack = unchanged(replace(ENTRY, etag='"old"', modified="then"), **HEADERS)
    assert (ack.etag, ack.modified) == tuple(HEADERS.values())


def test_an_unchanged_page_that_was_never_due_is_not() -> None:
    """A listing stays one."""
    ack = unchanged(ENTRY)
    assert (ack.interval_s, ack.due_at) == (None, None)
