"""Where paragraphs end: at every line, or at blank lines only where a text is set in short lines."""

from __future__ import annotations

import re
from itertools import pairwise

LINE = range(20, 120)  # characters of a line that may be set by width; headings are shorter
MIN_SHARE = 0.3  # of the lines with another right below that break off within a sentence

_ENDS_WITHIN = re.compile(r"[a-z,，、\u3400-\u9fff]$")
_BLANK = re.compile(r"\n[ \t\r\u3000]*\n")
_BREAK = re.compile(r"\n")


def is_wrapped(text: str) -> bool:
    """Whether ``text`` is set in short lines, so that only a blank line ends a paragraph."""
    lines = [line.rstrip() for line in text.split("\n")]
    above = [line for line, below in pairwise(lines) if line and below]
    within = sum(len(line) in LINE and _ENDS_WITHIN.search(line, len(line) - 1) is not None for line in above)
    return within > MIN_SHARE * len(above) and _BLANK.search(text) is not None


def ends(text: str) -> list[int]:
    """Return where the paragraphs of ``text`` end, in order, but for the last."""
    pattern = _BLANK if is_wrapped(text) else _BREAK
    return [match.start() for match in pattern.finditer(text)]
