"""Either engine gives the same rows: what each of its operations does, and whole jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import ibis
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import sparks
from conftest import a_part
from test_documents import ROWS
from test_run import ALLOW, COMMAND, a_chapter, a_thread, asked, prose, store
from test_strangers import novel

from crawler.records import Consent, Record
from postprocess import cli
from postprocess.check import check
from postprocess.documents import Columns, deduplicate
from postprocess.engine import MANY, UNIT, Engine, stream, write
from postprocess.engines import opened
from postprocess.recipe import Recipe
from postprocess.run import build
from postprocess.unique import COMMENTS

NUMBERS = pa.schema([("n", pa.int64()), ("word", pa.string())])
DOUBLED = pa.schema([("n", pa.int64()), ("twice", pa.int64()), ("bytes", pa.binary())])
WORDS = ["", "a", "Z", "z", "ä", "水", "永", "😀", None]


@pytest.fixture(scope="module", params=["local", "spark"])
def word(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the word of an engine; Spark lasts as long as its tests, which are left out where it is not."""
    if request.param == "local":
        yield "local"
        return
    if missing := sparks.lacking():
        pytest.skip(missing)
    with sparks.session():
        yield "spark"


@pytest.fixture
def engine(word: str, tmp_path: Path) -> Iterator[Engine]:
    """Return each engine in turn, in a folder whose name has what patterns are made of."""
    with opened(word, tmp_path / "a [b] {c}* 水%20") as found:
        yield found


def numbers(count: int) -> list[dict[str, Any]]:
    """Return rows of a number and a word, in no order."""
    return [{"n": n * 7919 % count, "word": WORDS[n % len(WORDS)]} for n in range(count)]


def test_rows_are_kept_counted_and_come_back_as_they_were(engine: Engine) -> None:
    """Words of any script, and none."""
    table = engine.keep(engine.rows(numbers(5000), NUMBERS, "numbers"), "kept")
    assert engine.count(table) == 5000
    assert sorted(map(str, stream(engine, table))) == sorted(map(str, numbers(5000)))


def test_no_rows_are_a_table_too(engine: Engine) -> None:
    """Most builds have no evaluations."""
    table = engine.keep(engine.rows((), NUMBERS, "none"), "kept")
    assert (engine.count(table), list(stream(engine, table))) == (0, [])
    assert engine.count(engine.map(table, _doubled, DOUBLED, "doubled")) == 0
    assert engine.count(engine.ranked(table, [table.n], "ranked")) == 0


def test_a_star_stands_for_many_files(engine: Engine, tmp_path: Path) -> None:
    """Tables are written in shards."""
    for number in range(3):
        pq.write_table(pa.table({"n": [number]}), tmp_path / f"shard-{number}.parquet")
    pq.write_table(pa.table({"n": [9]}), tmp_path / "other.parquet")
    found = engine.read(tmp_path / "shard-*.parquet").order_by("n")
    assert [row["n"] for row in stream(engine, found)] == [0, 1, 2]


def test_a_rank_is_a_place_in_the_order(engine: Engine) -> None:
    """By several keys, down and up, and by the bytes of words; a key may come twice."""
    table = engine.rows([row for row in numbers(3000) if row["word"]], NUMBERS, "numbers")
    keys = [table.n % 3 == 0, table.word.desc(), table.n, table.word]
    told = {row["rank"]: (row["word"], row["n"]) for row in stream(engine, engine.ranked(table, keys, "r"))}
    right = sorted(((row["word"], row["n"]) for row in numbers(3000) if row["word"]), key=lambda row: row[1])
    right.sort(key=lambda row: row[0].encode(), reverse=True)
    right.sort(key=lambda row: row[1] % 3 == 0)
    assert told == dict(enumerate(right))


def test_batches_come_in_order_and_are_no_larger_than_asked(engine: Engine) -> None:
    """Readers group what comes as it comes."""
    table = engine.rows(numbers(4000), NUMBERS, "numbers").order_by(ibis.desc("n"))
    found = list(engine.batches(table, 300))
    assert [n for batch in found for n in batch.column("n").to_pylist()] == list(range(3999, -1, -1))
    assert all(len(batch) <= 2048 for batch in found)  # DuckDB rounds up to its own unit


