"""What reading a page costs the processor, by kind of page: its record and links, then the text steps.

The pages are those of benchmarks/crawl.py (benchmarks/made_forum.py): of a software that pairmill knows,
and a board and an article of none, about 40 kB each, with the site's file that the crawl has.  No
network, no disk: the milliseconds are what is left of a crawl where the rest costs nothing.  Kinds take
turns; prints the median and the least of the rounds.
"""

from __future__ import annotations

import argparse
import gc
import re
import time
from dataclasses import dataclass, field
from statistics import median

import made_forum
from crawl import PATTERNS
from made_forum import LISTING, THREAD

from crawler.engines import visit
from crawler.records import Page, Record
from crawler.sites import Site
from crawler.text.steps import refine

HOST = "forum.example"
FOLLOW = {"homemade": "thread", "article": "article"}


@dataclass(frozen=True, slots=True)
class Kind:
    """Pages of one kind with their site, and the milliseconds a page of the rounds so far."""

    site: Site
    pages: list[Page]
    read_ms: list[float] = field(default_factory=list)
    refined_ms: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Read all pages, then refine their records."""
        begun = time.process_time()
        found = [visit(page, self.site).result for page in self.pages]
        read = time.process_time()
        for result in found:
            assert isinstance(result, Record)
            refine(result)
        self.read_ms.append(1e3 * (read - begun) / len(found))
        self.refined_ms.append(1e3 * (time.process_time() - read) / len(found))


def kind(shell: str, count: int) -> Kind:
    """Return the pages of threads in a shell."""
    known = shell not in PATTERNS
    follow = {} if known else {FOLLOW[shell]: re.compile(THREAD), "listing": re.compile(LISTING)}
    site = Site("site", domains=(HOST,), engine=shell if known else "generic", follow=follow)
    headers = {"Content-Type": "text/html; charset=utf-8"}
    made = made_forum.pages(count, shell).items()
    pages = [Page(f"http://{HOST}{path}", html.encode(), headers=headers) for path, html in made]
    return Kind(site, [page for page in pages if re.search(THREAD, page.url)])


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    kinds = {shell: kind(shell, options.pages) for shell in ("xenforo", *PATTERNS)}
    for each in kinds.values():
        each.run()  # loads what the first pages need
        each.read_ms.clear()
        each.refined_ms.clear()
    gc.collect()
    gc.freeze()  # as in a process that only reads: what was loaded is not looked through again
    for _ in range(options.rounds):
        for each in kinds.values():
            each.run()
    print(f"{'ms a page':<12}{'pages':>6}{'read':>9}{'least':>8}{'refined':>9}{'least':>8}")
    for shell, each in kinds.items():
        told = "".join(f"{median(ms):>9.2f}{min(ms):>8.2f}" for ms in (each.read_ms, each.refined_ms))
        print(f"{shell:<12}{len(each.pages):>6}{told}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=60, help="of threads, by kind")
    parser.add_argument("--rounds", type=int, default=7)
    main(parser.parse_args())
