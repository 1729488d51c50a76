"""What a host asks of a crawler, obeyed: robots.txt, Crawl-delay, Retry-After.

Scrapy ignores the last two and takes a broken robots.txt for a permission; RFC 9309 says that a
host whose robots.txt cannot be had must be left alone.
"""

from __future__ import annotations

import email.utils
import time
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

# A host that says "too many" gets this much more time between requests, up to the limit.
SLOWER, MIN_DELAY_S, MAX_DELAY_S = 1.5, 0.1, 30.0


# Bytes of a robots.txt that a report keeps; RFC 9309 asks crawlers to read this much of it at least.
MAX_ROBOTS = 500 * 1024


class Forbidden(IgnoreRequest):
    """A page that robots.txt forbids: left out on purpose, and not lost."""


class Robots(RobotsTxtMiddleware):
    """Obeys robots.txt; 4xx allows everything, 5xx and no answer at all forbid it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closed: dict[str, str] = {}

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._closed[netloc] = (
                f"robots.txt of {netloc} answers {response.status}, which forbids everything"
            )
        if response.status >= 400:
            response = response.replace(body=b"")
        said = response.body[:MAX_ROBOTS].decode("utf-8", "replace")
        self.crawler.spider.ledger.robots[netloc] = said  # type: ignore[union-attr]
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        reason = " ".join(str(exc).split()).rstrip(".") or type(exc).__name__
        self._closed[netloc] = f"{netloc} cannot be reached: {reason}"
        super()._robots_error(exc, netloc)

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Let a request pass, raise Forbidden, or raise IgnoreRequest if robots.txt cannot be had."""
        if reason := self._closed.get(urlparse_cached(request).netloc):
            raise IgnoreRequest(reason)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise Forbidden(str(error)) from None


class CrawlDelay:
    """Slows a host down to the Crawl-delay of its robots.txt, within CRAWL_DELAY_MAX_S."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.slow_down, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        """Make the extension."""
        return cls(crawler)

    def slow_down(self, robotparser: Any, request: Request) -> None:
        """Raise the delay of the request's host if its robots.txt asks for more than it has."""
        delay = robotparser.rp.crawl_delay(self.crawler.settings["USER_AGENT"]) or 0
        slot = _slot(self.crawler, request)
        if slot is not None:
            slot.delay = max(
                slot.delay, min(float(delay), self.crawler.settings.getfloat("CRAWL_DELAY_MAX_S"))
            )


class RetryAfter:
    """Pauses a whole host for as long as it asks (429, 503) and then asks for the page again."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.max_s = crawler.settings.getfloat("RETRY_AFTER_MAX_S")
        self.max_times = crawler.settings.getint("RETRY_AFTER_MAX_TIMES")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfter:
        """Make the middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the request again if the host asked to wait, the response if it did not or asks too much."""
        wait_s = asked_wait(response, time.time())
        times = request.meta.get("waits", 0)
        if wait_s is None or wait_s > self.max_s or times >= self.max_times:
            return response
        slot = _slot(self.crawler, request)
        if slot is not None:
            slot.delay = min(max(slot.delay * SLOWER, MIN_DELAY_S), MAX_DELAY_S)
            slot.lastseen = max(slot.lastseen, time.monotonic() + wait_s)
        self.crawler.spider.ledger.wait(wait_s, "retry-after")  # type: ignore[union-attr]
        return request.replace(meta={**request.meta, "waits": times + 1}, dont_filter=True)


def asked_wait(response: Response, now: float) -> float | None:
    """Return the seconds that a 429 or 503 asks to wait, None for other answers and a 503 without a time.

    Retry-After may be seconds or a date (RFC 9110, 10.2.3); a 429 without it gets a second.
    """
    if response.status not in (429, 503):
        return None
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdigit():
        return float(value[:9])
    date = email.utils.parsedate_tz(value) if value else None
    if date is not None:
        return max(0.0, email.utils.mktime_tz(date) - now)
    return 1.0 if response.status == 429 else None


def _slot(crawler: Crawler, request: Request) -> Any:
    downloader = crawler.engine.downloader if crawler.engine else None
    return downloader.slots.get(downloader.get_slot_key(request)) if downloader else None
