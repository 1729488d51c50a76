"""What goes into a dataset: permitted, current, and no copy, whatever the order of files."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import pytest
from conftest import a_record
from ibis.expr.types import Table

from crawler.records import Consent, Record, to_json
from crawler.text.duplicates import sign
from crawler.text.sketches import sketch
from postprocess.engine import Engine
from postprocess.local import Local
from postprocess.recipe import Recipe
from postprocess.tables import write_tables
from postprocess.unique import choose, current, latest, permissions

HANZI = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出"
    "也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只"
)
ALLOW = Consent("allow", ("licence CC0-1.0",))


def prose(seed: int, chars: int = 200) -> str:
    """Return unspaced text that no other seed gives."""
    pick = random.Random(seed)
    return "".join(pick.choice(HANZI) for _ in range(chars))


def a_thread(number: int, *texts: str, consent: Consent = ALLOW, site: str = "site") -> Record:
    """Return a signed thread of its own work."""
    return sign(a_record(*texts, id=f"site/{number}", work=f"w{number}", consent=consent, site=site))


Tables = tuple[Engine, Table, Table]
RECIPE = Recipe("made", "")


@pytest.fixture
def tabled(tmp_path: Path) -> Iterator[Callable[..., Tables]]:
    """Return a function from runs, each a list of records, to an engine, the latest records and units."""
    with ExitStack() as stack:
        folders = (tmp_path / str(number) for number in count())

        def tables(*runs: list[Record]) -> Tables:
            folder = next(folders)
            (folder / "records" / "site").mkdir(parents=True)
            for number, run in enumerate(runs):
                path = folder / "records" / "site" / f"run{number:03}.jsonl"
                path.write_bytes(b"".join(orjson.dumps(to_json(record)) + b"\n" for record in run))
            write_tables(folder, (), folder / "tables")
            engine = stack.enter_context(Local(folder / "work"))
            records = latest(engine.read(folder / "tables" / "records-*.parquet"))
            return engine, records, current(engine.read(folder / "tables" / "units-*.parquet"), records)

        yield tables


Chosen = tuple[dict[str, tuple[str, str]], dict[str, str]]


def chosen(tables: Tables, recipe: Recipe = RECIPE) -> Chosen:
    """Return what is left out with stage and reason, and the groups of works."""
    choice = choose(*tables, recipe)
    dropped = {row["unit"]: (row["stage"], row["reason"]) for row in rows_of(choice.dropped)}
    return dropped, {row["work"]: row["group"] for row in rows_of(choice.groups)}


def rows_of(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    return list(table.to_pyarrow().to_pylist())


def test_the_latest_line_of_a_record_wins(tabled: Callable[..., Tables]) -> None:
    """Of the last run, and in it the last one: a page that was crawled again replaces what it was."""
    versions = [a_thread(1, prose(number)) for number in range(5)]
    _, records, units = tabled(versions[:3], versions[3:])
    assert rows_of(records.select("text")) == [{"text": prose(4)}]
    assert rows_of(units.select("minima")) == [{"minima": sketch(versions[4].signature).minima}]


def test_an_older_version_copies_nothing(tabled: Callable[..., Tables]) -> None:
    """A post that was edited away must not drop the one who says it now."""
    tables = tabled([a_thread(1, prose(1))], [a_thread(1, prose(2)), a_thread(2, prose(1))])
    assert chosen(tables) == ({}, {})


@pytest.mark.parametrize(
    ("consent", "reason"),
    [
        (Consent("deny", ("meta robots: noai",)), "deny: meta robots: noai"),
        (Consent("unknown", ("no licence was found",)), "unknown: no licence was found"),
        (Consent(), "unknown: "),
    ],
    ids=["denied", "unknown", "never judged"],
)
def test_what_may_not_be_used_is_left_out_for_its_reason(
    tabled: Callable[..., Tables], consent: Consent, reason: str
) -> None:
    """An unknown licence is no permission."""
    dropped, _ = chosen(tabled([a_thread(1, prose(1), consent=consent), a_thread(2, prose(2))]))
    assert dropped == {"site/1": ("consent", reason)}


def test_a_copy_is_matched_to_the_one_that_stays(tabled: Callable[..., Tables]) -> None:
    """With how near they are; and both works are in one group."""
    dropped, groups = chosen(tabled([a_thread(1, prose(1)), a_thread(2, prose(1) + "好")]))
    ((unit, (stage, reason)),) = dropped.items()
    assert (unit, stage, reason.partition("% ")[2]) == ("site/1", "copy", "like site/2")
    assert groups == {"site/w1": "site/w1", "site/w2": "site/w1"}


def test_nothing_is_lost_with_a_text_that_may_not_be_used(tabled: Callable[..., Tables]) -> None:
    """The longer text is denied; the shorter one, which may be used, stays."""
    denied = a_thread(1, prose(1) + "好", consent=Consent("deny", ("noai",)))
    dropped, _ = chosen(tabled([denied, a_thread(2, prose(1))]))
    assert dropped.keys() == {"site/1"}


def test_copies_within_a_work_join_no_groups(tabled: Callable[..., Tables]) -> None:
    """A thread that repeats a post is a group of its own as ever."""
    dropped, groups = chosen(tabled([a_thread(1, prose(1), prose(2, 900), prose(1))]))
    assert (set(dropped), groups) == ({"site/1#3"}, {})


def test_a_long_question_with_a_short_answer_stays(tabled: Callable[..., Tables]) -> None:
    """Its post is nearly the whole thread and no copy of it."""
    assert chosen(tabled([a_thread(1, prose(1, 900), "换电池。")])) == ({}, {})


def test_works_that_share_a_post_are_one_group(tabled: Callable[..., Tables]) -> None:
    """Over a third work too: what trains on one must not test on another."""
    threads = [
        a_thread(1, prose(1), prose(10, 900)),
        a_thread(2, prose(1), prose(2), prose(11, 900)),
        a_thread(3, prose(2), prose(12, 900)),
        a_thread(4, prose(4)),
    ]
    dropped, groups = chosen(tabled(threads))
    assert groups == {f"site/w{number}": "site/w1" for number in (1, 2, 3)}
    assert dropped.keys() == {"site/2#1", "site/3#1"}


@pytest.mark.parametrize("work", ["w1", "book"], ids=["a post", "a chapter"])
def test_further_comments_are_in_the_group_of_their_page(tabled: Callable[..., Tables], work: str) -> None:
    """The page shows the first of them too: short ones, which no signature knows again."""
    page = replace(a_thread(1, "写得真好。"), url="http://site.example/1/", work=work)
    more = replace(a_thread(2, "写得真好。", "是啊。"), work="http://site.example/1/#comments")
    _, groups = chosen(tabled([page, more, a_thread(3, "别的。")]))
    assert groups.keys() == {f"site/{work}", f"site/{more.work}"}
    assert len(set(groups.values())) == 1


THREADS = [
    *(
        a_thread(number, prose(number // 3) + "好" * (number % 3), prose(100 + number, 120))
        for number in range(15)
    ),
    a_thread(20, prose(20), consent=Consent("deny", ("noai",))),
    a_thread(21, prose(20)),
]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("files", [1, 3, 17])
def test_order_and_files_change_nothing(tabled: Callable[..., Tables], seed: int, files: int) -> None:
    """The choice is the same for any order of lines and any division into files."""
    shuffled = random.Random(seed).sample(THREADS, len(THREADS))
    dropped, groups = chosen(tabled(*(shuffled[start::files] for start in range(files))))
    assert (dropped, groups) == chosen(tabled(THREADS))
    assert len(dropped) > 10


def test_permissions_say_why_a_site_may_be_used(tabled: Callable[..., Tables]) -> None:
    """One reason a site, for the card; a site of which nothing may be used has none."""
    engine, records, _ = tabled([
        a_thread(1, "一"),
        a_thread(2, "二", consent=Consent("deny", ("noai",))),
        a_thread(3, "三", consent=Consent("allow", ("site file: we asked",)), site="asked"),
        a_thread(4, "四", consent=Consent("deny", ("noai",)), site="denied"),
    ])  # fmt: skip
    assert permissions(engine, records) == {"asked": "site file: we asked", "site": "licence CC0-1.0"}


def test_no_records_are_no_choice(tabled: Callable[..., Tables]) -> None:
    """A run that found nothing leaves an empty file."""
    assert chosen(tabled([])) == ({}, {})


def test_a_record_of_two_sites_is_two(tabled: Callable[..., Tables]) -> None:
    """The same address read for two sites: ids bear the site's name."""
    one, other = a_thread(1, prose(1)), replace(a_thread(1, prose(2)), id="other/1", site="other")
    _, records, _ = tabled([one, other])
    assert records.count().to_pyarrow().as_py() == 2
