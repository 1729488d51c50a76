"""The walk over a site, without network: answers go in, requests and items come out."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from crawler.budget import Wary
from crawler.engines import Visit
from crawler.politeness import Forbidden
from crawler.records import Context, Drop, Link, Record, Signal
from crawler.sites import Site
from crawler.spiders.site import SiteSpider, Visited, as_page, is_further

BASE = "http://books.example"
PAGE = BASE + "/1/1.html"
BODY = "<h1>{}</h1><div id=content><p>He rowed on through the fog until the bell was gone.</p></div>"


def a_spider(**more: Any) -> SiteSpider:
    """Return the spider of a small library."""
    base: dict[str, Any] = {
        "engine": "book",
        "domains": ("books.example",),
        "start": (f"{BASE}/",),
        "follow": {
            "listing": re.compile(r"example/(?:\?p=\d+)?$"),
            "contents": re.compile(r"/\d+/$"),
            "chapter": re.compile(r"/\d+/\d+(?:_(?P<page>\d+))?\.html$"),
        },
        "fields": {"contents": "#list", "body": "#content"},
    }
    site = Site("books", **{**base, **more})
    spider: SiteSpider = type("Books", (SiteSpider,), {"name": site.name, "site": site})()
    return spider


def answer(url: str, html: str, meta: dict[str, Any] | None = None, **more: Any) -> HtmlResponse:
    path = url if url.startswith("http") else BASE + url
    request = Request(path, meta=meta)
    return HtmlResponse(
        path, body=html.encode(), request=request, headers={"Content-Type": "text/html"}, **more
    )


def parsed(spider: SiteSpider, response: Response) -> tuple[list[Request], Visited]:
    """Return the requests that an answer leads to and its one item, which comes last."""
    *requests, item = asyncio.run(spider.parse(response))
    assert isinstance(item, Visited)
    assert all(isinstance(each, Request) for each in requests)
    return requests, item  # type: ignore[return-value]


def paths(requests: list[Request]) -> list[str]:
    return [request.url.removeprefix(BASE) for request in requests]


def begun(spider: SiteSpider) -> list[Request]:
    async def collect() -> list[Request]:
        return [request async for request in spider.start()]

    return asyncio.run(collect())


def contents(*numbers: int) -> str:
    links = "".join(f'<li><a href="{number}.html">Chapter {number}</a>' for number in numbers)
    return f"<h1>The Ferry</h1><ul id=list>{links}</ul>"


def test_the_start_pages_are_asked_for_first() -> None:
    """Before anything that they lead to."""
    (request,) = begun(a_spider())
    assert (request.url, request.priority, request.meta["again"]) == (f"{BASE}/", 25, True)


def test_contents_come_before_listings_and_these_before_chapters() -> None:
    """So that a chapter's number is known when it is read."""
    links = '<ul id=list><li><a href="/1/3.html">3</a></ul> <a href="/?p=2">more</a> <a href="/1/">book</a>'
    requests, _ = parsed(a_spider(), answer("/", links))
    requests.sort(key=lambda request: -request.priority)
    assert paths(requests) == ["/1/", "/?p=2", "/1/3.html"]


def test_further_pages_come_before_other_chapters() -> None:
    """A chapter that was begun is finished first."""
    spider = a_spider()
    parsed(spider, answer("/1/", contents(1, 2)))
    requests, _ = parsed(spider, answer("/1/1.html", BODY.format("1") + '<a href="1_2.html">next page</a>'))
    assert [
        (path, request.priority > 0) for path, request in zip(paths(requests), requests, strict=True)
    ] == [("/1/1_2.html", True)]


def test_a_chapter_is_read_at_the_place_that_its_contents_page_gave() -> None:
    """Number, book and title travel from the linking page to the record, in the request between them."""
    spider = a_spider()
    (_, link), _ = parsed(spider, answer("/1/", contents(7, 5)))
    _, item = parsed(spider, answer("/1/5.html", BODY.format(""), link.meta))
    record = item.result
    assert isinstance(record, Record)
    assert (record.work, record.position, record.title) == (f"{BASE}/1/", 2, "Chapter 5")
    assert record.meta["book"] == "The Ferry"


