"""One process that reads pages, as seen by the one that fetches them."""

from __future__ import annotations

import asyncio
import pickle
import time
from collections import deque
from collections.abc import Callable
from multiprocessing import get_context
from socket import SHUT_RDWR, socketpair

from crawler.reading import READY, SIZE_BYTES, Reading, message, serve
from crawler.records import Drop, Page
from crawler.sites import Site

# A page that takes longer is given up; one of 10 MB takes a few seconds.
LONGEST_S = 120.0
CLOSING_S = 5.0
BUFFER = 1 << 20


class LostError(Exception):
    """The process ended on a page before this one, which is to be read elsewhere."""


class Reader:
    """A process, and the pages that were sent to it and have not come back; it answers in their order.

    ``gone`` is called when the process has ended by itself or was stopped at an endless page.
    """

    def __init__(self, site: Site, gone: Callable[[Reader], None]) -> None:
        self.waiting: deque[tuple[Page, asyncio.Future[Reading], float]] = deque()
        self.is_ready = False
        self._gone = gone
        self._writer: asyncio.StreamWriter | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._is_late = False
        self._wire, theirs = socketpair()
        self._process = get_context("spawn").Process(target=serve, args=(theirs, site), daemon=True)
        self._process.start()
        theirs.close()
        self._listening = asyncio.ensure_future(self._listen())

    @property
    def late_s(self) -> float:
        """How many seconds ago the first page was sent that has not come back, 0 if none is out."""
        return time.monotonic() - self.waiting[0][2] if self.waiting else 0.0

    async def read(self, page: Page) -> Reading:
        """Return what a page gave, or a Drop if the process dies of it; LostError if it died of another."""
        assert self._writer
        told: asyncio.Future[Reading] = asyncio.get_running_loop().create_future()
        self.waiting.append((page, told, time.monotonic()))
        self._writer.write(message(pickle.dumps(page, pickle.HIGHEST_PROTOCOL)))
        self._watch()
        return await told

    def close(self) -> None:
        """End the process; what still waits is lost."""
        self._listening.cancel()
        if self._clock:
            self._clock.cancel()
        self._wire.shutdown(SHUT_RDWR)  # at once: what follows is for the loop to do, which may be ending
        (self._writer or self._wire).close()
        self._process.join(CLOSING_S if self.is_ready else 0)
        self._process.kill()

    async def _listen(self) -> None:
        stream, self._writer = await asyncio.open_connection(sock=self._wire, limit=BUFFER)
        try:
            while True:
                size = int.from_bytes(await stream.readexactly(SIZE_BYTES), "big")
                self._take(await stream.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError):
            self._writer.close()
            self._end()

    def _take(self, told: bytes) -> None:
        if told == READY:
            self.is_ready = True
            return
        _, waiting, _ = self.waiting.popleft()
        self._watch(again=True)
        if not waiting.done():
            waiting.set_result(pickle.loads(told))  # noqa: S301 — from a process of ours

    def _watch(self, *, again: bool = False) -> None:
        """Give the first page that waits its time."""
        if self._clock and again:
            self._clock.cancel()
            self._clock = None
        if self.waiting and not self._clock:
            self._clock = asyncio.get_running_loop().call_later(LONGEST_S, self._stop)

    def _stop(self) -> None:
        self._is_late = True
        self._process.kill()

    def _end(self) -> None:
        """Tell whoever waits that the process is no more."""
        self._process.join(CLOSING_S)
        self._gone(self)
        why = f"it took more than {LONGEST_S:.0f} s" if self._is_late else self._death()
        for place, (page, waiting, _) in enumerate(self.waiting):
            if waiting.done():
                continue
            if place:
                waiting.set_exception(LostError())
            else:
                waiting.set_result(Reading(Drop(None, "bug", f"the page was not read: {why}", page.url)))

    def _death(self) -> str:
        code = self._process.exitcode
        how = f"by signal {-code}" if code and code < 0 else f"with exit code {code}"
        return f"its process ended {how}"
