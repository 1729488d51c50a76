"""Measure how texts are judged: clean ones that pass, bad ones that are caught, content by kind, speed.

Prints one row a figure.  The clean texts are real and are not in the repository: without the
folder given as argument (default: ``shared/data`` beside the repository) their rows are left out.
``--write`` writes the baseline that tests/test_judging.py keeps.
"""

from __future__ import annotations

import argparse
import json
import random
import runpy
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from made_texts import makers
from selectolax.lexbor import LexborHTMLParser

from crawler.records import Drop, Part, Record
from crawler.text import clean, content, quality
from crawler.text.language import detect

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
BASELINE = ROOT / "tests" / "baselines" / "quality.json"
CASES = ROOT / "tests" / "content_cases.py"
MADE = 100  # bad texts of each kind
LINES_A_CHAPTER = 80
ROUNDS = 7

Rows = Iterator[tuple[str, float, str]]  # name, figure from 0 to 1, what else there is to say


def clean_texts(data: Path) -> dict[str, list[str]]:
    """Return the chapters and articles of each corpus that is there."""
    made: dict[str, Callable[[], Iterable[str]]] = {
        "LitBank": lambda: _litbank(data),
        "平凡的世界 (WP2021)": lambda: _chapters(
            dict.fromkeys(
                line for case, _ in _loaded(data, "wp2021")["items"]("train") for line in case["lines"]
            )
        ),
        "呐喊": lambda: _chapters(
            (data.parent / "servers/common/books/CalltoArms.txt").read_text("utf-8").split("\n")
        ),
        "AEB articles": lambda: (gold["text"] for _, gold in _loaded(data, "aeb")["items"]()),
        "CWCED articles": lambda: (gold["text"] for _, gold in _loaded(data, "cwced")["items"]()),
        "WCXB articles": lambda: (
            gold["main_content"]
            for split in ("dev", "test")
            for _, gold in _loaded(data, "wcxb")["items"](split, "article")
        ),
    }
    found: dict[str, list[str]] = {}
    for name, texts in made.items():
        try:
            found[name] = [text for each in texts() if (text := clean.text(each or ""))]
        except FileNotFoundError as error:
            print(f"{name}: skipped, {error.filename} is not there")
    return found


def _loaded(data: Path, corpus: str) -> dict[str, Callable[..., Iterable[tuple[object, dict[str, str]]]]]:
    return runpy.run_path(str(data / corpus / "load.py"))


def _litbank(data: Path) -> Iterator[str]:
    for sentences, _ in runpy.run_path(str(data / "litbank" / "load.py"))["items"]():
        yield "\n".join(" ".join(tokens) for tokens in sentences if tokens)


def _chapters(lines: Iterable[str]) -> list[str]:
    kept = [line for line in lines if line.strip()]
    return ["\n".join(kept[at : at + LINES_A_CHAPTER]) for at in range(0, len(kept), LINES_A_CHAPTER)]


