"""Where quoted passages stand in a text, whatever marks the book uses.

A room of its own because it knows marks and paragraphs only: whether a quotation is speech is
asked of crawler.text.speech, who says it of crawler.text.speakers.  Each mark is read once to
say whether it opens or closes, then marks of one style are paired, the outermost winning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", '"': '"', "‘": "’", "'": "'"}
STYLE = {"”": "“", "„": "“", "»": "«", "」": "「", "』": "『", "’": "‘"}  # a mark's style, if not itself
SINGLE = ("‘", "'")
SENTENCE_END = "。！？!?.…"
PAUSES = SENTENCE_END + "，、；：,;:—–-～~"
# Words that lose their head to an apostrophe; a mark before one opens nothing.
ELIDED = re.compile(
    r"(?:tis|twas|twere|twill|twould|em|til|till|cause|bout|round|neath|gainst|tween|mongst|n|ere|ee|im|is|er|way|s|ll|re|ve|d|m|t|\d\ds?)\b"
)
MAX_QUOTE = 20_000  # characters; a longer one is a lost mark, not a speech
MAX_DEPTH = 3

_MARK = re.compile("[“”„«»「」『』\"‘’']")
_BLANK = re.compile(r"\n[ \t\r\u3000]*\n")
_SPACES = " \t\r\u3000"


class Mark(NamedTuple):
    """A quotation mark at ``at`` of a ``style`` (its opening form), which opens or closes."""

    at: int
    style: str
    opens: bool


def spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the outermost quotations of ``text``, marks included, in order.

    A quotation whose paragraphs all begin with an open mark and whose last one closes is one
    span.  An open mark that nothing closes holds to the end of its line where it begins a line
    or follows a colon, and is passed over elsewhere.  Single quotes count where the text has
    more of them than of the double ones outside each other.
    """
    breaks = [match.start() for match in _BLANK.finditer(text)]
    marks = list(_marks(text, breaks))
    double = [mark for mark in marks if mark.style not in SINGLE]
    outer = list(_paired(text, double, breaks))
    if len(double) == len(marks):
        return outer
    single = list(_paired(text, [mark for mark in marks if mark.style in SINGLE], breaks))
    if _outside(_spoken(text, single), outer) <= _outside(outer, single):
        return outer
    return list(_paired(text, marks, breaks))


