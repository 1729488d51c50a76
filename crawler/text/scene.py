"""A text as a scene: quotations and the sentences of narration between them, with the names in each.

A room of its own because everything that says who speaks looks at it, and nothing else does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from crawler.text.names import Mention, Roster, mentions
from crawler.text.novels.paragraphs import ends
from crawler.text.spoken.speech import CJK

SAMPLE = 5_000  # characters that tell the language whose weights are used
MIN_HAN = 0.2  # of them that make it Chinese

_SENTENCE = re.compile(
    r"\n+|(?<=[。！？!?…])(?![。！？!?…”」』’\"])"
    r"|(?<=[.!?])(?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)(?<!Dr\.)(?<!St\.)[ ]+(?=[A-Z“\"‘'])"
)
_FEMALE = re.compile(r"(?:Mrs|Miss|Ms|Lady|Madame|Mme|Aunt|Queen|Princess|Sister|Mother)\b")
_MALE = re.compile(r"(?:Mr|Sir|Lord|Uncle|King|Prince|Captain|Colonel|Father|Brother|Dr|Doctor|Master)\b")
_ZH_FEMALE = frozenset(
    "英兰芳秀花梅丽娟霞玲燕凤珍琴娥香婷莲红叶芬妮娜莉翠芝菊桂月春雪素慧琳洁静淑娇黛钗嫂妈婶姐妹奶娘婆姑姨妃妞女"
)
_ZH_MALE = frozenset("叔爸爷哥弟伯舅军强福山海武虎龙刚国民田高厚平安堂生文明")


class Piece(NamedTuple):
    """A quotation or a sentence of narration, in a ``paragraph`` (from 0), ``at`` a place of the text."""

    text: str
    quoted: bool
    paragraph: int
    at: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Pieces in order with the names in each; ``quotes`` holds the places of the quotations.

    ``genders`` holds F, M or "" for each name; ``language`` is zh or en.  ``seen`` and ``alone``
    keep what was found out of a quotation by its own signs, for its neighbours ask for it too.
    """

    pieces: list[Piece]
    names: Roster
    named: list[list[Mention]]
    quotes: list[int]
    genders: list[str]
    language: str
    seen: dict[int, dict[int, dict[str, float]]] = field(default_factory=dict)
    alone: dict[int, dict[int, float]] = field(default_factory=dict)


def scene(text: str, quotations: Iterable[tuple[int, int]], names: Roster, language: str = "") -> Scene:
    """Return ``text`` in pieces; ``quotations`` are (start, end), in order and apart.

    ``language`` is BCP 47; Chinese is told by the text's characters where it is neither zh nor en.
    """
    language = language.split("-")[0]
    han = len(CJK.findall(text, 0, SAMPLE)) > MIN_HAN * len(text[:SAMPLE])
    pieces = list(_pieces(text, quotations))
    return Scene(
        pieces,
        names,
        [mentions(piece.text, names) for piece in pieces],
        [place for place, piece in enumerate(pieces) if piece.quoted],
        [gender(name) for name in names.names],
        language if language in ("zh", "en") else "zh" if han else "en",
    )


def _pieces(text: str, quotations: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    breaks = ends(text)
    done = 0
    for start, end in [*quotations, (len(text), len(text))]:
        for at, sentence in _sentences(text, done, start):
            yield Piece(sentence, False, bisect_left(breaks, at), at)
        if end > start:
            yield Piece(text[start:end], True, bisect_left(breaks, start), start)
        done = end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the sentences between two places, each with where it begins."""
    start += len(text[start:end]) - len(text[start:end].lstrip("\n"))
    while start < end:
        match = _SENTENCE.search(text, start + 1, end)
        stop = match.start() if match else end
        if text[start:stop].strip():
            yield start, text[start:stop]
        start = match.end() if match else end


def gender(name: str) -> str:
    """Return F, M or "" (not told) by the titles and characters of a name."""
    if _FEMALE.match(name) or _MALE.match(name):
        return "F" if _FEMALE.match(name) else "M"
    given = name[-2:]
    balance = sum((char in _ZH_FEMALE) - (char in _ZH_MALE) for char in given + given[-1:])
    return "F" if balance > 0 else "M" if balance < 0 else ""


def before(here: Scene, at: int) -> int | None:
    """Return the place of the narration right before a quotation, None if there is none."""
    return at - 1 if at > 0 and not here.pieces[at - 1].quoted else None


def after(here: Scene, at: int) -> int | None:
    """Return the place of the narration right after a quotation, None if there is none."""
    return at + 1 if at + 1 < len(here.pieces) and not here.pieces[at + 1].quoted else None


def introduces(here: Scene, at: int) -> bool:
    """Whether narration leads into the quotation after it: a colon, or a comma on the same line."""
    piece = here.pieces[at]
    end = piece.text.rstrip()[-1:]
    if end in ("：", ":"):
        return True
    follows = here.pieces[at + 1] if at + 1 < len(here.pieces) else None
    return (
        follows is not None and follows.quoted and follows.paragraph == piece.paragraph and end in ("，", ",")
    )
