"""What one process makes of some works: their pairs, screened and said in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2s
from typing import NamedTuple

import pyarrow as pa

from crawler.guard import bug_place
from postprocess.build import BUILDERS
from postprocess.checks.tables import SCHEMA
from postprocess.pairs import Pair, Work
from postprocess.private import Policy, Screen
from postprocess.recipe import Recipe
from postprocess.references import Overlap
from postprocess.said import Said, canonical, said
from postprocess.sieve import unfit
from postprocess.split import side
from postprocess.works import works


class Draft(NamedTuple):
    """A pair that was built: what is written of it, or why it is not; ``task`` says who built it.

    ``key`` is the same for pairs of the same texts, b"" where the pair was refused before that
    counts; ``masked`` has the kinds of private data in it.
    """

    task: str
    reason: str
    key: bytes = b""
    written: tuple[Pair, Said] | None = None
    masked: Counter[str] | None = None


@dataclass(slots=True)
class Drafts:
    """What came of some works: a draft for each pair in order, and a canonical row for each that is written.

    ``failed`` are works at which a builder failed, with its place; nothing of them is in the rest.
    """

    works: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    drafts: list[Draft] = field(default_factory=list)
    rows: pa.Table = field(default_factory=SCHEMA.empty_table)
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Maker:
    """A recipe, and the test sets that no pair may overlap with."""

    recipe: Recipe
    tests: Overlap

    def drafts(self, stream: pa.Buffer) -> Drafts:
        """Return what comes of the works in a stream of rows (see ``packed``)."""
        found = Drafts()
        for work in works(unpacked(stream)):
            found.works += 1
            try:
                own = list(self._drafts(work))
            except Exception as bug:
                found.failed.append((work.id, bug_place(bug)))
                continue
            found.marks.update(piece.part.mark for piece in work.pieces if piece.part.mark)
            found.drafts += own
        found.rows = canonical(draft.written[0] for draft in found.drafts if draft.written)
        return found

    def _drafts(self, work: Work) -> Iterator[Draft]:
        screen = Screen(Policy(self.recipe.private, self.recipe.private_kinds), work)
        for task in self.recipe.tasks:
            for pair in BUILDERS[task](work, self.recipe.max_prompt_bytes):
                yield self._draft(task, pair, screen)

    def _draft(self, task: str, pair: Pair, screen: Screen) -> Draft:
        if reason := unfit(pair, self.recipe):
            return Draft(task, reason)
        key, masked = _key(pair), Counter[str]()
        if any(self.tests.holds(turn.text) for turn in pair.turns):
            return Draft(task, "overlaps with a test set", key)
        shown = screen.hidden(pair, masked)
        if isinstance(shown, str):
            return Draft(task, shown, key)
        placed = _placed(shown, self.recipe)
        return Draft(task, "", key, (placed, said(placed, self.recipe.formats)), masked)


def packed(rows: pa.Table) -> pa.Buffer:
    """Return rows as a stream of theirs alone; a pickled slice would hold the whole that it was cut from."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return sink.getvalue()


def unpacked(stream: pa.Buffer) -> pa.Table:
    """Return the rows of a stream."""
    return pa.ipc.open_stream(stream).read_all()


def _key(pair: Pair) -> bytes:
    return blake2s(f"{pair.prompt}\n{pair.response}".encode("utf-8", "replace"), digest_size=16).digest()


def _placed(pair: Pair, recipe: Recipe) -> Pair:
    shares = {"validation_share": recipe.validation_share, "test_share": recipe.test_share}
    return replace(pair, split=side(pair.group, **shares))
