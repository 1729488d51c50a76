"""ActivityPub: what is read of outboxes and objects, and where they lead."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.engines import visit
from crawler.records import Context, Page, Record
from crawler.sites import Site

BASE = "https://pond.example"
LIN = f"{BASE}/users/lin"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
SITE = Site("pond", engine="activitypub", domains=("pond.example",))


def a_note(**more: Any) -> dict[str, Any]:
    base = {"id": f"{LIN}/notes/1", "type": "Note", "attributedTo": LIN, "content": "<p>text</p>"}
    return {**base, "to": [PUBLIC], "published": "2024-05-01T10:00:00Z", **more}


def a_page(told: Any, rel: str = "", url: str = f"{LIN}/outbox?page=1") -> Page:
    return Page(
        url,
        json.dumps(told).encode(),
        headers={"Content-Type": "application/activity+json"},
        context=Context(rel, title="lin"),
    )


def texts(told: Any) -> list[str]:
    result = visit(a_page(told), SITE).result
    return [part.text for part in result.parts] if isinstance(result, Record) else []


def marks(told: Any) -> list[str]:
    result = visit(a_page(told), SITE).result
    return [part.mark for part in result.parts] if isinstance(result, Record) else []


def in_outbox(*activities: Any) -> dict[str, Any]:
    return {"type": "OrderedCollectionPage", "orderedItems": list(activities)}


def created(note: Any) -> dict[str, Any]:
    return {"type": "Create", "id": f"{LIN}/activities/1", "actor": LIN, "object": note}


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ({"to": [PUBLIC]}, True),
        ({"to": "as:Public"}, True),
        ({"to": ["Public", f"{LIN}/followers"]}, True),
        ({"to": [f"{LIN}/followers"], "cc": [PUBLIC]}, False),
        ({"to": [f"{LIN}/followers"], "cc": []}, False),
        ({"to": [f"{BASE}/c/carp"], "cc": [PUBLIC, f"{LIN}/followers"]}, True),
        ({"to": [], "cc": [PUBLIC]}, False),
        ({"to": None}, False),
        ({"to": []}, False),
    ],
)
def test_what_is_not_addressed_to_all_is_marked(address: dict[str, Any], public: bool) -> None:
    """Unlisted, for followers and direct: no builder takes it, alone or in an outbox."""
    note = a_note(**address)
    mark = "" if public else "not public"
    assert marks(note) == marks(in_outbox(created(note))) == [mark]


def test_activity_says_to_whom_where_its_object_does_not() -> None:
    """Its addressing is the object's."""
    bare = {key: value for key, value in a_note().items() if key != "to"}
    assert texts(in_outbox({**created(bare), "to": [PUBLIC]})) == ["text"]
    assert marks(in_outbox({**created(bare), "to": [PUBLIC]})) == [""]
    assert marks(in_outbox({**created(bare), "to": [f"{LIN}/followers"]})) == marks(bare) == ["not public"]


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "Announce", "actor": LIN, "object": "https://reed.example/notes/1"},
        {"type": "Announce", "actor": LIN, "object": a_note()},
        {"type": "Like", "actor": LIN, "object": a_note()},
        {"type": "Delete", "actor": LIN, "object": {"id": f"{LIN}/notes/1", "type": "Tombstone"}},
        created(a_note(type="ChatMessage")),
        created(a_note(attributedTo="https://reed.example/users/ana")),
        created(a_note(id="https://reed.example/notes/1")),
        created(None),
        {"type": "Create", "object": {"type": "Create", "object": {"type": "Create"}}},
        "https://pond.example/activities/1",
        7,
    ],
)
def test_what_is_no_text_of_an_author_of_the_site_is_not_read(activity: Any) -> None:
    """Shared notes, likes, private messages, people of other servers, and what is broken."""
    assert texts(in_outbox(activity)) == []


def test_one_item_may_stand_without_a_list() -> None:
    """Some servers write a list of one in the compact form of JSON-LD."""
    assert texts({"type": "OrderedCollectionPage", "orderedItems": created(a_note())}) == ["text"]


def test_first_page_within_its_collection_is_read() -> None:
    """And what follows it is found."""
    first = {**in_outbox(created(a_note())), "next": f"{LIN}/outbox?page=2"}
    told = {"type": "OrderedCollection", "first": first}
    assert texts(told) == ["text"]
    assert [link.url for link in visit(a_page(told), SITE).links] == [f"{LIN}/outbox?page=2"]


def test_markdown_is_not_read_as_markup() -> None:
    """PeerTube describes videos in Markdown, and says so."""
    assert texts(a_note(content="a <b & c", mediaType="text/markdown")) == ["a <b & c"]


@pytest.mark.parametrize(
    ("url", "head", "body", "ways"),
    [
        ("/", "", '<a href="/@lin">Lin</a> <a href="/@lin/7">said</a> <a href="/about">About</a>', ["/@lin"]),
        ("/", "", '<a href="https://reed.example/@ana">Ana</a>', []),
        ("/", "", '<a href="/c/carp">c</a><a href="/u/otto/">o</a>', ["/c/carp", "/u/otto/"]),
        (
            "/@lin",
            '<link rel="alternate" type="application/activity+json" href="/users/lin">',
            "",
            ["/users/lin"],
        ),
    ],
    ids=["people", "other server", "groups", "alternate"],
)
def test_pages_for_people_lead_to_actors(url: str, head: str, body: str, ways: list[str]) -> None:
    """Those that they link to, and the one that they stand for."""
    html = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    page = Page(BASE + url, html, headers={"Content-Type": "text/html"})
    assert [link.url for link in visit(page, SITE).links] == [BASE + way for way in ways]


def test_outbox_does_not_lead_into_each_conversation() -> None:
    """The replies of a site's people stand in their own outboxes; a note on its own leads to them."""
    note = a_note(replies={"type": "Collection", "items": [f"{BASE}/users/ana/notes/2"]})
    assert visit(a_page(in_outbox(created(note)), "timeline"), SITE).links == []
    assert [link.url for link in visit(a_page(note), SITE).links] == [f"{BASE}/users/ana/notes/2"]
