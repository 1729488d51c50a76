"""One crawl of a server that does all the harm it can: it ends, keeps what is good, and names the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hostile import GOOD, Hostile, hostile, page
from loopback import Crawl

pytestmark = pytest.mark.alone

SITE = """engine = "generic"
start = ["http://127.0.0.1:{first}/", "http://localhost:{second}/"]
license = "CC0-1.0"
delay_s = 0
language = "en"
limits = {{ max_bytes = 1_000_000 }}
"""
QUICK = {
    "DOWNLOAD_TIMEOUT": 1,
    "RETRY_TIMES": 1,
    "BREAKER_MAX_S": 0.1,
    "BREAKER_TRIPS": 30,
    "RETRY_AFTER_MAX_TIMES": 1,
}
MAX_S = 60.0


@dataclass
class Outcome:
    """What came of the crawl, and what the servers saw of it."""

    report: dict[str, Any]
    kept: set[str]
    asked: list[str]
    seconds: float
    code: int
    err: str
    first: Hostile
    second: Hostile


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    crawl = Crawl(tmp_path_factory.mktemp("hostile"))
    settings = [word for key, value in QUICK.items() for word in ("-s", f"{key}={value}")]
    with hostile({"/robots.txt": page("", status="503 Oh")}) as shut, hostile() as second:
        closed = f"http://127.0.0.1:{shut.port}/good/1"
        with hostile(others=(closed,)) as first:
            crawl.site("hostile", SITE.format(first=first.port, second=second.port))
            began = time.monotonic()
            done = crawl.run("crawl", "hostile", *settings)
            seconds = time.monotonic() - began
            assert [path for path in shut.asked if path != "/robots.txt"] == []
    kept = {row["url"] for row in crawl.lines("records", "hostile")}
    asked = [*first.asked, *second.asked]
    yield Outcome(crawl.report("hostile"), kept, asked, seconds, done.returncode, done.stderr, first, second)


def test_crawl_ends_by_itself(outcome: Outcome) -> None:
    """In time, incomplete, and without a traceback."""
    assert outcome.seconds < MAX_S
    assert outcome.code == 1 and outcome.report["outcome"] == "incomplete"
    assert "Traceback" not in outcome.err


def test_every_good_page_is_kept(outcome: Outcome) -> None:
    """Thirty on each of two hosts."""
    wanted = {f"http://127.0.0.1:{outcome.first.port}{path}" for path in GOOD}
    wanted |= {f"http://localhost:{outcome.second.port}{path}" for path in GOOD}
    assert wanted <= outcome.kept


def test_nothing_inside_was_asked_for(outcome: Outcome) -> None:
    """No way in was taken, however its address was written."""
    assert [path for path in outcome.asked if "secret" in path] == []


@pytest.mark.parametrize(
    ("case", "count"),
    [
        ("robots.txt unavailable", 1),
        ("too many requests", 2),
        ("trap: calendar", 2),
        ("trap: endless next links", 2),
        ("trap: session id", 2),
        ("trap: repeating path", 2),
        ("endless redirects", 4),
        ("private address", 14),
        ("no web address", 6),
        ("compression bomb", 12),
        ("too large", 4),
        ("too slow", 4),
        ("header flood", 4),
        ("broken answer", 6),
    ],
)
def test_each_case_is_named_once_for_each_host(outcome: Outcome, case: str, count: int) -> None:
    """Kinds of one case, such as bombs of four packings, count each."""
    assert outcome.report["cases"][case]["count"] == count


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/storm", "the host asked to wait 2 times for this page; try again later"),
        ("/bomb-gzip", "unpack to more than 1,000,000"),
        ("/bomb-deflate", "unpack to more than 1,000,000"),
        ("/bomb-br", "unpack to more than 1,000,000"),
        ("/bomb-zstd", "unpack to more than 1,000,000"),
        ("/bomb-layers", "is packed 3 times over"),
        ("/not-packed", "is not packed as it says"),
        ("/endless-body", "answered with more than 1,000,000 bytes"),
        ("/huge", "answered with more than 1,000,000 bytes"),
        ("/drip", "took longer than 1 s"),
        ("/drip-headers", "took longer than 1 s"),
        ("/header-flood", "answered with more than 262,144 bytes of headers"),
        ("/header-line", "answered with more than 262,144 bytes of headers"),
        ("/chunks", "the answer broke off before its end"),
        ("/torn-chunks", "the answer broke off before its end"),
        ("/garbage", "answered in no HTTP that can be read"),
        ("/hang-up", "the connection was lost"),
        ("/about", "redirected in a circle"),
        ("/hop/6", "redirected more than 5 times"),
    ],
)
def test_failures_have_a_reason_that_can_be_read(outcome: Outcome, path: str, reason: str) -> None:
    """One line, with the limit that was passed."""
    assert reason in outcome.report["failed"][f"http://localhost:{outcome.second.port}{path}"]


def test_wrong_charsets_cost_themselves_only(outcome: Outcome) -> None:
    """A page that lies about its charset is dropped by name, one with an unknown charset is read."""
    assert outcome.report["dropped"]["encoding"] == 2
    assert f"http://localhost:{outcome.second.port}/klingon" in outcome.kept


def test_mazes_are_left_soon(outcome: Outcome) -> None:
    """A year of calendar, a hundred pages that are all alike, a door that was entered twice."""
    asked = outcome.second.asked
    assert sum(path.startswith("/calendar") for path in asked) <= 14
    assert sum(path.startswith("/list/") for path in asked) <= 105
    assert sum(path.startswith("/door") for path in asked) <= 2
