"""A whole novel as text, cut into its chapters.

A line is a heading by its form (a table of patterns for Chinese and English books) and by where
it stands: a line that goes on as a sentence does is prose, a number alone counts only among its
neighbours, and headings in a row with nothing between them are a table of contents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from crawler.text.ordinals import value
from crawler.text.paragraphs import is_wrapped

MAX_HEADING = 60  # characters of a heading's line; web novels have titles of 40
CONTENTS_RUN = 3  # headings of one form with no prose between: BOOK I, PART I, CHAPTER I are of three forms

_HAN = r"[0-9０-９零〇一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾佰仟廿卅]{1,9}"
_ROMAN = r"[IVXLC]{1,8}|[ivxlc]{1,8}"
_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|last|final"
    "|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)?"
    "|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:y|ieth)"
    "(?:[ -](?:one|two|three|four|five|six|seven|eight|nine"
    "|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?)"
)
_NUMBER = rf"(?:the\s)?(?:\d{{1,4}}|{_ROMAN}|{_WORD})(?![\w'’])"
_UNIT = "(?:chapter|chap\\.?|canto|letter|adventure|stave|scene|act)"
_PART = "(?:part|book|volume|vol\\.?|section)"

# ``title`` is what follows the number.  Forms are tried in order, the first that matches names the line.
FORMS = {
    "zh chapter": re.compile(
        rf"(?:正文[ \u3000]{{0,3}})?(?:第[ ]?{_HAN}[ ]?[卷部篇集册][^\n第]{{0,20}})?"
        rf"第[ ]?{_HAN}[ ]?[章回节節话話幕折](?P<title>.*)"
    ),
    "zh volume": re.compile(
        rf"(?:第[ ]?{_HAN}[ ]?[卷部篇集册冊]|卷[ ]?{_HAN})(?P<title>|[ \u3000:：、·—-].*)"
    ),
    "zh named": re.compile(
        r"(?:楔子|引子|序[章幕言曲]?|自序|代序|前言|引言|尾[声聲]|[终終][章曲]|[后後][记記]|跋|番外篇?|外[传傳]|附[录錄]"
        r"|大[结結]局|完本感言)"
        rf"(?:[ ]?{_HAN}|[（(]{_HAN}[）)])?(?P<title>|[ \u3000:：、·—-].*)"
    ),
    "en chapter": re.compile(
        rf"(?:{_PART}\s{_NUMBER}[.,:;]?\s)?{_UNIT}\s{_NUMBER}(?P<title>.*)", re.IGNORECASE
    ),
    "en part": re.compile(rf"{_PART}\s{_NUMBER}(?P<title>.*)", re.IGNORECASE),
    "en named": re.compile(
        r"(?:prologue|epilogue|foreword|preface|introduction|afterword|interlude|conclusion|postscript|appendix)"
        r"(?P<title>|\s?[.:—–-].*)",
        re.IGNORECASE,
    ),
    "roman": re.compile(rf"(?P<number>{_ROMAN})(?P<title>|[.:)]|[.:)]\s.*)"),
    "figure": re.compile(r"(?P<number>\d{1,4})(?P<title>|[、.．:：].*|[ \u3000]+[\u3400-\u9fff].*)"),
    "han": re.compile(r"(?P<number>[〇零一二三四五六七八九十百]{1,5})(?P<title>|[、.．:：].*|[ \u3000].*)"),
}
BARE = (
    "roman",
    "figure",
    "han",
)  # numbers alone: sections of a chapter, lists and page numbers look the same

_LINE = re.compile(r"[^\n]+")
_FRAME = " \t\r\u3000\ufeff#*=_-—~【】[]〔〕「」"
_SET_OFF = re.compile(r"[ \t\u3000:：.、·．—–)）-]")
# What follows a number within a sentence: 第一章我们讲过了, 第一章的开头.
_ZH_GOES_ON = re.compile(
    "我|咱|你们|他们|里|中[的，]|的|是|讲|说[的过到]|就|已|也|了|开始|结束|之[后前]|以[后前]|和|与|以及|到第|课|课文"
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: ``text[start:end]`` holds it with its heading; ``title`` is that line, "" if it has none."""

    title: str
    start: int
    end: int


class Heading(NamedTuple):
    """A line that may be a heading; ``prose`` says whether anything but headings follows it."""

    start: int
    title: str
    form: str
    number: int
    prose: bool = True


def split(text: str, language: str | None = None) -> list[Chapter]:
    """Cut ``text`` into chapters, in order and without gaps.

    What stands before the first heading is a chapter of title "", unless it is white space; so
    is a text without headings.  The empty text has no chapters.  ``language`` (BCP 47) zh or en
    keeps the headings of the other out; all are looked for without it.
    """
    starts = [(heading.start, heading.title) for heading in headings(text, language)]
    if not starts or text[: starts[0][0]].strip():
        starts.insert(0, (0, ""))
    elif starts:
        starts[0] = (0, starts[0][1])
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [
        Chapter(title, start, end) for (start, title), end in zip(starts, ends, strict=True) if end > start
    ]


