"""The names that a text itself gives: who is said to speak or act in its narration.

Chinese names are found in crawler.text.cast_zh, English ones in crawler.text.cast_en.  What is
found is for telling speakers apart, so that a name too few costs less than a false one.
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.text import cast_en, cast_zh
from crawler.text.gaps import Gap
from crawler.text.surnames import COMPOUND, SURNAMES, TITLES

__all__ = ["COMPOUND", "SURNAMES", "TITLES", "cast"]

MAX_NAMES = 300  # a novel's cast; the rest are named too seldom to be told apart


def cast(text: str, between: Sequence[Gap], language: str) -> list[list[str]]:
    """Return the alias lists of who is said to speak or act in the narration ``between``, the most named first.

    ``language`` is zh or en.  A description that speaks (“the old man”, 掌柜的) is a name too,
    and so is a first-person narrator, as “I” or 我.
    """
    find = cast_zh.names if language == "zh" else cast_en.names
    return find(text, between)[:MAX_NAMES]
