"""Where known names stand in a text.

A mention says how it stands in its clause (subject, object or possessor), for that is what a
speaker is told by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from crawler.text.spoken.speech import CJK

QUICKLY_MADE = Implementation.NoncontiguousNFA  # each chapter has names of its own, and few of them
NARRATORS = frozenset({"I", "我"})  # a first-person narrator, wherever he stands in narration
_SURROGATES = re.compile("[\ud800-\udfff]")
_POSSESSED = re.compile(
    r"(?:的|家|妈|爸|爹|娘|媳妇|老婆|老婆子|他妈|他爸|他爹|两口子|父亲|母亲|大人们|们|們|['’]s\b|s['’]\s)"
)
_ZH_BEFORE_OBJECT = frozenset(
    "对向跟给朝把被和与同让叫问替为从比将望看瞅瞪见请劝告诉着了过對給與讓問為從將見請勸訴著過"
)
_EN_BEFORE_OBJECT = frozenset(
    "to at with of for by from on upon and told asked asks tells toward towards after before "
    "behind beside near about seeing saw watched facing into over than called named answered "
    "like".split()
)


class Mention(NamedTuple):
    """A name in a text; ``who`` is its number in the roster, ``role`` subject, object or owner."""

    start: int
    end: int
    who: int
    role: str


class Roster(NamedTuple):
    """Names ready to be looked for: the canonical ones, and all aliases with whose they are.

    ``edges`` says of each alias whether its first and its last character are of an alphabet.
    """

    names: tuple[str, ...]
    owners: tuple[int, ...]
    aliases: tuple[str, ...]
    edges: tuple[tuple[bool, bool], ...]
    automaton: AhoCorasick | None


def roster(names: Sequence[Sequence[str]]) -> Roster:
    """Return the look-up for alias lists; an alias that two share belongs to the first.

    An alias of one character stands in too many words to be looked for, unless it is all there is.
    """
    aliases: dict[str, int] = {}
    for who, known in enumerate(names):
        long = [alias for alias in known if len(alias) > 1] or list(known)
        for alias in long:
            if alias:
                aliases.setdefault(plain(alias), who)
    return Roster(
        tuple(known[0] if known else "" for known in names),
        tuple(aliases.values()),
        tuple(aliases),
        tuple((_is_letter(alias[0]), _is_letter(alias[-1])) for alias in aliases),
        AhoCorasick(list(aliases), MatchKind.LeftmostLongest, implementation=QUICKLY_MADE)
        if aliases
        else None,
    )


def plain(text: str) -> str:
    """Return the text with half characters, which no automaton takes, replaced one for one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def places(text: str, known: Roster) -> list[tuple[int, int, int]]:
    """Return (start, end, who) of the names in ``text`` in order, the longest at each place.

    A name within a longer word of an alphabet is none; Chinese has no such edge.
    """
    if known.automaton is None:
        return []
    owners, edges = known.owners, known.edges
    found = known.automaton.find_matches_as_indexes(plain(text))
    bounded = f"{text} "  # so that the character before the first and after the last is a space
    return [
        (start, end, owners[alias])
        for alias, start, end in found
        if not (
            (bounded[start - 1].isalnum() and edges[alias][0] and _is_letter(bounded[start - 1]))
            or (bounded[end].isalnum() and edges[alias][1] and _is_letter(bounded[end]))
        )
    ]


def _is_letter(char: str) -> bool:
    """Whether a character stands in words of an alphabet."""
    return char.isalnum() and (char < _SPACELESS or not CJK.match(char))


_SPACELESS = "\u3040"  # the first character of a script without spaces


def role(text: str, start: int, end: int) -> str:
    """Return how a name from ``start`` to ``end`` stands in its clause."""
    if text[end : end + 1] in _OWNED and _POSSESSED.match(text, end):
        return "owner"
    last = text[start - 1 : start]
    if last != " ":
        behind = last == "的" and text.endswith("身后的", 0, start)
        return "object" if behind or last in _ZH_BEFORE_OBJECT else "subject"
    words = text[max(0, start - 24) : start].rsplit(None, 2)[-2:]
    return "subject" if _EN_BEFORE_OBJECT.isdisjoint(words) else "object"


_OWNED = frozenset("的家妈爸爹娘媳老他两父母大们們'’s")
