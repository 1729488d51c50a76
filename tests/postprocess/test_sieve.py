"""The sieve refuses what is not fit to learn from, each for a reason that holds its limit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import a_pair

from postprocess.build.making import prompt_bytes
from postprocess.pairs import Pair
from postprocess.recipe import Recipe
from postprocess.sieve import unfit

RECIPE = Recipe("r", "", min_prompt_chars=3, min_response_chars=4, max_prompt_bytes=200, max_chars=300)


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        (a_pair("asked", "answered"), ""),
        (a_pair("asked", " \n"), "one side is empty"),
        (a_pair(" ", "answered"), "one side is empty"),
        (a_pair("\u3000", "old", "asked", "answered"), "one side is empty"),
        (a_pair("asked", "ans"), "response below 4 characters"),
        (a_pair("asked", " an \n"), "response below 4 characters"),
        (a_pair("as", "answered"), "prompt below 3 characters"),
        (a_pair("问" * 60, "答" * 9), "prompt above 200 bytes"),
        (a_pair("旧" * 60, "old", "asked", "answered"), "prompt above 200 bytes"),
        (a_pair("asked", "answered", system="s" * 200), "prompt above 200 bytes"),
        (a_pair("the same", " the same\n"), "both sides are the same"),
        (a_pair("asked", "a" * 300), "above 300 characters"),
        (a_pair("a document"), ""),
        (a_pair("一" * 5000), ""),
        (a_pair(" "), "one side is empty"),
        (a_pair("ab"), "response below 4 characters"),
    ],
    ids=[
        "fit", "no answer", "no question", "empty turn", "short answer", "spaces", "short question",
        "long question", "long history", "long system", "same", "long", "document", "long document",
        "empty document", "short document",
    ],
)  # fmt: skip
def test_a_pair_is_refused_for_its_reason(pair: Pair, reason: str) -> None:
    """Counted by reason, so that a limit that is wrong is seen."""
    assert unfit(pair, RECIPE) == reason


@pytest.mark.parametrize(
    "texts", [("问" * 20, "答" * 9), ("a", "b", "问" * 9, "答" * 9)], ids=["one", "history"]
)
def test_a_prompt_of_just_the_limit_passes(texts: tuple[str, ...]) -> None:
    """And of one byte more does not."""
    pair = a_pair(*texts, system="你是老手。")
    size = prompt_bytes(pair)
    limits = (replace(RECIPE, max_prompt_bytes=size), replace(RECIPE, max_prompt_bytes=size - 1))
    assert [unfit(pair, recipe) for recipe in limits] == ["", f"prompt above {size - 1} bytes"]


def test_lone_surrogates_are_measured_too() -> None:
    """No text stops a build."""
    assert unfit(a_pair("\ud800" * 9, "\udfff" * 9), RECIPE) == ""
