"""Works: threads and books gathered from records, in order, each part once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pytest
from conftest import a_part, a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Record, Utterance, to_json
from crawler.store import Lines
from postprocess.engine import Engine
from postprocess.pairs import Work
from postprocess.tables import write_tables
from postprocess.unique import DROPPED
from postprocess.works import _whole, apart, gather

GROUPS = pa.schema([("work", pa.string()), ("group", pa.string())])


def gathered(
    engine: Engine,
    folder: Path,
    *records: Record,
    dropped: Collection[str] = (),
    groups: Mapping[str, str] = MappingProxyType({}),
) -> list[Work]:
    """Store each record in a file of its own, in the order given, and gather their works."""
    for number, record in enumerate(records):
        lines = Lines(folder / "records" / record.site / f"run{number:03}.jsonl")
        lines.append(to_json(record))
        lines.close()
    write_tables(folder, (), folder / "tables")
    cut = (unit.partition("#") for unit in dropped)
    gone = ({"unit": "".join(each), "record": each[0], "part": each[2]} for each in cut)
    names = ({"work": work, "group": group} for work, group in groups.items())
    return list(
        gather(
            engine,
            engine.read(folder / "tables" / "records-*.parquet"),
            engine.rows(gone, DROPPED, "dropped"),
            engine.rows(names, GROUPS, "groups"),
        )
    )


def a_page_of(number: int, *texts: str, **more: object) -> Record:
    """Return page ``number`` of a thread; its posts have ids of their own."""
    record = a_record(*texts, id=f"site/p{number}", url=f"http://site.example/{number}", position=number)
    parts = (replace(part, id=f"{number}.{part.id}") for part in record.parts)
    return replace(record.with_parts(parts), **more)  # type: ignore[arg-type]


def texts(work: Work) -> list[str]:
    """Return what a work's parts say, in order."""
    return [piece.part.text for piece in work.pieces]


def test_the_pages_of_a_thread_stand_in_order(engine: Engine, tmp_path: Path) -> None:
    """Whichever file came first, and page 10 after page 9."""
    pages = [a_page_of(number, f"{number}a", f"{number}b") for number in (10, 2, 9, 1)]
    (work,) = gathered(engine, tmp_path, *pages)
    assert texts(work) == ["1a", "1b", "2a", "2b", "9a", "9b", "10a", "10b"]


def test_the_chapters_of_a_book_stand_in_order(engine: Engine, tmp_path: Path) -> None:
    """By position, then by the page within a chapter, whatever dates the pages bear."""
    places = [(2, 2, ""), (1, 1, "2024-02-01"), (2, 1, "2024-01-01"), (10, 1, "")]
    chapters = [
        replace(a_record(f"{place[0]}/{place[1]}", kind="chapter", position=place[0], page=place[1]),
                id=f"site/{number}", published=place[2])
        for number, place in enumerate(places)
    ]  # fmt: skip
    (work,) = gathered(engine, tmp_path, *chapters)
    assert texts(work) == ["1/1", "2/1", "2/2", "10/1"]
    assert [(piece.position, piece.page) for piece in work.pieces] == [(1, 1), (2, 1), (2, 2), (10, 1)]


def test_a_chapter_of_unknown_position_stands_last(engine: Engine, tmp_path: Path) -> None:
    """It must not become the first."""
    records = [
        a_record(f"{position}", kind="chapter", id=f"site/{position}", position=position)
        for position in (0, 1)
    ]
    (work,) = gathered(engine, tmp_path, *records)
    assert texts(work) == ["1", "0"]


def test_pages_of_a_timeline_stand_by_date(engine: Engine, tmp_path: Path) -> None:
    """They have no position; the oldest is first."""
    pages = [
        a_page_of(number, f"{number}", kind="status", published=when, position=1)
        for number, when in [(1, "2024-03-01"), (2, "2024-01-01"), (3, "2024-02-01")]
    ]
    (work,) = gathered(engine, tmp_path, *pages)
    assert texts(work) == ["2", "3", "1"]


def test_a_post_on_two_pages_comes_once(engine: Engine, tmp_path: Path) -> None:
    """Forums repeat the opening post, or the last of the page before."""
    first = a_page_of(1, "甲", "乙")
    second = a_page_of(2, "丙")
    repeated = second.with_parts([first.parts[0], *second.parts])
    (work,) = gathered(engine, tmp_path, first, repeated)
    assert texts(work) == ["甲", "乙", "丙"]
    assert [piece.source for piece in work.pieces] == ["site/p1", "site/p1", "site/p2"]


def test_bodies_of_two_pages_are_two(engine: Engine, tmp_path: Path) -> None:
    """Each has the id 1 on its own page."""
    pages = [a_record(text, kind="chapter", id=f"site/{text}", page=n) for n, text in enumerate("上下", 1)]
    (work,) = gathered(engine, tmp_path, *pages)
    assert texts(work) == ["上", "下"]


