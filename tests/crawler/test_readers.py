"""Processes that read pages: what they give, and what the death of one costs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from textwrap import dedent

import pytest

from crawler import reader, readers
from crawler.readers import Readers
from crawler.reading import Reading, read, read_whole
from crawler.records import Drop, Page
from crawler.sites import Site, load_site

HOOK = """
    import os, time

    def mend(document, seen):
        if b"poison" in document.page.body:
            os._exit(3)
        if b"endless" in document.page.body:
            time.sleep(600)
        return seen
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site whose hook ends the process that reads a page of poison."""
    (tmp_path / "deadly.py").write_text(dedent(HOOK), encoding="utf-8")
    (tmp_path / "tide.toml").write_text(
        dedent("""
            engine = "article"
            start = ["http://tide.example/"]
            license = "CC0-1.0"
            language = "en"
            hook = "deadly:mend"
            fields = { title = "h1", body = "article" }
        """),
        encoding="utf-8",
    )
    return load_site(tmp_path / "tide.toml")


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin a process at the first page."""
    monkeypatch.setattr(readers, "WINDOW_S", 0.0)
    monkeypatch.setattr(readers, "BEHIND", 0.0)


def a_page(number: int, word: str = "harbour") -> Page:
    text = f"The {word} was empty on day {number}, and nobody could say who had paid for the boats. " * 9
    html = f"<title>Day {number}</title><article><h1>Day {number}</h1><p>{text}</p></article>"
    return Page(f"http://tide.example/{number}", html.encode(), headers={"Content-Type": "text/html"})


async def ready(pool: Readers) -> None:
    """Wait until another process reads."""
    async with asyncio.timeout(60):
        while (await pool.read(a_page(0))).refined is None:
            await asyncio.sleep(0.05)


def run(site: Site, work: Callable[[Readers], Awaitable[None]], most: int = 1) -> None:
    """Do work with readers of a site and let them go."""

    async def whole() -> None:
        pool = Readers(site, most)
        try:
            await work(pool)
        finally:
            pool.close()
            await asyncio.sleep(0.1)  # the loop lets the sockets go

    asyncio.run(whole())


def test_a_crawl_that_waits_for_hosts_reads_by_itself(site: Site) -> None:
    """A page a moment needs no other process, and the text steps are left to the pipeline."""

    async def work(pool: Readers) -> None:
        for number in range(5):
            assert await pool.read(a_page(number)) == read(a_page(number), site)

    run(site, work, most=4)


@pytest.mark.usefixtures("_at_once")
def test_another_process_reads_the_same(site: Site) -> None:
    """Whole records come back, each to its page."""

    async def work(pool: Readers) -> None:
        await ready(pool)
        pages = [a_page(number) for number in range(40)]
        told = await asyncio.gather(*map(pool.read, pages))
        assert told == [read_whole(page, site) for page in pages]

    run(site, work)


def reason(reading: Reading) -> str:
    assert isinstance(reading.seen, Drop)
    assert reading.seen.step == "bug"
    return reading.seen.reason


@pytest.mark.usefixtures("_at_once")
def test_a_page_that_kills_its_process_costs_itself(site: Site) -> None:
    """Those that wait behind it are read elsewhere."""

    async def work(pool: Readers) -> None:
        await ready(pool)
        pages = [a_page(1), a_page(2, "poison"), a_page(3), a_page(4)]
        told = await asyncio.gather(*map(pool.read, pages))
        assert reason(told[1]) == "the page was not read: its process ended with exit code 3"
        assert [each.seen for each in told[::2]] == [read(page, site).seen for page in pages[::2]]

    run(site, work)


@pytest.mark.usefixtures("_at_once")
def test_an_endless_page_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and the crawl goes on."""
    monkeypatch.setattr(reader, "LONGEST_S", 0.5)

    async def work(pool: Readers) -> None:
        await ready(pool)
        first, last = await asyncio.gather(pool.read(a_page(1, "endless")), pool.read(a_page(2)))
        assert reason(first) == "the page was not read: it took more than 0 s"
        assert last.seen == read(a_page(2), site).seen

    run(site, work)


@pytest.mark.usefixtures("_at_once")
def test_more_processes_begin_while_pages_wait(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more at a time, and never more than may be."""
    monkeypatch.setattr(readers, "LATE_S", 0.0)  # at any moment

    async def work(pool: Readers) -> None:
        await ready(pool)
        async with asyncio.timeout(60):
            while len(pool._all) < 2:
                await asyncio.gather(*(pool.read(a_page(number)) for number in range(40)))
        await asyncio.gather(*(pool.read(a_page(number)) for number in range(200)))
        assert len(pool._all) == 2

    run(site, work, most=2)


@pytest.mark.usefixtures("_at_once")
def test_processes_end_with_the_crawl(site: Site) -> None:
    """At once, be they ready or still beginning."""
    begun = []

    async def work(pool: Readers) -> None:
        await ready(pool)
        begun.extend(each._process for each in pool._all)

    async def at_first(pool: Readers) -> None:
        await pool.read(a_page(1))
        begun.extend(each._process for each in pool._all)

    run(site, work)
    run(site, at_first)
    for process in begun:
        process.join(5)
    assert [process.is_alive() for process in begun] == [False, False]