def _spoken(text: str, found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the single-quoted spans that end as sentences do: the rest are terms and slips."""
    return [(start, end) for start, end in found if text[start : end - 1].rstrip()[-1:] in tuple(PAUSES)]


def _outside(found: list[tuple[int, int]], others: list[tuple[int, int]]) -> int:
    """Return how many of ``found`` begin within none of ``others``; both are in order."""
    starts = [start for start, _ in others]
    return sum(not (i := bisect_left(starts, start)) or others[i - 1][1] <= start for start, _ in found)


def _marks(text: str, breaks: list[int]) -> Iterator[Mark]:
    """Yield the marks of ``text`` that open or close; apostrophes are none."""
    opened: dict[str, int] = {}  # style -> where the open one stands
    for match in _MARK.finditer(text):
        at, char = match.start(), match.group()
        style = STYLE.get(char, char)
        since = opened.get(style, -1)
        if since >= 0 and (at - since > MAX_QUOTE or _between(breaks, since, at)):
            since = -1
        opens = _ROLE.get(char, _curly)(text, at, since)
        if opens is not None:
            opened[style] = at if opens else -1
            yield Mark(at, style, opens)


def _between(breaks: list[int], start: int, end: int) -> int:
    """Return how many blank lines stand between two places."""
    return bisect_left(breaks, end) - bisect_left(breaks, start)


def _curly(text: str, at: int, since: int) -> bool | None:
    """A mark that has two forms; one typed for the other is put right where the line shows it."""
    char = text[at]
    opens = char in PAIRS and not (char == "“" and since >= 0 and text[since] == "„")
    if opens and since >= 0 and _before(text, at) in tuple(SENTENCE_END) and "\n" not in text[since:at]:
        return text[at + 1 : at + 2] in tuple("“「『«") or char not in "“«"
    return opens


def _straight(text: str, at: int, since: int) -> bool | None:
    """A mark with one form for both: told by the spaces about it, else it changes the state."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    free_left = not before or before.isspace() or before in "([{—–-"
    free_right = not after or after.isspace() or after in ",.;:!?)]}—–-"
    if (not before or before == "\n") and not free_right:
        return True
    if free_left != free_right:
        return free_left
    return since < 0


def _curly_single(text: str, at: int, since: int) -> bool | None:
    """‘ opens but before an elided word; ’ closes or is an apostrophe."""
    if text[at] == "‘":
        return None if ELIDED.match(text, at + 1) else True
    return _closes_single(text, at) if since >= 0 else None


def _straight_single(text: str, at: int, since: int) -> bool | None:
    """' opens before a word, closes after a pause, and is an apostrophe otherwise."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if since >= 0 and (closes := _closes_single(text, at)) is not None:
        return closes
    if before and not before.isspace() and before not in '([{—–-"“':
        return None
    if not after.isspace():
        return None if not after or ELIDED.match(text, at + 1) else True
    # Words set apart by spaces (tokenised text): an opening one follows a pause or begins a line.
    following = text[at + 1 : at + 3].strip()
    return True if _before(text, at) in ("", *PAUSES) or following.isupper() else None


def _closes_single(text: str, at: int) -> bool | None:
    """Return False (it closes) or None (an apostrophe) for a single mark within a quotation."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not _is_latin(before) and not _is_latin(after):
        last = _before(text, at)
        return None if before.isspace() and last not in tuple(PAUSES) else False
    if _is_latin(after) or before.isspace():
        return None if before not in tuple(SENTENCE_END + ",") or after.islower() else False
    elided = before in "snfohld" and after.isspace() and text[at + 2 : at + 3].islower()
    return None if elided else False


def _is_latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _before(text: str, at: int) -> str:
    """Return the character before ``at``, one space skipped; "" where a line begins."""
    near = text[max(0, at - 2) : at].rstrip(_SPACES)
    return "" if near.endswith("\n") else near[-1:]


_ROLE: dict[str, Callable[[str, int, int], bool | None]] = {
    '"': _straight,
    "'": _straight_single,
    "‘": _curly_single,
    "’": _curly_single,
}


def _paired(text: str, marks: list[Mark], breaks: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the outermost pairs of ``marks``."""
    by_style: dict[str, list[Mark]] = {}
    for mark in marks:
        by_style.setdefault(mark.style, []).append(mark)
    places = {style: [mark.at for mark in same] for style, same in by_style.items()}
    done = 0
    for mark in marks:
        if mark.opens and mark.at >= done:
            same = by_style[mark.style]
            end, done = _end(text, same, bisect_left(places[mark.style], mark.at), breaks)
            if end:
                yield mark.at, end


def _end(text: str, marks: list[Mark], first: int, breaks: list[int]) -> tuple[int, int]:
    """Return where the quotation that ``marks[first]`` opens ends (0 if it is none) and where to go on.

    Paragraphs that begin with open marks, of which none closes, are not tried again one by one.
    """
    start = marks[first].at
    depth, last = 1, first  # ``last`` opens the paragraph that is being read
    for i in range(first + 1, len(marks)):
        mark, paragraph = marks[i], marks[last].at
        apart = _between(breaks, paragraph, mark.at)
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
    end = _unclosed(text, marks, last)
    return end, max(end, marks[last].at + 1)


def _unclosed(text: str, marks: list[Mark], first: int) -> int:
    """Return the end of the line for an open mark that begins one or follows a colon, else 0."""
    start = marks[first].at
    following = marks[first + 1].at if first + 1 < len(marks) else len(text)
    line_end = text.find("\n", start, following)
    alone = line_end >= 0 or following == len(text)
    begins = _begins_line(text, start) or _before(text, start) in ("：", ":")
    if not (alone and begins) or marks[first].style in SINGLE:
        return 0
    return start + len(text[start : line_end if line_end >= 0 else following].rstrip())


def _begins_line(text: str, at: int) -> bool:
    """Whether only white space stands before ``at`` in its line; indents over 20 are not looked through."""
    return not (near := text[max(0, at - 20) : at].rstrip(_SPACES)) or near.endswith("\n")
