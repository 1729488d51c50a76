"""Pauses, back-off, and hosts that are broken off."""

from __future__ import annotations

from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Answer, Crawl, html, links, prose, serving
from scrapy.http import Response

from crawler.breaker import Breaker, Patience, asked_wait

NOW = 1_800_000_000.0


def said(status: int, value: str | None) -> Response:
    """Return an answer with a Retry-After."""
    return Response("http://site.example/", status, {} if value is None else {"Retry-After": value})


@pytest.mark.parametrize(
    ("status", "value", "wait_s"),
    [
        (429, "120", 120),
        (503, "120", 120),
        (429, None, 1),
        (503, None, None),
        (429, "0", 1),
        (429, formatdate(NOW + 90, usegmt=True), 90),
        (503, formatdate(NOW - 90, usegmt=True), 1),
        (429, "soon", 1),
        (503, "soon", None),
        (429, "²", 1),
        (503, "Fri, 31 Dec 99999 23:59:59 GMT", None),
        (429, "9" * 50, 999_999_999),
        (200, "120", None),
        (500, "120", None),
    ],
)
def test_wait_is_read_in_seconds_and_as_a_date(status: int, value: str | None, wait_s: float | None) -> None:
    """RFC 9110, 10.2.3; nonsense is no wait, and no wait is shorter than a second."""
    assert asked_wait(said(status, value), NOW) == wait_s


@given(st.binary())
def test_any_retry_after_is_read(value: bytes) -> None:
    """A host may write what it likes."""
    response = Response("http://site.example/", 429, {"Retry-After": value})
    assert (asked_wait(response, NOW) or 0) >= 1


def test_pauses_double_up_to_the_limit() -> None:
    """Failures of one page after the other pause the host 1, 2, 4 ... seconds."""
    breaker = Breaker(Patience(trips=100, max_pause_s=10))
    assert [breaker.failed(0, tries=0) for _ in range(6)] == [1, 2, 4, 8, 10, 10]


def test_pauses_double_for_one_page_too() -> None:
    """A page that is tried again and again waits longer each time, though it tells nothing of its host."""
    breaker = Breaker(Patience(trips=2))
    assert [breaker.failed(0, tries) for tries in range(4)] == [1, 2, 4, 8]
    assert breaker.admit(0)


def test_answer_closes_the_breaker_and_ends_the_doubling() -> None:
    """Failures count in a row."""
    breaker = Breaker(Patience(trips=3))
    breaker.failed(0, 0)
    breaker.failed(0, 0)
    breaker.came()
    assert breaker.failed(0, 0) == 1 and breaker.admit(0)


def test_host_is_broken_off_after_its_failures_and_tried_once_after_each_rest() -> None:
    """Half open, one request goes; its failure closes the host again, its success opens it."""
    breaker = Breaker(Patience(trips=3, cooldown_s=100))
    for _ in range(3):
        breaker.failed(0, 0)
    assert breaker.why == "3 failures in a row"
    assert [breaker.admit(now) for now in (1, 99, 100, 101)] == [False, False, True, False]
    breaker.failed(110, 0)
    assert [breaker.admit(now) for now in (201, 210)] == [False, True]
    breaker.came()
    assert breaker.admit(211)


def test_host_that_asks_for_more_than_may_be_waited_is_left_alone_for_as_long() -> None:
    """Its other pages are not asked for either."""
    breaker = Breaker(Patience(max_wait_s=600))
    breaker.asked(0, 600)
    assert not breaker.why
    breaker.asked(0, 3600)
    assert "3,600 s" in breaker.why and not breaker.admit(3599) and breaker.admit(3600)


def test_waits_without_a_page_in_between_add_up() -> None:
    """A storm that never ends ends the host; a page now and then is what waiting is for."""
    breaker = Breaker(Patience(max_total_s=10))
    for _ in range(10):
        breaker.asked(0, 1)
    assert not breaker.why
    breaker.came()
    for _ in range(11):
        breaker.asked(0, 1)
    assert breaker.why == "10 s of Retry-After without a page"


SITE = 'engine = "generic"\nstart = [{starts}]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
PATHS = [f"/{number}" for number in range(1, 21)]


def test_dead_host_is_broken_off_and_the_others_go_on(tmp_path: Path) -> None:
    """After its failures in a row the rest fails fast, with one reason; exit 1."""
    crawl = Crawl(tmp_path)
    well = {path: html(prose(int(path[1:]))) for path in PATHS}
    ill = {path: Answer(b"", 502) for path in PATHS}
    with (
        serving({"/": html(links(*PATHS)), **well}) as good,
        serving({"/": html(links(*PATHS)), **ill}) as bad,
    ):
        starts = f'"{good.base}/", "http://localhost:{bad.server_port}/"'
        crawl.site("two", SITE.format(starts=starts))
        quick = ("-s", "BREAKER_MAX_S=0.05", "-s", "BREAKER_TRIPS=4", "-s", "RETRY_TIMES=1")
        done = crawl.run("crawl", "two", *quick)
        assert len(set(good.paths())) == 21
        assert len(bad.paths()) <= 10  # the front page, four pages tried twice, one that was on its way
    reasons = [reason for reason in crawl.report("two")["failed"].values() if "broken off" in reason]
    assert done.returncode == 1 and len(reasons) >= 15
    assert set(reasons) == {"localhost is broken off after 4 failures in a row; try again later"}
    assert crawl.report("two")["cases"]["broken off"]["first"] == ["localhost after 4 failures in a row"]


def test_failing_page_pauses_its_host_longer_each_time(tmp_path: Path) -> None:
    """A page that answers 500 and then comes costs a second and then two, and nothing is lost."""
    crawl = Crawl(tmp_path)
    page = lambda number: Answer(b"", 500) if number < 3 else html(prose(1))  # noqa: E731
    with serving({"/": html(links("/1")), "/1": page}) as server:
        crawl.site("tired", SITE.format(starts=f'"{server.base}/"'))
        done = crawl.run("crawl", "tired")
        moments = [moment for moment, path, _ in server.asked if path == "/1"]
    assert done.returncode == 0, done.stdout
    assert [
        later - earlier >= least for (earlier, later), least in zip(pairwise(moments), (1, 2), strict=True)
    ]
    assert crawl.report("tired")["waits"] == {"back-off": 2}


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("RETRY_AFTER_MAX_TIMES=1", "asked to wait 2 times for this page; try again later"),
        ("RETRY_AFTER_MAX_TOTAL_S=2", "is broken off after 2 s of Retry-After without a page"),
        ("RETRY_AFTER_MAX_S=0.5", "is broken off after its wish to be left alone for 1 s"),
    ],
)
def test_storm_of_429_ends(tmp_path: Path, setting: str, reason: str) -> None:
    """Every page answers 429 for ever; the crawl ends by each of its bounds."""
    crawl = Crawl(tmp_path)
    storm = {path: Answer(b"", 429, {"Retry-After": "0"}) for path in PATHS[:2]}
    with serving({"/": html(links(*storm)), **storm}) as server:
        crawl.site("storm", SITE.format(starts=f'"{server.base}/"'))
        done = crawl.run("crawl", "storm", "-s", setting)
        assert len(server.paths()) <= 6
    assert done.returncode == 1
    assert any(reason in failed for failed in crawl.report("storm")["failed"].values())
