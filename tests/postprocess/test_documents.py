"""Tables of texts: near-copies go, everything else stays as it was, and who copied whom is told."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_dedup import prose

from crawler.errors import StoreError
from postprocess import cli
from postprocess.documents import Columns, deduplicate

ROWS = [{"id": f"d{n:03}", "text": prose(n // 3, 300)[: 300 - 3 * (n % 3)], "likes": n} for n in range(60)]
ROWS += [
    {"id": f"s{n}", "text": text, "likes": 0} for n, text in enumerate(["顶", "顶！", "谢谢", "", "", None])
]
# Of three near-copies the longest stays; short ones go by their words; what is empty copies nothing.
GONE = {row["id"] for row in ROWS[:60] if row["likes"] % 3} | {"s0"}


def written(path: Path, rows: Sequence[dict[str, Any]], group: int = 1000) -> Path:
    """Write rows as Parquet, so many a row group."""
    pq.write_table(pa.Table.from_pylist(list(rows)), path, row_group_size=group)
    return path


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of an output."""
    return list(pq.read_table(folder / f"{name}.parquet").to_pylist())


def test_copies_go_and_the_rest_stays_as_it_was(tmp_path: Path) -> None:
    """With all columns; each copy is named with the one that stays."""
    path = written(tmp_path / "in.parquet", ROWS)
    counts = deduplicate([path], tmp_path / "out")
    kept, copies = read(tmp_path / "out", "kept"), read(tmp_path / "out", "copies")
    assert sorted(kept, key=lambda row: row["id"]) == [row for row in ROWS if row["id"] not in GONE]
    assert {row["name"] for row in copies} == GONE
    assert all(
        row["lead"] == f"d{int(row['name'][1:]) // 3 * 3:03}" for row in copies if row["name"][0] == "d"
    )
    assert {row["stage"] for row in copies} == {"exact", "near"}
    assert counts == {"kept": len(kept), "copies": len(copies)}
    assert not (tmp_path / "out" / "work").exists()


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("files", "group"), [(1, 7), (5, 1000)])
def test_order_files_and_row_groups_change_nothing(tmp_path: Path, seed: int, files: int, group: int) -> None:
    """The same rows are kept, the same matches told."""
    shuffled = random.Random(seed).sample(ROWS, len(ROWS))
    paths = [written(tmp_path / f"{n}.parquet", shuffled[n::files], group) for n in range(files)]
    deduplicate(paths, tmp_path / "out")
    deduplicate([written(tmp_path / "all.parquet", ROWS)], tmp_path / "other")
    told = [read(tmp_path / name, "copies") for name in ("out", "other")]
    assert told[0] == told[1]
    assert {row["id"] for row in read(tmp_path / "out", "kept")} == {
        row["id"] for row in read(tmp_path / "other", "kept")
    }


def test_processes_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sign the row groups of one file."""
    monkeypatch.setattr("postprocess.scan.SMALL", 0)
    path = written(tmp_path / "in.parquet", ROWS, 8)
    for processes in (1, 2):
        deduplicate([path], tmp_path / str(processes), processes=processes)
    assert read(tmp_path / "1", "copies") == read(tmp_path / "2", "copies")


def test_paths_may_be_relative_and_roundabout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From wherever one stands; a name with a space, and a link, are names as well."""
    (tmp_path / "a b").mkdir()
    written(tmp_path / "a b" / "in it.parquet", ROWS)
    (tmp_path / "link.parquet").symlink_to(tmp_path / "a b" / "in it.parquet")
    monkeypatch.chdir(tmp_path / "a b")
    for number, name in enumerate(("in it.parquet", "../a b/in it.parquet", "../link.parquet")):
        counts = deduplicate([Path(name)], Path(f"out{number}"))
        assert counts == {"kept": len(ROWS) - len(GONE), "copies": len(GONE)}


