"""What a run says of itself: nothing missing goes without a word."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from conftest import a_record

from crawler.coverage import Coverage
from crawler.report import MAX_CASES, MAX_LISTED, Ledger, outcome, report, summary
from crawler.runs import Tally


@pytest.mark.parametrize(
    ("ledger", "tally", "missing", "wanted"),
    [
        (Ledger(), Tally(pages=1), {}, "whole"),
        (Ledger(), Tally(), {}, "whole"),
        (Ledger(), Tally(unchanged=5), {}, "whole"),
        (Ledger(refused=Counter(["robots"])), Tally(), {}, "failed"),
        (Ledger(failures={"u": "timeout"}, failed=1), Tally(), {}, "failed"),
        (Ledger(refused=Counter(["robots"])), Tally(pages=1), {}, "whole"),
        (Ledger(failures={"u": "timeout"}, failed=1), Tally(pages=1), {}, "incomplete"),
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
    told = report(ledger, Tally(pages=1), {}, {})
    assert (len(told["failed"]), told["failed_pages"]) == (MAX_LISTED, MAX_LISTED + 5)


def test_a_report_counts_answers_by_status_and_refusals_by_reason() -> None:
    """The keys are the statuses; other figures of Scrapy are left out."""
    ledger = Ledger(refused=Counter({"robots": 2, "too deep": 1}))
    stats = {"downloader/response_status_count/200": 5, "downloader/response_status_count/404": 1, "x": 2}
    told = report(ledger, Tally(pages=6), stats, {})
    assert told["requests"] == {"200": 5, "404": 1}
    assert told["refused"] == {"robots": 2, "too deep": 1}


def test_waits_add_up() -> None:
    """How often a host asked for a pause, and how long in all."""
    ledger = Ledger()
    ledger.wait(1.25, "retry-after")
    ledger.wait(2, "retry-after")
    told = report(ledger, Tally(pages=1), {}, {})
    assert (told["waits"], told["waited_s"]) == ({"retry-after": 2}, {"retry-after": 3.2})


def test_odd_cases_are_counted_and_the_first_ones_named() -> None:
    """A trap of a thousand pages is one line of a report, with addresses to look at."""
    ledger = Ledger()
    for number in range(50):
        ledger.case("calendar", f"u{number}")
    told = report(ledger, Tally(pages=1), {}, {})["cases"]["calendar"]
    assert (told["count"], len(told["first"]), told["first"][0]) == (50, MAX_CASES, "u0")


def test_answers_are_timed_and_those_without_a_page_counted() -> None:
    """Half of them were faster than p50; a page that is as it was comes as status 304."""
    ledger = Ledger()
    for seconds in (0.1, 0.1, 0.1, 9.0):
        ledger.answered(seconds)
    told = report(ledger, Tally(pages=1), {"downloader/response_status_count/304": 3}, {})
    assert told["latency_s"] == {"p50": pytest.approx(0.1, rel=0.025), "p95": pytest.approx(9, rel=0.025)}
    assert (told["not_modified"], told["requests"]) == (3, {"304": 3})


@pytest.mark.parametrize(
    ("stopped", "budget"),
    [
        ("limits.max_pages is reached", "limits.max_pages"),
        ("limits.max_depth is reached; 7 links were not followed", "limits.max_depth"),
        ("interrupted; run the same command again", ""),
        ("", ""),
    ],
)
def test_a_stop_by_a_bound_of_the_site_names_the_bound(stopped: str, budget: str) -> None:
    """So that who reads reports can tell a crawl that may go on from one that broke."""
    assert report(Ledger(stopped=stopped), Tally(pages=1), {}, {})["budget"] == budget


def test_every_list_of_a_report_is_cut() -> None:
    """A book of a million lost chapters has a report that can be opened, and a count that is whole."""
    many = [str(number) for number in range(MAX_LISTED + 5)]
    told = report(Ledger(), Tally(pages=1), {}, {"book": many, **{name: ["1"] for name in many}})
    assert (len(told["incomplete"]), len(told["incomplete"]["book"])) == (MAX_LISTED, MAX_LISTED)
    assert told["missing"] == 2 * len(many)


def test_what_the_records_cover_is_told() -> None:
    """In the report as shares, on the screen as a line."""
    seen = Coverage()
    seen.see(a_record("x", title="T", language="zh-Hans", work="t"))
    seen.see(a_record("y", title="", language="und", work="u"))
    short = {"count": 1, "of": 2, "first": {"t": {"said": 3, "got": 1}}}
    told = {**report(Ledger(), Tally(pages=2), {}, {}, seen=seen, short=short), "torn": {}}
    assert told["outcome"] == "incomplete"
    assert told["coverage"]["record"]["title"] == told["coverage"]["record"]["language"] == 0.5
    lines = summary("forum", told).splitlines()
    assert "  of the records 50% title, 0% author, 0% published, 50% language, 0% licence" in lines
    assert "  t: 1 of 3 posts" in lines


def told(**more: Any) -> dict[str, Any]:
    return {**report(Ledger(), Tally(pages=1234, records=7), {}, {}), "torn": {}, **more}


def test_a_whole_run_is_two_lines() -> None:
    """Nothing is said of what did not happen."""
    assert summary("forum", told()).splitlines() == [
        "forum: whole",
        "  1,234 pages, 0 listings, 7 records, 0 parts, 0 copies",
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"unchanged": 9}, "  1,234 pages, 0 listings, 7 records, 0 parts, 0 copies, 9 unchanged"),
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
        (
            {"latency_s": {"p50": 0.1, "p95": 2.5}, "bytes": 12345, "not_modified": 7},
            "  12,345 bytes, 7 not modified; half of the answers within 0.1 s, 95 % within 2.5 s",
        ),
        ({"works": {"whole": 1234, "known": 1240}}, "  works: 1,234 of 1,240 whole"),
    ],
)
def test_a_summary_says_what_happened(more: dict[str, Any], line: str) -> None:
    """One line each, long lists cut."""
    assert line in summary("forum", told(**more)).splitlines()


@pytest.mark.parametrize(
    ("ledger", "why"),
    [
        (
            Ledger(refused=Counter(["Forbidden by robots.txt"])),
            "Forbidden by robots.txt; it is obeyed: choose other",
        ),
        (
            Ledger(failed=1, failures={"u": "h cannot be reached: x"}),
            "h cannot be reached: x; check the address, and",
        ),
        (Ledger(stopped="the disk is full", failed=1, failures={"u": "timeout"}), "the disk is full"),
    ],
)
def test_a_run_of_nothing_is_one_line_that_says_why(ledger: Ledger, why: str) -> None:
    """And what could be done about it."""
    found = summary("forum", report(ledger, Tally(), {}, {}))
    assert found.startswith(f"forum: nothing was fetched: {why}")
    assert "\n" not in found
