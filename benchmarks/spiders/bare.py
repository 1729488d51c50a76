"""Bare Scrapy: follows the links of the benchmark's forum and keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scrapy import Spider
from scrapy.http import Response


class Bare(Spider):
    """Follows the links that match; ``start`` and ``follow`` come from the command line."""

    name = "bare"

    def __init__(self, start: str, follow: str, **more: Any) -> None:
        super().__init__(**more)
        self.start_urls, self.wanted = [start], re.compile(follow)

    def parse(self, response: Response) -> Iterator[Any]:
        """Go on to the links of a page."""
        for href in response.css("a::attr(href)").getall():
            if self.wanted.search(href):
                yield response.follow(href, self.parse)
