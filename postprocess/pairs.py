"""The nouns of a dataset: a work as it was gathered, and the pairs that are built from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.records import Part


@dataclass(frozen=True, slots=True)
class Piece:
    """A part at its place in a work: ``position`` and ``page`` of its record, and where that came from."""

    part: Part
    source: str
    url: str
    title: str = ""
    position: int = 0
    page: int = 1


@dataclass(frozen=True, slots=True)
class Work:
    """All parts of one thread, timeline, book or article, in order.

    ``group`` names what must stay on one side of a split together with this work (itself, or the
    work that it partly copies).
    """

    id: str
    site: str
    kind: str
    title: str
    author: str
    language: str
    license: str
    group: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says; ``role`` is user or assistant, ``speaker`` a name where one is known."""

    role: str
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A prompt and its response, as turns, with where they come from.

    Turns alternate, begin with user and end with assistant; a pretraining document is a single
    assistant turn.  ``id`` is stable over builds.  ``group`` keeps what belongs together on one
    side of the split; ``sources`` are record ids and ``urls`` their pages, in the same order.
    ``meta`` has string values only.
    """

    id: str
    task: str
    language: str
    turns: tuple[Turn, ...]
    system: str = ""
    site: str = ""
    work: str = ""
    group: str = ""
    license: str = ""
    split: str = "train"
    sources: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_document(self) -> bool:
        """Whether this is text to continue and no conversation."""
        return len(self.turns) == 1

    @property
    def prompt(self) -> str:
        """The last thing asked, "" for a document."""
        return "" if self.is_document else self.turns[-2].text

    @property
    def response(self) -> str:
        """The answer that a model is to learn."""
        return self.turns[-1].text
