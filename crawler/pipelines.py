"""The item pipelines: the text steps, then everything to disk in one move.

What a page gave is archived, compared and written in a single call without a pause in it, so
that archive and records have one order and a reparse of the archive sees what the crawl saw.
"""

from __future__ import annotations

import gc
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from crawler import archive, runs, store
from crawler.acknowledge import NOT_MODIFIED, acknowledgement, untouched
from crawler.archive import Place
from crawler.entries import Entry
from crawler.errors import StoreError
from crawler.guard import guarded
from crawler.records import Page, Record
from crawler.recovery import read_links_again, recover
from crawler.render import MARK
from crawler.report import MAX_LISTED, Ledger, report
from crawler.revisit import text_hash
from crawler.spiders.site import SiteSpider, Visited
from crawler.text import language
from crawler.text.steps import refine

# Scrapy's words for why a crawl ended, in ours; "" for an end that needs no word.
ENDINGS = {
    "finished": "",
    "shutdown": "interrupted; run the same command again",
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
    """Runs the text steps over what they have not run over where the page was read."""

    def open_spider(self) -> None:
        """Load what guesses languages while the first pages are on their way, if the site names none."""
        if not self.spider.site.language:
            language.prepare()

    def process_item(self, item: Visited) -> Visited:
        """Return the item with its record refined, or dropped by a step."""
        record = item.result
        if isinstance(record, Record) and not item.is_refined:
            item.result = guarded(item.page.url, lambda: refine(record, self.spider.site.options))
        return item


class Keep(Pipeline):
    """Archives the page, marks near-copies, writes record or rejection, acknowledges, tells the report."""

    def open_spider(self) -> None:
        """Repair what an earlier run left torn, account for what it wrote, begin a run."""
        try:
            self._begin()
        except StoreError as error:
            self.spider.ledger.stopped = str(error)
            raise CloseSpider("store") from None

    def _begin(self) -> None:
        self.site, self.data = self.spider.site, Path(self.crawler.settings["DATA_DIR"])
        self.scheduler = self.spider.frontier
        self._torn = runs.mend(self.data, self.site.name)
        self._recover_all()
        if self.scheduler:
            earlier = runs.earlier(self.data, self.site.name)
            read_links_again(self.scheduler.frontier, earlier, self.site, self.spider.follow)
        files, self._lock = runs.new_run(self.data, self.site.name)
        info = {"robots": "obey", "operator": self.crawler.settings["CONTACT"] or "not named"}
        if self.site.render:
            info["description"] = f"pages with the header {MARK} are as a browser made them, not as sent"
        index = runs.remember(self.data, self.site, self.crawler.settings["INDEX"] or "")
        self.run = runs.Run(files, index, info=info)
        self._begun: dict[str, Any] = {"site": self.site.name, "run": files.run, "started": _now()}
        runs.write_report(files, {**self._begun, "finished": None})
        self.crawler.signals.connect(self.tell, signal=signals.spider_closed)
        if self.scheduler:
            self.scheduler.sync, self.scheduler.recover = self.run.sync, self._recover
            self._begun["resumed"] = self.scheduler.begin(self._worker(files.run))
        gc.freeze()  # modules, tables and the signatures of earlier runs are no garbage, and many

    def _worker(self, run: str) -> str:
        """Return the name of this worker: that of its run, and of its machine."""
        return f"{run}@{socket.gethostname()}"

    def _recover_all(self) -> None:
        if self.scheduler:
            for worker in self.scheduler.frontier.unclosed():
                self._recover(worker)

    def _recover(self, worker: str) -> None:
        """Account for what a worker wrote that is no more, if its files are on this machine."""
        assert self.scheduler
        files = runs.Files(self.data, self.site.name, worker.partition("@")[0])
        if files.pages.exists() and not runs.is_alive(files):
            runs.mend(self.data, self.site.name)
            recover(self.scheduler.frontier, files, worker, self.site, self.spider.follow)

    def process_item(self, item: Visited) -> Visited:
        """Write the item; a disk that refuses ends the crawl in good order."""
        if self.spider.ledger.stopped or not self._is_ours(item):
            return item
        limit, tally = self.site.limits.max_pages, self.run.tally
        if limit and tally.pages + tally.unchanged >= limit:
            self.spider.stop("limits.max_pages is reached")
            return item
        try:
            if self._is_unchanged(item):
                self._touch(item)
            else:
                self._keep(item)
        except StoreError as error:
            self.spider.stop(str(error))
        return item

    def _is_ours(self, item: Visited) -> bool:
        return self.scheduler is None or self.scheduler.holds(item.lease)

    def _is_unchanged(self, item: Visited) -> bool:
        if self.scheduler is None:
            return False
        known = self.scheduler.entry(item.lease).text_hash
        if item.page.status == NOT_MODIFIED:
            return True
        return bool(known) and isinstance(item.result, Record) and known == text_hash(item.result)

    def _touch(self, item: Visited) -> None:
        """Note that a page is as it was."""
        assert self.scheduler
        self.run.tally.unchanged += 1
        entry = self.scheduler.entry(item.lease)
        now = self.scheduler.frontier.now()
        if entry.place and entry.fetched_at and (profile := self._profile(item.page, entry)):
            when = datetime.fromtimestamp(entry.fetched_at, UTC).isoformat(timespec="seconds")
            self.run.revisit(item.page, profile, Place(**orjson.loads(entry.place)), when)
        self.scheduler.done(item.lease, untouched(entry, item.page, now, self.site.revisit))

    def _profile(self, page: Page, entry: Entry) -> str:
        """Return how the archive calls a page that is as it was, "" if only its text is."""
        if page.status == NOT_MODIFIED:
            return archive.NOT_MODIFIED
        same = orjson.loads(entry.place or "{}").get("digest") == archive.payload_digest(page.body)
        return archive.SAME_PAYLOAD if same else ""

    def _keep(self, item: Visited) -> None:
        while self.spider.policies:
            self.run.archive(self.spider.policies.pop())
        place = self.run.archive(item.page)
        try:
            item.result = self.run.keep(item.page, item.result, place)
        except StoreError:
            self.run.take_back(place)
            raise
        if self.scheduler is None:
            return
        entry, now = self.scheduler.entry(item.lease), self.scheduler.frontier.now()
        told = store.dumps(place)
        ack = acknowledgement(entry, item.page, item.result, told, now, self.site.revisit)
        self.scheduler.done(item.lease, ack)

    def tell(self, reason: str) -> None:
        """Close the files and write the report; ``reason`` is Scrapy's word for why the crawl ended."""
        ledger = self.spider.ledger
        if missed := self.run.index.missed:
            ledger.case("index", f"{missed} texts were compared with none: the shared index was away")
        ledger.stopped = ledger.stopped or ENDINGS.get(reason, reason)
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        self.spider.told = {
            **self._begun,
            "finished": _now(),
            **self._report(ledger, stats),
            "torn": self._torn,
        }
        try:
            self.run.close()
            runs.write_report(self.run.files, self.spider.told)
            self.run.files.lock.unlink(missing_ok=True)
        except (OSError, StoreError) as error:
            reason = (
                str(error) if isinstance(error, StoreError) else f"{self.run.files.report}: {error.strerror}"
            )
            self.spider.told |= {"outcome": "incomplete", "stopped": reason}
        if self.scheduler:
            self.scheduler.frontier.close()
        self._lock.close()

    def _report(self, ledger: Ledger, stats: dict[str, Any]) -> dict[str, Any]:
        """Return the report; what is missing of works nobody knows where there is no frontier."""
        missing: dict[str, list[str]] = {}
        works: dict[str, Any] = {}
        short: dict[str, Any] = {}
        try:
            if self.scheduler:
                missing = self.scheduler.frontier.missing(MAX_LISTED)
                works = self.scheduler.frontier.works(MAX_LISTED)
                short = self.scheduler.frontier.short(MAX_LISTED)
        except StoreError as error:
            ledger.stopped = ledger.stopped or str(error)
        tally = self.run.tally
        return report(ledger, tally, stats, missing, works=works, short=short, seen=tally.coverage)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
