"""Documents with planted copies, and which of them are copies: what deduplication is measured on.

    python benchmarks/made_documents.py --documents 100000 --out made

writes made/documents.parquet (id, text; planted says what is among them) and made/truth.parquet: for
each document of a planted group ``form``, ``kind`` (how it was made), ``language`` and ``near``, the
forms whose exact Jaccard similarity with it is 0.8 or more.
Documents that are not in truth.parquet are like no other.  Without ``--out`` the set is small and is
thrown away.  What it is made of is printed, with the highest similarity among strangers of a sample.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import likeness
import planted
import pyarrow as pa
import pyarrow.parquet as pq
from planted import Made, Sizes

DOCUMENTS = pa.schema([("id", pa.string()), ("text", pa.string())])


def write(blocks: Iterable[list[Made]], out: Path) -> tuple[Counter[str], float]:
    """Write documents and truth; return the counts by kind, and the highest similarity of two strangers."""
    out.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    highest, start = 0.0, 0
    with (
        pq.ParquetWriter(out / "documents.parquet", DOCUMENTS) as texts,
        pq.ParquetWriter(out / "truth.parquet", likeness.SCHEMA) as known,
    ):
        for block in blocks:
            documents = [(f"d{number:07d}", made) for number, made in enumerate(block, start)]
            start += len(block)
            rows = [{"id": key, "text": made.text} for key, made in documents]
            texts.write_table(pa.Table.from_pylist(rows, DOCUMENTS))
            found = likeness.known(documents)
            known.write_table(pa.Table.from_pylist([asdict(row) for row in found], likeness.SCHEMA))
            counts.update(f"{made.kind}, {made.language}" for made in block)
            counts["like nothing of their family"] += sum(row.near == [row.id] for row in found)
            highest = max(highest, likeness.strangers(block))
    return counts, highest


def main() -> None:
    """Make a set and print what it is made of."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chinese", type=int, default=Sizes.chinese, help="characters of a Chinese one")
    parser.add_argument("--english", type=int, default=Sizes.english, help="characters of an English one")
    parser.add_argument("--out", type=Path, help="a folder for documents.parquet and truth.parquet")
    options = parser.parse_args()
    sizes = Sizes(options.chinese, options.english)
    with tempfile.TemporaryDirectory() as folder:
        blocks = planted.documents(options.documents, options.seed, sizes)
        counts, highest = write(blocks, options.out or Path(folder))
    for kind, count in sorted(counts.items()):
        print(f"{kind:<34}{count:>9,}")
    print(f"{'highest similarity of two strangers':<36}{highest:>7.3f}")


if __name__ == "__main__":
    main()
