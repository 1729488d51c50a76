"""Records to a finished dataset without a model: pairmill and Data-Juicer with the same operators.

    python benchmarks/peers/install.py data-juicer               once: its environment in .peers
    python benchmarks/peers/build.py --megabytes 100 300

Both read the same made records (see made_records).  pairmill reads them as a crawl wrote them, with
texts twice (whole and by post), signatures and marks; Data-Juicer gets a file of id, url and text,
which is not counted.  The first line of a size does the same work in both, which is

    fix_unicode_mapper, whitespace_normalization_mapper      the step ``spaces``
    text_length_filter                                       the step ``enough_text``
    character_repetition_filter, word_repetition_filter      the step ``quality`` (24 measures more)
    pii_redaction_mapper: e-mail, phone, IP, MAC, ID card    the same kinds masked, all others kept
    document_minhash_deduplicator, 16 bands of 8, 0.8        the step ``signature``, then near-copies of
                                                             documents and of posts, verified
    export as JSON lines                                     pretraining.jsonl, and what pairmill writes of
                                                             each dataset: Parquet, lineage, card, checksums

so that the steps that a crawl has done are done again by pairmill.  Language identification is left
out: Data-Juicer's model has to be downloaded, and pairmill does it in the crawl.  Data-Juicer runs with
two processes and in turbo mode.  The other line of pairmill is what people run: records as they are,
every task and format.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import build  # noqa: E402
import orjson  # noqa: E402
from install import PEERS  # noqa: E402
from usage import Usage, measured  # noqa: E402

SAME = """tasks = ["pretraining"]
formats = ["pretraining"]
private = "keep"
private_kinds = { email = "mask", phone = "mask", ip = "mask", mac = "mask", id_card = "mask" }
[steps]
spaces = true
enough_text = true
quality = true
signature = true
"""
PEER = f"Data-Juicer {PEERS['data-juicer']}"
HEAD = f"{'':<10}{'':<38}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'rows':>9}{'CPU, ratio':>12}"


def plain(data: Path, file: Path) -> None:
    """Write id, url and text of all records, a line each."""
    with file.open("wb") as out:
        for path in sorted((data / "records").rglob("*.jsonl")):
            with path.open("rb") as lines:
                for row in map(orjson.loads, lines):
                    out.write(orjson.dumps({key: row[key] for key in ("id", "url", "text")}) + b"\n")


def contestants(python: Path, folder: Path) -> Iterator[tuple[str, list[str], Path]]:
    """Yield a name, a command, and the file whose lines are what it kept."""
    same, whole = folder / "same.toml", folder / "all.toml"
    same.write_text(SAME, encoding="utf-8")
    whole.write_text(build.RECIPE, encoding="utf-8")
    data, out = folder / "data", folder / "out"
    yield "pairmill, the same operators", build.command(same, data, out), out / "pretraining.jsonl"
    yield "pairmill, all tasks and formats", build.command(whole, data, out), out / "pretraining.jsonl"
    if python.exists():
        driver = str(HERE / "build_with_data_juicer.py")
        yield PEER, [str(python), driver, str(folder / "plain.jsonl"), str(out)], out / "kept.jsonl"
    else:
        print(f"{PEER} is not installed: benchmarks/peers/install.py data-juicer")


def main() -> None:
    """Print the lines of each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, nargs="*", default=[20.0], help="of records")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--environments", type=Path, default=HERE.parents[1] / ".peers")
    options = parser.parse_args()
    python = options.environments / "data-juicer" / "bin" / "python"
    print(HEAD)
    for megabytes in options.megabytes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            build.made(folder / "data", megabytes)
            plain(folder / "data", folder / "plain.jsonl")
            usages: dict[str, list[Usage]] = {}
            rows: dict[str, int] = {}
            for _ in range(options.rounds):
                for each, command, kept in contestants(python, folder):
                    shutil.rmtree(folder / "out", ignore_errors=True)
                    usage = measured(
                        command, folder / "log", {**os.environ, "HF_HOME": str(folder / "cache")}
                    )
                    if usage.code:
                        print((folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:])
                        continue
                    usages.setdefault(each, []).append(usage)
                    rows[each] = sum(path.read_bytes().count(b"\n") for path in _parts(kept))
        _tell(megabytes, usages, rows)


def _parts(kept: Path) -> Iterator[Path]:
    """Yield a file and those of the other splits beside it, without statistics of rows."""
    return (path for path in kept.parent.glob(f"{kept.stem}*.jsonl") if "stats" not in path.stem)


def _tell(megabytes: float, usages: dict[str, list[Usage]], rows: dict[str, int]) -> None:
    cpu = {name: median(usage.cpu_s for usage in own) for name, own in usages.items()}
    for name, own in usages.items():
        wall, peak = median(usage.wall_s for usage in own), max(usage.peak_mb for usage in own)
        size, ratio = f"{megabytes:,.0f} MB", cpu[name] / next(iter(cpu.values()))
        told = f"{cpu[name]:>9.1f}{wall:>9.1f}{peak:>9,.0f}{rows[name]:>9,}{ratio:>11.1f}x"
        print(f"{size:<10}{name:<38}{told}", flush=True)


if __name__ == "__main__":
    main()
