"""A sound dataset passes the check, and each thing that a reader would refuse or lose is found."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import StoreError
from postprocess.card import Facts, card
from postprocess.check import Finding, check
from postprocess.checks.canonical import canonical
from postprocess.checks.rows import RULES
from postprocess.checks.tables import SCHEMA
from postprocess.formats import FORMATS, dataset_info
from postprocess.pairs import Pair, Turn

Row = dict[str, Any]


def a_pair(number: int, *texts: str) -> Pair:
    """Make a conversation, or a document of one text; every fifth is in the test split."""
    roles = ("user", "assistant") if len(texts) > 1 else ("assistant",)
    turns = tuple(Turn(roles[place % len(roles)], text) for place, text in enumerate(texts))
    split = "train" if number % 5 else "test"
    sources, urls = (f"r{number}",), (f"https://a.example/{number}",)
    return Pair(
        f"p{number}",
        "qa",
        "zh-Hans",
        turns,
        "你是老手。",
        group=f"g{number}",
        split=split,
        sources=sources,
        urls=urls,
    )


PAIRS = [
    *(a_pair(number, "你好", "您好", f"第{number}问？", "先断电。") for number in range(1, 11)),
    *(a_pair(number, f"第{number}章\n雨下了一夜。") for number in range(11, 16)),
]
CHATS = sorted(FORMATS.keys() - {"parquet", "pretraining"})


def write_lines(path: Path, rows: list[Any]) -> None:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def write_table(path: Path, rows: list[Row]) -> None:
    """Write canonical rows as Parquet."""
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), path)


def write_manifest(folder: Path) -> None:
    """Write a manifest that tells the truth about the files as they are."""
    files = {
        path.name: {
            "rows": path.read_bytes().count(b"\n"),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in folder.glob("*.jsonl")
    }
    (folder / "manifest.json").write_text(json.dumps({"rows": {"train": 12, "test": 3}, "files": files}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a whole dataset of 12 pairs in train and 3 in test."""
    (tmp_path / "data").mkdir()
    for split in ("train", "test"):
        rows = [FORMATS["parquet"](pair) for pair in PAIRS if pair.split == split]
        write_table(tmp_path / "data" / f"{split}-00000-of-00001.parquet", rows)
    for name in (*CHATS, "pretraining"):
        fit = [pair for pair in PAIRS if pair.is_document is (name == "pretraining")]
        write_lines(tmp_path / f"{name}.jsonl", [FORMATS[name](pair) for pair in fit])
    files = {name: f"{name}.jsonl" for name in (*CHATS, "pretraining")}
    (tmp_path / "dataset_info.json").write_text(json.dumps(dataset_info(files)))
    facts = Facts(
        "demo",
        "0.1.0",
        "pairmill build demo",
        "",
        {"train": 12, "test": 3},
        {"qa": 15},
        {"zh-Hans": 15},
        {},
        {},
    )
    (tmp_path / "README.md").write_text(card(facts), encoding="utf-8")
    write_manifest(tmp_path)
    return tmp_path


def found(folder: Path, file: str) -> set[tuple[int, str]]:
    """Return row and rule of what the check finds in one file."""
    return {(finding.row, finding.rule) for finding in check(folder) if finding.file == file}


def test_a_sound_dataset_passes(folder: Path) -> None:
    """What our formats write, our check accepts."""
    assert check(folder) == []


def chat(*turns: tuple[str, str]) -> list[Row]:
    """Make messages of roles and contents."""
    return [{"role": role, "content": text} for role, text in turns]


