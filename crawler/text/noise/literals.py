"""What a text must contain for a pattern to match: the words by which one scan rules most lines out.

A line that holds none of them needs no pattern, and most lines hold none.  The words are derived
from the patterns themselves, so a new pattern is never passed over.  They are compared in the bare
form of crawler.text.noise.bare, where signs between letters neither hide nor make a word.

The parser of ``re`` is not a documented interface; tests/crawler/text/test_literals.py fails where
a version of Python has changed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from crawler.text.noise.bare import BOUND, BOUNDS, DOT, DOTS, is_kept

# A class of more characters, or an alternation of more words, is no help in ruling lines out.
MAX_CLASS = 26
MAX_WORDS = 1500
# A word of so many letters is rare enough in prose, so that fewer words are better than longer ones;
# a Han character says as much as four Latin letters.
GOOD_LETTERS = 8
HAN_LETTERS = 4

# Words that are in patterns and everywhere else.
COMMON = frozenset(
    "大家 各位 朋友 兄弟 老爷 读者 今天 今日 明天 昨天 晚上 最近 第一 第二 喜欢 地址 抱歉 对不起".split()
)

Words = frozenset[str]
EMPTY: Words = frozenset([""])
NONE: Words = frozenset()


class Need(NamedTuple):
    """What a part of a pattern matches: ``whole`` all of it, None if that is too much.

    ``first`` is what it begins with and ``last`` what it ends with where it may be repeated, and
    ``words`` what stands in any of its matches, empty if nothing is sure.
    """

    whole: Words | None
    words: Words = NONE
    first: Words = EMPTY
    last: Words = EMPTY


def literals(patterns: Iterable[str]) -> Words:
    r"""Return words of which any text that one of the patterns matches holds at least one.

    The patterns are in lower case, and so are the words; a space stands for a bound (see
    crawler.text.noise.bare).  Raises ValueError for a pattern that can match without any word, for it
    would have to be tried on every line.

    >>> sorted(literals([r"\bask (?:for|the) votes?\b", r"^\W*ads?.{1,20}\."]))
    [' ad', 'askforvote', 'askthevote']
    """
    found: set[str] = set()
    for pattern in patterns:
        needed = _sequence(_parser.parse(pattern)).words
        if not needed:
            raise ValueError(f"{pattern!r} can match without any word")
        found |= needed
    return frozenset(word for word in found if not any(part in found for part in _within(word)))


def _within(word: str) -> Iterable[str]:
    """Return the parts of a word that are shorter than itself."""
    length = len(word)
    return (word[i:j] for i in range(length) for j in range(i + 1, length + 1) if j - i < length)


def _sequence(nodes: Iterable[Any], run: Words = EMPTY) -> Need:
    """Return what a sequence needs, ``run`` being what stands before it."""
    best, is_whole = NONE, True
    for node in nodes:
        need = _node(node)
        if run == {BOUND} and need.whole is None and need.last == {BOUND}:
            is_whole = False  # brackets behind the start of a line: it is a bound still
            continue
        is_enough = len(need.whole or ()) != 1 and _worth(_sure(run))[0] == GOOD_LETTERS
        longer = None if is_enough or need.whole is None else _joined(run, need.whole)
        if longer is not None:
            run = longer
            continue
        is_whole = False
        reached = run if is_enough else _joined(run, need.first) or run
        best = max(best, _sure(reached), need.words, _behind(run, node), key=_worth)
        run = need.whole if need.whole is not None else need.last if need.last != {BOUND} else EMPTY
    best = max(best, _sure(run), key=_worth)
    return Need(run if is_whole else None, best)


def _behind(run: Words, node: Any) -> Words:
    """Return the words that a group needs, with what stands before it."""
    kind, value = node
    if kind is op.SUBPATTERN:
        return _sequence(value[-1], run).words
    if kind is op.BRANCH:
        words = [_sequence(branch, run).words for branch in value[1]]
        return reduce(frozenset.union, words) if all(words) else NONE
    return NONE


def _joined(run: Words, more: Words) -> Words | None:
    if len(run) * len(more) > MAX_WORDS:
        return None
    return frozenset(first + second for first in run for second in more)


def _sure(run: Words) -> Words:
    """Return the run as words that are needed: none where nothing, or any bound, would do as well."""
    return NONE if any(not word.strip(BOUND) for word in run) else run


def _worth(words: Words) -> tuple[int, int]:
    """Order by how rare the most common word is likely to be, then by how few they are."""
    if not words:
        return (0, 0)
    return (min(GOOD_LETTERS, *map(_letters, words)), -len(words))


def _letters(word: str) -> int:
    return 1 if word in COMMON else sum(1 if char.isascii() else HAN_LETTERS for char in word)


def _node(node: Any) -> Need:
    kind, value = node
    if kind is op.LITERAL:
        return Need(_char(value))
    if kind is op.AT and value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING, op.AT_END, op.AT_END_STRING):
        return Need(frozenset([BOUND]))
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return Need(EMPTY)
    if kind is op.IN:
        return Need(_class(value))
    if kind is op.SUBPATTERN:
        return _sequence(value[-1])
    if kind is op.BRANCH:
        return _branches([_sequence(branch) for branch in value[1]])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _repeat(*value)
    return Need(None)


def _char(code: int) -> Words:
    """Return what a character is in the bare form; a dot that a pattern asks for divides an address."""
    char = chr(code)
    return frozenset([BOUND if char in BOUNDS else char if is_kept(char) else ""])


def _class(members: Iterable[Any]) -> Words | None:
    """Return the characters of a class, None if they are too many to tell."""
    found: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            found |= {DOT, BOUND} if chr(value) in DOTS else _char(value)
        elif kind is op.RANGE and value[1] - value[0] <= MAX_CLASS:
            found.update(*map(_char, range(value[0], value[1] + 1)))
        elif kind is op.CATEGORY and value is op.CATEGORY_SPACE:
            found.add("")
        elif kind is op.CATEGORY and value is op.CATEGORY_NOT_WORD:
            found |= {"", BOUND, DOT}
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found.update("0123456789")
        else:
            return None
    return frozenset(found) if len(found) <= MAX_CLASS else None


def _branches(branches: list[Need]) -> Need:
    wholes = [branch.whole for branch in branches if branch.whole is not None]
    union = reduce(frozenset.union, wholes, NONE)
    if len(wholes) == len(branches) and len(union) <= MAX_WORDS:
        return Need(union)
    words = [branch.words for branch in branches]
    return Need(None, reduce(frozenset.union, words) if all(words) else NONE)


def _repeat(least: int, most: int, body: Any) -> Need:
    need = _sequence(body)
    whole = need.whole
    if whole == EMPTY:
        return Need(EMPTY)
    if whole is not None and most <= 2 and len(whole) ** most <= MAX_WORDS:
        often = whole if most == 1 else whole | frozenset(a + b for a in whole for b in whole)
        return Need(often if least else often | EMPTY)
    if whole is not None and whole <= {"", BOUND, DOT}:
        return Need(None, last=frozenset([BOUND]))
    if least == 0:
        return Need(None)
    known = EMPTY if whole is None else whole
    return Need(None, need.words, known, known)
