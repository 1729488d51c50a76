"""What files say of text steps: the limits of each step with their types, read and tried out.

The limits are the keyword arguments of a step's function, so that a new one needs no word here.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from crawler.config import check, nearest
from crawler.errors import DatasetError
from crawler.records import Part, Record
from crawler.text.measures.limits import NEEDS
from crawler.text.steps import STEPS, Said, steps

# What a file writes for a type that TOML does not have.
KINDS_IN_FILES: dict[Any, type] = {tuple: list, Iterable: list, Mapping: dict}
# Further limits of steps that take any of a table; what they are if not set depends on the language.
TABLED: dict[str, Iterable[str]] = {"quality": NEEDS}


@cache
def limits(name: str) -> Mapping[str, Any]:
    """Return the limits of a step with their usual values; None where there is none."""
    parameters = inspect.signature(STEPS[name]).parameters.values()
    own = {
        each.name: None if each.default is each.empty else each.default
        for each in parameters
        if each.kind is each.KEYWORD_ONLY
    }
    return own | dict.fromkeys(TABLED.get(name, ()))


def purpose(name: str) -> str:
    """Return the first sentence of what a step says of itself."""
    said = inspect.getdoc(STEPS[name]) or ""
    return " ".join(said.partition(".\n")[0].removesuffix(".").split())


def read(table: Mapping[str, Any], where: str, error: type[DatasetError]) -> dict[str, bool | dict[str, Any]]:
    """Read what a file says of steps: ``name = false``, or a table of limits.

    Raises ``error``, opening with ``where``, for a step or a limit that there is not, or a value
    of another type than the usual one.
    """
    said: dict[str, bool | dict[str, Any]] = {}
    for name, value in table.items():
        if name not in STEPS:
            raise error(f"{where}: unknown step '{name}'; {nearest(name, STEPS)}")
        if not isinstance(value, bool | dict):
            raise error(f"{where}.{name}: expected true, false or a table of limits, got {value!r}")
        said[name] = value if isinstance(value, bool) else _limits(value, name, f"{where}.{name}", error)
    _try(said, where, error)
    return said


def _try(said: Said, where: str, error: type[DatasetError]) -> None:
    """Run each step that is named over nothing: what it cannot take or cannot do without, it says."""
    nothing = Record("", "", "", "article", parts=(Part("", ""),))
    for name, step in ((name, step) for name, step in steps(said).items() if name in said):
        lacking = [limit for limit in _required(name) if limit not in _table(said, name)]
        if lacking:
            raise error(f"{where}.{name}: expected a table with {' and '.join(lacking)}")
        try:
            step(nothing)
        except ValueError as reason:
            raise error(f"{where}.{name}: {reason}") from None


def _table(said: Said, name: str) -> Mapping[str, Any]:
    own = said.get(name)
    return own if isinstance(own, Mapping) else {}


def _required(name: str) -> list[str]:
    """Return the limits of a step that have no usual value."""
    parameters = inspect.signature(STEPS[name]).parameters.values()
    return [each.name for each in parameters if each.kind is each.KEYWORD_ONLY and each.default is each.empty]


def _limits(table: Mapping[str, Any], name: str, where: str, error: type[DatasetError]) -> dict[str, Any]:
    hints = _hints(name)
    check(table, {limit: _kind(hint) for limit, hint in hints.items()}, where, error)
    for key, value in table.items():
        if isinstance(value, dict):
            _, kind = get_args(_given(hints[key]))
            check(value, dict.fromkeys(value, _kind(kind)), f"{where}.{key}", error)
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


@cache
def _hints(name: str) -> Mapping[str, Any]:
    """Return the types of a step's limits."""
    hints = get_type_hints(STEPS[name])
    return {limit: hints.get(limit, float) for limit in limits(name)}


def _kind(hint: Any) -> Any:
    """Return the type that a limit has in a file."""
    given = _given(hint)
    plain = get_origin(given) or given
    return KINDS_IN_FILES.get(plain, plain)


def _given(hint: Any) -> Any:
    """Return the type of a limit that is not None."""
    if not isinstance(hint, UnionType):
        return hint
    return next(each for each in get_args(hint) if each is not type(None))
