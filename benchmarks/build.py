"""What a build costs from records to a finished dataset, and how that grows with the records.

    python benchmarks/build.py --megabytes 100 --growth 1 10         100 MB and 1 GB of records

Records are made_records' own: forums and magazines, half Chinese and half English, with near-copies.
The recipe is the default one: every task, every format, private data masked.  Processor seconds count
all processes, memory is that of the largest one.  Bars: ten times the records cost at most 11 times
the time, and no process holds 1.5 GB.  ``time`` is a multiple of the first line's, of processor and
of wall seconds; the start of processes makes a small set dear, so that growth is judged from
100 MB on.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import made_records
from usage import Usage, measured

MOST_MB = 1500
RECIPE = "min_response_chars = 10\n"
HEAD = f"{'records':<14}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'MB per CPU s':>14}{'time':>16}"


def command(recipe: Path, data: Path, out: Path, processes: int = 0) -> list[str]:
    """Return pairmill's own command, of the environment that runs this."""
    pairmill = str(Path(sys.executable).with_name("pairmill"))
    told = ["--data", str(data), "--out", str(out), "--processes", str(processes)]
    return [pairmill, "build", str(recipe), *told]


def made(out: Path, megabytes: float) -> int:
    """Make records in a process of its own, and return their bytes; the pool of this one would not end."""
    wanted = ["--megabytes", str(megabytes), "--out", str(out)]
    subprocess.run([sys.executable, made_records.__file__, *wanted], check=True, stdout=subprocess.DEVNULL)
    return sum(path.stat().st_size for path in out.rglob("*.jsonl"))


def runs(data: Path, folder: Path, rounds: int, processes: int) -> list[Usage]:
    """Build as often as wanted and return what each build cost; RuntimeError if it failed."""
    recipe, log = folder / "all.toml", folder / "log"
    recipe.write_text(RECIPE, encoding="utf-8")
    usages = []
    for _ in range(rounds):
        shutil.rmtree(folder / "set", ignore_errors=True)
        usages.append(measured(command(recipe, data, folder / "set", processes), log))
        if usages[-1].code:
            raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
    return usages


def main() -> int:
    """Print a line for each size; return 1 if a process held more than it may."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=2, help="of records in the first line")
    parser.add_argument(
        "--growth", type=float, nargs="*", default=[1, 10], help="multiples of it, e.g. 1 10 100"
    )
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--processes", type=int, default=0)
    options = parser.parse_args()
    print(HEAD)
    first: tuple[float, float] | None = None
    most = 0.0
    for times in options.growth:
        with tempfile.TemporaryDirectory() as folder:
            megabytes = made(Path(folder, "data"), times * options.megabytes) / 1e6
            usages = runs(Path(folder, "data"), Path(folder), options.rounds, options.processes)
        cpu, wall = median(each.cpu_s for each in usages), median(each.wall_s for each in usages)
        peak = max(each.peak_mb for each in usages)
        first, most = first or (cpu, wall), max(most, peak)
        grown = f"{cpu / first[0]:.1f}x / {wall / first[1]:.1f}x"
        told = f"{cpu:>9.1f}{wall:>9.1f}{peak:>9,.0f}{megabytes / cpu:>14.2f}{grown:>16}"
        print(f"{f'{megabytes:,.0f} MB':<14}{told}", flush=True)
    return int(most > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
