"""The frontier: what waits, is leased, is acknowledged and comes again, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import postgres
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from crawler.database import transaction
from crawler.entries import Ack, Entry, rank
from crawler.errors import StoreError
from crawler.frontier import LEASE_S, RECHECK, Frontier
from crawler.records import Context
from crawler.schema import DONE, FAILED, HOSTS, LEASED, METADATA, RUNS, URLS, key

Open = Callable[..., Frontier]
CHAPTER = Context("chapter", "book", 2)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres.serving() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open frontiers over one database of this test's own."""
    address = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("server")
        name = f"test{time.monotonic_ns()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        # Who waits for a lock that is not given fails, rather than hang.
        address = f"{server.rpartition('/')[0]}/{name}?options=-clock_timeout%3D5s"
    frontiers: list[Frontier] = []

    def opening(worker: str = "one", site: str = "site") -> Frontier:
        frontiers.append(Frontier(address, tmp_path, site, worker))
        return frontiers[-1]

    yield opening
    for each in frontiers:
        each.close()


@pytest.fixture
def one(opened: Open) -> Frontier:
    """Return a frontier whose first crawl has begun."""
    frontier = opened()
    begin(frontier)
    return frontier


def an_entry(path: str = "/1", *, base: str = "http://a.example", **more: Any) -> Entry:
    url = base + path
    return Entry(url, urlsplit(url).hostname or "", **more)


def begin(frontier: Frontier, *start: Entry, max_share: float = 0.0) -> bool:
    return frontier.begin(start, max_share)


def put(frontier: Frontier, *entries: Entry) -> None:
    frontier.commit(entries, [])


def leased(
    frontier: Frontier, limit: int = 100, host: str = "a.example", above: int | None = None
) -> list[str]:
    """Lease addresses; return their paths, the best first."""
    found = frontier.lease(host, limit, above)
    found.sort(key=lambda each: (-each.priority, each.id))
    return [urlsplit(each.url).path for each in found]


def fetched(frontier: Frontier, state: int = DONE, host: str = "a.example", **more: Any) -> list[str]:
    """Lease all addresses of a host and acknowledge them; return their paths."""
    found = frontier.lease(host, 1000)
    frontier.commit([], [Ack(each.id, state, rank=each.rank, **more) for each in found])
    return sorted(urlsplit(each.url).path for each in found)


def later(monkeypatch: pytest.MonkeyPatch, seconds: float = LEASE_S + 1) -> None:
    """Have time go on."""
    now = Frontier.now
    monkeypatch.setattr(Frontier, "now", lambda self: now(self) + seconds)


def test_new_addresses_are_leased_best_first(one: Frontier) -> None:
    """By priority, and in the order of their finding where that is the same."""
    put(
        one,
        an_entry("/low"),
        an_entry("/b", priority=5),
        an_entry("/a", priority=5),
        an_entry("/top", priority=9),
    )
    assert [leased(one, 1) for _ in range(5)] == [["/top"], ["/b"], ["/a"], ["/low"], []]


def test_a_bound_leaves_what_is_not_better(one: Frontier) -> None:
    """Only what overtakes is taken."""
    put(one, an_entry("/1", priority=1), an_entry("/2", priority=2), an_entry("/3", priority=3))
    assert (leased(one, above=2), leased(one)) == (["/3"], ["/2", "/1"])


def test_a_lease_is_of_one_host(one: Frontier) -> None:
    """Also where hosts are known by name only."""
    put(one, an_entry("/a"), an_entry("/b", base="http://b.example"))
    assert (sorted(one.hosts()), leased(one, host="b.example")) == (["a.example", "b.example"], ["/b"])
    assert (one.hosts(), leased(one, host="unknown.example")) == (["a.example"], [])


def test_a_known_address_is_not_inserted_twice(one: Frontier) -> None:
    """Neither in one commit nor in two."""
    put(one, an_entry(), an_entry())
    put(one, an_entry())
    assert (leased(one), leased(one)) == (["/1"], [])