ASKED = ("user", "问")
ANSWERED = ("assistant", "答")
ALPACA = {"instruction": "问", "input": "", "output": "答", "system": "", "history": []}
SHAREGPT = {"system": "", "tools": ""}
BAD_ROWS = {
    "alpaca not an object": ("alpaca", ["问", "答"], "data type"),
    "alpaca without system": ("alpaca", {k: v for k, v in ALPACA.items() if k != "system"}, "missing key"),
    "alpaca null system": ("alpaca", ALPACA | {"system": None}, "null"),
    "alpaca object output": ("alpaca", ALPACA | {"output": {"text": "答"}}, "type"),
    "alpaca blank instruction": ("alpaca", ALPACA | {"instruction": " "}, "empty side"),
    "alpaca blank output": ("alpaca", ALPACA | {"output": ""}, "empty side"),
    "alpaca blank history": ("alpaca", ALPACA | {"history": [["问", ""]]}, "empty side"),
    "alpaca torn history": ("alpaca", ALPACA | {"history": [["问"]]}, "type"),
    "alpaca one key more": ("alpaca", ALPACA | {"id": "p1"}, "unknown key"),
    "sharegpt ends with human": (
        "sharegpt",
        SHAREGPT | {"conversations": [{"from": "human", "value": "问"}]},
        "even count",
    ),
    "sharegpt begins with gpt": (
        "sharegpt",
        SHAREGPT | {"conversations": [{"from": "gpt", "value": "答"}, {"from": "human", "value": "问"}]},
        "alternation",
    ),
    "sharegpt empty": ("sharegpt", SHAREGPT | {"conversations": []}, "even count"),
    "sharegpt blank": (
        "sharegpt",
        SHAREGPT | {"conversations": [{"from": "human", "value": "问"}, {"from": "gpt", "value": "\n"}]},
        "empty side",
    ),
    "sharegpt torn tools": (
        "sharegpt",
        {
            "conversations": [{"from": "human", "value": "问"}, {"from": "gpt", "value": "答"}],
            "system": "",
            "tools": "[{",
        },
        "tools",
    ),
    "messages not an object": ("messages", "问", "data type"),
    "messages without a list": ("messages", {"messages": None}, "missing messages list"),
    "messages empty": ("messages", {"messages": []}, "missing messages list"),
    "message without content": ("messages", {"messages": [{"role": "user"}]}, "missing key"),
    "message not an object": ("messages", {"messages": ["问"]}, "data type"),
    "message null content": ("messages", {"messages": [{"role": "user", "content": None}]}, "null"),
    "message blank": ("messages", {"messages": chat(ASKED, ("assistant", " "))}, "missing content"),
    "message of a bot": ("messages", {"messages": chat(ASKED, ("bot", "答"))}, "unrecognised role"),
    "message with a weight": (
        "messages",
        {"messages": [{"role": "user", "content": "问", "weight": 1}]},
        "unknown key",
    ),
    "messages without answer": (
        "messages",
        {"messages": chat(("system", "你是"), ASKED)},
        "no assistant message",
    ),
    "messages with two questions": ("messages", {"messages": chat(ASKED, ASKED, ANSWERED)}, "alternation"),
    "messages with a late system": (
        "messages",
        {"messages": chat(ASKED, ANSWERED, ("system", "你是"))},
        "alternation",
    ),
    "trl without completion": ("trl-sft", {"prompt": chat(ASKED)}, "missing key"),
    "trl with a text": ("trl-sft", {"prompt": "问", "completion": chat(ANSWERED)}, "type"),
    "trl asks last": ("trl-sft", {"prompt": chat(ASKED, ANSWERED), "completion": chat(ASKED)}, "even count"),
    "trl prompt of an answer": (
        "trl-sft",
        {"prompt": chat(ASKED, ANSWERED), "completion": chat(ANSWERED)},
        "alternation",
    ),
    "trl two answers": (
        "trl-sft",
        {"prompt": chat(ASKED), "completion": chat(ANSWERED, ANSWERED)},
        "completion",
    ),
    "trl no prompt": ("trl-sft", {"prompt": [], "completion": chat(ANSWERED)}, "alternation"),
    "text blank": ("pretraining", {"text": "\u3000\n", "url": ""}, "empty side"),
    "text null": ("pretraining", {"text": None, "url": ""}, "null"),
    "text with a time": ("pretraining", {"text": "雨", "url": "", "timestamp": "2024-03-01"}, "unknown key"),
}


@pytest.mark.parametrize(("name", "row", "rule"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_row_that_a_reader_refuses_is_found_by_its_rule(
    folder: Path, name: str, row: Any, rule: str
) -> None:
    """The finding names the file and the line, and no other row is blamed."""
    path = folder / f"{name}_test.jsonl"
    pair = next(pair for pair in PAIRS if pair.is_document is (name == "pretraining"))
    write_lines(path, [FORMATS[name](pair), row, FORMATS[name](pair)])
    write_manifest(folder)
    findings = found(folder, path.name)
    assert (2, rule) in findings
    assert {number for number, _ in findings} == {2}


KEYS = st.sampled_from(
    [*ALPACA, "conversations", "tools", "messages", "prompt", "role", "content", "from", "value"]
)
SCALARS = st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from(["user", "human", "system"])
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)
)


