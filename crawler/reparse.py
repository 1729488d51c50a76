"""Records from the archive: the steps of a crawl over stored pages, in as many processes as there are cores.

The pages of a run are written in the order in which the crawl kept them, so that each record meets
the same earlier ones and comes out the same.
"""

from __future__ import annotations

import asyncio
import os
from asyncio import Task
from collections import deque
from pathlib import Path

from crawler import archive, runs
from crawler.archive import Place
from crawler.errors import StoreError
from crawler.readers import Readers
from crawler.reading import finished
from crawler.records import Drop, Page, Record
from crawler.runs import Files, Run
from crawler.sites import Site
from crawler.text.duplicates import Index

# Pages that are sent ahead of the one that is written next, for each process: enough to hide the
# cost of sending, few enough to stay small.
AHEAD = 16


def reparse(data: Path, site: Site, processes: int = 0) -> tuple[list[str], bool]:
    """Replace the records of all runs of a site; return lines to show and whether every page was read.

    A page that is cut short or damaged, or that cannot be read, has a line of its own; all others are read.

    Each run's files are replaced in one move when all its pages are read.  StoreError if there is
    no archive or the disk refuses.
    """
    found = [files for files in runs.earlier(data, site.name) if files.pages.exists()]
    if not found:
        raise StoreError(
            f"{data / 'pages' / site.name}: there is no archive; `scrapy crawl {site.name}` makes one"
        )
    return asyncio.run(_all(found, site, processes or os.cpu_count() or 1))


async def _all(found: list[Files], site: Site, processes: int) -> tuple[list[str], bool]:
    index, lines, whole = Index(site.limits.min_similarity), list[str](), True
    readers = Readers(site, processes if processes > 1 else 0)
    try:
        for files in found:
            tally, faults = await _run(files, index, readers)
            dropped = sum(tally.dropped.values())
            lines.append(
                f"{files.pages}: {tally.pages:,} pages, {tally.records:,} records, {dropped:,} dropped"
            )
            lines += faults
            whole = whole and not faults
    finally:
        readers.close()
    return lines, whole


async def _run(files: Files, index: Index, readers: Readers) -> tuple[runs.Tally, list[str]]:
    """Read a run again; return what was counted, and a line for each fault of its archive."""
    run, faults = Run(files, index, draft=True), list[str]()
    sent: deque[tuple[Page, Place, Task[Record | Drop]]] = deque()

    async def write() -> None:
        page, place, reading = sent.popleft()
        run.keep(page, await reading, place)

    for page, place in archive.pages(files.pages, faults):
        sent.append((page, place, asyncio.create_task(_read(page, readers))))
        if len(sent) > AHEAD * max(1, readers.most):
            await write()
    while sent:
        await write()
    run.publish()
    if bugs := run.tally.dropped["bug"]:
        faults.append(f"{files.pages}: {bugs:,} pages were not read, the first: {run.tally.reasons['bug']}")
    return run.tally, faults


async def _read(page: Page, readers: Readers) -> Record | Drop:
    return finished(await readers.read(page), page, readers.site)
