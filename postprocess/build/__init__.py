"""Builders: pure functions from a work to pairs.

A builder yields nothing for kinds of work that are not its business.  It makes prompts no longer
than ``max_prompt_bytes`` where it can choose their length.  To add one: a function
``build(work, max_prompt_bytes)``, a line in BUILDERS, a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from postprocess.build import (
    continuation,
    dialogue,
    howto,
    masked,
    pretraining,
    qa,
    roleplay,
    scripts,
    speakers,
    titles,
)
from postprocess.pairs import Pair, Work

Builder = Callable[[Work, int], Iterator[Pair]]

BUILDERS: dict[str, Builder] = {
    "qa": qa.build,
    "dialogue": dialogue.build,
    "roleplay": roleplay.build,
    "continuation": continuation.build,
    "pretraining": pretraining.build,
    "howto": howto.build,
    "title": titles.build,
    "masked": masked.build,
    "speaker": speakers.build,
    "script": scripts.build,
}
# What a recipe builds that does not name its tasks; the others say the same texts in another way.
USUAL = ("qa", "dialogue", "roleplay", "continuation", "pretraining")
