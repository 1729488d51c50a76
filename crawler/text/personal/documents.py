"""Numbers of persons in the registers of many countries: identity, tax, health, licences, passports, plates.

A shape that nothing else has is found anywhere, the others only beside a word that names the
document, or where a text is nothing but numbers, as the field of a form is (see ``fields``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from crawler.text.personal import registry_checks as check
from crawler.text.personal.reading import Reading, hits
from crawler.text.personal.registers import FREE, NAMED, Row, told

BEFORE, AFTER = 48, 32  # characters between a number and the word that names it

_GAPS = re.compile(r"[-. /:·•]")
# A sentence may run into a Finnish or Swedish number without a space; its date and its check stand that.
_GLUED = (check.hetu, check.personnummer)


class Document(NamedTuple):
    """A register ready to be looked for; ``field`` says that it needs no word where nothing else is there."""

    kind: str
    shape: re.Pattern[str]
    check: check.Check
    words: tuple[str, ...]
    field: bool


def _document(kind: str, row: Row, flags: re.RegexFlag) -> Document:
    shape, words, checked = row
    left = "(?<!(?-i:[A-Z0-9_]))" if checked in _GLUED else "(?<![A-Za-z0-9_])"
    pattern = re.compile(rf"{left}(?<!\d[-.,/])(?:{shape})(?![A-Za-z0-9_])(?![-./]\d)", re.ASCII | flags)
    return Document(kind, pattern, checked, tuple(filter(None, words.split(","))), checked is not told)


_FREE = tuple(_document(kind, row, re.NOFLAG) for kind, rows in FREE.items() for row in rows)
_NAMED = tuple(_document(kind, row, re.IGNORECASE) for kind, rows in NAMED.items() for row in rows)
DOCUMENTS = _FREE + _NAMED

_BY_WORD: dict[str, list[int]] = {}
for _row, _each in enumerate(_NAMED):
    for _word in _each.words:
        _BY_WORD.setdefault(_word, []).append(_row)
_WORDS = tuple(_BY_WORD)
_NAMES = ahocorasick_rs.AhoCorasick(_WORDS)
_INSIDE_WORD = re.compile(r"[a-z][a-z]")
# All that most windows are asked; what passes meets the second gate.
_CODE_GATE = re.compile(r"[A-Z\d](?:[A-Z\d-]{7}|[A-Z]? \d[A-Z\d])")
_FREE_GATE = re.compile(
    r"(?<![A-Z0-9_])(?=[A-Z0-9-]{0,12}[A-Z])(?=[A-Z0-9-]{0,9}\d)[A-Z0-9][A-Z0-9-]{7}|\d{6}-\d{7}|\d\d-\d\d-\d{6}"
    r"|[A-Z]{2} \d\d \d\d|\d[A-Z]? \d[A-Z]{2}(?![A-Za-z])"
)
# A year or a small number is no document's.
_TOLD_GATE = re.compile(r"[A-Z\d](?:(?<=\d)(?:\d{4}|\d\d[-. ]\d|\d ?[A-Z])|(?<=[A-Z])[- ]?\d\d)")


def numbers(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of every number that its shape or a word beside it tells."""
    if _CODE_GATE.search(reading.text) and _FREE_GATE.search(reading.text):
        for row in _FREE:
            for start, end in valid(row, reading.text):
                yield row.kind, start, end
    named = _named(reading.text) if _TOLD_GATE.search(reading.text) else {}
    for index, places in sorted(named.items()):
        row = _NAMED[index]
        for start, end in valid(row, reading.text):
            nearest = bisect_left(places, start - BEFORE)
            if nearest < len(places) and places[nearest] <= end + AFTER:
                yield row.kind, start, end


def valid(row: Document, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what has the shape and the check of a register."""
    for found in row.shape.finditer(text):
        number = _GAPS.sub("", found[0]).upper()
        if len(set(number)) > 1 and row.check(number):
            yield found.span()


def _named(text: str) -> dict[int, list[int]]:
    """Return the rows that ``text`` names, with the places of their words, rising."""
    lower = text.lower()
    if len(lower) != len(text):  # some capitals have two small letters
        lower = text
    rows: dict[int, list[int]] = {}
    for index, start, end in hits(_NAMES, lower, overlapping=True):
        if not _INSIDE_WORD.match(lower[start - 1 : start] + lower[start]) and not _INSIDE_WORD.match(
            lower[end - 1 : end + 1]
        ):
            for row in _BY_WORD[_WORDS[index]]:
                rows.setdefault(row, []).append(start)
    return {row: sorted(places) for row, places in rows.items()}
