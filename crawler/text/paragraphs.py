"""Where paragraphs end: at every line, or at blank lines only where a text is set in short lines."""

from __future__ import annotations

import re

# A line that stops in the middle of a sentence, with another right below it.
_UNFINISHED = re.compile(r"[a-z,，、\u3400-\u9fff]\r?\n(?=[^\s])")
_BLANK = re.compile(r"\n[ \t\r\u3000]*\n")
_LINE = re.compile(r"\n")
MIN_SHARE = 0.2  # of the lines: prose set in short lines breaks off in most of them


def is_wrapped(text: str) -> bool:
    """Whether ``text`` is set in short lines, so that only a blank line ends a paragraph."""
    unfinished = sum(1 for _ in _UNFINISHED.finditer(text))
    return unfinished > MIN_SHARE * text.count("\n") and _BLANK.search(text) is not None


def ends(text: str) -> list[int]:
    """Return where the paragraphs of ``text`` end, in order, but for the last."""
    pattern = _BLANK if is_wrapped(text) else _LINE
    return [match.start() for match in pattern.finditer(text)]
