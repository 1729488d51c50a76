"""What a run that did not end has done after all: archive, records and frontier are brought together."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import a_page
from loopback import told
from scrapy.utils.test import get_crawler
from sqlalchemy import select

from crawler import archive, runs
from crawler.database import transaction
from crawler.engines import visit
from crawler.entries import Entry
from crawler.frontier import Frontier
from crawler.pipelines import Keep
from crawler.records import Context, Page, Record
from crawler.recovery import recover
from crawler.runs import Files, Run
from crawler.schema import DONE, URLS, WAITING
from crawler.sites import Site
from crawler.spiders.site import SiteSpider
from crawler.text.duplicates import Index
from crawler.text.steps import refine

BASE = "http://site.example"
WORKER = f"r@{socket.gethostname()}"
SITE = Site(
    "site",
    engine="article",
    domains=("site.example",),
    follow={"listing": re.compile(r"/list"), "article": re.compile(r"/\d+$")},
    fields={"title": "h1", "body": "article"},
)
SPIDER = type("Articles", (SiteSpider,), {"name": "site", "site": SITE})()


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    """Return the frontier of a crawl whose first four articles and list are leased."""
    frontier = Frontier("", tmp_path, "site", WORKER)
    frontier.begin([an_entry(path) for path in ("/1", "/2", "/3", "/4", "/list")], 0.0)
    frontier.lease("site.example", 99)
    yield frontier
    frontier.close()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path, "site", "r")


def an_entry(path: str, **more: Context) -> Entry:
    return Entry(BASE + path, "site.example", **more)  # type: ignore[arg-type]


def an_article(path: str, *links: str, **more: Context) -> Page:
    body = f"<h1>Page {path}</h1><article><p>{told(sum(path.encode()))}</p></article>"
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return a_page(body + anchors, BASE + path, **{"context": Context("article"), **more})


def a_list(*links: str) -> Page:
    return a_page(
        "".join(f'<a href="{link}">{link}</a>' for link in links), f"{BASE}/list", context=Context("listing")
    )


def written(files: Files, *pages: Page, last: bool = True) -> int:
    """Write pages as a crawl does, the ``last`` one's record perhaps not; return where that one begins."""
    run = Run(files, Index(0.8))
    for number, page in enumerate(pages, 1):
        place = run.archive(page)
        result = visit(page, SITE).result
        if last or number < len(pages):
            run.keep(page, refine(result, SITE.options) if isinstance(result, Record) else result, place)
    run.close()
    return place.offset


def recovered(frontier: Frontier, files: Files) -> int:
    return recover(frontier, files, WORKER, SITE, SPIDER.follow)


def states(frontier: Frontier) -> dict[str, int]:
    with transaction(frontier.engine) as connection:
        return {row.url.removeprefix(BASE): row.state for row in connection.execute(select(URLS))}


def done(frontier: Frontier) -> set[str]:
    return {path for path, state in states(frontier).items() if state == DONE}


def archived(files: Files) -> list[str]:
    return [page.url.removeprefix(BASE) for page, _ in archive.pages(files.pages)]


def test_pages_with_records_are_done(frontier: Frontier, files: Files) -> None:
    """They are not fetched again, and what is known of them is that of their page."""
    written(files, an_article("/1"), replace(an_article("/2"), headers={"ETag": '"x"'}))
    assert recovered(frontier, files) == 2
    assert done(frontier) == {"/1", "/2"}
    found = frontier.find([f"{BASE}/2"])[f"{BASE}/2"]
    assert (found.etag, found.text_hash is not None, '"offset"' in (found.place or "")) == ('"x"', True, True)


def test_a_rejected_page_is_done_too(frontier: Frontier, files: Files) -> None:
    """Its line among the rejected ones is what came of it."""
    written(files, an_article("/1"), replace(an_article("/2"), body=b"gone", status=404))
    assert recovered(frontier, files) == 2
    assert done(frontier) == {"/1", "/2"}


def test_a_page_without_record_is_cut_off(frontier: Frontier, files: Files) -> None:
    """It is fetched again, and stands in the archive once."""
    offset = written(files, an_article("/1"), an_article("/2"), last=False)
    assert recovered(frontier, files) == 1
    assert (done(frontier), archived(files), files.pages.stat().st_size) == ({"/1"}, ["/1"], offset)


def test_a_list_at_the_end_is_fetched_again(frontier: Frontier, files: Files) -> None:
    """Nobody can say whether it was read; one in the midst was."""
    written(files, a_list("/8"), an_article("/1"))
    assert recovered(frontier, files) == 2
    assert done(frontier) == {"/list", "/1"}


def test_an_only_list_is_fetched_again(frontier: Frontier, files: Files) -> None:
    """It wrote neither record nor rejection."""
    written(files, a_list("/8"))
    assert (recovered(frontier, files), done(frontier), archived(files)) == (0, set(), [])


