"""Which parts of a record are the gold posts of its page, and what of these is right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from crawler.engines.dates import moment
from crawler.records import Part

LIKE = 0.8  # word F1 from which on a part is the gold post
ZONES = timedelta(hours=14)  # the farthest that a clock on a page is from UTC
CLOCK = re.compile(r"\d:\d\d")
MONTH = re.compile(r"[A-Za-z]+ \d{4}")
AGO = re.compile(r"\b(?:ago|yesterday|today)\b", re.I)

Alike = Callable[[str, str], float]


@dataclass(frozen=True)
class Posts:
    """Counts over pages: gold posts, parts read, parts that are gold posts, and what of these is right.

    ``timed`` counts the found posts whose gold time names a day or month.
    """

    gold: int = 0
    parts: int = 0
    found: int = 0
    authors: int = 0
    times: int = 0
    timed: int = 0

    def __add__(self, other: Posts) -> Posts:
        return Posts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 of the posts, and the shares of right authors and times."""
        return {
            "posts precision": self.found / max(1, self.parts),
            "posts recall": self.found / max(1, self.gold),
            "posts F1": 2 * self.found / max(1, self.parts + self.gold),
            "posts author right": self.authors / max(1, self.found),
            "posts time right": self.times / max(1, self.timed),
        }


def matched(parts: tuple[Part, ...], gold: list[dict[str, str]], alike: Alike) -> Posts:
    """Match parts with gold posts, one to one, the likest first."""
    likeness = sorted(
        (
            (alike(part.text, post["text"]), -i, -j)
            for i, part in enumerate(parts)
            for j, post in enumerate(gold)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for like, i, j in likeness:
        if like >= LIKE and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    known = [(parts[i], gold[j]) for i, j in pairs.items()]
    told = (right_time(part.published, post["date"]) for part, post in known)
    times = [right for right in told if right is not None]
    authors = sum(same(part.author, post["author"]) for part, post in known)
    return Posts(len(gold), len(parts), len(pairs), authors, sum(times), len(times))


def same(name: str, gold: str) -> bool:
    """Whether two names differ in case and spaces only."""
    return " ".join(name.casefold().split()) == " ".join(gold.casefold().split())


def right_time(published: str, gold: str) -> bool | None:
    """Whether a time is the gold one, as far as that says: a minute, a day or a month in an unknown zone.

    None where the gold says how long ago it was and not when.
    """
    text = re.sub(r"^\W*(?:posted|on)\b:?\s*", "", gold, flags=re.I)
    if AGO.search(text):
        return None
    if MONTH.fullmatch(text):
        text, length = f"1 {text}", timedelta(days=31)
    else:
        length = timedelta(minutes=1) if CLOCK.search(text) else timedelta(days=1)
    wanted = moment(text)
    if not wanted:
        return None
    if not published:
        return False
    start, told = datetime.fromisoformat(wanted), datetime.fromisoformat(published)
    return start - ZONES <= told <= start + length + ZONES
