"""Near-copies among all records: which are found, and which of a cluster stays."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis.expr.types import Table

from crawler.text.duplicates import bands, signatures
from postprocess.dedup import Copy, candidates, copies
from postprocess.tables import UNITS

HANZI = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出"
    "也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只"
)
Units = Callable[[dict[str, str]], Table]


def prose(seed: int, chars: int = 200) -> str:
    """Return unspaced text that no other seed gives."""
    pick = random.Random(seed)
    return "".join(pick.choice(HANZI) for _ in range(chars))


@pytest.fixture
def units(tmp_path: Path) -> Iterator[Units]:
    """Return a function from names and texts to the table of units, its rows in this order."""
    backend = ibis.duckdb.connect()

    def table(texts: dict[str, str]) -> Table:
        signed = zip(texts.items(), signatures(texts.values()), strict=True)
        rows = [
            {"unit": unit, "signature": signature, "chars": len(text), "bands": bands(signature)}
            for (unit, text), signature in signed
        ]
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.parquet"
        pq.write_table(pa.Table.from_pylist(rows, UNITS), path)
        return backend.read_parquet(path)

    yield table
    backend.disconnect()


def leads(units: Table) -> dict[str, str]:
    """Return what each copy copies."""
    return {copy.unit: copy.lead for copy in copies(units, 0.8)}


def test_the_longest_of_copies_stays(units: Units) -> None:
    """What a site cut off at the end is the copy."""
    text = prose(1)
    assert leads(units({"a": text[:-5], "b": text, "c": text[:-9]})) == {"a": "b", "c": "b"}


def test_of_equal_copies_the_smallest_name_stays(units: Units) -> None:
    """So that the next build keeps the same one."""
    assert leads(units({"c": prose(1), "a": prose(1), "b": prose(1)})) == {"b": "a", "c": "a"}


def test_short_texts_are_copies_when_they_are_equal(units: Units) -> None:
    """谢谢楼主 is a copy of itself and of nothing else."""
    texts = {"a": "谢谢楼主", "b": "谢谢", "c": "谢谢楼主！", "d": "顶"}
    assert leads(units(texts)) == {"a": "c"}


def test_texts_that_share_a_half_are_no_copies(units: Units) -> None:
    """Candidates are verified before anything is dropped."""
    assert leads(units({"a": prose(1) + prose(2), "b": prose(1) + prose(3)})) == {}


def test_a_copy_names_how_near_it_is(units: Units) -> None:
    """A person who looks at what was dropped wants to know."""
    text = prose(1, 400)
    (copy,) = copies(units({"a": text, "b": text}), 0.8)
    assert copy == Copy("b", "a", 1.0)
    (copy,) = copies(units({"a": text, "b": text[:-30]}), 0.8)
    assert 0.8 <= copy.similarity < 1.0


def test_the_limit_is_the_callers(units: Units) -> None:
    """What is a copy at 0.8 is none at 0.99."""
    texts = {"a": prose(1, 400), "b": prose(1, 400)[:-30]}
    assert len(copies(units(texts), 0.8)) == 1
    assert copies(units(texts), 0.99) == []


def test_a_long_post_is_no_copy_of_its_own_thread(units: Units) -> None:
    """It makes nearly all of it; dropped as a copy, the question would be lost."""
    assert leads(units({"s/1": prose(1, 900) + "好", "s/1#1": prose(1, 900)})) == {}


def test_a_long_post_is_a_copy_of_another_thread(units: Units) -> None:
    """The thread that is longer stays with its post; the other goes with its own."""
    text = prose(1, 900)
    texts = {"s/1": text + "好", "s/1#1": text, "s/2": text + "好的", "s/2#1": text}
    assert leads(units(texts)) == {"s/1": "s/2", "s/1#1": "s/2"}


def test_a_post_repeated_in_its_thread_is_a_copy(units: Units) -> None:
    """Double posts are the commonest copies of all."""
    texts = {
        "s/1": prose(1) * 2 + prose(2, 600),
        "s/1#1": prose(1),
        "s/1#2": prose(1),
        "s/1#3": prose(2, 600),
    }
    assert leads(units(texts)) == {"s/1#2": "s/1#1"}


def test_the_order_of_rows_changes_nothing(units: Units) -> None:
    """Workers and files come in any order."""
    texts = {f"{n}": prose(n // 3, 200)[: 200 - n % 3 * 4] for n in range(30)}
    names = list(texts)
    found = []
    for seed in range(4):
        random.Random(seed).shuffle(names)
        found.append(copies(units({name: texts[name] for name in names}), 0.8))
    assert len(found[0]) == 20
    assert all(each == found[0] for each in found)


def test_a_hot_bucket_is_linear_work(units: Units) -> None:
    """5,000 equal posts make 4,999 candidates, and not 12 million."""
    spam = units({f"{n:05}": prose(1) for n in range(5000)})
    begin = time.perf_counter()
    assert candidates(spam).count().to_pyarrow().as_py() == 4999
    assert len(copies(spam, 0.8)) == 4999
    assert time.perf_counter() - begin < 10


def test_nothing_copies_nothing(units: Units) -> None:
    """A data folder of one record."""
    assert copies(units({"a": prose(1)}), 0.8) == []


def test_texts_without_a_signature_meet_nobody(units: Units) -> None:
    """Two empty posts are no copies."""
    assert leads(units({"a": "", "b": "", "c": "！", "d": "！"})) == {}
