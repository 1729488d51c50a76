"""The frontier behind Scrapy's scheduler interface.

What pages lead to is gathered in memory and written in short transactions; what is to be fetched
next is leased in small batches, so that a page of higher priority that turns up overtakes.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.httpobj import urlparse_cached

from crawler.entries import Ack, Entry
from crawler.errors import StoreError
from crawler.found import Found
from crawler.frontier import LEASE_S, Frontier
from crawler.ready import Queue
from crawler.records import Context
from crawler.requests import as_entry, as_request
from crawler.schema import DONE, FAILED

# Requests of a host on their way at once, one of them in the downloader's queue; nothing passes them there.
PER_HOST = 2
BATCH = 32
# Where several workers share hosts that need no delay, so many hosts and addresses of each keep one busy:
# what it takes and does not need yet, the others wait for.
SOME_HOSTS, SOME = 16, 8
# Links are written when so many are held, acknowledgements too, and both after so much time.
MAX_HELD, MAX_AGE_S = 500, 0.5
# Seconds between two looks at hosts that other workers may have given back.
POLL_S = 0.02


@dataclass(slots=True)
class Taken:
    """A leased address that is being fetched or read."""

    entry: Entry
    request: Request


class Scheduler:
    """Scrapy's scheduler over a frontier.

    ``sync`` brings the files of the run to the disk and returns how far its archive goes; ``recover``
    accounts for what a worker wrote that is no more.
    """

    frontier: Frontier

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.sync: Callable[[], int | None] = lambda: None
        self.recover: Callable[[str], None] = lambda _: None
        self._found = Found()
        self._acks: list[Ack] = []
        self._ready = Queue()
        self._more: set[str] = set()  # hosts that may have waiting addresses
        self._taken: dict[int, Taken] = {}
        self._rests: dict[str, float] = {}
        self._written = self._polled = self._renewed = time.monotonic()
        self._broken = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Scheduler:
        """Make the scheduler."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Open the frontier; the crawl begins by ``begin``, when the files of its run are open."""
        settings = self.crawler.settings
        self.spider: Any = spider
        try:
            self.frontier = Frontier(settings["FRONTIER"] or "", Path(settings["DATA_DIR"]), spider.name)
        except StoreError as error:
            spider.ledger.stopped = str(error)  # type: ignore[attr-defined]
            raise CloseSpider("store") from None

    def begin(self, worker: str) -> bool:
        """Begin a crawl, or go on with one, in the name of a run; return whether an earlier one goes on."""
        self.frontier.worker = worker
        start = [as_entry(Request(url, meta={"again": True})) for url in self.spider.site.start]
        goes_on = self.frontier.begin(start, self.spider.site.limits.max_recheck_share)
        if not self.frontier.shared:
            self._more.update(self.frontier.hosts())
        self._timer = create_looping_call(self._tick)
        self._timer.start(POLL_S if self.frontier.shared else MAX_AGE_S, now=False)
        return goes_on

    def enqueue_request(self, request: Request) -> bool:
        """Take a request over: one that is tried again comes next, of known pages only what they lack."""
        lease = request.meta.get("lease")
        taken = self._taken.get(lease) if lease else None
        if taken and taken.entry.url == request.url:
            taken.request = request
            self._ready.push(taken.entry, request)
            return True
        if taken:
            self._move(taken, request)
        entry = as_entry(request)
        self._teach(entry)
        self._found.add(entry)
        return True

    def _move(self, taken: Taken, request: Request) -> None:
        """The page that was asked for stands elsewhere: that address is the one to fetch from now on."""
        request.meta.pop("lease")
        request.meta["again"] = True
        request.dont_filter = False  # many may lead to one address, which is fetched once
        self._end(taken.entry.id, DONE, f"moved to {request.url}", status=301)

    def _teach(self, entry: Entry) -> None:
        """Tell an address that is leased and not yet asked for what a link knows better."""
        known = self._ready.find(entry.url)
        if known and entry.rank > known.rank:
            known.rank, known.context = entry.rank, entry.context

    def next_request(self) -> Request | None:
        """Return the best request of those hosts that may be asked now, None if there is none."""
        if self._broken:
            return None
        busy = Counter(urlparse_cached(each).hostname or "" for each in self._downloader.active)
        try:
            if self._is_urgent():
                self.flush()
            found = self._pop(busy)
            if found is None and self._fill(busy):
                found = self._pop(busy)
        except StoreError as error:
            self._break(error)
            return None
        return found

    @property
    def _downloader(self) -> Any:
        assert self.crawler.engine
        return self.crawler.engine.downloader

    def _is_urgent(self) -> bool:
        """Whether what is held must be known before the next request is chosen."""
        if len(self._found) >= MAX_HELD or (len(self._found) and not len(self._ready)):
            return True
        return any(self._overtakes(host, best) for host, best in self._found.best.items())

    def _overtakes(self, host: str, priority: int) -> bool:
        last = self._ready.last(host)
        return last is not None and priority > last

    def _pop(self, busy: Counter[str]) -> Request | None:
        while ready := self._ready.pop(lambda host: busy[host] < PER_HOST):
            if ready.request and ready.entry.id not in self._taken:
                continue  # another worker has it now
            request = ready.request or as_request(ready.entry, self.spider)
            request.meta["context"] = ready.entry.context  # more may be known since it was begun
            self._taken[ready.entry.id] = Taken(ready.entry, request)
            if self.spider.site.allows(ready.entry.url):
                return request
            self.leave(request, "the site's file leaves it out now")
        return None

    def _fill(self, busy: Counter[str]) -> bool:
        """Lease more addresses; return whether any came."""
        if len(self._found):
            self.flush()
        if self.frontier.shared:
            return self._claim(busy)
        found = False
        idle = (host for host in self._more if busy[host] < PER_HOST and not self._ready.count(host))
        for host in list(islice(idle, self._free(busy))):
            entries = self._take(self.frontier.lease(host, BATCH))
            found |= entries > 0
            if entries < BATCH:
                self._more.discard(host)
        return found

    def _free(self, busy: Counter[str]) -> int:
        return max(0, self.crawler.settings.getint("CONCURRENT_REQUESTS") - sum(busy.values()))

    def _take(self, entries: list[Entry]) -> int:
        for entry in entries:
            self._ready.push(entry)
        return len(entries)

    def _claim(self, busy: Counter[str]) -> bool:
        free, each = self._free(busy), 1
        now = time.monotonic()
        if not self.spider.site.delay_s:
            free, each = min(free, SOME_HOSTS - len(busy.keys() | set(self._ready.hosts()))), SOME
        if free <= 0 or now - self._polled < POLL_S:
            return False
        self._rest()
        found = self._take(self.frontier.claim(free, each))
        if not found:
            self._polled = now
        return found > 0

    def flush(self) -> None:
        """Write what is held: links first or together with the pages that they came from."""
        now = time.monotonic()
        late = now - self._written >= MAX_AGE_S or len(self._acks) >= MAX_HELD
        acks, archived = (self._acks, self.sync()) if self._acks and late else ([], None)
        entries = self._found.entries()
        self.frontier.commit(entries, acks, archived)
        overtaking = {host: best for host, best in self._found.best.items() if self._overtakes(host, best)}
        self._found.clear()
        if acks:
            self._acks, self._written = [], now
        if not self.frontier.shared:
            self._more.update(entry.host for entry in entries)
            for host in overtaking:
                self._overtake(host)

    def _overtake(self, host: str) -> None:
        """Lease those addresses that come before one that is ready."""
        if self._ready.count(host) > 4 * BATCH:
            self.frontier.release(self._ready.drain(host))
        self._take(self.frontier.lease(host, BATCH, above=self._ready.last(host)))

    def holds(self, lease: int) -> bool:
        """Whether an address is still this worker's: what is written of another's would be there twice."""
        return lease in self._taken and not self._is_late()

    def _is_late(self) -> bool:
        return self.frontier.shared and time.monotonic() - self._renewed > LEASE_S

    def _forget(self, held: set[int]) -> None:
        """Leave what another worker took over meanwhile to that one."""
        self._taken = {lease: taken for lease, taken in self._taken.items() if lease in held}
        for host in self._ready.hosts():
            self.frontier.release(self._ready.drain(host))

    def entry(self, lease: int) -> Entry:
        """Return what is known of a leased address."""
        return self._taken[lease].entry

    def done(self, lease: int, ack: Ack) -> None:
        """Acknowledge a leased address: what came of it is written."""
        taken = self._taken.pop(lease, None)
        if taken is None:
            return
        self._acks.append(ack)
        host = taken.entry.host
        if self.frontier.shared and not self._is_at_hand(host):
            self._rests[host] = self.frontier.now() + self._pause(host)

    def _is_at_hand(self, host: str) -> bool:
        """Whether this worker has more to ask of a host."""
        return self._ready.count(host) > 0 or any(each.entry.host == host for each in self._taken.values())

    def fail(self, request: Request, reason: str) -> None:
        """Give an address up for this crawl; the next one tries it again."""
        self._end(request.meta.get("lease", 0), FAILED, reason)

    def leave(self, request: Request, reason: str) -> None:
        """Note an address that must not be fetched."""
        self._end(request.meta.get("lease", 0), DONE, reason)

    def _end(self, lease: int, state: int, reason: str, status: int = 0) -> None:
        """Acknowledge an address that was not read; knowing its place better would not help that."""
        if lease in self._taken:
            rank = self._taken[lease].entry.rank
            self.done(lease, Ack(lease, state, rank=rank, status=status, reason=reason[:500]))

    def _pause(self, host: str) -> float:
        """Return the seconds until a host may be asked again, counted from its last request."""
        slot = self._downloader.slots.get(host)
        return max(0.0, slot.lastseen + slot.delay - time.monotonic()) if slot else 0.0

    def _rest(self) -> None:
        if self._rests:
            rests, self._rests = self._rests, {}
            self.frontier.rest(rests)

    def news(self, links: list[tuple[str, Context]]) -> bool:
        """Whether any of the linked pages is new or changed in this crawl; in a first crawl all are."""
        return self.frontier.crawl == 1 or self.frontier.news(links)

    def has_pending_requests(self) -> bool:
        """Whether anything is left to fetch, by this worker or another; asked when this one is idle."""
        if len(self._found) or len(self._ready) or self._more:
            return not self._broken
        if self._broken:
            return False
        for taken in list(self._taken.values()):
            self.fail(taken.request, "it was fetched, and nothing came of it")
        try:
            self._written = 0.0
            self.flush()
            self._rest()
            if self.frontier.shared:
                return self.frontier.pending()
            self._more.update(self.frontier.hosts())
        except StoreError as error:
            self._break(error)
        return bool(self._more) and not self._broken

    def _tick(self) -> None:
        """Write what has been held for long; of a shared frontier renew leases and look for work."""
        if self._broken:
            return
        try:
            now = time.monotonic()
            if now - self._written >= MAX_AGE_S:
                self.flush()
            if self.frontier.shared:
                self._rest()
                if now - self._renewed > LEASE_S / 3:
                    self._renew(now)
        except StoreError as error:
            self._break(error)
        if self.frontier.shared and self.crawler.engine:
            slot = self.crawler.engine._slot  # the engine itself looks every five seconds only
            if slot is not None:
                slot.nextcall.schedule()

    def _renew(self, now: float) -> None:
        late = self._is_late()
        held = self.frontier.renew()
        if late:
            self._forget(held)
        self._renewed = now
        for worker in self.frontier.lost():
            self.recover(worker)
            self.frontier.release(worker=worker)

    def _break(self, error: StoreError) -> None:
        """Stop the crawl in good order; what was not acknowledged comes again at the next start."""
        self._broken = True
        self.spider.stop(str(error))

    def close(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's interface)
        """Write what is held, give back what was not fetched, note the end."""
        if not hasattr(self, "_timer"):
            return  # it never began
        self._timer.stop()
        try:
            self._written = 0.0
            self.flush()
            self._rest()
            self.frontier.release(worker=self.frontier.worker)
            self.frontier.finish()
        except StoreError as error:
            self.spider.stop(str(error))
        self.frontier.close()
