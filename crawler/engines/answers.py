"""Values out of an API's JSON, each of the type that is asked for: anybody may have written it.

What is missing or of another type is the empty value of the type, so that engines read on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from selectolax.lexbor import LexborNode

Table = Mapping[str, Any]
# Numbers beyond this are no counts and no ids of anything.
MAX_NUMBER = 1 << 62


def text(table: Table, key: str) -> str:
    """Return a text, or a number as one.

    >>> text({"id": 7, "name": " 小白 ", "admin": True}, "id"), text({"name": " 小白 "}, "name")
    ('7', '小白')
    """
    value = table.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def whole(table: Table, key: str) -> int:
    """Return a whole number; a fraction is cut off."""
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    return int(value) if -MAX_NUMBER < value < MAX_NUMBER else 0


def inner(table: Table, key: str) -> Table:
    """Return the object under a key."""
    return as_table(table.get(key))


def as_table(value: Any) -> Table:
    """Return a value that should be an object."""
    return value if isinstance(value, dict) else {}


def tables(value: Any) -> list[Table]:
    """Return the objects of a list, what else stands in it left out."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """Return the texts and whole numbers of a list as texts."""
    found = [text({"": each}, "") for each in value] if isinstance(value, list) else []
    return [each for each in found if each]


def instant(table: Table, key: str) -> str:
    """Return a time in seconds since 1970 as ISO 8601 in UTC.

    >>> instant({"created_utc": 1577836800.0}, "created_utc")
    '2020-01-01T00:00:00+00:00'
    """
    try:
        seconds = whole(table, key)
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else ""
    except (ValueError, OverflowError, OSError):
        return ""


def of_script(node: LexborNode | None) -> Table:
    """Return the JSON object that a page holds in a ``script``, {} if it holds none."""
    try:
        held = orjson.loads(node.text(deep=True)) if node else {}
    except orjson.JSONDecodeError:
        return {}
    return held if isinstance(held, dict) else {}
