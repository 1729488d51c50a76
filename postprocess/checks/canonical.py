"""What the canonical row, the one that all formats are made from, has to say."""

from __future__ import annotations

import orjson

from postprocess.checks.findings import Json, Problem
from postprocess.checks.rows import LIST, TEXT, alternation, blank
from postprocess.checks.shapes import columns

TEXTS = "id task language system prompt response site work license group split meta".split()
CANONICAL = {**dict.fromkeys(TEXTS, TEXT), **dict.fromkeys(("turns", "sources", "urls"), LIST)}
TURN = dict.fromkeys(("role", "text", "speaker"), TEXT)


def canonical(row: Json, *, split: str) -> list[Problem]:
    """Ask for every column without nulls, sound turns, sources and meta, and the split ``split``."""
    if problems := columns(row, CANONICAL):
        return problems
    if problems := [problem for turn in row["turns"] for problem in columns(turn, TURN)]:
        return problems
    return [*_turns(row), *_sources(row), *_meta(row["meta"]), *_role_play(row), *_split(row["split"], split)]


def _turns(row: Json) -> list[Problem]:
    """Ask for text in each turn, roles in turn, and the last two as prompt and response."""
    texts = {f"turn {number}": turn["text"] for number, turn in enumerate(row["turns"], 1)}
    problems = blank({"response": row["response"], **texts})
    if ["", *texts.values()][-2:] != [row["prompt"], row["response"]]:
        problems.append(("last turns", "prompt and response are the last two turns, and here they differ"))
    if len(texts) != 1:  # one turn is a document
        problems += alternation([turn["role"] for turn in row["turns"]], ("user", "assistant"))
    return problems


def _sources(row: Json) -> list[Problem]:
    """Ask for records that the row can be traced to, each with its url."""
    if not row["sources"] or len(row["sources"]) != len(row["urls"]):
        counts = f"{len(row['sources'])} sources and {len(row['urls'])} urls"
        return [("lineage", f"there are {counts}; a row has a source or more, each with its url")]
    return []


def _meta(meta: str) -> list[Problem]:
    """Ask for a JSON object of strings in a string."""
    try:
        value = orjson.loads(meta)
    except orjson.JSONDecodeError:
        value = None
    sound = isinstance(value, dict) and all(isinstance(inner, str) for inner in value.values())
    return [] if sound else [("meta", "meta is a JSON object of strings in a string")]


def _role_play(row: Json) -> list[Problem]:
    """Ask role-play for a system: LLaMA-Factory would put the template's "You are Qwen" in its place."""
    if row["task"] == "roleplay" and not row["system"].strip():
        return [("role-play system", "the system is empty; role-play says in it who the model is")]
    return []


def _split(said: str, split: str) -> list[Problem]:
    """Ask for the split that the file's name says."""
    return [] if said == split else [("split", f"the row says {said[:80]!r}, its file {split!r}")]
