"""Deduplicate a Parquet file with text-dedup's MinHash command: FILE FOLDER -> FOLDER/kept-0.parquet.

Its faster hash (xxh3, as its help says), 16 bands of 8 rows, every core; texts of any length, since it
leaves out those below ``min_length`` (5 words as delivered) altogether, whether copies or not.
It writes a folder of Arrow files, which is written to Parquet here.
"""

from __future__ import annotations

import sys
from pathlib import Path

from datasets import load_from_disk
from text_dedup.minhash import main


def dedup(file: str, out: Path) -> None:
    """Run the command in this process and write what it kept."""
    arrow = out / "arrow"
    settings = {
        "path": "parquet",
        "data_files": file,
        "split": "train",
        "cache_dir": str(out / "cache"),
        "output": str(arrow),
        "column": "text",
        "ngram": "5",
        "min_length": "1",
        "threshold": "0.8",
        "num_perm": "128",
        "b": "16",
        "r": "8",
        "hash_func": "xxh3",
        "hash_bits": "32",
    }
    arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
    main.main(arguments, standalone_mode=False)
    load_from_disk(str(arrow)).to_parquet(str(out / "kept-0.parquet"))


if __name__ == "__main__":
    dedup(sys.argv[1], Path(sys.argv[2]))
