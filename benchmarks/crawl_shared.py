"""What a second process adds: fifty hosts crawled by one process and by two that share a frontier.

The hosts are addresses of this machine's loopback behind one server, each with a board of its own
(benchmarks/made_forum.py); the frontier is a PostgreSQL server that this script starts.  One process
and two take turns, without a delay.  Prints medians of the rounds: pages a second from the first
page's request to the last one's; the same and the processor's milliseconds a page without what a
crawl of two hosts costs, which is start, models that load and end; and each process's share of pages.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import made_forum
import psycopg
import pytest
from crawl import ROOT, processor_s
from served import Server, serving

sys.path.insert(0, str(ROOT / "tests"))
import postgres

GOAL = 1.9
FEW = 2  # hosts of a crawl that is mostly start and loading
SITE = """engine = "xenforo"
start = [{start}]
license = "CC0-1.0"
delay_s = 0
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a crawl took: pages, seconds from the first to the last, the processor's, each process's share."""

    pages: int
    crawl_s: float
    processor_s: float
    shares: list[float]


def crawl(server: Server, database: str, hosts: int, processes: int) -> Cost:
    """Crawl all hosts with so many processes that begin at once."""
    with tempfile.TemporaryDirectory() as name:
        start = (f'"{server.base(f"127.0.1.{n}")}{made_forum.board(n)}"' for n in range(1, hosts + 1))
        (Path(name) / "site.toml").write_text(SITE.format(start=", ".join(start)), encoding="utf-8")
        command = [sys.executable, "-m", "scrapy", "crawl", "site", "-s", f"SITES_DIR={name}"]
        command += ["-s", f"DATA_DIR={name}/data", "-s", f"FRONTIER={database}"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
        server.take()
        spent = processor_s()
        crawls = [
            subprocess.Popen(
                command, cwd=name, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for _ in range(processes)
        ]
        told = [each.communicate() for each in crawls]
        if any(each.returncode for each in crawls):
            raise SystemExit(b"".join(b"".join(each) for each in told).decode())
        files = (Path(name) / "data/records/site").glob("*.jsonl")
        kept = [len(path.read_bytes().splitlines()) for path in files]
        log = server.take()
        shares = sorted(each / sum(kept) for each in kept)
        return Cost(log.pages, log.seconds, processor_s() - spent, shares)


def new_database(address: str) -> str:
    """Return the address of an empty database on a server."""
    name = f"bench{time.monotonic_ns()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{address.rpartition('/')[0]}/{name}"


def steady(whole: Cost, few: Cost) -> Cost:
    """Return what the pages of all hosts cost more than those of a few: no start, loading or end."""
    return Cost(
        whole.pages - few.pages,
        whole.crawl_s - few.crawl_s,
        whole.processor_s - few.processor_s,
        whole.shares,
    )


def measured(options: argparse.Namespace) -> dict[int, list[tuple[Cost, Cost]]]:
    """Return what each round cost by the number of processes: as a whole, and without start and loading."""
    pages = {}
    for number in range(1, options.hosts + 1):
        pages |= made_forum.pages(options.pages // options.hosts, "xenforo", number)
    costs: dict[int, list[tuple[Cost, Cost]]] = {1: [], 2: []}
    with postgres.serving() as address, serving(pages, "0.0.0.0") as server:
        for _ in range(options.rounds):
            for processes, found in costs.items():
                whole, few = (
                    crawl(server, new_database(address), hosts, processes) for hosts in (options.hosts, FEW)
                )
                found.append((whole, steady(whole, few)))
    return costs


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    try:
        costs = measured(options)
    except pytest.skip.Exception as reason:
        print(reason)
        return
    print(f"{'':<18}{'all pages':>9}{'without start':>22}")
    print(f"{'processes':<11}{'pages':>7}{'pages/s':>9}{'pages/s':>11}{'ms a page':>11}  shares")
    for processes, rounds in costs.items():
        whole, own = median(map(speed, (each[0] for each in rounds))), [each[1] for each in rounds]
        spent = median(1e3 * each.processor_s / each.pages for each in own)
        count, shares = rounds[0][0].pages, " ".join(f"{share:.0%}" for share in own[0].shares)
        print(
            f"{processes:<11}{count:>7}{whole:>9.0f}{median(map(speed, own)):>11.0f}{spent:>11.2f}  {shares}"
        )
    ratios = (
        median(speed(two[kind]) / speed(one[kind]) for one, two in zip(*costs.values(), strict=True))
        for kind in (0, 1)
    )
    print("two against one: {:.2f} times the pages a second, {:.2f} without start".format(*ratios), end="")
    print(f" (at least {GOAL})")


def speed(cost: Cost) -> float:
    """Return pages a second."""
    return cost.pages / cost.crawl_s


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=600, help="of threads, on all hosts together")
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    main(parser.parse_args())
