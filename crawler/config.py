"""Checks a table read from TOML against a schema: what sites and recipes have in common.

A schema maps each key to the type of its value: str, int, float (a whole number will do), bool,
list (of strings), dict (of anything, checked by whoever asked for it), or bool | str.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import UnionType
from typing import Any

from crawler.errors import DatasetError

Kind = type | UnionType
NAMES: dict[Kind, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list of strings",
    dict: "a table",
    bool | str: "true, false or a string",
}


def load(path: Path, error: type[DatasetError]) -> dict[str, Any]:
    """Read a TOML file; an unreadable one raises ``error`` with the file and the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise error(f"{path}: there is no such file") from None
    except OSError as reason:
        raise error(f"{path}: cannot be read: {reason.strerror}") from None
    except UnicodeDecodeError as reason:
        raise error(f"{path}: byte {reason.start} is not UTF-8; TOML files are") from None
    except tomllib.TOMLDecodeError as reason:
        raise error(f"{path}: is not TOML: {reason}") from None


def check(
    table: Mapping[str, Any], schema: Mapping[str, Kind], where: str, error: type[DatasetError]
) -> None:
    """Raise ``error`` for the first key that is unknown or of a wrong type; ``where`` opens its message."""
    for key, value in table.items():
        if key not in schema:
            raise error(f"{where}: unknown key '{key}'; {nearest(key, schema)}")
        wanted = schema[key]
        if not _fits(value, wanted):
            raise error(f"{where}: {key}: expected {_name(wanted)}, got {_shown(value)}")


def nearest(word: str, words: Iterable[str]) -> str:
    """Say which of ``words`` was probably meant, or which there are.

    >>> nearest("enginee", ["engine", "start"])
    "did you mean 'engine'?"
    >>> nearest("x", ["engine", "start"])
    'known are engine, start'
    """
    words = sorted(words)
    close = difflib.get_close_matches(word, words, n=1)
    return f"did you mean '{close[0]}'?" if close else f"known are {', '.join(words)}"


def _fits(value: object, wanted: Kind) -> bool:
    if isinstance(value, bool):
        return wanted in (bool, bool | str)
    if wanted is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, (int, float) if wanted is float else wanted)


def _name(wanted: Kind) -> str:
    return NAMES[wanted]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) < 60 else text[:57] + "..."
