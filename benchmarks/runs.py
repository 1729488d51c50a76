"""One command after another on the same planted set: what each cost and how well it told copies apart.

Commands take turns for several rounds, so that a machine that slows down slows all alike.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import likeness
import pyarrow.parquet as pq
from likeness import Score
from usage import Usage, measured

PAIRMILL = "pairmill"
FILE, FOLDER = "{file}", "{folder}"


@dataclass(frozen=True)
class Contestant:
    """A name for the table, and a command in which FILE and FOLDER stand for what it reads and writes."""

    name: str
    command: tuple[str, ...]

    def run(self, file: Path, work: Path) -> Usage:
        """Deduplicate a file into work/out; what it says is in work/log, what it caches in work/cache."""
        out = work / "out"
        out.mkdir(parents=True)
        places = {FILE: str(file), FOLDER: str(out)}
        command = [places.get(word, word) for word in self.command]
        return measured(command, work / "log", {**os.environ, "HF_HOME": str(work / "cache")})


@dataclass(frozen=True)
class Result:
    """The usages of all rounds, and the score of the last; ``error`` is what was said if a run failed."""

    usages: list[Usage]
    score: Score | None = None
    error: str = ""

    @property
    def cpu_s(self) -> float:
        """Median processor seconds."""
        return median(usage.cpu_s for usage in self.usages)


def ours() -> Contestant:
    """Return pairmill's own command, of the environment that runs this."""
    command = str(Path(sys.executable).with_name("pairmill"))
    return Contestant(PAIRMILL, (command, "dedup", FILE, "--out", FOLDER))


def contest(contestants: Iterable[Contestant], made: Path, work: Path, rounds: int) -> dict[str, Result]:
    """Run all contestants in turn on made/documents.parquet; who fails once runs no more."""
    file = made / "documents.parquet"
    known = likeness.read(made / "truth.parquet")
    documents = set(pq.read_table(file, columns=["id"])["id"].to_pylist())
    results: dict[str, Result] = {}
    for _ in range(rounds):
        for each in contestants:
            before = results.get(each.name, Result([]))
            if before.error:
                continue
            shutil.rmtree(work, ignore_errors=True)
            usage = each.run(file, work)
            usages = [*before.usages, usage]
            if usage.code:
                said = (work / "log").read_text(encoding="utf-8", errors="replace").strip()
                results[each.name] = Result(usages, error=said.rpartition("\n")[2] or f"exit {usage.code}")
            else:
                results[each.name] = Result(usages, likeness.score(known, documents, _kept(work / "out")))
            sys.stderr.write(f"{line(each.name, results[each.name], results[each.name].cpu_s)}\n")
    return results


def _kept(out: Path) -> set[str]:
    files = out.rglob("kept*.parquet")
    return {key for file in files for key in pq.read_table(file, columns=["id"])["id"].to_pylist()}


HEAD = (
    f"{'':<26}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'recall':>8}{'near':>7}{'precision':>11}"
    f"{'zh left':>9}{'en left':>9}{'short left':>12}{'lost':>7}{'CPU, ratio':>12}"
)


def line(name: str, result: Result, own_s: float) -> str:
    """Return a contestant's line of the table, its CPU seconds as multiples of ``own_s``."""
    score = result.score
    if score is None:
        return f"{name:<26}{result.error[:120]}"
    wall = median(usage.wall_s for usage in result.usages)
    peak = max(usage.peak_mb for usage in result.usages)
    return (
        f"{name:<26}{result.cpu_s:>8.1f}{wall:>8.1f}{peak:>9,.0f}{score.recall:>8.3f}{score.near_recall:>7.3f}"
        f"{score.precision:>11.4f}{score.left['zh']:>9,}{score.left['en']:>9,}{score.left['short']:>12,}"
        f"{score.lost:>7,}{result.cpu_s / own_s:>11.1f}x"
    )