@given(JSON | st.dictionaries(KEYS, JSON))
def test_no_row_is_so_strange_that_a_rule_raises(row: Any) -> None:
    """Whatever JSON stands in a line, a rule has a list of problems for it."""
    for rule in RULES.values():
        assert all(len(problem) == 2 for problem in rule(row))
    assert canonical(row, split="train")


@pytest.mark.parametrize("name", CHATS)
def test_a_row_of_a_conversation_without_system_is_sound(folder: Path, name: str) -> None:
    """An empty system is no fault of a row, and neither is an empty history."""
    rows = [
        FORMATS[name](replace(a_pair(1, *texts), system=""))
        for texts in (("问", "答"), ("问", "答", "再问", "再答"))
    ]
    write_lines(folder / f"{name}.jsonl", rows)
    write_manifest(folder)
    assert check(folder) == []


@pytest.mark.parametrize(
    "line",
    [b'{"text": "\xe9\x9b\xa8', b'{"text": "\xff", "url": ""}', b"", b'{"text": NaN}', b"[" * 100_000],
    ids=["torn", "not utf-8", "empty", "nan", "deep"],
)
def test_a_line_that_is_no_json_is_found(folder: Path, line: bytes) -> None:
    """The file goes on to be read behind it."""
    sound = json.dumps(FORMATS["pretraining"](PAIRS[-1])).encode()
    (folder / "pretraining.jsonl").write_bytes(b"\n".join([sound, line, sound, b'{"text": ""}\n']))
    assert {(2, "JSON"), (4, "missing key")} <= found(folder, "pretraining.jsonl")


def test_deep_json_is_found_and_does_not_stop_the_check(folder: Path) -> None:
    """A row nested a thousand times parses, and is still not text."""
    (folder / "pretraining.jsonl").write_text('{"text": ' + "[" * 1000 + "]" * 1000 + ', "url": ""}\n')
    assert (1, "type") in found(folder, "pretraining.jsonl")


def test_a_file_of_no_format_has_steady_rows_too(folder: Path) -> None:
    """Loaders take the types of a column from the first rows."""
    write_lines(folder / "scores.jsonl", [{"score": 1}, {"score": "1"}, {"points": 1}])
    assert {(2, "type"), (3, "type")} <= found(folder, "scores.jsonl")


def test_a_file_without_rows_is_found(folder: Path) -> None:
    """``datasets`` ends at it with an error that names no reason."""
    (folder / "alpaca.jsonl").write_bytes(b"")
    (folder / "dataset_info.json").unlink()
    write_manifest(folder)
    assert check(folder) == [
        Finding("alpaca.jsonl", 0, "no rows", "loaders refuse a file without rows; leave it out")
    ]


def test_a_list_that_is_filled_late_is_found(folder: Path) -> None:
    """The reader of ``datasets`` ends at the first history that stands 10 MiB behind empty ones."""
    rows = [ALPACA | {"output": "答" * 1000}] * 3600 + [ALPACA | {"history": [["问", "答"]]}]
    write_lines(folder / "alpaca.jsonl", rows)
    assert (3601, "late type") in found(folder, "alpaca.jsonl")
    write_lines(folder / "alpaca.jsonl", rows[::-1])
    assert {rule for _, rule in found(folder, "alpaca.jsonl")} == {"row count", "sha256"}


def test_many_findings_of_a_rule_are_counted_and_not_listed(folder: Path) -> None:
    """The first twenty say enough; the last says how many there are."""
    write_lines(folder / "alpaca.jsonl", [ALPACA | {"output": ""}] * 100)
    findings = [finding for finding in check(folder) if finding.rule == "empty side"]
    assert [finding.row for finding in findings] == [*range(1, 21), 0]
    assert findings[-1].message == "80 more like these"


def test_a_finding_is_printed_as_one_line() -> None:
    """File, line, rule, message."""
    assert str(Finding("a.jsonl", 2, "JSON", "torn")) == "a.jsonl:2: JSON: torn"
    assert str(Finding("a.jsonl", 0, "JSON", "torn")) == "a.jsonl: JSON: torn"


