"""How well pages of unknown software are read (text, posts, authors, times), and how fast.

Prints one row a figure; ``--json`` the figures alone, ``--half odd|even`` those of half the pages,
``--write`` writes what tests/test_extraction.py holds against.  The pages are real and are not in the
repository: where the folder ``shared/data`` is not beside it, a corpus is skipped with the reason.
The yardstick is trafilatura with its defaults.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import trafilatura
from corpora import DATA, loader
from matching import Alike, Posts, matched

from crawler.engines import extract, stranger
from crawler.records import Page, Record

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / "tests" / "baselines" / "extraction.json"
HALVES = {"odd": 1, "even": 0}
TIMED = 24  # pages whose reading is timed
ROUNDS = 3
SHOWN = 100  # characters that are read of a page whose scripts had run
SAMPLE = 4  # every fourth page is in the sample of the test

Figures = dict[str, float]
Items = list[tuple[str, dict[str, str]]]


def in_half(items: Iterable[tuple[str, dict[str, str]]], half: str) -> Items:
    """Return the pages with odd or even numbers, all of them for ""."""
    return [(html, told) for html, told in items if not half or int(told["id"]) % 2 == HALVES[half]]


def record(html: str | bytes, url: str | None, alone: bool = False) -> Record | None:
    """Return what is read from a page without a site's file, None if that is nothing.

    ``alone`` reads it as one of unknown software, whatever it is: by structure alone.
    """
    kind = "text/html" if isinstance(html, bytes) else "text/html; charset=utf-8"
    body = html if isinstance(html, bytes) else html.encode()
    page = Page(url or "http://unknown.example/", body, headers={"Content-Type": kind})
    found = extract(page, stranger(page.url) if alone else None)
    return found if isinstance(found, Record) else None


def ours(html: str, url: str | None) -> str:
    """Return the text of the record of a page."""
    found = record(html, url)
    return found.text if found else ""


def by_structure(html: str, url: str | None) -> str:
    """Return the text of the record that is read by structure alone."""
    found = record(html, url, alone=True)
    return found.text if found else ""


def yardstick(html: str, url: str | None) -> str:
    """Return what trafilatura reads."""
    return trafilatura.extract(html, url=url, include_comments=True) or ""


def texts(items: Items, name: str, word_f1: Alike, compare: bool) -> Figures:
    """Return the mean word F1 of a corpus, beside it that of the yardstick."""
    readers = {"": ours, ", by structure": by_structure} | ({", trafilatura": yardstick} if compare else {})
    scores = {
        which: [word_f1(read(html, told["url"]), told["main_content"]) for html, told in items]
        for which, read in readers.items()
    }
    return {f"{name} word F1{which}": statistics.mean(each) for which, each in scores.items() if each}


def posts(
    threads: Iterable[tuple[str, list[dict[str, str]], str | None]], alike: Alike, alone: bool
) -> Posts:
    """Count what is read of the gold posts of threads."""
    total = Posts()
    for html, gold, url in threads:
        found = record(html, url, alone)
        total += matched(found.parts if found else (), gold, alike)
    return total


def alarms(items: Iterable[tuple[str | bytes, str | None]]) -> float:
    """Return the share of pages that are no threads and are taken for threads."""
    kinds = [found.kind for html, url in items if (found := record(html, url, alone=True))]
    return kinds.count("thread") / max(1, len(kinds))


def speed(items: Items) -> Figures:
    """Return the median milliseconds a page of both readers, and their ratio; their runs take turns."""
    taken: dict[str, list[float]] = {"ours": [], "trafilatura": []}
    for html, told in items:
        spent: dict[str, list[float]] = {"ours": [], "trafilatura": []}
        for _ in range(ROUNDS):
            for name, read in (("ours", by_structure), ("trafilatura", yardstick)):
                start = time.process_time()
                read(html, told["url"])
                spent[name].append(time.process_time() - start)
        for name, times in spent.items():
            taken[name].append(min(times) * 1000)
    ratio = statistics.median(b / a for a, b in zip(taken["ours"], taken["trafilatura"], strict=True))
    return {f"ms a page, {name}": statistics.median(times) for name, times in taken.items()} | {
        "times as fast as trafilatura": ratio
    }


def wcxb(half: str = "", compare: bool = True, step: int = 1) -> Figures:
    """Forum pages and articles of WCXB: text, posts, threads seen where there are none, speed."""
    corpus = loader("wcxb")
    forum, article = (in_half(corpus.items("dev", kind), half)[::step] for kind in ("forum", "article"))
    chosen = {told["id"] for _, told in forum}
    threads = [(html, gold, told["url"]) for html, gold, told in corpus.threads() if told["id"] in chosen]
    figures = texts(forum, "forum pages", corpus.word_f1, compare)
    # Some pages were saved before their scripts had run: nobody can read a word of them.
    shown = [(html, told) for html, told in forum if len(by_structure(html, told["url"])) > SHOWN]
    figures |= {"forum pages": float(len(forum)), "forum pages with words": float(len(shown))}
    figures |= texts(shown, "forum pages with words,", corpus.word_f1, False)
    for alone, which in ((False, ""), (True, ", by structure")):
        told = posts(threads, corpus.word_f1, alone).figures()
        figures |= {f"{name}{which}": figure for name, figure in told.items()}
    figures |= texts(article, "articles", corpus.word_f1, compare)
    figures["articles taken for threads"] = alarms((html, told["url"]) for html, told in article)
    if compare:
        figures |= speed(forum[:: max(1, len(forum) // TIMED)])
    return figures


def aeb(half: str = "", step: int = 1) -> Figures:
    """Pages of the article extraction benchmark that are taken for threads."""
    items = list(loader("aeb").items())[HALVES.get(half, 0) :: 2 if half else 1][::step]
    return {"AEB articles taken for threads": alarms((html, told["url"]) for html, told in items)}


CORPORA: dict[str, Callable[[str], Figures]] = {"wcxb": wcxb, "aeb": aeb}


def sample() -> Figures:
    """Return the figures of every fourth page, without those of trafilatura: what a test has time for."""
    return {**partial(wcxb, compare=False, step=SAMPLE)(), **aeb(step=SAMPLE)}


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
    parser.add_argument("--write", action="store_true", help=f"write the sample's figures to {BASELINE.name}")
    options = parser.parse_args()
    figures = sample() if options.write else dict(measured(options.half))
    told = json.dumps({name: round(figure, 4) for name, figure in figures.items()}, indent=2)
    if options.write:
        BASELINE.write_text(f"{told}\n", encoding="utf-8")
    if options.json:
        print(told)
    else:
        for name, figure in figures.items():
            print(f"{name:48}{figure:10.3f}")


if __name__ == "__main__":
    main()
