"""Texts that no one wrote, as long as wanted: chains of characters or words of the demo's novels and forums.

Each unit is followed by one that follows it somewhere in the demo, and now and then by any other, so
that two texts share words and turns of phrase as texts of one language do, and few runs of five units.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DEMO = Path(__file__).parents[1] / "seeds" / "demo"
EN, ZH = "en", "zh"
# Share of units that follow nothing: without it rare words would pull whole sentences of the demo in.
LEAP = {ZH: 0.1, EN: 0.3}
CHARS_A_UNIT = {ZH: 1.0, EN: 5.0}  # a little less than is true, so that no text falls short
SPREAD = 0.5  # lengths lie this share above and below the wanted one

Numbers = NDArray[np.int64]


class Chain(NamedTuple):
    """The units of a language, the demo as their numbers, and where in it each of them stands."""

    units: NDArray[np.str_]
    demo: Numbers
    places: Numbers
    first: Numbers
    times: Numbers


def prose(language: str, texts: int, chars: int, random: np.random.Generator) -> list[str]:
    """Return ``texts`` unrelated texts of ``chars`` characters, give or take half, on several lines."""
    chain = _chain(language)
    steps = int(chars * (1 + SPREAD) / CHARS_A_UNIT[language]) + 1
    walked = _walk(chain, LEAP[language], (steps, texts), random)
    sizes = random.integers(int(chars * (1 - SPREAD)), int(chars * (1 + SPREAD)) + 1, texts).tolist()
    joint = "" if language == ZH else " "
    return [
        _cut(joint.join(chain.units[path].tolist()), size, language)
        for path, size in zip(walked.T, sizes, strict=True)
    ]


def _walk(chain: Chain, leap: float, shape: tuple[int, int], random: np.random.Generator) -> Numbers:
    """Return numbers of units, a column a text; all texts take each step together, as numpy is quick at."""
    steps, texts = shape
    walked = np.empty(shape, np.int64)
    place = random.integers(0, len(chain.demo) - 1, texts)
    for step in range(steps):
        unit = chain.demo[place]
        walked[step] = unit
        chance = random.random((2, texts))
        after = chain.places[chain.first[unit] + (chance[0] * chain.times[unit]).astype(np.int64)] + 1
        anywhere = (chance[0] * len(chain.demo)).astype(np.int64)
        place = np.where((chance[1] < leap) | (after == len(chain.demo)), anywhere, after)
    return walked


def _cut(text: str, size: int, language: str) -> str:
    """Return the text's beginning with single line ends, a whole number of units long."""
    text = re.sub(r" ?\n[ \n]*", "\n", text).lstrip()[:size]
    return text if language == ZH else text.rpartition(" ")[0]


@cache
def _chain(language: str) -> Chain:
    text = "\n".join(_paragraphs(language))
    found = re.findall(r"\S|\n" if language == ZH else r"\S+|\n", text)
    units, demo = np.unique(found, return_inverse=True)
    count = np.bincount(demo)
    return Chain(units, demo, np.argsort(demo, kind="stable"), np.cumsum(count) - count, count)


def _paragraphs(language: str) -> list[str]:
    """Return the paragraphs of the demo's novel and the posts of its forum."""
    novel = (DEMO / f"novel-{language}.txt").read_text(encoding="utf-8")
    forum = tomllib.loads((DEMO / f"forum-{language}.toml").read_text(encoding="utf-8"))
    posts = [post["text"] for thread in forum["thread"] for post in thread["post"]]
    return [line for text in [novel, *posts] for line in text.split("\n") if line.strip()]