@pytest.mark.parametrize("more", [{}, {"again": True}, {"anew": True}], ids=["plain", "again", "anew"])
def test_a_leased_address_is_not_leased_again(one: Frontier, more: dict[str, Any]) -> None:
    """However often it is found meanwhile."""
    put(one, an_entry())
    assert leased(one) == ["/1"]
    put(one, an_entry(**more))
    assert leased(one) == []


@pytest.mark.parametrize(("more", "found"), [({}, []), ({"again": True}, []), ({"anew": True}, ["/1"])])
def test_what_is_done_is_done_for_this_crawl(one: Frontier, more: dict[str, Any], found: list[str]) -> None:
    """Unless it is asked for anew."""
    put(one, an_entry())
    fetched(one)
    put(one, an_entry(**more))
    assert leased(one) == found


def test_what_is_asked_for_again_comes_once_in_each_crawl(opened: Open, one: Frontier) -> None:
    """A list that links to itself is read once; a page that nobody asks for again is not read."""
    put(one, an_entry("/list", again=True), an_entry("/page"))
    fetched(one)
    one.finish()
    second = opened("two")
    begin(second, an_entry("/list", again=True))
    found = []
    for _ in range(2):
        put(second, an_entry("/list", again=True), an_entry("/page"))
        found.append(fetched(second))
    assert (second.crawl, found) == (2, [["/list"], []])


def test_a_richer_context_replaces_a_poorer_one(one: Frontier) -> None:
    """And never the other way round."""
    for context in (Context("chapter"), CHAPTER, Context("chapter", "other")):
        put(one, an_entry(context=context))
    (found,) = one.lease("a.example", 9)
    assert (found.context, found.rank) == (CHAPTER, 1)


def test_a_done_page_is_read_once_more_for_its_place(one: Frontier) -> None:
    """And then no more."""
    put(one, an_entry())
    counts = [len(fetched(one))]
    for _ in range(2):
        put(one, an_entry(context=CHAPTER))
        counts.append(len(fetched(one)))
    assert counts == [1, 1, 0]


def test_a_place_learned_while_the_page_is_on_its_way_has_it_wait_again(one: Frontier) -> None:
    """The acknowledgement says with how much knowledge the page was read."""
    put(one, an_entry())
    (found,) = one.lease("a.example", 9)
    put(one, an_entry(context=CHAPTER))
    assert leased(one) == []
    one.commit([], [Ack(found.id, DONE, rank=found.rank)])
    assert [each.context for each in one.lease("a.example", 9)] == [CHAPTER]


def test_failed_pages_come_with_the_next_crawl(opened: Open, one: Frontier) -> None:
    """Not in the one that they failed in."""
    put(one, an_entry("/bad"))
    fetched(one, FAILED)
    put(one, an_entry("/bad", again=True))
    now = leased(one)
    one.finish()
    second = opened("two")
    begin(second)
    assert (now, leased(second), second.crawl) == ([], ["/bad"], 2)


def test_an_unfinished_crawl_goes_on(opened: Open, one: Frontier) -> None:
    """It is not counted anew, and of what is done nothing is asked for again."""
    put(one, an_entry("/list", again=True))
    fetched(one)
    put(one, an_entry("/page"))
    second = opened("two")
    assert begin(second, an_entry("/list", again=True), max_share=1.0)
    assert (second.crawl, leased(second)) == (1, ["/page"])


def test_a_later_crawl_that_goes_on_looks_at_no_more_pages_again(opened: Open, one: Frontier) -> None:
    """Its share was chosen when it began."""
    put(one, *(an_entry(f"/{number}") for number in range(4)))
    fetched(one, due_at=5.0)
    one.finish()
    second = opened("two")
    begin(second, max_share=0.5)
    fetched(second)
    put(second, an_entry("/new"))
    third = opened("three")
    assert begin(third, max_share=0.5)
    assert (third.crawl, leased(third)) == (2, ["/new"])


