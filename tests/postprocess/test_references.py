"""What a build is held against: earlier datasets by their signatures, test sets by near-copies and runs."""

from __future__ import annotations

from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_dedup import prose

from crawler.errors import StoreError
from postprocess.engine import Engine
from postprocess.references import CHARACTERS, WORDS, Overlap, earlier, evaluations

EN = "the ferry left at noon and nobody on the pier thought that it would come back before the storm"
RU = "паром ушел в полдень и никто на причале не думал что он вернется до того как начнется сильная буря"


def test_a_run_of_words_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """Thirteen words, or twenty-six characters of Chinese, in any case and with any signs."""
    path = tmp_path / "test.txt"
    path.write_text(f"{EN}\n{prose(1, 60)}\n{RU}\n", encoding="utf-8")
    overlap = Overlap([path])
    words = EN.split()
    assert overlap.holds(f"He said: {' '.join(words[2 : 2 + WORDS]).upper()}!")
    assert not overlap.holds(f"He said: {' '.join(words[2 : 1 + WORDS])} cold")
    assert overlap.holds("他说" + prose(1, 60)[9 : 9 + CHARACTERS] + "。")
    assert not overlap.holds("他说" + prose(1, 60)[9 : 8 + CHARACTERS] + "。")
    assert overlap.holds(" ".join(RU.split()[:WORDS]))
    assert not overlap.holds(" ".join(RU.split()[: WORDS - 1]))


@pytest.mark.parametrize("text", ["Paris", "", "是", EN[:40], "!" * 500])
def test_short_texts_of_a_test_set_forbid_nothing(tmp_path: Path, text: str) -> None:
    """An answer of one word is everybody's."""
    path = tmp_path / "test.txt"
    path.write_text(text, encoding="utf-8")
    assert not Overlap([path]).holds(text)


def test_no_test_set_forbids_nothing() -> None:
    """Most builds have none."""
    assert not Overlap([]).holds(EN)


@pytest.mark.parametrize("form", ["jsonl", "json", "parquet", "txt"])
def test_test_sets_come_in_any_form(engine: Engine, tmp_path: Path, form: str) -> None:
    """Texts stand anywhere in a row: alone, in lists, in messages."""
    row = {
        "id": 7,
        "question": EN,
        "choices": ["no", RU],
        "messages": [{"role": "user", "content": prose(1)}],
    }
    path = tmp_path / f"test.{form}"
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist([row]), path)
    elif form == "txt":
        path.write_text("\n".join((EN, RU, prose(1))), encoding="utf-8")
    else:
        path.write_bytes(orjson.dumps([row] if form == "json" else row) + b"\n")
    overlap = Overlap([path])
    assert all(map(overlap.holds, (EN, RU, prose(1))))
    units = evaluations(engine, [path]).to_pyarrow().to_pylist()
    assert sorted(each["chars"] for each in units) == sorted(map(len, (EN, RU, prose(1))))
    assert {each["source"] for each in units} == {"evaluation"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b"{"),
        ("b.json", b"["),
        ("c.parquet", b"PAR1"),
        ("d.txt", b"\xff\xfe"),
        ("missing.txt", None),
    ],
)
def test_a_test_set_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    """A test set passed over would be a leak that nobody sees."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=f"{name}: cannot be read as a test set"):
        Overlap([tmp_path / name])


def test_a_folder_without_signatures_is_named(engine: Engine, tmp_path: Path) -> None:
    """What to do stands behind it."""
    with pytest.raises(StoreError, match="build that dataset again"):
        earlier(engine, [tmp_path])
