"""Traps are named; what forums, blogs and novel sites have by the thousand is none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.records import Context
from crawler.sites import Site
from crawler.text.duplicates import signatures
from crawler.traps import Traps, patterns, trap, without_session

TODAY = date(2026, 11, 20)
HOST = "https://site.example"
NOWHERE = Context()


@pytest.fixture
def traps() -> Traps:
    known = Traps(Site("site"))
    known.today = TODAY
    return known


def prose(number: int) -> str:
    """Return a text of its own."""
    return " ".join(f"word{number}x{place}" for place in range(60))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/calendar?year=2031&month=5", "calendar"),
        ("/calendar?month=5&year=1989", "calendar"),
        ("/events?date=2028-01-01", "calendar"),
        ("/events?date=20280101", "calendar"),
        ("/events?ym=2028-01", "calendar"),
        ("/calendar/2031/05", "calendar"),
        ("/calendar.php/2031/05/17/", "calendar"),
        ("/club/agenda/2031-05-17", "calendar"),
        ("/日历/2031/05/", "calendar"),
        ("/a/b/a/b/a/b/", "repeating path"),
        ("/img/img/img/logo", "repeating path"),
        ("/en/forum/x/forum/x/forum/x", "repeating path"),
        ("/" + "/".join("abcdefghijklmnopqrstuvwxyz"), "long path"),
    ],
)
def test_addresses_that_are_traps_by_themselves(path: str, name: str) -> None:
    """Months that the web has no pages of, and paths that no server has."""
    assert trap(HOST + path, TODAY) == name


# Addresses of real software, each as many as a large site has.
FORUMS = {
    "Discuz": "/thread-{}-{}-1.html",
    "Discuz, dynamic": "/forum.php?mod=viewthread&tid={}&extra=page%3D1&page={}",
    "phpBB": "/viewtopic.php?f=2&t={}&start={}",
    "XenForo": "/threads/a-title.{}/page-{}",
    "vBulletin": "/showthread.php?t={}&page={}",
    "SMF": "/index.php?topic={}.{}",
    "plain": "/thread/{}?page={}",
    "Discourse": "/t/some-slug/{}/{}",
    "book and chapter": "/book/{}/{}.html",
    "book and chapter, dynamic": "/read.php?aid={}&cid={}",
}


@pytest.mark.parametrize("form", FORUMS.values(), ids=FORUMS)
def test_ten_thousand_pages_of_a_forum_are_no_trap(traps: Traps, form: str) -> None:
    """Numbers that a site counts with are what it has most of."""
    urls = [HOST + form.format(thread, page) for thread in range(2001, 2201) for page in range(1, 51)]
    assert [name for url in urls if (name := traps.judge(url, NOWHERE))] == []


@pytest.mark.parametrize(
    "path",
    [
        "/2019/05/17/a-post/",
        "/2019/05/page/2/",
        "/archives/2019/05",
        "/archives/12345",
        "/archives/3012/12",
        "/book/3345/12.html",
        "/book/1850/11/",
        "/thread-2190-11-1.html",
        "/forum-2190-10.html",
        "/all/0_0_0_0_1.html",
        "/fenlei/0/0/0/1/",
        "/list/0/0/0/0/",
        "/2011/11/11/11-things/",
        "/?s=a+search",
        "/?s=deadbeef",
        "/films?year=1950",
        "/calendar?year=2026&month=11",
        "/calendar?date=2027-10-01",
        "/news?date=2004-07-01",
        "/f/a/t/a/p/a",
        "/wiki/Ha_Ha_Ha",
        "/ha/ha/",
        "/",
        "",
    ],
)
def test_addresses_that_only_look_like_traps(traps: Traps, path: str) -> None:
    """Numbers of four digits, repeated words, old years and searches are all in use."""
    assert traps.judge(HOST + path, NOWHERE) == ""


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("/viewtopic.php?f=2&t=5&sid=0123456789abcdef0123456789abcdef", "/viewtopic.php?f=2&t=5"),
        ("/showthread.php?s=0123456789abcdef0123456789abcdef&t=5", "/showthread.php?t=5"),
        ("/index.php?PHPSESSID=q1w2e3&topic=5.0", "/index.php?topic=5.0"),
        ("/a.jsp;jsessionid=1A530637289A03B07199A44E8D531427?b=1", "/a.jsp?b=1"),
        ("/(S(lit3py55t21z5v55vlm25s55))/page.aspx", "/page.aspx"),
        ("/x.asp?ASPSESSIONIDQQBCTRCD=abc", "/x.asp"),
        ("/x?a=1&amp;sid=0123456789abcdef#top", "/x?a=1#top"),
        ("/?s=a+search", "/?s=a+search"),
        ("/blog?sid=12", "/blog?sid=12"),
        ("/(a note)/page", "/(a note)/page"),
    ],
)
def test_session_ids_are_taken_out_of_addresses(url: str, plain: str) -> None:
    """And what only looks like one stays."""
    assert without_session(HOST + url) == HOST + plain


def test_page_under_another_session_is_a_trap(traps: Traps) -> None:
    """The first address of a page is followed, also when it is met again, and the one without a session."""
    urls = [f"{HOST}/t?id=5&sid={UUID(int=n).hex}" for n in range(3)]
    assert [traps.judge(url, NOWHERE) for url in (urls[0], urls[0], *urls[1:])] == [
        "", "", "session id", "session id"
    ]  # fmt: skip
    assert traps.judge(f"{HOST}/t?id=5", NOWHERE) == ""
    assert traps.judge(f"{HOST}/t?id=6&sid={UUID(int=9).hex}", NOWHERE) == ""


def test_query_in_another_order_is_a_trap(traps: Traps) -> None:
    """The same keys and values name the same page."""
    assert traps.judge(f"{HOST}/list?a=1&b=2", NOWHERE) == ""
    assert traps.judge(f"{HOST}/list?b=2&a=1", NOWHERE) == "shuffled query"
    assert traps.judge(f"{HOST}/list?a=2&b=1", NOWHERE) == ""


def test_facets_are_a_trap_once_they_combine(traps: Traps) -> None:
    """Three filters of ten words each would make a thousand pages of one list."""
    words = [f"w{letter}" for letter in "abcdefghij"]
    urls = [f"{HOST}/shop?color={c}&size={s}&brand={b}" for c, s, b in product(words, repeat=3)]
    names = [traps.judge(url, NOWHERE) for url in urls]
    assert names.index("facets") >= 200 and names[-1] == "facets"
    assert traps.judge(f"{HOST}/other?color=wa&size=wb", NOWHERE) == ""


@pytest.mark.parametrize(
    "form",
    ["/users.php?name=user-{}&tab=posts", "/wiki?title=Page-{}&action=raw", "/t?slug=a-{}&view=flat&lang=zh"],
)
def test_names_in_queries_are_no_facets(traps: Traps, form: str) -> None:
    """Each page brings a word of its own."""
    assert {traps.judge(HOST + form.format(number), NOWHERE) for number in range(3000)} == {""}


def test_start_of_a_site_is_no_trap() -> None:
    """Whoever wrote the address down wants that page."""
    url = f"{HOST}/calendar/1950/05"
    assert Traps(Site("site", start=(url,))).judge(url, NOWHERE) == ""
    assert Traps(Site("site")).judge(url, NOWHERE) == "calendar"


def test_hosts_without_end_are_a_trap(traps: Traps) -> None:
    """A thousand names below a domain are followed, and those that are known stay open."""
    names = [traps.judge(f"https://n{number}.site.example/", NOWHERE) for number in range(1100)]
    assert names == [""] * 1000 + ["endless hosts"] * 100
    assert traps.judge("https://n7.site.example/", NOWHERE) == ""


def boilerplate(number: int) -> str:
    """Return what an empty page says: the same but for its number."""
    return " ".join(f"menu{place}" for place in range(40)) + f" page {number}"


def followed(traps: Traps, form: str, texts: Iterator[str], new_links: int) -> int:
    """Follow pages 1, 2, 3 ... until one is called a trap; return how many were followed."""
    for number, text in enumerate(texts, 1):
        if traps.judge(HOST + form.format(number), NOWHERE):
            return number - 1
        traps.learn(HOST + form.format(number), signatures([text])[0], new_links)
    return -1


@pytest.mark.parametrize(
    "text", [boilerplate, lambda _: "", lambda _: "sorry"], ids=["alike", "none", "short"]
)
def test_endless_next_links_end(traps: Traps, text: object) -> None:
    """Pages that bring nothing but the next link are followed a hundred times."""
    texts = (text(number) for number in range(1000))  # type: ignore[operator]
    assert 100 <= followed(traps, "/list?page={}", texts, new_links=1) <= 101
    assert traps.judge(f"{HOST}/list?page=5000", NOWHERE) == "endless next links"


def test_near_identical_pages_close_their_pattern_only(traps: Traps) -> None:
    """A wall before every profile is left alone; threads of the same site are not."""
    assert 100 <= followed(traps, "/user/{}", map(boilerplate, range(1000)), new_links=0) <= 101
    assert traps.judge(f"{HOST}/user/9", NOWHERE) == "near-identical pages"
    assert traps.judge(f"{HOST}/thread/9", NOWHERE) == ""
    assert traps.judge("https://other.example/user/9", NOWHERE) == ""


def test_one_endless_thread_does_not_close_the_others(traps: Traps) -> None:
    """Only the number that grows is open in the pattern that is closed."""
    for thread in range(1, 4):
        traps.learn(f"{HOST}/thread/{thread}?page=1", signatures([prose(thread)])[0], 5)
        for page in range(2, 60):
            traps.learn(f"{HOST}/thread/{thread}?page={page}", signatures([prose(thread)])[0], 1)
    for page in range(2, 120):
        traps.learn(f"{HOST}/thread/7?page={page}", signatures([prose(7)])[0], 1)
        traps.learn(f"{HOST}/thread/{page + 100}?page=1", signatures([prose(page)])[0], 1)
    assert traps.judge(f"{HOST}/thread/7?page=200", NOWHERE) == "endless next links"
    assert traps.judge(f"{HOST}/thread/8?page=2", NOWHERE) == ""


@pytest.mark.parametrize("form", FORUMS.values(), ids=FORUMS)
def test_pages_that_bring_texts_are_no_trap(traps: Traps, form: str) -> None:
    """A thousand leaves without a single new link, each with a text of its own."""
    for number in range(1000):
        traps.learn(HOST + form.format(number, 1), signatures([prose(number)])[0], 0)
    assert traps.judge(HOST + form.format(5000, 1), NOWHERE) == ""


def test_listings_that_bring_links_are_no_trap(traps: Traps) -> None:
    """A board's pages have no text, or always the same; their links are new."""
    for number in range(1000):
        traps.learn(f"{HOST}/board/2?page={number}", "", 20)
        traps.learn(f"{HOST}/board/3?page={number}", signatures([boilerplate(3)])[0], 20)
    assert traps.judge(f"{HOST}/board/2?page=1001", NOWHERE) == ""
    assert traps.judge(f"{HOST}/board/3?page=1001", NOWHERE) == ""


