"""One run of a site: its pages, records, rejected records and report, under one name.

    data/pages/<site>/<run>.warc.gz · data/records/<site>/<run>.jsonl
    data/rejected/<site>/<run>.jsonl · data/runs/<site>/<run>.json

Whoever drives the steps, a crawl or a reparse, ends in ``Run.keep``: so both write the same.
"""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from crawler import archive, store
from crawler.archive import Archive, Place
from crawler.errors import StoreError
from crawler.records import Drop, Page, Record, from_json, to_json
from crawler.sites import Site
from crawler.store import Lines
from crawler.text.duplicates import Index, compare

DRAFT = ".tmp"


@dataclass(frozen=True, slots=True)
class Files:
    """Where a run of a site lies."""

    data: Path
    site: str
    run: str

    @property
    def pages(self) -> Path:
        """The archive of the run."""
        return self.data / "pages" / self.site / f"{self.run}.warc.gz"

    @property
    def records(self) -> Path:
        """The records of the run."""
        return self.data / "records" / self.site / f"{self.run}.jsonl"

    @property
    def rejected(self) -> Path:
        """What the run refused, with step and reason."""
        return self.data / "rejected" / self.site / f"{self.run}.jsonl"

    @property
    def report(self) -> Path:
        """The run's report; it says "finished": null while the run goes on."""
        return self.data / "runs" / self.site / f"{self.run}.json"


@dataclass(slots=True)
class Tally:
    """What a run counted; ``listings`` are pages that hold links only."""

    pages: int = 0
    bytes: int = 0
    listings: int = 0
    records: int = 0
    parts: int = 0
    marked: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)


class Run:
    """The open files of a run and its tally; ``keep`` takes each page with what was read from it."""

    def __init__(self, files: Files, index: Index, *, draft: bool = False) -> None:
        """Open a run's files; those of a ``draft`` begin empty and take their place by ``publish``."""
        self.files, self.index, self.tally, self._draft = files, index, Tally(), draft
        self._records, self._rejected = self._lines(files.records), self._lines(files.rejected)
        self._archive: Archive | None = None

    def _lines(self, path: Path) -> Lines:
        if not self._draft:
            return Lines(path)
        path.with_suffix(DRAFT).unlink(missing_ok=True)
        return Lines(path.with_suffix(DRAFT))

    def archive(self, page: Page) -> Place:
        """Store a page as fetched; the file is made with the first one."""
        self._archive = self._archive or Archive(self.files.pages)
        return self._archive.append(page)

    def keep(self, page: Page, result: Record | Drop, place: Place) -> Record | Drop:
        """Write what a page gave and count it; StoreError if the disk refuses."""
        self.tally.pages += 1
        self.tally.bytes += len(page.body)
        if isinstance(result, Record):
            result = replace(result, meta={**result.meta, "archive": asdict(place)})
            result = compare(result, self.index)
            self._records.append(to_json(result))
            self._count(result)
        elif result.step == "listing":
            self.tally.listings += 1
        else:
            self._rejected.append(rejection(page, result, place))
            self.tally.dropped[result.step] += 1
            self.tally.reasons.setdefault(result.step, f"{result.reason} ({page.url})")
        return result

    def _count(self, record: Record) -> None:
        self.tally.records += 1
        self.tally.parts += len(record.parts)
        self.tally.marked.update(part.mark for part in record.parts if part.mark)
        self.tally.copies += bool(record.duplicate_of) or sum(
            bool(part.duplicate_of) for part in record.parts
        )

    def close(self) -> None:
        """Bring everything to the disk."""
        for file in (self._records, self._rejected, self._archive):
            if file is not None:
                file.close()

    def publish(self) -> None:
        """Close a draft and put its files in the place of the old ones."""
        self.close()
        for path in (self.files.records, self.files.rejected):
            path.with_suffix(DRAFT).replace(path)


def rejection(page: Page, drop: Drop, place: Place) -> dict[str, Any]:
    """Return the line of data/rejected for a drop."""
    record = to_json(drop.record) if drop.record else None
    return {
        "url": page.url,
        "step": drop.step,
        "reason": drop.reason,
        "archive": asdict(place),
        "record": record,
    }


@contextmanager
def alone(data: Path, site: str) -> Iterator[None]:
    """Hold a site for this process; StoreError if another one has it."""
    path = data / "runs" / site / ".lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"{path}: another process works on '{site}'; wait for it or stop it") from None
        yield


def new_run(data: Path, site: str) -> Files:
    """Name a run after the second it begins in, and the next free number if that is taken."""
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    files = Files(data, site, name)
    number = 2
    while files.report.exists() or files.pages.exists():
        files, number = Files(data, site, f"{name}-{number}"), number + 1
    return files


def earlier(data: Path, site: str) -> list[Files]:
    """Return the runs of a site, oldest first."""
    names = {path.name.removesuffix(".jsonl") for path in (data / "records" / site).glob("*.jsonl")}
    names |= {path.name.removesuffix(".warc.gz") for path in (data / "pages" / site).glob("*.warc.gz")}
    return [Files(data, site, name) for name in sorted(names)]


def mend(data: Path, site: str) -> dict[str, int]:
    """Repair what a killed run left torn; return the bytes cut off by file, empty if all was whole."""
    torn: dict[str, int] = {}
    for files in earlier(data, site):
        report = read_report(files)
        if report.get("finished"):
            continue
        mended = {
            str(files.pages): archive.repair(files.pages),
            str(files.records): store.repair(files.records),
            str(files.rejected): store.repair(files.rejected),
        }
        own = {path: cut for path, cut in mended.items() if cut}
        write_report(
            files, {**report, "run": files.run, "finished": _now(), "outcome": "killed", "torn": own}
        )
        torn |= own
    return torn


def remember(data: Path, site: Site) -> Index:
    """Return an index of the signatures that earlier runs of a site stored.

    A line that is no record is passed over: it is the build that reads and quarantines lines.
    """
    index = Index(site.limits.min_similarity)
    for files in earlier(data, site.name):
        for record in records(files.records, tolerant=True):
            compare(record, index)
    return index


def records(path: Path, *, tolerant: bool = False) -> Iterator[Record]:
    """Yield the records of a file, none if it is not there.

    StoreError for a line that is no record, unless ``tolerant`` passes it over.
    """
    for row in store.rows(path, tolerant=tolerant) if path.exists() else ():
        try:
            yield from_json(row)
        except (KeyError, TypeError, AttributeError):
            if not tolerant:
                raise StoreError(f"{path}: the row of {row.get('id', 'no id')!r} is no record") from None


def read_report(files: Files) -> dict[str, Any]:
    """Return a run's report, {} if it has none that can be read."""
    try:
        report: dict[str, Any] = orjson.loads(files.report.read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return report


def write_report(files: Files, report: dict[str, Any]) -> None:
    """Write a run's report in one move."""
    files.report.parent.mkdir(parents=True, exist_ok=True)
    draft = files.report.with_suffix(".tmp")
    draft.write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
    draft.replace(files.report)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
