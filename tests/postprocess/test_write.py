"""The files of a dataset: one pass, each pair where it belongs, counted and digested."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import orjson
import pyarrow.parquet as pq
import pytest
from conftest import a_pair
from ibis.expr.types import Table

from crawler.errors import FormatError
from postprocess.engine import Engine
from postprocess.formats import FORMATS, Format
from postprocess.pairs import Pair
from postprocess.said import canonical, said
from postprocess.schema import RECORDS
from postprocess.write import Writer

Files = dict[str, dict[str, Any]]


@pytest.fixture
def pages(engine: Engine) -> Table:
    """Return the table of three records whose pages are archived."""
    rows = [
        {"id": f"site/{n}", "url": f"http://site.example/{n}", "file": "run1.warc.gz", "offset": n * 100,
         "digest": f"sha1:{n}"}
        for n in (1, 2, 3)
    ]  # fmt: skip
    return engine.rows(rows, RECORDS, "records")


@pytest.fixture
def written(tmp_path: Path, engine: Engine, pages: Table) -> Callable[..., Files]:
    """Return a function that writes pairs into a folder, and returns what the manifest says of its files."""

    def write(*pairs: Pair, formats: tuple[str, ...] = tuple(FORMATS)) -> Files:
        writer = Writer(tmp_path / "set")
        for pair in pairs:
            writer.add([(pair, said(pair, formats))], canonical([pair]))
        return writer.close(engine, pages)

    return write


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of an exported file."""
    return [orjson.loads(line) for line in (folder / "set" / name).read_bytes().splitlines()]


def asked(folder: Path, name: str = "alpaca.jsonl") -> list[str]:
    """Return the instructions of an alpaca file, in order."""
    return [row["instruction"] for row in lines(folder, name)]


def test_rows_with_a_history_stand_before_those_without(
    written: Callable[..., Files], tmp_path: Path
) -> None:
    """The JSON reader of datasets ends at a history that follows 10 MiB of empty ones."""
    pairs = [a_pair(str(n), "a") if n % 2 else a_pair("x", "y", str(n), "a") for n in range(1, 6)]
    files = written(*pairs)
    assert asked(tmp_path) == ["2", "4", "1", "3", "5"]
    assert files["alpaca.jsonl"]["rows"] == 5


@pytest.mark.parametrize("texts", [("1", "a"), ("x", "y", "1", "a")], ids=["none with", "none without"])
def test_rows_of_one_kind_stand_as_they_came(
    written: Callable[..., Files], tmp_path: Path, texts: tuple[str, ...]
) -> None:
    """There is then nothing to put behind anything."""
    written(a_pair(*texts), a_pair(*texts))
    assert asked(tmp_path) == ["1", "1"]


def test_each_split_puts_its_own_rows_in_order(written: Callable[..., Files], tmp_path: Path) -> None:
    """Its file is read on its own."""
    written(a_pair("1", "a", split="test"), a_pair("2", "b"), a_pair("x", "y", "3", "c", split="test"))
    assert asked(tmp_path) == ["2"]
    assert asked(tmp_path, "alpaca_test.jsonl") == ["3", "1"]


def test_other_formats_keep_the_order_of_pairs(written: Callable[..., Files], tmp_path: Path) -> None:
    """Their lists are never empty."""
    written(a_pair("1", "a"), a_pair("x", "y", "2", "b"))
    assert [len(row["messages"]) for row in lines(tmp_path, "messages.jsonl")] == [2, 4]


def test_nothing_but_the_dataset_is_left(written: Callable[..., Files], tmp_path: Path) -> None:
    """What stood beside the files while they grew is gone."""
    files = written(a_pair("1", "a"), a_pair("x", "y", "2", "b"), a_pair("a document"))
    found = [path for path in (tmp_path / "set").rglob("*") if path.is_file()]
    assert {str(path.relative_to(tmp_path / "set")) for path in found} == files.keys()


def test_a_file_has_the_digest_that_is_told(written: Callable[..., Files], tmp_path: Path) -> None:
    """Of its whole, rows without a history included."""
    files = written(a_pair("1", "a"), a_pair("x", "y", "2", "b"))
    for name, facts in files.items():
        assert hashlib.sha256((tmp_path / "set" / name).read_bytes()).hexdigest() == facts["sha256"]


def test_pairs_go_to_the_files_of_their_split(written: Callable[..., Files]) -> None:
    """A split without rows has no file."""
    files = written(a_pair("1", "a"), a_pair("2", "b", split="validation"), formats=("sharegpt",))
    assert {name: facts["rows"] for name, facts in files.items()} == {
        "data/train-00000-of-00001.parquet": 1,
        "data/validation-00000-of-00001.parquet": 1,
        "lineage.parquet": 0,
        "sharegpt.jsonl": 1,
        "sharegpt_validation.jsonl": 1,
    }


def test_documents_and_conversations_stand_apart(written: Callable[..., Files]) -> None:
    """A chapter is no chat, and a chat no document; Parquet holds both."""
    files = written(
        a_pair("1", "a"), a_pair("a document"), a_pair("another"), formats=("messages", "pretraining")
    )
    assert {name: facts["rows"] for name, facts in files.items() if name != "lineage.parquet"} == {
        "data/train-00000-of-00001.parquet": 3, "messages.jsonl": 1, "pretraining.jsonl": 2,
    }  # fmt: skip


def test_lineage_leads_from_a_pair_to_its_archived_pages(
    written: Callable[..., Files], tmp_path: Path
) -> None:
    """Each record of a pair, with where its page lies."""
    written(
        a_pair("1", "a", id="p2", sources=("site/3",)),
        a_pair("2", "b", id="p1", sources=("site/1", "site/2")),
    )
    rows = pq.read_table(tmp_path / "set" / "lineage.parquet").to_pylist()
    assert [(row["pair"], row["record"], row["offset"]) for row in rows] == [
        ("p1", "site/1", 100), ("p1", "site/2", 200), ("p2", "site/3", 300),
    ]  # fmt: skip
    assert (rows[0]["url"], rows[0]["file"]) == ("http://site.example/1", "run1.warc.gz")
    assert rows[0]["digest"] == "sha1:1"


def test_what_a_format_cannot_say_is_counted(
    tmp_path: Path, engine: Engine, pages: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pair stands in the formats that can; the reason does not name it, so that it adds up."""

    def single(pair: Pair) -> dict[str, object]:
        raise FormatError(f"pair {pair.id!r} in single: it has a history")

    monkeypatch.setitem(cast("dict[str, Format]", FORMATS), "single", single)
    writer = Writer(tmp_path / "set")
    pairs = [a_pair("1", "a", id=name) for name in "ab"]
    writer.add([(pair, said(pair, ("single", "alpaca"))) for pair in pairs], canonical(pairs))
    assert writer.close(engine, pages)["alpaca.jsonl"]["rows"] == 2
    assert writer.unsaid == {"single: it has a history": 2}


def test_lone_surrogates_are_written(written: Callable[..., Files], tmp_path: Path) -> None:
    """As what replaces them; the file is UTF-8."""
    written(a_pair("\ud800问", "答\udfff", system="\ud800"))
    assert lines(tmp_path, "alpaca.jsonl")[0]["output"] in ("答?", "答\ufffd")
