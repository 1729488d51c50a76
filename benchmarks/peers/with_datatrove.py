"""Deduplicate a Parquet file with datatrove's four MinHash stages: FILE FOLDER LANGUAGE -> FOLDER/kept.

The stages are those of its example (minhash_deduplication.py) on its local executor with two workers;
14 buckets of 8 hashes are its default.  LANGUAGE is a code of its own tokenizers: eng (its default) or
cmn (words by jieba).  It reads one file a task, so that the file is cut into one piece a worker first.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import pyarrow.parquet as pq
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import (
    MinhashConfig,
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
)
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import ParquetWriter
from datatrove.utils.hashing import HashConfig

WORKERS = 2
START = "fork"  # its default starts a new interpreter for every stage, which costs more
ROWS = 250  # read at once
CONFIG = MinhashConfig(n_grams=5, num_buckets=16, hashes_per_bucket=8, hash_config=HashConfig(precision=32))


def cut(file: str, folder: Path) -> None:
    """Write a file as one piece a worker, of as many rows each."""
    folder.mkdir(parents=True)
    source = pq.ParquetFile(file)
    rows, read = source.metadata.num_rows, 0
    with ExitStack() as stack:
        paths = [folder / f"{number}.parquet" for number in range(WORKERS)]
        pieces = [stack.enter_context(pq.ParquetWriter(path, source.schema_arrow)) for path in paths]
        for batch in source.iter_batches(ROWS):
            pieces[read * WORKERS // rows].write_batch(batch)
            read += len(batch)


def dedup(file: str, out: Path, language: str) -> None:
    """Run the stages one after the other."""
    cut(file, out / "pieces")
    signatures, buckets, removed = str(out / "signatures"), str(out / "buckets"), str(out / "removed")
    reader = ParquetReader(str(out / "pieces"))
    writer = ParquetWriter(
        str(out / "kept"), output_filename="kept-${rank}.parquet", compression="snappy", max_file_size=-1
    )
    stages = (
        (WORKERS, [reader, MinhashDedupSignature(signatures, config=CONFIG, language=language)]),
        (CONFIG.num_buckets, [MinhashDedupBuckets(signatures, buckets, config=CONFIG)]),
        (1, [MinhashDedupCluster(buckets, removed, config=CONFIG)]),
        (WORKERS, [reader, MinhashDedupFilter(removed), writer]),
    )
    for number, (tasks, pipeline) in enumerate(stages):
        logs = str(out / "logs" / str(number))
        LocalPipelineExecutor(
            pipeline, tasks=tasks, workers=WORKERS, logging_dir=logs, start_method=START
        ).run()


if __name__ == "__main__":
    dedup(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
