"""Posts that sell, and posts that say nothing: two questions, and the step that marks both.

One move of a seller is talk, three together an advertisement; a few offers are never anything else.
The patterns stand in crawler.text.noise.sales, the words that say nothing in crawler.text.noise.fillers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from crawler.records import Part, Record
from crawler.text.noise.bare import SIMPLER
from crawler.text.noise.fillers import FILLERS, NOTHING, OPENINGS, PHRASES
from crawler.text.noise.sales import ALWAYS, CONTACT, HANDLE, OFFER, PRICE, URGE
from crawler.text.noise.screen import Numbers, Screen

MARKED = ("post", "status", "comment")
LOOK_CHARS = 2000
MOVES_OF_AN_ADVERT = 3
LINKS_OF_AN_ADVERT = 3
WORDS_OF_NOTHING = 8
SHORT_CHARS = 20
LONGEST_NOTHING = 100
HEAD_CHARS = 32  # of a longer remark that are looked at first
LONGEST_RUN = 24  # characters of a Chinese remark
LONGEST_WORD = max(map(len, NOTHING | FILLERS))
# What each move counts for.
WEIGHTS = (3, 1, 1, 1, 1, 2)
TO_REACH = {3, 5}  # contact and handle: people who look for company leave theirs, too
_MOVES = (ALWAYS, OFFER, PRICE, CONTACT, URGE, HANDLE)
_KINDS = [kind for kind, patterns in enumerate(_MOVES) for _ in patterns]
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\u3000-\u9fff]{1,300}")
_WORD = re.compile(r"\+1|[^\W_]+|\^")
_REPEATED = re.compile(r"(.+?)\1+")


def marks(record: Record) -> Record:
    """Mark posts, statuses and comments that sell (spam) or say nothing (low); a mark that is there stays."""
    asked = [number for number, part in enumerate(record.parts) if not part.mark and part.kind in MARKED]
    if not asked:
        return record
    parts = list(record.parts)
    found = _candidates(parts[number].text for number in asked)
    for number, candidates in zip(asked, found, strict=True):
        if mark := _mark(parts[number], candidates):
            parts[number] = replace(parts[number], mark=mark)
    return replace(record, parts=tuple(parts))


def is_advert(text: str) -> bool:
    """Whether a post sells: with a certain offer, with three moves of a seller, or by links without words."""
    return _sells(text, _screen().candidates(text[:LOOK_CHARS]))


def says_nothing(text: str) -> bool:
    """Whether a post holds no more than a bump, a thanks or a laugh; no words at all is nothing too."""
    if len(text) > LONGEST_NOTHING or _says_something(text):
        return False
    folded = _folded(text)
    words = _WORD.findall(folded)
    if not words or " ".join(words) in PHRASES:
        return True
    if words[0] in OPENINGS and len(text) <= SHORT_CHARS and not _goes_on(folded, words[0]):
        return "?" not in folded
    if len(words) > WORDS_OF_NOTHING:
        return False
    is_nothing = False
    for word in words:
        what = _what(word)
        if not what:
            return False
        is_nothing = is_nothing or what == "nothing"
    return is_nothing


def _says_something(text: str) -> bool:
    """Whether the first words of a remark that is not short already say something."""
    if len(text) <= HEAD_CHARS:
        return False
    words = _WORD.findall(_folded(text[:HEAD_CHARS]))
    return len(words) > 1 and not _what(words[0]) and words[0] not in _first_words()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(SIMPLER)


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which a phrase or an opening begins."""
    return frozenset(phrase.split()[0] for phrase in PHRASES) | frozenset(OPENINGS)


def _mark(part: Part, candidates: Numbers) -> str:
    if _sells(part.text, candidates):
        return "spam"
    return "low" if says_nothing(part.text) else ""


def _candidates(texts: Iterable[str]) -> list[Numbers]:
    """Return which patterns may match in each text, by one scan over all."""
    looked = [text[:LOOK_CHARS].replace("\n", " ") for text in texts]
    found = _screen().lines("\n".join(looked))
    return [found.get(number, []) for number in range(len(looked))]


def _sells(text: str, candidates: Numbers) -> bool:
    kinds = {_KINDS[number] for number in candidates}
    if sum(WEIGHTS[kind] for kind in kinds) < MOVES_OF_AN_ADVERT and text.count("http") < LINKS_OF_AN_ADVERT:
        return False
    folded = _folded(text[:LOOK_CHARS])
    patterns = _screen().patterns
    moves = {_KINDS[number] for number in candidates if patterns[number].search(folded)}
    if moves - TO_REACH and sum(WEIGHTS[kind] for kind in moves) >= MOVES_OF_AN_ADVERT:
        return True
    links = len(_LINK.findall(folded))
    return links >= LINKS_OF_AN_ADVERT and len("".join(_LINK.sub("", folded).split())) < 10 * links


@cache
def _screen() -> Screen:
    return Screen([pattern for patterns in _MOVES for pattern in patterns])


def _goes_on(text: str, opening: str) -> bool:
    """Whether Latin words go on behind an opening, as in "up to 64 GB"."""
    behind = text.lstrip()[len(opening) : len(opening) + 2]
    return opening.isascii() and behind[:1] == " " and behind[1:].isascii() and behind[1:].isalnum()


def _what(word: str) -> str:
    """Return nothing or filler for a word that is one, as it stands or said once (顶顶顶); "" for others."""
    once = _REPEATED.sub(r"\1", word)
    if word in NOTHING or once in NOTHING:
        return "nothing"
    if word in FILLERS or once in FILLERS:
        return "filler"
    return "" if word.isascii() or len(word) > LONGEST_RUN else _run(word)


def _run(word: str) -> str:
    """Return what a run of Chinese says that is made of such words alone, without spaces between them.

    Words of one character are too often part of others to count beside fillers.
    """
    reached = {0: "filler"}
    for start in range(len(word)):
        if start not in reached:
            continue
        for end in range(start + 1, min(start + LONGEST_WORD, len(word)) + 1):
            piece = word[start:end]
            said = "nothing" if piece in NOTHING and end - start > 1 else "filler" if piece in FILLERS else ""
            if said and reached.get(end) != "nothing":
                reached[end] = "nothing" if "nothing" in (said, reached[start]) else "filler"
    return reached.get(len(word), "")
