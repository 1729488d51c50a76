"""What the readers of each format ask of one row.

Our own formats obey these rules; files are read again because disks, merges and editors do not.
A rule takes a JSON object as read and returns its problems, none where the row is as it should be.
Sources: LLaMA-Factory 0.9.5, TRL 1.16 and ``datasets`` 5.2 as they behave; OpenAI's published
checks of chat files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

import orjson

from postprocess.checks.findings import Json, Problem
from postprocess.checks.shapes import columns

TEXT, LIST = "a string", "a list"
ALPACA = {"instruction": TEXT, "input": TEXT, "output": TEXT, "system": TEXT, "history": LIST}
SHAREGPT = {"conversations": LIST, "system": TEXT, "tools": TEXT}
SHAREGPT_TURN = {"from": TEXT, "value": TEXT}
MESSAGE = {"role": TEXT, "content": TEXT}
ROLES = ("system", "user", "assistant")


def alpaca(row: Json) -> list[Problem]:
    """Ask for five columns, text on both sides, and a history of such pairs."""
    if problems := columns(row, ALPACA):
        return problems
    history = row["history"]
    if not all(isinstance(both, list) and list(map(type, both)) == [str, str] for both in history):
        return [("type", "history is a list of [user, assistant], and not this")]
    sides = {f"history text {number}": text for number, text in enumerate(chain.from_iterable(history), 1)}
    return blank({"instruction": row["instruction"], "output": row["output"], **sides})


def sharegpt(row: Json) -> list[Problem]:
    """Ask for human and gpt in turn, as many of the one as of the other."""
    if problems := columns(row, SHAREGPT):
        return problems
    turns = row["conversations"]
    if problems := [problem for turn in turns for problem in columns(turn, SHAREGPT_TURN)]:
        return problems
    values = {f"turn {number}": turn["value"] for number, turn in enumerate(turns, 1)}
    roles = [turn["from"] for turn in turns]
    return [*blank(values), *alternation(roles, ("human", "gpt")), *_tools(row["tools"])]


def messages(row: Json) -> list[Problem]:
    """Ask for what OpenAI's checks ask, and for roles in turn."""
    if not isinstance(row, dict):
        return columns(row, {"messages": LIST})
    if not isinstance(row.get("messages"), list) or not row["messages"]:
        return [("missing messages list", "messages is a list with at least one message")]
    return columns(row, {"messages": LIST}) or _chat(row["messages"])


def trl_sft(row: Json) -> list[Problem]:
    """Ask for the two keys that TRL knows the format by, the last question and one answer."""
    if problems := columns(row, {"prompt": LIST, "completion": LIST}):
        return problems
    if len(row["completion"]) != 1:
        return [("completion", f"there is one assistant message, and not {len(row['completion'])}")]
    return _chat([*row["prompt"], *row["completion"]])


def pretraining(row: Json) -> list[Problem]:
    """Ask for text and its page."""
    return columns(row, {"text": TEXT, "url": TEXT}) or blank({"text": row["text"]})


RULES: Mapping[str, Callable[[Json], list[Problem]]] = {
    "alpaca": alpaca,
    "messages": messages,
    "pretraining": pretraining,
    "sharegpt": sharegpt,
    "trl-sft": trl_sft,
}


def alternation(roles: Sequence[str], sides: tuple[str, str]) -> list[Problem]:
    """Say where ``roles`` leaves the order of ``sides``, or that the last one is not answered.

    LLaMA-Factory drops such a row with no more than a warning.

    >>> alternation(["human", "gpt", "gpt"], ("human", "gpt"))
    [('alternation', 'turn 3 is from gpt; human and gpt take turns')]
    """
    for number, role in enumerate(roles):
        if role != sides[number % 2]:
            return [
                (
                    "alternation",
                    f"turn {number + 1} is from {role[:80]}; {sides[0]} and {sides[1]} take turns",
                )
            ]
    if not roles or len(roles) % 2:
        return [("even count", f"there are {len(roles)} turns; each {sides[0]} has its {sides[1]}")]
    return []


def _chat(chat: Sequence[Json]) -> list[Problem]:
    """Ask for sound messages, an answer, and roles in turn behind the system."""
    if problems := [problem for message in chat for problem in _message(message)]:
        return problems
    roles = [message["role"] for message in chat]
    if "assistant" not in roles:
        return [("no assistant message", "a chat to learn from has an assistant message")]
    turns = roles[1:] if roles[0] == "system" else roles
    return alternation(turns, ("user", "assistant"))


def _message(message: Json) -> list[Problem]:
    """Ask one message for its keys, a known role and content."""
    if problems := columns(message, MESSAGE):
        return problems
    if message["role"] not in ROLES:
        return [("unrecognised role", f"{message['role'][:80]!r} is none of {', '.join(ROLES)}")]
    if not message["content"].strip():
        return [("missing content", f"the {message['role']} says nothing")]
    return []


def _tools(tools: str) -> list[Problem]:
    """Ask for a JSON list in a string, or for the empty string."""
    try:
        known = not tools or isinstance(orjson.loads(tools), list)
    except orjson.JSONDecodeError:
        known = False
    return [] if known else [("tools", "tools is a JSON list in a string, or the empty string")]


def blank(texts: Mapping[str, str]) -> list[Problem]:
    """Say which of the named texts are blank: trainers take them, and models learn to say nothing."""
    return [("empty side", f"{name} is blank") for name, text in texts.items() if not text.strip()]
