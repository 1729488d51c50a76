"""How surely chapters of another book are told from a book's own, and how fast.

Run it with the path of the content.json that a shared server writes when it is first started
(three novels by Austen and 呐喊).  Chapters are planted into these, into the demo novels and into
WP2021 (excerpts of a Chinese novel of many plots, the hardest case); what is planted comes from
the others and from LitBank (beginnings of 100 English novels).  Data that are not in the folder
``shared`` beside the repository, or not named, are left out.
"""

from __future__ import annotations

import importlib.util
import json
import random
import re
import sys
import time
from pathlib import Path
from typing import Any

from crawler.text.foreign import strangers

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
DEMO = ROOT / "seeds" / "demo"
EVERY, ROUNDS = 25, 6  # one planted chapter to so many of the book
PIECE = 3000  # characters of a chapter where a text has none
# 呐喊 is a collection: its stories share nobody, and nothing that is planted can be known by that.
COLLECTIONS = ("呐喊",)

Books = dict[str, list[str]]


def demo() -> Books:
    """Return the two demo novels by chapters."""
    return {
        path.stem: re.split(r"\n# .*\n", path.read_text(encoding="utf-8"))[1:]
        for path in sorted(DEMO.glob("novel-*.txt"))
    }


def seeded(path: Path) -> Books:
    """Return the novels of a content.json."""
    novels: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["novels"]
    return {
        novel["title"]: ["\n".join(chapter["paras"]) for chapter in novel["chapters"]] for novel in novels
    }


def excerpts(folder: Path) -> list[str]:
    """Return WP2021 in pieces, each sentence once."""
    spec = importlib.util.spec_from_file_location("wp2021", folder / "load.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    items = [item for part in ("train", "dev") for item, _ in module.items(part)]
    lines = dict.fromkeys(line for item in items for line in item["lines"])
    pieces = [""]
    for line in lines:
        pieces[-1] += line + "\n"
        if len(pieces[-1]) >= PIECE:
            pieces.append("")
    return pieces[:-1]


def is_chinese(text: str) -> bool:
    """Whether a text is of the same language as a Chinese book."""
    return len(re.findall(r"[\u4e00-\u9fff]", text)) > len(text) / 4


def planted(own: list[str], others: list[str], pick: random.Random) -> tuple[int, int, int]:
    """Plant chapters of others at random; return how many, how many were found, how many own were accused."""
    foreign = pick.sample(others, max(1, len(own) // EVERY))
    mixed = [(text, False) for text in own] + [(text, True) for text in foreign]
    pick.shuffle(mixed)
    found = [mixed[stranger.index][1] for stranger in strangers([text for text, _ in mixed])]
    return len(foreign), sum(found), len(found) - sum(found)


def main(arguments: list[str]) -> None:
    """Print a line a book: planted, found, own chapters accused with and without planted ones."""
    pick, books = random.Random(2026), demo()
    for name in arguments:
        books |= seeded(Path(name))
    if (DATA / "wp2021").is_dir():
        books["WP2021"] = excerpts(DATA / "wp2021")
    more = [
        path.read_text(encoding="utf-8") for path in sorted(DATA.glob("litbank/data/quotations/tsv/*.txt"))
    ]
    total = [0, 0, 0, 0]
    for title, own in books.items():
        rest = [text for other, chapters in books.items() if other != title for text in chapters]
        others = [text for text in rest + more if is_chinese(text) == is_chinese(own[0])] or rest
        clean, began = len(strangers(own)), time.perf_counter()
        results = [planted(own, others, pick) for _ in range(ROUNDS)]
        speed = (ROUNDS * sum(map(len, own))) / (time.perf_counter() - began)
        count, found, accused = (sum(column) for column in zip(*results, strict=True))
        print(
            f"{title:22} {len(own):4} chapters: {found:3} of {count:3} found, {accused} own accused"
            f" ({clean} of the book alone), {speed / 1000:,.0f} thousand characters a second"
        )
        if title not in COLLECTIONS:
            total = [a + b for a, b in zip(total, (count, found, accused, ROUNDS * len(own)), strict=True)]
    print(
        f"recall {total[1] / total[0]:.2f}, precision {total[1] / max(1, total[1] + total[2]):.3f},"
        f" {total[2]} of {total[3]:,} own chapters accused"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
