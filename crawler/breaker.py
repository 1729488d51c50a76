"""What to do with a host that is unwell: wait as it asks, back off as it fails, break off when it stays so.

A page that fails pauses its whole host, twice as long each time; a host that answers nothing but
failures is left alone for the rest of the crawl, but for a trial now and then.
"""

from __future__ import annotations

import email.utils
import time
from dataclasses import dataclass

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response

from crawler.politeness import Postponed, floor_s, host_of, pause, slow

# A host that says "too many" gets this much more time between requests, up to the limit.
SLOWER, MIN_DELAY_S, MAX_DELAY_S = 1.5, 0.1, 30.0
# "Retry-After: 0" is no leave to ask again at once.
MIN_WAIT_S = 1.0
# What tells of the host and not of the page: an answer that breaks off, or is too long, is no such thing.
FAILURES = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How much is borne of a host: seconds, but for ``trips``, the failures in a row that break it off."""

    trips: int = 10
    max_pause_s: float = 60.0
    cooldown_s: float = 300.0
    max_wait_s: float = 600.0
    max_total_s: float = 3600.0


@dataclass(slots=True)
class Breaker:
    """One host's state; every moment is a number of seconds that its caller's clock shows.

    ``failures`` and ``waited_s`` count since the last page that came; ``why`` says why the host is
    broken off, "" while it is not; ``until`` is when a request may be tried all the same.
    """

    patience: Patience
    failures: int = 0
    waited_s: float = 0.0
    why: str = ""
    until: float = 0.0

    def admit(self, now: float) -> bool:
        """Say whether a request may go; of a broken-off host, one does each time that it has cooled down."""
        if not self.why:
            return True
        if now < self.until:
            return False
        self.until = now + self.patience.cooldown_s
        return True

    def came(self) -> None:
        """Note an answer: the host is well."""
        self.failures, self.waited_s, self.why = 0, 0.0, ""

    def failed(self, now: float, tries: int) -> float:
        """Note a failure and return the seconds to pause: 1, 2, 4 and so on.

        ``tries`` counts how often the same page failed before.  Only its first failure tells of the
        host: the last pages of a crawl are often the broken ones, tried again and again in a row.
        """
        self.failures += tries == 0
        if self.failures >= self.patience.trips or self.why:
            self._open(self.why or f"{self.failures} failures in a row", now + self.patience.cooldown_s)
        return min(2.0 ** min(max(self.failures - 1, tries), 30), self.patience.max_pause_s)

    def asked(self, now: float, wait_s: float) -> None:
        """Note that the host asks to wait; one that asks too much is broken off."""
        self.waited_s += wait_s
        if wait_s > self.patience.max_wait_s:
            self._open(f"its wish to be left alone for {wait_s:,.0f} s", now + wait_s)
        elif self.waited_s > self.patience.max_total_s:
            why = f"{self.waited_s - wait_s:,.0f} s of Retry-After without a page"
            self._open(why, now + max(wait_s, self.patience.cooldown_s))

    def _open(self, why: str, until: float) -> None:
        self.why, self.until = why, max(self.until, until)


class Breakers:
    """The downloader middleware: a breaker for each host, pauses, and a page asked for again where told."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.max_times = settings.getint("RETRY_AFTER_MAX_TIMES")
        self.patience = Patience(
            settings.getint("BREAKER_TRIPS"),
            settings.getfloat("BREAKER_MAX_S"),
            settings.getfloat("BREAKER_COOLDOWN_S"),
            settings.getfloat("RETRY_AFTER_MAX_S"),
            settings.getfloat("RETRY_AFTER_MAX_TOTAL_S"),
        )
        self._hosts: dict[str, Breaker] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Breakers:
        """Make the middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Postponed if the request's host is broken off."""
        breaker = self._breaker(request)
        if not breaker.admit(time.monotonic()):
            raise _broken(request, breaker)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response, or the request again if the host asks to wait; raise Postponed if too long."""
        breaker = self._breaker(request)
        wait_s = asked_wait(response, time.time())
        if wait_s is not None:
            return self._wait(request, breaker, wait_s)
        if response.status >= 500:
            self._back_off(request, breaker)
        else:
            breaker.came()
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that a host did not answer."""
        if isinstance(exception, FAILURES):
            self._back_off(request, self._breaker(request))

    def _breaker(self, request: Request) -> Breaker:
        return self._hosts.setdefault(host_of(request), Breaker(self.patience))

    def _back_off(self, request: Request, breaker: Breaker) -> None:
        was = breaker.why
        seconds = breaker.failed(time.monotonic(), request.meta.get("retry_times", 0))
        self._tell(request, breaker, was)
        if not breaker.why:
            pause(self.crawler, request, seconds, "back-off")

    def _wait(self, request: Request, breaker: Breaker, wait_s: float) -> Request:
        was, times = breaker.why, request.meta.get("waits", 0)
        breaker.asked(time.monotonic(), wait_s)
        self._tell(request, breaker, was)
        if breaker.why:
            raise _broken(request, breaker)
        if times == 0:
            delay_s = max(floor_s(self.crawler, request) * SLOWER, MIN_DELAY_S)
            slow(self.crawler, request, min(delay_s, MAX_DELAY_S))
        pause(self.crawler, request, wait_s, "retry-after")
        if times >= self.max_times:
            self._case("too many requests", request.url)
            raise Postponed(f"the host asked to wait {times + 1} times for this page; try again later")
        return request.replace(meta={**request.meta, "waits": times + 1}, dont_filter=True)

    def _tell(self, request: Request, breaker: Breaker, was: str) -> None:
        if breaker.why and not was:
            self._case("broken off", f"{host_of(request)} after {breaker.why}")

    def _case(self, name: str, what: str) -> None:
        self.crawler.spider.ledger.case(name, what)  # type: ignore[union-attr]


def _broken(request: Request, breaker: Breaker) -> Postponed:
    return Postponed(f"{host_of(request)} is broken off after {breaker.why}; try again later")


def asked_wait(response: Response, now: float) -> float | None:
    """Return the seconds that a 429 or 503 asks to wait, None for other answers and a 503 without a time.

    Retry-After may be seconds or a date (RFC 9110, 10.2.3); a 429 without it gets a second, which is
    the least.  ``now`` is in seconds since 1970.
    """
    if response.status not in (429, 503):
        return None
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    seconds = float(value[:9]) if value.isascii() and value.isdigit() else _until(value, now)
    if seconds is None:
        return MIN_WAIT_S if response.status == 429 else None
    return max(MIN_WAIT_S, seconds)


def _until(value: str, now: float) -> float | None:
    try:
        date = email.utils.parsedate_tz(value)
        return None if date is None else email.utils.mktime_tz(date) - now
    except (ValueError, OverflowError, IndexError, TypeError):  # the year 99999, and what else hosts write
        return None
