"""A server for the benchmarks of crawling: whole answers made before it begins, in a process of its own.

It notes when it was first and last asked for a page and how often, so that a crawl can be told from
the start and the end of the program that crawls.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Array, Process, Queue
from typing import Any

BACKLOG = 512
NOTHING = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nnothing"


@dataclass(frozen=True, slots=True)
class Log:
    """What was asked for since the last look: how many pages, and the seconds from the first to the last."""

    pages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``notes`` holds when the first and the last page was asked for, and how many were."""

    port: int
    notes: Any

    def base(self, host: str = "127.0.0.1") -> str:
        """Return the address that paths stand behind."""
        return f"http://{host}:{self.port}"

    def take(self) -> Log:
        """Return what was asked for and forget it."""
        first, last, count = self.notes[:]
        self.notes[:] = [0.0, 0.0, 0.0]
        return Log(int(count), last - first)


class _Connection(asyncio.Protocol):
    def __init__(self, answers: Mapping[bytes, bytes], notes: Any) -> None:
        self.answers, self.notes, self.held = answers, notes, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.held += data
        while b"\r\n\r\n" in self.held:
            head, _, self.held = self.held.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            answer = self.answers.get(path)
            if answer is not None:
                now = time.monotonic()
                self.notes[0] = self.notes[0] or now
                self.notes[1], self.notes[2] = now, self.notes[2] + 1
            self.transport.write(answer or NOTHING)


def _answer(html: str) -> bytes:
    body = html.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _serve(pages: Mapping[str, str], host: str, notes: Any, ports: Queue[int]) -> None:
    answers = {path.encode(): _answer(html) for path, html in pages.items()}

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Connection(answers, notes), host, 0, backlog=BACKLOG)
        ports.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def serving(pages: Mapping[str, str], host: str = "127.0.0.1") -> Iterator[Server]:
    """Serve pages by path from a process of its own until the block ends."""
    ports: Queue[int] = Queue()
    notes = Array("d", 3, lock=False)
    process = Process(target=_serve, args=(pages, host, notes, ports), daemon=True)
    process.start()
    try:
        yield Server(ports.get(timeout=60), notes)
    finally:
        process.kill()
        process.join()
