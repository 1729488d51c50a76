"""Processes that read pages beside the one that has them to read, once that one does little else.

A polite crawl reads each page in the moment that it waits for the next one, and needs none of them.
"""

from __future__ import annotations

import time

from crawler.reader import LostError, Reader
from crawler.reading import Reading, read
from crawler.records import Page
from crawler.sites import Site

# The first reader begins when reading took this share of so many seconds; the text steps, which run in
# the pipeline then, take as long again.
BEHIND, WINDOW_S = 0.15, 1.0
# One more begins when the page that each reads next was sent so long ago.
LATE_S = 0.5


class Readers:
    """Reads the pages of a site, in this process or in up to ``most`` others."""

    def __init__(self, site: Site, most: int) -> None:
        self.site, self.most = site, most
        self._all: list[Reader] = []
        self._since, self._busy_s = time.monotonic(), 0.0

    async def read(self, page: Page) -> Reading:
        """Return what a page gave; a bug, a death or an endless page is a Drop of the step "bug"."""
        while True:
            ready = [reader for reader in self._all if reader.is_ready]
            if self._is_behind(ready):
                self._all.append(Reader(self.site, self._gone))
            if not ready:
                return self._here(page)
            try:
                return await min(ready, key=lambda reader: len(reader.waiting)).read(page)
            except LostError:
                continue  # each time costs a page, so that it ends

    def close(self) -> None:
        """Let all processes go."""
        for reader in self._all:
            reader.close()

    def _gone(self, reader: Reader) -> None:
        self._all.remove(reader)
        if not reader.is_ready:
            self.most = 0  # what cannot begin here is not tried again

    def _here(self, page: Page) -> Reading:
        begun = time.perf_counter()
        reading = read(page, self.site)
        self._busy_s += time.perf_counter() - begun
        return reading

    def _is_behind(self, ready: list[Reader]) -> bool:
        """Whether one more process should read."""
        if len(self._all) >= self.most or len(ready) < len(self._all):
            return False
        if ready:
            return min(reader.late_s for reader in ready) >= LATE_S
        passed_s = time.monotonic() - self._since
        if passed_s < WINDOW_S:
            return False
        share = self._busy_s / passed_s
        self._since, self._busy_s = time.monotonic(), 0.0
        return share >= BEHIND
