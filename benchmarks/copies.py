"""How well and at what cost ``pairmill dedup`` drops copies, from Parquet to Parquet, and how that grows.

The set is made_documents' own; a dropped document is right if a kept one is 0.8 or more like it by
exact Jaccard similarity, and a kept one is a copy left if one kept before it is.  ``near`` is the
recall of near-copies alone.  Processor seconds count all processes, memory is the largest one's.

    python benchmarks/copies.py --documents 100000 --growth      100,000, 400,000 and 1,000,000 documents

Peers on the same work: benchmarks/peers/run.py.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import made_documents
import planted
from planted import Sizes
from runs import HEAD, PAIRMILL, contest, line, ours

GROWTH = (1, 4, 10)


def main() -> int:
    """Print a line for each size of the set; return 1 if a run failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true", help="four and ten times as many documents too")
    options = parser.parse_args()
    print(HEAD)
    own_s = 0.0
    for times in GROWTH if options.growth else (1,):
        count = times * options.documents
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, "made")
            made_documents.write(planted.documents(count, 1, Sizes()), made)
            result = contest([ours()], made, Path(folder, "run"), options.rounds)[PAIRMILL]
        own_s = own_s or result.cpu_s
        print(line(f"{count:,} documents", result, own_s), flush=True)
        if result.error:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
