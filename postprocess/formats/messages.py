"""OpenAI chat messages, which Together, Fireworks, TRL and LLaMA-Factory read as well."""

from __future__ import annotations

from postprocess.formats.sayable import conversation, encodable
from postprocess.pairs import Pair


def messages(pair: Pair) -> dict[str, object]:
    """Return messages: a list of role and content, the system first where there is one.

    Raises FormatError for a pair that is no conversation.
    """
    return {"messages": chat(pair, "messages")}


def chat(pair: Pair, name: str) -> list[dict[str, str]]:
    """Return a conversation as messages, for the format ``name``.

    An empty system is left out, for a template would print it as an empty turn.

    Raises FormatError for a pair that is no conversation.
    """
    system = [("system", encodable(pair.system))] if pair.system.strip() else []
    turns = [(turn.role, turn.text) for turn in conversation(pair, name)]
    return [{"role": role, "content": text} for role, text in system + turns]
