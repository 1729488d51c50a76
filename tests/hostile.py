"""A server on loopback that means harm: bombs, floods, drips, storms, mazes, and ways to inner networks.

It speaks over raw sockets, since what it says is often no HTTP.  ``GOOD`` pages are as they should be.
"""

from __future__ import annotations

import gzip
import socketserver
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import Any
from uuid import uuid4

import brotli
from backports import zstd
from loopback import links, prose

GOOD = tuple(f"/good/{number}" for number in range(1, 31))
# Larger than any test's limit when it is unpacked, a few kB before.
ZEROS = bytes(20_000_000)
PATIENCE_S = 60.0
Say = Callable[[bytes], None]


def page(text: str, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """Return a whole answer."""
    body = text.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def packed(body: bytes, encoding: str) -> bytes:
    """Return an answer whose body is packed already."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def moved(where: str) -> bytes:
    """Return a redirect."""
    return page("", status="302 Found", Location=where)


def for_ever(say: Say, piece: bytes, wait_s: float = 0.0) -> None:
    """Say the same again and again, until nobody listens or a minute is over."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        say(piece)
        time.sleep(wait_s)


def endless_body(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for_ever(say, b"<p>more and more</p>" * 1000)


def huge_page(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000000\r\n\r\n")
    for _ in range(100):
        say(b"x" * 1_000_000)


def slow_drip(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    for_ever(say, b"x", 0.1)


def slow_headers(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\n")
    for_ever(say, b"X-Drip: 1\r\n", 0.1)


def header_flood(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\n")
    for_ever(say, b"X-Flood: 1234567890\r\n" * 1000)


def header_line(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\nX-Flood: ")
    for_ever(say, b"x" * 10_000)


def broken_chunks(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    say(b"5\r\nhello\r\nno number\r\nwhat is this\r\n")


def torn_chunks(say: Say) -> None:
    say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nhello")


def calendar(query: str) -> bytes:
    """Return a month that leads to the next one."""
    year, month = (int(cell.partition("=")[2]) for cell in query.split("&"))
    later = year + month // 12, month % 12 + 1
    there = f"/calendar?year={later[0]}&month={later[1]}"
    return page(f'<p>Nothing is on in month {month} of {year}.</p><a href="{there}">later</a>')


def endless(number: int) -> bytes:
    """Return a page of a list that never ends, all alike."""
    words = "Here you will find every message that was ever written in this place sorted by nothing "
    return page(f'<article><p>{words * 3} page {number}.</p></article><a href="/list/{number + 1}">next</a>')


def session() -> bytes:
    """Return a page that leads to itself under a new name."""
    return page(
        f'<article><p>{"You are welcome here. " * 9}</p></article><a href="/door?sid={uuid4().hex}">in</a>'
    )


WAYS_IN = {
    "/to-metadata": "http://169.254.169.254/secret",
    "/to-private": "http://10.0.0.1/secret",
    "/to-decimal": "http://2130706433:{port}/secret",
    "/to-hex": "http://0x7f.1:{port}/secret",
    "/to-v6": "http://[::1]:{port}/secret",
    "/to-mapped": "http://[::ffff:127.0.0.1]:{port}/secret",
    "/to-file": "file:///etc/hostname",
    "/to-ftp": "ftp://127.0.0.1:{port}/secret",
    "/to-data": "data:text/html,secret",
}
WHOLE: dict[str, bytes] = {
    "/robots.txt": page("User-agent: *\nAllow: /\n", "text/plain"),
    "/secret": page("<p>the secret</p>"),
    "/storm": page("", status="429 Too Many Requests", Retry_After="0"),
    "/error": page("", status="500 Oh"),
    "/round": moved("/about"),
    "/about": moved("/round"),
    "/refresh": page('<meta http-equiv="refresh" content="0; url=http://192.168.0.1/secret"><p>wait</p>'),
    "/bomb-gzip": packed(gzip.compress(ZEROS), "gzip"),
    "/bomb-deflate": packed(zlib.compress(ZEROS), "deflate"),
    "/bomb-br": packed(brotli.compress(ZEROS, quality=5), "br"),
    "/bomb-zstd": packed(zstd.compress(ZEROS), "zstd"),
    "/bomb-layers": packed(gzip.compress(gzip.compress(gzip.compress(b"<p>x"))), "gzip, gzip, gzip"),
    "/not-packed": packed(b"<p>this was never packed</p>", "gzip"),
    "/garbage": b"\x00\xff\xfe this is no HTTP at all\r\n\r\n\r\n",
    "/hang-up": b"",
    "/lies": packed(bytes(range(128, 256)) * 40, "identity").replace(
        b"text/html", b"text/html; charset=utf-8"
    ),
    "/klingon": page("<p>plain words in a charset that nobody knows</p>", "text/html; charset=x-klingon"),
} | {good: page(prose(int(good.rpartition("/")[2]))) for good in GOOD}
SPOKEN: dict[str, Callable[[Say], None]] = {
    "/endless-body": endless_body,
    "/huge": huge_page,
    "/drip": slow_drip,
    "/drip-headers": slow_headers,
    "/header-flood": header_flood,
    "/header-line": header_line,
    "/chunks": broken_chunks,
    "/torn-chunks": torn_chunks,
}
MAZES = ("/calendar?year=2026&month=11", "/list/1", "/door", "/hop/1", "/a/b/a/b/a/b/c")
BAD = (
    *WAYS_IN,
    *(path for path in WHOLE if path not in (*GOOD, "/robots.txt", "/secret", "/about")),
    *SPOKEN,
    *MAZES,
)


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        with suppress(OSError):
            request = self.rfile.readline(10_000).decode("latin-1").split(" ")
            while self.rfile.readline(10_000) not in (b"\r\n", b""):
                pass
            path = request[1] if len(request) > 1 else "/"
            with server.lock:
                server.asked.append(path)
            server.answer(path, self.request.sendall)


class Hostile(socketserver.ThreadingTCPServer):
    """The server; it closes the connection after each answer.

    ``fixed`` answers go before its own; ``others`` are addresses that its front page names.
    """

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50

    def __init__(self, fixed: dict[str, bytes] | None = None, others: tuple[str, ...] = ()) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.fixed, self.others = fixed or {}, others
        self.asked: list[str] = []
        self.lock = Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def answer(self, path: str, say: Say) -> None:
        """Say what belongs to a path."""
        bare, _, query = path.partition("?")
        if bare in self.fixed:
            say(self.fixed[bare])
        elif bare in WHOLE:
            say(WHOLE[bare])
        elif bare in SPOKEN:
            SPOKEN[bare](say)
        elif bare in WAYS_IN:
            say(moved(WAYS_IN[bare].format(port=self.port)))
        else:
            say(self._maze(bare, query))

    def _maze(self, path: str, query: str) -> bytes:
        number = path.rpartition("/")[2]
        if path == "/":
            mixed = [path for pair in zip(GOOD, BAD, strict=False) for path in pair]
            return page(links(*mixed, *GOOD[len(BAD) :], *BAD[len(GOOD) :], *self.others))
        if path == "/calendar":
            return calendar(query)
        if path.startswith("/list/"):
            return endless(int(number))
        if path == "/door":
            return session()
        if path.startswith("/hop/"):
            return moved(f"/hop/{int(number) + 1}")
        return page("<p>a page that nobody should want</p>")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


@contextmanager
def hostile(fixed: dict[str, bytes] | None = None, others: tuple[str, ...] = ()) -> Iterator[Hostile]:
    """Serve until the block ends."""
    server = Hostile(fixed, others)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
