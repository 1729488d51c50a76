"""What is counted of a dataset while it is written: for the card, the manifest and the screen."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from postprocess.pairs import Pair

PERCENTILES = (5, 50, 95)


@dataclass(slots=True)
class Measures:
    """Rows by task, language, site and licence; lengths of both sides in characters, 8 bytes a row."""

    tasks: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    licenses: Counter[str] = field(default_factory=Counter)
    masked: Counter[str] = field(default_factory=Counter)
    _prompts: array[int] = field(default_factory=lambda: array("I"))
    _responses: array[int] = field(default_factory=lambda: array("I"))

    def add(self, pair: Pair, masked: Mapping[str, int] | None = None) -> None:
        """Count one pair, and what is masked in it by kind."""
        self.masked.update(masked or {})
        self.tasks[pair.task] += 1
        self.languages[pair.language] += 1
        self.sites[pair.site] += 1
        self.licenses[pair.license or "unknown"] += 1
        if not pair.is_document:
            self._prompts.append(len(pair.prompt))
        self._responses.append(len(pair.response))

    def lengths(self) -> dict[str, dict[int, int]]:
        """Return percentiles of the characters of prompts and responses."""
        sides = {"prompt": self._prompts, "response": self._responses}
        return {side: percentiles(values) for side, values in sides.items() if values}


def percentiles(values: array[int]) -> dict[int, int]:
    """Return the 5th, 50th and 95th percentile of some numbers (nearest rank).

    >>> percentiles(array("I", range(1, 101)))
    {5: 5, 50: 50, 95: 95}
    """
    ordered = sorted(values)
    return {each: ordered[max(0, -(-each * len(ordered) // 100) - 1)] for each in PERCENTILES}
