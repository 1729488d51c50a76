"""Walks a site as its file says: fetches pages, hands them on, follows their links.

The spider decides nothing about text, and what is fetched when is the frontier's business; it
carries what linking pages know of a page (its place in a book, say) to the moment when the page
is read.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler import render
from crawler.acknowledge import NOT_MODIFIED
from crawler.archive import POLICY
from crawler.document import identity
from crawler.engines import Visit, wanted
from crawler.marks import LISTS
from crawler.politeness import Forbidden
from crawler.readers import Readers
from crawler.records import Context, Drop, Link, Page, Part, Record, Signal
from crawler.report import Ledger
from crawler.said import Said
from crawler.scheduler import Scheduler
from crawler.sites import Site

# Pages that tell the place of others come first, so that a chapter's number is known when it is read.
PRIORITIES = {"contents": 30, "": 25, "listing": 20, "changes": 20}
FURTHER = re.compile(r"(?:[?&](?:page|p|pg|paged|start|offset)=|/(?:page|p)[/-]?)0*(?:[2-9]|1\d)")
# As many posts at the top of a timeline are remembered: the newest may be deleted, or so many pinned.
NEWEST, PINNED = 5, 1


@dataclass(slots=True)
class Visited:
    """The item that runs through the pipelines: a page, what was read from it, the lease of its address.

    ``is_refined`` says that the text steps ran in the process that read it.
    """

    page: Page
    result: Record | Drop
    lease: int = 0
    is_refined: bool = False

    def __repr__(self) -> str:
        """Name the page only: items are logged where something fails, and their text must not be."""
        return f"Visited({self.page.url})"


class SiteSpider(Spider):
    """One site; the loader makes a subclass for each file with ``name`` and ``site`` set."""

    site: Site
    # What a host refuses or has lost is for us to tell; redirects are followed before we see them.
    handle_httpstatus_list = (NOT_MODIFIED, *range(400, 600))

    def __init__(self, name: str | None = None, **kwargs: object) -> None:
        super().__init__(name, **kwargs)
        self.allowed_domains = list(self.site.domains)  # holds for redirects too
        self.ledger = Ledger()
        self.told: dict[str, Any] = {}
        self.policies: list[Page] = []  # read and not yet archived
        self.readers = Readers(self.site, 0)
        self.said = Said()
        self._newest: dict[str, set[str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.readers = Readers(spider.site, _processes(crawler.settings))
        crawler.signals.connect(spider.heard, signal=signals.response_downloaded)
        crawler.signals.connect(spider.readers.close, signal=signals.spider_closed)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set what the site's file says about fetching; the command line wins over it."""
        super().update_settings(settings)
        limits = cls.site.limits
        settings.set("DOWNLOAD_DELAY", cls.site.delay_s, priority="spider")
        settings.set("DOWNLOAD_MAXSIZE", limits.max_bytes, priority="spider")
        settings.set("DEPTH_LIMIT", limits.max_depth, priority="spider")
        headers = {**settings.getdict("DEFAULT_REQUEST_HEADERS"), **wanted(cls.site.engine)}
        settings.set("DEFAULT_REQUEST_HEADERS", headers, priority="spider")
        for key, value in render.settings(cls.site).items():
            settings.set(key, value, priority="spider")

    @property
    def frontier(self) -> Scheduler | None:
        """The scheduler over the frontier; None where a crawl runs with a scheduler of Scrapy's."""
        engine = getattr(self, "crawler", None) and self.crawler.engine
        scheduler = engine.scheduler if engine else None
        return scheduler if isinstance(scheduler, Scheduler) else None

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the first pages."""
        for url in self.site.start:
            yield self._request(Link(url), again=True)

    async def parse(self, response: Response) -> list[Visited | Request]:
        """Read a page and go on to its links."""
        page, lease = as_page(response), response.meta.get("lease", 0)
        if page.status == NOT_MODIFIED:
            unchanged = Drop(None, "unchanged", "the host says that it is as it was", page.url)
            return [Visited(page, unchanged, lease)]
        reading = await self.readers.read(page)
        if isinstance(reading.seen, Drop):
            return [Visited(page, reading.seen, lease)]
        result = reading.refined or reading.seen.result
        return [*self.follow(reading.seen), Visited(page, result, lease, reading.refined is not None)]

    def follow(self, seen: Visit) -> Iterator[Request]:
        """Return the requests that a page leads to, but for those of which it says what was last said.

        Lists are read again at every crawl where another list leads to them, but their further
        pages only while there is news.
        """
        going_on: bool | None = None
        from_list = seen.rel in ("", *LISTS)  # no post has to lead back to its board again
        for link in self._changed(seen) if seen.rel == "changes" else seen.links:
            again = from_list and link.context.rel in LISTS and not link.context.mark
            if again and is_further(link) and link.context.rel != "changes":
                if going_on is None:
                    going_on = self._has_news(seen)
                again = going_on or link.context.rel == "contents"
            if not self.said.holds(link.url, link.context, again=again):  # most are
                yield self._request(link, again=again)

    def _changed(self, seen: Visit) -> list[Link]:
        """Return the links above the first one that is as it was: what stands below changed before that.

        The first crawl reads every page anyway, and one page of changes is enough to know later ones by.
        """
        frontier = self.frontier
        if frontier is None or frontier.frontier.crawl == 1:
            return [link for link in seen.links if link.context.rel != "changes"]
        return list(
            takewhile(
                lambda link: link.context.rel == "changes" or frontier.news([(link.url, link.context)]),
                seen.links,
            )
        )

    def _has_news(self, seen: Visit) -> bool:
        if self.frontier is None:
            return True
        if isinstance(seen.result, Record) and seen.result.kind == "status":
            return not self._was_seen(seen.result)
        others = [(link.url, link.context) for link in seen.links if link.context.rel not in LISTS]
        return self.frontier.news(others)

    def _was_seen(self, record: Record) -> bool:
        """Whether a page of a timeline holds posts that stood on top at the crawl before.

        One of them alone may be pinned there, above whatever came since.
        """
        assert self.frontier is not None
        names = [_name(part) for part in record.parts]
        timeline = record.meta.get("timeline", record.work)
        if timeline not in self._newest:
            old = self.frontier.frontier.newest(timeline, " ".join(names[:NEWEST]))
            self._newest[timeline] = set(old.split())
        old_names = self._newest[timeline]
        return len(old_names.intersection(names)) >= min(len(old_names), PINNED + 1) > 0

    def _request(self, link: Link, *, again: bool) -> Request:
        context = link.context
        priority = PRIORITIES.get(context.rel, 5 if context.page > 1 else 0)
        meta = {"context": context, **({"again": True} if again else {})}
        return Request(link.url, self.parse, errback=self.failed, priority=priority, meta=meta)

    def failed(self, failure: Failure) -> None:
        """Note a page that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, Forbidden):
            self._refuse(request, str(failure.value))
        else:
            self._fail(request, _reason(failure))

    def heard(self, request: Request) -> None:
        """Note how long an answer took."""
        self.ledger.answered(request.meta.get("download_latency", 0.0))

    def policy(self, response: Response) -> None:
        """Have a policy file of a host archived with the next page."""
        page = as_page(response)
        self.policies.append(replace(page, context=Context(rel=POLICY), signals=()))

    def _refuse(self, request: Request, reason: str) -> None:
        self.ledger.refuse(request.url, reason)
        if self.frontier:
            self.frontier.leave(request, reason)

    def _fail(self, request: Request, reason: str) -> None:
        self.ledger.fail(request.url, reason)
        if self.frontier:
            self.frontier.fail(request, reason)

    def stop(self, reason: str) -> None:
        """End the crawl in good order; the report says why."""
        self.ledger.stopped = self.ledger.stopped or reason
        if self.crawler.engine and self.crawler.engine.running:
            self._stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store"))


