"""A recipe from first to last stage: tables, unique, works, pairs, split, formats and card.

Everything is written into a draft folder that takes its name when it is whole, so that a dataset
is there or is not, and never half.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from ibis.expr.types import Table

from crawler.errors import StoreError
from crawler.store import Lines
from postprocess.describe import describe
from postprocess.drafts import Drafts, Maker, packed, unpacked
from postprocess.engine import BATCH, MEMORY, Engine, stream, write
from postprocess.engines import opened
from postprocess.outcome import Outcome
from postprocess.pairs import Pair
from postprocess.places import Place
from postprocess.pool import Died, cores, spread
from postprocess.recipe import Recipe
from postprocess.references import SIGNATURES, Overlap
from postprocess.said import Said
from postprocess.tables import ALL, record_files, write_tables
from postprocess.unique import Choice, choose, current, latest, permissions
from postprocess.works import apart, gathered, names
from postprocess.write import Writer, facts

# Bytes of typed records below which the start of processes costs more than they gain.
SMALL = 15_000_000


def build(
    recipe: Recipe,
    data: Place,
    out: Path,
    command: str,
    memory: str = MEMORY,
    processes: int = 0,
    engine: str = "local",
) -> Outcome:
    """Build a dataset; an older one of the same name is replaced when the new one is whole.

    ``memory`` is what the engine may hold; it spills to disk beyond that.  ``processes`` is how many
    work on large data (0: one a core); no byte of the dataset depends on it.  ``engine`` is one of ENGINES.

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
    outcome = _stages(recipe, data, draft, memory, processes, engine)
    if not outcome.rows:
        reasons = ", ".join(f"{reason} {n}" for reason, n in outcome.drops.most_common(5))
        raise StoreError(f"{out}: no pair came of {outcome.works} works; dropped: {reasons or 'nothing'}")
    describe(recipe, data, draft, out.name, command, outcome)
    shutil.rmtree(out, ignore_errors=True)
    draft.replace(out)
    return replace(outcome, folder=out)


def _stages(recipe: Recipe, data: Place, draft: Path, memory: str, processes: int, word: str) -> Outcome:
    tables = draft / "tables"
    with opened(word, tables / "work", memory, processes) as engine:
        outcome = Outcome(draft, write_tables(data, recipe.sites, tables, recipe.steps, processes))
        records = latest(engine.read(tables / ALL["records"]))
        units = current(engine.read(tables / ALL["units"]), records)
        choice = choose(engine, records, units, recipe)
        outcome.consent = permissions(engine, records)
        _tell(engine, draft, choice, outcome)
        _sign(engine, draft, units, choice, outcome)
        writer = Writer(draft)
        maker = Maker(recipe, Overlap([Path(each) for each in recipe.evaluations]))
        small = sum(path.stat().st_size for path in tables.glob(ALL["records"])) < SMALL
        rows = gathered(engine, records, choice.dropped, choice.groups)
        _write(maker, rows, writer, outcome, 1 if small else cores(processes))
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


def _write(maker: Maker, rows: Iterator[pa.Table], writer: Writer, outcome: Outcome, processes: int) -> None:
    """Write the pairs of all works, each once: only here it is known which came before."""
    seen: set[bytes] = set()
    jobs = map(packed, rows)
    with spread(maker.drafts, processes) as each:
        for job, answer in each(jobs):
            for made in _singly(maker, job) if isinstance(answer, Died) else [answer]:
                outcome.works += made.works
                outcome.drops.update({f"post marked {mark}": n for mark, n in made.marks.items()})
                for work, why in made.failed:
                    outcome.drops["a builder failed"] += 1
                    outcome.failed.append(f"{work}: {why}")
                _add(made, seen, writer, outcome)


def _add(made: Drafts, seen: set[bytes], writer: Writer, outcome: Outcome) -> None:
    """Write what is new among drafts; 16 bytes a pair are remembered."""
    pairs, new = list[tuple[Pair, Said]](), list[bool]()
    for draft in made.drafts:
        reason = "the same pair again" if draft.key in seen else draft.reason
        if draft.key:
            seen.add(draft.key)
        if reason:
            outcome.drops[f"{draft.task}: {reason}"] += 1
        if draft.written:
            new.append(not reason)
        if draft.written and not reason:
            pairs.append(draft.written)
            outcome.measures.add(draft.written[0], draft.masked)
    if pairs:
        writer.add(pairs, made.rows.filter(pa.array(new)))


def _singly(maker: Maker, job: pa.Buffer) -> Iterator[Drafts]:
    """Build the works again of which one ended its process, each alone; that one is named and left out."""
    with spread(maker.drafts, 2) as each:
        for one, answer in each(map(packed, apart(unpacked(job)))):
            if isinstance(answer, Died):
                (name,) = {f"{site}/{work}" for site, work in names(unpacked(one))}
                yield Drafts(works=1, failed=[(name, answer.reason)])
            else:
                yield answer
