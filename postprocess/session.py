"""A session of Spark: its settings, its start and end, and what it says when it fails."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from crawler.errors import EngineError

PYSPARK = "install it with: pip install 'pairmill[spark]'"
JAVA = "Spark needs a Java runtime, 17 or newer; on Debian: apt install openjdk-17-jre-headless"
UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12} | {
    "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40
}  # fmt: skip
LEAST_MB = 512  # a Java process of Spark's refuses to start with less
# Tasks of a shuffle for each core: few rows are put together again, many do not fill the memory.
TASKS = 8
# What the expressions take for granted: what is not there is null, and times are those of Parquet.
EXPECTED = {
    "spark.sql.ansi.enabled": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}


def settings(address: str, memory: str, processes: int = 0) -> dict[str, str]:
    """Return what a session is started with; "spark" as address is this machine.

    EngineError if the memory is no number of bytes ("800MB", "2GiB").
    """
    heap = f"{max(_megabytes(memory), LEAST_MB)}m"
    common = {
        "spark.app.name": "pairmill",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.driver.memory": heap,
    }
    if address.startswith("sc:"):
        return {}  # they are the server's
    if address != "spark":
        return {**common, "spark.master": address, "spark.executor.memory": heap}
    cores = processes or os.cpu_count() or 1
    return {
        **common,
        "spark.master": f"local[{cores}]",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(TASKS * cores),
    }


class Session:
    """A session of its own: settings and tables are those of nobody else.

    EngineError if PySpark or Java is not there, or no server answers.
    """

    def __init__(self, address: str, wanted: dict[str, str]) -> None:
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise EngineError(f"PySpark is not installed; {PYSPARK}") from None
        active = SparkSession.getActiveSession()
        self._own = active is None
        try:
            first = active or _started(SparkSession, address, wanted)
        except (PySparkException, ImportError, RuntimeError) as error:
            raise EngineError(f"Spark does not start: {_first_line(error)}; {JAVA}") from None
        self.spark = first.newSession() if hasattr(first, "newSession") else first
        for key, value in EXPECTED.items():
            self.spark.conf.set(key, value)

    def close(self) -> None:
        """Stop Spark, and the Java process with it, unless it was there before."""
        if self._own:
            self.spark.stop()
            _end()


def _started(builder: Any, address: str, wanted: dict[str, str]) -> Any:
    started = builder.builder
    if address.startswith("sc:"):
        return started.remote(address).getOrCreate()
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        raise EngineError(f"Java is not installed: {JAVA}")
    if address == "spark":
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for key, value in wanted.items():
        started = started.config(key, value)
    return started.getOrCreate()


def _end() -> None:
    """End the Java process, which otherwise lasts as long as this one with the memory that it was given."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if gateway is not None:
        gateway.shutdown()
        process = getattr(gateway, "proc", None)
        if process is not None:
            process.stdin.close()
            process.wait()
        SparkContext._gateway = SparkContext._jvm = None


def failure(error: BaseException | None) -> str:
    """Return in one line what Spark or Java says went wrong, "" if that is not what the error is."""
    if "pyspark" not in sys.modules or error is None:
        return ""
    from py4j.protocol import Py4JError, Py4JJavaError
    from pyspark.errors import PySparkException

    if isinstance(error, Py4JJavaError):
        cause = error.java_exception
        while cause.getCause() is not None:
            cause = cause.getCause()
        return str(cause.toString()).strip().splitlines()[0][:300]
    return _first_line(error) if isinstance(error, (PySparkException, Py4JError)) else ""


def _first_line(error: BaseException) -> str:
    return " ".join(str(error).split("\n\n")[0].split())[:300]


def _megabytes(memory: str) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]I?B)", memory.strip().upper())
    if not found:
        raise EngineError(f"--memory {memory}: is no number of bytes; it is like 800MB or 2GiB")
    return int(float(found[1]) * UNITS[found[2]] / 2**20)