def _processes(settings: BaseSettings) -> int:
    """Return how many processes may read pages: one for each core but the one that fetches."""
    if settings["READERS"] is not None:
        return settings.getint("READERS")
    return 0 if settings["FRONTIER"] else (os.cpu_count() or 1) - 1


def is_further(link: Link) -> bool:
    """Whether a link leads to the second or a later page of a list."""
    return link.context.page > 1 or FURTHER.search(link.url) is not None


def _name(part: Part) -> str:
    """Return what a post is known by at the next crawl, when others stand above it."""
    return identity(f"{part.author}\0{part.text}")


def as_page(response: Response) -> Page:
    """Return a response as a page; repeated headers are joined by a comma."""
    headers = {
        key.decode("latin-1"): ", ".join(value.decode("latin-1") for value in values)
        for key, values in response.headers.items()
    }
    now = datetime.now(UTC).replace(microsecond=0)
    context = response.meta.get("context", Context())
    said = tuple(Signal(**signal) for signal in response.meta.get("signals", ()))
    return Page(response.url, response.body, response.status, headers, now, context, said)


def _reason(failure: Failure) -> str:
    """Return why a download failed, in the words of whoever knows it best."""
    text = " ".join(str(failure.value).split()) or type(failure.value).__name__
    return text if len(text) < 200 else text[:197] + "..."
