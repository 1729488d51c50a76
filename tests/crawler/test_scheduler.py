"""The scheduler between Scrapy's engine and the frontier: what is asked for next, and what became of it."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.utils.test import get_crawler
from sqlalchemy import event, select

from crawler import scheduler as room
from crawler.database import transaction
from crawler.entries import Ack, Entry
from crawler.found import together
from crawler.frontier import LEASE_S, Frontier
from crawler.records import Context
from crawler.scheduler import BATCH, MAX_HELD, PER_HOST, SOME_HOSTS, Scheduler
from crawler.schema import DONE, FAILED, HOSTS, LEASED, METADATA, URLS, WAITING
from crawler.sites import Site
from crawler.spiders.site import SiteSpider

BASE = "http://a.example"
SITE = Site("site", domains=("a.example", "b.example"), delay_s=0)
CHAPTER = Context("chapter", "book", 3)
Make = Callable[..., Scheduler]


def a_spider(site: Site, **settings: object) -> SiteSpider:
    """Return a spider of a real crawler, with as much of an engine as the scheduler asks for."""
    crawler = get_crawler(type("Spider", (SiteSpider,), {"name": site.name, "site": site}), settings)
    crawler.spider = crawler.spidercls.from_crawler(crawler)
    downloader = SimpleNamespace(active=set(), slots={})
    crawler.engine = SimpleNamespace(downloader=downloader, running=False, _slot=None)  # type: ignore[assignment]
    assert isinstance(crawler.spider, SiteSpider)
    return crawler.spider


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Make schedulers over one frontier, each with its crawl begun."""
    loop = asyncio.new_event_loop()
    made: list[Scheduler] = []

    def making(site: Site = SITE, worker: str = "one", shared: bool = False, requests: int = 8) -> Scheduler:
        spider = a_spider(site, DATA_DIR=str(tmp_path), FRONTIER="", CONCURRENT_REQUESTS=requests)
        scheduler = Scheduler.from_crawler(spider.crawler)
        scheduler.open(spider)
        scheduler.frontier.shared = shared

        async def begin() -> None:
            scheduler.begin(worker)

        loop.run_until_complete(begin())
        made.append(scheduler)
        return scheduler

    yield making
    for each in made:
        if each._timer.running:
            each.close("finished")
    loop.run_until_complete(asyncio.sleep(0))  # the timers end
    loop.close()


@pytest.fixture
def one(make: Make) -> Scheduler:
    return make()


def ask(scheduler: Scheduler, *paths: str, priority: int = 0, base: str = BASE, **meta: object) -> None:
    for path in paths:
        assert scheduler.enqueue_request(Request(base + path, meta=meta, priority=priority))


def downloader(scheduler: Scheduler) -> Any:
    """Return the stub that stands for Scrapy's."""
    assert scheduler.crawler.engine
    return scheduler.crawler.engine.downloader


def path(request: Request | None) -> str:
    return request.url.removeprefix(BASE) if request else ""


def all_of(scheduler: Scheduler) -> list[Request]:
    """Take what there is."""
    return list(iter(scheduler.next_request, None))


def paths(scheduler: Scheduler) -> list[str]:
    return [path(request) for request in all_of(scheduler)]


def first(scheduler: Scheduler) -> Request:
    request = scheduler.next_request()
    assert request is not None
    return request


def end(scheduler: Scheduler, *requests: Request) -> None:
    """Acknowledge pages as the pipeline does."""
    for request in requests:
        lease = request.meta["lease"]
        scheduler.done(lease, Ack(lease, DONE, rank=scheduler.entry(lease).rank))


def flushed(scheduler: Scheduler) -> None:
    scheduler._written = 0.0
    scheduler.flush()


def states(scheduler: Scheduler) -> dict[str, tuple[int, str | None]]:
    with transaction(scheduler.frontier.engine) as connection:
        rows = connection.execute(select(URLS.c.url, URLS.c.state, URLS.c.reason)).all()
    return {row.url.removeprefix(BASE): (row.state, row.reason) for row in rows}


def commits(scheduler: Scheduler) -> list[int]:
    """Return a list that grows by one with each commit."""
    counted: list[int] = []
    event.listen(scheduler.frontier.engine, "commit", lambda _: counted.append(1))
    return counted


