"""Keeps to what an API's answers say of its limits: the host rests until it allows requests again.

The seconds are read in crawler.allowance; here they become a pause, or, where they are more than a
crawl may wait (RETRY_AFTER_MAX_S), pages that a later crawl asks for.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.allowance import wait_s
from crawler.politeness import Postponed, host_of, pause

# Resets are told in whole seconds, and clocks differ.
MARGIN_S = 1.0
CAUSE = "rate limit"


class Quota:
    """The downloader middleware; it sees answers unpacked."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.max_s = crawler.settings.getfloat("RETRY_AFTER_MAX_S")
        self._shut: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Quota:
        """Make the middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Postponed if the request's host has used up more than can be waited for."""
        left_s = self._shut.get(host_of(request), 0.0) - time.monotonic()
        if left_s > 0:
            raise Postponed(f"{host_of(request)} allows no requests for {left_s:,.0f} s; try again later")

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; the host rests if it was the last that its limits allow."""
        asked_s = wait_s(as_text(response), response.body, datetime.now(UTC))
        if asked_s > self.max_s:
            self._shut[host_of(request)] = time.monotonic() + asked_s
            words = f"{host_of(request)}: {asked_s:,.0f} s"
            self.crawler.spider.ledger.case("rate limit too long", words)  # type: ignore[union-attr]
        elif asked_s:
            pause(self.crawler, request, asked_s + MARGIN_S, CAUSE)
        return response


def as_text(response: Response) -> dict[str, str]:
    """Return the headers of a response by name in lower case; repeated ones are joined by a comma."""
    return {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values)
        for name, values in response.headers.items()
    }
