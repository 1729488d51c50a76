"""Who crawls what at this moment: locks by which no two ``scrapy due`` start one site or ask one host.

    data/runs/.due          held for the moment in which a ``scrapy due`` decides and starts a crawl
    data/runs/<site>/.due   held by a crawl that was started so, for as long as its process lives; its
                            lines say when crawls were started since the last run began
    data/runs/<site>/.lock  held by any crawl or reparse of the site (crawler.runs.alone)

A lock belongs to an open file and not to who opened it: the crawl inherits its own from the
``scrapy due`` that starts it, and keeps it when that one is killed.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

NAME = ".due"


@contextmanager
def deciding(data: Path) -> Iterator[None]:
    """Let one process at a time decide what to start; the others wait the moment that it takes."""
    (data / "runs").mkdir(parents=True, exist_ok=True)
    with (data / "runs" / NAME).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def claim(data: Path, site: str, starts: Iterable[datetime]) -> IO[str]:
    """Return a site's claim, locked and with these starts in it; whoever inherits the open file holds it.

    To be called while ``deciding``, of a site that is not busy.
    """
    (data / "runs" / site).mkdir(parents=True, exist_ok=True)
    file = (data / "runs" / site / NAME).open("a+", encoding="utf-8")
    fcntl.flock(file, fcntl.LOCK_EX)  # free but for somebody who asks, for a moment, whether it is
    file.truncate(0)
    file.writelines(f"{start.isoformat()}\n" for start in starts)
    file.flush()
    return file


def starts(data: Path, site: str) -> list[datetime]:
    """Return when crawls of a site were started, oldest first; a line that a crash has torn is left out."""
    path = data / "runs" / site / NAME
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else ():
        try:
            found.append(datetime.fromisoformat(line))
        except ValueError:
            continue
    return sorted(start for start in found if start.tzinfo)


def is_busy(data: Path, site: str) -> bool:
    """Whether a process works on a site; the claim is asked first, for a crawl soon wants the other lock."""
    return any(_is_held(data / "runs" / site / name) for name in (NAME, ".lock"))


def _is_held(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
