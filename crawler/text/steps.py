"""The text steps: pure functions from a record to a record or a drop.

STEPS is the order in which every driver (item pipelines, reparse) runs them.  To add one: a
function, a line here, a test.  A step has its limits as keyword arguments; ``steps`` binds those
that a site's file sets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from crawler.records import Drop, Record
from crawler.sites import Site
from crawler.text import clean, dialogue, duplicates, language, quality

Step = Callable[[Record], Record | Drop]

STEPS: dict[str, Callable[..., Record | Drop]] = {
    "spaces": clean.spaces,
    "noise": clean.without_noise,
    "enough_text": quality.enough_text,
    "repeated_lines": quality.without_repeated_lines,
    "marks": quality.marks,
    "language": language.label,
    "dialogue": dialogue.mark,
    "signature": duplicates.sign,
}


def steps(site: Site) -> list[Step]:
    """Return the steps with the limits of a site."""
    limits: dict[str, dict[str, object]] = {
        "enough_text": {"min_chars": site.limits.min_chars},
        "repeated_lines": {"max_share": site.limits.max_repeated_share},
        "language": {"hint": site.language or None, "detector": site.detector},
    }
    return [partial(step, **limits.get(name, {})) for name, step in STEPS.items()]


def refine(record: Record, site: Site) -> Record | Drop:
    """Run all steps over a record; the first drop ends it."""
    for step in steps(site):
        result = step(record)
        if isinstance(result, Drop):
            return result
        record = result
    return record
