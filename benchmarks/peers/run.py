"""Near-duplicates: pairmill and its peers on the same file, from Parquet to kept Parquet, on two cores.

    python benchmarks/peers/install.py                          once: environments in .peers
    python benchmarks/peers/run.py --documents 100000 --rounds 3

Two tables.  The first is of a set as made_documents makes it (half Chinese, half English, a tenth
near-copies, a tenth one text): cost, recall and precision against exact Jaccard similarity of 0.8;
``near`` is the recall of near-copies alone, ``lost`` counts dropped documents that are like nothing
kept.  The second is of 200 documents with 27 Chinese copies and 15 short posts said before: how many
of these are left, and how many distinct posts are lost.
All run with 16 bands of 8 rows and shingles of five of what each calls a unit; the drivers beside
this file say what else is set.  Each runs in the environment of its own release.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import made_documents  # noqa: E402
import planted  # noqa: E402
from install import PEERS  # noqa: E402
from planted import Sizes  # noqa: E402
from runs import FILE, FOLDER, HEAD, PAIRMILL, Contestant, Result, contest, line, ours  # noqa: E402

SEED = 1
# A peer's environment and driver, and what follows the file and the folder.
RUNS = (
    ("text-dedup", "with_text_dedup.py", ""),
    ("data-juicer", "with_data_juicer.py", ""),
    ("datatrove", "with_datatrove.py", "eng"),
    ("datatrove", "with_datatrove.py", "cmn"),
)


def contestants(environments: Path) -> list[Contestant]:
    """Return pairmill and each peer that is installed."""
    found = [ours()]
    for peer, driver, setting in RUNS:
        python = environments / peer / "bin" / "python"
        if python.exists():
            name = f"{peer} {PEERS[peer]}{' ' * bool(setting)}{setting}"
            command = (str(python), str(HERE / driver), FILE, FOLDER, *filter(None, [setting]))
            found.append(Contestant(name, command))
        else:
            print(f"{peer} is not installed: benchmarks/peers/install.py")
    return found


def small(results: dict[str, Result]) -> None:
    """Print the table of the 200 documents."""
    print(f"\n{'200 documents':<26}{'zh copies left':>16}{'short copies left':>19}{'distinct lost':>15}")
    for name, result in results.items():
        score = result.score
        if score is None:
            print(f"{name:<26}{result.error[:120]}")
        else:
            print(f"{name:<26}{score.left['zh']:>16}{score.left['short']:>19}{score.lost:>15}")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--environments", type=Path, default=HERE.parents[1] / ".peers")
    parser.add_argument(
        "--only", nargs="*", default=[], help="beginnings of names in the table, e.g. text-dedup"
    )
    parser.add_argument("--kinds", action="store_true", help="which kinds of copies each has left")
    options = parser.parse_args()
    only = (PAIRMILL, *(options.only or [""]))
    found = [each for each in contestants(options.environments) if each.name.startswith(only)]
    with tempfile.TemporaryDirectory() as folder:
        made, work = Path(folder, "made"), Path(folder, "run")
        made_documents.write(planted.documents(options.documents, SEED, Sizes()), made)
        results = contest(found, made, work, options.rounds)
        table = Path(folder, "table")
        made_documents.write([planted.table(SEED, Sizes())], table)
        few = contest(found, table, work, 1)
    print(f"{options.documents:,} documents, medians of {options.rounds} rounds\n{HEAD}")
    for name, result in results.items():
        print(line(name, result, results[PAIRMILL].cpu_s))
        if options.kinds and result.score:
            print("  left:", ", ".join(f"{kind} {count}" for kind, count in result.score.missed.items()))
    small(few)


if __name__ == "__main__":
    main()
