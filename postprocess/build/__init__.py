"""Builders: pure functions from a work to pairs.

A builder yields nothing for kinds of work that are not its business.  It makes prompts no longer
than ``max_prompt_bytes`` where it can choose their length.  To add one: a function
``build(work, max_prompt_bytes)``, a line in BUILDERS, a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from postprocess.build import continuation, dialogue, pretraining, qa, roleplay
from postprocess.pairs import Pair, Work

Builder = Callable[[Work, int], Iterator[Pair]]

BUILDERS: dict[str, Builder] = {
    "qa": qa.build,
    "dialogue": dialogue.build,
    "roleplay": roleplay.build,
    "continuation": continuation.build,
    "pretraining": pretraining.build,
}
