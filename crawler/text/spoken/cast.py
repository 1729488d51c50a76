"""The names that a text itself gives: who is said to speak or act in its narration.

Chinese names are found in crawler.text.spoken.cast_zh, English ones in crawler.text.spoken.cast_en.  What is
found is for telling speakers apart, so that a name too few costs less than a false one.
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.text.spoken import cast_en, cast_zh
from crawler.text.spoken.gaps import Gap, gaps, language_of
from crawler.text.spoken.surnames import COMPOUND, SURNAMES, TITLES

__all__ = ["COMPOUND", "SURNAMES", "TITLES", "cast"]

MAX_NAMES = 300  # a novel's cast; the rest are named too seldom to be told apart


def cast(
    text: str,
    quotations: Sequence[tuple[int, int]],
    language: str = "",
    between: Sequence[Gap] | None = None,
) -> list[list[str]]:
    """Return the alias lists of who is said to speak or act in the narration, the most named first.

    ``quotations`` are (start, end), in order and apart; ``language`` is BCP 47, told by the
    characters where it is neither zh nor en; ``between`` are the gaps, if they are known.  A
    description that speaks (“the old man”, 掌柜的) is a name too, and so is a first-person
    narrator, as “I” or 我.
    """
    language = language_of(text, language)
    find = cast_zh.names if language == "zh" else cast_en.names
    return find(text, gaps(text, quotations, language) if between is None else between)[:MAX_NAMES]
