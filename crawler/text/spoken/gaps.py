"""The narration between quotations: each gap, its first and its last sentence, and what they say of speaking.

A room of its own because the cast is found in the gaps before there are names to make a scene of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawler.text.novels.paragraphs import is_wrapped
from crawler.text.spoken import tags
from crawler.text.spoken.speech import CJK

SAMPLE = 5_000  # characters that tell the language and how a text is set
MIN_HAN = 0.2  # of them that make it Chinese
SHORT = 400  # characters of a gap that is read as a whole; of a longer one only as much at either end
CAP = 3  # sentences counted

_LINE = re.compile(r"\n")
_BLANK = re.compile(r"\n[ \t\r\u3000]*\n")
# The end of a sentence, of one in ! or ? also the spaces before the next as a group of its own.
_SENTENCE = re.compile(
    r"[\n.。！？!?…](?:(?<=\n)\n*|(?<=[。！？…])(?![。！？!?…”」』’\"\n])"
    r"|(?<=[!?])(?![。！？!?…”」』’\"\n])([ ]+(?=[A-Z“\"‘']))?"
    r"|(?<=\.)(?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)(?<!Dr\.)(?<!St\.)[ ]+(?=[A-Z“\"‘']))"
)


class Gap(NamedTuple):
    """Narration from ``start`` to ``end``, white space stripped; empty if start == end.

    ``head_end`` ends its first sentence and ``tail_start`` begins its last; ``size`` counts its
    sentences, 3 standing for more.  ``opened`` says that the quotation before it is in the
    same paragraph, ``closed`` that the one after it is; ``together`` that both those are in one.
    ``leads`` says that it leads into the one after: a colon, or in one paragraph a comma or 说.
    """

    start: int
    end: int
    head_end: int
    tail_start: int
    size: int
    opened: bool
    closed: bool
    together: bool
    leads: bool
    said_after: tags.Tag | None
    said_before: tags.Tag | None


def language_of(text: str, language: str) -> str:
    """Return zh or en: what BCP 47 says, or the text's characters where it says neither."""
    language = language.split("-")[0]
    if language in ("zh", "en"):
        return language
    return "zh" if len(CJK.findall(text, 0, SAMPLE)) > MIN_HAN * len(text[:SAMPLE]) else "en"


def in_paragraphs(text: str, between: Sequence[Gap]) -> bool:
    """Whether breaks are paragraphs, not sentences: most lines are blank in between, or hold two sentences.

    The latter is told by narration of several sentences, of which more than half do.
    """
    if 3 * text.count("\n\n") > text.count("\n"):
        return True
    several = [gap for gap in between if gap.size > 1]
    return 2 * sum("\n" not in text[gap.start : gap.head_end] for gap in several) > len(several)


def gaps(text: str, quotations: Sequence[tuple[int, int]], language: str) -> list[Gap]:
    """Return the narration before, between and after ``quotations``: one gap more than there are of them.

    ``language`` is zh or en; clauses of saying are read in English only.
    """
    pattern = _BLANK if is_wrapped(text[: 4 * SAMPLE]) else _LINE
    breaks = [match.start() for match in pattern.finditer(text)]
    edges = [0, *(edge for span in quotations for edge in span), len(text)]
    return list(_gaps(text, edges, breaks, language))


def _gaps(text: str, edges: list[int], breaks: list[int], language: str) -> Iterator[Gap]:
    for i in range(0, len(edges), 2):
        left, right = edges[i], edges[i + 1]
        held = text[left:right]
        start = right - len(held.lstrip())
        end = left + len(held.rstrip())
        paragraph = bisect_left(breaks, left)
        following = bisect_left(breaks, right, paragraph)
        together = paragraph == following
        if start >= end:
            yield Gap(right, right, right, right, 0, together, together, together, False, None, None)
            continue
        opened = together or bisect_left(breaks, start, paragraph) == paragraph
        closed = together or bisect_left(breaks, end, paragraph) == following
        last = text[end - 1]
        leads = last in "：:" or (closed and last in "，,说道问喊說問")
        head_end, tail_start, size = _sentences(text, start, end)
        said_after = said_before = None
        if language == "en":
            attached = opened or text[start].islower() or (size == 1 and not leads)
            said_after = tags.after(text, start, head_end) if attached and i else None
            if leads:
                said_before = said_after if size == 1 and said_after else tags.before(text, tail_start, end)
        yield Gap(
            start, end, head_end, tail_start, size, opened, closed, together, leads, said_after, said_before
        )


def _sentences(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Return where the first sentence ends, where the last one begins, and how many there are, to ``CAP``."""
    if end - start <= SHORT:
        cuts = [cut for cut in _cuts(text, start, end) if cut < end]
        return (cuts[0], cuts[-1], min(len(cuts) + 1, CAP)) if cuts else (end, start, 1)
    first = next(_cuts(text, start, start + SHORT), start + SHORT)
    lasts = [cut for cut in _cuts(text, end - SHORT - 1, end) if cut < end]
    return first, lasts[-1] if lasts else end - SHORT, CAP


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences end; one in ! or ? both before and after the spaces that follow."""
    for match in _SENTENCE.finditer(text, start, end):
        if match[1]:
            yield match.start() + 1
        yield match.end()