def broken(scheduler: Scheduler) -> None:
    """Have the database refuse all."""
    with transaction(scheduler.frontier.engine) as connection:
        METADATA.drop_all(connection)


def test_what_is_asked_for_comes(one: Scheduler) -> None:
    """Best first, each once."""
    ask(one, "/1", "/2", "/1")
    ask(one, "/top", priority=5)
    assert paths(one) == ["/top", "/1", "/2"]
    ask(one, "/1")
    assert paths(one) == []


def test_start_pages_are_there_from_the_beginning(make: Make) -> None:
    """Also if the engine never came to ask the spider for them."""
    assert paths(make(replace(SITE, start=(f"{BASE}/start",)))) == ["/start"]


def test_a_request_that_is_tried_again_comes_next(one: Scheduler) -> None:
    """It keeps its lease, and what its first try left in it."""
    ask(one, "/1", "/2", "/3")
    failed = first(one)
    one.enqueue_request(failed.replace(meta={**failed.meta, "retry_times": 1}, priority=-1))
    ask(one, "/top", priority=30)
    again = first(one)
    assert (again.url, again.meta["lease"], again.meta["retry_times"]) == (
        failed.url,
        failed.meta["lease"],
        1,
    )
    assert paths(one) == ["/top", "/2", "/3"]


def test_a_request_that_is_tried_again_takes_what_was_learned(one: Scheduler) -> None:
    """A chapter's place that came meanwhile is read with it, and the page is not fetched a third time."""
    ask(one, "/1")
    one.enqueue_request(first(one).copy())
    ask(one, "/1", context=CHAPTER)
    again = first(one)
    end(one, again)
    flushed(one)
    assert (again.meta["context"], paths(one)) == (CHAPTER, [])


def test_a_place_learned_before_the_page_is_asked_for_costs_nothing(one: Scheduler) -> None:
    """The lease that is at hand takes it over."""
    ask(one, "/0", "/1")
    zero = first(one)
    ask(one, "/1", context=CHAPTER)
    request = first(one)
    end(one, zero, request)
    flushed(one)
    assert (path(request), request.meta["context"], paths(one)) == ("/1", CHAPTER, [])


def test_a_place_learned_while_the_page_is_on_its_way_costs_a_second_fetch(one: Scheduler) -> None:
    """And no third."""
    ask(one, "/1")
    request = first(one)
    ask(one, "/1", context=CHAPTER)
    flushed(one)
    end(one, request)
    flushed(one)
    assert one.has_pending_requests()
    (again,) = all_of(one)
    end(one, again)
    flushed(one)
    assert (again.meta["context"], paths(one), one.has_pending_requests()) == (CHAPTER, [], False)


def test_a_redirect_asks_for_the_new_address(one: Scheduler) -> None:
    """The old one is done, and says where the page stands."""
    ask(one, "/old", context=CHAPTER)
    one.enqueue_request(first(one).replace(url=f"{BASE}/new"))
    moved = first(one)
    assert (path(moved), moved.meta["context"]) == ("/new", CHAPTER)
    flushed(one)
    assert states(one) == {"/old": (DONE, f"moved to {BASE}/new"), "/new": (LEASED, None)}


def test_an_address_that_many_lead_to_is_fetched_once(one: Scheduler) -> None:
    """A site that redirects what it lost to its front page."""
    ask(one, "/1", "/2", "/3")
    found = []
    for request in all_of(one):
        one.enqueue_request(request.replace(url=f"{BASE}/front"))
        moved = all_of(one)
        end(one, *moved)
        flushed(one)
        found += [path(each) for each in moved]
    assert (found, one.has_pending_requests()) == (["/front"], False)


@pytest.mark.parametrize("how", ["leave", "fail", "move"])
def test_a_chapter_that_cannot_be_had_is_not_asked_for_again(one: Scheduler, how: str) -> None:
    """However well its place is known."""
    ask(one, "/1", context=CHAPTER)
    request = first(one)
    if how == "move":
        one.enqueue_request(request.replace(url=f"{BASE}/2"))
        end(one, first(one))
    else:
        getattr(one, how)(request, "why")
    flushed(one)
    assert (paths(one), one.has_pending_requests()) == ([], False)
    assert states(one)["/1"][0] == (FAILED if how == "fail" else DONE)