TRAIN = "data/train-00000-of-00001.parquet"
BAD_CANONICAL: dict[str, tuple[Row, str]] = {
    "null system": ({"system": None}, "null"),
    "another answer": ({"response": "别的"}, "last turns"),
    "blank answer": ({"response": ""}, "empty side"),
    "another split": ({"split": "test"}, "split"),
    "no source": ({"sources": [], "urls": []}, "lineage"),
    "a source without url": ({"urls": []}, "lineage"),
    "meta not json": ({"meta": "{"}, "meta"),
    "meta of numbers": ({"meta": '{"score": 1}'}, "meta"),
    "role-play without system": ({"task": "roleplay", "system": ""}, "role-play system"),
    "no turns": ({"turns": []}, "even count"),
    "another role": ({"turns": [{"role": "bot", "text": "先断电。", "speaker": ""}] * 2}, "alternation"),
}


@pytest.mark.parametrize(("change", "rule"), BAD_CANONICAL.values(), ids=BAD_CANONICAL.keys())
def test_a_canonical_row_that_is_not_sound_is_found(folder: Path, change: Row, rule: str) -> None:
    """The finding names the file and counts its rows from 1."""
    rows = pq.read_table(folder / TRAIN).to_pylist()
    write_table(folder / TRAIN, [rows[0], rows[1] | change, *rows[2:]])
    assert (2, rule) in found(folder, TRAIN)


def test_parquet_of_other_columns_is_found(folder: Path) -> None:
    """A column that lacks, one too many and one of another type."""
    columns = [name for name in SCHEMA.names if name not in ("site", "urls")]
    table = pq.read_table(folder / TRAIN).select(columns)
    table = table.append_column("urls", pa.nulls(len(table), pa.list_(pa.null())))
    pq.write_table(table.append_column("score", pa.array([1] * len(table))), folder / TRAIN)
    assert found(folder, TRAIN) == {(0, "missing key"), (0, "unknown key"), (0, "type")}


@pytest.mark.parametrize("keep", [0, 100, -100], ids=["empty", "head", "no foot"])
def test_parquet_that_is_cut_short_is_found(folder: Path, keep: int) -> None:
    """The other files are still checked."""
    (folder / TRAIN).write_bytes((folder / TRAIN).read_bytes()[:keep])
    assert found(folder, TRAIN) == {(0, "Parquet")}
    assert (0, "row count") in found(folder, "manifest.json")


def test_parquet_with_a_broken_page_is_found(folder: Path) -> None:
    """Its foot is whole, so only reading the rows shows it."""
    whole = (folder / TRAIN).read_bytes()
    (folder / TRAIN).write_bytes(whole[:4] + b"\xff" * 600 + whole[604:])
    assert (0, "Parquet") in found(folder, TRAIN)


def test_parquet_with_text_that_is_no_utf8_is_found(folder: Path) -> None:
    """Arrow stores it unseen, and every reader ends at it."""
    table = pq.read_table(folder / TRAIN)
    broken = pa.array([b"\xff"] * len(table), pa.binary()).view(pa.string())
    pq.write_table(table.set_column(table.schema.get_field_index("site"), "site", broken), folder / TRAIN)
    assert (0, "Parquet") in found(folder, TRAIN)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"id": "p5"}, "id in two splits"),
        ({"group": "g5"}, "group in two splits"),
        ({"id": "p2"}, "id twice"),
    ],
    ids=["id", "group", "twice"],
)
def test_what_stands_in_two_splits_is_found(folder: Path, change: Row, rule: str) -> None:
    """Pair 5 is in test, pair 2 in train."""
    rows = pq.read_table(folder / TRAIN).to_pylist()
    write_table(folder / TRAIN, [rows[0] | change, *rows[1:]])
    assert found(folder, "data") == {(0, rule)}


def test_a_folder_whose_name_looks_like_a_pattern_is_checked(folder: Path, tmp_path: Path) -> None:
    """DuckDB would expand it."""
    assert check(folder.rename(tmp_path.parent / "demo [v1]*")) == []


def test_rows_without_a_group_leak_nothing(folder: Path) -> None:
    """An empty group groups nothing."""
    for path in (folder / "data").iterdir():
        write_table(path, [row | {"group": ""} for row in pq.read_table(path).to_pylist()])
    assert found(folder, "data") == set()


