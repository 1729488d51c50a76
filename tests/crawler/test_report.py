"""What a run says of itself: nothing missing goes without a word."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from conftest import a_record

from crawler.records import Context
from crawler.report import MAX_CASES, MAX_LISTED, Ledger, outcome, report, summary
from crawler.runs import Tally


def chapter(position: int, page: int = 1) -> Context:
    return Context("chapter", "book", position, page)


def test_what_a_contents_page_names_and_never_came_is_missing() -> None:
    """By work; page 2 of chapter 3 is 3/2."""
    ledger = Ledger()
    for context in (
        chapter(1),
        chapter(2),
        chapter(3),
        chapter(3, 2),
        Context("listing"),
        Context("article", "x"),
    ):
        ledger.expect(context)
    ledger.got(a_record(kind="chapter", work="book", position=1))
    ledger.got(a_record(kind="chapter", work="book", position=3))
    assert ledger.missing() == {"book": ["2", "3/2"]}


def test_pages_that_a_chapter_counts_are_missed_too() -> None:
    """（第1/3页） promises two more, also where no link led to them."""
    ledger = Ledger()
    ledger.got(a_record(kind="chapter", work="book", position=1, meta={"pages": 3}))
    ledger.got(a_record(kind="chapter", work="book", position=1, page=3))
    assert ledger.missing() == {"book": ["1/2"]}


def test_a_page_that_claims_millions_of_pages_is_not_believed() -> None:
    """The title of a page cannot fill the memory."""
    ledger = Ledger()
    ledger.got(a_record(kind="chapter", work="book", position=1, meta={"pages": 9**9}))
    assert len(ledger.missing()["book"]) == MAX_LISTED - 1


def test_what_came_is_not_missing() -> None:
    """Nor is what nobody promised."""
    ledger = Ledger()
    ledger.expect(chapter(1))
    ledger.got(a_record(kind="chapter", work="book", position=1))
    ledger.got(a_record(kind="article", work="other", position=1))
    assert ledger.missing() == {}


@pytest.mark.parametrize(
    ("ledger", "tally", "missing", "wanted"),
    [
        (Ledger(), Tally(pages=1), {}, "whole"),
        (Ledger(), Tally(), {}, "failed"),
        (Ledger(refused={"u": "robots"}), Tally(pages=1), {}, "whole"),
        (Ledger(failures={"u": "timeout"}), Tally(pages=1), {}, "incomplete"),
        (Ledger(stopped="interrupted"), Tally(pages=1), {}, "incomplete"),
        (Ledger(), Tally(pages=1), {"book": ["2"]}, "incomplete"),
        (Ledger(), Tally(pages=1, dropped=Counter(quality=5, empty=1)), {}, "whole"),
        *((Ledger(), Tally(pages=1, dropped=Counter([step])), {}, "incomplete")
          for step in ("http", "extract", "encoding", "html", "bug")),
    ],
)  # fmt: skip
def test_an_outcome_says_whether_anything_is_missing(
    ledger: Ledger, tally: Tally, missing: dict[str, list[str]], wanted: str
) -> None:
    """What rules kept out is not; what was asked for and could not be had or read is."""
    assert outcome(ledger, tally, missing) == wanted


def test_the_counts_of_a_report_are_whole_where_its_lists_are_cut() -> None:
    """A site with a million dead links has a report that can be opened."""
    ledger = Ledger()
    for number in range(MAX_LISTED + 5):
        ledger.fail(f"http://site.example/{number}", "timeout")
    told = report(ledger, Tally(pages=1), {})
    assert (len(told["failed"]), told["failed_pages"]) == (MAX_LISTED, MAX_LISTED + 5)


def test_a_report_counts_answers_by_status_and_refusals_by_reason() -> None:
    """The keys are the statuses; other figures of Scrapy are left out."""
    ledger = Ledger(refused={"a": "robots", "b": "robots", "c": "too deep"})
    stats = {"downloader/response_status_count/200": 5, "downloader/response_status_count/404": 1, "x": 2}
    told = report(ledger, Tally(pages=6), stats)
    assert told["requests"] == {"200": 5, "404": 1}
    assert told["refused"] == {"robots": 2, "too deep": 1}


def test_waits_add_up() -> None:
    """How often a host asked for a pause, and how long in all."""
    ledger = Ledger()
    ledger.wait(1.25, "retry-after")
    ledger.wait(2, "retry-after")
    told = report(ledger, Tally(pages=1), {})
    assert (told["waits"], told["waited_s"]) == ({"retry-after": 2}, {"retry-after": 3.2})


def test_odd_cases_are_counted_and_the_first_ones_named() -> None:
    """A trap of a thousand pages is one line of a report, with addresses to look at."""
    ledger = Ledger()
    for number in range(50):
        ledger.case("calendar", f"u{number}")
    told = report(ledger, Tally(pages=1), {})["cases"]["calendar"]
    assert (told["count"], len(told["first"]), told["first"][0]) == (50, MAX_CASES, "u0")


def told(**more: Any) -> dict[str, Any]:
    return {**report(Ledger(), Tally(pages=1234, records=7), {}), "torn": {}, **more}


def test_a_whole_run_is_two_lines() -> None:
    """Nothing is said of what did not happen."""
    assert summary("forum", told()).splitlines() == [
        "forum: whole",
        "  1,234 pages, 0 listings, 7 records, 0 parts, 0 copies",
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"dropped": {"http": 2}}, "  dropped: http 2"),
        ({"marked": {"spam": 1, "low": 2}}, "  marked: spam 1, low 2"),
        ({"first_reasons": {"http": "status 404 (u)"}}, "  first http: status 404 (u)"),
        ({"refused": {"too deep": 3}}, "  not fetched: too deep: 3"),
        ({"failed": {"u": "timeout"}, "failed_pages": 9}, "  … and 4 more failed pages"),
        (
            {"incomplete": {"book": [str(n) for n in range(20)]}},
            "  missing of book: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9",
        ),
        ({"torn": {"x.jsonl": 1234}}, "  repaired: x.jsonl: 1,234 torn bytes cut off"),
        (
            {"waits": {"retry-after": 2}, "waited_s": {"retry-after": 3.5}},
            "  waited 3.5 s, 2 times: retry-after",
        ),
        ({"cases": {"calendar": {"count": 3, "first": ["u"]}}}, "  calendar: 3, first: u"),
        ({"stopped": "interrupted"}, "  stopped: interrupted"),
    ],
)
def test_a_summary_says_what_happened(more: dict[str, Any], line: str) -> None:
    """One line each, long lists cut."""
    assert line in summary("forum", told(**more)).splitlines()


@pytest.mark.parametrize(
    ("ledger", "why"),
    [
        (Ledger(), "no start page was asked for"),
        (
            Ledger(refused={"u": "Forbidden by robots.txt"}),
            "Forbidden by robots.txt; it is obeyed: choose other",
        ),
        (Ledger(failures={"u": "h cannot be reached: x"}), "h cannot be reached: x; check the address, and"),
        (Ledger(stopped="the disk is full", failures={"u": "timeout"}), "the disk is full"),
    ],
)
def test_a_run_of_nothing_is_one_line_that_says_why(ledger: Ledger, why: str) -> None:
    """And what could be done about it."""
    found = summary("forum", report(ledger, Tally(), {}))
    assert found.startswith(f"forum: nothing was fetched: {why}")
    assert "\n" not in found
