"""Numbers as pages print them: replies, points, posts of a thread."""

from __future__ import annotations

import re

SHORT = {"k": 1000, "m": 1_000_000, "万": 10_000}
# Whole numbers, their thousands apart or not, or shortened ones such as "1.2K".
WHOLE = r"[-−]?\d{1,3}(?:[.,'’\u202f]\d{3}){1,2}(?!\d)|[-−]?\d{1,9}"
COUNT = re.compile(rf"([-−]?\d{{1,4}}(?:[.,]\d{{1,2}})?)\s?([KkMm万])(?!\w)|({WHOLE})")
APART = re.compile(r"[.,'’\u202f]")


def number(text: str) -> int:
    """Return the first number in a text as a whole one, 0 if there is none.

    >>> number("12,345 replies"), number("12.345 Antworten"), number("1.2K"), number("−3"), number("none")
    (12345, 12345, 1200, -3, 0)
    """
    match = COUNT.search(text)
    if match is None:
        return 0
    if match[2]:
        return round(float(match[1].replace("−", "-").replace(",", ".")) * SHORT[match[2].lower()])
    return int(APART.sub("", match[3]).replace("−", "-"))
