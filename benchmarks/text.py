"""Measure the text steps: private data, notices of novel sites, and how fast they are.

Prints one row a figure.  The texts are real and are not in the repository: without the folder
given as argument (default: ``shared/data`` beside the repository) only the speeds are printed.
"""

from __future__ import annotations

import runpy
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.text import clean, privacy

DATA = Path(__file__).parents[1].parent / "shared" / "data"
ROUNDS = 100
RECOGNIZERS = {"email": "email", "phone": "phone", "credit_card": "bank_card", "ip": "ip", "us_ssn": "ssn"}
CHINESE_CASES = {
    "TestCNPhoneRecognizer": "phone",
    "TestCNIDCardRecognizer": "id_card",
    "TestCNBankCardRecognizer": "bank_card",
    "TestCNPassportRecognizer": "passport",
    "TestCNEmailRecognizer": "email",
}
LABELLED = {
    "CREDIT_CARD": "bank_card",
    "EMAIL_ADDRESS": "email",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "PHONE_NUMBER": "phone",
    "US_SSN": "ssn",
}
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


def formats(data: Path) -> Iterator[Row]:
    """Share of the format cases that pass: something found where it should be, nothing elsewhere."""
    loader = runpy.run_path(str(data / "pii_cases" / "load.py"))
    for (source, kind, positive), passed in sorted(_grouped(_format_cases(loader)).items()):
        name = f"private data, {source} {kind}, {'positives' if positive else 'negatives'}"
        yield name, f"{sum(passed)}/{len(passed)}"


def _format_cases(loader: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield source, kind, text and whether something should be found."""
    for text, case in loader["presidio"](RECOGNIZERS):
        yield "presidio", RECOGNIZERS[case["recognizer"]], text, case["n"] > 0
    for text, case in loader["cn"]():
        yield "chinese", CHINESE_CASES[case["kind"]], text, case["n"] > 0
    for text, case in loader["phones"]():
        if case["group"] in {"IMPOSSIBLE_CASES", "STRICT_GROUPING_CASES", "EXACT_GROUPING_CASES"}:
            yield "libphonenumber", "phone", text, case["group"] != "IMPOSSIBLE_CASES"


def _grouped(cases: Iterable[tuple[str, str, str, bool]]) -> dict[tuple[str, str, bool], list[bool]]:
    groups: dict[tuple[str, str, bool], list[bool]] = {}
    for source, kind, text, positive in cases:
        found = any(span.kind == kind for span in privacy.find(text))
        groups.setdefault((source, kind, positive), []).append(found == positive)
    return groups


def sentences(data: Path) -> Iterator[Row]:
    """Recall by label of private data in English sentences, and how much was found beside it."""
    loader = runpy.run_path(str(data / "pii_en_synth" / "load.py"))
    hits: dict[str, list[bool]] = {kind: [] for kind in LABELLED.values()}
    beside = found_all = 0
    for text, gold in loader["items"]():
        spans = [span for span in privacy.find(text, "en") if span.kind in hits]
        for start, end, label, _ in gold:
            if kind := LABELLED.get(label):
                hits[kind].append(
                    any(s.start <= start + 1 and s.end >= end - 1 for s in spans if s.kind == kind)
                )
        found_all += len(spans)
        beside += sum(all(s.end <= start or s.start >= end for start, end, _, _ in gold) for s in spans)
    for kind, passed in hits.items():
        yield f"private data, English sentences, {kind}", f"{sum(passed)}/{len(passed)}"
    yield "private data, English sentences, found where nothing is labelled", f"{beside}/{found_all}"


def prose(data: Path) -> Iterator[Row]:
    """Lines of real novels that are taken for notices, and private data seen in them."""
    for name, lines in _novels(data):
        noisy = sum(clean.noise(line) is not None for line in lines)
        private = sum(len(privacy.find(line)) for line in lines)
        yield f"notices in {name}", f"{noisy}/{len(lines)} lines"
        yield f"private data in {name}", f"{private} spans"


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
    measures = [formats, sentences, prose] if data.is_dir() else []
    for measure in measures:
        for name, figure in measure(data):
            print(f"{name:72}{figure:>14}")
    for name, figure in speeds():
        print(f"{name:72}{figure:>14}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