def test_a_finished_crawl_does_not_go_on(opened: Open) -> None:
    """The next one counts as one more."""
    counts = []
    for _ in range(3):
        frontier = opened()
        goes_on = begin(frontier, an_entry(again=True))
        counts.append((goes_on, frontier.crawl, fetched(frontier)))
        frontier.finish()
    assert counts == [(False, 1, ["/1"]), (False, 2, ["/1"]), (False, 3, ["/1"])]


def test_a_share_of_the_known_pages_is_looked_at_again(opened: Open, one: Frontier) -> None:
    """Those first that are due first, behind all else; those that are never due not at all."""
    put(one, *(an_entry(f"/{number}") for number in range(10)))
    for found in one.lease("a.example", 10):
        number = int(urlsplit(found.url).path[1:])
        one.commit([], [Ack(found.id, DONE, due_at=float(100 - number) if number < 9 else None)])
    one.finish()
    second = opened("two")
    begin(second, an_entry("/new"), max_share=0.3)
    new, *old = sorted(second.lease("a.example", 99), key=lambda each: -each.priority)
    assert urlsplit(new.url).path == "/new"
    assert {urlsplit(each.url).path for each in old} == {"/8", "/7", "/6"}
    assert {each.priority for each in old} == {RECHECK}


def test_what_is_known_of_a_page_comes_back_with_its_lease(one: Frontier, opened: Open) -> None:
    """So that the next fetch asks only for what is new."""
    put(one, an_entry(asked='{"method":"POST"}', depth=3, context=CHAPTER))
    told: dict[str, Any] = {
        "etag": '"x"',
        "modified": "Mon",
        "text_hash": b"h" * 16,
        "interval_s": 9.5,
        "fetched_at": 7.5,
        "place": "{}",
    }
    fetched(one, **told)
    one.finish()
    second = opened("two")
    begin(second, an_entry(again=True))
    (found,) = second.lease("a.example", 9)
    assert {name: getattr(found, name) for name in told} == told
    assert (found.asked, found.depth, found.context) == ('{"method":"POST"}', 3, CHAPTER)


def test_find_tells_what_is_known(one: Frontier) -> None:
    """By address; what is not known is left out, and thousands may be asked for."""
    put(one, *(an_entry(f"/{number}") for number in range(1200)))
    found = one.find([f"http://a.example/{number}" for number in range(1, 2400, 2)])
    assert len(found) == 600
    assert found["http://a.example/1199"].host == "a.example"


def test_sites_do_not_see_each_other(opened: Open, one: Frontier) -> None:
    """Two sites may hold the same address."""
    other = opened("other", site="other")
    begin(other)
    put(one, an_entry("/1"), an_entry("/2"))
    put(other, an_entry("/1"))
    assert (leased(other), leased(one), one.find([]), other.pending()) == (["/1"], ["/1", "/2"], {}, True)


@pytest.mark.parametrize("bad", [an_entry("/bad", priority=[]), an_entry("/bad", asked=object())])
def test_a_commit_is_all_or_nothing(one: Frontier, bad: Entry) -> None:
    """What stood before a refused row is not kept either; StoreError says why in one line."""
    put(one, an_entry("/on-its-way"))
    (found,) = one.lease("a.example", 9)
    with pytest.raises(StoreError) as raised:
        one.commit([an_entry("/good"), bad], [Ack(found.id, DONE)], archived=77)
    assert "\n" not in str(raised.value)
    assert (leased(one), one.pending(), one.unclosed()) == ([], True, {"one": 0})


def test_a_commit_that_failed_can_be_made_again(one: Frontier) -> None:
    """Hosts that were first named in the one that failed are not taken for known ones."""
    base = "http://new.example"
    with pytest.raises(StoreError):
        put(one, an_entry("/1", base=base), an_entry("/2", base=base, priority=[]))
    put(one, an_entry("/other", base="http://other.example"))
    put(one, an_entry("/1", base=base))
    assert leased(one, host="new.example") == ["/1"]
    assert leased(one, host="other.example") == ["/other"]


