"""Starts the crawls that are due, each as a process of its own, and passes on what they say.

Never two of one site, nor of two sites that share a domain: one host is asked by one process.
What waits for a crawl of ours begins after it; what waits for somebody else's is left for the
next start.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from crawler import claims
from crawler.errors import SiteError
from crawler.history import ENOUGH, due_at, past
from crawler.sites import Site, load_site

# As long as something runs, it is looked as often what else has become due: a start by systemd or
# Kubernetes is left out while the one before it is still at work.
LOOK_S = 60.0
MAX_LINE = 1 << 16


class Dispatch:
    """One ``scrapy due``: ``folder`` holds the sites' files; ``options`` go to each crawl."""

    def __init__(self, folder: Path, data: Path, options: Sequence[str], jobs: int) -> None:
        self.folder, self.data, self.options, self.jobs = folder, data, options, jobs
        self.whole, self._stopping = True, False
        self._sites: dict[str, Site] = {}
        self._tasks: dict[str, asyncio.Task[str]] = {}
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._said: set[str] = set()

    def due(self) -> list[tuple[datetime, str]]:
        """Read the sites' files and return which are due since when, longest first."""
        self._sites = self._load()
        now = datetime.now(UTC)
        moments = ((self._due_at(name, now), name) for name in self._sites)
        return sorted((moment, name) for moment, name in moments if moment and moment <= now)

    def holds(self, name: str) -> str:
        """Return what keeps a site from being crawled now, "" if nothing does."""
        busy = {site for site in self._sites if claims.is_busy(self.data, site)} | set(self._tasks)
        if name in busy:
            return "another process works on it"
        rivals = [site for site in sorted(busy) if shares_domain(self._sites[name], self._sites[site])]
        if rivals:
            return f"it shares a domain with {rivals[0]}, which another process works on"
        return f"{self.jobs} are at work already" if len(busy) >= self.jobs else ""

    async def run(self, look_s: float = LOOK_S) -> bool:
        """Crawl what is due and what becomes due meanwhile; return whether all of it was whole."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)
        waiting, looked = [name for _, name in self.due()], loop.time()
        while True:
            waiting = [name for name in waiting if not await self._begun(name)]
            if not self._tasks:
                return self.whole
            rest_s = max(0.0, looked + look_s - loop.time())
            done, _ = await asyncio.wait(
                self._tasks.values(), timeout=rest_s, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                self._tasks.pop(task.result())
            if loop.time() >= looked + look_s:
                waiting, looked = [name for _, name in self.due()], loop.time()

    def stop(self) -> None:
        """Begin nothing more and ask the crawls to end in good order; asked twice, they end at once."""
        self._stopping, self.whole = True, False
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                process.terminate()

    async def _begun(self, name: str) -> bool:
        """Start a site's crawl; False if it must wait for one of ours."""
        try:
            with claims.deciding(self.data):
                return await self._decided(name, datetime.now(UTC))
        except OSError as error:
            self._fail(name, error)
            return True

    async def _decided(self, name: str, now: datetime) -> bool:
        """Start a crawl unless another ``scrapy due`` did so since we looked; nobody else decides now."""
        moment = self._due_at(name, now)
        if self._stopping or name in self._tasks or moment is None or moment > now:
            return True
        if reason := self.holds(name):
            return self._left(name, reason)
        await self._start(name, now)
        return True

    def _left(self, name: str, reason: str) -> bool:
        rivals = [site for site in self._tasks if shares_domain(self._sites[name], self._sites[site])]
        if rivals or (self._tasks and reason.startswith(f"{self.jobs} ")):
            return False
        self._say(f"{name}: skipped: {reason}")
        return True

    async def _start(self, name: str, now: datetime) -> None:
        vain = [run.begun for run in past(self.data, name, now) if not run.ended][-ENOUGH:]
        with claims.claim(self.data, name, [*vain, now.replace(microsecond=0)]) as file:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "scrapy", "crawl", name, *self.options,
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
                pass_fds=[file.fileno()],
                start_new_session=True,  # a terminal's Ctrl-C must reach it once, by way of us
            )  # fmt: skip
        self._processes[name] = process
        self._tasks[name] = asyncio.create_task(self._follow(name, process))
        if self._stopping:
            self.stop()

    async def _follow(self, name: str, process: asyncio.subprocess.Process) -> str:
        """Pass on what a crawl says until it ends; return its site."""
        assert process.stdout is not None and process.stderr is not None
        await asyncio.gather(
            relay(process.stdout, sys.stdout.buffer, name), relay(process.stderr, sys.stderr.buffer, name)
        )
        code = await process.wait()
        del self._processes[name]
        if code < 0:
            self._say(f"{name}: ended by signal {-code}")
        self.whole = self.whole and code == 0
        return name

    def _load(self) -> dict[str, Site]:
        sites = {name: self._sites[name] for name in self._tasks}  # also those whose file is gone meanwhile
        for path in sorted(self.folder.glob("*.toml")):
            try:
                sites[path.stem] = load_site(path)
            except SiteError as error:
                self.whole = False
                self._say(str(error))
        return sites

    def _due_at(self, name: str, now: datetime) -> datetime | None:
        site = self._sites.get(name)
        if site is None or not site.schedule:
            return None
        try:
            return due_at(self.data, site, now, busy=claims.is_busy(self.data, name))
        except OSError as error:
            self._fail(name, error)
            return None

    def _fail(self, name: str, error: OSError) -> None:
        self.whole = False
        self._say(f"{name}: not started: {error.filename or 'the system'}: {error.strerror}")

    def _say(self, line: str) -> None:
        if line not in self._said:
            self._said.add(line)
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def shares_domain(one: Site, other: Site) -> bool:
    """Whether two sites have a domain in common, or one a subdomain of the other's."""
    pairs = ((f".{a.lower()}", f".{b.lower()}") for a in one.domains for b in other.domains)
    return any(a.endswith(b) or b.endswith(a) for a, b in pairs)


async def relay(lines: asyncio.StreamReader, out: BinaryIO, name: str) -> None:
    """Pass on a process's lines, each whole and after its site's name, also when nobody reads ours."""
    rest = b""
    while chunk := await lines.read(MAX_LINE):
        *whole, rest = (rest + chunk).split(b"\n")
        if len(rest) >= MAX_LINE:
            whole, rest = [*whole, rest], b""
        _write(whole, out, name)
    _write([rest] if rest else [], out, name)


def _write(lines: list[bytes], out: BinaryIO, name: str) -> None:
    mark = f"{name}: ".encode("utf-8", "surrogateescape")
    with suppress(OSError):
        out.write(b"".join((b"" if line.startswith(mark) else mark) + line + b"\n" for line in lines))
        out.flush()
