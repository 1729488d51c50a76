"""Where known names stand in a text.

A mention says how it stands in its clause (subject, object or possessor), for that is what a
speaker is told by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from crawler.text.spoken.speech import CJK

_POSSESSED = re.compile(
    r"(?:的|家|妈|爸|爹|娘|媳妇|老婆|老婆子|他妈|他爸|他爹|两口子|父亲|母亲|大人们|['’]s\b|s['’]\s)"
)
_OBJECT = re.compile(
    r"(?:[对向跟给朝把被和与同让叫问替为从比将望看瞅瞪见请劝告诉着了过]|面对|身后的)$"
    r"|\b(?:to|at|with|of|for|by|from|on|upon|and|told|asked|asks|tells|towards?|after|before|behind|beside|near|about|seeing|saw"
    r"|watched|facing|into|over|than|called|named|answered)\s(?:\w{1,12}\s)?$"
)


class Mention(NamedTuple):
    """A name in a piece; ``who`` is its number in the roster, ``role`` subject, object or owner."""

    start: int
    end: int
    who: int
    role: str


class Roster(NamedTuple):
    """Names ready to be looked for: alias to number, and what an alias begins with."""

    names: tuple[str, ...]
    aliases: dict[str, int]
    longest: int
    first: re.Pattern[str]


def roster(names: Sequence[Sequence[str]]) -> Roster:
    """Return the look-up for alias lists; an alias that two share belongs to the first.

    An alias of one character stands in too many words to be looked for, unless it is all there is.
    """
    aliases: dict[str, int] = {}
    for who, known in enumerate(names):
        long = [alias for alias in known if len(alias) > 1] or list(known)
        for alias in long:
            if alias:
                aliases.setdefault(alias, who)
    first = "".join(sorted({re.escape(alias[0]) for alias in aliases})) or "\x00"
    pattern = re.compile(rf"[{first}]")
    return Roster(
        tuple(known[0] if known else "" for known in names),
        aliases,
        max(map(len, aliases), default=0),
        pattern,
    )


def mentions(text: str, known: Roster) -> list[Mention]:
    """Return the names in ``text`` in order, the longest at each place."""
    found: list[Mention] = []
    done = 0
    for match in known.first.finditer(text):
        start = match.start()
        if start < done:
            continue
        end = _longest(text, start, known)
        if end:
            found.append(Mention(start, end, known.aliases[text[start:end]], _role(text, start, end)))
            done = end
    return found


def _longest(text: str, start: int, known: Roster) -> int:
    """Return the end of the longest name that begins at ``start`` and is not part of a word; 0 if none."""
    for end in range(min(len(text), start + known.longest), start, -1):
        if text[start:end] in known.aliases and not _within_word(text, start, end):
            return end
    return 0


def _within_word(text: str, start: int, end: int) -> bool:
    """Whether letters of one alphabetic word stand on both sides of an edge; Chinese has no such edge."""
    return any(
        0 < edge < len(text)
        and text[edge - 1].isalnum()
        and text[edge].isalnum()
        and not CJK.match(text[edge])
        for edge in (start, end)
    )


def _role(text: str, start: int, end: int) -> str:
    if _POSSESSED.match(text, end):
        return "owner"
    return "object" if _OBJECT.search(text[max(0, start - 24) : start]) else "subject"
