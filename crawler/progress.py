"""Tells on stderr how far a crawl is: a Scrapy extension."""

from __future__ import annotations

import sys

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.internet.task import LoopingCall

PROGRESS_S = 10.0


class Progress:
    """Says on stderr every ten seconds how far a crawl is."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._task = LoopingCall(self.tell)
        crawler.signals.connect(self._begin, signal=signals.spider_opened)
        crawler.signals.connect(self._end, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Make the extension."""
        return cls(crawler)

    def tell(self) -> None:
        """Write one line."""
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        asked, queued = stats.get("downloader/request_count", 0), stats.get("scheduler/enqueued", 0)
        waiting = queued - stats.get("scheduler/dequeued", 0)
        name = self.crawler.spider.name if self.crawler.spider else ""
        sys.stderr.write(f"{name}: {asked:,} requests, {waiting:,} waiting\n")

    def _begin(self) -> None:
        self._task.start(PROGRESS_S, now=False)

    def _end(self) -> None:
        if self._task.running:
            self._task.stop()
