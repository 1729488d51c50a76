"""A host's policy files reach its pages: crawls of a server on loopback, in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from conftest import ROOT
from loopback import Answer, Answers, Server, html, serving

ROBOTS, TDMREP, AI = "/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"
MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.politeness.Robots": 100,
    "crawler.hosts.Policies": 110,
}


def crawl(urls: list[str], settings: dict[str, Any]) -> None:
    """Fetch pages as a spider of the project would, and print the signals of each as a line of JSON."""
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.report import Ledger

    class Probe(Spider):
        name = "probe"
        handle_httpstatus_list = tuple(range(400, 600))
        ledger = Ledger()

        async def start(self) -> Any:
            for url in urls:
                yield Request(url)

        def policy(self, response: Any) -> None:
            """Archive nothing."""

        def parse(self, response: Any) -> None:
            print(json.dumps([response.url, response.meta["signals"]]))  # noqa: T201 (it is the result)

    process = AsyncCrawlerProcess(settings)
    process.crawl(Probe)
    process.start()


def said(server: Server, *paths: str, **settings: Any) -> dict[str, list[tuple[str, str, str]]]:
    """Return source, text and meaning of the signals of each page that a crawl of ``paths`` gave, by path."""
    base = {
        "DOWNLOADER_MIDDLEWARES": MIDDLEWARES,
        "ROBOTSTXT_OBEY": True,
        "USER_AGENT": "pairmill",
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "RETRY_TIMES": 1,
    }
    given = json.dumps([[server.base + path for path in paths], base | settings])
    command = [sys.executable, __file__, given]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-3000:]
    found: dict[str, list[tuple[str, str, str]]] = {}
    for line in done.stdout.splitlines():
        url, signals = json.loads(line)
        assert all(signal["seen"].startswith("20") for signal in signals)
        found[url.removeprefix(server.base)] = [(s["source"], s["text"], s["says"]) for s in signals]
    return found


def asked(server: Server) -> list[str]:
    """Return what was asked for, in order, robots.txt left out."""
    return [path for _, path, _ in server.asked if path != ROBOTS]


def text(body: str, status: int = 200) -> Answer:
    return Answer(body.encode(), status, {"Content-Type": "text/plain"})


def test_each_page_is_told_what_its_hosts_files_say_of_it() -> None:
    """And each file is asked for once, before the first page, however many pages wait for it."""
    rule = {"location": "/b", "tdm-reservation": 1}
    answers: Answers = {
        ROBOTS: text("User-agent: *\nContent-Signal: search=yes, ai-train=no"),
        TDMREP: Answer(json.dumps([rule]).encode(), wait_s=0.2),
        AI: text("User-Agent: *\nDisallow: /c"),
        **{path: html("page") for path in ("/a", "/b", "/c")},
    }
    with serving(answers) as server:
        found = said(server, "/a", "/b", "/c")
        paths = asked(server)
    robots = ("robots.txt", "Content-Signal: search=yes, ai-train=no", "deny")
    assert found == {
        "/a": [robots],
        "/b": [robots, ("tdmrep.json", '{"location":"/b","tdm-reservation":1}', "deny")],
        "/c": [robots, ("ai.txt", "Disallow: /c", "deny")],
    }
    assert (paths[:2], sorted(paths[2:])) == ([TDMREP, AI], ["/a", "/b", "/c"])


def test_files_that_are_not_there_say_nothing() -> None:
    """Most hosts have none; a page that is not there either has no signals, but a list of them."""
    with serving({"/a": html("page")}) as server:
        assert said(server, "/a", "/lost") == {"/a": [], "/lost": []}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (text("", 503), "status 503"),
        (text("", 403), "status 403"),
        (text("x" * 600 * 1024), "larger than download max size"),
    ],
    ids=["unavailable", "refused", "huge"],
)
def test_a_file_that_cannot_be_had_is_remembered(answer: Answer, reason: str) -> None:
    """It is asked for once, decides nothing, and the page comes all the same."""
    with serving({AI: answer, "/a": html("page")}) as server:
        ((source, told, says),) = said(server, "/a")["/a"]
        assert asked(server).count(AI) == 1
    assert (source, says) == ("ai.txt", "") and told.startswith("could not be read: ") and reason in told


def test_without_consent_files_only_robots_txt_is_read() -> None:
    """For archives and intranets where somebody knows better."""
    answers: Answers = {
        ROBOTS: text("License: /rsl.xml"),
        AI: text("User-Agent: *\nDisallow: /"),
        "/a": html("a"),
    }
    with serving(answers) as server:
        found = said(server, "/a", CONSENT_FILES=False)
        assert asked(server) == ["/a"]
    assert found == {"/a": [("robots.txt", "License: /rsl.xml", "deny")]}


def test_a_host_that_forbids_its_pages_is_asked_for_nothing_more() -> None:
    """Its policies are about pages that nobody fetches."""
    with serving({ROBOTS: text("User-agent: *\nDisallow: /"), "/a": html("page")}) as server:
        assert (said(server, "/a"), asked(server)) == ({}, [])


def test_a_redirected_page_has_the_signals_of_where_it_ended() -> None:
    """Not those of the address that was asked for."""
    answers: Answers = {
        ROBOTS: text("User-agent: *\nContent-Usage: /old/ train-ai=n\nContent-Usage: /new/ train-ai=y"),
        "/old/1": Answer(status=302, headers={"Location": "/new/1"}),
        "/new/1": html("page"),
    }
    with serving(answers) as server:
        assert said(server, "/old/1") == {
            "/new/1": [("robots.txt", "Content-Usage: /new/ train-ai=y", "allow")]
        }


def test_an_rsl_licence_of_the_host_itself_is_read() -> None:
    """Another host's is not asked for, and counts as reserved."""
    terms = '<license><permits type="usage">all</permits><payment type="free"/></license>'
    document = f'<rsl xmlns="https://rslstandard.org/rsl"><content url="/">{terms}</content></rsl>'
    answers: Answers = {
        ROBOTS: text("License: /rsl.xml\nLicense: http://127.0.0.1:9/rsl.xml"),
        "/rsl.xml": text(document),
        "/a": html("page"),
    }
    with serving(answers) as server:
        found = said(server, "/a")
        assert asked(server) == [TDMREP, AI, "/rsl.xml", "/a"]
    assert found["/a"] == [
        ("robots.txt", "License: http://127.0.0.1:9/rsl.xml", "deny"),
        ("robots.txt", "License: /rsl.xml", "allow"),
    ]


if __name__ == "__main__":
    crawl(*json.loads(sys.argv[1]))
