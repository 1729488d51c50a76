"""A run's files, one name for all of them: written together, mended after a crash, published in one move."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import a_page, a_part, a_record

from crawler import archive, store
from crawler.archive import Place
from crawler.errors import StoreError
from crawler.records import Drop, Record, to_json
from crawler.runs import (
    Files,
    Run,
    alone,
    earlier,
    is_alive,
    mend,
    new_run,
    read_report,
    records,
    rejection,
    remember,
    write_report,
)
from crawler.sites import Site
from crawler.text.duplicates import Index
from crawler.text.steps import refine

PLACE = Place("r.warc.gz", 0, "sha1:X")
PROSE = (
    "雨下了一整夜，河水漫过了石阶，摆渡的老人把灯挂在船头，等着最后一个过河的客人。"
    "到了后半夜，对岸忽然有人喊他的名字，声音又轻又远，像是从很久以前传过来的。"
    "他没有答应，只是把缆绳重新系紧，坐下来，慢慢地数着水面上一圈一圈散开的雨点。"
)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path, "site", "r")


def a_run(files: Files, *, draft: bool = False) -> Run:
    return Run(files, Index(0.8), draft=draft)


def kept(run: Run, *results: Record | Drop) -> list[Record | Drop]:
    page = a_page()
    return [run.keep(page, result, PLACE) for result in results]


def test_a_run_has_one_name_in_four_folders(files: Files, tmp_path: Path) -> None:
    """Which is the public layout of data/."""
    paths = [files.pages, files.records, files.rejected, files.report]
    assert [str(path.relative_to(tmp_path)) for path in paths] == [
        "pages/site/r.warc.gz",
        "records/site/r.jsonl",
        "rejected/site/r.jsonl",
        "runs/site/r.json",
    ]


def test_a_record_is_written_with_its_place(files: Files) -> None:
    """So that every row can be traced to the bytes that it came from."""
    run = a_run(files)
    kept(run, a_record(PROSE))
    run.close()
    (record,) = records(files.records)
    assert record.meta["archive"] == {"file": "r.warc.gz", "offset": 0, "digest": "sha1:X"}
    assert record.text == PROSE


def test_a_drop_is_written_with_step_and_reason(files: Files) -> None:
    """And with the record, where there was one; nothing is lost in silence."""
    run = a_run(files)
    record = a_record("x")
    kept(run, Drop(record, "quality", "too short"), Drop(None, "http", "status 404", "u"))
    run.close()
    first, second = store.rows(files.rejected)
    assert (first["step"], first["reason"], first["record"]["text"]) == ("quality", "too short", "x")
    assert (second["url"], second["step"], second["record"]) == ("http://site.example/1", "http", None)


def test_a_listing_is_counted_and_not_written(files: Files) -> None:
    """It is no loss."""
    run = a_run(files)
    kept(run, Drop(None, "listing", "links only"))
    run.close()
    assert (run.tally.listings, run.tally.pages, run.tally.dropped) == (1, 1, {})
    assert list(store.rows(files.rejected)) == []


def test_everything_is_counted(files: Files) -> None:
    """Pages, bytes, records, parts, marks, and drops by step with the first reason of each."""
    run = a_run(files)
    marked = a_record("a").with_parts([a_part(PROSE, mark="spam"), a_part("b", "2", mark="low")])
    kept(run, marked, Drop(None, "http", "status 404"), Drop(None, "http", "status 500"))
    run.close()
    tally = run.tally
    assert (tally.pages, tally.bytes, tally.records, tally.parts) == (3, 3 * len(b"<p>text</p>"), 1, 2)
    assert (dict(tally.marked), dict(tally.dropped)) == ({"spam": 1, "low": 1}, {"http": 2})
    assert tally.reasons == {"http": "status 404 (http://site.example/1)"}


def test_a_rejection_is_a_row_of_plain_values() -> None:
    """JSON can say it."""
    row = rejection(a_page(), Drop(a_record(), "quality", "why"), PLACE)
    assert json.loads(json.dumps(row)) == json.loads(store.dumps(row))


def test_the_archive_is_made_with_the_first_page(files: Files) -> None:
    """A run that fetches nothing leaves no empty archive."""
    run = a_run(files)
    assert not files.pages.exists()
    place = run.archive(a_page())
    run.close()
    assert [each for _, each in archive.pages(files.pages)] == [place]


def test_a_draft_takes_the_place_of_the_old_files_at_once(files: Files) -> None:
    """Until it is published the old records are what a reader finds."""
    old = a_run(files)
    kept(old, a_record("old"))
    old.close()
    draft = a_run(files, draft=True)
    kept(draft, a_record("new"))
    assert [record.text for record in records(files.records)] == ["old"]
    draft.publish()
    assert [record.text for record in records(files.records)] == ["new"]
    assert list(files.records.parent.glob("*.tmp")) == []


def test_a_draft_that_was_killed_is_begun_again(files: Files) -> None:
    """Its half is not mixed with the next one's whole."""
    first = a_run(files, draft=True)
    kept(first, a_record("half"))
    first.close()
    second = a_run(files, draft=True)
    kept(second, a_record("whole"))
    second.publish()
    assert [record.text for record in records(files.records)] == ["whole"]


