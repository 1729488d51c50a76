"""Which documents of a planted set are alike, by exact Jaccard similarity, and how well a run told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from planted import Made

from crawler.text.duplicates import jaccard
from crawler.text.shingles import shingles

THRESHOLD = 0.8
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("form", pa.string()),
        ("kind", pa.string()),
        ("language", pa.string()),
        ("near", pa.list_(pa.string())),
    ]
)
MANY = ("repeated", "short")  # kinds of documents that are the same to the letter


@dataclass(frozen=True)
class Known:
    """A document of a planted group: what it is, and the forms it is 0.8 or more like, its own among them.

    Documents that are one text to the letter have one form, so that 10,000 of them need no pairs.
    """

    id: str
    form: str
    kind: str
    language: str
    near: list[str]


@dataclass(frozen=True)
class Score:
    """What became of the documents of a set.

    A kept document is a copy ``left`` if it is near to one kept before it in the file; a dropped one
    is ``right`` if it is near to one that was kept, and ``lost`` if not.  ``left`` counts by language,
    short posts apart, ``missed`` counts the same by kind; ``near_right`` and ``near_left`` count the
    near-copies alone, without texts that are repeated to the letter a thousand times.
    """

    right: int
    lost: int
    left: Counter[str]
    missed: Counter[str]
    near_right: int
    near_left: int

    @property
    def recall(self) -> float:
        """Share of the copies that were dropped, 0 to 1."""
        return self.right / max(1, self.right + self.left.total())

    @property
    def near_recall(self) -> float:
        """The same of near-copies."""
        return self.near_right / max(1, self.near_right + self.near_left)

    @property
    def precision(self) -> float:
        """Share of the dropped that are near to something kept, 0 to 1."""
        return self.right / max(1, self.right + self.lost)


def known(documents: Iterable[tuple[str, Made]]) -> list[Known]:
    """Return what is known of documents in planted groups; in each family all pairs are compared."""
    found: list[Known] = []
    families: dict[int, list[tuple[str, Made]]] = {}
    for key, made in documents:
        if made.form:
            found.append(Known(key, made.form, made.kind, made.language, [made.form]))
        elif made.family:
            families.setdefault(made.family, []).append((key, made))
    for members in families.values():
        near = {key: [key] for key, _ in members}
        hashes = {key: shingles(made.text) for key, made in members}
        for one, other in combinations(near, 2):
            if jaccard(hashes[one], hashes[other]) >= THRESHOLD:
                near[one].append(other)
                near[other].append(one)
        found += [Known(key, key, made.kind, made.language, near[key]) for key, made in members]
    return found


def strangers(documents: Iterable[Made], sample: int = 200) -> float:
    """Return the highest Jaccard similarity among the first documents that are to be like no other."""
    alone = [shingles(made.text) for made in documents if made.kind == "alone"][:sample]
    return max((jaccard(one, other) for one, other in combinations(alone, 2)), default=0.0)


def read(path: Path) -> list[Known]:
    """Return the rows of truth.parquet, in the order of the documents."""
    rows = [Known(**row) for row in pq.read_table(path).to_pylist()]
    return sorted(rows, key=lambda each: each.id)


def score(rows: list[Known], documents: set[str], kept: set[str]) -> Score:
    """Hold what was kept against what is known; documents without a row are like no other."""
    stay = {row.form for row in rows if row.id in kept}
    seen: set[str] = set()
    left: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    right = near_right = near_left = 0
    for row in rows:
        if row.id in kept:
            if seen.intersection(row.near):
                left["short" if row.kind == "short" else row.language] += 1
                missed[row.kind] += 1
                near_left += row.kind not in MANY
            seen.add(row.form)
        elif stay.intersection(row.near):
            right += 1
            near_right += row.kind not in MANY
    lost = len(documents - kept) - right
    return Score(right, lost, left, missed, near_right, near_left)
