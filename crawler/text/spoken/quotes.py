"""Where quoted passages stand in a text, whatever marks the book uses.

A room of its own because it knows marks and paragraphs only: whether a quotation is speech is
asked of crawler.text.spoken.speech, who says it of crawler.text.spoken.speakers.  Quotations that open and
close as they should are read by one expression; the lines that hold any other mark are read
mark by mark, marks of one style being paired, the outermost winning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crawler.text.spoken.marks import (
    ELIDED,
    MAX_QUOTE,
    PAUSES,
    SPACELESS,
    SPACES,
    Mark,
    before,
    between,
    folded,
    marks,
    single,
)

MAX_DEPTH = 3
GLANCE = 2_000  # characters that show the script of a text

_LINE_GAP = rf"\n(?![{SPACES}]*\n)"  # a line's end within a paragraph


def _held(marks: str) -> str:
    """Return what stands between marks; no character is given back, for none of them can be a mark."""
    return rf"[^{marks}\n]*+(?:{_LINE_GAP}[^{marks}\n]*+)*+"


# What follows the opening mark of a quotation beyond doubt.  All expressions begin with one set of
# characters, for which a text is searched fast, and look back at which of them it was.
_REGULAR = {
    "“": rf"{_held('“”')}”",
    "「": rf"{_held('「」')}」",
    "『": rf"{_held('『』')}』",
    "«": rf"{_held('«»')}»",
    "‹": rf"{_held('‹›')}›",
    "„": rf"{_held('„“”')}[“”]",
    '"': rf'(?<![^\s(\[{{—–‘-]")(?=[^\s"]){_held(chr(34))}(?<=[^\s"])"(?=[\s,.;:!?)\]}}—–-]|\Z)',
}
# A mark that is no apostrophe between two letters.
_NO_LETTER = r"(?<=‘)|(?a:(?<!\w.)|\B)"
_SINGLE = re.compile(
    rf"[‘'’](?:(?<=‘)(?=[^\s‘’])(?!{ELIDED})[^‘’\n]*+(?:(?:\b’\b|{_LINE_GAP})[^‘’\n]*+)*+(?<=[,.!?…—–。！？，])’(?!\w)"
    rf"|(?<=')(?<!\w')(?=[^\s'])(?!{ELIDED})[^'\n]*+(?:(?:\b'\b|{_LINE_GAP})[^'\n]*+)*+(?<=[,.!?…—–-])'(?!\w)"
    rf"|{_NO_LETTER})"
)
_EVERY = '“”„«»‹›「」『』"'
_DOUBLES = re.compile(f"[{_EVERY}]")
_SINGLES = re.compile(rf"[‘'’](?:{_NO_LETTER})")
_BEFORE = frozenset(' \n(—“"')  # an opening mark
_SURE = ("“", "„", "«", "‹", "「", "『")  # marks that only open
_OPENING = (*_SURE, '"', "‘", "'")
_BLANK = re.compile(rf"\n[{SPACES}]*\n")
_GAP = re.compile(rf"[{SPACES}\n]*")

Span = tuple[int, int]


@lru_cache(maxsize=64)
def _double(present: str, spaced: bool) -> re.Pattern[str]:
    """Return what finds regular quotations in the double marks at hand, and any mark that belongs to none.

    ``spaced`` says that words have spaces between them, which tell straight marks apart.
    """
    forms = [f"(?<={mark}){form}" for mark, form in _REGULAR.items() if mark in present]
    if not spaced and '"' in present:
        forms[-1] = r'(?<=")[^"\s][^"\n]*"'
    return re.compile(f"[{present}](?:{'|'.join(forms)})?")


def spans(text: str) -> list[Span]:
    """Return (start, end) of the outermost quotations of ``text``, marks included, in order.

    A quotation whose paragraphs all begin with an open mark and whose last one closes is one
    span.  An open mark that nothing closes holds to the end of its line where it begins a line
    or follows a colon, and is passed over elsewhere.  Single quotes count where the text has
    more of them than of the double ones outside each other.
    """
    text = folded(text)
    present = "".join(mark for mark in _EVERY if mark in text)
    outer = _read(text, _double(present, not SPACELESS.search(text[:GLANCE])), _DOUBLES) if present else []
    openings = _openings(text)
    if not openings or 2 * openings <= len(outer):
        return outer
    if 2 * text.count("‘") > openings:
        text = text.replace("'", "\u02bc")  # an apostrophe that is a letter: the book quotes with the others
    inner = _read(text, _SINGLE, _SINGLES)
    if _outside(_spoken(text, inner), outer) <= _outside(outer, inner):
        return outer
    return list(_outermost(sorted([*outer, *inner], key=lambda span: (span[0], -span[1]))))


def _openings(text: str) -> int:
    """Return about how many single marks may open a quotation."""
    straight = text.split("'")[:-1]
    return text.count("‘") + sum(piece[-1:] in _BEFORE for piece in straight) + text.startswith("'")


def _spoken(text: str, found: Iterable[Span]) -> list[Span]:
    """Return the single-quoted spans that end as sentences do: the rest are terms and slips."""
    return [(start, end) for start, end in found if text[start : end - 1].rstrip()[-1:] in tuple(PAUSES)]


def _outside(found: list[Span], others: list[Span]) -> int:
    """Return how many of ``found`` begin within none of ``others``; both are in order."""
    starts = [start for start, _ in others]
    return sum(not (i := bisect_left(starts, start)) or others[i - 1][1] <= start for start, _ in found)


def _outermost(found: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans, in order of their starts, that begin within none before them."""
    done = 0
    for start, end in found:
        if start >= done:
            yield start, end
            done = end