def test_links_of_recovered_pages_are_queued(frontier: Frontier, files: Files) -> None:
    """One step deeper than their page; the process may have died before it wrote them."""
    written(files, a_list("/8", "/1"), an_article("/1", "/9"))
    recovered(frontier, files)
    found = frontier.find([f"{BASE}/8", f"{BASE}/9"])
    assert [each.depth for each in found.values()] == [1, 1]
    assert {path: state for path, state in states(frontier).items() if path in ("/8", "/9")} == {
        "/8": WAITING,
        "/9": WAITING,
    }


def test_what_was_acknowledged_is_not_looked_at(frontier: Frontier, files: Files) -> None:
    """Reading begins where the last acknowledgement ended."""
    offset = written(files, an_article("/1"), an_article("/2"))
    frontier.commit([an_entry("/5")], [], archived=offset)
    assert (recovered(frontier, files), done(frontier)) == (1, {"/2"})


def test_recovering_twice_is_recovering_once(frontier: Frontier, files: Files) -> None:
    """The run is closed by the first."""
    written(files, an_article("/1"), an_article("/2"))
    counts = [recovered(frontier, files), recovered(frontier, files)]
    assert (counts, archived(files), frontier.unclosed()) == ([2, 0], ["/1", "/2"], {})


def test_a_page_that_nobody_asked_for_changes_nothing(frontier: Frontier, files: Files) -> None:
    """An archive of another frontier's."""
    written(files, an_article("/77", "/78"), an_article("/1"))
    assert (recovered(frontier, files), done(frontier)) == (1, {"/1"})
    assert "/78" not in states(frontier)


def test_a_place_learned_too_late_is_read_once_more(frontier: Frontier, files: Files) -> None:
    """The page was written with what was known when it was fetched."""
    written(files, an_article("/1"), an_article("/2", context=Context("chapter", "book", 2)))
    placed = [an_entry(f"/{number}", context=Context("chapter", "book", number)) for number in (1, 2)]
    frontier.commit(placed, [])
    recovered(frontier, files)
    assert (states(frontier)["/1"], states(frontier)["/2"]) == (WAITING, DONE)


def test_an_empty_run_is_closed(frontier: Frontier, files: Files) -> None:
    """It was killed before its first page."""
    Run(files, Index(0.8)).close()
    assert (recovered(frontier, files), frontier.unclosed()) == (0, {})


def test_many_pages_are_recovered_in_parts(
    frontier: Frontier, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is left out at the seams."""
    monkeypatch.setattr("crawler.recovery.CHUNK", 2)
    paths = ["/1", "/2", "/3", "/4"]
    written(files, *map(an_article, paths))
    assert (recovered(frontier, files), done(frontier)) == (4, set(paths))


def begun(tmp_path: Path) -> Keep:
    """Return the pipeline of a crawl that is about to begin."""
    crawler = get_crawler(type(SPIDER), {"DATA_DIR": str(tmp_path)})
    crawler.spider = type(SPIDER).from_crawler(crawler)
    crawler.engine = SimpleNamespace(scheduler=None)  # type: ignore[assignment]
    keep = Keep(crawler)
    keep.site, keep.data = SITE, tmp_path
    keep.scheduler = SimpleNamespace(frontier=Frontier("", tmp_path, "site", "next"))  # type: ignore[assignment]
    return keep


def starting(tmp_path: Path) -> None:
    keep = begun(tmp_path)
    keep._recover_all()
    assert keep.scheduler
    keep.scheduler.frontier.close()


def test_torn_files_are_mended_before_they_are_recovered(
    frontier: Frontier, files: Files, tmp_path: Path
) -> None:
    """A record that was half written is none: its page is cut off and fetched again."""
    written(files, an_article("/1"), an_article("/2"))
    runs.write_report(files, {"finished": None})
    with files.records.open("r+b") as file:
        file.truncate(files.records.stat().st_size - 5)
    with files.pages.open("ab") as pages:
        pages.write(b"\x1f\x8b\x08half")
    starting(tmp_path)
    assert (done(frontier), archived(files)) == ({"/1"}, ["/1"])
    assert [record.url for record in runs.records(files.records)] == [f"{BASE}/1"]


def test_a_run_of_another_machine_is_left_alone(frontier: Frontier, tmp_path: Path) -> None:
    """Its files are not here; that machine accounts for them."""
    starting(tmp_path)
    assert frontier.unclosed() == {WORKER: 0}


def test_a_run_that_is_alive_is_left_alone(frontier: Frontier, tmp_path: Path) -> None:
    """It will acknowledge its pages itself; when its process has ended, others do it."""
    files, lock = runs.new_run(tmp_path, "site")
    frontier.worker = f"{files.run}@{socket.gethostname()}"
    frontier.begin([], 0.0)
    frontier.lease("site.example", 99)
    written(files, an_article("/1"))
    starting(tmp_path)
    alive = done(frontier)
    lock.close()
    starting(tmp_path)
    assert (alive, done(frontier)) == (set(), {"/1"})
