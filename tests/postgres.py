"""A PostgreSQL server of a test's own: made in a new folder, on a free port of loopback, gone in the end."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

# What a test may lose in a power cut it need not wait for.
SETTINGS = ("fsync=off", "listen_addresses=127.0.0.1", "max_connections=40")


@contextmanager
def serving() -> Iterator[str]:
    """Yield the address of an empty database; skip where PostgreSQL is not installed."""
    initdb, postgres = _program("initdb"), _program("postgres")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        shutil.chown(folder, user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        as_user: dict[str, Any] = {"user": user} if os.getuid() == 0 else {}
        made = [initdb, "-D", f"{folder}/data", "-A", "trust", "-U", "test", "-E", "UTF8", "--no-sync"]
        subprocess.run(made, check=True, capture_output=True, cwd=folder, timeout=120, **as_user)
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        command = [postgres, "-D", f"{folder}/data", "-p", str(port), "-k", str(folder), *options]
        with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, **as_user) as process:
            try:
                _wait(port, process)
                yield f"postgresql://test@127.0.0.1:{port}/postgres"
            finally:
                process.terminate()
                process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    found = [shutil.which(name), *map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")))]
    path = next(filter(None, found), None)
    if path is None:
        pytest.skip(f"PostgreSQL is not installed here: there is no {name}")
    return path


def _user() -> str:
    """Return whom the server runs as: it refuses to be root's."""
    if os.getuid() != 0:
        return getpass.getuser()
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip("PostgreSQL does not run as root, and there is no other user")


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, a minute at most."""
    for _ in range(600):
        if process.poll() is not None:
            pytest.skip("PostgreSQL does not start here")
        try:
            psycopg.connect(f"postgresql://test@127.0.0.1:{port}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.skip("PostgreSQL does not answer here")
