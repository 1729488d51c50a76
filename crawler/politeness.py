"""What a host asks of a crawler, obeyed: robots.txt, Crawl-delay, Request-rate, and a pace it can bear.

Scrapy ignores the second and third and takes a broken robots.txt for a permission; RFC 9309 says
that a host whose robots.txt cannot be had must be left alone.  The delay of a host is a floor:
only its own wishes raise it, nothing lowers it, and AutoThrottle moves above it.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from crawler.frontier import Frontier
from crawler.scheduler import Scheduler

# Bytes of a robots.txt that are read and kept in the report; RFC 9309, 2.5, asks for this much at least.
MAX_ROBOTS = 500 * 1024
# A robots.txt that one worker was told holds for the others so long; RFC 9309, 2.4, allows a day.
SHARED_S = 3600
# Scrapy looks at the time of the last request only where there is some delay.
SOME_DELAY_S = 0.001
UNSURE_SHARE = 0.1


class Forbidden(IgnoreRequest):
    """A page left out on purpose, because robots.txt or a rule of ours forbids it: it is not lost."""


class Postponed(IgnoreRequest):
    """A page that cannot be had now and is to be asked for again by a later crawl.

    Its host is unwell, asks for more time than a crawl may wait, or keeps its robots.txt back.  The
    crawl is then incomplete; a frontier keeps the page as waiting, neither done nor failed.
    """


class Endless(IgnoreRequest):
    """A page that leads from redirect to redirect."""


class Robots(RobotsTxtMiddleware):
    """Obeys robots.txt; 4xx allows everything, 5xx and no answer at all forbid it for now."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._closed: dict[str, IgnoreRequest] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Let a request pass or raise; a robots.txt itself is tried once more and may be on another host."""
        if request.meta.get("dont_obey_robotstxt"):
            request.meta.setdefault("max_retry_times", 1)
            if urlparse_cached(request).path == "/robots.txt":
                request.meta["allow_offsite"] = True  # RFC 9309, 2.3.1.2: "even across authorities"
            return
        await super().process_request(request)

    async def robot_parser(self, request: Request) -> Any:
        """Return what a host's robots.txt says; Scrapy lets requests pass that come while it is fetched."""
        netloc = urlparse_cached(request).netloc
        async with self._turns[netloc]:
            if netloc not in self._parsers and self._frontier:
                await self._take(self._frontier, netloc, request)
            return await super().robot_parser(request)

    @property
    def _frontier(self) -> Frontier | None:
        """The frontier, if other workers are behind it."""
        scheduler = self.crawler.engine.scheduler if self.crawler.engine else None
        shared = isinstance(scheduler, Scheduler) and scheduler.frontier.shared
        return scheduler.frontier if shared else None  # type: ignore[union-attr]

    async def _take(self, frontier: Frontier, netloc: str, request: Request) -> None:
        """Take what another worker was just told: for ten workers a host is not asked ten times."""
        url = _address(request)
        if known := frontier.file(url, SHARED_S):
            self._parsers[netloc] = Deferred()
            await self._read(Response(url, body=known[0].encode()), netloc, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._postpone(
                netloc, f"robots.txt of {netloc} answers {response.status}, which forbids everything"
            )
        self.crawler.spider.policy(response)  # type: ignore[union-attr]
        body = b"" if response.status >= 400 else whole_lines(response.body)
        if self._frontier and response.status < 500:
            self._frontier.keep_file(_address(request), _text(body).replace("\0", " "))
        await self._read(response.replace(body=body), netloc, request)

    async def _read(self, response: Response, netloc: str, request: Request) -> None:
        self.crawler.spider.ledger.robots[netloc] = _text(response.body)  # type: ignore[union-attr]
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        # RFC 9309, 2.3.1.2: beyond five redirects a robots.txt counts as one that is not there.
        if isinstance(exc, Forbidden):
            self._closed[netloc] = exc
        elif not isinstance(exc, Endless):
            reason = " ".join(str(exc).split()).rstrip(".") or type(exc).__name__
            self._postpone(netloc, f"{netloc} cannot be reached: {reason}")
        super()._robots_error(exc, netloc)

    def _postpone(self, netloc: str, reason: str) -> None:
        self._closed[netloc] = Postponed(f"{reason}; try again later")
        self.crawler.spider.ledger.case("robots.txt unavailable", reason)  # type: ignore[union-attr]

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Let a request pass, raise Forbidden, or raise Postponed if robots.txt cannot be had."""
        if closed := self._closed.get(urlparse_cached(request).netloc):
            raise type(closed)(*closed.args)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise Forbidden(str(error)) from None


def _address(request: Request) -> str:
    parts = urlparse_cached(request)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def whole_lines(body: bytes) -> bytes:
    """Return as much of a robots.txt as is read; half a line could forbid or allow what it does not mean."""
    return body if len(body) <= MAX_ROBOTS else body[: body.rfind(b"\n", 0, MAX_ROBOTS) + 1]


class CrawlDelay:
    """Slows a host down to the pace that its robots.txt asks for, within CRAWL_DELAY_MAX_S."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.slow_down, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        """Make the extension."""
        return cls(crawler)

    def slow_down(self, robotparser: Any, request: Request) -> None:
        """Raise the delay of the request's host if its robots.txt asks for more than it has."""
        asked = asked_pace(robotparser.rp, self.crawler.settings["USER_AGENT"])
        given = min(asked, self.crawler.settings.getfloat("CRAWL_DELAY_MAX_S"))
        if given > floor_s(self.crawler, request):
            slow(self.crawler, request, given)
            words = f"{host_of(request)}: {given:,g} s"
            words += f" of the {asked:,g} s it asks for" if asked > given else ""
            self.crawler.spider.ledger.case("crawl-delay", words)  # type: ignore[union-attr]


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle, which slows down with a host, but never below the host's own floor.

    Scrapy counts the delay from when it took a request up; a busy machine sends it later.  Here the
    delay counts from the answer, less UNSURE_SHARE of it, so that the host sees the rest at least.
    """

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        self.mindelay = floor_s(self.crawler, request)
        self.maxdelay = max(self._max_delay(), self.mindelay)
        super()._response_downloaded(response, request, spider)
        if (slot := _slot(self.crawler, request)) is not None and slot.delay:
            slot.lastseen = max(slot.lastseen, time.monotonic() - UNSURE_SHARE * slot.delay)


def asked_pace(robots: Any, agent: str) -> float:
    """Return the seconds between two requests that a parsed robots.txt (Protego) asks of an agent, 0 if none.

    Of Crawl-delay and Request-rate ("1/5s", "10/1m") the slower counts; a Request-rate for some hours
    of the day is kept to all day.
    """
    rate = robots.request_rate(agent)
    return max(float(robots.crawl_delay(agent) or 0), rate.seconds / rate.requests if rate else 0.0)


def host_of(request: Request) -> str:
    """Return the host of a request, in lower case."""
    return urlparse_cached(request).hostname or ""


def floor_s(crawler: Crawler, request: Request) -> float:
    """Return the seconds that two requests to the request's host must lie apart at least."""
    key, slots = _place(crawler, request)
    return float(slots.get(key, {}).get("delay", crawler.settings.getfloat("DOWNLOAD_DELAY")))


def slow(crawler: Crawler, request: Request, delay_s: float) -> None:
    """Raise the floor of the request's host; it holds when Scrapy forgets an idle host's slot, too."""
    key, slots = _place(crawler, request)
    delay_s = max(delay_s, floor_s(crawler, request))
    slots[key] = {**slots.get(key, {}), "delay": delay_s}
    if (slot := _slot(crawler, request)) is not None:
        slot.delay = max(slot.delay, delay_s)


def pause(crawler: Crawler, request: Request, seconds: float, cause: str) -> None:
    """Ask nothing of the request's whole host for a time, and note that in the ledger.

    Scrapy has no pause; it does wait until ``delay`` seconds after the last request was seen.
    """
    if (slot := _slot(crawler, request)) is not None:
        slot.delay = max(slot.delay, SOME_DELAY_S)
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds)
    crawler.spider.ledger.wait(seconds, cause)  # type: ignore[union-attr]


def _place(crawler: Crawler, request: Request) -> tuple[str, dict[str, dict[str, Any]]]:
    assert crawler.engine
    downloader = crawler.engine.downloader
    return downloader.get_slot_key(request), downloader.per_slot_settings


def _slot(crawler: Crawler, request: Request) -> Any:
    assert crawler.engine
    return crawler.engine.downloader.slots.get(_place(crawler, request)[0])
