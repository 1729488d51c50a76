"""A screen: many patterns, each tried only where a word that it needs stands.

One scan over the bare form of a text (crawler.text.noise.bare) finds the words of all patterns at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation

from crawler.text.noise.bare import bare
from crawler.text.noise.literals import literals

Forms = Callable[[str], Iterable[str]]
Numbers = list[int]


class Screen:
    """Patterns in their order; ``forms`` gives the forms in which a word may stand in a text.

    The patterns are searched in a folded text that the caller makes; what they ask for must be there
    in the bare form of the text as well (see tests/crawler/text/test_notices.py).
    """

    def __init__(self, patterns: Sequence[str], forms: Forms = lambda word: (word,)) -> None:
        self.patterns = [re.compile(pattern) for pattern in patterns]
        owners: dict[str, set[int]] = {}
        for number, pattern in enumerate(patterns):
            for word in literals([pattern]):
                for form in forms(word):
                    owners.setdefault(form, set()).add(number)
        self._owners = list(owners.values())
        self._words = BytesAhoCorasick([word.encode() for word in owners], implementation=Implementation.DFA)

    def lines(self, text: str) -> dict[int, Numbers]:
        """Return which patterns may match in a line, by its number from 0; lines with none are left out."""
        content = bare(text)
        found = self._words.find_matches_as_indexes(content, overlapping=True)
        if not found:
            return {}
        ends = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n"))
        lines = np.searchsorted(ends, [start for _, start, _ in found]).tolist()
        owned: dict[int, set[int]] = {}
        for line, (word, _, _) in zip(lines, found, strict=True):
            owned.setdefault(line, set()).update(self._owners[word])
        return {line: sorted(numbers) for line, numbers in owned.items()}

    def candidates(self, text: str) -> Numbers:
        """Return the numbers of the patterns that may match in a text, in order."""
        found = self._words.find_matches_as_indexes(bare(text), overlapping=True)
        return sorted(set().union(*(self._owners[word] for word, _, _ in found))) if found else []
