"""Several workers on one frontier in PostgreSQL: nothing lost, nothing twice, each host's delay kept."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import postgres
import psycopg
import pytest
import redis_server
from loopback import Answer, Answers, Crawl, html, links, prose, serving, told
from test_kill import SITE, all_once, library

GENERIC = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = {delay_s}\n'


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.serving() as address:
        yield address


@pytest.fixture
def database(server: str) -> str:
    """Return the address of a database of this test's own."""
    name = f"test{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def test_two_workers_get_every_page_once(crawl: Crawl, database: str) -> None:
    """They begin at once and share one host; both end by themselves."""
    with serving(library(200)) as server:
        crawl.site("library", SITE.format(base=server.base))
        workers = [crawl.start("crawl", "library", "-s", f"FRONTIER={database}") for _ in range(2)]
        told = [worker.communicate(timeout=300) for worker in workers]
        asked = Counter(server.paths())
    assert [worker.returncode for worker in workers] == [0, 0], told
    all_once(crawl, 200)
    assert max(n for path, n in asked.items() if path.startswith("/page/")) == 1
    assert len(list((crawl.folder / "data/records/library").glob("*.jsonl"))) == 2


def test_killed_worker_is_made_up_for_by_the_other(crawl: Crawl, database: str) -> None:
    """What it had on its way comes when its leases run out; what it wrote is not fetched again."""
    dice = random.Random(11)
    with serving(library(1000)) as server:
        crawl.site("library", SITE.format(base=server.base))
        command = ("crawl", "library", "-s", f"FRONTIER={database}")
        first, second = crawl.start(*command), crawl.start(*command)
        while len(server.asked) < dice.randrange(200, 600) and second.poll() is None:
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)
        first.communicate(timeout=60)
        out, err = second.communicate(timeout=300)
    assert second.returncode == 0, out + err
    all_once(crawl, 1000)


def test_late_worker_that_finds_the_queue_empty_waits(crawl: Crawl, database: str) -> None:
    """While the only page is on its way nothing waits; the second worker stays, and gets its share."""
    answers = {"/": html(links(*(f"/{n}" for n in range(1, 30))), wait_s=6)}
    answers |= {f"/{n}": html(prose(n)) for n in range(1, 30)}
    with serving(answers) as server:
        crawl.site("late", GENERIC.format(base=server.base, delay_s=0.1))
        command = ("crawl", "late", "-s", f"FRONTIER={database}")
        first = crawl.start(*command)
        while not server.paths():
            time.sleep(0.05)
        second = crawl.start(*command)
        told = [worker.communicate(timeout=120) for worker in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), told
    shares = [
        len(path.read_text().splitlines()) for path in (crawl.folder / "data/records/late").glob("*.jsonl")
    ]
    assert len(shares) == 2 and sum(shares) >= 29 and min(shares) >= 5, shares


@pytest.mark.alone
def test_two_workers_keep_the_delay_of_one_host(crawl: Crawl, database: str) -> None:
    """The server's own clock: no two requests closer than 0.18 s where 0.2 are asked for."""
    answers = {"/": html(links(*(f"/{n}" for n in range(1, 60))))}
    answers |= {f"/{n}": html(prose(n)) for n in range(1, 60)}
    with serving(answers) as server:
        crawl.site("calm", GENERIC.format(base=server.base, delay_s=0.2))
        workers = [crawl.start("crawl", "calm", "-s", f"FRONTIER={database}") for _ in range(2)]
        told = [worker.communicate(timeout=300) for worker in workers]
        moments = [moment for moment, _, _ in server.asked]
    assert [worker.returncode for worker in workers] == [0, 0], told
    assert len(moments) >= 60
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.18
    assert (moments[-1] - moments[0]) / len(moments) <= 0.3  # and no time is lost either


HOSTS, EACH, DELAY_S = 200, 4, 4.0
NAMES = """
import socket


def known(lookup):
    def named(host, *rest, **more):
        return lookup("127.0.0.1" if str(host).endswith(".test") else host, *rest, **more)
    return named


socket.getaddrinfo, socket.gethostbyname = known(socket.getaddrinfo), known(socket.gethostbyname)
"""


