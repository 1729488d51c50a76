"""Reads a host's policy files before its first page and hands each page what they say of it.

A downloader middleware, behind the one that obeys robots.txt: a host that forbids the page is not
asked for anything more.  What it reads stands in ``request.meta["signals"]``, as plain dicts.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import asdict
from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import ConnectError, ConnectionClosed

from crawler import policies
from crawler.consent import moment
from crawler.policies import MAX_FILE, File
from crawler.scheduler import Scheduler

TDMREP, AI = "/.well-known/tdmrep.json", "/ai.txt"
# RSL documents of the host itself that are read; those elsewhere, and further ones, stay unread.
MAX_LICENCES = 3
# As long as RFC 9309, 2.4, lets a robots.txt be kept.
MAX_AGE_S = 24 * 3600
PRIORITY = 1000  # that of robots.txt in Scrapy
# These files never exist on most hosts: nobody is asked twice for them.
META = {"dont_obey_robotstxt": True, "dont_retry": True, "download_maxsize": MAX_FILE}
ABSENT = (404, 410)
FAILURES = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    OSError,
    ResponseDataLossError,
)


class Policies:
    """Keeps the policy files of each host for the run; with CONSENT_FILES = False only robots.txt."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._fetches = crawler.settings.getbool("CONSENT_FILES", True)
        self._read: dict[str, policies.Policies] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Policies:
        """Make the middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Hold a page back until the files of its host are read, once for all pages of it."""
        if _is_page(request):
            async with self._turns[_host(request)]:
                if _host(request) not in self._read:
                    self._read[_host(request)] = await self._policies(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note what the host says of the page that came; a redirect has brought its own request here."""
        known = self._read.get(_host(request)) if _is_page(request) else None
        if known is not None:
            request.meta["signals"] = [asdict(signal) for signal in known.signals(response.url)]
        return response

    async def _policies(self, request: Request) -> policies.Policies:
        netloc, host = urlparse_cached(request).netloc, _host(request)
        ledger = self.crawler.spider.ledger  # type: ignore[union-attr]
        robots = File(ledger.robots.get(netloc, ""), _now())
        if not self._fetches:
            return policies.Policies(robots)
        addresses = policies.licence_addresses(robots.text, f"{host}/robots.txt")
        inside = [address for address in addresses if address.startswith(f"{host}/")][:MAX_LICENCES]
        return policies.Policies(
            robots,
            tdmrep=await self._file(host + TDMREP),
            ai=await self._file(host + AI),
            licences={address: await self._file(address) for address in inside},
        )

    async def _file(self, url: str) -> File:
        """Return a file as it was read today, by an earlier crawl or now."""
        scheduler = self.crawler.engine.scheduler if self.crawler.engine else None
        frontier = scheduler.frontier if isinstance(scheduler, Scheduler) else None
        if frontier is not None and (known := frontier.file(url, MAX_AGE_S)):
            return File(known[0], moment(datetime.fromtimestamp(known[1], UTC)))
        found = await self._fetch(url)
        if frontier is not None and not found.failure:
            frontier.keep_file(url, found.text)
        return found

    async def _fetch(self, url: str) -> File:
        """Fetch a file; what is not there is an empty one, what cannot be had says why."""
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(
                Request(url, callback=NO_CALLBACK, priority=PRIORITY, meta=dict(META))
            )
        except FAILURES as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            return File("", _now(), reason[:200])
        self.crawler.spider.policy(response)  # type: ignore[union-attr]
        if response.status == 200:
            return File(policies.decoded(response.body), _now())
        return File("", _now(), "" if response.status in ABSENT else f"status {response.status}")


def _is_page(request: Request) -> bool:
    """Whether a request is for a page, and not for robots.txt or a file of ours."""
    return not request.meta.get("dont_obey_robotstxt") and request.url.startswith(("http://", "https://"))


def _host(request: Request) -> str:
    parts = urlparse_cached(request)
    return f"{parts.scheme}://{parts.netloc}"


def _now() -> str:
    return moment(datetime.now(UTC))
