"""robots.txt, the pace that it asks for, and a delay that is a floor."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Answer, Answers, Crawl, Server, html, links, prose, serving
from protego import Protego

from crawler.politeness import MAX_ROBOTS, asked_pace, whole_lines

SITE = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = {delay}\n'


def crawled(folder: Path, server: Server, *arguments: str, delay: float = 0.0) -> tuple[Crawl, int, str]:
    """Crawl a server as the site "polite"; return the crawl, its exit code and what it said."""
    crawl = Crawl(folder)
    crawl.site("polite", SITE.format(base=server.base, delay=delay))
    done = crawl.run("crawl", "polite", *arguments)
    return crawl, done.returncode, done.stdout


def few(count: int, robots: str = "") -> Answers:
    """Return a site of a robots.txt and some pages."""
    paths = [f"/{number}" for number in range(1, count + 1)]
    pages: Answers = {path: html(prose(int(path[1:]))) for path in paths}
    return {"/robots.txt": Answer(robots.encode()), "/": html(links(*paths)), **pages}


def gaps(server: Server) -> Iterable[float]:
    """Return the seconds between the requests that a server saw."""
    return [later - earlier for (earlier, *_), (later, *_) in pairwise(server.asked)]


@pytest.mark.parametrize(
    ("robots", "pace_s"),
    [
        ("", 0),
        ("Crawl-delay: 5", 5),
        ("Crawl-delay: 0.5", 0.5),
        ("Request-rate: 1/10", 10),
        ("Request-rate: 1/10s", 10),
        ("Request-rate: 30/1m", 2),
        ("Request-rate: 1/2h", 7200),
        ("Request-rate: 1/5s 0900-1700", 5),
        ("Crawl-delay: 2\nRequest-rate: 1/10s", 10),
        ("Crawl-delay: 20\nRequest-rate: 1/10s", 20),
        ("Crawl-delay: -1\nRequest-rate: 0/10s", 0),
        ("Crawl-delay: nan", 0),
        ("Request-rate: 1/0s", 0),
        ("Crawl-delay: soon\nRequest-rate: often", 0),
    ],
)
def test_pace_is_the_slower_of_delay_and_rate(robots: str, pace_s: float) -> None:
    """Both are read in all their units, and nonsense asks for nothing."""
    assert asked_pace(Protego.parse(f"User-agent: *\n{robots}\n"), "pairmill/1") == pace_s


def test_pace_of_our_own_name_goes_before_that_of_all() -> None:
    """A host may ask more of pairmill than of others."""
    said = "User-agent: *\nCrawl-delay: 1\n\nUser-agent: pairmill\nCrawl-delay: 9\n"
    assert asked_pace(Protego.parse(said), "pairmill/0.1 (+me@site.example)") == 9


@given(st.text())
def test_no_robots_txt_stops_us_from_reading_its_pace(said: str) -> None:
    """Whatever a host writes, its pace is a number of seconds."""
    assert asked_pace(Protego.parse(said), "pairmill/1") >= 0


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b"", 0),
        (b"Disallow: /private", 18),
        (b"Disallow: /x\n" * 50_000, MAX_ROBOTS // 13 * 13),
        (b"x" * (MAX_ROBOTS + 1), 0),
    ],
    ids=["empty", "short", "long", "one long line"],
)
def test_robots_txt_is_read_up_to_its_last_whole_line(body: bytes, kept: int) -> None:
    """Cut inside a line, "Disallow: /private" could become "Disallow: /"."""
    assert len(whole_lines(body)) == kept


def test_delay_is_a_floor(tmp_path: Path) -> None:
    """No two requests are closer than the site's delay, robots.txt and AutoThrottle included."""
    with serving(few(8)) as server:
        crawled(tmp_path, server, delay=0.2)
        assert len(server.asked) == 12  # with the files of its policies
        assert min(gaps(server)) >= 0.18


