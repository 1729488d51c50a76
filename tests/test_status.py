"""`scrapy status`: every site in a line that can be read, and in JSON that a machine can."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import a_record
from loopback import Crawl

from crawler.columns import width
from crawler.commands.status import missing, state, until
from crawler.records import Consent, to_json
from crawler.runs import Files, alone, write_report
from crawler.store import Lines

SITE = 'engine = "generic"\nstart = ["http://site.example/"]\n'
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WHOLE = {"finished": "x", "outcome": "whole", "pages": 1234, "records": 7, "missing": 0}


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def ran(crawl: Crawl, site: str, begun: datetime = NOW, **told: Any) -> Files:
    files = Files(crawl.folder / "data", site, f"{begun:%Y%m%dT%H%M%SZ}")
    write_report(files, {"finished": "x", **told})
    return files


def seen(crawl: Crawl, site: str = "site", now: datetime = NOW) -> dict[str, Any]:
    return state(crawl.folder / "seeds" / f"{site}.toml", crawl.folder / "data", now)


def test_each_site_is_a_line_and_the_columns_line_up(crawl: Crawl) -> None:
    """A Chinese character takes two columns; a broken file is an error in its own line."""
    for name in ("红楼梦论坛", "site"):
        crawl.site(name, SITE + 'schedule = "6h"')
        ran(crawl, name, **WHOLE)
    crawl.site("broken", "engine")
    done = crawl.run("status")
    assert (done.returncode, done.stderr) == (0, "")
    head, broken, site, chinese = done.stdout.splitlines()
    assert site.split() == ["site", "1", "2026-11-20T12:00Z", "whole", "1,234", "7", *site.split()[6:-1], "0"]
    assert [width(line[: line.index("2026")]) for line in (site, chinese)] == [head.index("last run")] * 2
    assert "never crawled" in broken and "error: " in broken and "broken.toml: is not TOML" in broken


def test_json_says_the_same_to_a_machine(crawl: Crawl) -> None:
    """A list of all sites, or one of them with what else is known of it."""
    crawl.site("site", SITE + 'schedule = "6h"')
    ran(crawl, "site", **WHOLE)
    (of_all,) = json.loads(crawl.run("status", "--json").stdout)
    of_one = json.loads(crawl.run("status", "site", "--json").stdout)
    assert of_one | of_all == of_one
    assert (of_all["begun"], of_all["outcome"], of_all["pages"]) == (
        "2026-11-20T12:00:00+00:00",
        "whole",
        1234,
    )
    assert of_all["due"] == "2026-11-20T18:00:00+00:00"
    assert set(of_one) - set(of_all) == {"license", "why", "schedule", "archive", "lacks", "consent"}


def test_one_site_is_told_of_in_full(crawl: Crawl) -> None:
    """What it lacks, what may be done with it, how much of it there is."""
    crawl.site("site", SITE + 'license = "CC0-1.0"\nwhy = "we asked"\nschedule = "6h"')
    files = ran(
        crawl,
        "site",
        outcome="incomplete",
        failed={"http://site.example/\x1b[2J\u202e": "timeout"},
        dropped={"http": 2},
        first_reasons={"http": "status 404"},
        incomplete={"石头记": ["3", "4/2"]},
        short_threads={"first": {"t": {"said": 37, "got": 35}}},
    )
    files.pages.parent.mkdir(parents=True)
    files.pages.write_bytes(b"x" * 1234)
    lines = Lines(files.records)
    lines.append(to_json(a_record(consent=Consent("allow", ("licence CC0-1.0",)))))
    lines.close()
    said = crawl.run("status", "site").stdout.splitlines()
    for line in (
        "license  CC0-1.0",
        "why      we asked",
        "schedule 6h",
        "archive  1 files, 1,234 bytes",
        "failed   http://site.example/\ufffd[2J\ufffd: timeout",
        "dropped  2 http, first: status 404",
        "missing  石头记: 3, 4/2",
        "short    t: 35 of 37 posts",
    ):
        assert line in said
    assert any(line.startswith("consent  ") and "licence CC0-1.0" in line for line in said)


def test_a_site_that_was_never_crawled_is_told_of_too(crawl: Crawl) -> None:
    """There is little to tell; also when its file is wrong."""
    crawl.site("site", "engine =")
    done = crawl.run("status", "site")
    assert done.returncode == 0 and "archive  0 files, 0 bytes" in done.stdout.splitlines()


@pytest.mark.parametrize("arguments", [["nowhere"], ["site", "site"], ["--xml"]])
def test_misuse_is_exit_2(arguments: list[str], crawl: Crawl) -> None:
    """A site that is incomplete is none."""
    crawl.site("site", SITE)
    ran(crawl, "site", outcome="incomplete", missing=7)
    assert crawl.run("status", *arguments).returncode == 2
    assert crawl.run("status", "site").returncode == 0


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (None, "-"),
        (timedelta(days=-9), "now"),
        (timedelta(0), "now"),
        (timedelta(seconds=9), "in 1 min"),
        (timedelta(minutes=59, seconds=59), "in 59 min"),
        (timedelta(hours=3), "in 3 h"),
        (timedelta(hours=47), "in 1 d"),
        (timedelta(days=700), "in 700 d"),
    ],
)
def test_when_a_site_is_due_is_said_in_one_unit(ahead: timedelta | None, said: str) -> None:
    """Rounded down, but for what is less than a minute."""
    assert until(None if ahead is None else NOW + ahead, NOW) == said


def test_a_run_at_work_is_told_from_one_that_was_killed(crawl: Crawl) -> None:
    """By its process; the killed one is due again soon."""
    crawl.site("site", SITE + 'schedule = "6h"')
    ran(crawl, "site", finished=None)
    with alone(crawl.folder / "data", "site"):
        running = seen(crawl)
    killed = seen(crawl)
    assert (running["outcome"], running["running"], running["due"][11:16]) == ("running", True, "18:00")
    assert (killed["outcome"], killed["running"], killed["due"][11:16]) == ("unfinished", False, "12:10")


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, 0),
        ({"failed_pages": 3}, 3),
        ({"dropped": {"http": 2, "quality": 9}}, 2),
        ({"incomplete": {"book": ["1", "2"]}}, 2),
        ({"incomplete": {"book": ["1", "2"]}, "missing": 5000}, 5000),
    ],
)
def test_what_is_missing_is_counted(told: dict[str, Any], wanted: int) -> None:
    """What was refused on purpose is not; reports of earlier versions have no count of their own."""
    assert missing(told) == wanted
