"""Social networks as their servers answer: timelines, conversations, what people ask of us."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from loopback import Answer, Answers, Crawl, html, serving

API = "/api/v1/"
PEOPLE = {"5": "wei", "6": "nora", "7": "shy"}
SITE = 'engine = "{engine}"\nstart = ["{start}"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
ACTIVITY = "application/activity+json"


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def told(value: Any, **headers: str) -> Answer:
    return Answer(json.dumps(value).encode(), 200, {"Content-Type": "application/json", **headers})


def a_status(number: int, who: str, text: str, **more: Any) -> dict[str, Any]:
    note = "<p>nets #nobot</p>" if who == "7" else ""
    return {
        "id": str(number),
        "created_at": f"2024-05-01T10:{number:02}:00.000Z",
        "account": {"id": who, "acct": PEOPLE[who], "note": note},
        "content": f"<p>{text}</p>",
        "visibility": "public",
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "replies_count": 0,
        **more,
    }


def answer_to(number: int, who: str) -> dict[str, Any]:
    return {"in_reply_to_id": str(number), "in_reply_to_account_id": who, "replies_count": 1}


def mastodon() -> Answers:
    """Return the API of a server where two people and a shy one talk about glue."""
    root = a_status(1, "6", "What glue holds a torn spine of an old atlas?", replies_count=1)
    mine = a_status(2, "5", "Wheat paste, cooked slowly, rested for a night.", **answer_to(1, "6"))
    shy = a_status(3, "7", "Nobody should write down what I say of paste.", **answer_to(2, "5"))
    old = a_status(4, "5", "The bindery is closed until the frost is over this year.")
    statuses = f"{API}accounts/5/statuses?exclude_reblogs=true&limit=40"
    return {
        "/@wei": html("<html><body><div id='mastodon'></div></body></html>"),
        f"{API}accounts/lookup?acct=wei": told({"id": "5", "acct": "wei", "statuses_count": 2}),
        statuses: told([mine], Link=f'<{statuses}&max_id=2>; rel="next"'),
        f"{statuses}&max_id=2": told([old], Link=f'<{statuses}&max_id=4>; rel="next"'),
        f"{statuses}&max_id=4": told([]),
        f"{API}statuses/2/context": told({"ancestors": [root], "descendants": [shy]}),
        f"{API}statuses/1": told(root),
        f"{API}statuses/1/context": told({"ancestors": [], "descendants": [mine, shy]}),
    }


def test_mastodon_is_crawled_from_a_profile_to_whole_conversations(crawl: Crawl) -> None:
    """Every answer that the API gives is asked for once; edges are whole; who opts out is passed over."""
    with serving(mastodon()) as server:
        crawl.site(
            "social",
            SITE.format(engine="mastodon", start=f"{server.base}/@wei"),
        )
        done = crawl.run("crawl", "social")
        assert sorted(server.paths()) == sorted(server.answers)
    assert done.returncode == 0, done.stdout + done.stderr
    records = crawl.lines("records", "social")
    parts = {part["id"]: part for record in records for part in record["parts"]}
    assert {name: part["reply_to"] for name, part in parts.items()} == {"1": "", "2": "1", "3": "2", "4": ""}
    assert {name for name, part in parts.items() if part["mark"] == "opted out"} == {"3"}
    assert len({record["work"] for record in records}) == 1
    evidence = [line for record in records for line in record["consent"]["evidence"]]
    assert "author shy: #nobot" in evidence


def test_activitypub_is_asked_for_by_its_type(crawl: Crawl) -> None:
    """A server gives its actors to whoever asks for them, and a page to everybody else."""
    with serving({}) as server:
        actor = f"{server.base}/users/lin"
        note = {"type": "Note", "id": f"{actor}/1", "attributedTo": actor, "to": "as:Public"}
        note |= {"content": "<p>Carp sleep at twelve degrees.</p>", "published": "2024-05-01T10:00:00Z"}
        activities = [{"type": "Create", "actor": actor, "object": note}]
        lin = {"type": "Person", "id": actor, "outbox": f"{actor}/outbox", "preferredUsername": "lin"}
        server.answers["/users/lin"] = told(lin)
        server.answers["/users/lin/outbox"] = told({"type": "OrderedCollection", "orderedItems": activities})
        crawl.site("pond", SITE.format(engine="activitypub", start=actor))
        done = crawl.run("crawl", "pond")
        wanted = [headers["Accept"] for _, path, headers in server.asked if path.startswith("/users/")]
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(wanted) == 2 and all(accept.startswith(ACTIVITY) for accept in wanted)
    assert [part["text"] for row in crawl.lines("records", "pond") for part in row["parts"]] == [
        "Carp sleep at twelve degrees."
    ]


# The loader of the recorded answers leaves a file to be closed by itself.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("platform", "read", "edges"),
    [
        ("mastodon", {"mastodon": 302}, [27]),
        ("activitypub", {"activitypub": 34}, [5]),
        ("bluesky", {"bluesky": 3}, [0]),
    ],
)
def test_recorded_answers_arrive_with_every_field(
    platform: str, read: dict[str, int], edges: list[int], shared: Path
) -> None:
    """All but boosts and what has no text."""
    bench = runpy.run_path(str(ROOT / "benchmarks" / "social.py"))
    data = runpy.run_path(str(shared / "data" / "social_api" / "load.py"))
    measures = list(bench[platform](data["items"], data["pairs"]))
    assert {each.name: len(each.told) for each in measures} == read
    assert [each.found for each in measures] == [each.edges for each in measures] == edges
    assert all(count == len(each.told) for each in measures for count in each.arrived.values())
