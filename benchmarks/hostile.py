"""How long the text steps take over hostile texts of a megabyte: the slowest pairs of a step and a text.

Prints seconds a megabyte of UTF-8, and how much longer twice the text took, for the pairs that are
slowest.  The texts are those of tests/crawler/text/hostile_texts.py; arguments are the number of
characters (default: half a million, and twice as many) and the names of steps (default: all).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from crawler.records import Part, Record
from crawler.text.removals import REMOVALS
from crawler.text.steps import STEPS

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "crawler" / "text"))
TABLE = __import__("hostile_texts")

CHARS = 500_000
POST_CHARS = 25  # of a thread of many posts, about
WARM_CHARS = 1000  # of a text that is not counted: what a step loads is loaded then
SHOWN = 40
LIMITS: dict[str, Mapping[str, Any]] = {
    "removals": {"removals": dict.fromkeys(REMOVALS, "")},
    "script": {"to": "zh-Hant-TW"},
    "private": {"policy": "pseudonym", "authors": True},
    "boilerplate": {"lines": ("a", "Page 1")},
}


def makers() -> Iterator[tuple[str, Callable[[int], Record]]]:
    """Yield every hostile record by name: each text as a chapter and a post, then threads of many posts."""
    for name, text in TABLE.TEXTS.items():
        for kind, part in (("chapter", "body"), ("thread", "post")):
            yield (
                f"{name}, {kind}",
                lambda size, text=text, kind=kind, part=part: _record(text(size), kind, part),
            )
    for name, posts in TABLE.THREADS.items():
        yield f"{name}, thread", lambda size, posts=posts: posts(size // POST_CHARS)


def _record(text: str, kind: str, part: str) -> Record:
    record = Record("site/1", "https://site.example/1", "site", kind, "title", work="1")
    return record.with_parts([Part("1", text, author="ann", kind=part)])


def seconds(step: str, record: Record) -> float:
    """Return the CPU seconds of a step over a record."""
    begun = time.process_time()
    STEPS[step](record, **LIMITS.get(step, {}))
    return time.process_time() - begun


def main(chars: int, names: list[str]) -> None:
    """Print the table."""
    rows = []
    for text, make in makers():
        once, twice = make(chars), make(2 * chars)
        size = max(1, len(twice.text.encode("utf-8", "replace"))) / 1e6
        for name in names:
            seconds(name, make(WARM_CHARS))
            least, most = seconds(name, once), seconds(name, twice)
            rows.append((most / max(size, chars / 1e6), most / max(least, 0.005), name, text))
    rows.sort(reverse=True)
    print(f"{'step':14}{'text':44}{'s/MB':>8}{'growth':>8}")
    for spent, growth, name, text in rows[:SHOWN]:
        print(f"{name:14}{text:44}{spent:8.2f}{growth:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CHARS, sys.argv[2:] or list(STEPS))
