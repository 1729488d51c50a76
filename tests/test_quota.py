"""Crawls of a service that says how much it allows: it never gets a request too early."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import Answer, Crawl, html, links, prose, serving

SITE = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
PAGES = tuple(f"/page/{number}" for number in range(1, 5))
WINDOW_S = 3


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def kept(crawl: Crawl, site: str) -> set[str]:
    return {row["url"] for row in crawl.lines("records", site)}


def resets(form: str) -> str:
    """Return when the service allows more, in one of the forms in which services say so."""
    then = datetime.now(UTC) + timedelta(seconds=WINDOW_S)
    forms = {"a time": then.isoformat(), "seconds": f"{WINDOW_S}", "a moment": f"{then.timestamp():.0f}"}
    return forms[form]


@pytest.mark.parametrize("form", ["a time", "seconds", "a moment"])
def test_host_rests_when_its_limit_is_used_up(crawl: Crawl, form: str) -> None:
    """The second page is the last that it allows; the third comes after the reset, and all come."""

    def limited(number: int) -> Answer:
        return html(prose(2), X_RateLimit_Remaining="0", X_RateLimit_Reset=resets(form))

    pages = {path: html(prose(number)) for number, path in enumerate(PAGES, 1)}
    with serving({"/": html(links(*PAGES)), **pages, PAGES[1]: limited}) as server:
        crawl.site("limited", SITE.format(base=server.base))
        done = crawl.run("crawl", "limited")
        asked = [(moment, path) for moment, path, _ in server.asked]
    assert done.returncode == 0, done.stdout + done.stderr
    assert {server.base + path for path in PAGES} <= kept(crawl, "limited")
    last = next(place for place, (_, path) in enumerate(asked) if path == PAGES[1])
    assert len(asked) > last + 1, "the page with the limit came last and proves nothing"
    assert asked[last + 1][0] - asked[last][0] >= WINDOW_S - 0.6  # a moment is told in whole seconds
    assert crawl.report("limited")["waits"] == {"rate limit": 1}


def test_page_of_a_host_that_asks_for_hours_is_left_for_later(crawl: Crawl) -> None:
    """The crawl ends at once, is incomplete, and says why; the page waits for the next one."""
    first = html(links("/page/1"), X_RateLimit_Remaining="0", X_RateLimit_Reset="86000")
    with serving({"/": first, "/page/1": html(prose(1))}) as server:
        crawl.site("shut", SITE.format(base=server.base))
        done = crawl.run("crawl", "shut")
        assert done.returncode == 1 and "allows no requests for" in done.stdout + done.stderr
        assert crawl.report("shut")["cases"]["rate limit too long"]["count"] == 1
        assert server.paths() == ["/"]
        server.answers["/"] = html(links("/page/1"))
        assert crawl.run("crawl", "shut").returncode == 0
    assert f"{server.base}/page/1" in kept(crawl, "shut")
