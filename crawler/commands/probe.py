"""``scrapy probe URL``: which engine reads a site, what its host allows, and what comes out.

A few pages are fetched as politely as a crawl would; ``--write`` makes seeds/<site>.toml from what
was found, which works as it is.  Exit 0: records were read; 1: none were, or the page could not be
had; 2: the command is wrong or the file is there already.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.crawl import LOOPBACK, NOISY
from crawler.engines import visit
from crawler.loader import SiteLoader
from crawler.probe import show
from crawler.probe.conclusion import conclude
from crawler.probe.draft import written
from crawler.probe.survey import MAX_PAGES, SHOWN, Survey
from crawler.records import Record
from crawler.sites import Site, load_site
from crawler.spiders.probe import ProbeSpider
from crawler.values import is_address

# Seconds between requests to other people's hosts.
POLITE_S = 1.0
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
# A probe keeps nothing: no frontier, no archive, no records.
SETTINGS = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "ITEM_PIPELINES": {},
    "SPIDER_MIDDLEWARES": {"crawler.budget.Wary": None},
    "EXTENSIONS": {"crawler.progress.Progress": None},
    "LOG_LEVEL": "ERROR",
}


class Command(ScrapyCommand):
    """Look at a site."""

    requires_project = True
    default_settings = {"LOG_ENABLED": True, "LOG_LEVEL": "ERROR"}  # noqa: RUF012

    def syntax(self) -> str:
        """Return the arguments."""
        return "[options] <url>"

    def short_desc(self) -> str:
        """Return the line that ``scrapy`` shows."""
        return "Say which engine reads a site, show records of it, write seeds/<site>.toml"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what to write and how much to fetch."""
        super().add_options(parser)
        parser.add_argument("--write", action="store_true", help="write the site's file")
        parser.add_argument("--name", default="", help="the site's name; default: from its host")
        parser.add_argument("--pages", type=int, default=MAX_PAGES, help="pages to fetch at most")
        parser.add_argument("--force", action="store_true", help="write over a file that is there")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look, show, write."""
        if len(args) != 1 or not is_address(args[0]) or opts.pages < 1:
            raise UsageError("expected one address: http:// or https:// and a host", print_help=False)
        name = opts.name or name_of(args[0])
        assert self.settings is not None and self.crawler_process is not None
        path = SiteLoader.from_settings(self.settings).folder / f"{name}.toml"
        if not NAME.fullmatch(name):
            self._refuse(f"--name: {name!r} cannot name a file; expected letters, digits, - and _", 2)
            return
        if opts.write and path.exists() and not opts.force:
            self._refuse(f"{path}: there is one already; choose another --name, or --force", 2)
            return
        host = urlsplit(args[0]).hostname or ""
        delay_s = 0.0 if LOOPBACK.fullmatch(host) else POLITE_S
        spider = self._look(Site(name, domains=(host,), start=(args[0],), delay_s=delay_s), opts.pages)
        self._tell(spider, path, opts)

    def _look(self, site: Site, pages: int) -> ProbeSpider:
        assert self.settings is not None and self.crawler_process is not None
        for each in NOISY:
            logging.getLogger(each).setLevel(logging.CRITICAL + 1)
        spider_class = type("ProbeSpider", (ProbeSpider,), {"name": site.name, "site": site})
        crawler = self.crawler_process.create_crawler(spider_class)
        for key, value in SETTINGS.items():
            crawler.settings.set(key, value, priority="cmdline")
        self.crawler_process.crawl(crawler, survey=Survey(site, pages))
        self.crawler_process.start()
        spider = crawler.spider
        assert isinstance(spider, ProbeSpider)
        return spider

    def _tell(self, spider: ProbeSpider, path: Path, opts: argparse.Namespace) -> None:
        survey = spider.survey
        if not survey.samples:
            why = next(iter(survey.failures.values()), spider.ledger.stopped or "nothing came")
            self._refuse(f"{spider.site.start[0]}: {why}", 1)
            return
        draft = conclude(survey)
        text = written(draft)
        site = _checked(path.stem, text)
        print("\n".join(show.engine(survey.guesses, draft.engine, draft.why[0])))
        first = survey.samples[0].page
        print("\n".join(show.signals(first.signals, _robots(spider), ())))
        for url, reason in survey.failures.items():
            print(f"no page     {url}: {reason}")
        shown = 0
        for sample in survey.samples:
            result = visit(sample.page, site).result
            if isinstance(result, Record) and shown < SHOWN:
                shown += 1
                print("\n".join(show.record(result, sample.page.url)))
        self.exitcode = 0 if shown else 1
        if not shown:
            sys.stderr.write(
                f"{spider.site.start[0]}: no page with a text was found; give the address of one\n"
            )
        if opts.write:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"\nwrote {path}; scrapy crawl {path.stem} crawls it")
        else:
            print(f"\n--write makes {path}:\n\n{text}", end="")

    def _refuse(self, line: str, code: int) -> None:
        sys.stderr.write(line + "\n")
        self.exitcode = code


def name_of(url: str) -> str:
    """Return the name of the site at an address: its host, a port or the path's first word where it has them.

    >>> name_of("https://www.forum.example/"), name_of("http://127.0.0.1:8150/bbs/")
    ('forum-example', '127-0-0-1-8150-bbs')
    """
    parts = urlsplit(url)
    words = [parts.netloc.removeprefix("www."), parts.path.strip("/").partition("/")[0].partition(".")[0]]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(filter(None, words)).lower()).strip("-")[:60]


def _checked(name: str, text: str) -> Site:
    """Return the site that a text describes, read as every site's file is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return load_site(path)


def _robots(spider: ProbeSpider) -> str:
    if spider.ledger.refused:
        return f"forbids {', '.join(spider.ledger.first_refused.values())}"
    text = next(iter(spider.ledger.robots.values()), "")
    return "allows what was asked for" if text.strip() else "there is none: everything is allowed"
