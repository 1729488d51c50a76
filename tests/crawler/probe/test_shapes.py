"""Addresses of one kind become a pattern that finds them and no others."""

from __future__ import annotations

import re

import pytest

from crawler.probe.shapes import local, paged, shapes

HOST = "http://forum.example"


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        (["/t/1", "/t/22"], r"/t/(?P<work>\d+)$"),
        (["/d/12-hello-world", "/d/9-zwei", "/d/8-x-y", "/d/7-z"], r"/d/(?P<work>\d+)-[^/?#&]+$"),
        (["/thread-12-1-1.html", "/thread-3-1-1.html"], r"/thread-(?P<work>\d+)-\d+-\d+\.html$"),
        (["/viewtopic.php?f=2&t=7", "/viewtopic.php?f=2&t=8"], r"/viewtopic\.php\?f=\d+&t=(?P<work>\d+)$"),
        (["/2024/05/a-b.html", "/2024/05/c.html", "/2024/05/d.html", "/2024/05/e.html"], None),
        (["/boats/", "/sails/"], "(?:/boats|/sails)/$"),
    ],
    ids=["number", "slug", "three numbers", "query", "dated slugs", "few words"],
)
def test_addresses_of_one_place_have_one_pattern(paths: list[str], pattern: str | None) -> None:
    """Numbers and many words are free, few words are named; all of the addresses are found by it."""
    (shape,) = shapes(HOST + path for path in paths)
    assert pattern is None or shape.pattern == pattern
    assert all(re.search(shape.pattern, HOST + path) and shape.matches(HOST + path) for path in paths)
    assert not shape.matches(HOST + "/members/17/about")


def test_what_tells_works_apart_is_what_differs_most() -> None:
    """Of a day and a title the title names the work, although it is no number."""
    urls = [f"{HOST}/2024/05/{word}.html" for word in ("ropes", "knots", "boats", "tides")]
    match = re.search(shapes(urls)[0].pattern, urls[1])
    assert match and match["work"] == "knots"


@pytest.mark.parametrize(
    ("first", "second", "further", "place"),
    [
        ("/t/5/", "/t/6/", "/t/5/?page=2", ("5", "2")),
        ("/t/5", "/t/6", "/t/5?page=2", ("5", "2")),
        ("/t.php?t=5", "/t.php?t=6", "/t.php?t=5&page=2", ("5", "2")),
        ("/b/7.html", "/b/8.html", "/b/7_2.html", ("7", "2")),
        ("/threads/x.5/", "/threads/y.6/", "/threads/x.5/page-2", ("5", "2")),
        ("/thread-5-1-1.html", "/thread-6-1-1.html", "/thread-5-2-1.html", ("5", "2")),
    ],
)
def test_further_pages_are_counted(first: str, second: str, further: str, place: tuple[str, str]) -> None:
    """The pattern finds both the first and a later page, and names the work and the number of each."""
    (shape,) = shapes([HOST + first, HOST + second])
    pattern = paged(shape, HOST + first, [(HOST + further, 2)]).pattern
    later, begun = re.search(pattern, HOST + further), re.search(pattern, HOST + first)
    assert later and (later["work"], later["page"]) == place
    assert begun and begun["work"] == place[0] and begun["page"] in (None, "1")


def test_a_link_to_another_thread_is_no_further_page() -> None:
    """A number that is a link's text and not its address tells nothing."""
    (shape,) = shapes([HOST + "/t/5", HOST + "/t/6"])
    assert paged(shape, HOST + "/t/5", [(HOST + "/t/9", 2), (HOST + "/about", 3)]) == shape


def test_what_changes_nothing_is_left_out() -> None:
    """Session ids and campaigns are no part of an address's shape."""
    assert local(HOST + "/t?sid=0a9f&id=3&utm_source=x") == "/t?id=3"
    assert local(HOST) == "/"


def test_hostile_addresses_cost_little() -> None:
    """Long addresses of many marks make a pattern that is searched in no time."""
    urls = [HOST + "/" + "a-1" * 300 + str(n) for n in range(50)]
    (shape,) = shapes(urls)
    assert not re.search(shape.pattern, HOST + "/" + "a-1" * 600 + "!x")
