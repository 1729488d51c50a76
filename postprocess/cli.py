"""``pairmill <verb>``: results on stdout, progress on stderr.

Exit 0: done; 1: something is missing or failed; 2: the command or the recipe is wrong.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import duckdb

from crawler.errors import DatasetError, EngineError, RecipeError, StoreError
from postprocess.check import check
from postprocess.documents import Columns, deduplicate
from postprocess.engine import MEMORY
from postprocess.outcome import Outcome
from postprocess.places import Place, place
from postprocess.recipe import built_in, load_recipe
from postprocess.references import SIGNATURES
from postprocess.run import build
from postprocess.storage import at_hand, published

EXAMPLES = """examples:
  pairmill build demo                        the built-in recipe, into datasets/demo
  pairmill build my.toml --out datasets/my   a recipe of your own
  pairmill check datasets/demo               is every file as its readers want it?
  pairmill dedup texts.parquet --out kept    drop near-copies from a table of texts
  pairmill build demo --data s3://bucket/data --out s3://bucket/demo        docs/storage.md
"""


ENGINE = "local; spark for Spark on this machine; spark://host:port or sc://host:port for a cluster (local)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (RecipeError, EngineError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except DatasetError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'the system'}: {error.strerror or error}\n")
        return 1
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        sys.stderr.write(f"the engine stopped: {str(error).splitlines()[0]}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "pairmill",
        description="Turn records into documented prompt/response datasets.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pairmill {version('pairmill')}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    verb = verbs.add_parser("build", help="build a dataset by a recipe")
    verb.add_argument("recipe", help=f"a .toml file, or a built-in one: {', '.join(built_in())}")
    verb.add_argument(
        "--data", type=_place, default=Path("data"), help="where the records are: a folder, or s3://… (data)"
    )
    verb.add_argument("--out", type=_place, help="the dataset's folder (datasets/<recipe>)")
    verb.add_argument("--memory", default=MEMORY, help=f"what the engine may hold ({MEMORY})")
    verb.add_argument("--processes", type=int, default=0, help="how many work on it; default: one a core")
    verb.add_argument("--engine", default="local", help=ENGINE)
    verb.set_defaults(run=_build)
    verb = verbs.add_parser("check", help="read a dataset again as its readers would")
    verb.add_argument("dataset", type=_place, help="its folder")
    verb.set_defaults(run=_check)
    verb = verbs.add_parser("dedup", help="drop near-copies from Parquet files of texts")
    verb.add_argument("files", type=_place, nargs="+", metavar="FILE")
    verb.add_argument(
        "--out", type=_place, required=True, help="the folder for kept.parquet and copies.parquet"
    )
    verb.add_argument("--text", default="text", help="the column of the text (text)")
    verb.add_argument("--id", default="id", help="the column of the name, if there is one (id)")
    verb.add_argument("--min-similarity", type=_share, default=0.8, help="Jaccard similarity of a copy (0.8)")
    verb.add_argument("--memory", default=MEMORY, help=f"what the engine may hold ({MEMORY})")
    verb.add_argument("--engine", default="local", help=ENGINE)
    verb.add_argument("--processes", type=int, default=0, help="how many sign texts; default: one a core")
    verb.set_defaults(run=_dedup)
    return parser


def _place(word: str) -> Place:
    try:
        return place(word)
    except StoreError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _share(word: str) -> float:
    share = float(word)
    if not 0 < share <= 1:
        raise ValueError
    return share


def _build(options: argparse.Namespace) -> int:
    recipe = load_recipe(options.recipe)
    out = options.out or Path("datasets") / recipe.name
    command = shlex.join(["pairmill", "build", Path(options.recipe).name])
    earlier = [place(each) / SIGNATURES for each in recipe.against]
    tests = map(place, recipe.evaluations)
    with published(out) as folder, at_hand(earlier) as signed, at_hand(tests) as files:
        recipe = replace(
            recipe, against=tuple(str(each.parent) for each in signed), evaluations=tuple(map(str, files))
        )
        outcome = build(
            recipe, options.data, folder, command, options.memory, options.processes, options.engine
        )
    print(table(replace(outcome, folder=out)))
    return 1 if outcome.intake.bad or outcome.failed else 0


def _check(options: argparse.Namespace) -> int:
    with at_hand([options.dataset]) as (folder,):
        findings = check(folder)
    for finding in findings:
        print(finding)
    if not findings:
        print(f"{options.dataset}: every file is as its readers want it")
    return 1 if findings else 0


def _dedup(options: argparse.Namespace) -> int:
    with published(options.out, anew=True) as folder, at_hand(options.files) as files:
        rows = deduplicate(
            files,
            folder,
            columns=Columns(options.text, options.id),
            min_similarity=options.min_similarity,
            memory=options.memory,
            processes=options.processes,
            engine=options.engine,
        )
    print(f"{options.out / 'kept.parquet'}: {rows['kept']:,} documents")
    print(f"{options.out / 'copies.parquet'}: {rows['copies']:,} copies, each with the one that stays")
    return 0


def table(outcome: Outcome) -> str:
    """Return a build's outcome as lines for the screen."""
    intake, measures = outcome.intake, outcome.measures
    lines = [f"{outcome.folder}: {sum(outcome.rows.values()):,} rows"]
    lines.append(f"  from        {intake.lines:,} lines of records, {outcome.works:,} works")
    for title, counts in (
        ("rows", outcome.rows),
        ("tasks", measures.tasks),
        ("languages", measures.languages),
    ):
        lines.append(f"  {title:<11} " + ", ".join(f"{name} {n:,}" for name, n in sorted(counts.items())))
    lines += [f"  dropped     {reason}: {n:,}" for reason, n in sorted(outcome.drops.items())]
    lines += [f"  masked      {kind}: {n:,}" for kind, n in sorted(measures.masked.items())]
    lines += [f"  file        {name}: {facts['rows']:,} rows" for name, facts in outcome.files.items()]
    if intake.bad:
        lines.append(f"  quarantined {intake.bad:,} lines that are no records; the first:")
        lines += [f"    {reason}" for reason in intake.reasons]
    if outcome.failed:
        lines.append(f"  failed      {len(outcome.failed):,} works that are left out; the first:")
        lines += [f"    {work}" for work in outcome.failed[:5]]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
