"""Tables: every sound line becomes a row, and a bad one costs itself alone."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import replace
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest
from conftest import a_part, a_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.errors import StoreError
from crawler.records import Record, to_json
from crawler.text.duplicates import VERSION, sign
from crawler.text.sketches import sketch
from postprocess.rows import GROUP, Rows
from postprocess.schema import PART, RECORDS, UTTERANCE
from postprocess.tables import ALL, Intake, record_files, write_tables

LONG = "先断电，再把背面的两颗螺丝拧下来，然后慢慢地把旧的鼓粉盒拉出来，最后把新的装上。" * 4


def a_line(number: int = 1, **changes: object) -> bytes:
    """Return the line of a record with some of its values changed; ... takes a key out."""
    row: dict[str, Any] = to_json(a_record("问题", "回答", id=f"site/{number}")) | changes
    return orjson.dumps({key: value for key, value in row.items() if value is not ...}) + b"\n"


def write(folder: Path, *lines: bytes, site: str = "site", run: str = "run1") -> Path:
    """Write lines into the file of a run."""
    path = folder / "data" / "records" / site / f"{run}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(lines))
    return path


def read(folder: Path, name: str = "records") -> list[dict[str, Any]]:
    """Return the rows of a table."""
    paths = sorted((folder / "tables").glob(ALL[name]))
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


def quarantine(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the quarantine."""
    lines = (folder / "tables" / "quarantine.jsonl").read_bytes().splitlines()
    return [orjson.loads(line) for line in lines]


def tabled(folder: Path) -> Intake:
    """Write the tables of all sites."""
    return write_tables(folder / "data", (), folder / "tables")


BAD = {
    "torn": (a_line()[:-40] + b"\n", "is not JSON"),
    "no JSON": (b"<html>502 Bad Gateway</html>\n", "is not JSON"),
    "other bytes": ('{"id": "中"}\n'.encode("gbk"), "is not JSON"),
    "byte order mark": (b"\xef\xbb\xbf" + a_line(), "is not JSON"),
    "deep": (b"[" * 100_000 + b"\n", "is not JSON"),
    "zeros": (b"\x00" * 4096 + b"\n", "is not JSON"),
    "list": (b"[1, 2]\n", "is no record"),
    "null": (b"null\n", "is no record"),
    "number for string": (a_line(title=5), "is no record"),
    "string for number": (a_line(position="5"), "is no record"),
    "number too large": (a_line(position=2**63), "is no record"),
    "null for list": (a_line(parts=None), "is no record"),
    "part is a string": (a_line(parts=["text"]), "is no record"),
    "number in a part": (a_line(parts=[{"id": "1", "text": 7}]), "is no record"),
    "truth in a score": (a_line(parts=[{"id": "1", "text": "", "score": "high"}]), "is no record"),
    "meta is no table": (a_line(meta=[1]), "is no record"),
    "consent without reason": (a_line(consent={"decision": "allow"}), "lacks 'evidence'"),
    "missing parts": (a_line(parts=...), "lacks 'parts'"),
    "missing id": (a_line(id=...), "missing 1 required positional argument: 'id'"),
    "unknown key": (a_line(colour="red"), "unexpected keyword argument 'colour'"),
    "torn signature": (a_line(signature=f"{VERSION}:AAA"), "is no record"),
    "short signature": (a_line(signature=f"{VERSION}:AAAA"), "is no record"),
}


