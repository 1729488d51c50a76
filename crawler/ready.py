"""Leased addresses in memory on their way to the downloader, by host, the best first."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from scrapy import Request

from crawler.entries import Entry

# What was begun before, such as a page that is tried again, comes before all else.
BEGUN = 1000


@dataclass(order=True, slots=True)
class Ready:
    """A leased address; ``request`` is there where the downloader had it before."""

    order: tuple[int, int]
    entry: Entry = field(compare=False)
    request: Request | None = field(default=None, compare=False)


class Queue:
    """A few addresses of each host; all costs grow with the number of hosts at hand."""

    def __init__(self) -> None:
        self._hosts: dict[str, list[Ready]] = {}
        self._by_url: dict[str, Entry] = {}

    def __len__(self) -> int:
        """Return how many addresses are ready."""
        return len(self._by_url)

    def push(self, entry: Entry, request: Request | None = None) -> None:
        """Add an address."""
        priority = BEGUN if request is not None else entry.priority
        heapq.heappush(self._hosts.setdefault(entry.host, []), Ready((-priority, entry.id), entry, request))
        self._by_url[entry.url] = entry

    def pop(self, free: Callable[[str], bool]) -> Ready | None:
        """Take the best address of those hosts that are free; None if there is none."""
        able = (waiting for host, waiting in self._hosts.items() if free(host))
        best = min(able, key=lambda waiting: waiting[0].order, default=None)
        if best is None:
            return None
        ready = heapq.heappop(best)
        if not best:
            del self._hosts[ready.entry.host]
        del self._by_url[ready.entry.url]
        return ready

    def find(self, url: str) -> Entry | None:
        """Return the entry of an address, None if it is not ready."""
        return self._by_url.get(url)

    def count(self, host: str) -> int:
        """Return how many addresses of a host are ready."""
        return len(self._hosts.get(host, ()))

    def last(self, host: str) -> int | None:
        """Return the priority of the address of a host that comes last, None if there is none."""
        waiting = self._hosts.get(host)
        return -max(waiting).order[0] if waiting else None

    def drain(self, host: str) -> list[int]:
        """Take the addresses of a host out that were never begun; return their ids."""
        waiting = self._hosts.pop(host, [])
        begun = [ready for ready in waiting if ready.request is not None]
        if begun:
            heapq.heapify(begun)
            self._hosts[host] = begun
        fresh = [ready.entry for ready in waiting if ready.request is None]
        for entry in fresh:
            del self._by_url[entry.url]
        return [entry.id for entry in fresh]

    def hosts(self) -> list[str]:
        """Return the hosts that have addresses ready."""
        return list(self._hosts)