def test_a_better_page_overtakes(one: Scheduler) -> None:
    """Those that are leased and not begun come after it."""
    ask(one, *(f"/{number}" for number in range(BATCH + 5)))
    begun = path(first(one))
    ask(one, "/contents", priority=30)
    assert (begun, path(first(one)), path(first(one))) == ("/0", "/contents", "/1")


def test_many_that_overtake_each_other_all_come(one: Scheduler) -> None:
    """In order, and each once, though what was leased too early is given back."""
    wanted = []
    for priority in range(8):
        names = [f"/{priority}/{number}" for number in range(BATCH)]
        ask(one, *names, priority=priority)
        wanted.append(path(first(one)))
    assert wanted == [f"/{priority}/0" for priority in range(8)]
    rest = paths(one)
    assert rest == [f"/{priority}/{number}" for priority in range(7, -1, -1) for number in range(1, BATCH)]


def test_a_host_has_two_requests_on_their_way(one: Scheduler) -> None:
    """Others do not wait for it."""
    ask(one, *(f"/{number}" for number in range(4)))
    ask(one, "/", base="http://b.example", priority=-5)
    active = downloader(one).active
    found = []
    while request := one.next_request():
        active.add(request)
        found.append(path(request))
    assert found == [*(f"/{number}" for number in range(PER_HOST)), "http://b.example/"]
    active.clear()
    assert path(one.next_request()) == "/2"


def test_links_that_repeat_cost_nothing(one: Scheduler) -> None:
    """Each page of a site has the same menu."""
    ask(one, *(f"/{number}" for number in range(20)))
    begun = first(one)
    counted = commits(one)
    for _ in range(50):
        ask(one, *(f"/{number}" for number in range(20)))
        flushed(one)
    assert (counted, path(begun)) == ([], "/0")


def test_many_pages_are_written_in_few_commits(one: Scheduler) -> None:
    """Links are gathered, and acknowledgements go with them."""
    counted = commits(one)
    ask(one, *(f"/{number}" for number in range(400)))
    for request in all_of(one):
        end(one, request)
    assert len(counted) <= 2 + 400 / BATCH


def test_what_is_held_has_a_bound(one: Scheduler) -> None:
    """Then it is written before the next request is chosen."""
    ask(one, "/first")
    first(one)
    ask(one, "/0", "/1")
    first(one)
    counted = commits(one)
    ask(one, *(f"/{number}" for number in range(2, MAX_HELD + 2)))
    first(one)
    assert (len(counted), len(states(one))) == (1, MAX_HELD + 3)


