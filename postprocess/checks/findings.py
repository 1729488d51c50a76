"""The nouns of a check: what one rule found wrong, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

# A JSON value as read, of any type until a rule has looked at it.
Json = Any
# A rule's name and what is wrong, before it is known where.
Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What ``rule`` found in ``file``, a path in the dataset's folder.

    ``row`` counts from 1 and is the line in a JSON-lines file; 0 says that it is the whole file.

    >>> print(Finding("alpaca.jsonl", 3, "empty side", "output is blank"))
    alpaca.jsonl:3: empty side: output is blank
    """

    file: str
    row: int
    rule: str
    message: str

    def __str__(self) -> str:
        """Return the finding as one line."""
        place = f"{self.file}:{self.row}" if self.row else self.file
        return f"{place}: {self.rule}: {self.message}"


def at(file: str, row: int, problems: Iterable[Problem]) -> Iterator[Finding]:
    """Yield problems as findings in one place, each message one line of at most 300 characters."""
    return (Finding(file, row, rule, " ".join(message.split())[:300]) for rule, message in problems)


def limited(findings: Iterable[Finding], *, most: int = 20) -> Iterator[Finding]:
    """Yield the first ``most`` findings of each rule in each file, then how many more there are.

    One slip in a writer is wrong in every row, and a million findings help nobody.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        seen[finding.file, finding.rule] += 1
        if seen[finding.file, finding.rule] <= most:
            yield finding
    for (file, rule), count in seen.items():
        if count > most:
            yield Finding(file, 0, rule, f"{count - most} more like these")