def test_request_rate_is_kept_to_and_named_once(tmp_path: Path) -> None:
    """The pace of robots.txt goes before a shorter delay, and the report says whose pace it is."""
    with serving(few(4, "User-agent: *\nRequest-rate: 2/1s")) as server:
        crawl, code, _ = crawled(tmp_path, server)
        assert min(list(gaps(server))[1:]) >= 0.45
    assert code == 0
    assert crawl.report("polite")["cases"]["crawl-delay"] == {"count": 1, "first": ["127.0.0.1: 0.5 s"]}


def test_crawl_delay_is_capped(tmp_path: Path) -> None:
    """A host that asks for an hour gets what the settings allow, and the report says so."""
    with serving(few(2, "User-agent: *\nCrawl-delay: 3600")) as server:
        crawl, code, _ = crawled(tmp_path, server, "-s", "CRAWL_DELAY_MAX_S=0.3")
        assert min(list(gaps(server))[1:]) >= 0.27
    assert code == 0
    assert crawl.report("polite")["cases"]["crawl-delay"]["first"] == [
        "127.0.0.1: 0.3 s of the 3,600 s it asks for"
    ]


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (Answer(b"", 503), "answers 503, which forbids everything; try again later"),
        (Answer(b"", 200, wait_s=3), "cannot be reached: took longer than 1 s; try again later"),
    ],
    ids=["503", "timeout"],
)
def test_robots_txt_that_cannot_be_had_is_tried_once_more_and_postpones_all(
    tmp_path: Path, robots: Answer, reason: str
) -> None:
    """RFC 9309, 2.3.1.4: assume that everything is forbidden for now; the crawl is no success."""
    with serving({**few(3), "/robots.txt": robots}) as server:
        crawl, code, said = crawled(tmp_path, server, "-s", "DOWNLOAD_TIMEOUT=1")
        assert [path for _, path, _ in server.asked] == ["/robots.txt"] * 2
        assert min(gaps(server)) >= 0.95
    assert code == 1 and reason in said
    assert crawl.report("polite")["cases"]["robots.txt unavailable"]["count"] == 1


@pytest.mark.parametrize("hops", [5, 6])
def test_robots_txt_is_followed_over_five_redirects(tmp_path: Path, hops: int) -> None:
    """RFC 9309, 2.3.1.2: after more than five, a robots.txt counts as one that is not there."""
    chain: Answers = {f"/r{n}": html("", 302, Location=f"/r{n + 1}") for n in range(1, hops)}
    chain |= {"/robots.txt": html("", 302, Location="/r1")}
    chain |= {f"/r{hops}": Answer(b"User-agent: *\nDisallow: /1")}
    with serving({**few(2), **chain}) as server:
        crawled(tmp_path, server)
        assert ("/1" in server.paths()) is (hops == 6)
        assert "/2" in server.paths()


def test_robots_txt_may_be_on_another_host_but_not_inside(tmp_path: Path) -> None:
    """A redirect to a host that the site's file does not name is not followed to a loopback address."""
    with serving({"/secret": Answer(b"User-agent: *\nAllow: /")}) as inner:
        there = f"http://localhost:{inner.server_port}/secret"
        with serving({**few(2), "/robots.txt": html("", 302, Location=there)}) as server:
            crawl, code, said = crawled(tmp_path, server)
        assert inner.asked == [] and server.paths() == []
    assert code == 1 and "leads to the private address 127.0.0.1" in said
    assert crawl.report("polite")["cases"]["private address"]["first"] == [
        f"{there}: the private address 127.0.0.1"
    ]


def test_page_that_4xx_of_robots_txt_leaves_open_is_fetched(tmp_path: Path) -> None:
    """RFC 9309, 2.3.1.3: a robots.txt that is not there forbids nothing, whatever its error page says."""
    with serving({**few(1), "/robots.txt": Answer(b"User-agent: *\nDisallow: /", 403)}) as server:
        _, code, _ = crawled(tmp_path, server)
        assert server.paths() == ["/", "/1"]
    assert code == 0
