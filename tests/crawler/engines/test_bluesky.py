"""Bluesky: what is read of odd answers, where its pages lead, and addresses in full."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.engines import visit
from crawler.engines.facets import LINK, spelled
from crawler.records import Drop, Page, Record
from crawler.sites import Site

DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
URI = f"at://{DID}/app.bsky.feed.post/3k"
SITE = Site("sky", engine="bluesky", domains=("bsky.app", "pds.example"))
FEED = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=mo.example"


def a_post(text: str = "text", **more: Any) -> dict[str, Any]:
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2024-05-01T10:00:00Z"}
    return {"uri": URI, "author": {"did": DID, "handle": "mo.example"}, "record": {**record, **more}}


def an_answer(told: Any, url: str = FEED) -> Page:
    return Page(url, json.dumps(told).encode(), headers={"Content-Type": "application/json"})


def texts(told: Any) -> list[str]:
    result = visit(an_answer(told), SITE).result
    return [part.text for part in result.parts] if isinstance(result, Record) else []


@pytest.mark.parametrize(
    "told",
    [
        {"posts": [a_post()]},
        {"feed": [{"post": a_post()}], "cursor": "x"},
        {"feed": [{"post": a_post(), "reason": {"$type": "app.bsky.feed.defs#reasonPin"}}]},
        {"thread": {"post": a_post(), "replies": []}},
        {"thread": [{"uri": URI, "depth": 0, "value": {"post": a_post()}}]},
        {"uri": URI, "value": a_post()["record"]},
        {"records": [{"uri": URI, "value": a_post()["record"]}]},
    ],
    ids=["search", "feed", "pinned", "thread", "thread of version 2", "record", "records"],
)
def test_posts_are_read_in_every_shape(told: Any) -> None:
    """As the AppView shows them and as their owner's server keeps them."""
    assert texts(told) == ["text"]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"feed": [{"post": a_post(), "reason": {"$type": "app.bsky.feed.defs#reasonRepost"}}]},
        {"thread": {"$type": "app.bsky.feed.defs#notFoundPost", "uri": URI, "notFound": True}},
        {"thread": None, "feed": 7, "posts": "x", "records": {"a": 1}},
        {"records": [{"uri": f"at://{DID}/app.bsky.feed.like/3k", "value": {"text": "no post"}}]},
        {"records": [{"uri": URI, "value": {"$type": "com.example.post", "text": "no post"}}]},
        {"posts": [{"uri": "https://x.example/", "record": {"text": "no address"}}]},
        {"error": "InvalidRequest", "message": "Profile not found"},
    ],
)
def test_what_is_no_post_of_an_author_is_not_read(told: Any) -> None:
    """Reposts, what is gone, other records, and answers that are none."""
    assert texts(told) == []


def test_deep_thread_is_read_to_its_end() -> None:
    """Answers to answers cost no stack, in as deep a tree as JSON may hold."""
    told: dict[str, Any] = {"post": a_post("last"), "replies": []}
    for number in range(300):
        post = {**a_post(f"{number}"), "uri": f"{URI}{number}"}
        told = {"post": post, "replies": [told]}
    assert len(texts({"thread": told})) == 301


@pytest.mark.parametrize(
    ("url", "way"),
    [
        (
            "https://bsky.app/profile/mo.example",
            "app.bsky.feed.getAuthorFeed?actor=mo.example&limit=100&filter=posts_with_replies",
        ),
        (
            f"https://bsky.app/profile/{DID}/post/3k",
            f"app.bsky.feed.getPostThread?uri={URI}&depth=1000&parentHeight=1000",
        ),
        ("https://bsky.app/hashtag/joinery", "app.bsky.feed.searchPosts?q=%23joinery&limit=100&sort=latest"),
        ("https://pds.example/", "com.atproto.sync.listRepos?limit=1000"),
    ],
    ids=["profile", "post", "hashtag", "server"],
)
def test_pages_for_people_lead_into_the_api(url: str, way: str) -> None:
    """Of the service that needs no login, or of the server itself."""
    base = "https://public.api.bsky.app" if "bsky.app" in url else "https://pds.example"
    page = Page(url, b"<html><body>app</body></html>", headers={"Content-Type": "text/html"})
    assert [link.url for link in visit(page, SITE).links] == [f"{base}/xrpc/{way}"]


def test_last_page_of_a_feed_leads_no_further() -> None:
    """A cursor behind an empty page is none."""
    assert visit(an_answer({"feed": [], "cursor": "x"}), SITE).links == []


def test_torn_repository_is_a_drop_that_says_where() -> None:
    """And no record of half a person's posts."""
    page = Page(FEED, b"\x05\xa1", headers={"Content-Type": "application/vnd.ipld.car"})
    result = visit(page, SITE).result
    assert isinstance(result, Drop) and (result.step, result.reason[:12]) == ("extract", "no CAR file:")


@pytest.mark.parametrize(
    ("text", "start", "end", "uri", "whole"),
    [
        ("看 a.example/lo... 吧", 4, 19, "https://a.example/long", "看 https://a.example/long 吧"),
        ("see this", 4, 8, "https://a.example/", "see this"),
        ("see a.example/x...", 4, 99, "https://a.example/xyz", "see a.example/x..."),
        ("see a.example/x...", -3, 4, "https://a.example/xyz", "see a.example/x..."),
        ("see evil.example...", 4, 19, "https://a.example/xyz", "see evil.example..."),
    ],
    ids=["shortened", "words", "beyond the end", "before the start", "another address"],
)
def test_shortened_address_is_given_in_full(text: str, start: int, end: int, uri: str, whole: str) -> None:
    """Bytes are counted, not characters; words that are a link stay words."""
    facet = {"index": {"byteStart": start, "byteEnd": end}, "features": [{"$type": LINK, "uri": uri}]}
    assert spelled({"text": text, "facets": [facet]}) == whole
