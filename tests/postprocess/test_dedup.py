"""Near-copies among all records: which are found, and which of a cluster stays."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import ibis
import pyarrow as pa
import pytest
from ibis.expr.types import Table

from crawler.text.duplicates import jaccard
from crawler.text.shingles import shingles
from crawler.text.sketches import sketches
from postprocess.dedup import copies, order, settled
from postprocess.engine import Engine
from postprocess.schema import SIGNED

HANZI = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出"
    "也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只"
)
Units = Callable[..., Table]
TEXTS = pa.schema([("unit", pa.string()), ("text", pa.string())])


def prose(seed: int, chars: int = 200) -> str:
    """Return unspaced text that no other seed gives."""
    pick = random.Random(seed)
    return "".join(pick.choice(HANZI) for _ in range(chars))


@pytest.fixture
def units(engine: Engine) -> Units:
    """Return a function from names and texts to the table of units, its rows in this order."""

    def table(texts: dict[str, str], **more: dict[str, Any]) -> Table:
        rows = [
            {
                "unit": unit,
                "record": unit.partition("#")[0],
                "part": unit.partition("#")[2],
                "chars": len(text),
                "published": "",
                "licence": "",
                "quality": 0.0,
                **sketch._asdict(),
                **{column: values[unit] for column, values in more.items()},
            }
            for (unit, text), sketch in zip(texts.items(), sketches(list(texts.values())), strict=True)
        ]
        return engine.rows(rows, SIGNED, "units")

    return table


@pytest.fixture
def found(engine: Engine) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that gives the copies of a table of units, by name."""

    def rows(units: Table, min_similarity: float = 0.8, **more: Any) -> list[dict[str, Any]]:
        told = copies(engine, units, min_similarity, **more).order_by("unit")
        return list(told.to_pyarrow().to_pylist())

    return rows


Found = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def leads(found: Found) -> Callable[..., dict[str, str]]:
    """Return a function that gives what each copy copies."""
    return lambda units, **more: {row["unit"]: row["lead"] for row in found(units, **more)}


Leads = Callable[..., dict[str, str]]


def test_the_longest_of_copies_stays(units: Units, leads: Leads) -> None:
    """What a site cut off at the end is the copy."""
    text = prose(1)
    assert leads(units({"a": text[:-5], "b": text, "c": text[:-9]})) == {"a": "b", "c": "b"}


def test_of_equal_copies_the_smallest_name_stays(units: Units, leads: Leads) -> None:
    """So that the next build keeps the same one."""
    assert leads(units({"c": prose(1), "a": prose(1), "b": prose(1)})) == {"b": "a", "c": "a"}


def test_short_texts_are_copies_when_they_are_equal(units: Units, leads: Leads) -> None:
    """谢谢楼主 is a copy of itself and of nothing else."""
    texts = {"a": "谢谢楼主", "b": "谢谢", "c": "谢谢楼主！", "d": "顶"}
    assert leads(units(texts)) == {"a": "c"}


def test_texts_that_share_a_half_are_no_copies(units: Units, leads: Leads) -> None:
    """Candidates are verified before anything is dropped."""
    assert leads(units({"a": prose(1) + prose(2), "b": prose(1) + prose(3)})) == {}


def test_a_copy_names_how_near_it_is(units: Units, found: Found) -> None:
    """A person who looks at what was dropped wants to know, and by what stage."""
    text = prose(1, 400)
    (copy,) = found(units({"a": text, "b": text}))
    assert (copy["unit"], copy["lead"], copy["similarity"], copy["stage"]) == ("b", "a", 1.0, "exact")
    (copy,) = found(units({"a": text, "b": text[:-30]}))
    assert 0.8 <= copy["similarity"] < 1.0 and copy["stage"] == "near"


def test_the_limit_is_the_callers(units: Units, found: Found) -> None:
    """What is a copy at 0.8 is none at 0.99."""
    texts = {"a": prose(1, 400), "b": prose(1, 400)[:-30]}
    assert len(found(units(texts))) == 1
    assert found(units(texts), 0.99) == []


