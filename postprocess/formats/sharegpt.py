"""ShareGPT: a conversation whose turns are from human and gpt, as LLaMA-Factory reads it."""

from __future__ import annotations

from postprocess.formats.sayable import conversation, encodable
from postprocess.pairs import Pair

SIDES = {"user": "human", "assistant": "gpt"}


def sharegpt(pair: Pair) -> dict[str, object]:
    """Return conversations, system and tools; the first turn is human, the last gpt.

    ``tools`` is a JSON string where there are tools, so "" here.

    Raises FormatError for a pair that is no conversation.
    """
    turns = conversation(pair, "sharegpt")
    return {
        "conversations": [{"from": SIDES[turn.role], "value": turn.text} for turn in turns],
        "system": encodable(pair.system),
        "tools": "",
    }
