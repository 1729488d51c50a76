"""TRL's conversational prompt-completion: the loss is on the completion alone."""

from __future__ import annotations

from postprocess.formats.messages import chat
from postprocess.pairs import Pair


def trl_sft(pair: Pair) -> dict[str, object]:
    """Return prompt (system, history and the last question) and completion (the answer).

    Both are lists of role and content, and there is no other key: TRL's ``apply_chat_template``
    knows a format by its exact keys.

    Raises FormatError for a pair that is no conversation.
    """
    *prompt, answer = chat(pair, "trl-sft")
    return {"prompt": prompt, "completion": [answer]}