def test_two_processes_cannot_work_on_a_site(tmp_path: Path) -> None:
    """The second is told so in one line; another site is free, and so is this one afterwards."""
    with alone(tmp_path, "site"):
        with pytest.raises(StoreError, match="another process works on 'site'; wait for it or stop it"):
            alone(tmp_path, "site").__enter__()
        with alone(tmp_path, "other"):
            pass
    with alone(tmp_path, "site"):
        pass


def test_runs_of_one_second_have_names_of_their_own(tmp_path: Path) -> None:
    """Whether the one before has written a report, a page, or nothing yet and is alive."""
    names, locks = [], []
    for number in range(4):
        files, lock = new_run(tmp_path, "site")
        if number == 0:
            write_report(files, {})
        if number == 1:
            files.pages.parent.mkdir(parents=True)
            files.pages.touch()
        names.append(files.run)
        locks.append(lock)
    for lock in locks:
        lock.close()
    assert len(set(names)) == 4


def test_a_run_is_alive_as_long_as_its_lock_is_open(tmp_path: Path) -> None:
    """A killed process leaves the file behind and not the lock; one that ended leaves neither."""
    files, lock = new_run(tmp_path, "site")
    alive = [is_alive(files)]
    lock.close()
    alive.append(is_alive(files))
    files.lock.unlink()
    assert [*alive, is_alive(files)] == [True, False, False]


def test_a_run_that_is_alive_is_not_mended(tmp_path: Path) -> None:
    """Its last line may be half written at this moment."""
    files, lock = new_run(tmp_path, "site")
    files.records.parent.mkdir(parents=True)
    files.records.write_bytes(b'{"id":')
    torn = [mend(tmp_path, "site")]
    lock.close()
    assert [*torn, mend(tmp_path, "site")] == [{}, {str(files.records): 6}]


def test_workers_that_share_a_site_work_at_once(tmp_path: Path) -> None:
    """While one that wants it alone must wait."""
    with (
        alone(tmp_path, "site", shared=True),
        alone(tmp_path, "site", shared=True),
        pytest.raises(StoreError, match="another process works on 'site'"),
    ):
        alone(tmp_path, "site").__enter__()


def test_a_run_knows_how_far_its_archive_is_on_the_disk(files: Files) -> None:
    """Nothing before the first page; all of it after each call."""
    run = a_run(files)
    sizes = [run.sync()]
    run.archive(a_page())
    sizes.append(run.sync())
    run.close()
    assert sizes == [0, files.pages.stat().st_size]


