"""Measure the engines of social networks against recorded answers of their APIs.

Prints one row a platform: how many statuses are read, how many of their fields arrive as the API
documents them, and how many of the true reply edges are edges of the records.  The answers are real
and not in the repository; without the folder given as argument (default: ``shared/data`` beside the
repository) nothing is measured.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.engines import ENGINES, visit
from crawler.engines.dates import moment
from crawler.engines.statuses import words
from crawler.records import Page, Part, Record
from crawler.sites import Site

DATA = Path(__file__).parents[1].parent / "shared" / "data"
Gold = Mapping[str, Any]
Pairs = Iterable[tuple[Gold, Gold]]
TIMELINE = "https://social.example/api/v1/timelines/public"


def letters(text: str) -> str:
    """Return a text without what software changes in it."""
    return "".join(filter(str.isalnum, text.lower()))


def read(engine: str, url: str, told: Any) -> tuple[Part, Mapping[str, Any]] | None:
    """Return the one status of an answer with what its record says of it."""
    assert engine in ENGINES
    host = urlsplit(url).hostname or ""
    page = Page(url, json.dumps(told).encode(), headers={"Content-Type": "application/json"})
    result = visit(page, Site(host, engine=engine, domains=(host,))).result
    return (result.parts[0], result.meta) if isinstance(result, Record) and result.parts else None


def fields(found: tuple[Part, Mapping[str, Any]], gold: Gold, author: str, url: str) -> dict[str, bool]:
    """Return which of the documented fields arrived."""
    part, meta = found
    said = letters(words(gold["html"]) if gold["html"] else gold["markdown"] or "")
    return {
        "id": part.id == gold["id"],
        "author": part.author == author,
        "created": part.published == moment(gold["created"] or ""),
        "parent": part.reply_to == str(gold["parent"] or ""),
        "text": said in letters(part.text),
        "url": meta.get("urls", {}).get(part.id, "") == url,
        "lang": part.language == (gold["lang"] or ""),
    }


@dataclass(frozen=True)
class Measure:
    """What came of a platform: statuses in all, the fields of those that were read, true and found edges.

    ``edges`` are the replies of which both statuses were read; ``of`` all that there are.
    """

    name: str
    total: int
    told: list[dict[str, bool]]
    found: int
    edges: int
    of: int

    @property
    def arrived(self) -> Counter[str]:
        """How often each field arrived."""
        return Counter(field for each in self.told for field, arrived in each.items() if arrived)

    def __str__(self) -> str:
        """Return one row."""
        fields = "  ".join(f"{field} {count}/{len(self.told)}" for field, count in self.arrived.items())
        read = f"{len(self.told):>4} of {self.total:>4} read"
        return f"{self.name:<24} {read}  {fields}  edges {self.found}/{self.edges} of {self.of}"


def measure(
    name: str, total: int, told: list[dict[str, bool]], pairs: Pairs, parts: Mapping[str, Part]
) -> Measure:
    """Return the measure of statuses that were read."""
    of = [(asked["id"], reply["id"]) for asked, reply in pairs]
    both = [(asked, reply) for asked, reply in of if asked in parts and reply in parts]
    found = sum(parts[reply].reply_to == asked for asked, reply in both)
    return Measure(name, total, told, found, len(both), len(of))


def mastodon(items: Callable[[str], Any], pairs: Callable[[str], Pairs]) -> Iterator[Measure]:
    """Measure all statuses, boosts among them, which are no texts of their senders."""
    told, parts, total = [], {}, 0
    for raw, gold in items("mastodon"):
        total += 1
        if found := read("mastodon", "https://social.example/api/v1/timelines/public", [raw]):
            told.append(fields(found, gold, gold["author"], gold["url"] or raw.get("uri") or ""))
            parts[found[0].id] = found[0]
    yield measure("mastodon", total, told, pairs("mastodon"), parts)


def activitypub(items: Callable[[str], Any], pairs: Callable[[str], Pairs]) -> Iterator[Measure]:
    """Measure objects of many servers; the author is the name at the end of the actor's address."""
    told, parts, total = [], {}, 0
    for raw, gold in items("activitypub"):
        total += 1
        if found := read("activitypub", raw["id"], raw):
            author, url = actor(raw).rstrip("/").rpartition("/")[2].removeprefix("@"), address(raw)
            told.append(fields(found, {**gold, "lang": found[0].language}, author, url))
            parts[found[0].id] = found[0]
    yield measure("activitypub", total, told, pairs("activitypub"), parts)


def actor(raw: Gold) -> str:
    """Return the actor of an object, the person where a channel is named beside them."""
    people = raw.get("attributedTo") or raw.get("actor")
    people = people if isinstance(people, list) else [people]
    persons = [each for each in people if isinstance(each, dict) and each.get("type") == "Person"]
    first = (persons or people)[0]
    return first["id"] if isinstance(first, dict) else str(first)


def address(raw: Gold) -> str:
    """Return the page for people of an object, its id where it names none."""
    told = raw.get("url")
    pages = (
        [each for each in told if each.get("mediaType") == "text/html"] if isinstance(told, list) else [told]
    )
    first = pages[0] if pages else None
    return (first.get("href") if isinstance(first, dict) else first) or raw["id"]


def bluesky(items: Callable[[str], Any], pairs: Callable[[str], Pairs]) -> Iterator[Measure]:
    """Measure posts without an address of their own, as records of a made-up owner."""
    told, total = [], 0
    for number, (raw, gold) in enumerate(items("bluesky")):
        total += 1
        uri = f"at://did:plc:someone/app.bsky.feed.post/3k{number}"
        url = f"https://bsky.app/profile/did:plc:someone/post/3k{number}"
        if found := read("bluesky", "https://pds.example/xrpc/x", {"uri": uri, "value": raw}):
            told.append(fields(found, {**gold, "id": uri}, "did:plc:someone", url))
    yield measure("bluesky", total, told, pairs("bluesky"), {})


PLATFORMS = (mastodon, activitypub, bluesky)


def main() -> int:
    """Measure every platform."""
    folder = (Path(sys.argv[1]) if len(sys.argv) > 1 else DATA) / "social_api"
    if not folder.is_dir():
        print(f"{folder}: not there; nothing is measured")
        return 0
    data = runpy.run_path(str(folder / "load.py"))
    for platform in PLATFORMS:
        for each in platform(data["items"], data["pairs"]):
            print(each)
    return 0


if __name__ == "__main__":
    sys.exit(main())
