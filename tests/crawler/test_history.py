"""What `scrapy due` knows of earlier crawls, and how two of it keep out of each other's way."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler import claims, history
from crawler.runs import Files, alone, write_report
from crawler.schedule import Past
from crawler.sites import Site

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ran(data: Path, begun: datetime, **told: object) -> Path:
    files = Files(data, "site", f"{begun:%Y%m%dT%H%M%SZ}")
    write_report(files, told)
    return files.report


def ended(data: Path, begun: datetime) -> Path:
    return ran(data, begun, finished="then", outcome="whole")


def test_runs_are_those_with_a_report_in_the_order_of_their_beginning(tmp_path: Path) -> None:
    """Other files of the folder are none, and the tenth run of a second comes after its ninth."""
    first = ended(tmp_path, NOW)
    for name in ("20261120T120000Z-10.json", "20261120T120000Z-9.json", "notes.json", "20261120T130000Z.tmp"):
        (first.parent / name).write_text("{}")
    assert [files.run[16:] for files in history.runs(tmp_path, "site")] == ["", "-9", "-10"]
    assert history.runs(tmp_path, "other") == []


def test_only_the_last_ended_run_and_what_came_after_it_counts(tmp_path: Path) -> None:
    """A killed run did not end, also when the next one mended it."""
    for hours, told in (
        (4, {"finished": "x"}),
        (3, {"finished": "x"}),
        (2, {"finished": "x", "outcome": "killed"}),
    ):
        ran(tmp_path, NOW - hours * HOUR, **told)
    ran(tmp_path, NOW - HOUR, finished=None)
    found = history.past(tmp_path, "site", NOW)
    assert found == [Past(NOW - 3 * HOUR), Past(NOW - 2 * HOUR, ended=False), Past(NOW - HOUR, ended=False)]


def test_a_report_that_cannot_be_read_is_of_a_run_that_did_not_end(tmp_path: Path) -> None:
    """The crash came while it was written."""
    ended(tmp_path, NOW).write_text('{"fin')
    assert history.past(tmp_path, "site", NOW) == [Past(NOW, ended=False)]


def test_runs_of_the_future_are_passed_over(tmp_path: Path) -> None:
    """A clock that was a year ahead must not stop a site for a year."""
    ended(tmp_path, NOW)
    ended(tmp_path, NOW + 999 * HOUR)
    assert history.past(tmp_path, "site", NOW + HOUR) == [Past(NOW)]


def test_a_start_without_a_run_counts_as_a_crawl_that_died(tmp_path: Path) -> None:
    """One that a run followed is that run."""
    ended(tmp_path, NOW - HOUR)
    claims.claim(tmp_path, "site", [NOW - HOUR - timedelta(seconds=2), NOW]).close()
    assert history.past(tmp_path, "site", NOW) == [Past(NOW - HOUR), Past(NOW, ended=False)]


@pytest.mark.parametrize(
    ("schedule", "busy", "wanted"),
    [("", False, None), ("2w", False, NOW + HOUR / 6), ("2w", True, NOW + 336 * HOUR)],
    ids=["no schedule", "died", "at work"],
)
def test_a_crawl_at_work_need_not_be_resumed(
    schedule: str, busy: bool, wanted: datetime | None, tmp_path: Path
) -> None:
    """Only its process tells it from one that died; a site without a schedule is never due."""
    ran(tmp_path, NOW, finished=None)
    assert history.due_at(tmp_path, Site("site", schedule=schedule), NOW, busy=busy) == wanted


def test_a_claim_is_held_until_all_its_copies_are_closed(tmp_path: Path) -> None:
    """So a crawl keeps it that outlives the `scrapy due` which started it."""
    assert not claims.is_busy(tmp_path, "site")
    with claims.claim(tmp_path, "site", []) as claim:
        inherited = os.dup(claim.fileno())
    assert claims.is_busy(tmp_path, "site")
    assert not claims.is_busy(tmp_path, "other")
    os.close(inherited)
    assert not claims.is_busy(tmp_path, "site")


@pytest.mark.parametrize("shared", [False, True])
def test_a_site_that_anybody_crawls_is_busy(shared: bool, tmp_path: Path) -> None:
    """Also one that was started by hand, also with workers of other machines."""
    with alone(tmp_path, "site", shared=shared):
        assert claims.is_busy(tmp_path, "site")


def test_starts_are_remembered_and_a_torn_line_is_not_one(tmp_path: Path) -> None:
    """Those of the claim before are gone, unless they are given again."""
    claims.claim(tmp_path, "site", [NOW - HOUR]).close()
    with claims.claim(tmp_path, "site", [NOW]) as claim:
        claim.write("2026-11-20T1\n2026-11-20\n\0\n")
    assert claims.starts(tmp_path, "site") == [NOW]
    assert claims.starts(tmp_path, "other") == []


def test_only_one_decides_at_a_time(tmp_path: Path) -> None:
    """The next one may when the first has decided."""
    for _ in range(2):
        with claims.deciding(tmp_path):
            assert claims._is_held(tmp_path / "runs" / ".due")
