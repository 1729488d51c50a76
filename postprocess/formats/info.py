"""LLaMA-Factory's dataset_info.json: how it is to read each file of a dataset.

Every column is named, for a column that is left out of ``columns`` is read as missing and all rows
are dropped.  ``"formatting": "openai"`` is never used: it adds a sentence of its own to the system.
Seen with LLaMA-Factory 0.9.5.
"""

from __future__ import annotations

from collections.abc import Mapping

from crawler.errors import FormatError

ENTRIES: Mapping[str, Mapping[str, object]] = {
    "alpaca": {
        "columns": {
            "prompt": "instruction",
            "query": "input",
            "response": "output",
            "system": "system",
            "history": "history",
        },
    },
    "messages": {
        "formatting": "sharegpt",
        "columns": {"messages": "messages"},
        "tags": {
            "role_tag": "role",
            "content_tag": "content",
            "user_tag": "user",
            "assistant_tag": "assistant",
            "system_tag": "system",
        },
    },
    "pretraining": {"columns": {"prompt": "text"}},
    "sharegpt": {
        "formatting": "sharegpt",
        "columns": {"messages": "conversations", "system": "system", "tools": "tools"},
        "tags": {
            "role_tag": "from",
            "content_tag": "value",
            "user_tag": "human",
            "assistant_tag": "gpt",
        },
    },
}
# LLaMA-Factory has no reader for prompt-completion lists, and takes one file or folder an entry.
UNLISTED = ("parquet", "trl-sft")


def dataset_info(files: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """Return the entries of dataset_info.json for ``files``, a format's name to a file's.

    A split may stand behind the name: ``{"alpaca_test": "alpaca_test.jsonl"}``.  Formats that
    LLaMA-Factory cannot read get no entry.  Write it ASCII-escaped: LLaMA-Factory opens it in the
    encoding of the machine.

    Raises FormatError for a name that begins with no format.

    >>> dataset_info({"pretraining": "pretraining.jsonl", "trl-sft": "trl-sft.jsonl"})
    {'pretraining': {'file_name': 'pretraining.jsonl', 'columns': {'prompt': 'text'}}}
    """
    known = {name: file for name, file in files.items() if _format(name) not in UNLISTED}
    return {name: {"file_name": file, **ENTRIES[_format(name)]} for name, file in known.items()}


def _format(name: str) -> str:
    """Return the format in a name such as ``alpaca_test``."""
    known = name.partition("_")[0]
    if known not in ENTRIES and known not in UNLISTED:
        names = ", ".join(sorted({*ENTRIES, *UNLISTED}))
        raise FormatError(f"unknown format {known!r} of dataset {name!r}; the formats are {names}")
    return known
