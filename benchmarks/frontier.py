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

from crawler.entries import Entry
from crawler.frontier import Frontier

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


def crawl(folder: Path, *settings: str) -> tuple[float, float]:
    """Crawl the site into a new folder; return the seconds by the clock and those of the processor."""
    with tempfile.TemporaryDirectory(dir=folder) as data:
        command = [sys.executable, "-m", "scrapy", "crawl", "site", "-s", f"SITES_DIR={folder}"]
        command += ["-s", f"DATA_DIR={data}", *settings]
        begun, spent = time.perf_counter(), processor_s()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - begun, processor_s() - spent
    if ": whole" not in done.stdout:
        raise SystemExit(f"a crawl failed: {done.stdout}{done.stderr}")
    return seconds


def processor_s() -> float:
    """Return the processor's seconds of all crawls so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def overhead(pages: int, rounds: int) -> None:
    """Print pages a second with both schedulers, and the median of the ratios of each round.

    The time of starting and of ending, measured on a site of one page, is taken off.
    """
    with tempfile.TemporaryDirectory() as name, serving(pages) as port, serving(1) as small:
        folder, idle = Path(name), Path(name) / "idle"
        idle.mkdir()
        (folder / "site.toml").write_text(SITE.format(port=port))
        (idle / "site.toml").write_text(SITE.format(port=small))
        times: list[list[tuple[float, float]]] = [[], []]
        for _ in range(rounds):
            for place, settings in enumerate((["-s", f"SCHEDULER={MEMORY}"], [])):
                start, whole = crawl(idle, *settings), crawl(folder, *settings)
                times[place].append((whole[0] - start[0], whole[1] - start[1]))
        for title, each in zip(("Scrapy's memory queue", "frontier on SQLite"), times, strict=True):
            clock, processor = (statistics.median(column) for column in zip(*each, strict=True))
            print(
                f"{title:<24}{pages / clock:>8.0f} pages/s{1e3 * processor / pages:>8.2f} ms processor a page"
            )
        for place, title in enumerate(("ratio of pages/s", "ratio of processor")):
            ratio = statistics.median(
                theirs[place] / ours[place] for theirs, ours in zip(*times, strict=True)
            )
            print(f"{title:<24}{ratio:>8.2f}  (at least 0.85)")


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
