"""Fetches the few pages that a probe asks for, one after the other and as politely as a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.engines import wanted
from crawler.probe.survey import NOWHERE, Survey
from crawler.records import Context, Link
from crawler.spiders.site import SiteSpider, Visited, as_page


class ProbeSpider(SiteSpider):
    """One probe; the command sets ``site`` and ``survey``."""

    survey: Survey

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the address that was given."""
        self.survey.asked[self.site.start[0]] = NOWHERE
        yield self._ask(Link(self.site.start[0], Context()))

    async def parse(self, response: Response) -> list[Visited | Request]:
        """Look at a page and go on to the next."""
        self.survey.see(as_page(response))
        return list(self._next())

    def failed(self, failure: Failure) -> Iterator[Request]:  # type: ignore[override]
        """Note a page that could not be had and go on."""
        super().failed(failure)
        url = failure.request.url  # type: ignore[attr-defined]
        self.survey.miss(url, self.ledger.failures.get(url, str(failure.value)))
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        link = self.survey.next()
        if link:
            yield self._ask(link)

    def _ask(self, link: Link) -> Request:
        headers, meta = wanted(self.survey.engine), {"context": link.context}
        return Request(
            link.url, self.parse, errback=self.failed, headers=headers, meta=meta, dont_filter=True
        )
