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
# Threads whose posts are counted; the posts of further ones are not, so that the memory does not grow.
MAX_THREADS = 100_000


@dataclass(slots=True)
class Coverage:
    """Counts which fields are there, and the posts of threads whose pages say how many there are.

    ``counts`` holds "record" and "part", how many there were, and how many of them had a field:
    "record title", "part author" and so on.
    """

    counts: Counter[str] = field(default_factory=Counter)
    posts_said: dict[str, int] = field(default_factory=dict)
    posts_got: dict[str, dict[tuple[int, int], int]] = field(default_factory=dict)

    def see(self, record: Record) -> None:
        """Count a record and its parts."""
        self.counts["record"] += 1
        self.counts["part"] += len(record.parts)
        self.counts.update(f"record {name}" for name, has in OF_RECORDS.items() if has(record))
        for name, has in OF_PARTS.items():
            self.counts[f"part {name}"] += sum(map(has, record.parts))
        self._posts(record)

    def _posts(self, record: Record) -> None:
        said = record.meta.get("advertised_posts")
        known = record.work in self.posts_got
        if record.work and (known or (isinstance(said, int) and len(self.posts_got) < MAX_THREADS)):
            place = (record.position, record.page)
            self.posts_got.setdefault(record.work, {})[place] = len({part.id for part in record.parts})
            if isinstance(said, int):
                self.posts_said[record.work] = max(said, self.posts_said.get(record.work, 0))


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


def short_threads(seen: Coverage) -> dict[str, tuple[int, int]]:
    """Return the threads of which a run got fewer posts than their pages advertise: posts said and got.

    A run that looked at some pages of a thread only is short of the others' posts too.
    """
    got = {work: sum(pages.values()) for work, pages in seen.posts_got.items()}
    return {work: (said, got[work]) for work, said in seen.posts_said.items() if got[work] < said}
