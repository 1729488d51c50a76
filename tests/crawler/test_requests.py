"""Requests as rows and back: what goes in comes out, as JSON."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider

from crawler import requests
from crawler.entries import Entry
from crawler.records import Context
from crawler.requests import OWN, as_entry, as_request

URL = "http://site.example/1"


class Walker(Spider):
    """A spider with a callback of its own."""

    name = "walker"

    def parse(self, response: Any) -> None:
        """Read."""

    def other(self, response: Any, **more: Any) -> None:
        """Read otherwise."""

    def failed(self, failure: Any) -> None:
        """Note."""


SPIDER = Walker()
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    PLAIN | TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
)
NAMES = st.from_regex(r"\A[A-Z][a-z]{1,8}(-[A-Z][a-z]{1,8})?\Z").filter(
    lambda name: not name.startswith("If")
)
HEADERS = st.dictionaries(
    NAMES, st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=2), max_size=3
)
META = st.dictionaries(TEXT.filter(lambda name: name not in OWN), VALUES, max_size=3)
CALLBACKS = st.sampled_from([None, SPIDER.parse, SPIDER.other])


@given(
    st.sampled_from(["GET", "POST", "HEAD", "PUT"]), HEADERS, st.binary(max_size=50), META,
    st.dictionaries(TEXT, VALUES, max_size=3), CALLBACKS, st.integers(-10, 30),
)  # fmt: skip
def test_a_request_comes_back(
    method: str,
    headers: dict[str, list[bytes]],
    body: bytes,
    meta: dict[str, Any],
    cb_kwargs: dict[str, Any],
    callback: Any,
    priority: int,
) -> None:
    """Whatever it holds that JSON can say; bytes of headers and body are those that went in."""
    request = Request(
        URL,
        callback,
        method,
        headers,
        body,
        meta=meta,
        cb_kwargs=cb_kwargs,
        priority=priority,
        errback=SPIDER.failed,
    )
    entry = as_entry(request)
    assert entry.asked is None or isinstance(json.loads(entry.asked), dict)
    back = as_request(entry, SPIDER)
    assert (back.url, back.method, back.body, back.priority) == (URL, method, body, priority)
    assert dict(back.headers) == dict(request.headers)
    assert ({name: back.meta[name] for name in meta}, back.cb_kwargs) == (meta, cb_kwargs)
    assert (back.callback, back.errback) == (callback or SPIDER.parse, SPIDER.failed)


def test_a_plain_request_is_its_address() -> None:
    """The table holds nothing more of it."""
    entry = as_entry(Request(URL, SPIDER.parse, errback=SPIDER.failed, meta={"depth": 2, "again": True}))
    assert (entry.url, entry.host, entry.asked, entry.depth, entry.again) == (
        URL,
        "site.example",
        None,
        2,
        True,
    )


def test_what_belongs_to_one_download_is_not_kept() -> None:
    """Lease, latency, tries: the next download has its own."""
    entry = as_entry(Request(URL, meta=dict.fromkeys(OWN - {"context"}, 1)))
    assert entry.asked is None


@pytest.mark.parametrize(
    ("context", "rank"), [(Context("chapter", "w", 3), 1), (Context("thread", "w", 3), 0), (Context(), 0)]
)
def test_the_context_travels_beside(context: Context, rank: int) -> None:
    """With how much it tells."""
    entry = as_entry(Request(URL, meta={"context": context}))
    assert (entry.context, entry.rank, entry.asked) == (context, rank, None)
    assert as_request(entry, SPIDER).meta["context"] == context


def test_a_context_of_another_kind_is_none_of_ours() -> None:
    """A hook may use the word for something else."""
    entry = as_entry(Request(URL, meta={"context": "chapter"}))
    assert (entry.context, entry.rank) == (Context(), 0)


def test_a_leased_entry_knows_its_lease() -> None:
    """And no filter of Scrapy's keeps it back: the frontier has decided."""
    back = as_request(Entry(URL, "site.example", id=5, depth=2), SPIDER)
    assert (back.meta["lease"], back.meta["depth"], back.dont_filter) == (5, 2, True)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({}, {}),
        ({"etag": '"x"'}, {b"If-None-Match": [b'"x"']}),
        ({"modified": "Mon"}, {b"If-Modified-Since": [b"Mon"]}),
        (
            {"etag": 'W/"caf\xe9"', "modified": "Mon"},
            {b"If-None-Match": [b'W/"caf\xe9"'], b"If-Modified-Since": [b"Mon"]},
        ),
        ({"etag": '"\u7ae0"'}, {b"If-None-Match": [b'"?"']}),
        ({"etag": "", "modified": "", "text_hash": b"x", "fetched_at": 5.0, "place": "{}"}, {}),
    ],
)
def test_only_what_the_host_said_makes_a_conditional_request(
    known: dict[str, Any], asked: dict[bytes, list[bytes]]
) -> None:
    """In the bytes that it said it with."""
    headers: dict[Any, Any] = dict(as_request(Entry(URL, "site.example", **known), SPIDER).headers)
    assert headers == asked


def test_a_condition_is_not_kept_with_the_request() -> None:
    """It was that of one fetch; a page that moved has its own."""
    old = as_request(Entry(URL, "site.example", etag='"x"', modified="Mon"), SPIDER)
    assert as_entry(old.replace(url=URL + "2")).asked is None


def test_a_callback_that_is_gone_is_the_usual_one() -> None:
    """The site's hook may have been rewritten since."""
    back = as_request(Entry(URL, "site.example", asked='{"callback":"gone","errback":"gone"}'), SPIDER)
    assert (back.callback, back.errback) == (None, None)


def test_what_json_cannot_say_is_refused() -> None:
    """Rather than kept half; nothing is pickled."""
    with pytest.raises(TypeError):
        as_entry(Request(URL, meta={"thing": object()}))
    assert "pickle" not in inspect.getsource(requests).replace("never pickle", "")


@given(st.text(max_size=30))
def test_any_text_in_meta_harms_nothing(text: str) -> None:
    """A lone surrogate becomes U+FFFD."""
    entry = as_entry(Request(URL, meta={"word": text}))
    said = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert as_request(entry, SPIDER).meta["word"] == said