def test_texts_decide_where_the_estimate_leaves_doubt(engine: Engine, units: Units, found: Found) -> None:
    """Around the limit half of the estimates are wrong; exact Jaccard is not."""
    texts = {}
    for seed in range(120):
        texts |= {f"{seed:03}a": prose(seed, 300), f"{seed:03}b": prose(seed, 300)[: 300 - 40 - seed % 40]}
    right = {name for name in texts if name[3] == "b" and near(texts[name], texts[f"{name[:3]}a"]) >= 0.8}
    table = engine.rows(({"unit": name, "text": text} for name, text in texts.items()), TEXTS, "texts")
    told = {row["unit"]: row["similarity"] for row in found(units(texts), texts=table)}
    guessed = {row["unit"] for row in found(units(texts))}
    assert 20 < len(right) < 100 and guessed != right
    assert told.keys() == right
    assert all(told[name] == pytest.approx(near(texts[name], texts[f"{name[:3]}a"])) or told[name] > 0.89
               for name in told)  # fmt: skip


def near(one: str, other: str) -> float:
    """Return the Jaccard similarity of two texts."""
    return jaccard(shingles(one), shingles(other))


@pytest.mark.parametrize(
    ("keep", "licences", "stays"),
    [
        ("longest", (), "a"),
        ("earliest", (), "b"),
        ("best", (), "c"),
        ("longest", ("CC0-1.0",), "c"),
        ("longest", ("CC-BY-4.0", "CC0-1.0"), "b"),
        ("earliest", ("none has it",), "b"),
    ],
)
def test_a_policy_says_which_stays(
    units: Units, leads: Leads, keep: str, licences: tuple[str, ...], stays: str
) -> None:
    """The longest, the earliest (no date is late), the best, and before that a licence."""
    text = prose(1, 400)
    table = units(
        {"a": text, "b": text[:-3], "c": text[:-6]},
        published={"a": "", "b": "2020-01-01", "c": "2021-01-01"},
        quality={"a": 0.5, "b": 0.1, "c": 0.9},
        licence={"a": "", "b": "CC-BY-4.0", "c": "CC0-1.0"},
    )
    assert leads(table, keep=order(keep, licences)) == dict.fromkeys({"a", "b", "c"} - {stays}, stays)


def test_the_whole_is_no_copy_of_its_earlier_post(units: Units, leads: Leads) -> None:
    """A post may have a date where its page has none."""
    texts = {"s/1": prose(1, 900), "s/1#1": prose(1, 900), "s/2": prose(1, 900)}
    table = units(texts, published={"s/1": "", "s/1#1": "2020-01-01", "s/2": "2021-01-01"})
    assert leads(table, keep=order("earliest")) == {"s/2": "s/1#1"}


def test_a_chain_keeps_every_text_near_to_one_that_stays(units: Units, found: Found) -> None:
    """Of texts of which each is near to the next only, no two that stay are near, and none is lost."""
    text = prose(1, 2000)
    texts = {f"{n:02}": text[n * 40 : n * 40 + 900] for n in range(28)}
    rows = found(units(texts))
    kept = texts.keys() - {row["unit"] for row in rows}
    assert 5 < len(kept) < 28
    assert all(row["lead"] in kept and near(texts[row["unit"]], texts[row["lead"]]) > 0.7 for row in rows)
    assert not [(a, b) for a in kept for b in kept if a < b and near(texts[a], texts[b]) > 0.87]


def test_those_that_are_not_near_to_the_best_of_a_bucket_meet_each_other(units: Units, leads: Leads) -> None:
    """All share a head that fills some bands; each pair has a body of its own."""
    head = prose(0, 120)
    texts = {
        f"{n}{side}": head + prose(n + 1, 200)[: 200 - 2 * (side == "b")] for n in range(30) for side in "ab"
    }
    assert leads(units(texts)) == {f"{n}b": f"{n}a" for n in range(30)}


