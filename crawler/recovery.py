"""What a run that did not end has done after all: its archive is held against the frontier.

A page is archived, its record written, and some time later its address is acknowledged.  Whoever
was killed in between leaves pages that are on the disk and unknown to the frontier: their links are
read again from the archive, and they are acknowledged, so that none is fetched twice.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from hashlib import blake2s
from pathlib import Path

from scrapy import Request

from crawler import archive, cdx, store
from crawler.acknowledge import acknowledgement
from crawler.archive import Place
from crawler.engines import Visit, visit
from crawler.entries import Ack, Entry, rank
from crawler.frontier import Frontier
from crawler.guard import guarded
from crawler.records import Drop, Page, Record
from crawler.requests import as_entry
from crawler.runs import Files
from crawler.sites import Site
from crawler.text.steps import refine

CHUNK = 200
Follow = Callable[[Visit], Iterable[Request]]


def recover(frontier: Frontier, files: Files, worker: str, site: Site, follow: Follow) -> int:
    """Acknowledge what a dead run wrote; return how many pages.  Its torn files are repaired before.

    ``follow`` makes requests of the links of a page.
    """
    archived = frontier.unclosed().get(worker)
    if archived is None:
        return 0
    count = 0
    for pages in _chunks(_written(files, archived)):
        known = frontier.find(page.url for page, _ in pages)
        entries: list[Entry] = []
        acks: list[Ack] = []
        for page, place in pages:
            if entry := known.get(page.url):
                result, requests = _read(page, site, follow)
                entries += [_deeper(request, entry) for request in requests]
                told = store.dumps(asdict(place))
                entry.rank = rank(page.context)  # more may be known now than when it was fetched
                acks.append(acknowledgement(entry, page, result, told, frontier.now(), site.revisit))
        frontier.commit(entries, acks)
        count += len(acks)
    frontier.account(worker)
    return count


def read_links_again(frontier: Frontier, runs: Iterable[Files], site: Site, follow: Follow) -> None:
    """Queue what archived pages lead to by a site's file that has changed, without a request.

    Costs what reading the pages costs, a few ms each; nothing where the rules are as they were.
    """
    rules = link_rules(site)
    if frontier.has_rules(rules):
        return
    for files in runs:
        for pages in _chunks(archive.pages(files.pages)) if files.pages.exists() else ():
            known = frontier.find(page.url for page, _ in pages)
            frontier.commit([each for page, _ in pages for each in _links(page, site, follow, known)], [])
    frontier.set_rules(rules)


def _links(page: Page, site: Site, follow: Follow, known: Mapping[str, Entry]) -> list[Entry]:
    seen = guarded(page.url, lambda: visit(page, site))
    parent = known.get(page.url)
    if isinstance(seen, Drop) or parent is None:
        return []
    found = [_deeper(request, parent) for request in follow(seen)]
    return [replace(entry, again=False) for entry in found]


def link_rules(site: Site) -> str:
    """Return a digest of what a site's file says of links: another one asks for other pages."""
    patterns = [(rel, pattern.pattern) for rel, pattern in sorted(site.follow.items())]
    deny = [pattern.pattern for pattern in site.deny]
    rewrite = [(pattern.pattern, text) for pattern, text in site.rewrite]
    hook = site.hook.name if site.hook else ""
    told = (site.engine, sorted(site.domains), patterns, deny, rewrite, sorted(site.fields.items()), hook)
    return blake2s(repr(told).encode(), digest_size=16).hexdigest()


def _written(files: Files, start: int) -> Iterator[tuple[Page, Place]]:
    """Yield the pages of an archive behind ``start``; the last is cut off if nothing was written of it."""
    if not files.pages.exists():
        return
    waiting: tuple[Page, Place] | None = None
    for page, place in archive.pages(files.pages, start=start):
        if waiting:
            yield waiting
        waiting = page, place
    if waiting is None:
        return
    last = {store.last(path).get("archive", {}).get("offset") for path in _rejected(files)}
    last |= {store.last(path).get("meta", {}).get("archive", {}).get("offset") for path in _records(files)}
    if waiting[1].offset in last:
        yield waiting
    else:
        os.truncate(files.pages, waiting[1].offset)
        cdx.index(files.pages)


def _records(files: Files) -> list[Path]:
    return [files.records] if files.records.exists() else []


def _rejected(files: Files) -> list[Path]:
    return [files.rejected] if files.rejected.exists() else []


def _read(page: Page, site: Site, follow: Follow) -> tuple[Record | Drop, list[Request]]:
    seen = guarded(page.url, lambda: visit(page, site))
    if isinstance(seen, Drop):
        return seen, []
    result = seen.result
    if isinstance(result, Record):
        record = result
        result = guarded(page.url, lambda: refine(record, site.options))
    return result, list(follow(seen))


def _deeper(request: Request, parent: Entry) -> Entry:
    entry = as_entry(request)
    entry.depth = parent.depth + 1
    return entry


def _chunks(pages: Iterator[tuple[Page, Place]]) -> Iterator[list[tuple[Page, Place]]]:
    chunk: list[tuple[Page, Place]] = []
    for each in pages:
        chunk.append(each)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