def test_chapters_of_a_list_are_followed_to_its_end(traps: Traps) -> None:
    """Five thousand chapters behind a paywall say the same; a contents page lists them all."""
    followed(traps, "/book/9/{}.html", map(boilerplate, range(200)), new_links=0)
    assert traps.judge(f"{HOST}/book/9/4999.html", Context("chapter", position=4999)) == ""


@given(st.text() | st.text().map(lambda text: HOST + "/" + text), st.text(max_size=40), st.integers(0, 3))
def test_any_text_is_judged(url: str, signature: str, new_links: int) -> None:
    """No address, however broken, and no signature of another version is an error."""
    known = Traps(Site("site"))
    known.judge(url, NOWHERE)
    known.learn(url, "=" + signature, new_links)
    known.judge(without_session(url), NOWHERE)


@pytest.mark.parametrize(
    "piece", ["/", "a", "/a", "1", "&a=1", ";jsessionid=", "/(S(", "?", "%", "\ud800", "‮🙂"]
)
def test_a_megabyte_of_one_thing_costs_little(piece: str) -> None:
    """Every pattern is linear."""
    url = HOST + "/" + piece * (1_000_000 // len(piece))
    began = time.perf_counter()
    without_session(url)
    trap(url, TODAY)
    patterns(url)
    assert time.perf_counter() - began < 5


def test_judging_costs_microseconds(traps: Traps) -> None:
    """A page of a hundred links may not cost more than reading it: 10 ms."""
    urls = [f"{HOST}/forum.php?mod=viewthread&tid={n}&extra=page%3D1&page=2" for n in range(2000)]
    began = time.perf_counter()
    for url in urls:
        traps.judge(url, NOWHERE)
    assert (time.perf_counter() - began) / len(urls) < 1e-3
