"""``scrapy status``: each site's last run, how it ended, what it lacks, and when the site is due."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler import claims, history, runs
from crawler.columns import printable, table
from crawler.consent import overview
from crawler.errors import SiteError
from crawler.loader import SiteLoader
from crawler.records import Record
from crawler.report import LOSSES
from crawler.runs import Files, read_report
from crawler.sites import Site, load_site

HEAD = ["site", "runs", "last run", "outcome", "pages", "records", "due", "missing"]
NUMBERS = frozenset(HEAD.index(name) for name in ("runs", "pages", "records"))
LENGTHS = (("d", 86_400), ("h", 3600), ("min", 60))


class Command(ScrapyCommand):
    """Show the state of all sites, or what one site's last run lacks."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012

    def syntax(self) -> str:
        """Return the arguments."""
        return "[options] [site]"

    def short_desc(self) -> str:
        """Return the line that ``scrapy`` shows."""
        return "Sites, their last runs, what is missing and when they are due; of one site all that is"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the form for machines."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="the same as JSON")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the table; exit 2 for a site that there is not."""
        assert self.settings is not None
        data, loader = Path(self.settings["DATA_DIR"]), SiteLoader.from_settings(self.settings)
        known = loader.list()
        if len(args) > 1 or not set(args) <= set(known):
            raise UsageError(
                "expected no name or that of one site; `scrapy list` names them", print_help=False
            )
        now = datetime.now(UTC)
        states = [state(loader.folder / f"{name}.toml", data, now) for name in args or known]
        more = detail(loader.folder / f"{args[0]}.toml", data) if args else {}
        if opts.json:
            print(json.dumps(states[0] | more if args else states, indent=2))
        else:
            print(
                "\n".join([*table([HEAD, *(row(each, now) for each in states)], right=NUMBERS), *shown(more)])
            )


def state(path: Path, data: Path, now: datetime) -> dict[str, Any]:
    """Return what is known of a site; ``error`` says what is wrong with its file, "" if nothing is."""
    name = path.stem
    found = history.runs(data, name)
    told = read_report(found[-1]) if found else {}
    begun = history.begun(found[-1].run) if found else None
    busy = claims.is_busy(data, name)
    due, error = _due(path, data, now, busy=busy)
    return {
        "site": name,
        "runs": len(found),
        "run": found[-1].run if found else "",
        "begun": begun.isoformat() if begun else "",
        "outcome": told.get("outcome", ("running" if busy else "unfinished") if found else "never crawled"),
        "pages": told.get("pages", 0),
        "records": told.get("records", 0),
        "missing": missing(told),
        "due": due.isoformat(timespec="seconds") if due else "",
        "running": busy,
        "error": error,
    }


def _due(path: Path, data: Path, now: datetime, *, busy: bool) -> tuple[datetime | None, str]:
    try:
        return history.due_at(data, load_site(path), now, busy=busy), ""
    except SiteError as error:
        return None, str(error)


def row(state: dict[str, Any], now: datetime) -> list[str]:
    """Return a site's row of the table."""
    due = datetime.fromisoformat(state["due"]) if state["due"] else None
    return [
        state["site"],
        f"{state['runs']:,}",
        state["begun"][:16] + "Z" if state["begun"] else "-",
        state["outcome"],
        f"{state['pages']:,}",
        f"{state['records']:,}",
        until(due, now),
        f"error: {state['error']}" if state["error"] else f"{state['missing']:,}",
    ]


def until(due: datetime | None, now: datetime) -> str:
    """Say when something is due, in the largest unit of which there is one.

    >>> now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> [until(datetime(2026, 1, day, hour, tzinfo=UTC), now) for day, hour in ((1, 11), (1, 15), (3, 15))]
    ['now', 'in 3 h', 'in 2 d']
    """
    if due is None:
        return "-"
    left_s = (due - now).total_seconds()
    if left_s <= 0:
        return "now"
    return next((f"in {left_s // long:.0f} {unit}" for unit, long in LENGTHS if left_s >= long), "in 1 min")


def missing(told: dict[str, Any]) -> int:
    """Count the pages that a run failed to get or to read, and the places of works that stayed empty."""
    unread: int = sum(n for step, n in told.get("dropped", {}).items() if step in LOSSES)
    places = told.get("missing", sum(map(len, told.get("incomplete", {}).values())))
    return unread + int(told.get("failed_pages", 0)) + int(places)


def detail(path: Path, data: Path) -> dict[str, Any]:
    """Return what else is known of one site: what it lacks, its consent, its archive, its licence."""
    found = history.runs(data, path.stem)
    last = found[-1] if found else Files(data, path.stem, "")
    archives = [file.stat().st_size for file in (data / "pages" / path.stem).glob("*.warc.gz")]
    return {
        **_terms(path),
        "archive": {"files": len(archives), "bytes": sum(archives)},
        "lacks": lacks(read_report(last)),
        "consent": overview(_latest(data, path.stem)),
    }


def _latest(data: Path, site: str) -> Iterator[Record]:
    """Yield the records of a site, each as the last run that read it saw it."""
    seen: set[str] = set()
    for files in reversed(runs.earlier(data, site)):
        found = {record.id: record for record in runs.records(files.records, tolerant=True)}
        yield from (record for name, record in found.items() if name not in seen)
        seen |= found.keys()


def _terms(path: Path) -> dict[str, str]:
    try:
        site = load_site(path)
    except SiteError:
        site = Site(path.stem)
    return {"license": site.license, "why": site.why, "schedule": site.schedule}


def shown(more: dict[str, Any]) -> list[str]:
    """Return the lines on one site."""
    if not more:
        return []
    named = [f"{key:<9}{more[key]}" for key in ("license", "why", "schedule") if more[key]]
    archive = f"archive  {more['archive']['files']:,} files, {more['archive']['bytes']:,} bytes"
    said = [f"consent  {line}" for line in more["consent"]]
    return [printable(line) for line in (*named, archive, *said, *more["lacks"])]


def lacks(told: dict[str, Any]) -> list[str]:
    """Return a line for each page that failed and each work that is incomplete."""
    failed = [f"failed   {url}: {reason}" for url, reason in told.get("failed", {}).items()]
    failed += [
        f"dropped  {told['dropped'][step]} {step}, first: {why}"
        for step, why in told.get("first_reasons", {}).items()
    ]
    posts = told.get("short_threads", {}).get("first", {})
    return [
        *failed,
        *(f"missing  {work}: {', '.join(what)}" for work, what in told.get("incomplete", {}).items()),
        *(f"short    {work}: {each['got']} of {each['said']} posts" for work, each in posts.items()),
    ]
