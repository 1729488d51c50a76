"""Records from the archive: the steps of a crawl over stored pages, in a process pool.

The pages of a run are read in the order in which the crawl kept them, so that each record meets
the same earlier ones and comes out the same.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from crawler import archive, runs
from crawler.archive import Place
from crawler.engines import extract
from crawler.errors import StoreError
from crawler.guard import guarded
from crawler.records import Drop, Page, Record
from crawler.runs import Files, Run
from crawler.sites import Site
from crawler.text.duplicates import Index
from crawler.text.steps import refine

# Pages that go to a process at a time: enough to hide the cost of sending, few enough to stay small.
CHUNK = 8
Read = Callable[[Iterator[Page]], Iterator[Record | Drop]]


def reparse(data: Path, site: Site, processes: int = 0) -> tuple[list[str], bool]:
    """Replace the records of all runs of a site; return lines to show and whether every archive was whole.

    A page that is cut short or damaged has a line of its own; all others are read.

    Each run's files are replaced in one move when all its pages are read.  StoreError if there is
    no archive or the disk refuses.
    """
    found = [files for files in runs.earlier(data, site.name) if files.pages.exists()]
    if not found:
        raise StoreError(
            f"{data / 'pages' / site.name}: there is no archive; `scrapy crawl {site.name}` makes one"
        )
    index, lines, whole = Index(site.limits.min_similarity), [], True
    with _readers(site, processes or os.cpu_count() or 1) as read:
        for files in found:
            tally, faults = _run(files, index, read)
            dropped = sum(tally.dropped.values())
            lines.append(
                f"{files.pages}: {tally.pages:,} pages, {tally.records:,} records, {dropped:,} dropped"
            )
            lines += faults
            whole = whole and not faults
    return lines, whole


@contextmanager
def _readers(site: Site, processes: int) -> Iterator[Read]:
    """Give a ``map`` over pages that works in so many processes, which serve all runs of the site."""
    work = partial(_one, site)
    if processes == 1:
        yield partial(map, work)
        return
    with get_context("spawn").Pool(processes) as pool:
        yield partial(pool.imap, work, chunksize=CHUNK)


def _run(files: Files, index: Index, read: Read) -> tuple[runs.Tally, list[str]]:
    """Read a run again; return what was counted, and a line for each fault of its archive."""
    run, faults = Run(files, index, draft=True), list[str]()
    sent: deque[tuple[Page, Place]] = deque()  # a body goes to another process and need not come back
    for result in read(_noted(archive.pages(files.pages, faults), sent)):
        page, place = sent.popleft()
        run.keep(page, result, place)
    run.publish()
    return run.tally, faults


def _noted(pages: Iterator[tuple[Page, Place]], sent: deque[tuple[Page, Place]]) -> Iterator[Page]:
    for page, place in pages:
        sent.append((page, place))
        yield page


def _one(site: Site, page: Page) -> Record | Drop:
    return guarded(page.url, lambda: _read_again(page, site))


def _read_again(page: Page, site: Site) -> Record | Drop:
    result = extract(page, site)
    return refine(result, site.options) if isinstance(result, Record) else result
