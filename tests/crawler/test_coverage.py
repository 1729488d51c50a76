"""How many records say who wrote them and when, and which threads are short of posts."""

from __future__ import annotations

from conftest import a_part, a_record

from crawler.coverage import Coverage, coverage
from crawler.records import Record


def seen(*records: Record) -> Coverage:
    counted = Coverage()
    for record in records:
        counted.see(record)
    return counted


def test_fields_that_are_there_are_counted() -> None:
    """An unknown language is none."""
    full = a_record(title="T", author="A", published="2026-01-01", language="en", licence="CC0-1.0")
    shares = coverage(seen(full, a_record(language="und"), a_record(title="T"), a_record()).counts)["record"]
    assert shares == {"title": 0.5, "author": 0.25, "published": 0.25, "language": 0.25, "licence": 0.25}


def test_fields_of_parts_are_counted_by_part() -> None:
    """A long thread weighs more than a short one."""
    signed = a_part("x", "1", author="A", published="2026-01-01")
    thread = a_record().with_parts([signed, a_part("y", "2", author="B"), a_part("z", "3")])
    assert coverage(seen(thread, a_record()).counts)["part"] == {"author": 0.5, "published": 0.25}


def test_nothing_has_no_coverage() -> None:
    """Rather than one of 0."""
    assert coverage(Coverage().counts) == {}
    assert "part" not in coverage(seen(a_record().with_parts([])).counts)
