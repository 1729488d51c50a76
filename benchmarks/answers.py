"""Measure what arrives of posts that APIs gave, field by field, and which of their replies are found.

Prints one row a platform.  The answers are real and are not in the repository: the folder given as
argument (default: ``shared/data`` beside the repository) holds them, with a ``load.py`` that says
what each post's fields are.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from crawler.engines import extract
from crawler.records import Page, Part, Record
from crawler.sites import Site

DATA = Path(__file__).parents[1].parent / "shared" / "data"
CHUNK = 20


@dataclass
class Score:
    """What of a platform's posts arrived: counts, and the names of those whose field did not."""

    posts: int = 0
    arrived: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    true_replies: int = 0
    found_replies: int = 0

    def check(self, name: str, found: dict[str, Any], wanted: dict[str, Any]) -> None:
        """Note the fields of one post that are not what they should be."""
        self.arrived += 1
        for key, value in wanted.items():
            if found[key] != value:
                self.wrong.setdefault(key, []).append(name)


def discourse(load: dict[str, Any]) -> Score:
    """Read the posts of each topic as /t/<id>/posts.json gives them, twenty an answer."""
    raws = [raw for raw, _ in load["items"]("discourse")]
    parts = {name: part for topic in by_topic(raws) for name, part in read_topic(*topic)}
    score = Score(len(raws))
    for raw in raws:
        name = f"{raw['topic_id']}/{raw['post_number']}"
        if name in parts:
            score.check(name, said(parts[name]), wanted_of_discourse(raw))
    numbers = {str(raw["id"]): (raw["topic_id"], raw["post_number"]) for raw in raws}
    for parent, reply in load["pairs"]("discourse"):
        (topic, number), (_, above) = numbers[reply["id"]], numbers[parent["id"]]
        found = parts.get(f"{topic}/{number}")
        score.true_replies += 1
        score.found_replies += found is not None and found.reply_to == str(above)
    return score


def by_topic(raws: Iterable[dict[str, Any]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Yield the posts of each topic, each post once."""
    ordered = sorted(raws, key=lambda raw: (raw["topic_id"], raw["post_number"]))
    for topic, posts in groupby(ordered, key=lambda raw: raw["topic_id"]):
        yield topic, list({post["post_number"]: post for post in posts}.values())


def read_topic(topic: int, posts: list[dict[str, Any]]) -> Iterator[tuple[str, Part]]:
    """Yield the parts of a topic under topic and number of the post."""
    site = Site("forum", engine="discourse", domains=("forum.example",))
    for start in range(0, len(posts), CHUNK):
        body = orjson.dumps({"id": topic, "post_stream": {"posts": posts[start : start + CHUNK]}})
        record = extract(Page(f"https://forum.example/t/{topic}/posts.json?{start}", body), site)
        for part in record.parts if isinstance(record, Record) else ():
            yield f"{topic}/{part.id}", part


def said(part: Part) -> dict[str, Any]:
    """Return what is compared of a part."""
    return {
        "author": part.author,
        "created": part.published,
        "parent": part.reply_to,
        "score": part.score,
        "words": bool(part.text or part.quote),
    }


def wanted_of_discourse(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the same of a post as the API documents it; one of pictures alone has no words."""
    above = raw.get("reply_to_post_number")
    wanted = {
        "author": raw["username"],
        "created": datetime.fromisoformat(raw["created_at"]).replace(microsecond=0).isoformat(),
        "score": sum(each.get("count", 0) for each in raw["actions_summary"] if each["id"] == 2),
        "words": has_words(raw["cooked"]),
    }
    return wanted | ({"parent": str(above)} if above else {})


def has_words(cooked: str) -> bool:
    """Whether a post holds words beside pictures; an address whose page is previewed is one."""
    tree = LexborHTMLParser(cooked)
    for node in tree.css(".meta"):
        node.decompose()
    return bool(tree.text().strip()) or tree.css_first(".lazy-video-container a[href]") is not None


PLATFORMS: dict[str, Callable[[dict[str, Any]], Score]] = {"discourse": discourse}


def main(data: Path) -> None:
    """Print the table."""
    path = data / "social_api" / "load.py"
    if not path.exists():
        print(f"{path} is not there: nothing to measure")
        return
    load = runpy.run_path(str(path))
    print(f"{'platform':<12} {'posts':>6} {'arrived':>8} {'replies':>12}  fields that differ")
    for name, measure in PLATFORMS.items():
        score = measure(load)
        replies = f"{score.found_replies} of {score.true_replies}"
        wrong = ", ".join(f"{key} {len(names)}" for key, names in score.wrong.items()) or "none"
        print(f"{name:<12} {score.posts:>6} {score.arrived:>8} {replies:>12}  {wrong}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
