"""An S3 server of a test's own: Debian's Swift on a free port of loopback, gone in the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

PYTHON = "/usr/bin/python3"
WRITER, STRANGER = ("test:writer", "quite-secret"), ("test:stranger", "other-secret")


@dataclass
class Objects:
    """A running server; ``process`` is its own, ``bucket`` an address that nobody else writes to."""

    endpoint: str
    process: subprocess.Popen[str]
    bucket: str = ""

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a command needs to know to speak with this server."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return ours | {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": WRITER[0],
            "AWS_SECRET_ACCESS_KEY": WRITER[1],
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "PYTHONPATH": str(ROOT),
            **more,
        }

    def files(self) -> Any:
        """Return the store as its owner sees it, past all that pairmill does."""
        import s3fs

        key, secret = WRITER
        return s3fs.S3FileSystem(key=key, secret=secret, endpoint_url=self.endpoint, use_listings_cache=False)

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``pairmill`` to its end, with these words in its environment."""
        return subprocess.run(
            [sys.executable, "-m", "postprocess.cli", *map(str, arguments)],
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=300,
        )


@contextmanager
def serving() -> Iterator[Objects]:
    """Serve an empty store; skip where Swift or s3fs is not installed."""
    pytest.importorskip("s3fs", reason="s3fs is not installed here: pip install 'pairmill[s3]'")
    if (
        not Path(PYTHON).exists()
        or subprocess.run([PYTHON, "-c", "import swift"], capture_output=True).returncode
    ):
        pytest.skip("Swift is not installed here: apt-get install python3-swift")
    folder = Path(tempfile.mkdtemp(prefix="swift"))
    command = [PYTHON, "-I", str(ROOT / "tests" / "swift_server.py"), str(folder)]
    clean = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder)}
    try:
        with (
            (folder / "log").open("w") as log,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=clean) as process,
        ):
            try:
                assert process.stdout
                port = process.stdout.readline().strip()
                assert port, (folder / "log").read_text()
                yield Objects(f"http://127.0.0.1:{port}", process)
            finally:
                process.kill()
                process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
