"""One run of a site: its pages, records, rejected records and report, under one name.

    data/pages/<site>/<run>.warc.gz · data/records/<site>/<run>.jsonl
    data/rejected/<site>/<run>.jsonl · data/runs/<site>/<run>.json

Whoever drives the steps, a crawl or a reparse, ends in ``Run.keep``: so both write the same.
"""

from __future__ import annotations

import fcntl
import itertools
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import orjson

from crawler import archive, cdx, store
from crawler.archive import Archive, Place
from crawler.coverage import Coverage
from crawler.errors import StoreError
from crawler.index import Shared
from crawler.records import Drop, Page, Record, from_json, to_json
from crawler.sites import Site
from crawler.store import Lines
from crawler.text.duplicates import Index, Seen, compare

DRAFT = ".tmp"
# What a record may say of its whole text: it breaks off, or its paragraphs came in another order.
FLAGS = ("unfinished", "shuffled")


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

    @property
    def lock(self) -> Path:
        """What the run's process holds while it lives."""
        return self.data / "runs" / self.site / f".{self.run}.lock"


@dataclass(slots=True)
class Tally:
    """What a run counted; ``listings`` are pages of links only, ``unchanged`` those known as they are."""

    pages: int = 0
    bytes: int = 0
    listings: int = 0
    records: int = 0
    parts: int = 0
    marked: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    unchanged: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)


class Run:
    """The open files of a run and its tally; ``keep`` takes each page with what was read from it."""

    def __init__(
        self, files: Files, index: Seen, *, draft: bool = False, info: Mapping[str, str] | None = None
    ) -> None:
        """Open a run's files; those of a ``draft`` begin empty and take their place by ``publish``.

        ``info`` stands at the head of the archive: who crawls, and by which rules.
        """
        self._info = {"isPartOf": files.site, **(info or {})}
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
        return self._open_archive().append(page)

    def revisit(self, page: Page, profile: str, known: Place, fetched_at: str) -> None:
        """Note in the archive that a page is as it was when it was stored."""
        archive = self._open_archive()
        archive.revisit(
            page, profile=profile, refers_to=page.url, refers_date=fetched_at, digest=known.digest
        )

    def _open_archive(self) -> Archive:
        self._archive = self._archive or Archive(self.files.pages, self._info)
        return self._archive

    def keep(self, page: Page, result: Record | Drop, place: Place) -> Record | Drop:
        """Write what a page gave and count it; StoreError if the disk refuses."""
        self.tally.pages += 1
        self.tally.bytes += len(page.body)
        if isinstance(result, Record):
            result = replace(result, meta={**result.meta, "archive": asdict(place)})
            result = compare(result, self.index)
            self._records.append(result)
            self._count(result)
        elif result.step == "listing":
            self.tally.listings += 1
        else:
            self._rejected.append(rejection(page, result, place))
            self.tally.dropped[result.step] += 1
            self.tally.reasons.setdefault(result.step, f"{result.reason} ({page.url})")
        return result

    def sync(self) -> int:
        """Bring all that was written to the disk itself; return how many bytes the archive has.

        StoreError if the disk refuses.
        """
        try:
            for lines in (self._records, self._rejected):
                lines.sync()
            if self._archive is None:
                return 0
            with self.files.pages.open("rb") as file:
                os.fsync(file.fileno())
                return os.fstat(file.fileno()).st_size
        except OSError as error:
            raise StoreError(
                f"{self.files.run}: the disk does not keep what is written: {error.strerror}"
            ) from None

    def take_back(self, place: Place) -> None:
        """Cut a page off the archive whose record could not be written."""
        os.truncate(self.files.pages, place.offset)

    def _count(self, record: Record) -> None:
        self.tally.records += 1
        self.tally.coverage.see(record)
        self.tally.parts += len(record.parts)
        self.tally.marked.update(part.mark for part in record.parts if part.mark)
        self.tally.marked.update(flag for flag in FLAGS if record.meta.get(flag))
        self.tally.copies += bool(record.duplicate_of) or sum(
            bool(part.duplicate_of) for part in record.parts
        )

    def close(self) -> None:
        """Bring everything to the disk."""
        for file in (self._records, self._rejected, self._archive):
            if file is not None:
                file.close()
        if self._archive is not None:
            cdx.index(self.files.pages)

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
def alone(data: Path, site: str, *, shared: bool = False) -> Iterator[None]:
    """Hold a site for this process, or for this and others that share it; StoreError if it is taken."""
    path = data / "runs" / site / ".lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        if not _locked(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX):
            raise StoreError(f"{path}: another process works on '{site}'; wait for it or stop it")
        yield


def _locked(file: IO[str], kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def new_run(data: Path, site: str) -> tuple[Files, IO[str]]:
    """Name a run after the second it begins in, or with the next free number; return it with its lock.

    The run is alive as long as the lock is open.
    """
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in itertools.count(1):
        files = Files(data, site, name if number == 1 else f"{name}-{number}")
        files.lock.parent.mkdir(parents=True, exist_ok=True)
        lock = files.lock.open("w")
        if _locked(lock):
            if not files.report.exists() and not files.pages.exists():
                break
            files.lock.unlink(missing_ok=True)  # that run is over
        lock.close()
    return files, lock


def is_alive(files: Files) -> bool:
    """Whether the process of a run still works on it."""
    try:
        with files.lock.open("r+") as lock:
            return not _locked(lock)
    except FileNotFoundError:
        return False


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
        if report.get("finished") or is_alive(files):
            continue
        mended = {
            str(files.pages): archive.repair(files.pages),
            str(files.records): store.repair(files.records),
            str(files.rejected): store.repair(files.rejected),
        }
        if files.pages.exists():
            cdx.index(files.pages)
        own = {path: cut for path, cut in mended.items() if cut}
        write_report(
            files, {**report, "run": files.run, "finished": _now(), "outcome": "killed", "torn": own}
        )
        files.lock.unlink(missing_ok=True)
        torn |= own
    return torn


def remember(data: Path, site: Site, address: str = "") -> Seen:
    """Return an index of the signatures that earlier runs of a site stored.

    With the address of a Redis server it is the one that all workers share, filled by the first.  A
    line that is no record is passed over: it is the build that reads and quarantines lines.
    StoreError if the server cannot be used.
    """
    stored = (each for files in earlier(data, site.name) for each in records(files.records, tolerant=True))
    if address:
        shared = Shared(address, site.name, site.limits.min_similarity)
        shared.fill(stored)
        return shared
    index = Index(site.limits.min_similarity)
    for record in stored:
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