def test_an_empty_commit_asks_nothing_of_the_database(one: Frontier) -> None:
    """Many ticks have nothing to write."""
    with transaction(one.engine) as connection:
        METADATA.drop_all(connection)
    one.commit([], [])


def test_an_acknowledgement_comes_once(one: Frontier) -> None:
    """A late one of a page that is done changes nothing."""
    put(one, an_entry())
    (found,) = one.lease("a.example", 9)
    one.commit([], [Ack(found.id, DONE, etag="new")])
    one.commit([], [Ack(found.id, FAILED, etag="late")])
    assert one.find([found.url])[found.url].etag == "new"


def test_what_was_not_asked_for_is_given_back(opened: Open, one: Frontier) -> None:
    """Some addresses, or all of a worker; nothing of another's."""
    put(one, *(an_entry(f"/{number}") for number in range(4)))
    mine, other = one.lease("a.example", 3), opened("two")
    other.lease("a.example", 1)
    one.release([mine[0].id])
    assert len(one.lease("a.example", 9)) == 1
    one.release(worker="one")
    assert len(one.lease("a.example", 9)) == 3


def test_only_the_holder_gives_an_address_back(opened: Open, one: Frontier) -> None:
    """A worker that lost it to another meanwhile must not free it for a third."""
    put(one, an_entry())
    (found,) = one.lease("a.example", 9)
    one.release(worker="one")
    two = opened("two")
    assert leased(two) == ["/1"]
    one.release([found.id])
    assert leased(two) == []


