"""Alpaca: one instruction and its output, earlier turns as a history of pairs.

Source of the keys: Stanford Alpaca's train.py; ``system`` and ``history`` are LLaMA-Factory's.
"""

from __future__ import annotations

from postprocess.formats.sayable import conversation, encodable
from postprocess.pairs import Pair


def alpaca(pair: Pair) -> dict[str, object]:
    """Return instruction, input, output, system and history [[user, assistant], …].

    ``input`` is always "": readers differ in how they join it to the instruction.  ``system`` is
    "" where there is none and never null; LLaMA-Factory then puts the template's own in its place.
    Whoever writes a file puts a row with a history first, if there is one: loaders take the type
    of the column from the first 10 MiB and end at a history that follows empty ones alone.

    Raises FormatError for a pair that is no conversation.
    """
    texts = [turn.text for turn in conversation(pair, "alpaca")]
    asked, answered = texts[::2], texts[1::2]
    return {
        "instruction": asked[-1],
        "input": "",
        "output": answered[-1],
        "system": encodable(pair.system),
        "history": [list(both) for both in zip(asked[:-1], answered[:-1], strict=True)],
    }
