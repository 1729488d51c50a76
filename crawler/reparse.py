"""Records from the archive: the steps of a crawl over stored pages, in a process pool.

The pages of a run are read in the order in which the crawl kept them, so that each record meets
the same earlier ones and comes out the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
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


def reparse(data: Path, site: Site, processes: int = 0) -> tuple[list[str], bool]:
    """Replace the records of all runs of a site; return lines to show and whether every archive was whole.

    Each run's files are replaced in one move when all its pages are read.  StoreError if there is
    no archive or the disk refuses.
    """
    found = [files for files in runs.earlier(data, site.name) if files.pages.exists()]
    if not found:
        raise StoreError(
            f"{data / 'pages' / site.name}: there is no archive; `scrapy crawl {site.name}` makes one"
        )
    index, lines, whole = Index(site.limits.min_similarity), [], True
    for files in found:
        cut = files.pages.stat().st_size - archive.whole(files.pages)
        tally = _run(files, site, index, processes or os.cpu_count() or 1)
        dropped = sum(tally.dropped.values())
        lines.append(f"{files.pages}: {tally.pages:,} pages, {tally.records:,} records, {dropped:,} dropped")
        if cut:
            whole = False
            lines.append(f"{files.pages}: cut short: its last {cut:,} bytes are no whole page")
    return lines, whole


def _run(files: Files, site: Site, index: Index, processes: int) -> runs.Tally:
    run = Run(files, index, draft=True)
    for page, place, result in _read(files.pages, site, processes):
        run.keep(page, result, place)
    run.publish()
    return run.tally


def _read(path: Path, site: Site, processes: int) -> Iterator[tuple[Page, Place, Record | Drop]]:
    """Yield each page with what it gives, in the order of the archive."""
    work = partial(_one, site)
    if processes == 1:
        yield from map(work, archive.pages(path))
        return
    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(work, archive.pages(path), chunksize=CHUNK)


def _one(site: Site, found: tuple[Page, Place]) -> tuple[Page, Place, Record | Drop]:
    page, place = found
    return page, place, guarded(page.url, lambda: _read_again(page, site))


def _read_again(page: Page, site: Site) -> Record | Drop:
    result = extract(page, site)
    return refine(result, site) if isinstance(result, Record) else result
