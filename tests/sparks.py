"""Spark for tests: one session a file of tests, small, stopped at its end."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from postprocess.session import Session, settings

# What makes a hundred small jobs quick: nothing is compiled for millions of rows.
SMALL = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
}
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def lacking() -> str:
    """Return what Spark lacks on this machine, "" if nothing."""
    if find_spec("pyspark") is None:
        return "PySpark is not installed (pip install 'pairmill[spark]')"
    home = os.environ.get("JAVA_HOME", "")
    if not shutil.which("java") and not Path(home, "bin", "java").is_file():
        return "there is no Java runtime"
    return ""


@contextmanager
def session() -> Iterator[None]:
    """Keep a session of Spark, which every engine of this process that is asked for finds and uses.

    Its Python processes import from where this one does: tests have functions of their own.
    """
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        wanted = {**settings("spark", "1GB", 2), **SMALL}
        wanted["spark.driver.extraJavaOptions"] += f" {QUICK}"
        found = Session("spark", wanted)
        try:
            yield
        finally:
            found.close()


def table(path: Path) -> None:
    """Write a table of two texts, of which one copies the other."""
    pq.write_table(pa.table({"text": ["谢谢楼主", "谢谢楼主！"]}), path)