def _read(text: str, regular: re.Pattern[str], every: re.Pattern[str]) -> list[Span]:
    """Return the outermost quotations: the regular ones, and those of lines with another mark."""
    found: list[Span] = []
    done = 0
    for match in regular.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        if 1 < end - start <= MAX_QUOTE:
            found.append((start, end))
            continue
        first = text.rfind("\n", 0, start) + 1
        while found and found[-1][0] >= first:
            found.pop()
        first = max(first, found[-1][1] if found else 0, done)
        done = _region(text, first, every)
        found += _slowly(text, first, done, every)
    return found


def _region(text: str, start: int, every: re.Pattern[str]) -> int:
    """Return the end of the lines that a mark at or after ``start`` may reach.

    They go on while the next paragraph begins with an opening mark, or the next line of this
    one is needed for a close.
    """
    depth = 0
    line, end = start, _line_end(text, start)
    while end < len(text):
        depth = 0 if text.startswith(_SURE, line) else depth
        for mark in every.findall(text, line, end) if every is _DOUBLES else ():
            depth = 1 - min(depth, 1) if mark == '"' else max(0, depth + (1 if mark in _OPENING else -1))
        line = _GAP.match(text, end).end()  # type: ignore[union-attr]  # it matches anywhere
        # The closes of single marks look like apostrophes: all lines of their paragraph are read.
        goes_on = (depth or every is _SINGLES) and "\n" not in text[end + 1 : line]
        if line == len(text) or not (goes_on or text.startswith(_OPENING, line)):
            return end
        end = _line_end(text, line)
    return end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _slowly(text: str, start: int, end: int, every: re.Pattern[str]) -> Iterator[Span]:
    """Yield the outermost quotations between two places, read mark by mark."""
    breaks = [match.start() for match in _BLANK.finditer(text, start, end)]
    places = (match.start() for match in every.finditer(text, start, end))
    if every is _SINGLES:
        return _single(text, places, breaks)
    return _paired(text, list(marks(text, places, breaks)), breaks, end)


def _single(text: str, places: Iterator[int], breaks: list[int]) -> Iterator[Span]:
    """Yield the quotations in single marks, which hold no others of their kind.

    So where one opens before another closed, that one ended at the first mark taken for the
    apostrophe of a lost letter: “his ‘Oxfords’ were old”.
    """
    opened = doubtful = paragraph = -1  # ``paragraph`` begins the one that is being read
    for at in places:
        apart = between(breaks, paragraph, at) if opened >= 0 else 0
        begins = text[at] != "’" and _begins_line(text, at)
        if opened >= 0 and (apart > 1 or at - opened > MAX_QUOTE or (apart and not begins)):
            if doubtful >= 0:
                yield opened, doubtful + 1
            opened = doubtful = -1
        opens = single(text, at, opened if not begins else -1)
        if opens and opened >= 0 and apart == 1 and begins and doubtful < 0:
            paragraph = at
        elif opens:
            if doubtful >= 0:
                yield opened, doubtful + 1
            opened, doubtful, paragraph = at, -1, at
        elif opens is False:
            yield opened, at + 1
            opened = doubtful = -1
        elif opened >= 0 and doubtful < 0 and not text[at - 1].isspace():
            doubtful = at
    if doubtful >= 0:
        yield opened, doubtful + 1


def _paired(text: str, found: list[Mark], breaks: list[int], limit: int) -> Iterator[Span]:
    """Yield the outermost pairs of marks."""
    by_style: dict[str, list[Mark]] = {}
    for mark in found:
        by_style.setdefault(mark.style, []).append(mark)
    places = {style: [mark.at for mark in same] for style, same in by_style.items()}
    done = 0
    for mark in found:
        if mark.opens and mark.at >= done:
            same = by_style[mark.style]
            end, done = _end(text, same, bisect_left(places[mark.style], mark.at), breaks, limit)
            if end:
                yield mark.at, end


def _end(text: str, same: list[Mark], first: int, breaks: list[int], limit: int) -> tuple[int, int]:
    """Return where the quotation that ``same[first]`` opens ends (0 if it is none) and where to go on.

    Paragraphs that begin with open marks, of which none closes, are not tried again one by one.
    """
    start = same[first].at
    depth, last = 1, first  # ``last`` opens the paragraph that is being read
    for i in range(first + 1, len(same)):
        mark, paragraph = same[i], same[last].at
        apart = between(breaks, paragraph, mark.at)
        if mark.at - start > MAX_QUOTE or depth > MAX_DEPTH:
            break
        if mark.opens and _begins_line(text, mark.at):
            if depth > 1 or not (apart == 1 or (not apart and text.count("\n", paragraph, mark.at) == 1)):
                break
            last = i
            continue
        if apart:
            break
        depth += 1 if mark.opens else -1
        if not depth:
            return mark.at + 1, mark.at + 1
    end = _unclosed(text, same, last, limit)
    return end, max(end, same[last].at + 1)


def _unclosed(text: str, same: list[Mark], first: int, limit: int) -> int:
    """Return the end of the line for an open mark that begins one or follows a colon, else 0."""
    start = same[first].at
    following = same[first + 1].at if first + 1 < len(same) else limit
    line_end = text.find("\n", start, following)
    alone = line_end >= 0 or following == limit
    begins = _begins_line(text, start) or before(text, start) in ("：", ":")
    if not (alone and begins) or same[first].style in ("‘", "'"):
        return 0
    return start + len(text[start : line_end if line_end >= 0 else following].rstrip())


def _begins_line(text: str, at: int) -> bool:
    """Whether only white space stands before ``at`` in its line; indents over 20 are not looked through."""
    return not (near := text[max(0, at - 20) : at].rstrip(SPACES)) or near.endswith("\n")