@pytest.mark.alone
def test_two_workers_share_two_hundred_hosts(crawl: Crawl, database: str) -> None:
    """Each host's delay is kept, hosts that are due do not wait, and both workers have their share.

    What a host's robots.txt says is asked once, whichever worker needs it.
    """
    (crawl.folder / "sitecustomize.py").write_text(NAMES)
    names = [f"h{number}.test" for number in range(HOSTS)]
    with serving({}) as server:
        pages = [f"http://{name}:{server.server_port}/page/{page}" for name in names for page in range(EACH)]
        server.answers = {"/list/1": html(links(*pages))}
        server.answers |= {
            f"/page/{page}": html(f"<h1>{page}</h1><article>text of page {page}</article>")
            for page in range(EACH)
        }
        site = SITE.replace(
            "delay_s = 0", f"delay_s = {DELAY_S}\ndomains = {json.dumps([*names, '127.0.0.1'])}"
        )
        crawl.site("wide", site.format(base=server.base).replace(f"{server.base}/", f"{server.base}/list/1"))
        command = ("crawl", "wide", "-s", f"FRONTIER={database}", "-s", "CONSENT_FILES=False")
        path = f"{crawl.folder}:{os.environ.get('PYTHONPATH', '')}"
        workers = [crawl.start(*command, environment={"PYTHONPATH": path}) for _ in range(2)]
        told = [worker.communicate(timeout=400) for worker in workers]
        asked: dict[str, list[float]] = {}
        for moment, _, headers in server.asked:
            asked.setdefault(headers["Host"].partition(":")[0], []).append(moment)
        rules = Counter(headers["Host"] for _, path, headers in server.asked if path == "/robots.txt")
    assert [worker.returncode for worker in workers] == [0, 0], told
    assert set(rules.values()) == {1} and len(rules) == HOSTS + 1
    gaps = [later - earlier for name in names for earlier, later in pairwise(asked[name])]
    bad = [name for name in names if min(b - a for a, b in pairwise(asked[name])) < 0.9 * DELAY_S]
    assert bad == []
    assert sorted(gaps)[int(0.99 * len(gaps))] <= DELAY_S + 2, sorted(gaps)[-20:]
    shares = [
        len(path.read_text().splitlines()) for path in (crawl.folder / "data/records/wide").glob("*.jsonl")
    ]
    assert sum(shares) == HOSTS * EACH and min(shares) >= 0.3 * HOSTS * EACH, shares


def mirrored(works: int, copies: int) -> Answers:
    """Return a site that has each text under several addresses, listed far apart."""
    pages = [f"/page/{work * copies + copy}" for copy in range(copies) for work in range(works)]
    answers: Answers = {"/list/1": html(links(*pages)), "/": html(links("/list/1"))}
    for number in range(works * copies):
        text = told(number // copies, 9)
        answers[f"/page/{number}"] = html(f"<h1>Page {number}</h1><article><p>{text}</p></article>")
    return answers


def marked(crawl: Crawl, copies: int) -> dict[int, list[int]]:
    """Return of each text the pages that were called its copies, having seen that one is the first of it."""
    rows = {int(row["title"].split()[1]): row for row in crawl.lines("records", "library")}
    ids = {row["id"]: number for number, row in rows.items()}
    found: dict[int, list[int]] = {}
    for number, row in sorted(rows.items()):
        if row["duplicate_of"]:
            assert ids[row["duplicate_of"]] // copies == number // copies
            found.setdefault(number // copies, []).append(number)
    return found


def test_two_workers_mark_the_copies_that_one_marks(tmp_path: Path, database: str) -> None:
    """With an index in Redis: of three pages with one text two are marked, whoever fetched them."""
    works, copies = 40, 3
    with redis_server.serving() as seen, serving(mirrored(works, copies)) as server:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
        alone, shared = Crawl(tmp_path / "one"), Crawl(tmp_path / "two")
        for crawl in (alone, shared):
            crawl.site("library", SITE.format(base=server.base))
        assert alone.run("crawl", "library").returncode == 0
        command = ("crawl", "library", "-s", f"FRONTIER={database}", "-s", f"INDEX={seen.address}")
        workers = [shared.start(*command) for _ in range(2)]
        ended = [worker.communicate(timeout=300) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], ended
    runs = list((shared.folder / "data/records/library").glob("*.jsonl"))
    assert len([path for path in runs if path.read_bytes()]) == 2
    expected = dict.fromkeys(range(works), copies - 1)
    for crawl in (alone, shared):
        assert {work: len(pages) for work, pages in marked(crawl, copies).items()} == expected


def test_a_crawl_does_not_begin_with_an_index_that_is_away(crawl: Crawl) -> None:
    """It says so in a line without the password, and asks for no page."""
    pytest.importorskip("redis")
    with serving(mirrored(2, 2)) as server:
        crawl.site("library", SITE.format(base=server.base))
        done = crawl.run("crawl", "library", "-s", "INDEX=redis://:hidden@127.0.0.1:9/0")
        assert done.returncode == 1 and server.paths() == []
    assert "INDEX: the Redis server cannot be used" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr and "hidden" not in done.stdout + done.stderr


def test_a_crawl_goes_on_when_its_index_goes_away(crawl: Crawl) -> None:
    """All pages come; from then on none is marked, which the report says."""
    with redis_server.serving() as seen:

        def last_straw(number: int) -> Answer:
            seen.process.kill()
            seen.process.wait(30)
            return html(f"<h1>Page 0</h1><article><p>{told(0, 9)}</p></article>")

        with serving({**mirrored(10, 3), "/page/0": last_straw}) as server:
            crawl.site("library", SITE.format(base=server.base))
            done = crawl.run("crawl", "library", "-s", f"INDEX={seen.address}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.count("copies are not marked meanwhile") == 1
    assert len(crawl.lines("records", "library")) >= 30
    told_of = crawl.report("library")["cases"]["index"]
    assert "texts were compared with none: the shared index was away" in told_of["first"][0]
