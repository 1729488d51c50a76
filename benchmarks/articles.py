"""How well the text, author and date of articles are found on pages of no known engine, beside trafilatura.

Run with no arguments for the table, with --json for figures alone; --baseline writes what the test keeps.
The data are in the folder ``shared`` beside the repository: aeb (articles in ten languages, four-word
shingles as its own evaluate.py counts them), cwced (old and new Chinese pages, many in GBK; signs of the
text, white space left out, as multisets), wcxb (articles and documentation; words as multisets).  Pages
stand in two halves by their names: ``dev`` was looked at while the finder was written, ``check`` was not
tuned on.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from hashlib import md5
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any, NamedTuple

import trafilatura

from crawler.document import Document, read
from crawler.engines import extract, stranger
from crawler.records import Page, Record

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
BASELINE = ROOT / "tests" / "baselines" / "articles.json"
# Wall clocks that a page without a zone may show: UTC, or that of China.
ZONES_H = (0, 8)
NOWHERE = "http://page.example/1"
HALVES = ("dev", "check")
# Fewer pages with authors say nothing; the test reads every so many-th page.
MIN_NAMED, PART = 10, 3


class Case(NamedTuple):
    """A page with what is right for it; "" where the data do not say."""

    name: str
    page: Page
    text: str
    author: str = ""
    published: str = ""


class Answer(NamedTuple):
    """What an extractor says of a page, and the seconds of processor time that it took."""

    text: str
    author: str = ""
    published: str = ""
    took_s: float = 0.0


@cache
def module(path: Path) -> ModuleType:
    """Return a module of the data by its path."""
    spec = importlib.util.spec_from_file_location(path.parent.name + path.stem, path)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def aeb() -> Iterator[Case]:
    """Yield articles without authors and dates."""
    for body, gold in module(DATA / "aeb" / "load.py").items():
        yield Case(gold["id"], Page("http://" + re.sub(r"^https?://", "", gold["url"]), body), gold["text"])


def cwced() -> Iterator[Case]:
    """Yield Chinese pages; the addresses are not known."""
    for body, gold in module(DATA / "cwced" / "load.py").items():
        date = gold["date"] or ""
        yield Case(
            gold["id"],
            Page(NOWHERE, body),
            gold["text"],
            gold["author"] or "",
            date if date[:1].isdigit() else "",
        )


def wcxb(kind: str) -> Iterator[Case]:
    """Yield the pages of a kind."""
    for html, gold in module(DATA / "wcxb" / "load.py").items("dev", kind):
        page = Page(gold["url"] or NOWHERE, html.encode())
        yield Case(gold["id"], page, gold["main_content"], gold["author"] or "", gold["publish_date"] or "")


def shingles(text: str, right: str) -> tuple[float, float]:
    """Return precision and recall in four-word shingles, of one page."""
    evaluate = module(DATA / "aeb" / "data" / "evaluate.py")
    measured = evaluate.string_shingle_matching(right, text)
    return evaluate.precision_score(*measured), evaluate.recall_score(*measured)


def signs(text: str, right: str) -> float:
    """Return the F1 of two texts as multisets of signs without white space.

    >>> signs("a b", "ab c")
    0.8
    """
    said, wanted = (Counter("".join(each.split())) for each in (text, right))
    both = said.total() + wanted.total()
    return 2 * (said & wanted).total() / both if both else 1.0


def words(text: str, right: str) -> float:
    """Return the F1 of two texts as multisets of words, as wcxb publishes it."""
    return float(module(DATA / "wcxb" / "load.py").word_f1(text, right))


def named(author: str, right: str) -> bool:
    """Whether the same people are named, whatever stands between their names.

    >>> named("Ann Lee and Bo Yu", "Ann Lee, Bo Yu"), named("林晚", "林晚 周舟")
    (True, False)
    """
    said, wanted = (
        [word for word in re.split(r"[\s、,，;/&]+|\band\b", re.sub(r"\([^)]*\)", "", each.lower())) if word]
        for each in (author, right)
    )
    return bool(said) and (set(said) == set(wanted) or "".join(said) == "".join(wanted))


def dated(published: str, right: str) -> bool:
    """Whether a time is the right one, as far as the right one goes, on a clock of UTC or China.

    >>> dated("2022-02-13T01:57:00+00:00", "2022-02-13 09:57"), dated("", "2022")
    (True, False)
    """
    if not published:
        return False
    wanted = [int(number) for number in re.findall(r"\d+", right)][:6]
    moment = datetime.fromisoformat(published)
    clocks = [(moment + timedelta(hours=hours)).timetuple()[: len(wanted)] for hours in ZONES_H]
    return any(list(clock) == wanted for clock in clocks)


CORPORA: dict[str, tuple[Callable[[], Iterator[Case]], Callable[[str, str], Any]]] = {
    "aeb": (aeb, shingles),
    "cwced": (cwced, signs),
    "article": (partial(wcxb, "article"), words),
    "documentation": (partial(wcxb, "documentation"), words),
}


def ours(case: Case) -> Answer:
    """Read a page as a crawl does that knows nothing of its site."""
    start = time.process_time()
    found = extract(case.page)
    took_s = time.process_time() - start
    if not isinstance(found, Record):
        return Answer("", took_s=took_s)
    return Answer(found.text, found.author, found.published, took_s)


def theirs(case: Case) -> Answer:
    """Read the text of a page with trafilatura as it comes, its encoding found as ours is."""
    start = time.process_time()
    document = read(case.page, stranger(case.page.url))
    text = trafilatura.extract(document.html) if isinstance(document, Document) else ""
    return Answer(text or "", took_s=time.process_time() - start)


def place(name: str) -> int:
    """Return a number that is a page's for ever; even ones make the half that was looked at."""
    return int(md5(name.encode(), usedforsecurity=False).hexdigest(), 16)


