"""Leased addresses in memory: the best of the hosts that are free comes first."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.entries import Entry
from crawler.ready import Queue


def an_entry(number: int, host: str = "a", priority: int = 0) -> Entry:
    return Entry(f"http://{host}/{number}", host, id=number, priority=priority)


def a_queue(*entries: Entry) -> Queue:
    queue = Queue()
    for entry in entries:
        queue.push(entry)
    return queue


def popped(queue: Queue, *busy: str) -> list[int]:
    found = []
    while ready := queue.pop(lambda host: host not in busy):
        found.append(ready.entry.id)
    return found


def test_the_best_comes_first_whatever_its_host() -> None:
    """And the older one of two that are as good."""
    queue = a_queue(an_entry(4, "b"), an_entry(3), an_entry(2, "b", 5), an_entry(1, "a", -1))
    assert (popped(queue), len(queue)) == ([2, 3, 4, 1], 0)


def test_a_busy_host_is_passed_over() -> None:
    """Its addresses wait."""
    queue = a_queue(an_entry(1, "a", 9), an_entry(2, "b"))
    assert (popped(queue, "a"), len(queue), queue.hosts()) == ([2], 1, ["a"])


def test_what_was_begun_comes_before_all_else() -> None:
    """With the request that the downloader had."""
    queue = a_queue(an_entry(1, "a", 30), an_entry(2, "b", 30))
    request = Request("http://a/3")
    queue.push(an_entry(3, priority=-10), request)
    first = queue.pop(lambda _: True)
    assert first
    assert (first.entry.id, first.request, popped(queue)) == (3, request, [1, 2])


def test_an_empty_queue_gives_nothing() -> None:
    """Neither does one of which every host is busy."""
    assert Queue().pop(lambda _: True) is None
    assert a_queue(an_entry(1)).pop(lambda _: False) is None


def test_an_address_is_found_while_it_is_ready() -> None:
    """And no longer."""
    entry = an_entry(1)
    queue = a_queue(entry)
    assert (queue.find(entry.url), queue.find("http://a/2")) == (entry, None)
    popped(queue)
    assert queue.find(entry.url) is None


@pytest.mark.parametrize(("host", "count", "last"), [("a", 3, -5), ("b", 1, 7), ("c", 0, None)])
def test_a_host_knows_how_many_wait_and_how_good_the_last_is(host: str, count: int, last: int | None) -> None:
    """So that a better one can overtake."""
    queue = a_queue(an_entry(1, "a", 3), an_entry(2, "a", -5), an_entry(3, "a", 9), an_entry(4, "b", 7))
    assert (queue.count(host), queue.last(host)) == (count, last)


def test_a_host_is_drained_but_for_what_was_begun() -> None:
    """What the downloader had is not given back."""
    queue = a_queue(an_entry(1), an_entry(2), an_entry(5, "b"))
    queue.push(an_entry(4), Request("http://a/4"))
    queue.push(an_entry(3), Request("http://a/3"))
    assert (sorted(queue.drain("a")), queue.drain("c")) == ([1, 2], [])
    assert (len(queue), queue.count("a"), popped(queue)) == (3, 2, [3, 4, 5])
    assert (queue.drain("a"), queue.hosts()) == ([], [])


@given(st.randoms(use_true_random=False))
def test_what_was_begun_keeps_its_order(dice: random.Random) -> None:
    """Whatever was taken out from among it."""
    queue, numbers = Queue(), dice.sample(range(1, 31), 30)
    for number in numbers:
        queue.push(an_entry(number), Request("http://a/") if number % 4 else None)
    queue.drain("a")
    assert popped(queue) == [number for number in range(1, 31) if number % 4]


ENTRIES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(-9, 9)), max_size=30)


@given(ENTRIES)
def test_all_come_out_in_order(given: list[tuple[str, int]]) -> None:
    """Whatever went in."""
    entries = [an_entry(number, host, priority) for number, (host, priority) in enumerate(given, 1)]
    queue = a_queue(*entries)
    assert len(queue) == len(entries)
    assert popped(queue) == [each.id for each in sorted(entries, key=lambda each: (-each.priority, each.id))]
