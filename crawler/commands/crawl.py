"""``scrapy crawl <site>``: Scrapy's own, with a summary and an exit code that tell the truth.

Exit 0: everything asked for is there; 1: something is missing or failed, and the summary says
what; 2: the command or the site's file is wrong.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.database import connect
from crawler.errors import SiteError, StoreError
from crawler.report import summary
from crawler.runs import alone
from crawler.spiders.site import SiteSpider
from crawler.tokens import ready

# These log every failed page with a traceback; the summary names each in a line.
NOISY = (
    "scrapy.core.downloader",
    "scrapy.downloadermiddlewares.retry",
    "scrapy.downloadermiddlewares.robotstxt",
)
LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")


class Command(ScrapyCrawl):
    """Crawl one site."""

    def short_desc(self) -> str:
        """Return the line that ``scrapy`` shows."""
        return "Crawl a site that seeds/<site>.toml describes"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, print the summary, set the exit code."""
        if len(args) != 1:
            raise UsageError("expected the name of one site; `scrapy list` names them", print_help=False)
        assert self.settings is not None
        try:
            assert self.crawler_process is not None
            crawler = self.crawler_process.create_crawler(args[0])
            ready(crawler.spidercls.site, os.environ)  # type: ignore[attr-defined]
            shared = bool(re.match("postgres", self.settings["FRONTIER"] or ""))
            data = Path(self.settings["DATA_DIR"])
            connect(
                self.settings["FRONTIER"] or "", data
            ).dispose()  # before the engine, whose errors are many lines
            with alone(data, args[0], shared=shared):
                self._crawl(crawler, opts)
        except (KeyError, SiteError) as error:
            self._refuse(str(error.args[0]), 2)
        except StoreError as error:
            self._refuse(str(error), 1)
        except OSError as error:
            self._refuse(f"{error.filename}: {error.strerror}", 1)

    def _crawl(self, crawler: object, opts: argparse.Namespace) -> None:
        for name in NOISY:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        spider_class: type[SiteSpider] = crawler.spidercls  # type: ignore[attr-defined]
        self._introduce(spider_class)
        self.crawler_process.crawl(crawler, **opts.spargs)  # type: ignore[union-attr, arg-type]
        self.crawler_process.start()  # type: ignore[union-attr]
        spider = getattr(crawler, "spider", None)
        if spider is None or not spider.told:
            why = spider.ledger.stopped if spider else ""
            self._refuse(
                f"{spider_class.name}: the crawl did not begin; {why or 'the lines above say why'}", 1
            )
            return
        print(summary(spider_class.name, spider.told))
        self.exitcode = 0 if spider.told["outcome"] == "whole" else 1

    def _introduce(self, spider_class: type[SiteSpider]) -> None:
        """Remind whoever crawls other people's servers to leave an address."""
        hosts = {urlsplit(url).hostname or "" for url in spider_class.site.start}
        foreign = [host for host in hosts if not LOOPBACK.fullmatch(host)]
        if foreign and not self.settings["CONTACT"]:  # type: ignore[index]
            sys.stderr.write("nobody can reach you: set PAIRMILL_CONTACT to a web or mail address of yours\n")

    def _refuse(self, line: str, code: int) -> None:
        sys.stderr.write(line + "\n")
        self.exitcode = code