def figures(pairs: list[tuple[Case, Answer]], metric: Callable[[str, str], Any]) -> dict[str, float]:
    """Return what answers are worth: f1, and the right share of authors and dates where there are enough."""
    authors = [named(answer.author, case.author) for case, answer in pairs if case.author]
    dates = [dated(answer.published, case.published) for case, answer in pairs if case.published]
    found = {"f1": _f1([metric(answer.text, case.text) for case, answer in pairs])}
    if len(authors) >= MIN_NAMED:
        found |= {"author": mean(authors), "published": mean(dates)}
    return {key: round(value, 4) for key, value in found.items()}


def _f1(pages: list[Any]) -> float:
    """Return the mean of the pages' F1, or F1 of the means where a metric gives precision and recall."""
    if not isinstance(pages[0], tuple):
        return float(mean(pages))
    precision, recall = (mean(each) for each in zip(*pages, strict=True))
    return float(2 * precision * recall / (precision + recall))


def measured(part: int) -> dict[str, dict[str, float]]:
    """Return our figures by corpus, of every ``part``-th page."""
    return {
        corpus: figures([(case, ours(case)) for case in cases() if place(case.name) % part == 0], metric)
        for corpus, (cases, metric) in CORPORA.items()
    }


def compared(corpus: str) -> dict[str, Any]:
    """Return the figures of both extractors on a corpus, by half, and the milliseconds of a page."""
    cases, metric = CORPORA[corpus]
    answers: dict[str, list[tuple[Case, Answer]]] = {"ours": [], "trafilatura": []}
    for case in cases():  # in turns, so that a machine that slows down slows both alike
        answers["ours"].append((case, ours(case)))
        answers["trafilatura"].append((case, theirs(case)))
    row: dict[str, Any] = {"pages": len(answers["ours"])}
    for who, pairs in answers.items():
        row[who] = {"all": figures(pairs, metric), "ms": 1000 * mean(answer.took_s for _, answer in pairs)}
        for number, name in enumerate(HALVES):
            row[who][name] = figures([each for each in pairs if place(each[0].name) % 2 == number], metric)
    return row


def table(rows: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'':<14}{'pages':>6}{'who':>13}{'f1':>8}{'dev':>8}{'check':>8}{'ms':>8}{'author':>8}{'date':>8}"
    for corpus, row in rows.items():
        for who in ("ours", "trafilatura"):
            f1 = "".join(f"{row[who][each]['f1']:>8.4f}" for each in ("all", *HALVES))
            told = [row[who]["all"].get(key, 0.0) for key in ("author", "published")]
            shares = "".join(f"{share:>8.2f}" if share else "" for share in told)
            yield f"{corpus:<14}{row['pages']:>6}{who:>13}{f1}{row[who]['ms']:>8.1f}{shares}"


def main() -> None:
    """Print the table, or the figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print figures alone")
    parser.add_argument("--baseline", action="store_true", help="write tests/baselines/articles.json anew")
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not there: nothing to measure")
        return
    if options.baseline:
        BASELINE.write_text(json.dumps({"part": PART, "figures": measured(PART)}, indent=2) + "\n")
        return
    rows = {corpus: compared(corpus) for corpus in CORPORA}
    print(json.dumps(rows, indent=2) if options.json else "\n".join(table(rows)))


if __name__ == "__main__":
    main()
