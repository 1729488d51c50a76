"""Serves the demo sites on this machine alone: ``python seeds/demo/server.py --port 8765``.

Behaves as a decent web server does (ETag and 304, gzip, HEAD, robots.txt, sitemap), so that a
crawler has something to be polite to.  The standard library alone.
"""

from __future__ import annotations

import argparse
import gzip
import re
import signal
import sys
from dataclasses import dataclass
from hashlib import blake2s
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pages
from content import FOLDER, ContentError, Demo, load

HOST = "127.0.0.1"
PORT = 8765
IDLE_S = 30  # how long a connection may stay open without a request
STYLE = Path(__file__).with_name("style.css")
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """What stands at an address."""

    body: bytes
    content_type: str = HTML
    status: HTTPStatus = HTTPStatus.OK

    @property
    def etag(self) -> str:
        """A weak validator, since a zipped body has the same one."""
        return f'W/"{blake2s(self.body, digest_size=8).hexdigest()}"'


def reply(target: str, demo: Demo, base: str) -> Reply:
    """Answer a path with its query; ``base`` is the server's own address without a slash at its end."""
    if target == "/robots.txt":
        return Reply(pages.robots(base).encode(), "text/plain; charset=utf-8")
    if target == "/sitemap.xml":
        return Reply(pages.sitemap(base, demo).encode(), "application/xml; charset=utf-8")
    if target == "/style.css":
        return Reply(STYLE.read_bytes(), "text/css; charset=utf-8")
    html = pages.page(target, demo)
    if html is None:
        return Reply(pages.missing(target).encode("utf-8", "replace"), status=HTTPStatus.NOT_FOUND)
    return Reply(html.encode())


def zips(accept_encoding: str) -> bool:
    """Whether a client takes gzip.

    >>> zips("deflate, gzip;q=0.5"), zips("gzip; q=0"), zips("")
    (True, False, False)
    """
    wanted = dict(each.replace(" ", "").lower().partition(";")[::2] for each in accept_encoding.split(","))
    return "gzip" in wanted and not re.fullmatch(r"q=0(\.0*)?", wanted["gzip"])


def unchanged(if_none_match: str, etag: str) -> bool:
    """Whether a client has this version already."""
    known = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return "*" in known or etag.removeprefix("W/") in known


class Server(ThreadingHTTPServer):
    """A server of one demo."""

    def __init__(self, port: int, demo: Demo, verbose: bool) -> None:
        super().__init__((HOST, port), Handler)
        self.demo, self.verbose = demo, verbose
        self.base = f"http://{HOST}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up; other errors are shown as they are."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "Lanternfold"
    timeout = IDLE_S
    wbufsize = -1  # head and body in one packet: two would wait for each other some 40 ms

    def do_GET(self) -> None:
        """Send the page at an address, or 304 to a client that has it."""
        answer = reply(self.path, self.server.demo, self.server.base)
        found = answer.status is HTTPStatus.OK
        if found and unchanged(self.headers.get("If-None-Match", ""), answer.etag):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.send_header("ETag", answer.etag)
            self.end_headers()
            return
        zipped = zips(self.headers.get("Accept-Encoding", ""))
        body = gzip.compress(answer.body, mtime=0) if zipped else answer.body
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        if found:
            self.send_header("ETag", answer.etag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 -- the name that http.server calls

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the parameter's name there
        """Log requests when asked to."""
        if self.server.verbose:
            super().log_message(format, *args)


def serve(port: int = PORT, *, folder: Path = FOLDER, verbose: bool = False) -> Server:
    """Start the server in a thread and return it, ready for requests; port 0 takes any free one.

    Whoever calls ends it with ``shutdown()`` and ``server_close()``.  Raises ContentError, and
    OSError where the port is taken.
    """
    server = Server(port, load(folder), verbose)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def main() -> int:
    """Serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(description="Serve the bundled demo sites on loopback.")
    parser.add_argument("--port", type=int, default=PORT, help="0 takes any free port (default: %(default)s)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the content files are")
    parser.add_argument("--verbose", action="store_true", help="log every request to stderr")
    args = parser.parse_args()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        server = serve(args.port, folder=args.folder, verbose=args.verbose)
    except (ContentError, OSError, OverflowError) as reason:
        print(f"cannot serve on port {args.port}: {reason}", file=sys.stderr)
        return 1
    print(f"serving {server.base}/ until SIGTERM", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
