"""Which pairs are fit to learn from: each reason to refuse one is measured before it is judged."""

from __future__ import annotations

from postprocess.build.making import prompt_bytes
from postprocess.pairs import Pair
from postprocess.recipe import Recipe


def unfit(pair: Pair, recipe: Recipe) -> str:
    """Return why a pair is refused, "" if it is not; lengths are in characters."""
    prompt, response = pair.prompt.strip(), pair.response.strip()
    if not all(turn.text.strip() for turn in pair.turns):
        return "one side is empty"
    if len(response) < recipe.min_response_chars:
        return f"response below {recipe.min_response_chars} characters"
    if not pair.is_document and len(prompt) < recipe.min_prompt_chars:
        return f"prompt below {recipe.min_prompt_chars} characters"
    if not pair.is_document and prompt_bytes(pair) > recipe.max_prompt_bytes:
        return f"prompt above {recipe.max_prompt_bytes} bytes"
    if prompt == response:
        return "both sides are the same"
    if not pair.is_document and sum(len(turn.text) for turn in pair.turns) > recipe.max_chars:
        return f"above {recipe.max_chars} characters"
    return ""