def test_a_disk_that_does_not_keep_what_is_written_is_told(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an error that ends the crawl in one line."""
    run = a_run(files)

    def refuse(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", refuse)
        with pytest.raises(StoreError, match="r: the disk does not keep what is written: Input/output error"):
            run.sync()
    run.close()


def test_a_page_whose_record_was_refused_is_taken_back(files: Files) -> None:
    """The next one stands in its place."""
    run = a_run(files)
    first, second = (run.archive(a_page(url=f"http://site.example/{number}")) for number in (1, 2))
    run.take_back(second)
    third = run.archive(a_page(url="http://site.example/3"))
    run.close()
    assert third.offset == second.offset
    assert [place for _, place in archive.pages(files.pages)] == [first, third]


def test_a_page_that_is_as_it_was_is_noted_and_not_stored(files: Files) -> None:
    """The archive says which stored page it is."""
    run = a_run(files)
    place = run.archive(a_page())
    run.revisit(a_page(status=304), archive.NOT_MODIFIED, place, "2024-01-01T00:00:00+00:00")
    run.close()
    kinds = [each.record.rec_type for each in archive.entries(files.pages) if isinstance(each, archive.Entry)]
    assert (kinds[-2:], len(list(archive.pages(files.pages)))) == (["response", "revisit"], 1)


def test_earlier_runs_are_found_oldest_first(tmp_path: Path) -> None:
    """By their records or their pages, whichever they got to."""
    for path in (
        "records/site/2.jsonl",
        "pages/site/1.warc.gz",
        "pages/site/2.warc.gz",
        "records/site/3.tmp",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert [files.run for files in earlier(tmp_path, "site")] == ["1", "2"]


def killed(tmp_path: Path, name: str) -> Files:
    """Leave a run as a kill in the middle of each write would."""
    files = Files(tmp_path, "site", name)
    run = a_run(files)
    run.archive(a_page())
    kept(run, a_record(PROSE), Drop(None, "http", "status 404"))
    run.close()
    write_report(files, {"site": "site", "finished": None})
    for path, torn in (
        (files.pages, b"\x1f\x8b\x08half"),
        (files.records, b'{"id":'),
        (files.rejected, b"{"),
    ):
        with path.open("ab") as file:
            file.write(torn)
    return files


def test_a_killed_run_is_mended_and_what_was_cut_is_counted(tmp_path: Path) -> None:
    """Whole pages and lines stay; the report says how the run ended."""
    files = killed(tmp_path, "1")
    torn = {str(files.pages): 7, str(files.records): 6, str(files.rejected): 1}
    assert mend(tmp_path, "site") == torn
    assert [len(list(each)) for each in (archive.pages(files.pages), records(files.records))] == [1, 1]
    report = read_report(files)
    assert (report["outcome"], report["torn"], report["site"]) == ("killed", torn, "site")
    assert report["finished"]


def test_each_mended_run_tells_of_its_own_files(tmp_path: Path) -> None:
    """What was cut off one is not told of the next."""
    one, two = killed(tmp_path, "1"), killed(tmp_path, "2")
    assert len(mend(tmp_path, "site")) == 6
    for files in (one, two):
        assert set(read_report(files)["torn"]) == {str(files.pages), str(files.records), str(files.rejected)}


def test_what_is_whole_is_left_alone(tmp_path: Path) -> None:
    """A finished run is not looked at again, and mending twice finds nothing."""
    files = killed(tmp_path, "1")
    mend(tmp_path, "site")
    told = read_report(files)
    assert mend(tmp_path, "site") == {}
    assert read_report(files) == told


@pytest.mark.parametrize("content", [None, b"", b'{"torn'], ids=["missing", "empty", "torn"])
def test_a_report_that_cannot_be_read_is_an_empty_one(content: bytes | None, files: Files) -> None:
    """The crash may have come before it was written."""
    if content is not None:
        files.report.parent.mkdir(parents=True)
        files.report.write_bytes(content)
    assert read_report(files) == {}


def test_a_report_comes_back(files: Files) -> None:
    """Numbers as keys become words, as JSON has it."""
    report: dict[Any, Any] = {"outcome": "whole", "requests": {200: 3}}
    write_report(files, report)
    assert read_report(files) == {"outcome": "whole", "requests": {"200": 3}}
    assert list(files.report.parent.glob("*.tmp")) == []


def test_copies_of_earlier_runs_are_known(tmp_path: Path) -> None:
    """A later run marks a text that an earlier one stored already."""
    site = Site("site")
    first = refine(a_record(PROSE, kind="article", id="site/first"), site.options)
    again = refine(a_record(PROSE, kind="article", id="site/again"), site.options)
    assert isinstance(first, Record)
    run = a_run(Files(tmp_path, "site", "1"))
    kept(run, first)
    run.close()
    later = Run(Files(tmp_path, "site", "2"), remember(tmp_path, site))
    (found,) = kept(later, again)
    later.close()
    assert isinstance(found, Record)
    assert (found.duplicate_of, later.tally.copies) == ("site/first", 1)


def test_no_file_has_no_records(tmp_path: Path) -> None:
    """A run may have kept none."""
    assert list(records(tmp_path / "x.jsonl")) == []


def test_a_record_of_another_form_is_not_read_as_one(files: Files) -> None:
    """Rather an error than half a record."""
    lines = store.Lines(files.records)
    lines.append({**to_json(a_record()), "colour": "red"})
    lines.close()
    with pytest.raises(StoreError, match=r"jsonl: the row of 'site/1' is no record"):
        list(records(files.records))
    assert list(records(files.records, tolerant=True)) == []