def test_a_function_is_given_all_rows_in_batches(engine: Engine) -> None:
    """What it gives back has the schema that was said, bytes and all."""
    mapped = engine.map(engine.rows(numbers(5000), NUMBERS, "numbers"), _doubled, DOUBLED, "doubled", 700)
    rows = sorted(stream(engine, mapped), key=lambda row: int(row["n"]))
    assert [row["twice"] for row in rows] == [2 * n for n in range(5000)]
    assert rows[-1]["bytes"] == b"\x00\xff4999"


def _doubled(batch: pa.RecordBatch) -> pa.RecordBatch:
    n = batch.column("n")
    told = pa.array([b"\x00\xff%d" % each for each in n.to_pylist()], pa.binary())
    return pa.record_batch([n, pc.multiply(n, 2), told], DOUBLED)


def test_files_are_scanned_with_the_number_of_file_and_row(engine: Engine, tmp_path: Path) -> None:
    """In any order, a column that a file has not is null; the rows are found again by the same numbers."""
    pq.write_table(pa.table({"a": list("abcde"), "b": range(5)}), tmp_path / "z{1}.parquet", row_group_size=2)
    pq.write_table(pa.table({"a": list("fg")}), tmp_path / "a b.parquet")
    pq.write_table(pa.table({"a": pa.array([], pa.string())}), tmp_path / "empty.parquet")
    paths = [tmp_path / name for name in ("z{1}.parquet", "a b.parquet", "empty.parquet")]
    schema = pa.schema([("unit", pa.int64()), ("a", pa.string())])
    scanned = engine.scan(paths, ["a", "none"], partial(_upper, schema=schema), schema, "scanned")
    right = dict(zip([*range(5), MANY, MANY + 1], "abcdefg", strict=True))
    assert {row["unit"]: row["a"] for row in stream(engine, scanned)} == {
        unit: each.upper() for unit, each in right.items()
    }
    found = list(stream(engine, engine.numbered(*paths)))
    assert {row[UNIT]: row["a"] for row in found} == right
    assert {row["b"] for row in found if row[UNIT] >= MANY} == {None}


def _upper(batch: pa.RecordBatch, *, schema: pa.Schema) -> pa.RecordBatch:
    return pa.record_batch([batch.column(UNIT), pc.utf8_upper(batch.column("a"))], schema)


def test_a_written_file_has_the_types_that_were_there(engine: Engine, tmp_path: Path) -> None:
    """Numbers, times, lists and structs of other people's tables."""
    columns = {
        "i": pa.array([1, 2, None], pa.int32()),
        "f": pa.array([0.1, None, float("inf")], pa.float32()),
        "when": pa.array([datetime(2026, 1, 2, 3, 4, 5), None, None], pa.timestamp("us")),
        "tags": pa.array([["a", None], [], None], pa.list_(pa.string())),
        "of": pa.array([{"x": 1, "y": b"\xff"}, None, {"x": None, "y": b""}],
                       pa.struct([("x", pa.int64()), ("y", pa.binary())])),
    }  # fmt: skip
    pq.write_table(pa.table(columns), tmp_path / "in.parquet")
    rows = write(engine, engine.read(tmp_path / "in.parquet").order_by("i"), tmp_path / "out.parquet")
    out = pq.read_table(tmp_path / "out.parquet")
    assert rows == 3
    assert out.to_pylist() == pa.table(columns).to_pylist()
    assert [field.type for field in out.schema][:3] == [pa.int32(), pa.float32(), pa.timestamp("us")]


def records() -> list[Record]:
    """Return threads and books with near-copies, copied posts, denied pages and a foreign chapter."""
    found = [asked(f"t{n}", n) for n in range(6)]
    found += [asked(f"copy{n}", n, licence="CC-BY-4.0") for n in range(2)]
    quoted = a_thread("quoted", *asked("q", 7).parts, a_part(prose((3, "q")), "q.9", author="路人"))
    cut = a_thread("cut", *(replace(part, text=part.text[:-9]) for part in asked("cut", 4).parts))
    found += [quoted, cut, asked("denied", 8, consent=Consent("deny", ("meta robots: noai", "header")))]
    found += [asked("silent", 9, consent=Consent("unknown"))]
    found += [a_thread("short", a_part("谢谢楼主", "1")), a_thread("again", a_part("谢谢楼主！", "1"))]
    found += [replace(asked("more", 11), work=f"http://site.example/t5{COMMENTS}")]
    found += [asked("tested", 12)]
    zh, en = novel("zh"), novel("en")
    found += [a_chapter("书", position, text) for position, text in enumerate([*zh, en[0]], 1)]
    return found


