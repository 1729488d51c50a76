"""The naive card: item pipelines that call trafilatura, langdetect and datasketch as their first pages show.

Items end in a file of JSON lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonlines
import trafilatura
from datasketch import MinHash, MinHashLSH
from langdetect import LangDetectException, detect
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response

SHINGLE = 5  # characters: words do not stand apart in Chinese
PERMUTATIONS, THRESHOLD = 128, 0.8


class Extract:
    """The text of a page."""

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the item with its text."""
        text = trafilatura.extract(item.pop("html"))
        if not text:
            raise DropItem("no text")
        return {**item, "text": text}


class Language:
    """The language of a text."""

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the item with its language."""
        try:
            return {**item, "language": detect(item["text"])}
        except LangDetectException:
            return {**item, "language": "und"}


class Unique:
    """Near-duplicates."""

    def __init__(self) -> None:
        self.index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the item if it is like none before."""
        text, sketch = item["text"], MinHash(num_perm=PERMUTATIONS)
        for shingle in {text[start : start + SHINGLE] for start in range(len(text) - SHINGLE + 1)}:
            sketch.update(shingle.encode())
        if self.index.query(sketch):
            raise DropItem("a copy")
        self.index.insert(item["url"], sketch)
        return item


class Write:
    """The file of items."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Write:
        """Make the pipeline."""
        return cls(crawler.spider.out)  # type: ignore[union-attr]

    def open_spider(self) -> None:
        """Open the file."""
        self.writer = jsonlines.open(self.path, "w")

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Write an item."""
        self.writer.write(item)
        return item

    def close_spider(self) -> None:
        """Close the file."""
        self.writer.close()


class Naive(Spider):
    """Follows the links that match and hands each thread on; all arguments come from the command line."""

    name = "naive"
    custom_settings = {"ITEM_PIPELINES": {Extract: 1, Language: 2, Unique: 3, Write: 4}}  # noqa: RUF012

    def __init__(self, start: str, follow: str, out: str, **more: Any) -> None:
        super().__init__(**more)
        self.start_urls, self.wanted, self.out = [start], re.compile(follow), out

    def parse(self, response: Response) -> Iterator[Any]:
        """Hand a thread on and go on to the links of a page."""
        if "/threads/" in response.url:
            yield {"url": response.url, "html": response.text}
        for href in response.css("a::attr(href)").getall():
            if self.wanted.search(href):
                yield response.follow(href, self.parse)