def test_leases_run_out_unless_they_are_renewed(
    opened: Open, one: Frontier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is told as lost; who renews is not."""
    two = opened("two")
    put(one, an_entry("/1"), an_entry("/2"))
    leased(one, 1)
    leased(two, 1)
    before = one.lost()
    later(monkeypatch)
    two.renew()
    assert (before, two.lost()) == ([], ["one"])
    two.release(worker="one")
    assert (two.lost(), leased(two)) == ([], ["/1"])


def test_renewal_says_what_is_still_held(opened: Open, one: Frontier) -> None:
    """What another worker took over meanwhile is not."""
    put(one, an_entry("/1"), an_entry("/2"))
    first, second = sorted(each.id for each in one.lease("a.example", 2))
    two = opened("two")
    two.release(worker="one")
    assert one.renew() == set()
    assert leased(two, 1) == ["/1"]
    assert leased(one, 1) == ["/2"]
    assert (one.renew(), two.renew()) == ({second}, {first})


def test_a_crawl_that_begins_takes_back_what_was_on_its_way(opened: Open, tmp_path: Path) -> None:
    """In SQLite there is one process, so the leases that stand are a dead one's; elsewhere they run out."""
    one = opened()
    begin(one, an_entry())
    leased(one)
    two = opened("two")
    assert begin(two)
    assert leased(two) == ([] if two.shared else ["/1"])


def test_pending_ends_with_the_last_acknowledgement(one: Frontier) -> None:
    """What another worker has on its way counts."""
    told = [one.pending()]
    put(one, an_entry())
    told.append(one.pending())
    (found,) = one.lease("a.example", 9)
    told.append(one.pending())
    one.commit([], [Ack(found.id, FAILED)])
    assert [*told, one.pending()] == [False, True, True, False]


def test_a_host_is_claimed_by_one_worker_only(opened: Open, one: Frontier) -> None:
    """Until that one gives it back."""
    put(one, *(an_entry(f"/{number}", base=f"http://{host}.example") for host in "ab" for number in range(3)))
    two = opened("two")
    first, second, third = one.claim(1), two.claim(9), one.claim(9)
    assert (len(first), len(second), third) == (1, 1, [])
    assert {first[0].host, second[0].host} == {"a.example", "b.example"}
    one.rest({second[0].host: 0.0})  # which is not its own
    assert two.claim(9) == []
    for worker, found in ((one, first), (two, second)):
        worker.rest({found[0].host: 0.0})
    assert {each.host for each in one.claim(9, each=9)} == {"a.example", "b.example"}


def test_a_resting_host_is_claimed_in_time(
    opened: Open, one: Frontier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its delay is kept whichever worker comes."""
    put(one, an_entry("/1"), an_entry("/2"))
    (found,) = one.claim(1)
    one.rest({found.host: one.now() + 5})
    two = opened("two")
    assert two.claim(1) == []
    later(monkeypatch, 6)
    assert [each.host for each in two.claim(1)] == ["a.example"]


def test_a_lost_hosts_lease_runs_out(opened: Open, one: Frontier, monkeypatch: pytest.MonkeyPatch) -> None:
    """A renewed one does not; a host without waiting addresses is nobody's to claim."""
    put(one, an_entry("/1"), an_entry("/2"), an_entry("/b", base="http://b.example"))
    assert len(one.claim(9)) == 2
    two = opened("two")
    later(monkeypatch)
    one.renew()
    kept = two.claim(9)
    later(monkeypatch)
    assert (kept, [each.host for each in two.claim(9)]) == ([], ["a.example"])


def test_several_addresses_of_a_host_are_claimed_at_once(one: Frontier) -> None:
    """Where the site asks for no delay."""
    put(one, *(an_entry(f"/{number}", priority=number) for number in range(5)))
    assert sorted(urlsplit(each.url).path for each in one.claim(1, each=3)) == ["/2", "/3", "/4"]


def test_what_is_locked_is_passed_over(opened: Open, one: Frontier) -> None:
    """Nobody waits for a worker that is in the midst of claiming."""
    if not one.shared:
        pytest.skip("SQLite has one writer at a time")
    put(one, an_entry("/a"), an_entry("/b", base="http://b.example"))
    with transaction(opened().engine) as connection:
        connection.execute(select(HOSTS).where(HOSTS.c.name == "a.example").with_for_update())
        assert [each.host for each in one.claim(9)] == ["b.example"]


def test_a_claim_does_not_wait_for_a_commit(opened: Open, one: Frontier) -> None:
    """Neither waits for the other, so that neither can wait for both."""
    if not one.shared:
        pytest.skip("SQLite has one writer at a time")
    put(one, an_entry("/a"), an_entry("/b"))
    with transaction(opened().engine) as connection:
        locked = select(URLS.c.id).where(URLS.c.url == "http://a.example/a").with_for_update()
        connection.execute(locked)
        assert [urlsplit(each.url).path for each in one.claim(1)] == ["/b"]
        put(one, an_entry("/c"))


def test_a_host_that_gets_new_addresses_can_be_claimed(opened: Open, one: Frontier) -> None:
    """Who adds to it and who asks it do not wait for each other."""
    if not one.shared:
        pytest.skip("SQLite has one writer at a time")
    put(one, an_entry("/a"))
    other = opened()
    with transaction(other.engine) as connection:
        other._put(connection, [an_entry("/b")])
        assert [urlsplit(each.url).path for each in one.claim(1)] == ["/a"]


def test_workers_that_write_the_same_addresses_do_not_block_each_other(opened: Open) -> None:
    """Pages that link to each other, read by two workers at once, in whatever order."""
    workers = [opened("one"), opened("two")]
    pages = [an_entry(f"/{number}") for number in range(60)]
    for worker in workers:
        begin(worker)
    put(workers[0], *pages)
    mine = [worker.lease("a.example", 30) for worker in workers]
    links = [pages, pages[::-1]]

    def work(number: int) -> None:
        for found in mine[number]:
            workers[number].commit(links[number], [Ack(found.id, DONE)])
            workers[number].claim(2)
            workers[number].renew()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    assert not workers[0].pending()


def test_runs_are_open_until_they_are_accounted_for(opened: Open, one: Frontier) -> None:
    """With how far into their archives all is acknowledged."""
    two = opened("two")
    begin(two)
    put(one, an_entry())
    (found,) = one.lease("a.example", 1)
    one.commit([], [Ack(found.id, DONE)], archived=123)
    assert one.unclosed() == {"one": 123, "two": 0}
    one.finish()
    assert two.unclosed() == {"two": 0}
    one.account("two")
    assert two.unclosed() == {}


def test_a_run_ends_though_the_crawl_goes_on(opened: Open, one: Frontier) -> None:
    """The crawl has an end only when nothing is left."""
    put(one, an_entry())
    one.finish()
    assert one.unclosed() == {}
    assert begin(opened("two"))


def test_the_newest_posts_of_a_timeline_are_remembered(one: Frontier) -> None:
    """Those of the crawl before come back."""
    assert [one.newest("work", ids) for ids in ("3 2 1", "5 4", "6")] == ["", "3 2 1", "5 4"]


def test_what_is_missing_is_told(one: Frontier) -> None:
    """Works with their positions, and shares of those that are whole too."""
    put(one, *(an_entry(f"/{number}", context=Context("chapter", "book", number)) for number in (1, 2, 3)))
    (first, *_) = sorted(one.lease("a.example", 9), key=lambda each: each.id)
    one.commit([], [Ack(first.id, DONE, rank=1, piece=("book", 1, 1))])
    assert one.missing(9) == {"book": ["2", "3"]}
    assert one.works(9) == {"known": 1, "whole": 0, "lacking": {"book": {"said": 3, "got": 1}}}
    assert one.short(9)["count"] == 0


ODD = {
    "chinese": "http://a.example/小说/第一章?页=１",
    "emoji": "http://a.example/😀",
    "right to left": "http://a.example/\u202eشعر",
    "quotes": "http://a.example/';DROP TABLE urls;--\"%s:b_id",
    "long": "http://a.example/" + "x" * 1983,
    "surrogate": "http://a.example/\ud800",
    "nul": "http://a.example/\0",
}


@pytest.mark.parametrize("url", ODD.values(), ids=ODD)
def test_any_address_can_be_kept(one: Frontier, url: str) -> None:
    """And is the same address when it is found once more; what the database cannot say becomes U+FFFD."""
    for _ in range(2):
        put(one, Entry(url, "a.example", Context("thread", url, 1, title=url, mark=f"posts {url}")))
    (found,) = one.lease("a.example", 9)
    said = url.replace("\ud800", "\ufffd").replace("\0", "\ufffd")
    assert (found.url, one.find([url])[url].id) == (said, found.id)
    one.commit([], [Ack(found.id, DONE, reason=url, etag=url, modified=url, place=url, piece=(url, 2, 1))])
    assert (len(one.missing(9)), one.find([url])[url].etag) == (1, said)


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, -(10**30)])
def test_any_number_that_an_address_holds_can_be_kept(one: Frontier, number: int) -> None:
    """Links say page 99999999999999999999, and the crawl goes on."""
    context = Context("thread", "work", number, number, advertised=number)
    put(one, an_entry(context=context))
    (found,) = one.lease("a.example", 9)
    one.commit([], [Ack(found.id, DONE, status=200, piece=("work", number, number), pages=number)])
    assert not one.pending()