def posts(data: Path) -> dict[str, list[str]]:
    """Return the recorded posts of each platform that is there."""
    if not (data / "social_api").is_dir() or not (data / "pii_zh_weibo").is_dir():
        return {}
    loaded = runpy.run_path(str(data / "social_api" / "load.py"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the loader leaves its file to the collector
        found = {
            name: [
                each["markdown"] or LexborHTMLParser(each["html"] or "").text()
                for _, each in loaded["items"](name)
            ]
            for name in ("mastodon", "discourse", "activitypub")
        }
    weibo = runpy.run_path(str(data / "pii_zh_weibo" / "load.py"))
    return {
        **found,
        "weibo": [text for split in ("train", "dev", "test") for text, _ in weibo["items"](split)],
    }


def an_article(text: str) -> Record:
    """Return an article of this text, in the language that it is found to be in."""
    return Record("1", "", "", "article", language=detect(text)).with_parts([Part("1", text, kind="body")])


def passing(texts: dict[str, list[str]]) -> Rows:
    """Share of clean texts within all limits, and which limits the others exceed."""
    for name, each in texts.items():
        judged = [quality.judge(an_article(text)) for text in each]
        drops = [result for result in judged if isinstance(result, Drop)]
        limits = Counter(measure for drop in drops if drop.record for measure in drop.record.meta["quality"])
        said = ", ".join(f"{measure} {count}" for measure, count in limits.most_common(4))
        yield f"passes, {name}", 1 - len(drops) / len(each), f"of {len(each)}{': ' if said else ''}{said}"


def unmarked(recorded: dict[str, list[str]]) -> Rows:
    """Share of real posts that are not called garbled."""
    for name, each in recorded.items():
        bad = sum(bool(quality.garbled(clean.text(text))) for text in each)
        yield f"not garbled, {name} posts", 1 - bad / len(each), f"{bad} of {len(each)} marked"


def caught() -> Rows:
    """Share of made bad texts that exceed a limit; as they are, since cleaning mends some of them."""
    for name, make in makers().items():
        chance = random.Random(name)
        made = [make(chance) for _ in range(MADE)]
        drops = sum(isinstance(quality.judge(an_article(text)), Drop) for text in made)
        yield f"caught, {name}", drops / MADE, f"of {MADE}"


def cases() -> Rows:
    """Recall of the content tables by kind, and the share of calm posts without a hit."""
    tables = runpy.run_path(str(CASES))
    for kind, texts in tables["BAD"].items():
        found = sum(any(hit.kind == kind for hit in content.hits(text)) for text in texts)
        yield f"content found, {kind}", found / len(texts), f"of {len(texts)}"
    calm = sum(not content.hits(text) for text in tables["CALM"])
    yield "content, calm posts without a hit", calm / len(tables["CALM"]), f"of {len(tables['CALM'])}"


def calm(texts: dict[str, list[str]]) -> Rows:
    """Share of clean texts without any hit, and the hits by kind."""
    for name, each in texts.items():
        found = [Counter(hit.kind for hit in content.hits(text)) for text in each]
        counts = ", ".join(f"{kind} {count}" for kind, count in sum(found, Counter[str]()).items())
        yield f"content, {name} without a hit", sum(not one for one in found) / len(each), counts


def speed(texts: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Milliseconds a megabyte of UTF-8, medians of interleaved rounds, over equal parts of four kinds."""
    chance = random.Random(0)
    english, chinese = ("\n".join(texts[name]) for name in ("LitBank", "平凡的世界 (WP2021)"))
    kinds = {
        "English chapters": _chaptered(english, "en", 5_000, 20_000, chance),
        "Chinese chapters": _chaptered(chinese, "zh-Hans", 1_700, 6_700, chance),
        "English posts": _threads(english, "en", 500, chance),
        "Chinese posts": _threads(chinese, "zh-Hans", 300, chance),
    }
    steps: dict[str, Callable[[Record], object]] = {
        "measures and limits": quality.judge,
        "garbled posts": lambda record: [
            quality.garbled(part.text) for part in record.parts if part.kind == "post"
        ],
        "content": content.flag,
    }
    times: dict[tuple[str, str], list[float]] = {(kind, step): [] for kind in kinds for step in steps}
    for _ in range(ROUNDS):
        for kind, step in times:
            start = time.process_time()
            for record in kinds[kind]:
                steps[step](record)
            times[kind, step].append(time.process_time() - start)
    sizes = {kind: sum(len(record.text.encode()) for record in each) / 1e6 for kind, each in kinds.items()}
    medians = {key: 1000 * statistics.median(each) for key, each in times.items()}
    for (kind, step), each in medians.items():
        yield f"speed, {step}, {kind}", f"{each / sizes[kind]:.1f} ms/MB"
    yield (
        "speed, all over equal parts",
        f"{sum(medians[key] / sizes[key[0]] for key in medians) / 4:.1f} ms/MB",
    )


def _pieces(text: str, least: int, most: int, chance: random.Random, total: int = 250_000) -> Iterator[str]:
    at = size = 0
    while size < total:
        piece = text[at : at + chance.randint(least, most)]
        at, size = (at + len(piece)) % (len(text) - most), size + len(piece.encode())
        yield piece


def _chaptered(text: str, language: str, least: int, most: int, chance: random.Random) -> list[Record]:
    return [
        Record("1", "", "", "chapter", language=language).with_parts([Part("1", piece, kind="body")])
        for piece in _pieces(text, least, most, chance)
    ]


def _threads(text: str, language: str, most: int, chance: random.Random) -> list[Record]:
    parts, threads = [Part(str(n), piece) for n, piece in enumerate(_pieces(text, 50, most, chance))], []
    while parts:
        count = chance.randint(1, 20)
        threads.append(Record("1", "", "", "thread", language=language).with_parts(parts[:count]))
        parts = parts[count:]
    return threads


def figures(data: Path) -> Rows:
    """Return all rows but the speeds."""
    texts = clean_texts(data) if data.is_dir() else {}
    yield from passing(texts)
    yield from unmarked(posts(data))
    yield from caught()
    yield from cases()
    yield from calm(texts)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", nargs="?", type=Path, default=DATA)
    asked.add_argument("--write", action="store_true", help="write the baseline")
    given = asked.parse_args()
    rows = list(figures(given.data))
    for name, figure, said in rows:
        print(f"{name:48}{figure:>8.3f}  {said}")
    if given.data.is_dir():
        for name, figure_of_speed in speed(clean_texts(given.data)):
            print(f"{name:48}{figure_of_speed:>14}")
    else:
        print(f"{given.data} is not there: no clean texts, no speeds")
    if given.write:
        BASELINE.write_text(
            json.dumps({name: round(figure, 4) for name, figure, _ in rows}, indent=2, ensure_ascii=False)
            + "\n"
        )


if __name__ == "__main__":
    main()
