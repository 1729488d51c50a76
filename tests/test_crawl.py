"""Crawls of a hostile or broken server: each case ends in a clear line and costs nothing else."""

from __future__ import annotations

import os
import re
import resource
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import Answer, Crawl, html, links, prose, serving

from crawler import archive

GENERIC = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def test_unreachable_site_is_one_line_and_exit_1(crawl: Crawl) -> None:
    """A refused connection says which address, and what to check."""
    crawl.site("gone", GENERIC.format(base="http://127.0.0.1:9"))
    done = crawl.run("crawl", "gone")
    assert done.returncode == 1
    assert done.stdout.startswith("gone: nothing was fetched: 127.0.0.1:9 cannot be reached")
    assert "check the address" in done.stdout
    assert len(done.stdout.splitlines()) == 1 and done.stderr == ""


@pytest.mark.parametrize(
    ("robots", "said"),
    [
        (Answer(b"User-agent: *\nDisallow: /"), "Forbidden by robots.txt"),
        (
            Answer(b"User-agent: *\nDisallow: /", headers={"Content-Type": "application/octet-stream"}),
            "Forbidden by robots.txt",
        ),
        (Answer(b"", 503), "answers 503, which forbids everything"),
    ],
    ids=["disallow", "disallow in a file of no type", "503"],
)
def test_forbidden_site_is_left_alone(crawl: Crawl, robots: Answer, said: str) -> None:
    """robots.txt that forbids, or that cannot be had, costs no page request (RFC 9309)."""
    with serving({"/robots.txt": robots, "/": html(prose(1))}) as server:
        crawl.site("closed", GENERIC.format(base=server.base))
        done = crawl.run("crawl", "closed")
        assert server.paths() == []
    assert done.returncode == 1 and said in done.stdout and len(done.stdout.splitlines()) == 1


def test_bad_pages_cost_only_themselves(crawl: Crawl) -> None:
    """Empty, broken, undecodable, binary and lost pages are each named; every good page is kept."""
    broken = "<div><p>" * 2000 + "<b>text that never ends <a href='x" + "<tr><td>cell " * 400_000
    answers = {
        "/": html(links("/empty", "/broken", "/klingon", "/lies", "/image", "/lost", "/good", "/deep")),
        "/empty": html(""),
        "/broken": html(broken),
        "/klingon": Answer(
            b"<p>plain words, kept</p>", headers={"Content-Type": "text/html; charset=x-klingon"}
        ),
        "/lies": Answer(bytes(range(128, 256)) * 40, headers={"Content-Type": "text/html; charset=utf-8"}),
        "/image": Answer(b"\x89PNG\0\0", headers={"Content-Type": "image/png"}),
        "/good": html(prose(7)),
        "/deep": html("<div>" * 100_000 + "x"),
    }
    with serving(answers) as server:
        crawl.site("odd", GENERIC.format(base=server.base))
        done = crawl.run("crawl", "odd")
    steps = {
        row["url"].rpartition("/")[2]: (row["step"], row["reason"]) for row in crawl.lines("rejected", "odd")
    }
    kept = {row["url"].rpartition("/")[2] for row in crawl.lines("records", "odd")}
    assert steps["empty"] == ("empty", "the page is empty")
    assert steps["lost"] == ("http", "status 404")
    assert steps["lies"][0] == "encoding" and "set encoding" in steps["lies"][1]
    assert steps["image"] == ("type", "image/png is not text")
    assert steps["deep"][0] == "html"
    assert {"good", "klingon"} <= kept
    assert "broken" in kept | set(steps)
    assert done.returncode == 1 and "incomplete" in done.stdout and "Traceback" not in done.stderr


def test_host_that_asks_to_wait_is_waited_for(crawl: Crawl) -> None:
    """A 429 pauses the whole host for its Retry-After, and every page comes in the end."""
    busy = Answer(b"", 429, {"Retry-After": "1"})
    answers = {f"/{n}": html(prose(n)) for n in range(1, 8)}
    answers |= {"/": html(links(*answers)), "/3": lambda number: busy if number == 1 else html(prose(3))}
    with serving(answers) as server:
        crawl.site("busy", GENERIC.format(base=server.base))
        done = crawl.run("crawl", "busy")
        moments = [moment for moment, _, _ in server.asked]
        refused = [path for _, path, _ in server.asked].index("/3")
    assert done.returncode == 0, done.stdout
    # The request that was on its way when the 429 came may follow it at once, no other does.
    gaps = [later - earlier for earlier, later in pairwise(moments[refused:])]
    assert max(gaps[:2]) >= 0.9
    assert crawl.report("busy")["waits"] == {"retry-after": 1}
    assert {row["title"] for row in crawl.lines("records", "busy")} == {f"Page {n}" for n in range(1, 8)} | {
        ""
    }


