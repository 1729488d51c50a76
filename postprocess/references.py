"""What a build is held against beside its own records: earlier datasets, and test sets of models.

Both are compared by their sketches, without reading an old text again; what overlaps with a test
set in a run of words is found as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from crawler.errors import StoreError
from crawler.text.shingles import run_hashes, unit_hashes
from crawler.text.sketches import sketches
from postprocess.engine import Engine
from postprocess.schema import SIGNED

SIGNATURES = "signatures.parquet"
EARLIER, EVALUATION = "earlier dataset", "evaluation"
# Words in a row that no two texts share by chance: Brown et al. 2020, Language Models are Few-Shot
# Learners, appendix C.  A Chinese word has two characters.
WORDS, CHARACTERS = 13, 26
BATCH = 500


def earlier(engine: Engine, folders: Sequence[Path]) -> Table:
    """Return the units that earlier datasets kept, and ``source``.

    StoreError if a folder holds no dataset with signatures.
    """
    for folder in folders:
        if not (folder / SIGNATURES).exists():
            raise StoreError(f"{folder}: there is no {SIGNATURES}; build that dataset again")
    found = engine.read(*(folder / SIGNATURES for folder in folders))
    return found.mutate(source=ibis.literal(EARLIER))


def evaluations(engine: Engine, paths: Sequence[Path]) -> Table:
    """Return the texts of test sets as units, called by file and row, and ``source``."""
    rows = (row for path in paths for batch in _batches(_texts(path)) for row in _units(path, batch))
    return engine.rows(rows, SIGNED, "evaluations").mutate(source=ibis.literal(EVALUATION))


def _units(path: Path, texts: Sequence[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    empty = {"part": "", "published": "", "licence": "", "quality": 0.0}
    for (row, text), sketch in zip(texts, sketches([text for _, text in texts]), strict=True):
        if sketch.minima is not None:
            name = f"{path.name}:{row}"
            yield {**empty, "unit": name, "record": name, "chars": len(text), **sketch._asdict()}


class Overlap:
    """The runs of words that test sets hold; 8 bytes a word are kept in memory.

    Texts of fewer words than a run are not looked for: "Paris" is nobody's secret.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._runs = {size: np.zeros(0, np.uint64) for size in (WORDS, CHARACTERS)}
        for path in paths:
            for batch in _batches(_texts(path)):
                found = {size: [runs] for size, runs in self._runs.items()}
                for _, text in batch:
                    units, _ = unit_hashes([text])
                    size = CHARACTERS if 2 * len(units) > len(text) else WORDS  # without spaces or with
                    found[size].append(run_hashes(units, size))
                self._runs = {size: np.unique(np.concatenate(runs)) for size, runs in found.items()}

    def holds(self, text: str) -> bool:
        """Whether a text shares a run of words with a test set."""
        known = {size: runs for size, runs in self._runs.items() if len(runs)}
        if not known:
            return False
        units, _ = unit_hashes([text])
        return any(bool(np.isin(run_hashes(units, size), runs).any()) for size, runs in known.items())


def _batches(texts: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    batch: list[tuple[int, str]] = []
    for each in texts:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each text of a file with its row from 1: Parquet, JSON lines, or a text a line."""
    try:
        for number, row in enumerate(_rows(path), start=1):
            yield from ((number, text) for text in _strings(row) if text.strip())
    except (OSError, ValueError, pa.ArrowException) as error:
        raise StoreError(
            f"{path}: cannot be read as a test set: {' '.join(str(error).split())[:200]}"
        ) from None


def _rows(path: Path) -> Iterator[Any]:
    if path.suffix == ".parquet":
        for batch in pq.ParquetFile(path).iter_batches(BATCH):
            yield from batch.to_pylist()
        return
    if path.suffix == ".json":
        found = orjson.loads(path.read_bytes())
        yield from found if isinstance(found, list) else [found]
        return
    with path.open("rb") as file:
        for line in file:
            yield orjson.loads(line) if path.suffix == ".jsonl" else line.decode("utf-8").rstrip("\r\n")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for own in value.values():
            yield from _strings(own)
    elif isinstance(value, list):
        for own in value:
            yield from _strings(own)
