"""Corrections of spelling that can be trusted: listed words, and words doubled by a slip, each one logged.

Off unless a recipe or site asks.  Code is never corrected, and quotations only where they may be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from crawler.records import Part, Record
from crawler.text.personal.reading import hits
from crawler.text.spelling.misspellings import CHINESE, DOUBLED, ENGLISH

_DOUBLED = re.compile(rf"(?<![\w'’-])({'|'.join(DOUBLED)})(?:[ ]\1)+(?![\w'’-])", re.IGNORECASE)
_WORD_SIGNS = frozenset("'’-_@/\\.")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]{1,500}`|https?://\S{1,2000}", re.DOTALL)
_QUOTED = re.compile(
    r"“[^”\n]{0,2000}”?|「[^」\n]{0,2000}」?|『[^』\n]{0,2000}』?|\"[^\"\n]{0,2000}\"?|^>[^\n]*", re.M
)
# Words that are short and all in capitals are names of something.
SHORT = 4
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """What was written from ``start`` to ``end`` of a text, ``before``, and what was meant, ``after``."""

    start: int
    end: int
    before: str
    after: str


def corrections(text: str, *, in_quotes: bool = True) -> list[Correction]:
    """Return the corrections of a text in their order; none overlap.

    >>> corrections("Recieve it, 必竟 the the end is near.")[0]
    Correction(start=0, end=7, before='Recieve', after='Receive')
    """
    found = [*_listed(text), *_doubled(text)]
    if not found:
        return []
    patterns = (_CODE,) if in_quotes else (_CODE, _QUOTED)
    spared = [[match.span() for match in pattern.finditer(text)] for pattern in patterns]
    own = (each for each in found if not any(_is_within(spans, each) for spans in spared))
    return sorted(own, key=lambda each: each.start)


def _is_within(spans: list[tuple[int, int]], each: Correction) -> bool:
    """Whether a correction touches one of the spans, which stand in order and apart."""
    place = bisect_left(spans, (each.end,)) - 1
    return place >= 0 and spans[place][1] > each.start


def corrected(text: str, found: list[Correction]) -> str:
    """Return a text with its corrections made."""
    pieces, end = [], 0
    for each in found:
        pieces += [text[end : each.start], each.after]
        end = each.end
    return "".join([*pieces, text[end:]])


def correct(record: Record, *, in_quotes: bool = True) -> Record:
    """Make the corrections in the texts of a record.

    ``meta["corrections"]`` lists them as [part, start, end, before, after], with the id of the part
    and the places in its text as it was; where one correction makes another (teh the), as it was then.
    """
    made: list[tuple[str, Correction]] = []
    parts = [_correct(part, in_quotes, made) for part in record.parts]
    if not made:
        return record
    log = [[part, each.start, each.end, each.before, each.after] for part, each in made]
    meta = {**record.meta, "corrections": [*record.meta.get("corrections", ()), *log]}
    return replace(record.with_parts(parts), meta=meta)


def _correct(part: Part, in_quotes: bool, made: list[tuple[str, Correction]]) -> Part:
    text = part.text
    for _ in range(ROUNDS):
        found = corrections(text, in_quotes=in_quotes)
        if not found:
            break
        made += [(part.id, each) for each in found]
        text = corrected(text, found)
    return part if text == part.text else replace(part, text=text, utterances=())


def _listed(text: str) -> Iterator[Correction]:
    # The one letter that is longer in lower case, which would move all behind it.
    lowered = text.replace("İ", "I").lower()
    words, wrong = _words()
    for number, start, end in hits(words, lowered):
        before, right = text[start:end], wrong[number][1]
        if not before.isascii():
            yield Correction(start, end, before, right)
        elif _stands_alone(text, start, end) and not (before.isupper() and len(before) <= SHORT):
            yield Correction(start, end, before, _like(right, before))


def _doubled(text: str) -> Iterator[Correction]:
    for match in _DOUBLED.finditer(text):
        first, *again = match[0].split(" ")
        # "The The" is a band, and "an An" a slip of another kind.
        if all(map(str.islower, again)):
            yield Correction(match.start(), match.end(), match[0], first)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word is no piece of another, of an address or of a name in code."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    is_joined = behind in _WORD_SIGNS and text[end + 1 : end + 2].isalnum()
    return not (before.isalnum() or before in _WORD_SIGNS or behind.isalnum() or is_joined)


def _like(right: str, before: str) -> str:
    """Return a word in the case of another."""
    return (
        right.upper() if before.isupper() else right[:1].upper() + right[1:] if before[0].isupper() else right
    )


@cache
def _words() -> tuple[AhoCorasick, list[tuple[str, str]]]:
    wrong = [*CHINESE.items(), *ENGLISH.items()]
    return AhoCorasick([word for word, _ in wrong], matchkind=MatchKind.LeftmostLongest), wrong