def test_ten_thousand_hosts_are_known_at_once(one: Frontier) -> None:
    """More than one statement may name; each keeps its own address."""
    put(one, *(an_entry("/", base=f"http://h{number}.example") for number in range(10_000)))
    assert len(one.hosts()) == 10_000
    assert [each.url for each in one.lease("h9999.example", 9)] == ["http://h9999.example/"]


def test_more_hosts_than_a_statement_has_room_for_are_known(one: Frontier) -> None:
    """SQLite takes 32,766 values in a statement."""
    if one.shared:
        pytest.skip("PostgreSQL takes 65,535, which would take too long here")
    put(one, *(an_entry("/", base=f"http://h{number}.example") for number in range(33_000)))
    assert len(one.hosts()) == 33_000


def test_a_clock_that_is_wrong_does_not_matter(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where several machines crawl, the database's counts."""
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    frontier = opened()
    ahead = frontier.now() - real()
    assert abs(ahead) < 60 if frontier.shared else ahead < -3000


def test_a_first_crawl_of_many_workers_is_one(opened: Open) -> None:
    """They begin at once; the first pages are there once."""
    workers = [opened(f"w{number}") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda each: begin(each, an_entry(again=True)), workers))
    assert sorted(told) == [False, True, True, True]
    assert ({each.crawl for each in workers}, leased(workers[0])) == ({1}, ["/1"])
    with transaction(workers[0].engine) as connection:
        assert len(connection.execute(select(RUNS)).all()) == 4


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_two_addresses_have_one_key(url: str, other: str) -> None:
    """Of one site, and of two."""
    keys = {key(site, each) for site in ("a", "b") for each in {url, other}}
    assert len(keys) == 2 * len({url, other})


