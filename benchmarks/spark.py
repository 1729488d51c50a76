"""What ``pairmill dedup --engine spark`` costs on this machine beside ``--engine local``, and how it grows.

Both read the same set (made_documents' own) and must give the same rows, or this exits 1.  Each run is
a process of its own; seconds are of the clock, by part: ``start`` until the engine is there (Spark: a
Java process), ``signing``, ``comparing`` until all copies are known, ``writing`` what is kept.  Processor
seconds count all processes (Java's and Python's workers too), memory is the largest one's.

    python benchmarks/spark.py --documents 1000000      local and Spark at 250,000 and 1,000,000 documents

Where Java or PySpark is missing, a line says so.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2s
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import made_documents
import planted
import pyarrow.parquet as pq
from planted import Sizes
from usage import Usage, measured

from postprocess.documents import deduplicate
from postprocess.engine import MEMORY, Engine
from postprocess.engines import ENGINES

GROWTH = 4
WORDS = ("local", "spark")
PARTS = ("start", "signing", "comparing", "writing")
HEAD = (
    f"{'':<28}"
    + "".join(f"{part + ' s':>12}" for part in PARTS)
    + (f"{'all s':>9}{'CPU s':>9}{'peak MB':>9}{'growth':>8}")
)


@dataclass
class Timed:
    """An engine that notes when a part of the work ends; all else it leaves to the one that it is given."""

    engine: Engine
    ends: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Timed:
        """Return this instead of the engine."""
        return self

    def __exit__(self, *error: Any) -> None:
        """Let the engine go."""
        self.engine.__exit__(*error)

    def __getattr__(self, name: str) -> Any:
        """Return what is the engine's."""
        return getattr(self.engine, name)

    def scan(self, *arguments: Any) -> Any:
        """Scan, and note when it is done."""
        found = self.engine.scan(*arguments)
        self.ends["signing"] = time.time()
        return found

    def batches(self, *arguments: Any) -> Iterator[Any]:
        """Yield batches, and note when the first were asked for."""
        self.ends.setdefault("comparing", time.time())
        yield from self.engine.batches(*arguments)


def timed(word: str, file: Path, out: Path, memory: str) -> dict[str, float]:
    """Deduplicate a file in this process; return the seconds of each part."""
    found: list[Timed] = []
    begun = time.time()

    make: Callable[..., Engine] = ENGINES[word]

    def opened(*wanted: Any) -> Any:
        found.append(Timed(make(*wanted)))
        found[0].ends["start"] = time.time()
        return found[0]

    ENGINES[word] = opened
    deduplicate([file], out, memory=memory, engine=word)
    ends = [begun, *(found[0].ends[part] for part in PARTS[:-1]), time.time()]
    return dict(zip(PARTS, (end - start for start, end in pairwise(ends)), strict=True))


def run(word: str, made: Path, work: Path, memory: str) -> tuple[Usage, dict[str, float]]:
    """Run an engine in a process of its own; return what it cost and the seconds of each part."""
    command = [sys.executable, __file__, "--one", word, str(made / "documents.parquet"), str(work / word)]
    usage = measured([*command, "--memory", memory], work / f"{word}.log", dict(os.environ))
    said = (work / f"{word}.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    if usage.code:
        sys.exit(f"{word} failed: {said[-1] if said else usage.code}")
    return usage, json.loads(said[-1])


def told(out: Path) -> tuple[set[bytes], list[dict[str, Any]]]:
    """Return a digest of each row that is kept, and all of what is told of copies."""
    kept = {
        blake2s(f"{row['id']} {row['text']}".encode(), digest_size=12).digest()
        for batch in pq.ParquetFile(out / "kept.parquet").iter_batches(1000)
        for row in batch.to_pylist()
    }
    return kept, pq.read_table(out / "copies.parquet").to_pylist()


def lacking() -> str:
    """Return what Spark lacks here, "" if nothing."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed: pip install 'pairmill[spark]'"
    java = shutil.which("java") or Path(os.environ.get("JAVA_HOME", ""), "bin", "java").is_file()
    return "" if java else "there is no Java runtime (17 or newer)"


def main() -> int:
    """Print a line for each engine and size; return 1 if the engines give different rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--memory", default=MEMORY)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        word, file, out = options.one
        print(json.dumps(timed(word, Path(file), Path(out), options.memory)))
        return 0
    if missing := lacking():
        print(f"not run: {missing}")
        return 0
    print(HEAD)
    first: dict[str, float] = {}
    for count in (options.documents // GROWTH, options.documents):
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, "made")
            made_documents.write(planted.documents(count, 1, Sizes()), made)
            for word in WORDS:
                usage, parts = run(word, made, Path(folder), options.memory)
                first.setdefault(word, usage.wall_s)
                print(line(f"{word}, {count:,} documents", usage, parts, first[word]), flush=True)
            one, other = (told(Path(folder, word)) for word in WORDS)
            if one != other:
                print(f"the rows differ: {len(one[0] ^ other[0]):,} that only one of them keeps")
                return 1
            print(f"{'':<28}the same {len(one[0]):,} rows kept and {len(one[1]):,} copies told")
    return 0


def line(name: str, usage: Usage, parts: dict[str, float], first_s: float) -> str:
    """Return a line of the table; growth is in seconds of the clock against the small set."""
    return (
        f"{name:<28}"
        + "".join(f"{parts[part]:>12.1f}" for part in PARTS)
        + (f"{usage.wall_s:>9.1f}{usage.cpu_s:>9.1f}{usage.peak_mb:>9,.0f}{usage.wall_s / first_s:>7.1f}x")
    )


if __name__ == "__main__":
    sys.exit(main())
