"""A recipe from first to last stage: tables, unique, works, pairs, split, formats and card.

Everything is written into a draft folder that takes its name when it is whole, so that a dataset
is there or is not, and never half.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2s
from pathlib import Path

from ibis.expr.types import Table

from crawler.errors import StoreError
from crawler.store import Lines
from postprocess.build import BUILDERS
from postprocess.describe import describe
from postprocess.engine import BATCH, MEMORY, Engine, stream, write
from postprocess.engines import opened
from postprocess.outcome import Outcome
from postprocess.pairs import Pair
from postprocess.private import Policy, Screen
from postprocess.recipe import Recipe
from postprocess.references import SIGNATURES, Overlap
from postprocess.sieve import unfit
from postprocess.split import side
from postprocess.tables import record_files, write_tables
from postprocess.unique import Choice, choose, current, latest, permissions
from postprocess.works import gather
from postprocess.write import Writer, facts


def build(
    recipe: Recipe, data: Path, out: Path, command: str, memory: str = MEMORY, engine: str = "local"
) -> Outcome:
    """Build a dataset; an older one of the same name is replaced when the new one is whole.

    ``memory`` is what the engine may hold; it spills to disk beyond that.  ``engine`` is one of ENGINES.

    EngineError if the engine is not to be had; StoreError if there are no records, no pair comes of
    them, or ``out`` holds something else.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / "manifest.json").exists():
        raise StoreError(f"{out}: it holds no dataset and would be deleted; name another folder with --out")
    held = {path.parent.name for path in record_files(data, recipe.sites)}
    if lacking := [site for site in recipe.sites if site not in held] or ([] if held else ["any site"]):
        wanted = ", ".join(lacking)
        raise StoreError(
            f"{data / 'records'}: there are no records of {wanted}; `scrapy crawl <site>` makes them"
        )
    draft = out.with_name(out.name + ".tmp")
    shutil.rmtree(draft, ignore_errors=True)
    outcome = _stages(recipe, data, draft, memory, engine)
    if not outcome.rows:
        reasons = ", ".join(f"{reason} {n}" for reason, n in outcome.drops.most_common(5))
        raise StoreError(f"{out}: no pair came of {outcome.works} works; dropped: {reasons or 'nothing'}")
    describe(recipe, data, draft, out.name, command, outcome)
    shutil.rmtree(out, ignore_errors=True)
    draft.replace(out)
    return replace(outcome, folder=out)


def _stages(recipe: Recipe, data: Path, draft: Path, memory: str, word: str) -> Outcome:
    tables = draft / "tables"
    with opened(word, tables / "work", memory) as engine:
        outcome = Outcome(draft, write_tables(data, recipe.sites, tables, recipe.steps))
        records = latest(engine.read(tables / "records.parquet"))
        units = current(engine.read(tables / "units.parquet"), records)
        choice = choose(engine, records, units, recipe)
        outcome.consent = permissions(engine, records)
        _tell(engine, draft, choice, outcome)
        _sign(engine, draft, units, choice, outcome)
        writer = Writer(draft, recipe.formats)
        for pair in _pairs(engine, recipe, records, choice, outcome):
            writer.add(pair)
            outcome.measures.add(pair)
        outcome.files |= writer.close(engine, records)
        outcome.rows = writer.rows
        outcome.drops.update({f"format: {reason}": n for reason, n in writer.unsaid.items()})
    if outcome.intake.bad:
        (tables / "quarantine.jsonl").replace(draft / "quarantine.jsonl")
        outcome.files["quarantine.jsonl"] = facts(draft / "quarantine.jsonl", outcome.intake.bad)
    shutil.rmtree(tables)
    return outcome


def _tell(engine: Engine, draft: Path, choice: Choice, outcome: Outcome) -> None:
    """Write which records and posts were left out, if any were, and count them."""
    lines = Lines(draft / "dropped.jsonl")
    ordered = choice.dropped.select("unit", "stage", "reason").order_by("unit")
    for row in stream(engine, ordered):
        lines.append(row)
        outcome.drops[row["reason"] if row["stage"] == "consent" else row["stage"]] += 1
    lines.close()
    if not lines.count:
        lines.path.unlink()  # loaders refuse a file without rows
    else:
        outcome.files["dropped.jsonl"] = facts(lines.path, lines.count)


def _sign(engine: Engine, draft: Path, units: Table, choice: Choice, outcome: Outcome) -> None:
    """Write the signatures of what stays, for builds that come later to be held against."""
    path = draft / SIGNATURES
    gone = choice.dropped.filter(choice.dropped.part == "").select("record")
    kept = units.anti_join(gone, "record").anti_join(choice.dropped, "unit")
    rows = write(engine, kept.drop("run", "line").order_by("unit"), path, BATCH)
    outcome.files[SIGNATURES] = facts(path, rows)


def _pairs(
    engine: Engine, recipe: Recipe, records: Table, choice: Choice, outcome: Outcome
) -> Iterator[Pair]:
    """Yield the pairs of all works that are fit, each once, on their side of the split."""
    seen: set[bytes] = set()
    tests = Overlap([Path(each) for each in recipe.evaluations])
    for work in gather(engine, records, choice.dropped, choice.groups):
        outcome.works += 1
        outcome.drops.update(f"post marked {piece.part.mark}" for piece in work.pieces if piece.part.mark)
        screen = Screen(Policy(recipe.private, recipe.private_kinds), work)
        for task in recipe.tasks:
            for pair in BUILDERS[task](work, recipe.max_prompt_bytes):
                reason = unfit(pair, recipe) or ("the same pair again" if _known(pair, seen) else "")
                if not reason and any(tests.holds(turn.text) for turn in pair.turns):
                    reason = "overlaps with a test set"
                if reason:
                    outcome.drops[f"{task}: {reason}"] += 1
                    continue
                shown = screen.hidden(pair, outcome.measures.masked)
                if isinstance(shown, str):
                    outcome.drops[f"{task}: {shown}"] += 1
                    continue
                yield _placed(shown, recipe)


def _known(pair: Pair, seen: set[bytes]) -> bool:
    """Whether a pair with the same texts came before; 16 bytes a pair are remembered."""
    key = blake2s(f"{pair.prompt}\n{pair.response}".encode("utf-8", "replace"), digest_size=16).digest()
    known = key in seen
    seen.add(key)
    return known


def _placed(pair: Pair, recipe: Recipe) -> Pair:
    shares = {"validation_share": recipe.validation_share, "test_share": recipe.test_share}
    return replace(pair, split=side(pair.group, **shares))
