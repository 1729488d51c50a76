"""The text steps: pure functions from a record to a record or a drop.

STEPS is the order in which every driver (item pipelines, reparse, a build) runs them.  To add
one: a function, a line here, a test.  A step has its limits as keyword arguments; what a site or
a recipe says of a step (crawler.text.options reads it) binds them, or switches the step off or on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from crawler.records import Drop, Record
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
