"""A server on loopback whose answers a test writes down, and the crawls that it is for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Lock, Thread
from typing import Any

from conftest import ROOT

POLICIES = ("/robots.txt", "/.well-known/tdmrep.json", "/ai.txt")


@dataclass
class Answer:
    """What the server says to a request; ``wait_s`` before it says it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0


Answers = dict[str, Answer | Callable[[int], Answer]]


def html(text: str, status: int = 200, wait_s: float = 0.0, **headers: str) -> Answer:
    """Return an answer that is a page."""
    named = {"Content-Type": "text/html; charset=utf-8"} | {
        key.replace("_", "-"): v for key, v in headers.items()
    }
    return Answer(text.encode(), status, named, wait_s)


def links(*paths: str) -> str:
    """Return a page that links to others."""
    return (
        "<html><body>" + "".join(f'<p><a href="{path}">{path}</a></p>' for path in paths) + "</body></html>"
    )


# Their lengths have no common divisor, so that no two of them go together twice.
WHO = (
    "The ferryman|My aunt|Nobody|A tall stranger|The baker's boy|Our neighbour|An old sailor|The new teacher|"
    "Her brother|Every child|The night watch|A travelling clerk|The miller|Some of us|The organ player"
).split("|")
DID = (
    "mended the clock|lost a glove|waited for rain|told a long story|counted the boats|wrote to the mayor|"
    "painted the gate|slept until noon|sold two goats|learned to whistle|broke the good lamp|cooked for six|"
    "missed the train|found an old map|laughed at the judge|planted beans|carried the piano upstairs"
).split("|")
WHERE = (
    "behind the mill|in the empty church|near our bridge|under a blue tent|at the far end of town|"
    "on the stairs|by candle light|with both hands|before the war|after the flood|while it snowed|"
    "without any help|all winter|as if it were easy|and went home|"
    "for no reason at all"
).split("|")


def told(number: int, sentences: int = 40) -> str:
    """Return some sentences, unlike those of any other number."""
    chance = Random(number)
    lists = [chance.sample(words, len(words)) for words in (WHO, DID, WHERE)]
    return " ".join(
        " ".join(words[place % len(words)] for words in lists) + "." for place in range(sentences)
    )


def prose(number: int) -> str:
    """Return a page of an article, unlike any other page's."""
    head = f"<title>Page {number}</title>"
    body = f"<article><h1>Page {number}</h1><p>{told(number)}</p></article>"
    return f"<html><head>{head}</head><body>{body}</body></html>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server: Any = self.server
        with server.lock:
            server.asked.append((time.monotonic(), self.path, dict(self.headers)))
            number = sum(path == self.path for _, path, _ in server.asked)
        answer = server.answers.get(self.path, Answer(b"nothing here", 404, {"Content-Type": "text/plain"}))
        answer = answer(number) if callable(answer) else answer
        time.sleep(answer.wait_s)
        try:
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the library's)
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server; ``asked`` lists moment, path and headers of each request."""

    daemon_threads = True
    # Of two hundred that call at once a queue of five drops most; each tries again after 1, 3, 7, 15 s.
    request_queue_size = 512

    def __init__(self, answers: Answers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers, self.lock = answers, Lock()
        self.asked: list[tuple[float, str, dict[str, str]]] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        """Return what was asked for, in order, the files of a host's policies left out."""
        return [path for _, path, _ in self.asked if path not in POLICIES]


@contextmanager
def serving(answers: Answers) -> Iterator[Server]:
    """Serve on any free port of loopback until the block ends."""
    server = Server(answers)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Crawl:
    """A folder with site files and data, and the commands run in it."""

    folder: Path

    def site(self, name: str, text: str) -> None:
        """Write a site's file."""
        (self.folder / "seeds").mkdir(exist_ok=True)
        (self.folder / "seeds" / f"{name}.toml").write_text(text, encoding="utf-8")

    def start(
        self, *arguments: str, environment: dict[str, str] | None = None, **more: Any
    ) -> subprocess.Popen[str]:
        """Begin a scrapy command; its site files and data are this folder's."""
        settings = ["-s", f"SITES_DIR={self.folder / 'seeds'}", "-s", f"DATA_DIR={self.folder / 'data'}"]
        command = [sys.executable, "-m", "scrapy", *arguments, *settings]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "NO_COLOR": "1", **(environment or {})}, **pipes, **more
        )

    def run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """Run a scrapy command to its end, ten minutes at most."""
        process = self.start(*arguments, **more)
        try:
            out, err = process.communicate(timeout=600)
        finally:
            process.kill()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def lines(self, kind: str, site: str) -> list[dict[str, Any]]:
        """Return the rows of data/<kind>/<site>/, all runs in order."""
        paths = sorted((self.folder / "data" / kind / site).glob("*.jsonl"))
        return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]

    def report(self, site: str) -> dict[str, Any]:
        """Return the report of a site's last run."""
        told: dict[str, Any] = json.loads(
            max((self.folder / "data" / "runs" / site).glob("*.json")).read_text()
        )
        return told
