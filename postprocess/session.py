"""A session of Spark: its settings, its start and end, and what it says when it fails."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from crawler.errors import EngineError

PYSPARK = "install it with: pip install 'pairmill[spark]'"
JAVA = "Spark needs a Java runtime, 17 or newer; on Debian: apt install openjdk-17-jre-headless"
CONNECT = "Spark Connect needs more: pip install 'pyspark[connect]'"
LOGGING = Path(__file__).with_name("log4j2.properties").as_uri()
UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12} | {
    "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40
}  # fmt: skip
LEAST_MB = 512  # a Java process of Spark's refuses to start with less
# Tasks of a shuffle for each core: few rows are put together again, many do not fill the memory.
TASKS = 8
PORTS = {"spark": 7077, "sc": 15002}  # where a cluster of each kind listens if its address does not say
PATIENCE_S = 5.0  # Spark itself would try for a minute, and write pages about it
# What the expressions take for granted: what is not there is null, Id and id are two columns, and times
# are those of Parquet.
EXPECTED = {
    "spark.sql.ansi.enabled": "false",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}


def settings(address: str, memory: str, processes: int = 0) -> dict[str, str]:
    """Return what a session is started with; "spark" as address is this machine.

    EngineError if the memory is no number of bytes ("800MB", "2GiB").
    """
    heap = f"{max(_megabytes(memory), LEAST_MB)}m"
    if address.startswith("sc:"):
        return {}  # they are the server's
    common = {
        "spark.app.name": "pairmill",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": heap,
        "spark.driver.extraJavaOptions": f"-Dlog4j.configurationFile={LOGGING}",
    }
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

    EngineError if PySpark or Java is not there, or nobody answers at the address.
    """

    def __init__(self, address: str, wanted: dict[str, str]) -> None:
        try:
            from py4j.protocol import Py4JError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise EngineError(f"PySpark is not installed; {PYSPARK}") from None
        active = SparkSession.getActiveSession()
        self._own = active is None
        try:
            first = active or _started(SparkSession.builder, address, wanted)
            self.spark = first if address.startswith("sc:") else first.newSession()
            for key, value in EXPECTED.items():
                self.spark.conf.set(key, value)
        except (PySparkException, Py4JError, RuntimeError, ConnectionError) as error:
            if self._own:
                _end()
            raise EngineError(f"Spark does not start: {failure(error) or error}; {JAVA}") from None

    def close(self) -> None:
        """Stop Spark, and the Java process with it, unless it was there before."""
        if not self._own:
            return
        from py4j.protocol import Py4JError

        with suppress(Py4JError, OSError):  # one that was killed cannot be asked to stop
            self.spark.stop()
        _end()


def _started(builder: Any, address: str, wanted: dict[str, str]) -> Any:
    _knock(address)
    if address.startswith("sc:"):
        try:
            return builder.remote(address).getOrCreate()
        except ImportError:
            raise EngineError(CONNECT) from None
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        raise EngineError(f"Java is not installed: {JAVA}")
    if address == "spark":
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for key, value in wanted.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _knock(address: str) -> None:
    """EngineError if nobody listens where an address says; of several masters one is enough."""
    kind, _, rest = address.partition("://")
    places = [place.partition(":") for place in re.split(r"[/;?]", rest)[0].split(",") if place]
    errors = []
    for host, _, port in places:
        try:
            socket.create_connection((host, int(port or PORTS[kind])), PATIENCE_S).close()
        except (OSError, ValueError, OverflowError) as error:
            errors.append(error)
        else:
            return
    if places:
        raise EngineError(f"{address}: nobody answers there: {errors[0]}")


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
        SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None


def failure(error: object) -> str:
    """Return in one line what Spark or Java says went wrong, "" if that is not what the error is."""
    if "pyspark" not in sys.modules:
        return ""
    from py4j.protocol import Py4JError, Py4JJavaError, Py4JNetworkError
    from pyspark.errors import PySparkException

    if isinstance(error, (Py4JNetworkError, ConnectionError)):
        return "its Java process has ended: it was killed, or there was no memory left for it"
    if isinstance(error, Py4JJavaError):
        cause = error.java_exception
        while cause.getCause() is not None:
            cause = cause.getCause()
        return str(cause.toString()).strip().splitlines()[0][:300]
    if isinstance(error, (PySparkException, Py4JError)):
        return " ".join(str(error).split("\n\n")[0].split())[:300]
    return ""


def _megabytes(memory: str) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]I?B)", memory.strip().upper())
    if not found:
        raise EngineError(f"--memory {memory}: is no number of bytes; it is like 800MB or 2GiB")
    return int(float(found[1]) * UNITS[found[2]] / 2**20)