def test_a_quote_over_pages_becomes_a_reply(engine: Engine, tmp_path: Path) -> None:
    """A page knows its own posts only; the work knows them all."""
    first = a_page_of(1).with_parts([a_part("先断电，再拆开看看。", "p1", author="甲")])
    quoting = a_part("谢谢！", "p9", author="乙", quote="先断电， 再拆开", quote_author="甲")
    (work,) = gathered(engine, tmp_path, first, a_page_of(2).with_parts([quoting]))
    assert [piece.part.reply_to for piece in work.pieces] == ["", "p1"]


@pytest.mark.parametrize(
    ("quote", "author"),
    [("先断电", "丙"), ("没有人说过", "甲"), (" ", "甲"), ("谢谢", "乙")],
    ids=["another author", "other words", "empty", "later or own post"],
)
def test_a_quote_of_nobody_answers_nobody(engine: Engine, tmp_path: Path, quote: str, author: str) -> None:
    """Who is answered is known, or it is not."""
    first = a_page_of(1).with_parts([a_part("先断电，再拆开看看。", "p1", author="甲")])
    quoting = a_part("谢谢！", "p9", author="乙", quote=quote, quote_author=author)
    (work,) = gathered(engine, tmp_path, first, a_page_of(2).with_parts([quoting]))
    assert work.pieces[1].part.reply_to == ""


def test_a_link_to_a_post_counts_more_than_its_quote(engine: Engine, tmp_path: Path) -> None:
    """The site said so itself."""
    posts = [
        a_part("先断电，再拆开看看。", "p1", author="甲"),
        a_part("好", "p2", reply_to="p0", quote="先断电", quote_author="甲"),
    ]
    (work,) = gathered(engine, tmp_path, a_record().with_parts(posts))
    assert work.pieces[1].part.reply_to == "p0"


def test_what_was_dropped_is_left_out(engine: Engine, tmp_path: Path) -> None:
    """A record, or one post of another; the rest of the thread stays as it is."""
    pages = [a_page_of(1, "甲", "乙"), a_page_of(2, "丙"), a_page_of(3, "丁")]
    (work,) = gathered(engine, tmp_path, *pages, dropped={"site/p1#1.2", "site/p2"})
    assert texts(work) == ["甲", "丁"]


def test_a_post_dropped_on_one_page_is_taken_from_the_other(engine: Engine, tmp_path: Path) -> None:
    """A copy on the next page is the same post: one of both stays."""
    post = a_part("甲" * 200, "p1")
    pages = [a_page_of(number).with_parts([post]) for number in (1, 2)]
    (work,) = gathered(engine, tmp_path, *pages, dropped={"site/p1#p1"})
    assert [piece.source for piece in work.pieces] == ["site/p2"]


def test_works_of_two_sites_are_two(engine: Engine, tmp_path: Path) -> None:
    """Even if both call theirs thread 1."""
    works = gathered(engine, tmp_path, a_record(), a_record(site="other", id="other/1"))
    assert [work.id for work in works] == ["other/1", "site/1"]


def test_a_work_is_in_the_group_of_what_it_copies(engine: Engine, tmp_path: Path) -> None:
    """Any other is a group of its own."""
    records = [a_record(id="site/1", work="a"), a_record(id="site/2", work="b")]
    works = gathered(engine, tmp_path, *records, groups={"site/b": "site/0"})
    assert [work.group for work in works] == ["site/a", "site/0"]


def test_a_book_has_its_books_title(engine: Engine, tmp_path: Path) -> None:
    """And a thread its own."""
    book = a_record("雨。", kind="chapter", title="第一章", work="a", meta={"book": "渡口"})
    works = gathered(engine, tmp_path, book, a_record(id="site/2", title="求助", work="b"))
    assert [(work.title, work.pieces[0].title) for work in works] == [("渡口", "第一章"), ("求助", "求助")]


def test_parts_arrive_with_all_they_had(engine: Engine, tmp_path: Path) -> None:
    """Utterances, scores and marks go through the tables unchanged."""
    said = Utterance(3, 8, "“走吧。”", None, "verb", 0.75)
    part = a_part(
        "林晚说“走吧。”", "p1", author="林", score=-3, accepted=True, mark="low", utterances=(said,)
    )
    (work,) = gathered(engine, tmp_path, a_record().with_parts([part]))
    assert work.pieces[0].part == part


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), min_size=1, max_size=12), st.integers(1, 7))
def test_rows_are_handed_on_in_whole_works(sizes: list[tuple[int, int]], cut: int) -> None:
    """Wherever the batches of an engine end; none is lost, none is torn, none waits longer than it must."""
    rows = [
        {"site": f"s{n}", "work": "1", "n": i} for n, (_, pages) in enumerate(sizes) for i in range(pages)
    ]
    table = pa.Table.from_pylist(rows)
    found = list(_whole(table.to_batches(max_chunksize=cut)))
    assert pa.concat_tables(found).to_pylist() == rows
    sites = [set(each["site"].to_pylist()) for each in found]
    assert sum(map(len, sites)) == len(sizes)
    assert [one["n"].to_pylist() for each in found for one in apart(each)] == [
        list(range(pages)) for _, pages in sizes
    ]
    assert all(len(each) <= cut + max(pages for _, pages in sizes) for each in found)
