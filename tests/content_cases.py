"""Posts as people make them, written for the tests and the benchmark of crawler.text.content.

``BAD`` holds, by kind, offers, threats, slurs and cries for help; ``CALM`` holds what looks like them
to a list: names of places, words of doctors, hunters and historians, and words inside of words.
"""

from __future__ import annotations

from pathlib import Path

BAD: dict[str, list[str]] = {}
CALM: list[str] = []
for _line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines():
    _kind, _, _text = _line.partition("\t")
    (CALM if _kind == "calm" else BAD.setdefault(_kind, [])).append(_text)