def test_who_is_near_to_none_that_stays_stays(engine: Engine) -> None:
    """1 goes for 0; 2, near to 1 alone, stays; 3 is nearest to 2."""
    edges = [(1, 0, 0.9), (2, 1, 0.95), (3, 2, 0.85), (3, 1, 0.99), (4, 2, 0.81), (4, 0, 0.82)]
    rows = [{"rank": rank, "lead": lead, "similarity": near} for rank, lead, near in edges]
    told = settled(
        engine,
        engine.rows(
            rows, pa.schema({"rank": pa.int64(), "lead": pa.int64(), "similarity": pa.float64()}), "edges"
        ),
    )
    assert {row["rank"]: (row["lead"], row["similarity"]) for row in told.to_pyarrow().to_pylist()} == {
        1: (0, 0.9),
        3: (2, 0.85),
        4: (0, 0.82),
    }


def test_a_long_post_is_no_copy_of_its_own_thread(units: Units, leads: Leads) -> None:
    """It makes nearly all of it; dropped as a copy, the question would be lost."""
    assert leads(units({"s/1": prose(1, 900) + "好", "s/1#1": prose(1, 900)})) == {}


def test_a_long_post_is_a_copy_of_another_thread(units: Units, leads: Leads) -> None:
    """The thread that is longer stays with its post; the other goes with its own."""
    text = prose(1, 900)
    texts = {"s/1": text + "好", "s/1#1": text, "s/2": text + "好的", "s/2#1": text}
    assert leads(units(texts)) == {"s/1": "s/2", "s/1#1": "s/2"}


def test_a_post_repeated_in_its_thread_is_a_copy(units: Units, leads: Leads) -> None:
    """Double posts are the commonest copies of all."""
    texts = {
        "s/1": prose(1) * 2 + prose(2, 600),
        "s/1#1": prose(1),
        "s/1#2": prose(1),
        "s/1#3": prose(2, 600),
    }
    assert leads(units(texts)) == {"s/1#2": "s/1#1"}


def test_the_order_of_rows_changes_nothing(units: Units, found: Found) -> None:
    """Workers and files come in any order."""
    texts = {f"{n}": prose(n // 3, 200)[: 200 - n % 3 * 4] for n in range(30)}
    names = list(texts)
    told = []
    for seed in range(4):
        random.Random(seed).shuffle(names)
        told.append(found(units({name: texts[name] for name in names})))
    assert len(told[0]) == 20
    assert all(each == told[0] for each in told)


def test_a_hot_bucket_is_linear_work(units: Units, found: Found) -> None:
    """5,000 equal posts, and 5,000 that differ in a few words, are held against one each."""
    spam = {f"{n:05}": prose(1) for n in range(5000)}
    spam |= {f"x{n:05}": prose(2, 3000) + prose(n, 9) for n in range(5000)}
    table = units(spam)
    begin = time.process_time()
    assert len(found(table)) == 9998
    assert time.process_time() - begin < 20


def test_nothing_copies_nothing(units: Units, found: Found) -> None:
    """A data folder of one record."""
    assert found(units({"a": prose(1)})) == []


def test_texts_without_a_signature_meet_nobody(units: Units, leads: Leads) -> None:
    """Two empty posts are no copies."""
    texts = {"a": "", "b": "", "c": "！", "d": "！"}
    assert leads(units(texts)) == {}


def test_what_is_known_stays_and_new_copies_of_it_go(units: Units, found: Found) -> None:
    """Even a longer one, which would stay otherwise; an older version of itself copies nothing."""
    text = prose(1, 400)
    known = units({"old/1": text, "old/2": prose(2), "both": prose(3), "edited": prose(4)})
    now = {
        "new": text + "好的",
        "both": prose(3),
        "both+": prose(3) + "好",
        "edited": prose(4) + "新",
        "own": prose(5),
    }
    rows = found(units(now), against=known.mutate(source=ibis.literal("an earlier one")))
    assert [(row["unit"], row["lead"], row["source"]) for row in rows] == [
        ("both+", "both", ""),
        ("new", "old/1", "an earlier one"),
    ]


def test_nothing_that_is_known_is_a_copy(units: Units, found: Found) -> None:
    """Two earlier datasets may hold the same; neither is judged again."""
    known = units({"a": prose(1), "b": prose(1), "c": prose(1) + "好"})
    assert found(units({"z": prose(9)}), against=known.mutate(source=ibis.literal("old"))) == []