@pytest.mark.parametrize(("bad", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_put_aside_and_nothing_else_is_lost(tmp_path: Path, bad: bytes, reason: str) -> None:
    """With its path, its line and why; the lines around it are rows."""
    path = write(tmp_path, a_line(1), bad, a_line(2))
    intake = tabled(tmp_path)
    assert (intake.lines, intake.bad) == (2, 1)
    assert [row["id"] for row in read(tmp_path)] == ["site/1", "site/2"]
    (aside,) = quarantine(tmp_path)
    assert (aside["path"], aside["line"]) == (str(path), 2)
    assert reason in aside["reason"] and "\n" not in aside["reason"]
    assert intake.reasons == [f"{path}: line 2: {aside['reason']}"]


def test_a_line_torn_at_the_end_of_a_file_is_put_aside(tmp_path: Path) -> None:
    """A crawl was killed in the middle of it; the next file is read as ever."""
    write(tmp_path, a_line(1), a_line(2)[:50])
    write(tmp_path, a_line(3), run="run2")
    intake = tabled(tmp_path)
    assert ([row["id"] for row in read(tmp_path)], intake.bad) == (["site/1", "site/3"], 1)
    assert [(aside["line"], aside["text"]) for aside in quarantine(tmp_path)] == [
        (2, a_line(2)[:50].decode())
    ]


@pytest.mark.parametrize("empty", [b"\n", b"  \n", b"\r\n"], ids=["newline", "spaces", "return"])
def test_an_empty_line_is_neither_read_nor_put_aside(tmp_path: Path, empty: bytes) -> None:
    """It says nothing, and the lines behind it keep their numbers."""
    write(tmp_path, a_line(1), empty, a_line(2))
    assert tabled(tmp_path) == Intake(2, 0, [])
    assert [row["line"] for row in read(tmp_path)] == [1, 3]


def test_lines_with_returns_are_read(tmp_path: Path) -> None:
    """A file that went through Windows is the same file."""
    write(tmp_path, a_line(1).replace(b"\n", b"\r\n"), a_line(2))
    assert tabled(tmp_path).lines == 2


def test_the_first_five_reasons_are_told_and_all_are_counted(tmp_path: Path) -> None:
    """A screen is no place for a thousand."""
    write(tmp_path, *[b"{\n"] * 9)
    intake = tabled(tmp_path)
    assert (len(intake.reasons), intake.bad, len(quarantine(tmp_path))) == (5, 9, 9)


def test_a_long_bad_line_is_quoted_by_its_beginning(tmp_path: Path) -> None:
    """A torn gigabyte would be stored twice."""
    write(tmp_path, b"x" * 10_000 + b"\n")
    tabled(tmp_path)
    assert quarantine(tmp_path)[0]["text"] == "x" * 2000


def test_a_row_knows_its_place_and_its_page(tmp_path: Path) -> None:
    """Which run and line, where the page is archived, and what else the record said of itself."""
    meta = {"archive": {"file": "run1.warc.gz", "offset": 512, "digest": "sha1:X"}, "pages": 3}
    write(tmp_path, a_line(meta=meta))
    tabled(tmp_path)
    (row,) = read(tmp_path)
    assert (row["run"], row["line"], row["chars"]) == ("run1", 1, len("问题\n\n回答"))
    assert (row["file"], row["offset"], row["digest"]) == ("run1.warc.gz", 512, "sha1:X")
    assert json.loads(row["meta"]) == meta


def test_every_field_of_a_record_has_a_column() -> None:
    """A field that is added to the nouns and not to the tables would be lost without a word."""
    record = to_json(a_record())
    assert record.keys() <= set(RECORDS.names)
    assert record["parts"][0].keys() == {field.name for field in PART}
    assert {field.name for field in UTTERANCE} == {"start", "end", "text", "speaker", "method", "confidence"}


def units(folder: Path, record: Record) -> list[tuple[str, str]]:
    """Return unit and minima of what a record's texts are compared as."""
    write(folder, orjson.dumps(to_json(record)) + b"\n")
    tabled(folder)
    return [(row["unit"], row["minima"]) for row in read(folder, "units")]


def test_a_thread_is_compared_as_a_whole_and_by_its_long_posts(tmp_path: Path) -> None:
    """A short post is compared with nothing."""
    record = sign(a_record(LONG, "好"))
    signatures = (record.signature, record.parts[0].signature)
    assert units(tmp_path, record) == [
        (name, sketch(signature).minima)
        for name, signature in zip(("site/1", "site/1#1"), signatures, strict=True)
    ]


def test_a_timeline_is_compared_by_its_posts_alone(tmp_path: Path) -> None:
    """As a whole it grows from crawl to crawl."""
    record = sign(a_record(LONG, "好", kind="status"))
    assert [unit for unit, _ in units(tmp_path, record)] == ["site/1#1"]


def test_a_unit_has_the_bands_of_its_signature(tmp_path: Path) -> None:
    """And the length by which the longest of copies is kept."""
    record = sign(a_record(LONG, kind="chapter"))
    units(tmp_path, record)
    (row,) = read(tmp_path, "units")
    assert (row["bands"], row["chars"], row["record"], row["part"]) == (
        list(sketch(record.signature).bands), len(LONG), "site/1", "",
    )  # fmt: skip


@pytest.mark.parametrize("signature", ["", "u5p128r0:AAAA"], ids=["none", "another version"])
def test_what_cannot_be_compared_is_a_row_all_the_same(tmp_path: Path, signature: str) -> None:
    """Its text is used; it meets no copy."""
    write(tmp_path, a_line(signature=signature))
    assert tabled(tmp_path).lines == 1
    assert all(row["bands"] == [] for row in read(tmp_path, "units"))


def test_a_record_of_all_it_can_hold_comes_back(tmp_path: Path) -> None:
    """Emoji, right-to-left text, line separators and a megabyte of one character."""
    texts = ["😀" * 9, "שלום", "a\u2028b\x85c", "长" * 1_000_000]
    write(tmp_path, orjson.dumps(to_json(a_record(*texts))) + b"\n")
    assert tabled(tmp_path).lines == 1
    assert [part["text"] for part in read(tmp_path)[0]["parts"]] == texts


def test_only_the_sites_asked_for_are_read(tmp_path: Path) -> None:
    """All of them if none is named, in an order that stays."""
    paths = [write(tmp_path, site=site, run=run) for site, run in (("b", "2"), ("b", "1"), ("a", "1"))]
    (tmp_path / "data" / "records" / "a" / "1.tmp").write_text("a draft of another run")
    assert record_files(tmp_path / "data", ()) == sorted(paths)
    assert record_files(tmp_path / "data", ("a",)) == [paths[2]]
    assert record_files(tmp_path / "none", ()) == []


def test_a_table_holds_more_rows_than_a_group(tmp_path: Path) -> None:
    """Rows are written as they come, and the last few at close."""
    table = Rows(tmp_path / "units.parquet", RECORDS)
    for number in range(GROUP + 3):
        table.add({"id": str(number)})
    table.close()
    with pq.ParquetFile(table.path) as file:
        assert (file.metadata.num_rows, file.metadata.num_row_groups, table.rows) == (GROUP + 3, 2, GROUP + 3)


def test_the_marks_of_a_part_survive(tmp_path: Path) -> None:
    """A builder passes marked posts over, so the mark must arrive."""
    part = replace(a_part("加微信"), mark="spam", accepted=True, score=-2)
    write(tmp_path, orjson.dumps(to_json(a_record().with_parts([part]))) + b"\n")
    tabled(tmp_path)
    (row,) = read(tmp_path)[0]["parts"]
    assert (row["mark"], row["accepted"], row["score"]) == ("spam", True, -2)


def test_a_recipe_takes_out_what_repeats_over_a_site(tmp_path: Path) -> None:
    """The lines of one site are no lines of another."""
    menu = "Home | Books | Log in here"
    told = [f"{menu}\n\nOn day {n} the {'very ' * n}old ferry left at noon." for n in range(8)]
    for site in ("one", "other"):
        texts = told if site == "one" else [*[text.replace(menu, "") for text in told[1:]], told[0]]
        records = [a_record(text, kind="article", id=f"{site}/{n}") for n, text in enumerate(texts)]
        write(tmp_path, *(orjson.dumps(to_json(record)) + b"\n" for record in records), site=site)
    write_tables(tmp_path / "data", (), tmp_path / "tables", {"boilerplate": True})
    held = [row["id"] for row in read(tmp_path) if menu in row["text"]]
    assert held == ["other/7"]


def every_line(folder: Path, bad_each: int = 3) -> None:
    """Write two files of which each third line is bad in one of the ways of BAD, and a torn end."""
    bad = [line for line, _ in BAD.values() if len(line) < 5000]
    for run in ("run1", "run2"):
        signed = [orjson.dumps(to_json(sign(a_record(LONG, id=f"{run}/{n}")))) + b"\n" for n in range(12)]
        lines = [bad[n % len(bad)] if n % bad_each == 1 else b"\n" * (n == 5) + signed[n] for n in range(12)]
        write(folder, *lines, a_line(99)[:60], run=run)


def told(folder: Path, intake: Intake) -> list[object]:
    """Return all that a reader of tables can see."""
    return [read(folder), read(folder, "units"), quarantine(folder), intake]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 20_000))
