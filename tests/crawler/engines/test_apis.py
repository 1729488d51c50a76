"""Engines of APIs: which addresses they know, and that no answer, however odd, breaks them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Context

from crawler.engines import ENGINES, discourse, flarum, markdown, visit
from crawler.engines.api import fragment, licence
from crawler.engines.prose import prose
from crawler.records import Drop, Page, Part, Record
from crawler.sites import Site, load_site

GOLDENS = ROOT / "tests" / "engines"
APIS = "discourse flarum hackernews lemmy nodebb reddit stackexchange".split()
ANSWERS = sorted(path for engine in APIS for path in GOLDENS.glob(f"{engine}/*/page.json"))
WRONG: list[Any] = [None, -1, "x", [], {}, [None, 3], {"a": {"b": 1}}, True, 1e300]
# So many changes of one answer at most; more of them take minutes and find nothing else.
CHANGES = 300


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a/", ("https://a/latest.json", "listing", "", 1)),
        ("https://a/forum/", ("https://a/forum/latest.json", "listing", "", 1)),
        ("https://a/latest?page=3", ("https://a/latest.json?page=3", "listing", "", 4)),
        ("https://a/c/help/5", ("https://a/c/help/5/l/latest.json", "listing", "", 1)),
        ("https://a/c/help/sub/15/l/latest", ("https://a/c/help/sub/15/l/latest.json", "listing", "", 1)),
        ("https://a/tag/bread", ("https://a/tag/bread/l/latest.json", "listing", "", 1)),
        ("https://a/t/some-title/12", ("https://a/t/12.json", "thread", "topic-12", 1)),
        ("https://a/t/12", ("https://a/t/12.json", "thread", "topic-12", 1)),
        ("https://a/t/2024-in-review/12/7?u=x", ("https://a/t/12.json", "thread", "topic-12", 1)),
        ("https://a/t/title/12?page=2", ("https://a/t/12.json", "thread", "topic-12", 2)),
        ("https://a/forum/t/-/12", ("https://a/forum/t/12.json", "thread", "topic-12", 1)),
    ],
)
def test_addresses_of_discourse(url: str, wanted: tuple[str, str, str, int]) -> None:
    """Each form of an address stands for one of the API's."""
    place = discourse.place(url)
    assert (place.url, place.rel, place.work, place.page) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a/", ("https://a/api/discussions?sort=-lastPostedAt", "listing", "")),
        ("https://a/forum/all", ("https://a/forum/api/discussions?sort=-lastPostedAt", "listing", "")),
        ("https://a/d/12-title", ("https://a/api/discussions/12", "thread", "discussion-12")),
        ("https://a/d/12-title/40", ("https://a/api/discussions/12", "thread", "discussion-12")),
        ("https://a/api/discussions/12", ("https://a/api/discussions/12", "thread", "discussion-12")),
        (
            "https://a/t/tea",
            ("https://a/api/discussions?filter%5Btag%5D=tea&sort=-lastPostedAt", "listing", ""),
        ),
    ],
)
def test_addresses_of_flarum(url: str, wanted: tuple[str, str, str]) -> None:
    """Each form of an address stands for one of the API's."""
    place = flarum.place(url)
    assert (place.url, place.rel, place.work) == wanted


FRONTS = [
    ("nodebb", "https://a/", ["https://a/api/categories", "https://a/api/recent"]),
    ("nodebb", "https://a/forum/category/4/gear", ["https://a/forum/api/category/4"]),
    ("lemmy", "https://a/", ["https://a/api/v3/post/list?type_=Local&sort=New&limit=50&page=1"]),
    (
        "lemmy",
        "https://a/c/tea@b.example",
        ["https://a/api/v3/post/list?community_name=tea%40b.example&type_=All&sort=New&limit=50&page=1"],
    ),
    ("lemmy", "https://a/post/7", ["https://a/api/v3/post?id=7"]),
    ("reddit", "https://a/r/tea/", []),
]


@pytest.mark.parametrize(("engine", "url", "wanted"), FRONTS)
def test_a_page_leads_into_the_api(engine: str, url: str, wanted: list[str]) -> None:
    """From the front page, a category, a community; a page of Reddit leads nowhere."""
    site = Site("a", engine=engine, domains=("a",))
    page = Page(url, b'<html><body><a href="/r/tea/comments/1/x">a page without a thread</a></body></html>')
    assert [link.url for link in visit(page, site).links] == wanted


