"""How fast the text steps are together: forum threads and novel chapters, Chinese and English, on one core.

Prints megabytes of UTF-8 text a second for each kind of record and for as much of each, then what each step
takes of a megabyte.  The texts are those of the bundled demo; with the folder of labelled data
given as argument (default: ``shared/data`` beside the repository), real novels and posts join them.
Medians of rounds in which all steps take turns; loading of models is not counted.
"""

from __future__ import annotations

import runpy
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import spans

from crawler.records import Drop, Part, Record
from crawler.sites import Site
from crawler.text import clean
from crawler.text.chapters import split
from crawler.text.steps import steps

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
SITE = Site("site")
POSTS = 20  # a thread
BYTES = 500_000  # of each kind at most
ROUNDS = 3


def thread(texts: tuple[str, ...], number: int) -> Record:
    """Return a thread of posts by five authors in turn."""
    parts = [Part(str(i), text, author=f"author{i % 5}") for i, text in enumerate(texts)]
    return _record("thread", number).with_parts(parts)


def chapter(text: str, number: int) -> Record:
    """Return a chapter of one body."""
    return _record("chapter", number).with_parts([Part("1", text, kind="body")])


def groups(texts: list[str], size: int) -> list[tuple[str, ...]]:
    """Return the texts in groups of a size."""
    return [tuple(texts[i : i + size]) for i in range(0, len(texts), size)]


def _record(kind: str, number: int) -> Record:
    return Record(f"site/{number}", f"https://site.example/{number}", "site", kind, work="1", position=number)


def demo() -> dict[str, list[Record]]:
    """Return the records of the bundled sites by kind and language."""
    sys.path.insert(0, str(ROOT / "seeds" / "demo"))
    content = __import__("content").load()
    kinds: dict[str, list[Record]] = {}
    for number, each in enumerate(content.threads):
        posts = tuple(post.text for post in each.posts)
        kinds.setdefault(f"forum {each.language}", []).append(thread(posts, number))
    for novel in content.novels:
        kinds[f"novel {novel.language}"] = [
            chapter("\n\n".join(own.paragraphs), number) for number, own in enumerate(novel.chapters, 1)
        ]
    return kinds


def real(data: Path) -> dict[str, list[Record]]:
    """Return records of labelled texts by kind and language."""
    book = (data.parent / "servers" / "common" / "books" / "CalltoArms.txt").read_text(encoding="utf-8")
    posts = list(_posts(data))
    return {
        "novel zh": [chapter(book[own.start : own.end], n) for n, own in enumerate(split(book), 1)],
        "novel en": [chapter(text, number) for number, text in enumerate(_english(data), 1)],
        "forum en": [thread(own, number) for number, own in enumerate(groups(posts, POSTS))],
    }


def _english(data: Path) -> Iterator[str]:
    """Yield the English novels in natural spacing, as sites show them."""
    for sentences, quotes in spans.litbank(data):
        yield spans.natural(sentences, quotes)[0]


def _posts(data: Path) -> Iterator[str]:
    for _, case in runpy.run_path(str(data / "social_api" / "load.py"))["items"]("discourse"):
        if case["markdown"]:
            yield clean.text(case["markdown"])


def size(records: list[Record]) -> int:
    """Return the bytes of the records' texts in UTF-8."""
    return sum(len(part.text.encode("utf-8", "replace")) for record in records for part in record.parts)


def bounded(records: list[Record]) -> list[Record]:
    """Return the records until there is enough of their kind."""
    kept: list[Record] = []
    held = 0
    for record in records:
        if held < BYTES:
            kept.append(record)
            held += size([record])
    return kept


def rounds(records: list[Record], times: dict[str, list[float]]) -> None:
    """Run all steps over the records once; note the seconds of each step a megabyte."""
    spent: dict[str, float] = dict.fromkeys(times, 0.0)
    for record in records:
        for name, step in steps(SITE.options).items():
            begun = time.process_time()
            result = step(record)
            spent[name] += time.process_time() - begun
            if isinstance(result, Drop):
                break
            record = result
    for name, seconds in spent.items():
        times[name].append(seconds / size(records) * 1e6)


def main(data: Path) -> None:
    """Print the table."""
    kinds = demo()
    for kind, records in real(data).items() if data.is_dir() else ():
        kinds[kind] = records + kinds[kind]
    kinds = {kind: bounded(records) for kind, records in kinds.items()}
    times = {kind: {name: list[float]() for name in steps(SITE.options)} for kind in kinds}
    for turn in range(ROUNDS + 1):
        for kind, records in kinds.items():
            rounds(records, times[kind] if turn else {name: [] for name in times[kind]})
    total = dict.fromkeys(times[next(iter(times))], 0.0)
    for kind, records in kinds.items():
        own = {name: median(found) for name, found in times[kind].items()}
        total = {name: total[name] + own[name] / len(kinds) for name in total}
        print(f"{kind:24}{size(records) / 1e6:6.2f} MB{1 / sum(own.values()):10.2f} MB/s")
    print(f"{'all, as much of each':24}{'':9}{1 / sum(total.values()):10.2f} MB/s")
    for name, seconds in total.items():
        print(f"  {name:22}{seconds * 1e3:9.1f} ms/MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
