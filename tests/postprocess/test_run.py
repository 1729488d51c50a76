"""A whole build: records in, a dataset out, the same each time, with nothing on two sides."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterable
from dataclasses import replace
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest
from conftest import a_part, a_record

from crawler.errors import StoreError
from crawler.records import Consent, Part, Record, Utterance, to_json
from crawler.store import Lines
from crawler.text.duplicates import near, sign
from postprocess.build.making import MARKUP, message_bytes
from postprocess.check import check
from postprocess.outcome import Outcome
from postprocess.recipe import Recipe
from postprocess.run import build
from postprocess.split import SPLITS

ALLOW = Consent("allow", ("licence CC0-1.0",))
HANZI = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出"
    "也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只"
)
COMMAND = "pairmill build my.toml"


def prose(seed: object, chars: int = 200) -> str:
    """Return sentences that no other seed gives."""
    pick = random.Random(str(seed))
    text = "".join(pick.choice(HANZI) for _ in range(chars))
    return "".join(f"{text[start : start + 20]}。" for start in range(0, chars, 20))


def a_thread(name: str, *parts: Part, **more: object) -> Record:
    """Return a signed thread."""
    record = a_record(
        id=f"site/{name}", url=f"http://site.example/{name}", work=name, title=f"{name}怎么办？"
    )
    told = replace(record, language="zh-Hans", licence="CC0-1.0", consent=ALLOW).with_parts(parts)
    return sign(replace(told, **more))  # type: ignore[arg-type]


def asked(name: str, seed: object, **more: object) -> Record:
    """Return a thread of a question, its answer, and a reply to that."""
    return a_thread(
        name,
        a_part(prose((seed, "q")), f"{name}.1", author="楼主"),
        a_part(prose((seed, "a"), 120), f"{name}.2", author="老手", reply_to=f"{name}.1"),
        a_part(prose((seed, "r"), 60), f"{name}.3", author="楼主", reply_to=f"{name}.2"),
        **more,
    )


def a_chapter(book: str, position: int, text: str) -> Record:
    """Return a signed chapter; its last paragraph is said by 林晚."""
    said = "“今天夜里没有船了，明天再走。”"
    whole = f"{text}\n\n{said}"
    utterance = Utterance(len(text) + 2, len(whole), said, "林晚", "verb", 0.9)
    part = a_part(whole, kind="body", utterances=(utterance,))
    record = a_thread(f"{book}-{position}", part, kind="chapter", position=position, meta={"book": book})
    return replace(record, work=book, title=f"第{position}章")


def store(data: Path, records: Iterable[Record], site: str = "site", run: str = "run1") -> None:
    """Write records into the file of a run, as a crawl does."""
    lines = Lines(data / "records" / site / f"{run}.jsonl")
    for record in records:
        lines.append(to_json(record))
    lines.close()


def built(folder: Path, *, out: str = "set", **changes: object) -> Outcome:
    """Build a dataset from the records stored in a folder."""
    recipe = replace(Recipe("my", "# my recipe\n"), **changes)  # type: ignore[arg-type]
    return build(recipe, folder / "data", folder / out, COMMAND)


def rows(folder: Path, split: str) -> list[dict[str, Any]]:
    """Return the canonical rows of a split."""
    path = folder / "set" / "data" / f"{split}-00000-of-00001.parquet"
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist() if path.exists() else []
    return found


def texts(folder: Path, split: str) -> list[str]:
    """Return the text of each turn in a split."""
    return [turn["text"] for row in rows(folder, split) for turn in row["turns"]]


def test_records_become_a_dataset_that_passes_its_check(tmp_path: Path) -> None:
    """All five tasks and all formats, from threads and a book."""
    store(tmp_path / "data", [asked(f"t{n}", n) for n in range(8)])
    store(tmp_path / "data", [a_chapter("渡口", n, prose(("b", n), 1500)) for n in (1, 2)], run="run2")
    outcome = built(tmp_path)
    assert check(tmp_path / "set") == []
    assert outcome.measures.tasks.keys() == {"qa", "dialogue", "roleplay", "continuation", "pretraining"}
    assert (outcome.intake.lines, outcome.works, outcome.folder) == (10, 9, tmp_path / "set")


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    """Files of records that were written in another order, and another folder, change nothing but inputs."""
    records = [*(asked(f"t{n}", n // 2) for n in range(12)), a_chapter("渡口", 1, prose("b", 900))]
    for number, folder in enumerate(("one", "other")):
        store(tmp_path / folder / "data", records[number::2], run="run1")
        store(tmp_path / folder / "data", records[1 - number :: 2], run="run2")
        built(tmp_path / folder, test_share=0.3)
    one, other = (tmp_path / folder / "set" for folder in ("one", "other"))
    names = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    assert names == {path.relative_to(other) for path in other.rglob("*") if path.is_file()}
    different = {str(name) for name in names if (one / name).read_bytes() != (other / name).read_bytes()}
    assert different == {"manifest.json"}


def test_a_second_build_of_the_same_data_is_the_same_bytes(tmp_path: Path) -> None:
    """The manifest too: no clock, no path, no random number."""
    store(tmp_path / "data", [asked(f"t{n}", n // 2) for n in range(12)])
    found = []
    for _ in range(2):
        built(tmp_path)
        files = sorted(path for path in (tmp_path / "set").rglob("*") if path.is_file())
        found.append({path: path.read_bytes() for path in files})
    assert found[0] == found[1]


def test_processes_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One or two: the files, the counts and the card are the same; a text of two threads is written once."""
    for name in ("postprocess.tables.SMALL", "postprocess.run.SMALL"):
        monkeypatch.setattr(name, 0)
    monkeypatch.setattr("postprocess.works.ROWS", 3)
    store(tmp_path / "data", [asked(f"t{n}", n // 2) for n in range(24)])
    store(tmp_path / "data", [a_chapter("渡口", n, prose(("b", n), 1500)) for n in (1, 2)], run="run2")
    short = a_part("同样的问题，怎么办才好？", "q", author="楼主")
    answer = a_part("先断电，再重新启动一次。", "a", author="老手")
    again = [
        a_thread(
            f"s{n}",
            replace(short, id=f"{n}.1"),
            replace(answer, id=f"{n}.2", reply_to=f"{n}.1"),
            a_part(prose(("s", n), 300), f"{n}.3", author="路人"),
        )
        for n in range(6)
    ]
    store(tmp_path / "data", again, run="run3")
    found = []
    for processes in (1, 2):
        recipe = replace(Recipe("my", "# my recipe\n"), test_share=0.3)
        outcome = build(recipe, tmp_path / "data", tmp_path / "set", COMMAND, processes=processes)
        files = sorted(path for path in (tmp_path / "set").rglob("*") if path.is_file())
        found.append({path: path.read_bytes() for path in files})
        assert any(reason.endswith("the same pair again") for reason in outcome.drops)
    assert found[0] == found[1]


class Deadly(int):
    """A limit at which a builder dies of prompts of 700 bytes, and fails at those of 800."""

    def __ge__(self, size: int) -> bool:
        if size == 700 and parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        if size == 800:
            raise RuntimeError("a bug")
        return int(self) >= size


def test_works_at_which_a_builder_dies_or_fails_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are in the dataset; the counts say that some are not."""
    monkeypatch.setattr("postprocess.run.SMALL", 0)
    monkeypatch.setattr("postprocess.works.ROWS", 4)
    threads = []
    for n, size in enumerate([500, 700, 500, 500, 800, 500, 500, 700, 500]):
        title, question = f"t{n}怎么办？", prose(("size", n), 100)
        filled = question + "." * (size - message_bytes(f"{title}\n\n{question}") - MARKUP)
        answer = a_part(prose((n, "a"), 120), f"t{n}.2", author="老手")
        threads.append(a_thread(f"t{n}", a_part(filled, f"t{n}.1", author="楼主"), answer))
    store(tmp_path / "data", threads)
    recipe = replace(Recipe("my", "# my recipe\n"), tasks=("qa",), max_prompt_bytes=Deadly(1000))
    outcome = build(recipe, tmp_path / "data", tmp_path / "set", COMMAND, processes=2)
    assert (outcome.works, sum(outcome.rows.values())) == (9, 6)
    failed = dict(each.split(": ", 1) for each in outcome.failed)
    assert failed.pop("site/t4").startswith("RuntimeError in test_run.py:")
    ended = "its process was ended by SIGKILL (is memory short?)"
    assert failed == {"site/t1": ended, "site/t7": ended}
    assert outcome.drops["a builder failed"] == 3


def sides_of(folder: Path, snippet: str) -> set[str]:
    """Return the splits in which a text stands."""
    return {split for split in SPLITS if any(snippet in text for text in texts(folder, split))}


def test_a_thread_under_two_addresses_is_on_one_side(tmp_path: Path) -> None:
    """Twenty threads, each again at another site with a reply more: copied texts are never on two sides."""
    longer = [
        replace(asked(f"t{n}", n), id=f"mirror/t{n}", site="mirror", work=f"x{n}").with_parts(
            [
                *asked(f"t{n}", n).parts,
                a_part(prose((n, "more"), 150), "9", author="路人", reply_to=f"t{n}.2"),
            ]
        )
        for n in range(20)
    ]
    store(tmp_path / "data", [asked(f"t{n}", n) for n in range(20)])
    store(tmp_path / "data", map(sign, longer), site="mirror")
    built(tmp_path, validation_share=0.3, test_share=0.3)
    assert all(rows(tmp_path, split) for split in SPLITS)
    for n in range(20):
        for part in asked(f"t{n}", n).parts:
            assert len(sides_of(tmp_path, part.text)) <= 1


def test_a_chapter_in_two_books_is_on_one_side(tmp_path: Path) -> None:
    """And so is all else of both books."""
    books = [
        a_chapter(
            f"书{n}{half}", position, prose(("shared", n) if position == 2 else (n, half, position), 1200)
        )
        for n in range(12)
        for half in "上下"
        for position in (1, 2)
    ]
    store(tmp_path / "data", books)
    built(tmp_path, validation_share=0.3, test_share=0.3)
    side = {row["work"]: split for split in SPLITS for row in rows(tmp_path, split)}
    assert set(side.values()) == set(SPLITS)
    assert all(side[f"site/书{n}上"] == side[f"site/书{n}下"] for n in range(12))


def test_no_near_copy_stands_on_two_sides(tmp_path: Path) -> None:
    """Whatever was planted: held against one another, no text of train is like one of test."""
    records = [asked(f"t{n}", n // 3) for n in range(30)]
    records += [a_chapter(f"书{n}", 1, prose(n // 2, 1000)[n % 2 * 21 :]) for n in range(20)]
    store(tmp_path / "data", records)
    built(tmp_path, validation_share=0.3, test_share=0.3)
    found = [(split, text) for split in SPLITS for text in texts(tmp_path, split) if len(text) > 100]
    for cluster in near(text for _, text in found):
        assert len({found[number][0] for number in cluster}) == 1


def test_private_data_is_masked_wherever_a_pair_says_it(tmp_path: Path) -> None:
    """In posts, in the title, which stands in meta too, in names, and in every file; and it is counted."""
    thread = a_thread(
        "t1",
        a_part("坏了怎么办？我的手机13812345678，急。" + prose(1), "1", author="13812345678"),
        a_part(
            "加微信：wxid_abc12345，或者写信到 li.lei@qq.com 问我。" + prose(2),
            "2",
            author="老手",
            accepted=True,
        ),
        title="求助，电话13812345678",
    )
    store(tmp_path / "data", [thread])
    outcome = built(tmp_path)
    for path in (tmp_path / "set").glob("*.jsonl"):
        assert b"13812345678" not in path.read_bytes() and b"li.lei" not in path.read_bytes(), path.name
    assert "13812345678" not in str([rows(tmp_path, split) for split in SPLITS])
    assert outcome.measures.masked["phone"] > 1 and outcome.measures.masked["email"] > 0
    assert (
        orjson.loads((tmp_path / "set" / "manifest.json").read_bytes())["masked"] == outcome.measures.masked
    )


def test_a_number_has_one_pseudonym_in_all_rows_of_a_thread(tmp_path: Path) -> None:
    """In whatever task and split it stands, and however it is written."""
    ask = a_part("打哪个？13812345678还是13987654321？" + prose(1), "1", author="小鹿乱撞")
    say = a_part("@小鹿乱撞 打139-8765-4321。" + prose(2), "2", author="老手", reply_to="1")
    store(tmp_path / "data", [a_thread("t1", ask, say)])
    outcome = built(tmp_path, private="pseudonym")
    said = [text for split in SPLITS for text in texts(tmp_path, split)]
    assert any("[电话1]还是[电话2]" in text for text in said)
    assert any("@用户A 打[电话2]。" in text for text in said)
    assert not any("1398765" in text or "小鹿乱撞" in text for text in said)
    assert outcome.measures.masked["phone"] > 1


def test_a_pair_with_private_data_is_dropped_where_the_recipe_says_so(tmp_path: Path) -> None:
    """The reason names the kind and the task, and nothing that was found."""
    post = a_part("怎么办？电话13812345678" + prose(1), "1", author="a")
    store(tmp_path / "data", [a_thread("t1", post, a_part(prose(2), "2", author="b")), asked("t2", 2)])
    outcome = built(tmp_path, private="drop")
    assert any(reason.endswith(": private data (phone)") for reason in outcome.drops)
    assert not any("13812345678" in text for split in SPLITS for text in texts(tmp_path, split))


def test_private_data_is_kept_where_the_recipe_says_so(tmp_path: Path) -> None:
    """Somebody's own chats, for instance."""
    post = a_part("怎么办？电话13812345678" + prose(1), "1", author="a")
    store(tmp_path / "data", [a_thread("t1", post, a_part(prose(2), "2", author="b"))])
    outcome = built(tmp_path, private="keep")
    assert not outcome.measures.masked
    assert any("13812345678" in text for split in SPLITS for text in texts(tmp_path, split))


def test_what_was_left_out_is_listed_and_counted(tmp_path: Path) -> None:
    """Denied records, copies, marked posts, and pairs that the sieve refused."""
    denied = asked("t2", 2, consent=Consent("deny", ("meta robots: noai",)))
    spam = a_part("加微信领奖" * 9, "9", author="x", mark="spam")
    marked = a_thread("t4", *asked("t4", 4).parts, spam)
    store(tmp_path / "data", [asked("t1", 1), denied, asked("t3", 1), marked])
    outcome = built(tmp_path, min_response_chars=100, tasks=("qa", "dialogue"))
    listed = [orjson.loads(line) for line in (tmp_path / "set" / "dropped.jsonl").read_bytes().splitlines()]
    assert {row["unit"]: row["stage"] for row in listed if "#" not in row["unit"]} == {
        "site/t2": "consent", "site/t3": "copy",
    }  # fmt: skip
    assert outcome.drops["deny: meta robots: noai"] == 1
    assert outcome.drops["post marked spam"] == 1
    assert outcome.drops["dialogue: response below 100 characters"] == 2
    assert not any("领奖" in text for split in SPLITS for text in texts(tmp_path, split))


def test_the_same_pair_comes_once(tmp_path: Path) -> None:
    """A question and its answer are a pair of qa and of dialogue, and short posts are no copies."""
    parts = [a_part("怎么装？", "1", author="a"), a_part("先断电，再装。" * 5, "2", author="b", reply_to="1")]
    store(tmp_path / "data", [a_thread("t1", *parts, title="")])
    outcome = built(tmp_path, tasks=("qa", "dialogue"))
    assert (sum(outcome.rows.values()), outcome.drops["dialogue: the same pair again"]) == (1, 1)


def test_a_bad_line_goes_to_the_quarantine_of_the_dataset(tmp_path: Path) -> None:
    """The others make the dataset, and whoever looks finds path and line."""
    store(tmp_path / "data", [asked("t1", 1)])
    path = tmp_path / "data" / "records" / "site" / "run0.jsonl"
    path.write_bytes(b'{"id": "site/torn"\n')
    outcome = built(tmp_path)
    (row,) = [
        orjson.loads(line) for line in (tmp_path / "set" / "quarantine.jsonl").read_bytes().splitlines()
    ]
    assert (row["path"], row["line"], outcome.intake.bad) == (str(path), 1, 1)
    assert check(tmp_path / "set") == []


def test_no_records_are_one_line(tmp_path: Path) -> None:
    """Which says what makes some."""
    with pytest.raises(StoreError) as error:
        built(tmp_path, sites=("forum", "novels"))
    assert str(error.value) == (
        f"{tmp_path / 'data' / 'records'}: there are no records of forum, novels; "
        "`scrapy crawl <site>` makes them"
    )


def test_no_pair_is_one_line_with_the_reasons(tmp_path: Path) -> None:
    """And no folder."""
    store(tmp_path / "data", [asked("t1", 1, consent=Consent("unknown", ("no licence was found",)))])
    with pytest.raises(StoreError) as error:
        built(tmp_path)
    assert str(error.value).startswith(f"{tmp_path / 'set'}: no pair came of 0 works; dropped: ")
    assert "unknown: no licence was found 1" in str(error.value)
    assert not (tmp_path / "set").exists()


def test_the_old_dataset_stays_when_a_build_fails(tmp_path: Path) -> None:
    """Of which no pair came, or which could not write."""
    store(tmp_path / "data", [asked("t1", 1)])
    built(tmp_path)
    before = (tmp_path / "set" / "manifest.json").read_bytes()
    with pytest.raises(StoreError):
        built(tmp_path, min_response_chars=100_000)
    (tmp_path / "blocked").mkdir()
    (tmp_path / "set").rename(tmp_path / "blocked" / "set")
    (tmp_path / "blocked" / "set.tmp").write_text("a file where the draft goes")
    with pytest.raises(OSError, match=r"Not a directory|File exists"):
        built(tmp_path, out="blocked/set")
    assert (tmp_path / "blocked" / "set" / "manifest.json").read_bytes() == before
    assert check(tmp_path / "blocked" / "set") == []


def test_a_new_dataset_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """With none of its files, and after a build that was killed."""
    store(tmp_path / "data", [asked("t1", 1)])
    built(tmp_path)
    (tmp_path / "set.tmp" / "tables").mkdir(parents=True)
    (tmp_path / "set.tmp" / "alpaca.jsonl").write_text('{"of a": "killed build"}\n')
    built(tmp_path, formats=("sharegpt",))
    assert not list((tmp_path / "set").glob("alpaca*"))
    assert not (tmp_path / "set.tmp").exists()
    assert check(tmp_path / "set") == []


@pytest.mark.parametrize(
    "out", ["data", ".", "notes"], ids=["the data", "the folder itself", "a folder of notes"]
)
def test_a_folder_that_is_no_dataset_is_never_deleted(tmp_path: Path, out: str) -> None:
    """A slip of --out must not cost a crawl."""
    store(tmp_path / "data", [asked("t1", 1)])
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "diary.txt").write_text("dear diary")
    with pytest.raises(StoreError, match="it holds no dataset and would be deleted"):
        built(tmp_path, out=out)
    assert (tmp_path / "data" / "records" / "site" / "run1.jsonl").exists()
    assert (tmp_path / "notes" / "diary.txt").exists()


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """Somebody made it beforehand."""
    store(tmp_path / "data", [asked("t1", 1)])
    (tmp_path / "set").mkdir()
    assert sum(built(tmp_path).rows.values()) > 0


def test_only_the_sites_of_the_recipe_are_built(tmp_path: Path) -> None:
    """Their inputs are named in the manifest with a digest."""
    store(tmp_path / "data", [asked("t1", 1)])
    store(tmp_path / "data", [replace(asked("t2", 2), id="other/1", site="other")], site="other")
    outcome = built(tmp_path, sites=("other",))
    assert outcome.measures.sites.keys() == {"other"}
    manifest = orjson.loads((tmp_path / "set" / "manifest.json").read_bytes())
    assert list(manifest["inputs"]) == ["records/other/run1.jsonl"]
    assert manifest["command"] == COMMAND
    assert manifest["recipe"] == "# my recipe\n"


def test_a_group_keeps_its_side_when_others_come(tmp_path: Path) -> None:
    """A second crawl adds threads; none moves from test to train."""
    store(tmp_path / "data", [asked(f"t{n}", n) for n in range(20)])
    built(tmp_path, test_share=0.4)
    before = {row["id"]: split for split in SPLITS for row in rows(tmp_path, split)}
    store(tmp_path / "data", [asked(f"u{n}", ("u", n)) for n in range(20)], run="run2")
    built(tmp_path, test_share=0.4)
    after = {row["id"]: split for split in SPLITS for row in rows(tmp_path, split)}
    assert len(after) == 2 * len(before)
    assert {name: after[name] for name in before} == before


def test_a_recipe_runs_a_step_with_a_limit_of_its_own(tmp_path: Path) -> None:
    """What the step refuses is listed with its reason, and an older line of it does not come back."""
    long = asked("long", 1)
    store(tmp_path / "data", [asked("t1", 2), long], run="run1")
    short = long.with_parts(replace(part, text=part.text[:20]) for part in long.parts)
    store(tmp_path / "data", [short], run="run2")
    least = len("".join(short.text.split())) + 1
    outcome = built(tmp_path, steps={"enough_text": {"min_chars": least}})
    lines = (tmp_path / "set" / "dropped.jsonl").read_text(encoding="utf-8").splitlines()
    dropped = {orjson.loads(line)["unit"]: orjson.loads(line) for line in lines}
    assert dropped[long.id]["stage"] == "enough_text" and str(least) in dropped[long.id]["reason"]
    assert outcome.drops["enough_text"] == 1
    assert not sides_of(tmp_path, long.parts[0].text)


def test_a_build_against_an_earlier_one_adds_only_what_is_new(tmp_path: Path) -> None:
    """The old text is not read again: its records are gone, its signatures are enough."""
    store(tmp_path / "one" / "data", [asked(f"t{n}", n) for n in range(6)])
    built(tmp_path / "one")
    store(tmp_path / "two" / "data", [asked(f"u{n}", n) for n in range(3, 9)])
    outcome = built(tmp_path / "two", against=(str(tmp_path / "one" / "set"),))
    assert outcome.drops["copy"] == 3 * 3  # three threads, with two long posts each
    dropped = (tmp_path / "two" / "set" / "dropped.jsonl").read_text(encoding="utf-8")
    assert "100% like site/t3 of an earlier dataset" in dropped
    assert not {prose((n, "q"))[:50] for n in range(3, 6)} & {
        text[:50] for split in SPLITS for text in texts(tmp_path / "two", split)
    }
    assert sum(outcome.rows.values()) >= 3


def test_what_overlaps_with_a_test_set_is_left_out_and_listed(tmp_path: Path) -> None:
    """A thread that nearly is a test, and a pair that quotes one."""
    quoting = asked("t9", 9)
    parts = [replace(part, text=f"{part.text}{prose((7, 'q'))[40:90]}") for part in quoting.parts]
    store(tmp_path / "data", [*(asked(f"t{n}", n) for n in range(4)), sign(quoting.with_parts(parts))])
    tests = tmp_path / "test.jsonl"
    rows = [{"question": prose((0, "q"))}, {"question": prose((7, "q"))}]
    tests.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    outcome = built(tmp_path, evaluations=(str(tests),))
    assert outcome.drops["evaluation"] == 1
    assert sum(n for reason, n in outcome.drops.items() if reason.endswith("overlaps with a test set")) >= 1
    left = [text for split in SPLITS for text in texts(tmp_path, split)]
    assert left and not any(prose((0, "q"))[:60] in text or prose((7, "q"))[45:80] in text for text in left)