def test_the_cut_changes_nothing(tmp_path_factory: pytest.TempPathFactory, size: int) -> None:
    """Rows, their order, numbers of lines and the quarantine are those of one shard a file."""
    folder = tmp_path_factory.mktemp("cut")
    every_line(folder)
    whole = told(folder, tabled(folder))
    for path in (folder / "tables").iterdir():
        path.unlink()
    assert told(folder, write_tables(folder / "data", (), folder / "tables", size=size)) == whole


def test_processes_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three take shards of both files, a bad line in every one."""
    every_line(tmp_path)
    whole = told(tmp_path, tabled(tmp_path))
    for path in (tmp_path / "tables").iterdir():
        path.unlink()
    monkeypatch.setattr("postprocess.tables.SMALL", 0)
    intake = write_tables(tmp_path / "data", (), tmp_path / "tables", processes=3, size=5000)
    assert told(tmp_path, intake) == whole
    assert len(list((tmp_path / "tables").glob("records-*"))) > 3


def test_no_records_are_tables_without_rows(tmp_path: Path) -> None:
    """An engine finds the columns all the same."""
    write(tmp_path)
    assert (tabled(tmp_path), read(tmp_path), read(tmp_path, "units")) == (Intake(), [], [])


class Deadly(int):
    """A limit at which a step dies of texts of some length, and fails at others."""

    def __le__(self, chars: int) -> bool:
        if chars == 7 and parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        if chars == 8:
            raise RuntimeError("a bug")
        return True


def test_a_line_that_a_process_dies_of_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them, in two shards; all others are rows, and the place of each is told."""
    monkeypatch.setattr("postprocess.tables.SMALL_WITH_STEPS", 0)
    texts = ["x" * (7 if n in (4, 9) else 3) for n in range(12)]
    lines = [orjson.dumps(to_json(a_record(text, id=f"site/{n}"))) + b"\n" for n, text in enumerate(texts)]
    path = write(tmp_path, *lines)
    said = {"enough_text": {"min_chars": Deadly(1000)}}
    intake = write_tables(tmp_path / "data", (), tmp_path / "tables", said, processes=2, size=3000)
    assert [row["id"] for row in read(tmp_path)] == [f"site/{n}" for n in range(12) if n not in (4, 9)]
    ended = "cannot be read: its process was ended by SIGKILL (is memory short?)"
    assert intake == Intake(10, 2, [f"{path}: line 5: {ended}", f"{path}: line 10: {ended}"])


