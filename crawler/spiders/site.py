"""Walks a site as its file says: fetches pages, hands them on, follows their links.

The spider decides nothing about text; it carries what linking pages know of a page (its place in
a book, say) to the moment when the page is read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.engines import visit
from crawler.guard import guarded
from crawler.politeness import Forbidden
from crawler.records import Context, Drop, Page, Record
from crawler.report import Ledger
from crawler.sites import Site

# Pages that tell the place of others come first, so that a chapter's number is known when it is read.
PRIORITIES = {"contents": 30, "": 25, "listing": 20}


@dataclass(slots=True)
class Visited:
    """The item that runs through the pipelines: a page and what was read from it."""

    page: Page
    result: Record | Drop

    def __repr__(self) -> str:
        """Name the page only: items are logged where something fails, and their text must not be."""
        return f"Visited({self.page.url})"


class SiteSpider(Spider):
    """One site; the loader makes a subclass for each file with ``name`` and ``site`` set."""

    site: Site
    # What a host refuses or has lost is for us to tell; redirects are followed before we see them.
    handle_httpstatus_list = tuple(range(400, 600))

    def __init__(self, name: str | None = None, **kwargs: object) -> None:
        super().__init__(name, **kwargs)
        self.allowed_domains = list(self.site.domains)  # holds for redirects too
        self.ledger = Ledger()
        self.told: dict[str, Any] = {}
        self._known: dict[str, Context] = {}
        self._read: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider; Scrapy drops some redirects without telling a callback, but it sends signals."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.led_away, signal=signals.request_scheduled)
        crawler.signals.connect(spider.led_back, signal=signals.request_dropped)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set what the site's file says about fetching; the command line wins over it."""
        super().update_settings(settings)
        limits = cls.site.limits
        settings.set("DOWNLOAD_DELAY", cls.site.delay_s, priority="spider")
        settings.set("DOWNLOAD_MAXSIZE", limits.max_bytes, priority="spider")
        # More would wait in the downloader, where a later request of higher priority cannot pass them.
        settings.set("CONCURRENT_REQUESTS", 2 * max(1, len(cls.site.domains)), priority="spider")
        settings.set("DEPTH_LIMIT", limits.max_depth, priority="spider")
        settings.set("CLOSESPIDER_PAGECOUNT", limits.max_pages, priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the first pages."""
        for url in self.site.start:
            self._known.setdefault(url, Context())
            yield self._request(url)

    def parse(self, response: Response) -> Iterator[Visited | Request]:
        """Read a page and go on to its links."""
        asked = response.meta.get("redirect_urls", [response.url])[0]
        page = as_page(response, self._known.get(asked, Context()))
        seen = guarded(page.url, lambda: visit(page, self.site))
        if isinstance(seen, Drop):
            yield Visited(page, seen)
            return
        self._read.add(asked)
        for link in seen.links:
            if self._learn(link.url, link.context):
                yield self._request(link.url)
        yield Visited(page, seen.result)

    def _learn(self, url: str, context: Context) -> bool:
        """Remember what a link says of a page; True if the page must be fetched.

        A page that was read before a contents page told its place is read once more.
        """
        self.ledger.expect(context)
        old = self._known.get(url)
        better = old is None or (context.rel == "chapter" and context.position > 0 and not old.position)
        if better:
            self._known[url] = context
        return old is None or (better and url in self._read)

    def _request(self, url: str) -> Request:
        context = self._known[url]
        priority = PRIORITIES.get(context.rel, 5 if context.page > 1 else 0)
        again = url in self._read
        return Request(url, self.parse, errback=self.failed, priority=priority, dont_filter=again)

    def failed(self, failure: Failure) -> None:
        """Note a page that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, Forbidden):
            self.ledger.refuse(request.url, str(failure.value))
        elif not self.site.allows(request.url):
            self.ledger.refuse(request.url, "redirected to another site")
        else:
            self.ledger.fail(request.url, _reason(failure))

    def led_away(self, request: Request) -> None:
        """Note a redirect to another site, which Scrapy leaves out after this."""
        asked = request.meta.get("redirect_urls", [])
        if asked and not self.site.allows(request.url):
            self.ledger.refuse(asked[0], "redirected to another site")

    def led_back(self, request: Request) -> None:
        """Note a redirect in a circle; one to any other page that is asked for already loses nothing."""
        asked = request.meta.get("redirect_urls", [])
        if request.url in asked:
            self.ledger.fail(asked[0], "redirected in a circle")


def as_page(response: Response, context: Context) -> Page:
    """Return a response as a page; repeated headers are joined by a comma."""
    headers = {
        key.decode("latin-1"): ", ".join(value.decode("latin-1") for value in values)
        for key, values in response.headers.items()
    }
    now = datetime.now(UTC).replace(microsecond=0)
    return Page(response.url, response.body, response.status, headers, now, context)


def _reason(failure: Failure) -> str:
    """Return why a download failed, in the words of whoever knows it best."""
    text = " ".join(str(failure.value).split()) or type(failure.value).__name__
    return text if len(text) < 200 else text[:197] + "..."