def test_only_the_latest_addresses_are_remembered(one: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the others the frontier knows that they are known."""
    monkeypatch.setattr("crawler.found.MAX_SEEN", 3)
    for _ in range(3):
        ask(one, *(f"/{number}" for number in range(9)))
    assert len(paths(one)) == 9
    ask(one, *(f"/{number}" for number in range(9)))
    assert (paths(one), len(one._found._seen)) == ([], 3)


def test_it_is_at_its_end_when_all_is_acknowledged(one: Scheduler) -> None:
    """Not while anything is held, ready or waiting."""
    told = [one.has_pending_requests()]
    ask(one, "/1")
    told.append(one.has_pending_requests())
    request = first(one)
    end(one, request)
    all_of(one)
    assert [*told, one.has_pending_requests()] == [False, True, False]


def test_a_page_of_which_nothing_came_is_failed(one: Scheduler) -> None:
    """Its callback was lost on the way; nobody waits for it for ever, and the next crawl tries it again."""
    ask(one, "/1")
    all_of(one)
    assert not one.has_pending_requests()
    assert states(one) == {"/1": (FAILED, "it was fetched, and nothing came of it")}


def test_what_the_sites_file_leaves_out_now_is_left(make: Make) -> None:
    """It may have been found when the file said otherwise, also with its place in a book."""
    one = make()
    ask(one, "/old/1", "/new/1", context=CHAPTER)
    flushed(one)
    one.close("shutdown")
    two = make(replace(SITE, deny=(re.compile("/old/"),)), "two")
    assert paths(two) == ["/new/1"]
    flushed(two)
    assert states(two)["/old/1"] == (DONE, "the site's file leaves it out now")


@pytest.mark.parametrize("when", ["next", "pending", "tick", "close"])
def test_a_store_that_fails_stops_the_crawl(
    one: Scheduler, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line that says where and why; nothing is asked for after it."""
    ask(one, "/1")
    broken(one)
    monkeypatch.setattr(room, "MAX_AGE_S", 0.0)
    if when == "pending":
        one._found.clear()
        one._more.clear()
    does: dict[str, Callable[[], object]] = {
        "next": one.next_request,
        "pending": one.has_pending_requests,
        "tick": one._tick,
        "close": lambda: one.close("finished"),
    }
    does[when]()
    stopped = one.spider.ledger.stopped
    assert "state.db: no such table" in stopped
    assert "\n" not in stopped
    if when != "close":
        assert (one.next_request(), one.has_pending_requests()) == (None, False)


def test_what_failed_to_be_written_is_written_at_the_end(one: Scheduler) -> None:
    """If the store has come to itself by then."""
    ask(one, "/1")
    with transaction(one.frontier.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE urls RENAME TO away")
    assert one.next_request() is None
    with transaction(one.frontier.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO urls")
    one.close("store")
    assert states(one) == {"/1": (WAITING, None)}
    assert one.frontier.hosts() == ["a.example"]


def test_an_end_gives_back_what_was_not_fetched(make: Make) -> None:
    """The next run goes on with it, and with what was on its way."""
    one = make()
    ask(one, "/1", "/2", "/3")
    done, _ = first(one), first(one)
    end(one, done)
    one.close("shutdown")
    assert [states(one)[each][0] for each in ("/1", "/2", "/3")] == [DONE, WAITING, WAITING]
    assert paths(make(worker="two")) == ["/2", "/3"]


def test_an_end_of_all_is_the_end_of_the_crawl(make: Make) -> None:
    """The next one counts as another and asks for the first pages again."""
    site = replace(SITE, start=(f"{BASE}/start",))
    one = make(site)
    end(one, *all_of(one))
    one.close("finished")
    two = make(site, "two")
    assert (two.frontier.crawl, paths(two), two.frontier.unclosed()) == (2, ["/start"], {"two": 0})


def test_files_are_on_the_disk_before_their_pages_are_acknowledged(one: Scheduler) -> None:
    """And the frontier knows how far into the archive that is."""
    seen = []

    def sync() -> int:
        seen.append(states(one)["/1"][0])
        return 123

    one.sync = sync
    ask(one, "/1")
    end(one, first(one))
    flushed(one)
    assert (seen, states(one)["/1"][0], one.frontier.unclosed()) == ([LEASED], DONE, {"one": 123})


def test_what_is_held_is_written_in_time(one: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock, where nothing else does it."""
    ask(one, "/1")
    one._tick()
    early = states(one)
    monkeypatch.setattr(room, "MAX_AGE_S", 0.0)
    one._tick()
    assert (early, states(one)) == ({}, {"/1": (WAITING, None)})


def test_a_lease_is_held_until_it_is_done(one: Scheduler) -> None:
    """An end comes once: a second one, and one of a page without a lease, say nothing."""
    ask(one, "/1")
    request = first(one)
    lease = request.meta["lease"]
    held = [one.holds(lease)]
    end(one, request)
    one.fail(request, "too late")
    one.leave(Request(BASE), "without a lease")
    flushed(one)
    assert ([*held, one.holds(lease), one.holds(0)], states(one)) == (
        [True, False, False],
        {"/1": (DONE, "")},
    )


def test_an_address_that_cannot_be_used_ends_the_crawl(tmp_path: Path) -> None:
    """Before it begins, with the store's own words."""
    spider = a_spider(SITE, DATA_DIR=str(tmp_path), FRONTIER="nonsense")
    scheduler = Scheduler.from_crawler(spider.crawler)
    with pytest.raises(CloseSpider):
        scheduler.open(spider)
    assert spider.ledger.stopped.startswith("FRONTIER: expected an address")
    scheduler.close("store")


def test_all_is_news_in_a_first_crawl(make: Make) -> None:
    """Later on the frontier is asked."""
    one = make()
    link = (f"{BASE}/1", Context())
    ask(one, "/1")
    told = [one.news([link])]
    end(one, *all_of(one))
    one.close("finished")
    assert [*told, make(worker="two").news([link])] == [True, False]


def shared(make: Make, *pages: str) -> Scheduler:
    """Return a scheduler that shares its frontier, of a site that wants a delay."""
    scheduler = make(replace(SITE, delay_s=1.0), shared=True)
    ask(scheduler, *pages)
    scheduler._polled = 0.0
    return scheduler


def test_hosts_that_need_no_delay_are_shared(make: Make) -> None:
    """A worker takes as many as keep it busy and leaves the others, however many requests it may have."""
    site = replace(SITE, domains=("example",))
    one = make(site, shared=True, requests=64)
    for number in range(2 * SOME_HOSTS):
        ask(one, "/1", "/2", base=f"http://h{number}.example")
    one.flush()
    active = downloader(one).active
    one._polled = 0.0
    while request := one.next_request():
        active.add(request)
    assert len({urlsplit(each.url).hostname for each in active}) == SOME_HOSTS


def test_a_shared_host_is_asked_one_page_at_a_time(make: Make) -> None:
    """It is given back when the page is done, to rest for what is left of its delay."""
    one = shared(make, "/1", "/2")
    (request,) = all_of(one)
    slot = SimpleNamespace(lastseen=time.monotonic(), delay=60.0)
    downloader(one).slots["a.example"] = slot
    end(one, request)
    one._polled = 0.0
    assert (paths(one), one.has_pending_requests()) == ([], True)
    with transaction(one.frontier.engine) as connection:
        rests = connection.scalar(select(HOSTS.c.next_at)) or 0
    assert 55 < rests - one.frontier.now() <= 60


def test_a_worker_that_comes_late_does_not_write(make: Make) -> None:
    """Its leases have run out, and another may have taken them; what nobody took it may go on with."""
    one = shared(make, "/1")
    ask(one, "/2", base="http://b.example")
    one.flush()
    leases = {each.url: each.meta["lease"] for each in all_of(one)}
    one._renewed -= LEASE_S + 1
    late = [one.holds(lease) for lease in leases.values()]
    other = Frontier("", Path(one.crawler.settings["DATA_DIR"]), "site", "two")
    with transaction(other.engine) as connection:
        mine = URLS.c.url == f"{BASE}/1"
        connection.execute(URLS.update().where(mine).values(worker="two"))
    one._renew(time.monotonic())
    other.close()
    assert late == [False, False]
    assert (one.holds(leases[f"{BASE}/1"]), one.holds(leases["http://b.example/2"])) == (False, True)


def test_a_lost_workers_pages_are_made_up_for(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it wrote is accounted for first, then what it had on its way waits again."""
    lost = shared(make, "/1")
    assert len(all_of(lost)) == 1
    one = make(replace(SITE, delay_s=1.0), "two", shared=True)
    found: list[str] = []
    one.recover = found.append
    real = Frontier.now
    monkeypatch.setattr(Frontier, "now", lambda self: real(self) + LEASE_S + 1)
    one._renew(time.monotonic())
    one._polled = 0.0
    assert (found, paths(one)) == (["one"], ["/1"])


LINKS = [
    Entry(BASE, "a", Context("chapter", mark="posts 3")),
    Entry(BASE, "a", CHAPTER, rank=1),
    Entry(BASE, "a", again=True),
]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_links_to_one_address_are_taken_together(order: tuple[int, ...]) -> None:
    """Whichever comes first: the place of one, the mark of another, and that it is to be read again."""
    known, *others = [LINKS[number] for number in order]
    for found in others:
        known = together(known, found)
    assert known == Entry(BASE, "a", replace(CHAPTER, mark="posts 3"), again=True, rank=1)


def test_links_that_are_held_lose_nothing(one: Scheduler) -> None:
    """A list that says to read a page again does not take its place in the book from it."""
    ask(one, "/0")
    first(one)
    ask(one, "/1", context=CHAPTER)
    ask(one, "/1", again=True)
    (request,) = all_of(one)
    assert request.meta["context"] == CHAPTER