def test_a_site_of_stack_exchange_is_read_by_pages_where_the_api_is_not_named() -> None:
    """The API lies on another host, which only the site's file can open."""
    page = Page(
        "https://boats.stackexchange.com/",
        b'<a href="/questions/5/which-knot">Which knot?</a><a href="/questions?tab=newest&page=2">next</a>',
    )
    alone = Site("boats", engine="stackexchange", domains=("boats.stackexchange.com",))
    assert [link.url for link in visit(page, alone).links] == [
        "https://boats.stackexchange.com/questions/5/which-knot",
        "https://boats.stackexchange.com/questions?tab=newest&page=2",
    ]
    both = Site("boats", engine="stackexchange", domains=("boats.stackexchange.com", "api.stackexchange.com"))
    assert [link.url.partition("?")[0] for link in visit(page, both).links] == [
        "https://api.stackexchange.com/2.3/questions"
    ]


def changed(value: Any) -> Iterator[Any]:
    """Yield an answer with each of its values in turn replaced by something that does not belong there."""
    paths = list(_paths(value, ()))
    step = max(1, len(paths) * len(WRONG) // CHANGES)
    pairs = [(path, wrong) for path in paths for wrong in WRONG]
    for path, wrong in pairs[::step]:
        copy = deepcopy(value)
        place = copy
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = wrong
        yield copy


def _paths(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


@pytest.mark.parametrize("path", ANSWERS, ids=[f"{path.parts[-3]}/{path.parts[-2]}" for path in ANSWERS])
def test_no_answer_breaks_an_engine(path: Path) -> None:
    """Whatever stands where a text, a number or a list should: a record, a drop and links come back."""
    site = load_site(path.with_name("site.toml"))
    told = path.with_name("page.toml").read_text(encoding="utf-8")
    url = next(line.partition(" = ")[2].strip('"') for line in told.splitlines() if line.startswith("url"))
    contexts = (Context(), Context("thread", "topic-1", 2))
    for count, answer in enumerate(changed(json.loads(path.read_bytes()))):
        page = Page(url, json.dumps(answer).encode(), context=contexts[count % 2])
        seen = visit(page, site)
        assert isinstance(seen.result, Record | Drop)
        assert all(site.allows(link.url) for link in seen.links)


@pytest.mark.parametrize("engine", APIS)
@pytest.mark.parametrize("body", [b"[]", b"{}", b"[1, 2]", b"[[]]", b'{"items": 3}', b'"text"', b"7"])
def test_an_empty_answer_is_no_record(engine: str, body: bytes) -> None:
    """It leads nowhere that could not be followed, and is dropped with a reason."""
    seen = visit(Page("https://a/api/x", body), Site("a", engine=engine, domains=("a",)))
    assert isinstance(seen.result, Drop)
    assert seen.result.reason


def test_every_engine_of_an_api_is_one() -> None:
    """The list above is not of yesterday."""
    assert set(APIS) <= ENGINES.keys()
    assert {path.parts[-3] for path in ANSWERS} == set(APIS)


def test_a_fragment_that_nests_without_end_is_empty() -> None:
    """Its parsing would take minutes."""
    assert prose(fragment("<div>" * 50_000 + "deep")) == ""


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("plain", "plain", ""),
        ("a [link](https://a.example/x_(y) \"T\"), <https://b.example>", "a link, https://b.example", ""),
        ("![picture](https://a.example/1.png)\n\nbelow", "below", ""),
        ("> what they said\n> and more\n\nmy answer", "my answer", "what they said\nand more"),
        ("```\n> kept [as](it) *is*\n```", "```\n> kept [as](it) *is*\n```", ""),
        ("`**code**`, **strong**, _soft_, snake_case_name", "`**code**`, strong, soft, snake_case_name", ""),
        ("## A heading\n\n- one\n- two", "A heading\n\n- one\n- two", ""),
        ("::: spoiler Ending\nhe lives\n:::", "Ending\nhe lives", ""),
        ("5 \\* 3 \\> 2 &amp; 3 * 4 * 5", "5 * 3 > 2 & 3 * 4 * 5", ""),
        ("标题：**重要**，见[这里](https://a.example)", "标题：重要，见这里", ""),
    ],
)  # fmt: skip
def test_markdown_is_read_as_a_reader_sees_it(text: str, words: str, quoted: str) -> None:
    """Signs go, words and code stay."""
    assert markdown.read(text) == (words, quoted)


@pytest.mark.parametrize(
    "piece", ["[", "![a](", "**a", "_a ", "`", "> ", "# ", "\\", "<http://", "::: ", "[a](b("]
)
def test_markdown_of_any_length_takes_linear_time(piece: str) -> None:
    """A hundred kilobytes of what a pattern may begin with take a tenth of a second; squared, minutes."""
    start = time.perf_counter()
    markdown.read(piece * (100_000 // len(piece)))
    assert time.perf_counter() - start < 10


def test_licences_of_posts_are_joined_once_each() -> None:
    """What holds for the site holds for a post that says nothing."""
    parts = [Part("1", "", licence="CC-BY-SA-4.0"), Part("2", ""), Part("3", "", licence="CC-BY-SA-4.0")]
    assert licence(parts, "CC0-1.0") == "CC-BY-SA-4.0 AND CC0-1.0"
