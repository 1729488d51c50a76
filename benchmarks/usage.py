"""What a command costs: seconds of all its processes, and the memory of the largest (Linux).

A command's workers may be children of a server that it starts and does not wait for; such orphans
become children of this process (prctl(2), PR_SET_CHILD_SUBREAPER), so that their seconds count too.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
PEAK = re.compile(r"^VmHWM:\s*(\d+) kB", re.MULTILINE)
INTERVAL_S = 0.05  # between two looks at the memory; a peak of the last one may be missed


@dataclass(frozen=True)
class Usage:
    """Processor and wall seconds, peak resident memory of the largest process in MB, and how it ended."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    code: int


def measured(command: list[str], log: Path, env: Mapping[str, str] | None = None) -> Usage:
    """Run a command to its end, its output in ``log``, and return what it cost with all that it started."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    peak = 0.0
    before, begun = _spent(), time.perf_counter()
    with log.open("wb") as out:
        started = subprocess.Popen(command, stdout=out, stderr=out, env=env, start_new_session=True)
        while started.poll() is None:
            peak = max([peak, *_peaks(started.pid)])
            time.sleep(INTERVAL_S)
    wall = time.perf_counter() - begun
    _reap()
    return Usage(_spent() - before, wall, peak, started.returncode)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap() -> None:
    """Wait for what the command left behind."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _peaks(session: int) -> Iterator[float]:
    """Yield the peak resident megabytes of each process of a session, each since it began its program."""
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdigit() and os.getsid(int(process.name)) == session:
                found = PEAK.search((process / "status").read_text())
                yield int(found[1]) / 1024 if found else 0.0  # one that has ended holds nothing
