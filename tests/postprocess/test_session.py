"""What Spark is started with, and what is said where it cannot be."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sparks

from crawler.errors import EngineError
from postprocess import cli
from postprocess.engines import opened
from postprocess.session import settings


@pytest.mark.parametrize(
    ("memory", "heap"), [("800MB", "762m"), ("2GiB", "2048m"), ("1.5 gb", "1430m"), ("1MB", "512m")]
)
def test_memory_is_said_in_javas_words(memory: str, heap: str) -> None:
    """As DuckDB counts it; Spark does not start with less than half a gigabyte."""
    assert settings("spark", memory)["spark.driver.memory"] == heap
    assert settings("spark://host:7077", memory)["spark.executor.memory"] == heap


@pytest.mark.parametrize("memory", ["much", "800", "80%", "-1GB", ""])
def test_memory_that_is_no_number_of_bytes_is_misuse(tmp_path: Path, memory: str) -> None:
    """DuckDB would say so as well."""
    with pytest.raises(EngineError, match="it is like 800MB"):
        opened("spark", tmp_path / "work", memory)
    assert not (tmp_path / "work").exists()


def test_tasks_are_as_many_as_processes_are_asked_for() -> None:
    """And those of a shuffle a few times that."""
    wanted = settings("spark", "1GB", 3)
    assert (wanted["spark.master"], wanted["spark.sql.shuffle.partitions"]) == ("local[3]", "24")
    assert "spark.sql.shuffle.partitions" not in settings("spark://host:7077", "1GB", 3)


@pytest.fixture
def closed() -> Iterator[int]:
    """Return a port that is bound, so that no other takes it, and does not listen."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        yield found.getsockname()[1]


@pytest.mark.skipif(bool(sparks.lacking()), reason=sparks.lacking())
@pytest.mark.parametrize("kind", ["spark", "sc"])
def test_a_cluster_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], closed: int, kind: str
) -> None:
    """At once, where Spark would try for a minute; nothing is written."""
    text = tmp_path / "in.parquet"
    sparks.table(text)
    address = f"{kind}://127.0.0.1:{closed}"
    arguments = ["dedup", str(text), "--out", str(tmp_path / "out"), "--engine", address]
    assert cli.main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{address}: nobody answers there: ") and said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


@pytest.mark.skipif(bool(sparks.lacking()), reason=sparks.lacking())
def test_java_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to install."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    sparks.table(tmp_path / "in.parquet")
    arguments = ["dedup", str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out"), "--engine", "spark"]
    assert cli.main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("Java is not installed: ") and "openjdk-17" in said and said.count("\n") == 1


@pytest.mark.skipif(not sparks.lacking().startswith("PySpark"), reason="PySpark is installed")
def test_pyspark_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the extra that brings it."""
    sparks.table(tmp_path / "in.parquet")
    arguments = ["dedup", str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out"), "--engine", "spark"]
    assert cli.main(arguments) == 2
    said = capsys.readouterr().err
    assert said == "PySpark is not installed; install it with: pip install 'pairmill[spark]'\n"
