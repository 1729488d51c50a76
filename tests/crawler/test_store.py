"""JSON lines on disk: appended, whole after a crash and on a full disk, and read back."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import a_record
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import StoreError
from crawler.records import to_json
from crawler.store import BLOCK, Lines, dumps, put, repair, rows

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def write(path: Path, *some: dict[str, Any]) -> None:
    lines = Lines(path)
    for row in some:
        lines.append(row)
    lines.close()


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond ``size`` bytes, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@given(st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), max_size=4))
def test_rows_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, some: list[dict[str, Any]]
) -> None:
    """One line each, whatever the text holds."""
    path = tmp_path_factory.mktemp("rows") / "new" / "x.jsonl"
    write(path, *some)
    assert list(rows(path)) == some
    assert path.read_bytes().count(b"\n") == len(some)


@pytest.mark.parametrize("text", ["text", "half a pair: \ud800", "第一章"])
def test_a_record_is_written_as_its_row(text: str) -> None:
    """Also one that UTF-8 cannot say."""
    record = a_record(text, "more", meta={"archive": {"offset": 1}})
    assert dumps(record) == dumps(to_json(record))


def test_a_row_is_on_disk_when_append_returns(tmp_path: Path) -> None:
    """A process that is killed then loses nothing of it."""
    lines = Lines(tmp_path / "x.jsonl")
    lines.append({"a": 1})
    assert (tmp_path / "x.jsonl").read_bytes() == b'{"a":1}\n'
    lines.close()


def test_writing_goes_on_behind_what_is_there(tmp_path: Path) -> None:
    """A run that begins again does not begin its files again; it counts its own rows."""
    write(tmp_path / "x.jsonl", {"a": 1})
    lines = Lines(tmp_path / "x.jsonl")
    lines.append({"a": 2})
    lines.close()
    assert (list(rows(tmp_path / "x.jsonl")), lines.count) == ([{"a": 1}, {"a": 2}], 1)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"a": "x\ud800y", "é": ["\udfff"]}, '{"a":"x\ufffdy","é":["\ufffd"]}'),
        ({"\ud800": ("\ud800",)}, '{"\ufffd":["\ufffd"]}'),
        ({"a": "\ud83c\udf0a\ud800"}, '{"a":"🌊\ufffd"}'),
        ({"a": "line\u2028sep\n"}, '{"a":"line\u2028sep\\n"}'),
    ],
    ids=["values", "keys and tuples", "a pair is a character", "separators"],
)
def test_what_utf8_cannot_say_is_replaced(row: dict[str, Any], line: str) -> None:
    """A lone surrogate becomes U+FFFD, as browsers show it."""
    assert dumps(row) == line


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        (b"", 0),
        (b'{"a":1}\n', 0),
        (b'{"a":1}\n{"b', 3),
        (b'{"a', 3),
        (b'{"a":1}\n' + b"x" * (2 * BLOCK + 5), 2 * BLOCK + 5),
        (b"\n" + b"x" * BLOCK, BLOCK),
        (b"x" * BLOCK + b"\n" + b"y", 1),
    ],
    ids=["empty", "whole", "torn", "torn only", "long", "newline at a block's edge", "long and torn"],
)
def test_a_torn_last_line_is_cut_off_and_counted(content: bytes, cut: int, tmp_path: Path) -> None:
    """What stood before it stays, and a second repair finds nothing."""
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    assert repair(path) == cut
    assert path.read_bytes() == content[: len(content) - cut]
    assert repair(path) == 0


def test_a_file_that_is_not_there_needs_no_repair(tmp_path: Path) -> None:
    """And is not made."""
    assert repair(tmp_path / "x.jsonl") == 0
    assert not (tmp_path / "x.jsonl").exists()


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'{"a":1}\n{"b', "2"), (b"[1]\n", "1"), (b"\n", "1"), (b'{"a":1}\nnull\n', "2")],
    ids=["torn", "a list", "an empty line", "null"],
)
def test_a_line_that_is_no_row_is_named(content: bytes, line: str, tmp_path: Path) -> None:
    """Path and line; the rows before it are given first."""
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    found: list[Any] = []
    with pytest.raises(StoreError) as caught:
        found.extend(rows(path))
    assert str(caught.value).startswith(f"{path}: line {line} is not JSON; ")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    """A file that something else wrote over is a StoreError too."""
    (tmp_path / "x.jsonl").write_bytes(b'{"a":"\xff"}\n')
    with pytest.raises(StoreError, match="is not JSON"):
        list(rows(tmp_path / "x.jsonl"))


def says_one_line(error: StoreError, path: Path) -> bool:
    text = str(error)
    return text.startswith(f"{path}: ") and "free some space" in text and "\n" not in text


def test_a_full_disk_leaves_whole_lines(tmp_path: Path) -> None:
    """The row that did not fit leaves nothing behind, and writing goes on once there is room."""
    path = tmp_path / "x.jsonl"
    lines = Lines(path)
    lines.append({"a": 1})
    with full_disk(100), pytest.raises(StoreError) as caught:
        lines.append({"b": "x" * 200})
    assert says_one_line(caught.value, path)
    assert "what was written before is whole" in str(caught.value)
    assert path.read_bytes() == b'{"a":1}\n'
    lines.append({"c": 3})
    lines.close()
    assert (list(rows(path)), lines.count) == ([{"a": 1}, {"c": 3}], 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_device_that_takes_nothing_says_so() -> None:
    """It cannot be cut back either, and the message does not claim so."""
    path = Path("/dev/full")
    with path.open("ab", buffering=0) as file, pytest.raises(StoreError) as caught:
        put(file, b"x", path)
    assert str(caught.value).startswith("/dev/full: No space left on device; its last entry is repaired")


def test_a_disk_that_stays_full_fails_each_time(tmp_path: Path) -> None:
    """No row of an earlier failure waits in memory to be written later."""
    lines = Lines(tmp_path / "x.jsonl")
    with full_disk(100):
        for _ in range(3):
            with pytest.raises(StoreError):
                lines.append({"b": "x" * 200})
    lines.close()
    assert (tmp_path / "x.jsonl").read_bytes() == b""