def test_redirects_are_followed_within_the_site(crawl: Crawl) -> None:
    """A moved page is read at its new address; one that leads to another site is not."""
    answers = {
        "/": html(links("/old", "/away", "/round")),
        "/old": html("", 301, Location="/new"),
        "/new": html(prose(1)),
        "/away": html("", 302, Location="http://localhost:9/elsewhere"),
        "/round": html("", 302, Location="/round"),
    }
    with serving(answers) as server:
        crawl.site("moved", GENERIC.format(base=server.base))
        done = crawl.run("crawl", "moved")
    urls = {row["url"].removeprefix(server.base): row["title"] for row in crawl.lines("records", "moved")}
    assert urls["/new"] == "Page 1"
    assert not any("elsewhere" in url for url in urls)
    assert done.returncode == 1 and "/round: redirected in a circle" in done.stdout
    assert "redirected to another site: 1" in done.stdout


def test_crawl_introduces_itself_and_obeys_crawl_delay(crawl: Crawl) -> None:
    """The user agent is our own, and two requests stand a Crawl-delay apart."""
    answers = {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 1"),
        "/": html(links("/1")),
        "/1": html(prose(1)),
    }
    with serving(answers) as server:
        crawl.site("slow", GENERIC.format(base=server.base))
        crawl.run("crawl", "slow")
        moments = {path: moment for moment, path, _ in server.asked}
        agents = {headers["User-Agent"].partition("/")[0] for _, _, headers in server.asked}
    assert agents == {"pairmill"}
    assert moments["/1"] - moments["/"] >= 0.98


def many(count: int, wait_s: float = 0.0) -> dict[str, Answer]:
    """Return a site of ``count`` pages that the front page links to."""
    answers = {f"/{n}": html(prose(n)) for n in range(1, count + 1)}
    for answer in answers.values():
        answer.wait_s = wait_s
    return {"/": html(links(*answers))} | answers


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "kill -9"])
def test_killed_crawl_leaves_readable_files_and_the_next_one_goes_on(
    crawl: Crawl, how: signal.Signals
) -> None:
    """What was written stays readable, its report says how it ended, and a second crawl has everything."""
    with serving(many(120, wait_s=0.02)) as server:
        crawl.site("killed", GENERIC.format(base=server.base))
        process = crawl.start("crawl", "killed")
        for _ in range(600):
            if len(server.paths()) > 30:
                break
            time.sleep(0.05)
        process.send_signal(how)
        process.communicate(timeout=60)
        before = crawl.lines("records", "killed")
        pages = list(archive.pages(next((crawl.folder / "data/pages/killed").glob("*.warc.gz"))))
        done = crawl.run("crawl", "killed")
    assert process.returncode == (1 if how is signal.SIGTERM else -signal.SIGKILL)
    assert 20 <= len(before) <= len(pages)
    assert done.returncode == 0, done.stdout
    titles = {row["title"] for row in crawl.lines("records", "killed")}
    assert {f"Page {n}" for n in range(1, 121)} <= titles


def test_torn_last_line_is_repaired_and_counted_at_the_next_start(crawl: Crawl) -> None:
    """Bytes after the last newline, and a torn page, are cut off; the report names file and bytes."""
    with serving(many(5)) as server:
        crawl.site("torn", GENERIC.format(base=server.base))
        crawl.run("crawl", "torn")
        records = next((crawl.folder / "data/records/torn").glob("*.jsonl"))
        pages = next((crawl.folder / "data/pages/torn").glob("*.warc.gz"))
        report = next((crawl.folder / "data/runs/torn").glob("*.json"))
        whole = records.read_bytes()
        records.write_bytes(whole + b'{"id": "torn/1", "te')
        os.truncate(pages, pages.stat().st_size - 20)
        report.write_text('{"finished": null}')
        time.sleep(1)  # a run is named after its second
        done = crawl.run("crawl", "torn")
    assert records.read_bytes() == whole
    assert len(list(archive.pages(pages))) == 5
    assert done.returncode == 0 and f"repaired: {records}: 20 torn bytes" in done.stdout
    torn = crawl.report("torn")["torn"]
    assert torn[str(records)] == 20 and torn[str(pages)] > 0


