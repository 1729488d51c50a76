"""Spark as the engine: on this machine, or a cluster by its address.

What is kept is a folder of Parquet files, which lies where this process and all workers see it under
the same path.  Functions run in Python processes beside the workers, by ``mapInArrow``; rows come to
this process only in ``batches``, a file's at a time.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from crawler.errors import StoreError
from postprocess.engine import BATCH, MANY, MEMORY, TEXTS, UNIT, Mapped, telling
from postprocess.rows import Rows
from postprocess.session import Session, failure, settings

# Names beside those of other people's columns.
PATH, ROW, FIRST = "pairmill_path", "pairmill_row", "pairmill_first"
FILES = pa.schema([(PATH, pa.string()), (FIRST, pa.int64())])


class Spark:
    """An engine; ``address`` is that of a cluster, "spark" starts one in this machine.

    ``memory`` is what a process of Spark's may hold ("800MB"), ``processes`` are the tasks that run at
    once on this machine, by default one a core.  A session that is already there is used, and is left.
    """

    def __init__(
        self, folder: Path, memory: str = MEMORY, processes: int = 0, address: str = "spark"
    ) -> None:
        self.folder = folder.absolute()
        self._session = Session(address, settings(address, memory, processes))
        folder.mkdir(parents=True, exist_ok=True)
        self.spark = self._session.spark
        self.backend = ibis.pyspark.connect(self.spark)
        self._files = 0

    def __enter__(self) -> Spark:
        """Return the engine."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop Spark if this started it; StoreError in one line for what Spark says on many."""
        said = failure(error)
        self._session.close()
        if said:
            raise StoreError(f"the engine stopped: {said}") from error

    def read(self, *paths: Path) -> Table:
        """Return what Parquet files of one schema hold; a star in a file's name stands for anything."""
        found = (sorted(path.parent.glob(path.name)) if "*" in path.name else [path] for path in paths)
        return self._table(self.spark.read.parquet(*map(_pattern, chain.from_iterable(found))))

    def numbered(self, *paths: Path) -> Table:
        """Return what Parquet files hold with UNIT, the number of file and row."""
        frame = self.spark.read.option("mergeSchema", "true").parquet(*map(_pattern, paths))
        numbers = {path.resolve(): number for number, path in enumerate(paths)}
        firsts = [
            {PATH: urlsplit(each).path, FIRST: numbers[_path(each).resolve()] * MANY}
            for each in frame.inputFiles()
        ]
        return self._table(self._placed(frame, firsts, UNIT))

    def keep(self, expression: Table, name: str) -> Table:
        """Compute an expression once; return what it gave."""
        return self._table(self._kept(self._frame(expression), name))

    def ranked(self, expression: Table, keys: Sequence[Any], name: str) -> Table:
        """Compute an expression once; return what it gave with ``rank``, its place by these keys.

        It is sorted into files, of which each holds what comes after the one before: a rank is a place
        in a file, and no task sees all rows, as one that counts them would.
        """
        kept = self._kept(self._frame(expression.order_by(telling(keys))), name)
        firsts, first = [], 0
        for each in sorted(kept.inputFiles()):
            firsts.append({PATH: urlsplit(each).path, FIRST: first})
            first += pq.read_metadata(_path(each)).num_rows
        return self._table(self._placed(kept, firsts, "rank"))

    def map(
        self, expression: Table, function: Mapped, schema: pa.Schema, name: str, batch: int = BATCH
    ) -> Table:
        """Give an expression's rows to a function, batch by batch; return what it gave, of this schema."""
        from pyspark.sql.pandas.types import from_arrow_schema

        self.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(batch))
        frame = self._frame(expression).mapInArrow(partial(_mapped, function), from_arrow_schema(schema))
        return self._table(self._kept(frame, name))

    def scan(
        self, paths: Sequence[Path], columns: Sequence[str], function: Mapped, schema: pa.Schema, name: str
    ) -> Table:
        """Give columns of Parquet files and UNIT to a function; return what it gave."""
        rows = self.numbered(*paths)
        held = [column for column in columns if column in rows.columns]
        return self.map(rows.select(UNIT, *held), function, schema, name, TEXTS)

    def rows(self, rows: Iterable[dict[str, Any]], schema: pa.Schema, name: str) -> Table:
        """Return rows of Python's as a table."""
        return self.read(self._file(rows, schema, name))

    def batches(self, expression: Table, batch: int = TEXTS) -> Iterator[pa.RecordBatch]:
        """Yield what an expression gives, in its order, so many rows at once.

        Ibis would gather all of them in this process; the files hold them in order.
        """
        path = self._next("batches")
        self._frame(expression).write.parquet(_address(path))
        schema = expression.schema().to_pyarrow()
        for each in sorted(path.glob("part-*")):
            for found in pq.ParquetFile(each).iter_batches(batch):
                yield found.cast(schema)
        shutil.rmtree(path)

    def count(self, expression: Table) -> int:
        """Return how many rows an expression gives."""
        return int(self._frame(expression).count())

    def _frame(self, expression: Table) -> Any:
        return self.spark.sql(self.backend.compile(expression))

    def _kept(self, frame: Any, name: str) -> Any:
        path = self._next(name)
        frame.write.parquet(_address(path))
        return self.spark.read.schema(frame.schema).parquet(_pattern(path))

    def _placed(self, frame: Any, firsts: Iterable[dict[str, Any]], name: str) -> Any:
        """Return rows of files with their place, counted from the first of each file by its path.

        Spark writes file:/ and file:/// for the same.
        """
        places = self.spark.read.parquet(_pattern(self._file(firsts, FILES, "files")))
        path = "regexp_replace(_metadata.file_path, '^file:/+', '/')"
        counted = frame.selectExpr("*", f"{path} AS {PATH}", f"_metadata.row_index AS {ROW}")
        joined = counted.join(places.hint("broadcast"), PATH, "left")
        place = f"IF({FIRST} IS NULL, raise_error('a file of unknown place'), {FIRST}) + {ROW}"
        return joined.selectExpr("*", f"{place} AS {name}").drop(PATH, ROW, FIRST)

    def _file(self, rows: Iterable[dict[str, Any]], schema: pa.Schema, name: str) -> Path:
        file = Rows(self._next(name), schema)
        for row in rows:
            file.add(row)
        file.close()
        return file.path

    def _table(self, frame: Any) -> Table:
        self._files += 1
        frame.createOrReplaceTempView(f"table{self._files}")
        return self.backend.table(f"table{self._files}")

    def _next(self, name: str) -> Path:
        self._files += 1
        return self.folder / f"{self._files:03}-{name}.parquet"


def _mapped(function: Mapped, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    return map(function, batches)


def _path(address: str) -> Path:
    """Return the path of this machine's that Spark calls by an address."""
    return Path(unquote(urlsplit(address).path))


def _address(path: Path) -> str:
    return f"file:{path.absolute()}"


def _pattern(path: Path) -> str:
    """Return what Spark finds a path by: what it reads may have brackets and stars that stand for others."""
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", _address(path))