@pytest.mark.parametrize(
    ("response", "step"),
    [
        (answer("/1/1.html", "gone", status=404), "http"),
        (answer("/1/1.html", "  "), "empty"),
        (Response(f"{BASE}/1/1.html", body=b"\0\1", request=Request(BASE)), "type"),
        (answer("/1/1.html", "<p>nothing that the selector finds"), "extract"),
    ],
    ids=["404", "empty", "binary", "no body"],
)
def test_a_page_that_gives_nothing_is_an_item_too(response: Response, step: str) -> None:
    """So that it is archived and told."""
    _, item = parsed(a_spider(), response)
    assert isinstance(item.result, Drop)
    assert (item.result.step, item.result.url) == (step, f"{BASE}/1/1.html")


def test_a_bug_costs_one_page() -> None:
    """A site object that cannot work makes a Drop, not an exception that Scrapy swallows."""
    _, item = parsed(a_spider(fields={"body": "div[["}), answer("/1/1.html", "<p>x"))
    assert isinstance(item, Visited)
    assert isinstance(item.result, Drop)
    assert item.result.step == "bug"


@pytest.mark.parametrize(
    "href", ["http://books.example:port/1/9.html", "http://[/1/9.html", "//books.example:99999/1/9.html"]
)
def test_a_link_that_is_no_address_harms_nothing(href: str) -> None:
    """The page's record and its other links are had all the same."""
    requests, item = parsed(
        a_spider(), answer("/1/1.html", BODY.format("1") + f'<a href="{href}">x</a><a href="/1/">y</a>')
    )
    assert (paths(requests), isinstance(item.result, Record)) == (["/1/"], True)


def test_a_page_has_the_headers_of_its_answer() -> None:
    """Repeated ones joined, bytes read as latin-1; what linking page and host said of it comes with it."""
    signal = {"source": "robots.txt", "text": "no", "seen": "", "says": "deny"}
    request = Request(BASE, meta={"context": Context("thread"), "signals": [signal]})
    headers = {"Via": ["a", "b"], "Server": b"caf\xe9"}
    page = as_page(Response(BASE, status=503, headers=headers, body=b"x", request=request))
    assert page.signals == (Signal(**signal),)
    assert (page.status, page.body, page.context.rel) == (503, b"x", "thread")
    assert (page.header("via"), page.header("server")) == ("a, b", "caf\xe9")
    assert page.fetched_at is not None
    assert page.fetched_at.microsecond == 0


def failure(value: Exception) -> Failure:
    found = Failure(value)  # type: ignore[no-untyped-call]
    found.request = Request(PAGE)  # type: ignore[attr-defined]
    return found


def test_a_page_that_robots_forbid_is_refused_and_not_failed() -> None:
    """It was not asked for; where robots.txt cannot be had, the page failed."""
    spider = a_spider()
    spider.failed(failure(Forbidden("Forbidden by robots.txt")))
    assert (spider.ledger.refused, spider.ledger.failures) == ({"Forbidden by robots.txt": 1}, {})
    spider.failed(failure(IgnoreRequest("books.example cannot be reached")))
    assert spider.ledger.failures == {PAGE: "books.example cannot be reached"}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError("two\n lines"), "two lines"),
        (TimeoutError(), "TimeoutError"),
        (OSError("x" * 999), "x" * 197 + "..."),
    ],
)
def test_a_page_that_failed_is_told_in_one_line(error: Exception, reason: str) -> None:
    """With the words of whoever knows best, or the error's name."""
    spider = a_spider()
    spider.failed(failure(error))
    assert spider.ledger.failures == {PAGE: reason}