def test_spoilt_line_of_an_earlier_run_does_not_stop_the_next(crawl: Crawl) -> None:
    """A line that somebody broke costs itself: the crawl goes on, and the build names it."""
    with serving(many(5)) as server:
        crawl.site("spoilt", GENERIC.format(base=server.base))
        crawl.run("crawl", "spoilt")
        records = next((crawl.folder / "data/records/spoilt").glob("*.jsonl"))
        lines = records.read_bytes().splitlines(keepends=True)
        records.write_bytes(b"".join([lines[0], b'{"id": "x"}\n', b"\xff not JSON\n", *lines[1:]]))
        done = crawl.run("crawl", "spoilt")
    assert done.returncode == 0 and done.stderr == "", done.stderr


def test_full_disk_ends_the_crawl_with_one_line_and_whole_files(crawl: Crawl) -> None:
    """When a write fails, what was written is whole; exit 1 says which file and what to do."""
    with serving(many(200)) as server:
        crawl.site("full", GENERIC.format(base=server.base))
        limit = (700_000, 700_000)
        done = crawl.run("crawl", "full", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    rows = crawl.lines("records", "full")
    assert done.returncode == 1
    assert re.search("File too large|disk I/O error|disk is full", done.stdout), done.stdout
    assert "run the same command again" in done.stdout and "Traceback" not in done.stderr
    assert len(rows) > 3 and len(
        list(archive.pages(next((crawl.folder / "data/pages/full").glob("*.warc.gz"))))
    ) >= len(rows)


def test_report_that_cannot_be_written_is_no_success(crawl: Crawl) -> None:
    """A run whose last word did not reach the disk says so and exits 1."""
    robots = Answer(b"User-agent: *\nAllow: /\n" + b"# words\n" * 40_000)  # the report keeps what it said
    with serving({"/robots.txt": robots, "/": html(prose(1))}) as server:
        crawl.site("mute", GENERIC.format(base=server.base))
        limit = (300_000, 300_000)
        done = crawl.run("crawl", "mute", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert done.returncode == 1, done.stdout
    assert "mute: incomplete" in done.stdout and "File too large" in done.stdout


def test_two_crawls_of_one_site_do_not_meet(crawl: Crawl) -> None:
    """The second says who holds the site and leaves at once."""
    with serving(many(60, wait_s=0.05)) as server:
        crawl.site("twice", GENERIC.format(base=server.base))
        first = crawl.start("crawl", "twice")
        for _ in range(600):
            if server.paths():
                break
            time.sleep(0.05)
        second = crawl.run("crawl", "twice")
        first.terminate()
        first.communicate(timeout=60)
    assert second.returncode == 1 and "another process works on 'twice'" in second.stderr


def test_bug_in_reading_a_page_is_counted_and_the_page_kept(crawl: Crawl) -> None:
    """A reader that raises costs one record: the page is archived, and a reparse brings it."""
    with serving(many(3)) as server:
        crawl.site("buggy", GENERIC.format(base=server.base))
        hook = crawl.folder / "sitecustomize.py"
        hook.write_text(
            "import crawler.engines.generic as generic\n"
            "whole = generic.extract\n"
            "def extract(document):\n"
            "    return 1 / 0 if document.page.url.endswith('/2') else whole(document)\n"
            "generic.extract = extract\n"
        )
        process = crawl.start(
            "crawl", "buggy", preexec_fn=lambda: os.environ.update(PYTHONPATH=str(crawl.folder))
        )
        process.communicate(timeout=60)
    hook.unlink()
    done = crawl.run("reparse", "buggy", "--processes", "1")
    assert done.returncode == 0 and "4 pages" in done.stdout
    assert {f"Page {n}" for n in range(1, 4)} <= {row["title"] for row in crawl.lines("records", "buggy")}


def test_status_tells_what_a_site_lacks(crawl: Crawl) -> None:
    """A site that lost a page shows it, a whole one does not, and one never crawled says so."""
    with serving({"/": html(links("/1", "/lost")), "/1": html(prose(1))}) as server:
        crawl.site("lacking", GENERIC.format(base=server.base))
        crawl.site("waiting", GENERIC.format(base=server.base))
        crawl.run("crawl", "lacking")
    rows = {row.split()[0]: row for row in crawl.run("status").stdout.splitlines()}
    assert rows["lacking"].split()[3] == "incomplete" and rows["lacking"].split()[-1] == "1"
    assert "status 404" in crawl.run("status", "lacking").stdout
    assert "never crawled" in rows["waiting"]
    assert crawl.run("status", "nowhere").returncode == 2
