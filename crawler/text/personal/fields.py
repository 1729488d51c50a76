"""A text that is nothing but numbers, as the value of a form's field or the cell of a table is.

No word says there what a number is, and nothing else is there that it could belong to: a check digit,
or a shape that few other things have, is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.text.personal import dialing
from crawler.text.personal.checksums import luhn
from crawler.text.personal.documents import DOCUMENTS, valid

MAX_CHARS = 80  # a few numbers side by side
_BESIDE = re.compile(r"(?:and|or|und|oder|et|y|e|和|及|或|\W|[_0])*", re.IGNORECASE)
_WORDS = re.compile(r"(?<!\w)[^\W\d_]{4}[^\W\d_]*(?!\w)|[\u3040-\u4e34\u4e38-\u9fff]{2}")
# Counted up, a number is an example: 12345678.
_COUNTED = re.compile(r"01234567|12345678|23456789|(\d)\1{7}|(?<![A-Za-z])[A-Za-z]1234567(?!\d)")
_SECONDS = re.compile(r"\s*1[4-9]\d{8}\s*")  # since 1970, from 2014 to 2033
_SPOKEN = re.compile(r" [a-z]{1,3} \d{1,2}(?!\d)")
_SSN = re.compile(
    r"(?<![\w-])(?!000|666|9)(?=\d{3,5}[-. ])\d{3}([-. ]?)(?!00)\d\d"
    r"(?:\1|(?<=\d{3}-\d\d)|(?<=\d{5})-)(?!0000)\d{4}(?![\w-])(?!\.\d)",
    re.ASCII,
)
_CARD = re.compile(r"(?<!\w)\d{15,19}(?!\w)", re.ASCII)
_BARE_SSN = re.compile(r"(?<![\w-])(?!000|666)[0-7]\d\d(?!00)\d\d(?!0000)\d{4}(?![\w-])(?!\.\d)", re.ASCII)
# Sold in wallets of the 1930s, and used as an example ever since.  Source: Social Security Administration.
_EXAMPLES = frozenset({"078051120", "219099999"})


def fields(text: str) -> list[tuple[str, int, int]]:
    """Return kind, start and end of all numbers of a text that holds nothing else; none if it does.

    ``text`` is of one width (see ``reading.narrow``).
    """
    if len(text) > MAX_CHARS or _WORDS.search(text) or _SECONDS.fullmatch(text):
        return []
    found: list[tuple[str, int, int]] = []
    for kind, start, end in _candidates(text):
        if all(end <= other or start >= stop for _, other, stop in found):
            found.append((kind, start, end))
    rest = list(text)
    for _, start, end in found:
        rest[start:end] = " " * (end - start)
    return found if _BESIDE.fullmatch("".join(rest)) else []


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    phone = dialing.alone(text)
    if phone and text[phone[0]] in "0+(":
        yield "phone", *phone
    for found in _SSN.finditer(text):
        if re.sub(r"\D", "", found[0]) not in _EXAMPLES and not _COUNTED.search(found[0]):
            yield "ssn", *found.span()
    for row in DOCUMENTS:
        for start, end in valid(row, text) if row.field else ():
            example = row.kind == "passport" and _COUNTED.search(text, start, end)
            # "10 min 30" is no Turkish car.
            spoken = row.kind == "plate" and _SPOKEN.search(text, start, end)
            if not example and not spoken:
                yield row.kind, start, end
    for found in _BARE_SSN.finditer(text):
        if found[0] not in _EXAMPLES and not _COUNTED.search(found[0]):
            yield "ssn", *found.span()
    for found in _CARD.finditer(text):
        if luhn(found[0]) and len(set(found[0])) > 1:
            yield "bank_card", *found.span()
    if phone:
        yield "phone", *phone