def headings(text: str, language: str | None = None) -> list[Heading]:
    """Return the headings of ``text`` in order, without tables of contents and lists."""
    found = _without_contents(list(_candidates(text, language)))
    chapters = sum(heading.form in ("zh chapter", "en chapter") for heading in found)
    if chapters >= 2:
        return [heading for heading in found if heading.form not in BARE]
    counted = _counted([heading for heading in found if heading.form in BARE])
    return [heading for heading in found if heading.form not in BARE or heading in counted]


def _candidates(text: str, language: str | None) -> Iterator[Heading]:
    """Yield the lines that look like headings, each with whether prose follows it.

    Where a text is set in short lines, a heading begins a block or follows a heading.
    """
    forms = _forms(language)
    wrapped = is_wrapped(text)
    last: Heading | None = None
    fresh = True  # nothing but blank lines and headings since the last blank line
    done = 0
    for match in _LINE.finditer(text):
        fresh = fresh or match.start() - done > 1
        done = match.end()
        if not match[0].strip():
            fresh = True
            continue
        heading = _heading(match[0], match.start(), forms) if fresh or not wrapped else None
        fresh = heading is not None
        if heading is None:
            last = last and last._replace(prose=True)
            continue
        if last:
            yield last
        last = heading
    if last:
        yield last


def _forms(language: str | None) -> dict[str, re.Pattern[str]]:
    """Return the forms of a language: those of Chinese and English keep each other out."""
    other = {"zh": ("en", "roman"), "yue": ("en", "roman"), "en": ("zh", "han")}.get(
        (language or "").split("-")[0], ()
    )
    return {form: pattern for form, pattern in FORMS.items() if not form.startswith(tuple(other))}


def _heading(line: str, start: int, forms: dict[str, re.Pattern[str]]) -> Heading | None:
    """Return the line as a heading that no prose follows yet, None if it is none."""
    if len(line) > 2 * MAX_HEADING:
        return None
    bare = line.strip(_FRAME)
    if not bare or len(bare) > MAX_HEADING:
        return None
    for form, pattern in forms.items():
        match = pattern.fullmatch(bare)
        if match and not _goes_on(form, match["title"]):
            number = value(match["number"]) if form in BARE else 0
            return Heading(start, line.strip(), form, number, prose=False)
    return None


def _goes_on(form: str, title: str) -> bool:
    """Whether what follows the number makes a sentence of the line."""
    rest = title.strip()
    if not rest:
        return False
    set_off = bool(_SET_OFF.match(title))
    if form.startswith("en"):
        punctuated = rest[0] in ".:—–-)"
        return not set_off or (not punctuated and (rest[0].islower() or rest[-1] in ".,;"))
    if form == "roman":
        return rest[-1] in ",;" or (len(rest) > 1 and rest[1:].strip()[:1].islower())
    if "。" in rest or rest[-1] in "，,；;：:、":
        return True
    return not set_off and (bool(_ZH_GOES_ON.match(rest)) or ("，" in rest and rest[-1] in "！？…!?"))


def _without_contents(found: list[Heading]) -> list[Heading]:
    """Leave out tables of contents, and the second of two equal headings in a row."""
    kept: list[Heading] = []
    last = {heading.title: heading.start for heading in found}
    for run in _runs(found):
        forms = Counter(heading.form for heading in run)
        again = Counter(heading.form for heading in run if last[heading.title] > heading.start)
        for heading in run:
            listed = forms[heading.form] >= CONTENTS_RUN or again[heading.form] >= 2
            if listed and (not heading.prose or last[heading.title] > heading.start):
                continue
            if kept and not kept[-1].prose and kept[-1].title == heading.title:
                kept[-1] = heading._replace(start=kept[-1].start)
            else:
                kept.append(heading)
    return kept


def _runs(found: list[Heading]) -> Iterator[list[Heading]]:
    """Yield headings that stand in a row: all but the last of a run have no prose."""
    run: list[Heading] = []
    for heading in found:
        run.append(heading)
        if heading.prose:
            yield run
            run = []
    if run:
        yield run


def _counted(bare: list[Heading]) -> set[Heading]:
    """Return the numbers that count upwards by one with a neighbour of their form."""
    counted: set[Heading] = set()
    for _, group in groupby(sorted(bare, key=lambda heading: heading.form), key=lambda heading: heading.form):
        same = list(group)
        for one, next_one in pairwise(same):
            if next_one.number == one.number + 1:
                counted |= {one, next_one}
    return counted
