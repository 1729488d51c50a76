"""The item pipelines: the text steps, then everything to disk in one move.

What a page gave is archived, compared and written in a single call without a pause in it, so
that archive and records have one order and a reparse of the archive sees what the crawl saw.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from crawler import runs
from crawler.errors import StoreError
from crawler.guard import guarded
from crawler.records import Record
from crawler.report import report
from crawler.spiders.site import SiteSpider, Visited
from crawler.text.steps import refine

# Scrapy's words for why a crawl ended, in ours; "" for an end that needs no word.
ENDINGS = {
    "finished": "",
    "shutdown": "interrupted; run the same command again",
    "closespider_pagecount": "limits.max_pages is reached",
    "closespider_errorcount": "too many errors",
}


class Pipeline:
    """What both pipelines know: the crawler, and through it the spider."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Pipeline:
        """Make the pipeline."""
        return cls(crawler)

    @property
    def spider(self) -> SiteSpider:
        """The spider of this crawl."""
        assert isinstance(self.crawler.spider, SiteSpider)
        return self.crawler.spider


class Refine(Pipeline):
    """Runs the text steps: clean, quality, language, dialogue, signature."""

    def process_item(self, item: Visited) -> Visited:
        """Return the item with its record refined, or dropped by a step."""
        record = item.result
        if isinstance(record, Record):
            item.result = guarded(item.page.url, lambda: refine(record, self.spider.site))
        return item


class Keep(Pipeline):
    """Archives the page, marks near-copies, writes the record or the rejection, tells the report."""

    def open_spider(self) -> None:
        """Repair what an earlier run left torn, remember its signatures, begin a run."""
        site, data = self.spider.site, Path(self.crawler.settings["DATA_DIR"])
        self._torn = runs.mend(data, site.name)
        self.run = runs.Run(runs.new_run(data, site.name), runs.remember(data, site))
        self._begun = {"site": site.name, "run": self.run.files.run, "started": _now()}
        runs.write_report(self.run.files, {**self._begun, "finished": None})
        self.crawler.signals.connect(self.tell, signal=signals.spider_closed)

    def process_item(self, item: Visited) -> Visited:
        """Write the item; a disk that refuses ends the crawl in good order."""
        if self.spider.ledger.stopped:
            return item
        try:
            place = self.run.archive(item.page)
            item.result = self.run.keep(item.page, item.result, place)
        except StoreError as error:
            self._stop(str(error))
            return item
        if isinstance(item.result, Record):
            self.spider.ledger.got(item.result)
        return item

    def tell(self, reason: str) -> None:
        """Close the files and write the report; ``reason`` is Scrapy's word for why the crawl ended."""
        ledger = self.spider.ledger
        ledger.stopped = ledger.stopped or ENDINGS.get(reason, reason)
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        self.spider.told = {
            **self._begun,
            "finished": _now(),
            **report(ledger, self.run.tally, stats),
            "torn": self._torn,
        }
        try:
            self.run.close()
            runs.write_report(self.run.files, self.spider.told)
        except OSError as error:
            reason = f"{self.run.files.report}: {error.strerror}"
            self.spider.told |= {"outcome": "incomplete", "stopped": reason}

    def _stop(self, reason: str) -> None:
        self.spider.ledger.stopped = reason
        assert self.crawler.engine
        self._stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
