"""How much a site may cost: bytes and depth in all, and links that lead into a trap."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from crawler.records import Context, Record
from crawler.said import Said
from crawler.text.duplicates import signatures
from crawler.traps import Traps

# Links into traps that a report lists; the statistics count all of them.
MAX_LINKS = 1000


class Budget:
    """The extension that ends a crawl at limits.max_total_bytes, and says where limits.max_depth cut it.

    Pages are Scrapy's own business (CLOSESPIDER_PAGECOUNT).  Bytes are counted as they come, packed,
    those of answers that fail too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.bytes = 0
        crawler.signals.connect(self.count, signal=signals.bytes_received)
        # Before the pipelines write the report: they connect to the same signal later.
        crawler.signals.connect(self.close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Budget:
        """Make the extension."""
        return cls(crawler)

    def count(self, data: bytes) -> None:
        """Count bytes as they come."""
        before, self.bytes = self.bytes, self.bytes + len(data)
        limit = self.crawler.spider.site.limits.max_total_bytes  # type: ignore[union-attr]
        if limit and before <= limit < self.bytes:
            assert self.crawler.engine
            reason = "limits.max_total_bytes is reached"
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def close(self) -> None:
        """Say how many links lay too deep."""
        left = self.crawler.stats.get_value("depth/request_ignored_count") if self.crawler.stats else 0
        ledger = self.crawler.spider.ledger  # type: ignore[union-attr]
        if left:
            ledger.stopped = (
                ledger.stopped or f"limits.max_depth is reached; {left:,} links were not followed"
            )


class Wary(BaseSpiderMiddleware):
    """The spider middleware that leaves links into traps alone, and learns from each page what is one."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._noted: set[str] = set()
        self._traps: Traps | None = None
        crawler.signals.connect(self.learn, signal=signals.item_scraped)

    @property
    def traps(self) -> Traps:
        """What is known of this site's traps."""
        if self._traps is None:
            self._traps = Traps(self.crawler.spider.site)  # type: ignore[union-attr]
        return self._traps

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Return the request, None if it leads into a trap or says what was last said of its address."""
        if response is None:
            return request
        context = request.meta.get("context")
        context = context if isinstance(context, Context) else Context()
        said: Said = self.crawler.spider.said  # type: ignore[union-attr]
        again = request.meta.get("again", False)
        if said.holds(request.url, context, again=again) and not request.dont_filter:
            return None
        name = self.traps.judge(request.url, context)
        if name:
            self._note(name, request.url)
            return None
        is_new = not said.note(request.url, context, again=again)
        response.meta["new_links"] = response.meta.get("new_links", 0) + is_new
        return request

    def _note(self, name: str, url: str) -> None:
        self.crawler.stats.inc_value(f"trap/{name}")
        if url not in self._noted and len(self._noted) < MAX_LINKS:
            self._noted.add(url)
            self.crawler.spider.ledger.case(f"trap: {name}", url)  # type: ignore[union-attr]

    def learn(self, item: Any, response: Response) -> None:
        """Learn from a page that was read; a chapter is one of a list that ends, however like the last.

        What a step dropped leads into traps as well, and has no signature of its own yet.
        """
        result, new_links = item.result, response.meta.get("new_links", 0)
        record = result if isinstance(result, Record) else result.record
        if record is not None and record.kind != "chapter":
            signature = record.signature or signatures([record.text])[0]
            self.traps.learn(item.page.url, signature, new_links)
        elif record is None and result.step == "listing":
            self.traps.learn(item.page.url, "", new_links)
