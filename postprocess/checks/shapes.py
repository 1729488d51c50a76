"""The shape of JSON: which keys an object has, and which types stand where.

Loaders take the types of a file from its first block of rows; what comes later and differs is
cast, turned into null, or ends the load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postprocess.checks.findings import Json, Problem

# ``datasets`` reads JSON lines in blocks of 10 MiB and takes the types from the first one.
BLOCK_BYTES = 10 << 20


def kind(value: Json) -> str:
    """Return what JSON calls a value; of an object, also its keys.

    >>> kind({"role": "user", "content": "问"})
    'an object of content, role'
    """
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case dict():
            return f"an object of {', '.join(sorted(value)) or 'nothing'}"
        case _:
            return "a list"


def columns(value: Json, kinds: Mapping[str, str]) -> list[Problem]:
    """Say how ``value`` differs from an object with exactly the keys of ``kinds``, and these kinds."""
    if not isinstance(value, dict):
        return [("data type", f"here stands an object of {', '.join(kinds)}, and not {kind(value)}")]
    lacking = [("missing key", f"{key} is not there") for key in kinds if key not in value]
    unknown = [("unknown key", f"{key[:80]!r} is no key here") for key in value if key not in kinds]
    wrong = [
        ("null" if value[key] is None else "type", f"{key} is {wanted}, and not {kind(value[key])}")
        for key, wanted in kinds.items()
        if key in value and kind(value[key]) != wanted
    ]
    return [*lacking, *unknown, *wrong]


def unsteady(value: Json, seen: dict[str, str], *, late: bool) -> list[Problem]:
    """Say where a row has another shape than the rows before it, and remember its own in ``seen``.

    ``late`` says that the row begins behind the block that types are taken from: a list that was
    empty until there has no type that its first element could have.
    """
    problems = []
    for path, found in _kinds(value):
        if late and path not in seen:
            problems.append(
                ("late type", f"{path} is empty in the first 10 MiB; put a row that fills it first")
            )
        elif seen.setdefault(path, found) != found:
            problems.append(("type", f"{path or 'the row'} is {found}, and {seen[path]} in an earlier row"))
        seen.setdefault(path, found)
    return problems


def _kinds(value: Json) -> Iterator[tuple[str, str]]:
    """Yield the path and kind of everything in a value, as ``history[][]``; no depth stops it."""
    waiting = [("", value)]
    while waiting:
        path, value = waiting.pop()
        yield path, kind(value)
        if isinstance(value, dict):
            waiting += [(f"{path}.{key}" if path else key, inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{path}[]", inner) for inner in value]