def test_a_manifest_that_counts_otherwise_is_found(folder: Path) -> None:
    """Rows of splits, rows and bytes of files, files that are gone and files that nobody listed."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["rows"]["train"] = 13
    manifest["files"]["alpaca.jsonl"]["rows"] = 9
    manifest["files"]["messages.jsonl"]["sha256"] = "0" * 64
    manifest["files"]["gone.jsonl"] = manifest["files"].pop("sharegpt.jsonl")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert {(finding.file, finding.rule) for finding in check(folder)} == {
        ("manifest.json", "row count"),
        ("alpaca.jsonl", "row count"),
        ("messages.jsonl", "sha256"),
        ("gone.jsonl", "manifest"),
        ("sharegpt.jsonl", "manifest"),
    }


def test_a_last_line_without_a_newline_counts(folder: Path) -> None:
    """JSON lines may end without one."""
    path = folder / "alpaca.jsonl"
    path.write_bytes(path.read_bytes().rstrip())
    assert found(folder, path.name) == {(0, "sha256")}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "JSON"),
        ("[]", "JSON"),
        ('{"rows": [], "files": {}}', "manifest"),
        ('{"files": {"a": 1}}', "manifest"),
    ],
)
def test_a_manifest_of_another_form_is_found(folder: Path, text: str, rule: str) -> None:
    """It is not ours, or was torn."""
    (folder / "manifest.json").write_text(text)
    assert (0, rule) in found(folder, "manifest.json")


def test_a_dataset_without_manifest_is_checked_by_its_rows(folder: Path) -> None:
    """Files from elsewhere have none."""
    (folder / "manifest.json").unlink()
    assert check(folder) == []


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ({"file_name": "gone.jsonl"}, "file name"),
        ({"hf_hub_url": "a/b"}, "file name"),
        ({"file_name": "messages.jsonl", "formatting": "openai"}, "formatting"),
        ({"file_name": "alpaca.jsonl", "columns": {"prompt": "question"}}, "columns"),
        ("alpaca.jsonl", "file name"),
    ],
)
def test_an_entry_that_llama_factory_stumbles_over_is_found(folder: Path, entry: Any, rule: str) -> None:
    """A lost file, a formatting that changes the system, a column that is not there."""
    (folder / "dataset_info.json").write_text(json.dumps({"demo": entry}))
    assert found(folder, "dataset_info.json") == {(0, rule)}


def test_dataset_info_that_is_not_ascii_is_found(folder: Path) -> None:
    """LLaMA-Factory opens it in the encoding of the machine."""
    info = json.dumps({"论坛": {"file_name": "alpaca.jsonl"}}, ensure_ascii=False)
    (folder / "dataset_info.json").write_text(info, encoding="utf-8")
    assert found(folder, "dataset_info.json") == {(0, "ASCII")}


CARD = """\
---
language: [zh]
license: mit
task_categories:
- a
size_categories:
- b
configs:
- data_files:
{}---
"""


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (CARD.format("  - path: data/train-*\n"), set()),
        (CARD.format("  - path: 'data/*.parquet'\n"), set()),
        (CARD.format("  - path: data/validation-*\n"), {"configs"}),
        (CARD.format("").replace("- a\n", ""), {"front matter"}),
        (CARD.format("").replace("mit", '"other"'), {"front matter"}),
        (CARD.format("").replace("mit", "other\nlicense_name: ours"), set()),
        ("# demo\n", {"front matter"}),
        ("---\nlicense: mit\n", {"front matter"}),
        ("", {"front matter"}),
    ],
)
def test_a_card_that_the_hub_cannot_read_is_found(folder: Path, text: str, rules: set[str]) -> None:
    """The hub asks for keys with values, ``load_dataset`` for paths that match."""
    (folder / "README.md").write_text(text)
    assert {rule for _, rule in found(folder, "README.md")} == rules


def test_a_torn_croissant_file_is_found(folder: Path) -> None:
    """It is JSON like the others."""
    (folder / "croissant.json").write_text("{")
    assert found(folder, "croissant.json") == {(0, "JSON")}


@pytest.mark.parametrize("name", ["gone", "."], ids=["no folder", "no files"])
def test_a_folder_without_a_dataset_is_an_error(tmp_path: Path, name: str) -> None:
    """Nothing to check is not a sound dataset."""
    with pytest.raises(StoreError, match="name the folder of a dataset"):
        check(tmp_path / name)


def test_a_large_file_is_read_in_little_memory(folder: Path) -> None:
    """Twenty megabytes of rows pass through less than five."""
    write_lines(folder / "pretraining.jsonl", [{"text": "雨" * 2000, "url": ""}] * 3500)
    tracemalloc.start()
    check(folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 << 20
