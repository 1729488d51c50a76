"""Measure the text steps: languages, notices of novel sites, and how fast they are.

Prints one row a figure.  The texts are real and are not in the repository: without the folder
given as argument (default: ``shared/data`` beside the repository) only the speeds are printed.
"""

from __future__ import annotations

import random
import runpy
import sys
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from crawler.text import clean, language, privacy

DATA = Path(__file__).parents[1].parent / "shared" / "data"
LANGUAGES = "zh ja ko en ru de fr es it pt nl tr vi ar".split()
SAMPLE = 200  # texts a language
ROUNDS = 100
# A paragraph in twenty holds something private.
PROSE_ZH = ["他推开门，外面下着雨。“你还记得我吗？”她问，他没有回答，只是望着窗外的灯。" * 3] * 19
PROSE_EN = [
    'He opened the door; it was raining. "Do you remember me?" she asked, and he did not answer. ' * 2
] * 19
PARAGRAPHS = {
    "zh": [*PROSE_ZH, "有事打电话13812345678，或者加微信：abc_123。"],
    "en": [*PROSE_EN, "Call 415-555-0132 or write to jane@example.org."],
}

Row = tuple[str, str]


def languages(data: Path) -> Iterator[Row]:
    """Macro accuracy over the languages, without a hint, by the length of the texts."""
    loader = runpy.run_path(str(data / "lid_lingua" / "load.py"))
    for kind in loader["KINDS"]:
        shares = []
        for wanted, group in groupby(loader["items"](kind, LANGUAGES), key=lambda item: item[1]):
            texts = [text for text, _ in group]
            texts = random.Random(0).sample(texts, min(SAMPLE, len(texts)))
            shares.append(sum(language.detect(t).split("-")[0] == wanted for t in texts) / len(texts))
        yield f"language, {kind}, {len(shares)} languages", f"{sum(shares) / len(shares):.3f}"


def prose(data: Path) -> Iterator[Row]:
    """Lines of real novels that are taken for notices."""
    for name, lines in _novels(data):
        noisy = sum(clean.noise(line) is not None for line in lines)
        yield f"notices in {name}", f"{noisy}/{len(lines)} lines"


def _novels(data: Path) -> Iterator[tuple[str, list[str]]]:
    book = data.parent / "servers" / "common" / "books" / "CalltoArms.txt"
    yield "鲁迅《呐喊》", book.read_text(encoding="utf-8").splitlines()
    litbank = runpy.run_path(str(data / "litbank" / "load.py"))
    yield "LitBank", [" ".join(tokens) for sentences, _ in litbank["items"]() for tokens in sentences]
    wp2021 = runpy.run_path(str(data / "wp2021" / "load.py"))
    yield "平凡的世界 (WP2021)", [line for case, _ in wp2021["items"]("dev") for line in case["lines"]]


def speeds() -> Iterator[Row]:
    """Million characters a second of each step, over paragraphs."""
    steps: dict[str, Callable[[str], object]] = {
        "clean.text": clean.text,
        "clean.noise": clean.noise,
        "privacy.find": privacy.find,
        "language.detect": language.detect,
    }
    for tag, paragraphs in PARAGRAPHS.items():
        chars = sum(map(len, paragraphs)) * ROUNDS
        for name, step in steps.items():
            step(paragraphs[0])  # loads what is loaded late
            start = time.process_time()
            for paragraph in paragraphs * ROUNDS:
                step(paragraph)
            yield f"speed, {name}, {tag}", f"{chars / (time.process_time() - start) / 1e6:.1f} Mchar/s"


def main(data: Path) -> None:
    """Print the table."""
    measures = [languages, prose] if data.is_dir() else []
    for measure in measures:
        for name, figure in measure(data):
            print(f"{name:72}{figure:>14}")
    for name, figure in speeds():
        print(f"{name:72}{figure:>14}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
