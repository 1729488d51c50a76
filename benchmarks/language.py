"""Measure crawler.text.language: how often it is right, how fast it is, and how much memory it takes.

Prints one row a figure.  The texts (lid_lingua, 75 languages) are not in the repository: without the
folder given as argument (default: ``shared/data`` beside the repository) only memory is printed.
``--write`` raises tests/baselines/language.json to what a sample shows.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import runpy
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from crawler.text import language
from crawler.text.language import detect
from crawler.text.tongues.writing import SCRIPTS

DATA = Path(__file__).parents[1].parent / "shared" / "data"
BASELINE = Path(__file__).parents[1] / "tests" / "baselines" / "language.json"
SIXTEEN = "zh ja ko en es fr de pt ru it nl tr vi ar id th".split()
KNOWN = {"zh", "ja", "ko"}.union(*(tags for _, tags in SCRIPTS.values()))
RENAMED = {"nb": "no", "nn": "no"}  # two ways to write Norwegian
KINDS = {"sentences": "sentences", "word-pairs": "word pairs", "single-words": "single words"}
EVERY = 10  # text of each language that the sample of the test looks at
ROUNDS = 5

Row = tuple[str, str]
Text = tuple[str, str]  # a text and its language


def texts(data: Path, kind: str) -> Iterator[Text]:
    """Yield the texts of the languages that can be an answer."""
    for text, code in runpy.run_path(str(data / "lid_lingua" / "load.py"))["items"](kind):
        if (tag := RENAMED.get(code, code)) in KNOWN:
            yield text, tag


def shares(items: Iterable[Text]) -> dict[str, float]:
    """Return for each language the share of its texts that are told, by their primary subtag."""
    right: dict[str, list[bool]] = {}
    for text, tag in items:
        right.setdefault(tag, []).append(detect(text).partition("-")[0] == tag)
    return {tag: sum(each) / len(each) for tag, each in right.items()}


def macro(share: dict[str, float], tags: Iterable[str]) -> float:
    """Return the mean share of the languages."""
    chosen = [share[tag] for tag in tags if tag in share]
    return sum(chosen) / len(chosen)


def accuracy(data: Path) -> Iterator[Row]:
    """Macro accuracy over sixteen languages, over all and over the rest, without a hint.

    The constants of crawler/text/tongues/priors.py were fitted on the texts of even number; the odd ones are
    shown beside all of them.
    """
    for kind, name in KINDS.items():
        items = list(texts(data, kind))
        for part, chosen in (("", items), (", not fitted on", _odd(items))):
            share = shares(chosen)
            yield f"{name}, 16 languages{part}", f"{macro(share, SIXTEEN):.4f}"
            yield f"{name}, {len(share)} languages{part}", f"{macro(share, share):.4f}"
            yield (
                f"{name}, {len(share) - 16} languages beside the 16{part}",
                f"{macro(share, set(share) - set(SIXTEEN)):.4f}",
            )
        share = shares(items)
        yield f"{name}, lowest of the 16", " ".join(_lowest({tag: share[tag] for tag in SIXTEEN}))
        yield f"{name}, lowest of all", " ".join(_lowest(share))


def _odd(items: list[Text]) -> list[Text]:
    numbers: dict[str, int] = {}
    chosen = []
    for text, tag in items:
        numbers[tag] = numbers.get(tag, -1) + 1
        if numbers[tag] % 2:
            chosen.append((text, tag))
    return chosen


def _lowest(share: dict[str, float]) -> list[str]:
    return [f"{tag} {share[tag]:.3f}" for tag in sorted(share, key=lambda tag: share[tag])[:5]]


def chinese(data: Path) -> Iterator[Row]:
    """Simplified against traditional: sentences of lid_lingua, and the same converted by opencc."""
    try:
        from opencc import OpenCC
    except ImportError:
        yield "zh-Hans and zh-Hant", "skipped: opencc is not installed"
        return
    for kind, name in KINDS.items():
        simplified = [text for text, tag in texts(data, kind) if tag == "zh"]
        convert = OpenCC("s2t").convert
        pairs = [(text, converted) for text in simplified if (converted := convert(text)) != text]
        for tag, side in (("zh-Hans", 0), ("zh-Hant", 1)):
            told = sum(detect(pair[side]) == tag for pair in pairs)
            yield f"{name}, {tag} where the two are written differently", f"{told}/{len(pairs)}"


def speeds(data: Path) -> Iterator[Row]:
    """Documents a second against langdetect on sentences, and milliseconds a megabyte of parts."""
    from langdetect import detect as langdetect

    sentences = [item for item in texts(data, "sentences") if item[1] in SIXTEEN]
    chosen = [text for text, _ in random.Random(0).sample(sentences, 1600)]
    ours, theirs = _interleaved(chosen, detect, langdetect)
    yield "sentences of 16 languages, documents a second", f"{len(chosen) / ours:.0f}"
    yield "the same, langdetect", f"{len(chosen) / theirs:.0f}"
    yield "the same, times as fast as langdetect", f"{theirs / ours:.1f}"
    total = 0.0
    for name, parts in _parts(sentences).items():
        megabytes = sum(len(part.encode()) for part in parts) / 1e6
        cost = min(_seconds(parts, detect) for _ in range(ROUNDS)) / megabytes * 1000
        total += cost / 4
        yield f"{name}, ms a megabyte", f"{cost:.1f}"
    yield "the four in equal shares, ms a megabyte", f"{total:.1f}"


def _parts(sentences: list[Text]) -> dict[str, list[str]]:
    """Return posts of 50 to 500 characters and bodies of 5 kB, made of sentences."""
    dice = random.Random(0)
    made: dict[str, list[str]] = {}
    for tag, space, body in (("zh", "", 1667), ("en", " ", 5000)):
        pool = [text for text, each in sentences if each == tag]
        for name, low, high, count in (("posts", 50, 500, 1000), ("bodies", body, body, 100)):
            parts = []
            for _ in range(count):
                length = dice.randint(low, high)
                text = ""
                while len(text) < length:
                    text += dice.choice(pool) + space
                parts.append(text[:length])
            made[f"{name}, {tag}"] = parts
    return made


def _interleaved(texts: list[str], *calls: Callable[[str], object]) -> list[float]:
    """Return the least seconds of CPU that each call took for the texts, in rounds of all calls."""
    for call in calls:
        call("loads what is loaded late")
    rounds = [[_seconds(texts, call) for call in calls] for _ in range(ROUNDS)]
    return [min(column) for column in zip(*rounds, strict=True)]


def _seconds(texts: list[str], call: Callable[[str], object]) -> float:
    start = time.process_time()
    for text in texts:
        call(text)
    return time.process_time() - start


def memory() -> Iterator[Row]:
    """Peak resident memory of a process that has asked everything."""
    answer = subprocess.run([sys.executable, __file__, "--peak"], capture_output=True, text=True, check=True)
    yield "peak memory of a process that has used everything, MB", answer.stdout.strip()


def _peak() -> float:
    """Use every script, model and list, and return the peak in MB."""
    for text in ("hallo", "привет", "مرحبا", "नमस्ते", "হ্যালো", "שלום", "你好", "ひらがな", "한글", "สวัสดี"):
        for detector in language.DETECTORS:
            detect(text, detector=detector)
    detect("Ein Satz, der lang genug ist, dass das schnelle Modell ihn allein erkennt.")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sample(data: Path = DATA) -> dict[str, float]:
    """Return the figures that tests/test_language.py watches, on a tenth of the texts."""
    figures = {}
    for kind, name in KINDS.items():
        items: dict[str, list[Text]] = {}
        for item in texts(data, kind):
            items.setdefault(item[1], []).append(item)
        share = shares(item for each in items.values() for item in each[1::EVERY])
        figures[f"{name}, 16 languages"] = macro(share, SIXTEEN)
        figures[f"{name}, languages beside the 16"] = macro(share, set(share) - set(SIXTEEN))
    return {name: round(figure, 4) for name, figure in figures.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="write the baseline of the test")
    parser.add_argument("--peak", action="store_true", help="print the peak memory of this process in MB")
    options = parser.parse_args()
    if options.peak:
        print(f"{_peak():.0f}")
    elif options.write:
        BASELINE.write_text(json.dumps(sample(options.data), indent=2) + "\n", encoding="utf-8")
    else:
        measures = [accuracy, chinese, speeds] if (options.data / "lid_lingua").is_dir() else []
        for row in (row for measure in measures for row in measure(options.data)):
            print(f"{row[0]:64}{row[1]}")
        for name, figure in memory():
            print(f"{name:64}{figure}")


if __name__ == "__main__":
    main()
