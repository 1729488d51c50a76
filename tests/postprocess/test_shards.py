"""Shards: any cut gives the same lines under the same numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postprocess.shards import Shard, raw_lines, shards

LINES = st.lists(st.sampled_from([b"", b" ", b"a", b"{}\r", b"long " * 9, "中文".encode()]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, size=st.integers(1, 80), ended=st.booleans())
def test_every_line_is_in_one_shard(tmp_path: Path, lines: list[bytes], size: int, ended: bool) -> None:
    """With its number in the file, whether or not the last one ends."""
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n" * ended)
    found = [line for shard in shards(path, size) for line in raw_lines(shard)]
    assert found == [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


@pytest.mark.parametrize("size", [1, 5, 6, 7, 12])
def test_shards_follow_each_other_and_end_at_line_ends(tmp_path: Path, size: int) -> None:
    """None is empty; one is longer than wanted by a line at most."""
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"12345\n" * 7 + b"torn")
    found = list(shards(path, size))
    assert [shard.start for shard in found] == [0, *(shard.end for shard in found[:-1])]
    assert found[-1].end == path.stat().st_size
    assert all(shard.end % 6 == 0 for shard in found[:-1])
    assert all(0 < shard.end - shard.start < size + 6 for shard in found)


def test_a_small_file_is_one_shard_and_an_empty_one_none(tmp_path: Path) -> None:
    """Nothing is read to say so."""
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"1\n2\n")
    assert list(shards(path, 4)) == [Shard(path, 0, 4, 1)]
    path.write_bytes(b"")
    assert list(shards(path)) == []
