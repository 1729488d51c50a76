"""Mastodon's API: what is read of it, what never is, and where its pages lead."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.engines import visit
from crawler.records import Context, Page, Record
from crawler.sites import Site

BASE = "https://social.example"
SITE = Site("social", engine="mastodon", domains=("social.example",))


def a_status(**more: Any) -> dict[str, Any]:
    account = {"id": "5", "acct": "wei", "note": ""}
    base = {"id": "1", "content": "<p>text</p>", "account": account, "created_at": "2024-05-01T10:00:00.000Z"}
    return {**base, "visibility": "public", **more}


def an_answer(told: Any, path: str = "/api/v1/timelines/public", **headers: str) -> Page:
    named = {"Content-Type": "application/json; charset=utf-8", **headers}
    return Page(BASE + path, json.dumps(told).encode(), headers=named, context=Context("timeline"))


def texts(told: Any) -> list[str]:
    result = visit(an_answer(told), SITE).result
    return [part.text for part in result.parts] if isinstance(result, Record) else []


def leads(page: Page) -> list[str]:
    return [link.url.removeprefix(BASE) for link in visit(page, SITE).links]


@pytest.mark.parametrize("visibility", ["unlisted", "private", "direct", "local", "list"])
def test_what_is_not_public_is_marked_and_not_followed(visibility: str) -> None:
    """Whatever the API hands out, in whatever shape: no builder takes it, and nothing more is asked for."""
    status = a_status(visibility=visibility, in_reply_to_id="7", in_reply_to_account_id="8", replies_count=1)
    for told in ([status], status, {"ancestors": [status], "descendants": []}):
        result = visit(an_answer(told), SITE).result
        assert isinstance(result, Record)
        assert [part.mark for part in result.parts] == ["not public"]
    assert leads(an_answer([status])) == []


def test_boost_is_no_text_of_its_sender() -> None:
    """The page gives the other status alone."""
    assert texts([a_status(id="2", content="", reblog=a_status(content="<p>not mine</p>")), a_status()]) == [
        "text"
    ]


@pytest.mark.parametrize(
    ("path", "ways"),
    [
        ("/@wei", ["/api/v1/accounts/lookup?acct=wei"]),
        ("/users/wei", ["/api/v1/accounts/lookup?acct=wei"]),
        ("/@wei/12", ["/api/v1/statuses/12", "/api/v1/statuses/12/context"]),
        ("/tags/%E8%AF%97", ["/api/v1/timelines/tag/%E8%AF%97?limit=40"]),
        ("/public", ["/api/v1/timelines/public?limit=40"]),
        ("/public/local", ["/api/v1/timelines/public?local=true&limit=40"]),
        ("/", ["/api/v1/timelines/public?local=true&limit=40"]),
        ("/directory", ["/api/v1/directory?local=true&order=new&limit=80"]),
        ("/about", []),
        ("/@wei/following", []),
        ("/@wei/01HZ8Q", ["/api/v1/statuses/01HZ8Q", "/api/v1/statuses/01HZ8Q/context"]),
    ],
)
def test_pages_for_people_lead_into_the_api(path: str, ways: list[str]) -> None:
    """Profiles, statuses, tags and timelines."""
    page = Page(BASE + path, b"<html><body>Mastodon</body></html>", headers={"Content-Type": "text/html"})
    assert leads(page) == ways


def test_last_page_leads_no_further() -> None:
    """The API names a next page behind an empty one, too."""
    header = f'<{BASE}/api/v1/timelines/public?max_id=1>; rel="next"'
    assert leads(an_answer([], Link=header)) == []
    assert leads(an_answer([a_status()], Link=header)) == ["/api/v1/timelines/public?max_id=1"]


def test_own_thread_is_not_asked_for_again() -> None:
    """Answers to oneself stand in the timeline; answers to others have their conversation elsewhere."""
    own = a_status(in_reply_to_id="1", in_reply_to_account_id="5")
    other = a_status(id="3", in_reply_to_id="2", in_reply_to_account_id="6")
    assert leads(an_answer([own, other])) == ["/api/v1/statuses/3/context"]


@pytest.mark.parametrize(
    ("people", "offset", "further"), [(80, "", "80"), (80, "&offset=80", "160"), (7, "", "")]
)
def test_directory_leads_to_its_people_and_on(people: int, offset: str, further: str) -> None:
    """A page that is not full is the last."""
    path = "/api/v1/directory?local=true&order=new&limit=80"
    told = [{"id": str(number), "acct": f"person{number}", "statuses_count": 3} for number in range(people)]
    found = leads(an_answer(told, path + offset))
    assert [each for each in found if "directory" in each] == (
        [f"{path}&offset={further}"] if further else []
    )
    assert sum("/statuses?" in each for each in found) == people


def test_next_page_on_another_server_is_not_followed() -> None:
    """The header is what the host says, and may say anything."""
    assert leads(an_answer([a_status()], Link='<https://other.example/x>; rel="next"')) == []


@pytest.mark.parametrize(
    "told",
    [
        {"error": "This API requires an authenticated user"},
        [],
        [1, None, "x", [], {"id": 7}],
        [a_status(account=None, content=None, poll="x", media_attachments={"a": 1}, favourites_count="9")],
        {"ancestors": None, "descendants": "x"},
        {"statuses": {"a": 1}, "accounts": []},
    ],
    ids=["error", "empty", "no statuses", "odd fields", "odd conversation", "odd search"],
)
def test_odd_answer_is_no_record(told: Any) -> None:
    """Nothing is believed of an answer before it is looked at."""
    assert texts(told) == []


def test_deep_markup_hidden_in_json_costs_nothing() -> None:
    """Signs that JSON escapes are not seen when the page is read; the status is left out."""
    body = json.dumps([a_status(content="<div>" * 50_000 + "deep"), a_status(id="2")])
    page = Page(BASE, body.replace("<", "\\u003c").encode(), headers={"Content-Type": "application/json"})
    result = visit(page, SITE).result
    assert isinstance(result, Record) and [part.id for part in result.parts] == ["2"]
