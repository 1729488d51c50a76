"""A Redis server of a test's own: in memory alone, on a free port of loopback, gone in the end."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest


@dataclass
class Server:
    """A running server and its address."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(*options: str, port: int = 0) -> Iterator[Server]:
    """Serve an empty database; skip where Redis or its client is not installed."""
    pytest.importorskip("redis", reason="redis is not installed here: pip install 'pairmill[redis]'")
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("Redis is not installed here: there is no redis-server")
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="redis") as folder:
        where = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        command = [program, *where, "--save", "", "--appendonly", "no", *options]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                _wait(port, process)
                yield Server(f"redis://127.0.0.1:{port}/0", process)
            finally:
                process.kill()
                process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, half a minute at most."""
    for _ in range(300):
        assert process.poll() is None, "Redis does not start here"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Redis does not answer here")