@pytest.mark.parametrize(
    ("context", "much"),
    [(Context("chapter"), 0), (CHAPTER, 1), (replace(CHAPTER, rel="thread"), 0), (Context(), 0)],
)
def test_only_a_chapters_place_makes_a_context_richer(context: Context, much: int) -> None:
    """A thread's page says by itself where it belongs."""
    assert rank(context) == much


PATHS = st.lists(st.sampled_from([f"/{number}" for number in range(8)]), max_size=4)


class Crawls(RuleBasedStateMachine):
    """Crawls in any order of events; ``mine`` holds what is leased, ``known`` all addresses ever found."""

    def __init__(self) -> None:
        super().__init__()
        self.frontier = Frontier("sqlite://", Path(), "site", "worker")
        self.mine: dict[int, Entry] = {}
        self.known: set[str] = set()
        begin(self.frontier)

    @rule(
        paths=PATHS, host=st.sampled_from("ab"), again=st.booleans(), anew=st.booleans(), placed=st.booleans()
    )
    def find(self, paths: list[str], host: str, again: bool, anew: bool, placed: bool) -> None:
        context = CHAPTER if placed else Context()
        entries = [
            an_entry(path, base=f"http://{host}", again=again, anew=anew, context=context) for path in paths
        ]
        put(self.frontier, *entries)
        self.known |= {each.url for each in entries}

    @rule(host=st.sampled_from("ab"), limit=st.integers(1, 3))
    def lease(self, host: str, limit: int) -> None:
        found = {each.id: each for each in self.frontier.lease(host, limit)}
        assert not found.keys() & self.mine.keys()
        self.mine |= found

    @rule(limit=st.integers(0, 3), state=st.sampled_from([DONE, FAILED]))
    def end(self, limit: int, state: int) -> None:
        some = [self.mine.pop(lease) for lease in list(self.mine)[:limit]]
        self.frontier.commit([], [Ack(each.id, state, rank=each.rank) for each in some])

    @rule(limit=st.integers(0, 3))
    def give_back(self, limit: int) -> None:
        ids = list(self.mine)[:limit]
        self.frontier.release(ids)
        for each in ids:
            del self.mine[each]

    @rule()
    def crash(self) -> None:
        self.frontier._hosts.clear()
        begin(self.frontier, max_share=0.5)
        self.mine.clear()

    @invariant()
    def each_address_has_one_state(self) -> None:
        with transaction(self.frontier.engine) as connection:
            rows = connection.execute(select(URLS.c.id, URLS.c.url, URLS.c.state)).all()
        assert sorted(row.url for row in rows) == sorted(self.known)
        assert {row.id for row in rows if row.state == LEASED} == self.mine.keys()

    def teardown(self) -> None:
        """Nothing is ever stuck: whatever happened, all can be driven to its end."""
        self.crash()
        for _ in range(2):
            for host in "ab":
                fetched(self.frontier, host=host)
        assert not self.frontier.pending()
        with transaction(self.frontier.engine) as connection:
            assert set(connection.scalars(select(URLS.c.state))) <= {DONE}
        self.frontier.close()


Crawls.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
test_no_address_is_lost_and_none_is_leased_twice = Crawls.TestCase
