"""``scrapy status``: what lies under the data folder: each site's last run, how it ended, what it lacks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.loader import SiteLoader
from crawler.report import LOSSES
from crawler.runs import earlier, read_report

HEAD = f"{'site':<20}{'runs':>5}  {'last run':<20}{'outcome':<12}{'pages':>8}{'records':>9}  missing"


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
        return "Sites, their last runs and what is missing; of one site all that is"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002
        """Print the table; exit 2 for a site that there is not."""
        assert self.settings is not None
        data = Path(self.settings["DATA_DIR"])
        known = SiteLoader.from_settings(self.settings).list()
        if len(args) > 1 or not set(args) <= set(known):
            raise UsageError(
                "expected no name or that of one site; `scrapy list` names them", print_help=False
            )
        print(HEAD)
        for site in args or known:
            print(line(site, data))
        if args:
            print("\n".join(lacks(last(args[0], data))))


def last(site: str, data: Path) -> dict[str, Any]:
    """Return the report of a site's last run, {} if it was never crawled."""
    runs = earlier(data, site)
    return read_report(runs[-1]) if runs else {}


def line(site: str, data: Path) -> str:
    """Return a site's line of the table."""
    told = last(site, data)
    if not told:
        return f"{site:<20}{0:>5}  never crawled"
    counts = f"{told.get('pages', 0):>8,}{told.get('records', 0):>9,}"
    began = f"{len(earlier(data, site)):>5}  {told['run']:<20}{told.get('outcome', 'unfinished'):<12}"
    return f"{site:<20}{began}{counts}  {missing(told) or ''}".rstrip()


def missing(told: dict[str, Any]) -> int:
    """Count the pages that a run failed to get or to read, and the places of works that stayed empty."""
    unread: int = sum(n for step, n in told.get("dropped", {}).items() if step in LOSSES)
    return unread + int(told.get("failed_pages", 0)) + sum(map(len, told.get("incomplete", {}).values()))


def lacks(told: dict[str, Any]) -> list[str]:
    """Return a line for each page that failed and each work that is incomplete."""
    failed = [f"failed   {url}: {reason}" for url, reason in told.get("failed", {}).items()]
    failed += [
        f"dropped  {told['dropped'][step]} {step}, first: {why}"
        for step, why in told.get("first_reasons", {}).items()
    ]
    return failed + [
        f"missing  {work}: {', '.join(what)}" for work, what in told.get("incomplete", {}).items()
    ]
