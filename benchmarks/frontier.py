"""Measure what the frontier costs: pages a second against Scrapy's memory queue, bytes a queued address.

Crawls of one site with both schedulers take turns, so that a busy machine slows both.  Give a
number of pages and of rounds to change 1,500 and 5; the queue is measured with a million addresses.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Event, Process, Queue
from pathlib import Path
from typing import Any

from crawler.frontier import Entry, Frontier

ROOT = Path(__file__).parents[1]
A_LIST = 50
MEMORY = "scrapy.core.scheduler.Scheduler"
SITE = """engine = "article"
start = ["http://127.0.0.1:{port}/list/1"]
license = "CC0-1.0"
delay_s = 0
[follow]
listing = '/list/\\d+$'
article = '/page/\\d+$'
[fields]
title = "h1"
body = "article"
"""


def page(path: str, pages: int) -> bytes:
    """Return the page of a path: a list of fifty articles and the next list, or an article with a menu."""
    kind, _, number = path.strip("/").partition("/")
    if kind == "list":
        first = (int(number) - 1) * A_LIST + 1
        here = [f"/page/{n}" for n in range(first, min(first + A_LIST, pages + 1))]
        onward = [f"/list/{int(number) + 1}"] if first + A_LIST <= pages else []
        return "".join(f'<p><a href="{link}">{link}</a></p>' for link in here + onward).encode()
    menu = "".join(f'<a href="/list/{n}">{n}</a> ' for n in range(1, 20))
    words = " ".join(f"word{number}x{n} and what follows it." for n in range(80))
    return f"<nav>{menu}</nav><h1>Page {number}</h1><article><p>{words}</p></article>".encode()


def serve(pages: int, ports: Queue[int], stop: Any) -> None:
    """Answer requests until told to stop; the port goes into ``ports``."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            while (await reader.readline()).strip():
                pass
            path = line.split()[1].decode()
            found = re.fullmatch(r"/(?:list|page)/\d+", path)
            body, status = (page(path, pages), "200 OK") if found else (b"", "404 Not Found")
            head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        ports.put(server.sockets[0].getsockname()[1])
        await asyncio.to_thread(stop.wait)
        server.close()

    asyncio.run(run())


@contextmanager
def serving(pages: int) -> Iterator[int]:
    """Serve from a process of its own until the block ends."""
    ports: Queue[int] = Queue()
    stop = Event()
    process = Process(target=serve, args=(pages, ports, stop))
    process.start()
    try:
        yield ports.get(timeout=30)
    finally:
        stop.set()
        process.join(5)
        process.kill()


def crawl(folder: Path, *settings: str) -> float:
    """Crawl the site into a new folder; return its seconds of processor time, server not counted."""
    with tempfile.TemporaryDirectory(dir=folder) as data:
        command = [sys.executable, "-m", "scrapy", "crawl", "site", "-s", f"SITES_DIR={folder}"]
        command += ["-s", f"DATA_DIR={data}", *settings]
        begun = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - begun
    if ": whole" not in done.stdout:
        raise SystemExit(f"a crawl failed: {done.stdout}{done.stderr}")
    return seconds


def overhead(pages: int, rounds: int) -> None:
    """Print pages a second with both schedulers, and the median of the ratios of each round."""
    with tempfile.TemporaryDirectory() as name, serving(pages) as port, serving(1) as small:
        folder, idle = Path(name), Path(name) / "idle"
        idle.mkdir()
        (folder / "site.toml").write_text(SITE.format(port=port))
        (idle / "site.toml").write_text(SITE.format(port=small))
        memory, frontier = ["-s", f"SCHEDULER={MEMORY}"], ["-s", "CONSENT_FILES=False"]
        memory += frontier
        times = []
        for _ in range(rounds):
            start = crawl(idle, *memory), crawl(idle, *frontier)
            times.append((crawl(folder, *memory) - start[0], crawl(folder, *frontier) - start[1]))
        for place, title in enumerate(("Scrapy's memory queue", "frontier on SQLite")):
            print(f"{title:<24}{pages / statistics.median(t[place] for t in times):>8.0f} pages/s")
        ratio = statistics.median(theirs / ours for theirs, ours in times)
        print(f"{'ratio':<24}{ratio:>8.2f}  (at least 0.85)")


def queue(count: int) -> None:
    """Print what a million waiting addresses cost on the disk, in memory and in time."""
    with tempfile.TemporaryDirectory() as name:
        frontier = Frontier("", Path(name), "site", "bench")
        frontier.begin([], 0)
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        for start in range(0, count, 500):
            address = "https://forum.example/board/general-talk/thread-{}-a-title-in-words-1.html"
            frontier.commit(
                [Entry(address.format(n), "forum.example") for n in range(start, start + 500)], []
            )
        seconds = time.perf_counter() - begun
        leased = time.perf_counter()
        for _ in range(100):
            frontier.lease("forum.example", 32)
        leased = time.perf_counter() - leased
        frontier.close()
        size = sum(path.stat().st_size for path in Path(name).iterdir()) / 1e6
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1e3
        print(f"{count:,} addresses queued: {size:.0f} MB on disk (at most 500), {more:.0f} MB more memory")
        print(f"{count / seconds:,.0f} addresses/s written, {3200 / leased:,.0f} leased")


if __name__ == "__main__":
    os.environ.pop("PAIRMILL_FRONTIER", None)
    pages, rounds = (int(each) for each in (*sys.argv[1:3], *("1500", "5")[len(sys.argv) - 1 :]))
    overhead(pages, rounds)
    queue(1_000_000)
