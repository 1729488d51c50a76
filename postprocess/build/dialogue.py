"""Dialogue: a post and the reply to it, with the conversation that led there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postprocess.build.making import MARKUP, conversation, language_of, make_pair, message_bytes
from postprocess.pairs import Pair, Piece, Turn, Work

# Posts of a conversation that a pair goes back at most.
MAX_BACK = 8


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield a pair for each post that is known to answer another; its author is the assistant.

    Who is answered is known from quotes and reply links, never from mere order.  A conversation
    of a timeline is a group of its own for the split, a thread is one as a whole.
    """
    pieces = {piece.part.id: piece for piece in conversation(work)}
    for piece in pieces.values():
        chain = fitting(back(piece, pieces), max_prompt_bytes)
        turns = alternating(chain)
        if len(turns) < 2:
            continue
        yield make_pair(
            work,
            "dialogue",
            turns,
            chain,
            key=[piece.part.id],
            language=language_of(piece.part, work),
            group=f"{work.group}#{root(piece, pieces)}" if work.kind == "status" else work.group,
        )


def back(piece: Piece, pieces: Mapping[str, Piece], most: int = MAX_BACK) -> list[Piece]:
    """Return what led to a post, itself last; a circle of replies ends where it closes."""
    chain = [piece]
    seen = {piece.part.id}
    while len(chain) < most and (before := pieces.get(chain[0].part.reply_to)) and before.part.id not in seen:
        chain.insert(0, before)
        seen.add(before.part.id)
    return chain


def root(piece: Piece, pieces: Mapping[str, Piece]) -> str:
    """Return the id of the post that a conversation began with."""
    return back(piece, pieces, len(pieces) + 1)[0].part.id


def fitting(chain: list[Piece], max_prompt_bytes: int) -> list[Piece]:
    """Leave out what is furthest back until the prompt fits; the post that is answered stays."""
    while len(chain) > 2 and len(alternating(chain[1:])) > 1:
        prompt = alternating(chain)[:-1]
        if sum(message_bytes(turn.text) for turn in prompt) + MARKUP <= max_prompt_bytes:
            break
        chain = chain[1:]
    return chain


def alternating(chain: list[Piece]) -> list[Turn]:
    """Return the turns of a chain: who speaks last is the assistant, everyone else the user.

    Posts of one side in a row become one turn; what the assistant said before anyone else goes.
    """
    answerer = chain[-1].part.author
    turns: list[Turn] = []
    for piece in chain:
        part = piece.part
        role = "assistant" if part.author == answerer else "user"
        if turns and turns[-1].role == role:
            before = turns.pop()
            turns.append(Turn(role, f"{before.text}\n\n{part.text}", before.speaker))
        elif turns or role == "user":
            turns.append(Turn(role, part.text, part.author))
    return turns
