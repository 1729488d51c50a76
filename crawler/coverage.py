"""How much of what a record could say is there: titles, authors, times, languages, licences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from crawler.records import Part, Record

OF_RECORDS: dict[str, Callable[[Record], bool]] = {
    "title": lambda record: bool(record.title),
    "author": lambda record: bool(record.author),
    "published": lambda record: bool(record.published),
    "language": lambda record: record.language not in ("", "und"),
    "licence": lambda record: bool(record.licence),
}
OF_PARTS: dict[str, Callable[[Part], bool]] = {
    "author": lambda part: bool(part.author),
    "published": lambda part: bool(part.published),
}


@dataclass(slots=True)
class Coverage:
    """Counts which fields are there.

    ``counts`` holds "record" and "part", how many there were, and how many of them had a field:
    "record title", "part author" and so on.
    """

    counts: Counter[str] = field(default_factory=Counter)

    def see(self, record: Record) -> None:
        """Count a record and its parts."""
        self.counts["record"] += 1
        self.counts["part"] += len(record.parts)
        self.counts.update(f"record {name}" for name, has in OF_RECORDS.items() if has(record))
        for name, has in OF_PARTS.items():
            self.counts[f"part {name}"] += sum(map(has, record.parts))


def coverage(counts: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Return the shares (0 to 1) of records and of parts that have each field, {} of what there is none of.

    >>> coverage({"record": 4, "record title": 3, "part": 0})["record"]["title"]
    0.75
    """
    kinds: dict[str, Iterable[str]] = {"record": OF_RECORDS, "part": OF_PARTS}
    return {
        kind: {name: round(counts.get(f"{kind} {name}", 0) / counts[kind], 4) for name in fields}
        for kind, fields in kinds.items()
        if counts.get(kind)
    }
