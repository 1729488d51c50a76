"""How fast a whole crawl is: every step of it, against bare Scrapy on the same links and the naive card.

A forum of pages of about 40 kB (benchmarks/made_forum.py) is crawled from a server on this machine:
by ``scrapy crawl`` with all pipelines, by a spider that only follows the same links, and by a project
whose pipelines call trafilatura, langdetect and datasketch's ``update()`` (benchmarks/spiders).
``xenforo`` is a software that pairmill knows; the pages of ``homemade`` and ``article`` are of none.
All take turns, at one concurrency, with no delay and no throttle.

Prints medians of the rounds: pages a second from the first page's request to the last one's, the
seconds of the whole command with start and end, and the processor's milliseconds a page, those of a
crawl of one page taken off; then what the ratios are and should be at least.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import made_forum
from made_forum import EMPTY, LISTING, THREAD, board
from served import Server, serving

ROOT = Path(__file__).parents[1]
SPIDERS = Path(__file__).parent / "spiders"
# Pages a second of a full crawl against those of another, and how many times as many at least.
GOALS = (
    ("xenforo", "bare", 0.75),
    ("xenforo", "naive", 10.0),
    ("homemade", "naive", 4.0),
    ("article", "naive", 4.0),
)
SITE = """engine = "{engine}"
start = ["{start}"]
license = "CC0-1.0"
delay_s = 0
"""
# What a site's file says of pages of no known software: which links to follow.
PATTERNS = {
    "homemade": f"[follow]\nthread = '{THREAD}'\nlisting = '{LISTING}'\n",
    "article": f"[follow]\narticle = '{THREAD}'\nlisting = '{LISTING}'\n",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """The pages of a crawl, the seconds from the first to the last, those in all, those of the processor."""

    pages: int
    crawl_s: float
    whole_s: float
    processor_s: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A crawl of a shell's pages; ``arguments`` says what follows ``scrapy``, from start address and folder.

    ``settings`` is the module of Scrapy's settings, "" for Scrapy's own.
    """

    shell: str
    kind: str
    settings: str
    arguments: Callable[[str, Path], list[str]]

    def run(self, server: Server, path: str, concurrency: int) -> Cost:
        """Crawl into a new folder."""
        with tempfile.TemporaryDirectory() as name:
            told = self.arguments(server.base() + path, Path(name))
            command = [sys.executable, "-m", "scrapy", *told]
            command += ["-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={concurrency}"]
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": self.settings}
            server.take()
            begun, spent = time.perf_counter(), processor_s()
            done = subprocess.run(
                command, cwd=name, env=environment, capture_output=True, text=True, check=False
            )
            whole_s, used_s = time.perf_counter() - begun, processor_s() - spent
        log = server.take()
        if done.returncode or not log.pages:
            raise SystemExit(f"a crawl failed: {' '.join(command)}\n{done.stdout}{done.stderr}")
        return Cost(log.pages, log.seconds, whole_s, used_s)


def full(shell: str) -> Candidate:
    """Return the crawl with all pipelines."""
    engine = "generic" if shell in PATTERNS else shell

    def arguments(start: str, folder: Path) -> list[str]:
        site = SITE.format(engine=engine, start=start) + PATTERNS.get(shell, "")
        (folder / "site.toml").write_text(site, encoding="utf-8")
        own = [f"SITES_DIR={folder}", f"DATA_DIR={folder / 'data'}", "AUTOTHROTTLE_ENABLED=False"]
        return ["crawl", "site", *(word for setting in own for word in ("-s", setting))]

    return Candidate(shell, "full", "crawler.settings", arguments)


def plain(shell: str, kind: str) -> Candidate:
    """Return the crawl by a spider of one file; it logs no more than ours."""
    follow = f"{THREAD}|{LISTING}"

    def arguments(start: str, folder: Path) -> list[str]:
        told = ["-a", f"start={start}", "-a", f"follow={follow}"]
        told += ["-a", f"out={folder / 'items.jsonl'}"] if kind == "naive" else []
        return ["runspider", str(SPIDERS / f"{kind}.py"), *told, "-s", "LOG_LEVEL=WARNING"]

    return Candidate(shell, kind, "", arguments)


def processor_s() -> float:
    """Return the processor's seconds of all crawls so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(options: argparse.Namespace) -> dict[tuple[str, str], list[Cost]]:
    """Return what each round cost, by shell and kind, the processor's seconds without start and end."""
    candidates = [each for each in CANDIDATES if not options.only or each.kind in options.only.split(",")]
    candidates = [each for each in candidates if each.shell in options.shells.split(",")]
    costs: dict[tuple[str, str], list[Cost]] = {(each.shell, each.kind): [] for each in candidates}
    with ExitStack() as stack:
        shells = {each.shell for each in candidates}
        servers = {
            shell: stack.enter_context(serving(made_forum.pages(options.pages, shell))) for shell in shells
        }
        idle = {each: each.run(servers[each.shell], EMPTY, 1).processor_s for each in candidates}
        for _ in range(options.rounds):
            for each in candidates:
                cost = each.run(servers[each.shell], board(), options.concurrency)
                own = replace(cost, processor_s=cost.processor_s - idle[each])
                costs[each.shell, each.kind].append(own)
    return costs


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    costs = measured(options)
    print(f"{'pages':<10}{'crawl':<7}{'asked':>7}{'pages/s':>9}{'whole, s':>10}{'processor, ms a page':>22}")
    for (shell, kind), rounds in costs.items():
        crawl_s, whole_s, spent_s = (
            median(getattr(cost, name) for cost in rounds) for name in ("crawl_s", "whole_s", "processor_s")
        )
        count = rounds[0].pages
        told = f"{count:>7}{count / crawl_s:>9.0f}{whole_s:>10.1f}{1e3 * spent_s / count:>22.2f}"
        print(f"{shell:<10}{kind:<7}{told}")
    print(f"{'full against':<17}{'pages/s':>9}{'at least':>10}{'whole':>8}{'processor':>11}")
    for shell, kind, goal in GOALS:
        if (shell, kind) in costs and (shell, "full") in costs:
            pairs = list(zip(costs[shell, kind], costs[shell, "full"], strict=True))
            speed, whole, spent = (
                median(getattr(theirs, name) / getattr(ours, name) for theirs, ours in pairs)
                for name in ("crawl_s", "whole_s", "processor_s")
            )
            print(f"{shell:<10}{kind:<7}{speed:>9.2f}{goal:>10}{whole:>8.2f}{spent:>11.2f}")


CANDIDATES = (
    plain("xenforo", "bare"),
    full("xenforo"),
    plain("xenforo", "naive"),
    full("homemade"),
    plain("homemade", "naive"),
    full("article"),
    plain("article", "naive"),
)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300, help="of threads; those of the board come on top")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--concurrency", type=int, default=1, help="requests to the host at once")
    parser.add_argument("--shells", default="xenforo,homemade,article", help="whose pages, apart by commas")
    parser.add_argument("--only", default="", help="which of bare, full and naive, apart by commas")
    main(parser.parse_args())
