"""How well pages of unknown software are read (text, posts, authors, times), and how fast.

Prints one row a figure; ``--json`` the figures alone, ``--half odd|even`` those of half the pages.
The pages are real and are not in the repository: where the folder ``shared/data`` is not beside it,
a corpus is skipped with the reason.  The yardstick is trafilatura with its defaults.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import trafilatura

from crawler.engines import extract
from crawler.engines.dates import moment
from crawler.records import Page, Part, Record

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
LIKE = 0.8  # word F1 from which on a part is the gold post
ZONES = timedelta(hours=14)  # the farthest that a clock on a page is from UTC
CLOCK = re.compile(r"\d:\d\d")
MONTH = re.compile(r"[A-Za-z]+ \d{4}")
AGO = re.compile(r"\b(?:ago|yesterday|today)\b", re.I)
HALVES = {"odd": 1, "even": 0}
TIMED = 24  # pages whose reading is timed
ROUNDS = 3

Figures = dict[str, float]
Items = list[tuple[str, dict[str, str]]]


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

    def figures(self) -> Figures:
        """Return precision, recall and F1 of the posts, and the shares of right authors and times."""
        return {
            "posts precision": self.found / max(1, self.parts),
            "posts recall": self.found / max(1, self.gold),
            "posts F1": 2 * self.found / max(1, self.parts + self.gold),
            "posts author right": self.authors / max(1, self.found),
            "posts time right": self.times / max(1, self.timed),
        }


def loader(corpus: str) -> ModuleType:
    """Return the module that reads a corpus."""
    spec = importlib.util.spec_from_file_location(corpus, DATA / corpus / "load.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_half(items: Iterable[tuple[str, dict[str, str]]], half: str) -> Items:
    """Return the pages with odd or even numbers, all of them for ""."""
    return [(html, told) for html, told in items if not half or int(told["id"]) % 2 == HALVES[half]]


def record(html: str | bytes, url: str | None) -> Record | None:
    """Return what is read from a page without a site's file, None if that is nothing."""
    kind = "text/html" if isinstance(html, bytes) else "text/html; charset=utf-8"
    body = html if isinstance(html, bytes) else html.encode()
    found = extract(Page(url or "http://unknown.example/", body, headers={"Content-Type": kind}))
    return found if isinstance(found, Record) else None


def ours(html: str, url: str | None) -> str:
    """Return the text of the record of a page."""
    found = record(html, url)
    return found.text if found else ""


def yardstick(html: str, url: str | None) -> str:
    """Return what trafilatura reads."""
    return trafilatura.extract(html, url=url, include_comments=True) or ""


def texts(items: Items, name: str, word_f1: Callable[[str, str], float], compare: bool) -> Figures:
    """Return the mean word F1 of a corpus, beside it that of the yardstick."""
    readers = {"": ours, ", trafilatura": yardstick} if compare else {"": ours}
    return {
        f"{name} word F1{which}": statistics.mean(
            word_f1(read(html, told["url"]), told["main_content"]) for html, told in items
        )
        for which, read in readers.items()
    }


def posts(
    items: Iterable[tuple[str, list[dict[str, str]], str | None]], word_f1: Callable[[str, str], float]
) -> Posts:
    """Count what is read of the gold posts of threads."""
    total = Posts()
    for html, gold, url in items:
        found = record(html, url)
        total += matched(found.parts if found else (), gold, word_f1)
    return total


def matched(
    parts: tuple[Part, ...], gold: list[dict[str, str]], word_f1: Callable[[str, str], float]
) -> Posts:
    """Match parts with gold posts, one to one, the likest first."""
    likeness = sorted(
        (
            (word_f1(part.text, post["text"]), -i, -j)
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
    times = [right for part, post in known if (right := right_time(part.published, post["date"])) is not None]
    authors = sum(same(part.author, post["author"]) for part, post in known)
    return Posts(len(gold), len(parts), len(pairs), authors, sum(times), len(times))


def same(name: str, gold: str) -> bool:
    """Whether two names differ in case and spaces only."""
    return " ".join(name.casefold().split()) == " ".join(gold.casefold().split())


def right_time(published: str, gold: str) -> bool | None:
    """Whether a time is the gold one, as far as that says: an hour, a day or a month in an unknown zone.

    None where the gold says when the page was seen only ("3 days ago").
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


def alarms(items: Iterable[tuple[str | bytes, str | None]]) -> float:
    """Return the share of pages that are no threads and are taken for threads."""
    kinds = [found.kind for html, url in items if (found := record(html, url))]
    return kinds.count("thread") / max(1, len(kinds))


def speed(items: Items) -> Figures:
    """Return the median milliseconds a page of both readers, and their ratio; their runs take turns."""
    taken: dict[str, list[float]] = {"ours": [], "trafilatura": []}
    for html, told in items:
        spent: dict[str, list[float]] = {"ours": [], "trafilatura": []}
        for _ in range(ROUNDS):
            for name, read in (("ours", ours), ("trafilatura", yardstick)):
                start = time.process_time()
                read(html, told["url"])
                spent[name].append(time.process_time() - start)
        for name, times in spent.items():
            taken[name].append(min(times) * 1000)
    ratio = statistics.median(b / a for a, b in zip(taken["ours"], taken["trafilatura"], strict=True))
    return {f"ms a page, {name}": statistics.median(times) for name, times in taken.items()} | {
        "times as fast as trafilatura": ratio
    }


def wcxb(half: str = "", compare: bool = True) -> Figures:
    """Forum pages and articles of WCXB: text, posts, threads seen where there are none, speed."""
    corpus = loader("wcxb")
    forum, article = (in_half(corpus.items("dev", kind), half) for kind in ("forum", "article"))
    chosen = {told["id"] for _, told in forum}
    threads = [(html, gold, told["url"]) for html, gold, told in corpus.threads() if told["id"] in chosen]
    figures = texts(forum, "forum pages", corpus.word_f1, compare)
    figures |= posts(threads, corpus.word_f1).figures()
    figures |= texts(article, "articles", corpus.word_f1, compare)
    figures["articles taken for threads"] = alarms((html, told["url"]) for html, told in article)
    if compare:
        figures |= speed(forum[:: max(1, len(forum) // TIMED)])
    return figures


def aeb(half: str = "") -> Figures:
    """Pages of the article extraction benchmark that are taken for threads."""
    items = list(loader("aeb").items())[HALVES.get(half, 0) :: 2 if half else 1]
    return {"AEB articles taken for threads": alarms((html, told["url"]) for html, told in items)}


CORPORA: dict[str, Callable[[str], Figures]] = {"wcxb": wcxb, "aeb": aeb}


def measured(half: str) -> Iterator[tuple[str, float]]:
    """Yield every figure of the corpora that are there; say which are not."""
    for name, measure in CORPORA.items():
        if (DATA / name).is_dir():
            yield from measure(half).items()
        else:
            print(f"{name}: skipped, its pages are not beside this checkout", file=sys.stderr)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--half", choices=HALVES, default="", help="pages with odd or even numbers alone")
    options = parser.parse_args()
    figures = dict(measured(options.half))
    if options.json:
        print(json.dumps({name: round(figure, 4) for name, figure in figures.items()}, indent=2))
    else:
        for name, figure in figures.items():
            print(f"{name:40}{figure:10.3f}")


if __name__ == "__main__":
    main()
