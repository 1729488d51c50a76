"""How fast a whole crawl is: every step of it, against bare Scrapy on the same links and the naive card.

A forum of pages of about 40 kB (benchmarks/made_forum.py) is crawled from a server on this machine:
by ``scrapy crawl`` with all pipelines, by a spider that only follows the same links, and by a project
whose pipelines call trafilatura, langdetect and datasketch's ``update()`` (benchmarks/spiders).
``xenforo`` is a software that pairmill knows; the pages of ``homemade`` and ``article`` are of none.
All take turns, at one concurrency, with no delay and no throttle.

Prints medians of the rounds: the seconds of the whole command, pages a second from the first page's
request to the last one's, and, without what a crawl of a board of one thread costs beside it (start,
models that load beside the first pages, end), pages a second and the processor's milliseconds a page.
Below it the ratios, and what they should be at least.
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
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median

import made_forum
from made_forum import LISTING, PAGES, THREAD, board
from served import Server, serving

ROOT = Path(__file__).parents[1]
SPIDERS = Path(__file__).parent / "spiders"
SMALL = 2  # the number of the board of one thread
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


def measured(options: argparse.Namespace) -> dict[tuple[str, str], list[tuple[Cost, Cost]]]:
    """Return what each round cost, by shell and kind: of the whole forum, and of its one small board."""
    candidates = [each for each in CANDIDATES if not options.only or each.kind in options.only.split(",")]
    candidates = [each for each in candidates if each.shell in options.shells.split(",")]
    costs: dict[tuple[str, str], list[tuple[Cost, Cost]]] = {
        (each.shell, each.kind): [] for each in candidates
    }
    with ExitStack() as stack:
        servers = {}
        for shell in dict.fromkeys(each.shell for each in candidates):
            pages = made_forum.pages(options.pages, shell) | made_forum.pages(PAGES, shell, SMALL)
            servers[shell] = stack.enter_context(serving(pages))
        for _ in range(options.rounds):
            for each in candidates:
                boards = (board(), board(SMALL))
                found = (each.run(servers[each.shell], path, options.concurrency) for path in boards)
                costs[each.shell, each.kind].append(tuple(found))  # type: ignore[arg-type]
    return costs


def steady(whole: Cost, small: Cost) -> Cost:
    """Return what the pages cost that a forum has more than its small board: no start, loading or end."""
    return Cost(*(more - less for more, less in zip(astuple(whole), astuple(small), strict=True)))


def speed(cost: Cost) -> float:
    """Return pages a second from the first to the last."""
    return cost.pages / cost.crawl_s


def spent_ms(cost: Cost) -> float:
    """Return the processor's milliseconds a page."""
    return 1e3 * cost.processor_s / cost.pages


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    costs = measured(options)
    print(f"{'':<17}{'all pages':>19}{'':>9}{'without start':>24}")
    print(
        f"{'pages':<10}{'crawl':<7}{'pages':>7}{'seconds':>9}{'pages/s':>9}{'pages/s':>12}{'ms a page':>12}"
    )
    for (shell, kind), rounds in costs.items():
        whole, own = [pair[0] for pair in rounds], [steady(*pair) for pair in rounds]
        told = f"{whole[0].pages:>7}{median(each.whole_s for each in whole):>9.1f}"
        told += f"{median(map(speed, whole)):>9.0f}{median(map(speed, own)):>12.0f}"
        print(f"{shell:<10}{kind:<7}{told}{median(map(spent_ms, own)):>12.2f}")
    print(f"{'full against':<17}{'at least':>16}{'pages/s':>9}{'pages/s':>12}{'processor':>12}")
    for shell, kind, goal in GOALS:
        if (shell, kind) in costs and (shell, "full") in costs:
            pairs = list(zip(costs[shell, "full"], costs[shell, kind], strict=True))
            whole_ratio = median(speed(ours[0]) / speed(theirs[0]) for ours, theirs in pairs)
            parted = [(steady(*ours), steady(*theirs)) for ours, theirs in pairs]
            ratio = median(speed(ours) / speed(theirs) for ours, theirs in parted)
            spent = median(spent_ms(theirs) / spent_ms(ours) for ours, theirs in parted)
            print(f"{shell:<10}{kind:<7}{goal:>16}{whole_ratio:>9.2f}{ratio:>12.2f}{spent:>12.2f}")


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
