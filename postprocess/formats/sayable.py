"""What every format asks of a pair before it writes it, and text as files can hold it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from crawler.errors import FormatError
from postprocess.pairs import Pair, Turn

ROLES = ("user", "assistant")

# Line ends that JSON leaves as they are and that str.splitlines() breaks a row at.
LINE_END = re.compile("\r\n|[\r\u0085\u2028\u2029]")


def conversation(pair: Pair, name: str) -> tuple[Turn, ...]:
    """Return the turns of a pair that the chat format ``name`` can say.

    They alternate, begin with user and end with assistant: neighbours of one role are joined by a
    newline, for LLaMA-Factory drops a row whose roles do not alternate without an error.

    Raises FormatError for a document, a blank turn, another role, or a first or last turn that a
    trainer would refuse.
    """
    if pair.is_document:
        raise unsayable(pair, name, "is a document and no conversation; use pretraining or parquet")
    _require_text(pair, name)
    turns = tuple(_joined(pair.turns))
    if (turns[0].role, turns[-1].role) != ROLES:
        said = f"goes from {turns[0].role} to {turns[-1].role}"
        raise unsayable(pair, name, f"{said}; a conversation goes from user to assistant")
    return turns


def document(pair: Pair, name: str) -> str:
    """Return the text of a document, for the format ``name``.

    Raises FormatError for a conversation or a blank text.
    """
    if not pair.is_document:
        said = f"has {len(pair.turns)} turns; a document has one"
        raise unsayable(pair, name, f"{said}, use a chat format or parquet")
    _require_text(pair, name)
    return encodable(pair.response)


@lru_cache(maxsize=256)  # the texts of a pair are said in every format
def encodable(text: str) -> str:
    r"""Return text that a line of UTF-8 can hold and that readers do not cut in two.

    Line ends of other kinds become newlines; halves of a surrogate pair are put together where
    both are there, and a half alone, which UTF-8 cannot say, becomes U+FFFD.

    >>> encodable("一行\u2028二行\ud83d")
    '一行\n二行�'
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return LINE_END.sub("\n", whole)


def unsayable(pair: Pair, name: str, why: str) -> FormatError:
    """Return the error that names the pair and the format; ``why`` says what would be right."""
    return FormatError(f"pair {encodable(pair.id)!r} in {name}: it {why}")


def _require_text(pair: Pair, name: str) -> None:
    """Raise FormatError for a pair without turns, with a blank turn or with a role of another kind."""
    if not pair.turns:
        raise unsayable(pair, name, "has no turns; a conversation has two or more, a document one")
    for number, turn in enumerate(pair.turns, 1):
        if turn.role not in ROLES:
            raise unsayable(
                pair, name, f"has role {turn.role!r} at turn {number}; roles are user and assistant"
            )
        if not turn.text.strip():
            raise unsayable(pair, name, f"says nothing at turn {number}; prompts and responses hold text")


def _joined(turns: tuple[Turn, ...]) -> list[Turn]:
    """Return turns that alternate, each text as files can hold it."""
    return [
        Turn(role, encodable("\n".join(turn.text for turn in run)))
        for role, run in groupby(turns, key=lambda turn: turn.role)
    ]
