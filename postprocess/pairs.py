"""The nouns of a dataset: a turn, and the pair of prompt and response that turns make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
