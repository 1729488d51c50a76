"""Which marks a text quotes with, and which of them open and which close.

A room of its own because a mark is read by what stands beside it, whereas crawler.text.spoken.quotes
pairs marks over paragraphs.  Marks of two uses (an apostrophe, a straight mark, « in Paris and
in Berlin) are told by their neighbours or by the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

PAIRS = {"“": "”", "„": "“", "«": "»", "‹": "›", "「": "」", "『": "』", '"': '"', "‘": "’", "'": "'"}
STYLE = {"”": "“", "„": "“", "»": "«", "›": "‹", "」": "「", "』": "『", "’": "‘"}  # if not itself
SENTENCE_END = "。！？!?.…"
PAUSES = SENTENCE_END + "，、；：,;:—–-～~"
# The space of a line, the narrow ones that French sets within its marks among them.
SPACES = " \t\r\u3000\u00a0\u2009\u202f"
MAX_QUOTE = 20_000  # characters; a longer one is a lost mark, not a speech
SPACELESS = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")  # scripts without spaces between words
# Words that lose their head to an apostrophe, always and in dialect; a mark before one opens nothing,
# a mark before the others after a pause only.
ELIDED = r"(?:t(?:is|was|were|will|would|wixt|isn|wasn|ween)|em|mongst|gainst|neath|\d\ds?)\b"
MAYBE_ELIDED = (
    r"(?:til|till|cause|bout|round|n|ere|ee|im|is|er|way|s|ll|re|ve|d|m|t|ome|ouse|ead|and|ave|ad|un)\b"
)

_ELIDED = re.compile(ELIDED, re.IGNORECASE)
_MAYBE_ELIDED = re.compile(MAYBE_ELIDED)
_RARE = re.compile("[＂＇〝〞〟‚]")
_LIKE = {"＂": '"', "＇": "'", "〝": "“", "〞": "”", "〟": "”"}
_OUTWARD = re.compile(r"(?:^|[\s(—–])«[\w\u00a0\u202f\u2009]", re.MULTILINE)
_INWARD = re.compile(r"(?:^|[\s(—–])»\w", re.MULTILINE)


class Mark(NamedTuple):
    """A quotation mark at ``at`` of a ``style`` (its opening form), which opens or closes."""

    at: int
    style: str
    opens: bool


def folded(text: str) -> str:
    """Return ``text``, as long as before, with the marks of every country in one form.

    Full-width and presentation forms become the usual ones, »German« guillemets «French» ones,
    and a mark that both opens and closes (”Swedish”, »Finnish») a straight one.
    """
    forms: dict[str, str | int | None] = {}
    if not text.isascii() and _RARE.search(text):
        forms |= _LIKE
        if "‚" in text:
            forms |= {"‚": "‘", "‘": "’"}
    opening, closing = "“" in text or "〝" in text, "”" in text or "〞" in text or "〟" in text
    if opening != closing and "„" not in text and sum(map(text.count, "“”〝〞〟")) > 1:
        forms |= dict.fromkeys("“”〝〞〟", '"')
    if "»" in text:
        if "«" not in text and text.count("»") > 1:
            forms["»"] = '"'
        elif len(_INWARD.findall(text)) > len(_OUTWARD.findall(text)):
            forms |= {"«": "»", "»": "«", "‹": "›", "›": "‹"}
    return text.translate(str.maketrans(forms)) if forms else text


def marks(text: str, places: Iterator[int], breaks: list[int]) -> Iterator[Mark]:
    """Yield which marks of ``text`` at ``places`` open or close; apostrophes are none.

    ``breaks`` are the places of blank lines, in order.
    """
    opened: dict[str, int] = {}  # style -> where the open one stands
    for at in places:
        char = text[at]
        style = STYLE.get(char, char)
        since = opened.get(style, -1)
        if since >= 0 and (at - since > MAX_QUOTE or between(breaks, since, at)):
            since = -1
        opens = _ROLE.get(char, _curly)(text, at, since)
        if opens is not None:
            opened[style] = at if opens else -1
            yield Mark(at, style, opens)


def between(breaks: list[int], start: int, end: int) -> int:
    """Return how many blank lines stand between two places."""
    return bisect_left(breaks, end) - bisect_left(breaks, start)


def before(text: str, at: int) -> str:
    """Return the character before ``at``, one space skipped; "" where a line begins."""
    near = text[max(0, at - 2) : at].rstrip(SPACES)
    return "" if near.endswith("\n") else near[-1:]


def _curly(text: str, at: int, since: int) -> bool | None:
    """A mark that has two forms; one typed for the other is put right where the line shows it."""
    char = text[at]
    opens = char in PAIRS and not (char == "“" and since >= 0 and text[since] == "„")
    if opens and since >= 0 and before(text, at) in tuple(SENTENCE_END) and "\n" not in text[since:at]:
        return text[at + 1 : at + 2] in tuple("“「『«") or char not in "“«"
    return opens


def _straight(text: str, at: int, since: int) -> bool | None:
    """A mark with one form for both: told by the spaces about it, else it changes the state."""
    last, after = text[at - 1 : at], text[at + 1 : at + 2]
    free_left = not last or last.isspace() or last in "([{—–-"
    free_right = not after or after.isspace() or after in ",.;:!?)]}—–-"
    if last in ("", "\n") and not free_right:
        return True
    if free_left != free_right:
        return free_left
    return since < 0


def single(text: str, at: int, since: int) -> bool | None:
    """Whether the single mark at ``at`` opens; ``since`` is the open one or -1, None an apostrophe."""
    return _straight_single(text, at, since) if text[at] == "'" else _curly_single(text, at, since)


def _curly_single(text: str, at: int, since: int) -> bool | None:
    """‘ opens but before an elided word; ’ closes or is an apostrophe."""
    if text[at] == "‘":
        return None if _is_elided(text, at) else True
    return _closes_single(text, at) if since >= 0 else None


def _straight_single(text: str, at: int, since: int) -> bool | None:
    """' opens before a word, closes after a pause, and is an apostrophe otherwise."""
    last, after = text[at - 1 : at], text[at + 1 : at + 2]
    if since >= 0 and (closes := _closes_single(text, at)) is not None:
        return closes
    if last and not last.isspace() and last not in '([{—–-"“':
        return None
    if not after.isspace():
        return None if not after or _is_elided(text, at) else True
    # Words set apart by spaces (tokenised text): an opening one follows a pause or begins a line.
    following = text[at + 1 : at + 3].strip()
    return True if before(text, at) in ("", *PAUSES) or following.isupper() else None


def _is_elided(text: str, at: int) -> bool:
    """Whether the word after a mark lost its head: 'tis, and “saw 'im” but not “he said, 'is it?'”."""
    if _ELIDED.match(text, at + 1):
        return True
    return before(text, at) not in ("", *PAUSES) and _MAYBE_ELIDED.match(text, at + 1) is not None


def _closes_single(text: str, at: int) -> bool | None:
    """Return False (it closes) or None (an apostrophe) for a single mark within a quotation."""
    last, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not _is_latin(last) and not _is_latin(after):
        return None if last.isspace() and before(text, at) not in (*PAUSES, "”", '"') else False
    if _is_latin(after) or last.isspace():
        return None if last not in tuple(SENTENCE_END + ",") or after.islower() else False
    elided = last in "snfohld" and after.isspace() and text[at + 2 : at + 3].islower()
    return None if elided else False


def _is_latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


_ROLE: dict[str, Callable[[str, int, int], bool | None]] = {
    '"': _straight,
    "'": single,
    "‘": single,
    "’": single,
}