def test_an_item_shows_its_address_only() -> None:
    """Logs hold items where something fails, and people's words must not stand there."""
    _, item = parsed(a_spider(), answer("/1/1.html", BODY.format("secret")))
    assert repr(item) == f"Visited({BASE}/1/1.html)"


def test_an_unchanged_page_is_an_item_without_text() -> None:
    """The host says that it is as it was; nothing is read of it, and nothing followed."""
    requests, item = parsed(a_spider(), answer("/1/1.html", "", {"lease": 7}, status=304))
    assert isinstance(item.result, Drop)
    assert (requests, item.result.step, item.lease, item.page.status) == ([], "unchanged", 7, 304)


def test_an_item_knows_its_lease() -> None:
    """The pipeline acknowledges it by that; a page of no lease has 0."""
    items = [
        parsed(a_spider(), answer("/1/1.html", BODY.format("1"), meta))[1] for meta in ({"lease": 9}, {})
    ]
    assert [item.lease for item in items] == [9, 0]


@pytest.mark.parametrize(
    ("context", "url", "again"),
    [
        (Context("listing"), "/", True),
        (Context("contents"), "/1/", True),
        (Context("timeline"), "/@me", True),
        (Context("listing"), "/?p=2", True),
        (Context("chapter", "w", 3), "/1/3.html", False),
        (Context("thread", "w", 1), "/t/1", False),
        (Context("listing", mark="posts 3"), "/board", False),
        (Context(), "/about", False),
    ],
)
def test_lists_are_read_at_every_crawl(context: Context, url: str, again: bool) -> None:
    """Pages are not; of those that carry a mark the mark decides."""
    (request,) = a_spider().follow(Visit(Drop(None, "listing", ""), [Link(BASE + url, context)]))
    assert (request.meta.get("again", False), request.meta["context"]) == (again, context)


@pytest.mark.parametrize(
    ("url", "page", "further"),
    [
        ("/list?page=2", 1, True),
        ("/list?a=b&p=10", 1, True),
        ("/list/page/3/", 1, True),
        ("/list?start=20", 1, True),
        ("/list/2", 1, False),
        ("/list", 2, True),
        ("/list?page=1", 1, False),
        ("/list?page=01", 1, False),
        ("/list", 1, False),
        ("/list?start=0", 1, False),
    ],
)
def test_a_further_page_of_a_list_is_known_by_its_address(url: str, page: int, further: bool) -> None:
    """Or by what its link said."""
    assert is_further(Link(BASE + url, Context("listing", page=page))) is further


def test_a_policy_file_waits_for_the_next_page() -> None:
    """It is archived as evidence, not as a page."""
    spider = a_spider()
    spider.policy(answer("/robots.txt", "User-agent: *"))
    (page,) = spider.policies
    assert (page.url, page.context.rel, page.body) == (f"{BASE}/robots.txt", "policy", b"User-agent: *")


def test_a_link_that_says_nothing_new_is_let_go() -> None:
    """Pages repeat the links of those around them; one that says more of its page than before goes on."""
    crawler = get_crawler(type(a_spider()))
    crawler.spider = a_spider()
    wary, page = Wary(crawler), answer("/", "")

    def passes(position: int) -> bool:
        meta = {"context": Context("chapter", "book", position)}
        return wary.get_processed_request(Request(PAGE, meta=meta), page) is not None

    assert [passes(position) for position in (0, 0, 3, 3, 0)] == [True, False, True, False, True]
    assert page.meta["new_links"] == 1


def test_a_page_makes_no_request_of_what_was_said_before() -> None:
    """Not even one to be let go: most links of a page stand on the page before it."""
    spider, page = a_spider(), answer("/1/", contents(1, 2))
    requests, _ = parsed(spider, page)
    assert paths(requests)
    for request in requests:
        spider.said.note(request.url, request.meta["context"], again=request.meta.get("again", False))
    assert parsed(spider, page)[0] == []
    assert paths(parsed(spider, answer("/1/", contents(1, 2, 3)))[0])