def test_a_shard_whose_processes_die_again_and_again_ends_the_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not the lines then; the message names the last one."""
    monkeypatch.setattr("postprocess.tables.SMALL_WITH_STEPS", 0)
    lines = [orjson.dumps(to_json(a_record("x" * 7, id=f"site/{n}"))) + b"\n" for n in range(9)]
    path = write(tmp_path, *lines)
    write(tmp_path, a_line(), run="run2")
    said = {"enough_text": {"min_chars": Deadly(1000)}}
    with pytest.raises(StoreError, match=r"run1\.jsonl: line 4: its process was ended by SIGKILL"):
        write_tables(tmp_path / "data", (), tmp_path / "tables", said, processes=2)
    assert path.exists()


def test_a_line_at_which_a_step_fails_is_put_aside(tmp_path: Path) -> None:
    """With the bug's place and no message, which may hold text; what is no record is called so."""
    write(
        tmp_path,
        a_line(1),
        orjson.dumps(to_json(a_record("x" * 8))) + b"\n",
        a_line(3, text=3),
    )
    said = {"enough_text": {"min_chars": Deadly(1000)}}
    write_tables(tmp_path / "data", (), tmp_path / "tables", said)
    reasons = [row["reason"] for row in quarantine(tmp_path)]
    assert reasons[0].startswith("cannot be read, for a step failed: RuntimeError in test_tables.py:")
    assert reasons[1].startswith("is no record: ") and len(reasons) == 2
    assert [row["line"] for row in read(tmp_path)] == [1]
