"""How well quotations are found and attributed, and how fast.

Run with no arguments for the table, or with the folder of the labelled texts (``shared/data``
beside the repository if none is given): LitBank (100 English texts) and WP2021 (a Chinese novel,
training and development parts).  benchmarks/speakers.py learns the weights.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import corpora
import speakers
from corpora import loader
from speakers import Answer, answers, chinese, crossed, english, litbank

from crawler.text.dialogue import attribute, utterances
from crawler.text.spoken import weights_zh
from crawler.text.spoken.speakers import SURE, TABLES

SURE_OF_LIST = 0.8  # confidence from which on an answer of ``attribute`` counts as sure
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def spans_row(name: str, find: Callable[[str], list[tuple[int, int]]]) -> str:
    """Return precision, recall and F1 of exact quotation spans on LitBank as a line."""
    right = found = wanted = 0
    for text, spans in litbank():
        truth, mine = {(start, end) for start, end, _ in spans}, set(find(text))
        right, found, wanted = right + len(truth & mine), found + len(mine), wanted + len(truth)
    precision, recall, both = right / found, right / wanted, 2 * right / (found + wanted)
    return f"{name:<34} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}"


def named(given: Sequence[Answer], total: int, sure: float = SURE) -> tuple[float, float]:
    """Return the precision of the answers from ``sure`` on, and what share of ``total`` they are."""
    kept = [answer.right for answer in given if answer.confidence >= sure]
    return sum(kept) / max(1, len(kept)), len(kept) / total


def named_rows(name: str, given: Sequence[Answer], total: int) -> Iterator[str]:
    """Yield precision and coverage at several thresholds, and how right which confidence is."""
    for sure in sorted({SURE, 0.7, 0.8, 0.9}):
        precision, coverage = named(given, total, sure)
        yield f"{name:<34} confidence from {sure:.2f}: P {precision:.3f}  coverage {coverage:.3f}"
    for low, high in pairwise(BINS):
        within = [
            answer
            for answer in given
            if low <= answer.confidence < high or (answer.confidence == high == BINS[-1])
        ]
        if within:
            mean, right = (
                sum(answer.confidence for answer in within) / len(within),
                sum(answer.right for answer in within) / len(within),
            )
            counted = f"{name:<34} {low:.2f} to {high:.2f}  n {len(within):5d}"
            yield f"{counted}  says {mean:.3f}  right {right:.3f}"


def english_answers() -> list[Answer]:
    """Return the answers on each half of LitBank by weights that the other half taught."""
    return crossed(english(), speakers.PULL["en"], weights_zh.WEIGHTS)


def attribution(part: str) -> list[Answer]:
    """Return the forced answers to a part of WP2021; the names are given."""
    found = []
    for row, answer in loader("wp2021").items(part):
        names = [person["aliases"] for person in row["names"]]
        name, method, confidence = attribute(row["lines"], row["quote_index"], names)
        found.append(Answer(confidence, name == names[answer["speaker_index"]][0], method))
    return found


def attribution_rows(name: str, given: Sequence[Answer]) -> Iterator[str]:
    """Yield accuracy by method, and how often sure answers are right."""
    for method in ["", *sorted({answer.method for answer in given})]:
        own = [answer for answer in given if answer.method == method or not method]
        precision, coverage = named(own, len(own), SURE_OF_LIST)
        right = sum(answer.right for answer in own) / len(own)
        counted = f"{name} {method or 'all':<12} n {len(own):5d}  right {right:.3f}"
        yield f"{counted}  sure {coverage:.3f} of them right {precision:.3f}"


def unlisted(part: str) -> tuple[list[Answer], int, int]:
    """Return the named answers to a part of WP2021 without its list, how many go by other words, of how many.

    The windows are read as one text.  Who is called by a word that no alias list has (母亲, 老头)
    is counted apart, for the list cannot say whether that is right.
    """
    text, wanted = "", []
    people: list[list[str]] = []
    for row, answer in loader("wp2021").items(part):
        people = [person["aliases"] for person in row["names"]]
        before = "\n".join(row["lines"][: row["quote_index"]])
        line = row["lines"][row["quote_index"]]
        start = len(text) + len(before) + 1
        wanted.append((start, start + len(line), people[answer["speaker_index"]]))
        text += "\n".join(row["lines"]) + "\n\n"
    listed = {alias for aliases in people for alias in aliases}
    found = sorted(utterances(text, "zh-Hans"), key=lambda utterance: utterance.start)
    given, others, at = [], 0, 0
    for start, end, aliases in wanted:
        while at < len(found) and found[at].end <= start:
            at += 1
        own = [utterance for utterance in found[at : at + 8] if start <= utterance.start < end]
        best = max(own, key=lambda utterance: len(utterance.text), default=None)
        if best is None or best.speaker is None:
            continue
        if best.speaker in listed:
            given.append(Answer(best.confidence, best.speaker in aliases, best.method))
        else:
            others += 1
    return given, others, len(wanted)


def unlisted_row(part: str) -> str:
    """Return how often names found in the text itself are right on a part of WP2021."""
    given, others, total = unlisted(part)
    precision, coverage = named(given, total)
    words = f"by other words {others / total:.3f}"
    return f"WP2021 {part:<5} no list: P {precision:.3f}  coverage {coverage:.3f}  {words}"


def speed_row(name: str, text: str, language: str) -> str:
    """Return how long a megabyte of a language takes, the best of three."""
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        found = utterances(text, language)
        seconds.append(time.process_time() - begun)
    size = len(text.encode("utf-8", "replace")) / 1e6
    return f"{name:<34} {1000 * min(seconds) / size:.0f} ms/MB, {len(found) / size:.0f} quotations/MB"


def measured() -> dict[str, dict[str, float]]:
    """Return the figures that the baseline keeps, by corpus."""
    texts = litbank()
    right = found = wanted = 0
    for text, spans in texts:
        truth, mine = (
            {(start, end) for start, end, _ in spans},
            {(u.start, u.end) for u in utterances(text, "en")},
        )
        right, found, wanted = right + len(truth & mine), found + len(mine), wanted + len(truth)
    precision, coverage = named(answers(english(), TABLES["en"]), wanted)
    forced = attribution("dev")
    sure, share = named(forced, len(forced), SURE_OF_LIST)
    given, _, total = unlisted("dev")
    free, free_coverage = named(given, total)
    return {
        "quotations, litbank": {"f1": round(2 * right / (found + wanted), 4)},
        "speakers, litbank": {"precision": round(precision, 4), "coverage": round(coverage, 4)},
        "speakers, wp2021": {
            "right": round(sum(answer.right for answer in forced) / len(forced), 4),
            "precision": round(sure, 4),
            "coverage": round(share, 4),
        },
        "speakers, wp2021, no list": {"precision": round(free, 4), "coverage": round(free_coverage, 4)},
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=corpora.DATA, help="the labelled texts")
    parser.add_argument("--baseline", action="store_true", help="print what the baseline keeps, as JSON")
    options = parser.parse_args()
    corpora.DATA = options.data
    if not (corpora.DATA / "litbank").is_dir():
        print("the labelled texts of the shared data are not beside this checkout; nothing is measured")
        return
    if options.baseline:
        print(json.dumps({"figures": measured()}, indent=2))
        return
    marks = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’")
    print(spans_row("LitBank, paired marks", lambda text: [m.span() for m in marks.finditer(text)]))
    print(spans_row("LitBank, utterances", lambda text: [(u.start, u.end) for u in utterances(text, "en")]))
    total = sum(len(spans) for _, spans in litbank())
    for name, given in (
        ("LitBank speakers, other half", english_answers()),
        ("LitBank speakers, learned from", answers(english(), TABLES["en"])),
    ):
        for row in named_rows(name, given, total):
            print(row)
    halves = crossed(chinese("train"), speakers.PULL["zh"], {}, line=False, listed=True)
    for name, given in (
        ("WP2021 train, other half", halves),
        ("WP2021 train", attribution("train")),
        ("WP2021 dev", attribution("dev")),
    ):
        for row in attribution_rows(name, given):
            print(row)
        for row in list(named_rows(name, given, len(given)))[3:]:
            print(row)
    for part in ("train", "dev"):
        print(unlisted_row(part))
    novel = "\n".join(line for row, _ in loader("wp2021").items("dev") for line in row["lines"])
    print(speed_row("LitBank, a book", "\n\n".join(text for text, _ in litbank()), "en"))
    print(speed_row("LitBank, a chapter", litbank()[4][0], "en"))
    print(speed_row("WP2021 dev, a book", novel, "zh-Hans"))
    print(speed_row("WP2021 dev, a chapter", novel[:4000], "zh-Hans"))


if __name__ == "__main__":
    main()
