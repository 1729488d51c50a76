"""Crawls that are killed, starved of disk and resumed: every page is there, and none twice."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from loopback import Answers, Crawl, Server, html, links, serving, told

PAGES, KILLS = 3000, 20
A_LIST = 50
SITE = """engine = "article"
start = ["{base}/"]
license = "CC0-1.0"
delay_s = 0
[follow]
listing = '/list/(?P<page>\\d+)$'
article = '/page/\\d+$'
[fields]
title = "h1"
body = "article"
"""


def library(pages: int) -> Answers:
    """Return a site of articles on lists, each of which leads to the next one."""
    answers: Answers = {"/": html(links("/list/1"))}
    for number in range(1, pages // A_LIST + 1):
        first = (number - 1) * A_LIST + 1
        here = [f"/page/{page}" for page in range(first, first + A_LIST)]
        answers[f"/list/{number}"] = html(links(*here, f"/list/{number + 1}"))
    answers[f"/list/{pages // A_LIST + 1}"] = html(links(f"/page/{pages}"))
    for number in range(1, pages + 1):
        answers[f"/page/{number}"] = html(
            f"<h1>Page {number}</h1><article><p>{told(number, 9)}</p></article>"
        )
    return answers


def count(crawl: Crawl) -> Counter[str]:
    """Return how often each page is in the records."""
    return Counter(row["title"] for row in crawl.lines("records", "library"))


def all_once(crawl: Crawl, pages: int) -> None:
    found = count(crawl)
    assert {f"Page {number}" for number in range(1, pages + 1)} - found.keys() == set()
    assert {title: n for title, n in found.items() if n > 1} == {}


def kill_at_random(crawl: Crawl, server: Server, dice: random.Random, pages: int, kills: int) -> int:
    """Kill a crawl again and again, after a random number of pages more; return how often it was.

    Two thirds of the pages come on an average, so that the last kill meets a crawl that goes on.
    """
    for number in range(kills):
        asked = len(server.asked)
        target = asked + dice.randrange(1, 4 * pages // (3 * kills))
        process = crawl.start("crawl", "library")
        while len(server.asked) < target and process.poll() is None:
            time.sleep(dice.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        if process.returncode == 0:
            return number
    return kills


def test_killed_crawl_goes_on_where_it_was(tmp_path: Path) -> None:
    """After kill -9 at random moments the pages come all, once, and few are asked for again."""
    crawl, dice = Crawl(tmp_path), random.Random(20261120)
    with serving(library(PAGES)) as server:
        crawl.site("library", SITE.format(base=server.base))
        assert kill_at_random(crawl, server, dice, PAGES, KILLS) == KILLS
        done = crawl.run("crawl", "library")
        asked = Counter(server.paths())
    assert done.returncode == 0, done.stdout + done.stderr
    all_once(crawl, PAGES)
    again = sum(n - 1 for path, n in asked.items() if path.startswith("/page/"))
    assert again <= KILLS * 4, again  # those on their way when the process died


def test_reparse_of_a_killed_crawl_gives_the_same_records(tmp_path: Path) -> None:
    """What was cut off is cut off in archive and records alike."""
    crawl, dice = Crawl(tmp_path), random.Random(7)
    with serving(library(300)) as server:
        crawl.site("library", SITE.format(base=server.base))
        kill_at_random(crawl, server, dice, 300, 4)
        crawl.run("crawl", "library")
    before = sorted(row["id"] for row in crawl.lines("records", "library"))
    assert crawl.run("reparse", "library").returncode == 0
    assert sorted(row["id"] for row in crawl.lines("records", "library")) == before


@pytest.mark.parametrize("seed", range(3))
def test_crawl_whose_disk_was_full_for_a_moment_loses_nothing(tmp_path: Path, seed: int) -> None:
    """Each run may write a little more than the last; the final one as much as it likes."""
    crawl, dice = Crawl(tmp_path), random.Random(seed)
    codes = []
    with serving(library(300)) as server:
        crawl.site("library", SITE.format(base=server.base))
        for step in range(1, 5):
            limit = 150_000 * step + dice.randrange(50_000)

            def starve(limit: int = limit) -> None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

            codes.append(crawl.run("crawl", "library", preexec_fn=starve).returncode)
        done: subprocess.CompletedProcess[str] = crawl.run("crawl", "library")
    assert 1 in codes and done.returncode == 0, done.stdout
    all_once(crawl, 300)