def folder(path: Path, word: str) -> Path:
    """Build an earlier dataset, and one against it and a test set, from the same stored records."""
    store(path / "old", [asked("old", 5)])
    store(path / "data", records())
    store(path / "data", [asked("t0", 0, title="又来了？", consent=ALLOW)], run="run2")
    (path / "data" / "records" / "site" / "run0.jsonl").write_bytes(b'{"id": "site/torn"\n')
    (path / "tests.jsonl").write_bytes(orjson.dumps({"question": prose((12, "q"))}) + b"\n")
    made = Recipe("made", "")
    build(made, path / "old", path / "old" / "set", COMMAND)
    recipe = replace(
        made,
        against=(str(path / "old" / "set"),),
        evaluations=(str(path / "tests.jsonl"),),
        prefer_licences=("CC-BY-4.0",),
        keep="earliest",
        validation_share=0.2,
        test_share=0.2,
        steps={"enough_text": {"min_chars": 5}},
    )
    build(recipe, path / "data", path / "set", COMMAND, engine=word)
    return path / "set"


def test_a_build_is_the_same(word: str, tmp_path: Path) -> None:
    """Each file of a dataset, of which Parquet is compared by its rows; and it has all that was planted."""
    one, other = folder(tmp_path / "one", "local"), folder(tmp_path / "other", word)
    assert check(other) == []
    names = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    assert names == {path.relative_to(other) for path in other.rglob("*") if path.is_file()}
    for name in names:
        assert _content(one / name) == _content(other / name), name
    manifest = orjson.loads((other / "manifest.json").read_bytes())
    dropped = manifest["dropped"]
    assert {"copy", "foreign", "evaluation", "deny: meta robots: noai; header"} <= dropped.keys()
    assert (manifest["quarantined"], dropped["enough_text"]) == (1, 1)
    told = (other / "dropped.jsonl").read_text(encoding="utf-8")
    assert "of an earlier dataset" in told and "site/copy0" in told and "site/quoted#q.9" in told


def _content(path: Path) -> Any:
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    text = path.read_text(encoding="utf-8").replace("/other/", "/one/")
    if path.name != "manifest.json":
        return text
    manifest = orjson.loads(text)
    # The places of rows in a Parquet file are the engine's, and with them its digest.
    return {**manifest, "files": {name: facts["rows"] for name, facts in manifest["files"].items()}}


def test_deduplicated_tables_are_the_same(word: str, tmp_path: Path) -> None:
    """From files of several row groups, of which one has no names, with columns of any name."""
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    more = dict.fromkeys("unit rank file filename path row first lead".split(), "x")
    named = [{**row, **more} for row in ROWS]
    nameless = [{key: value for key, value in row.items() if key != "id"} for row in named[40:]]
    for path, rows in zip(paths, (named[:40], nameless), strict=True):
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=9)
    told = []
    for name, engine in (("one", "local"), ("other", word)):
        counts = deduplicate(paths, tmp_path / name, columns=Columns(), engine=engine)
        kept = sorted(pq.read_table(tmp_path / name / "kept.parquet").to_pylist(), key=str)
        told.append((counts, kept, pq.read_table(tmp_path / name / "copies.parquet").to_pylist()))
    assert told[0] == told[1]
    assert told[0][0] == {"kept": 25, "copies": 41}
    assert all(row.items() >= more.items() for row in told[0][1])


def test_an_error_of_the_engine_is_one_line(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is cut off after it was looked at, for instance."""
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"text": [prose(n) for n in range(200)]}), path, compression="none")
    raw = bytearray(path.read_bytes())
    raw[4:60] = b"\xff" * 56
    path.write_bytes(raw)
    arguments = ["dedup", str(path), "--out", str(tmp_path / "out"), "--engine", word]
    assert cli.main(arguments) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("named", ["Spark", "duckdb", "local://here", "sc", "http://cluster:7077"])
def test_an_unknown_engine_is_misuse(tmp_path: Path, named: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The line says which there are."""
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "in.parquet")
    arguments = ["dedup", str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out"), "--engine", named]
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err == (
        f"unknown engine '{named}'; the engines are local, spark, spark://host:port and sc://host:port\n"
    )
