"""What a second process adds: fifty hosts crawled by one process and by two that share a frontier.

The hosts are addresses of this machine's loopback behind one server, each with a board of its own
(benchmarks/made_forum.py); the frontier is a PostgreSQL server that this script starts.  One process
and two take turns, without a delay.  Prints medians of the rounds: pages a second from the first
page's request to the last one's, the processor's milliseconds a page with start and end, and the
share of the pages that each process kept.
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


def measured(options: argparse.Namespace) -> dict[int, list[Cost]]:
    """Return what each round cost by the number of processes."""
    pages = {}
    for number in range(1, options.hosts + 1):
        pages |= made_forum.pages(options.pages // options.hosts, "xenforo", number)
    costs: dict[int, list[Cost]] = {1: [], 2: []}
    with postgres.serving() as address, serving(pages, "0.0.0.0") as server:
        for _ in range(options.rounds):
            for processes, found in costs.items():
                found.append(crawl(server, new_database(address), options.hosts, processes))
    return costs


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    try:
        costs = measured(options)
    except pytest.skip.Exception as reason:
        print(reason)
        return
    print(f"{'processes':<11}{'asked':>7}{'pages/s':>9}{'processor, ms a page':>22}  shares")
    for processes, rounds in costs.items():
        crawl_s, spent_s = (
            median(each.crawl_s for each in rounds),
            median(each.processor_s for each in rounds),
        )
        count, shares = rounds[0].pages, " ".join(f"{share:.0%}" for share in rounds[0].shares)
        print(f"{processes:<11}{count:>7}{count / crawl_s:>9.0f}{1e3 * spent_s / count:>22.2f}  {shares}")
    ratio = median(one.crawl_s / two.crawl_s for one, two in zip(*costs.values(), strict=True))
    print(f"two against one: {ratio:.2f} times the pages a second (at least {GOAL})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=600, help="of threads, on all hosts together")
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    main(parser.parse_args())
