"""Forums crawled by their APIs: from the front page to the last post, and again when there is an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from loopback import Answer, Answers, Crawl, html, serving

SITE = 'engine = "{engine}"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
FRONT = (
    '<head><meta name="generator" content="Discourse 3.5.1 - https://github.com/discourse"></head><body>Hello'
)
TITLES = {1: "A kettle that sings", 2: "窗台上的葱"}


def answer(value: Any) -> Answer:
    return Answer(json.dumps(value).encode(), 200, {"Content-Type": "application/json; charset=utf-8"})


def post(topic: int, number: int) -> dict[str, Any]:
    """Return a post of Discourse; each but the first answers the one before."""
    return {
        "id": topic * 1000 + number,
        "post_number": number,
        "post_type": 1,
        "username": f"user{number % 3}",
        "created_at": f"2025-01-{number % 28 + 1:02}T00:00:00.000Z",
        "cooked": f"<p>Topic {topic} has {number * number} leaves today, said {number}.</p>",
        "reply_to_post_number": number - 1 or None,
        "actions_summary": [],
    }


def discourse(counts: dict[int, int]) -> Answers:
    """Return a forum whose topics have so many posts each, two topics a list."""
    rows = [
        {
            "id": topic,
            "title": TITLES[topic],
            "posts_count": count,
            "last_posted_at": f"2025-01-01T00:00:{count:02}Z",
        }
        for topic, count in counts.items()
    ]
    answers: Answers = {
        "/": html(FRONT),
        "/latest.json": answer({"topic_list": {"topics": rows[:1], "more_topics_url": "/latest?page=1"}}),
        "/latest.json?page=1": answer({"topic_list": {"topics": rows[1:]}}),
    }
    for topic, count in counts.items():
        stream = [topic * 1000 + number for number in range(1, count + 1)]
        posts = {"posts": [post(topic, n) for n in range(1, min(count, 20) + 1)], "stream": stream}
        whole = {"id": topic, "title": TITLES[topic], "posts_count": count, "post_stream": posts}
        answers[f"/t/{topic}.json"] = answer(whole)
        for start in range(20, count, 20):
            chunk = range(start + 1, min(start + 20, count) + 1)
            query = "&".join(f"post_ids%5B%5D={topic * 1000 + n}" for n in chunk)
            rest = {"id": topic, "post_stream": {"posts": [post(topic, n) for n in chunk]}}
            answers[f"/t/{topic}/posts.json?{query}"] = answer(rest)
    return answers


def held(crawl: Crawl, site: str) -> dict[str, set[str]]:
    """Return the ids of the posts of each thread that came."""
    found: dict[str, set[str]] = {}
    for record in crawl.lines("records", site):
        found.setdefault(record["work"], set()).update(part["id"] for part in record["parts"])
    return found


def test_every_post_of_a_forum_comes_and_an_answer_is_found_by_the_next_crawl(tmp_path: Path) -> None:
    """Topics of one page and of three; the second crawl asks for what changed, and not for the rest."""
    crawl = Crawl(tmp_path)
    with serving(discourse({1: 45, 2: 3})) as server:
        crawl.site("forum", SITE.format(engine="discourse", base=server.base))
        first = crawl.run("crawl", "forum")
        assert first.returncode == 0, first.stdout + first.stderr
        assert {work: len(ids) for work, ids in held(crawl, "forum").items()} == {"topic-1": 45, "topic-2": 3}
        records = crawl.lines("records", "forum")
        places = sorted((record["work"], record["position"]) for record in records)
        assert places == [("topic-1", 1), ("topic-1", 2), ("topic-1", 3), ("topic-2", 1)]
        server.answers.update(discourse({1: 47, 2: 3}))
        server.asked.clear()
        second = crawl.run("crawl", "forum")
        assert second.returncode == 0, second.stdout + second.stderr
        assert len(held(crawl, "forum")["topic-1"]) == 47
        assert "/t/2.json" not in server.paths()
        assert len(server.paths()) == len(set(server.paths()))


def test_a_thread_of_hacker_news_comes_item_by_item_where_no_tree_is_allowed(tmp_path: Path) -> None:
    """Firebase alone: the story, its comments and theirs are one thread, in the order of their numbers."""
    story = {"id": 10, "type": "story", "by": "a", "time": 1, "title": "What do you read?", "kids": [11, 12]}
    comments = [(11, 10, [13]), (12, 10, []), (13, 11, [])]
    answers: Answers = {"/": html("<html op=news>"), "/v0/newstories.json": answer([10])}
    answers["/v0/item/10.json"] = answer(story | {"descendants": 3})
    for number, parent, kids in comments:
        item = {"id": number, "type": "comment", "by": "b", "time": number, "parent": parent, "kids": kids}
        answers[f"/v0/item/{number}.json"] = answer(
            item | {"text": f"Number {number} reads {number * 7} books."}
        )
    crawl = Crawl(tmp_path)
    with serving(answers) as server:
        site = SITE.format(engine="hackernews", base=server.base).replace('/"]', '/v0/newstories.json"]')
        crawl.site("news", site)
        done = crawl.run("crawl", "news")
    assert done.returncode == 0, done.stdout + done.stderr
    records = sorted(crawl.lines("records", "news"), key=lambda record: record["position"])
    parts = [part for record in records for part in record["parts"]]
    assert [(part["id"], part["reply_to"]) for part in parts] == [
        ("10", ""),
        ("11", "10"),
        ("12", "10"),
        ("13", "11"),
    ]
    assert {record["work"] for record in records} == {"item-10"}
