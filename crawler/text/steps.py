"""The text steps: pure functions from a record to a record or a drop.

STEPS is the order in which every driver (item pipelines, reparse, a build) runs them.  To add
one: a function, a line here, a test.  A step has its limits as keyword arguments; what a site or
a recipe says of a step binds them, or switches the step off or on.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from crawler.config import check, nearest
from crawler.errors import DatasetError
from crawler.records import Drop, Part, Record
from crawler.text import (
    boilerplate,
    clean,
    content,
    conversion,
    corrections,
    dialogue,
    duplicates,
    forum,
    language,
    private,
    quality,
    removals,
)
from crawler.text.measures.limits import NEEDS

Step = Callable[[Record], Record | Drop]
Said = Mapping[str, bool | Mapping[str, Any]]  # step -> whether it runs, or its limits

STEPS: dict[str, Callable[..., Record | Drop]] = {
    "spaces": clean.spaces,
    "noise": clean.without_noise,
    "forum": forum.without_forum_noise,
    "boilerplate": boilerplate.without_boilerplate,
    "removals": removals.without_named,
    "enough_text": quality.enough_text,
    "language": language.label,
    "corrections": corrections.correct,
    "script": conversion.script,
    "quality": quality.judge,
    "marks": quality.marks,
    "content": content.flag,
    "private": private.private,
    "dialogue": dialogue.mark,
    "signature": duplicates.sign,
}
# Steps that change what a text says: they run only where a site or a recipe names them.
ASKED = frozenset(["removals", "corrections", "script"])
# What a file writes for a type that TOML does not have.
KINDS_IN_FILES: dict[Any, type] = {tuple: list, Iterable: list, Mapping: dict}
# Further limits of steps that take any of a table; what they are if not set depends on the language.
TABLED: dict[str, Iterable[str]] = {"quality": NEEDS}
# Steps that read what others may have changed, and run again after them.
READERS = ("dialogue", "signature")


def steps(said: Said = MappingProxyType({})) -> dict[str, Step]:
    """Return the steps that run, in order, with the limits that were said."""
    return {
        name: partial(step, **own) if isinstance(own := said.get(name), Mapping) else step
        for name, step in STEPS.items()
        if said.get(name, name not in ASKED) is not False
    }


def refine(record: Record, said: Said = MappingProxyType({})) -> Record | Drop:
    """Run all steps over a record; the first drop ends it."""
    return _through(record, steps(said))


def refine_again(record: Record, said: Said) -> Record | Drop:
    """Run the steps that are named over a record that was refined before.

    Quoted speech and signature are read anew where that changed the text.
    """
    named = {name: step for name, step in steps(said).items() if name in said}
    result = _through(record, named)
    if isinstance(result, Drop) or [part.text for part in result.parts] == [
        part.text for part in record.parts
    ]:
        return result
    return _through(result, {name: step for name, step in steps().items() if name in READERS})


def _through(record: Record, run: Mapping[str, Step]) -> Record | Drop:
    for step in run.values():
        result = step(record)
        if isinstance(result, Drop):
            return result
        record = result
    return record


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
    check(table, {limit: _kind(hint) for limit, hint in _hints(name).items()}, where, error)
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


@cache
def _hints(name: str) -> Mapping[str, Any]:
    """Return the types of a step's limits."""
    hints = get_type_hints(STEPS[name])
    return {limit: hints.get(limit, float) for limit in limits(name)}


def _kind(hint: Any) -> Any:
    """Return the type that a limit has in a file; one that may be None has that of its values."""
    if isinstance(hint, UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    plain = get_origin(hint) or hint
    return KINDS_IN_FILES.get(plain, plain)