def test_columns_have_any_name_and_names_need_not_be_there(tmp_path: Path) -> None:
    """A document without a name is called by file and row; a number is a name."""
    rows = [{"body": prose(1), "n": 7}, {"body": prose(1), "n": 5}, {"body": prose(2), "n": 1}]
    path = written(tmp_path / "in.parquet", rows)
    deduplicate([path], tmp_path / "named", columns=Columns("body", "n"))
    assert [(row["name"], row["lead"]) for row in read(tmp_path / "named", "copies")] == [("7", "5")]
    deduplicate([path], tmp_path / "nameless", columns=Columns("body"))
    assert [(row["name"], row["lead"]) for row in read(tmp_path / "nameless", "copies")] == [
        ("in.parquet:1", "in.parquet:0")
    ]


def test_a_file_that_is_named_twice_is_not_all_copies(tmp_path: Path) -> None:
    """Each of its texts would copy itself."""
    path = written(tmp_path / "in.parquet", ROWS)
    (tmp_path / "link.parquet").symlink_to(path)
    with pytest.raises(StoreError, match="is named twice"):
        deduplicate([path, tmp_path / "link.parquet"], tmp_path / "out")


def test_no_rows_are_no_copies(tmp_path: Path) -> None:
    """An empty table comes out empty."""
    pq.write_table(
        pa.table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())}),
        tmp_path / "in.parquet",
    )
    assert deduplicate([tmp_path / "in.parquet"], tmp_path / "out") == {"kept": 0, "copies": 0}


def test_half_a_surrogate_pair_and_a_megabyte_are_texts(tmp_path: Path) -> None:
    """Whatever Parquet holds is compared."""
    rows = [
        {"id": "a", "text": "长" * 1_000_000},
        {"id": "b", "text": "长" * 999_999},
        {"id": "c", "text": "\0\n😀"},
    ]
    assert deduplicate([written(tmp_path / "in.parquet", rows)], tmp_path / "out") == {"kept": 2, "copies": 1}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.parquet", "is no Parquet file"),
        ("bad.parquet", "is no Parquet file"),
        ("other.parquet", "no column 'text'"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    """It names the file and what is wrong, and nothing is written."""
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 is what it begins with")
    written(tmp_path / "other.parquet", [{"body": "text"}])
    assert cli.main(["dedup", str(tmp_path / name), "--out", str(tmp_path / "out")]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and name in err and said in err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody's files are overwritten."""
    path = written(tmp_path / "in.parquet", ROWS)
    assert cli.main(["dedup", str(path), "--out", str(tmp_path)]) == 1
    assert "it is not empty" in capsys.readouterr().err


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many stay, how many go, and where both are told."""
    path = written(tmp_path / "in.parquet", ROWS)
    assert cli.main(["dedup", str(path), "--out", str(tmp_path / "out"), "--min-similarity", "0.9"]) == 0
    out = capsys.readouterr().out
    assert f"{tmp_path / 'out' / 'kept.parquet'}: 25 documents" in out
    assert f"{tmp_path / 'out' / 'copies.parquet'}: 41 copies" in out


@pytest.mark.parametrize("value", ["0", "1.5", "some"])
def test_a_similarity_that_is_none_is_misuse(tmp_path: Path, value: str) -> None:
    """Exit 2, before anything is read."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["dedup", "x.parquet", "--out", str(tmp_path / "out"), "--min-similarity", value])
    assert ended.value.code == 2


def test_an_error_of_the_disk_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder cannot be made where a file stands."""
    path = written(tmp_path / "in.parquet", ROWS)
    (tmp_path / "file").write_text("")
    assert cli.main(["dedup", str(path), "--out", str(tmp_path / "file" / "out")]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "file" in err


def test_a_full_disk_is_one_line_and_leaves_nothing_half(tmp_path: Path) -> None:
    """The folder is there when all of it is."""
    path = written(tmp_path / "in.parquet", ROWS)
    done = subprocess.run(
        [sys.executable, "-m", "postprocess.cli", "dedup", str(path), "--out", str(tmp_path / "out")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000)),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert not (tmp_path / "out").exists()
