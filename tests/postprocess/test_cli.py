"""The command: results on stdout, exit codes that scripts can trust, errors of one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from conftest import a_part, a_record

from crawler.records import Consent, Record, to_json
from crawler.store import Lines
from crawler.text.duplicates import sign
from postprocess.cli import main
from postprocess.recipe import built_in, load_recipe

ANSWER = "先断电，再把背面的两颗螺丝拧下来，然后慢慢地把旧的鼓粉盒拉出来，最后把新的装上。"
FORMATS = "alpaca, messages, parquet, pretraining, sharegpt, trl-sft"


def a_thread(number: int = 1, decision: str = "allow") -> Record:
    """Return a thread of a question and its answer."""
    posts = [
        a_part(f"打印机第{number}次有异响，怎么办？", "1", author="楼主"),
        a_part(f"{ANSWER}第{number}次也一样。", "2", author="老手", accepted=True),
    ]
    consent = Consent(decision, ("licence CC0-1.0",))
    record = a_record(
        id=f"site/{number}", work=str(number), title="求助", language="zh-Hans", consent=consent
    )
    return sign(record.with_parts(posts))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with records of one site and a recipe, my.toml."""
    lines = Lines(tmp_path / "data" / "records" / "site" / "run1.jsonl")
    lines.append(to_json(a_thread()))
    lines.close()
    (tmp_path / "my.toml").write_text('tasks = ["qa"]\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command and return its exit code, stdout and stderr."""
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_build_says_what_came_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0; where the dataset is, and how many rows of what."""
    code, out, err = said(capsys, "build", "my.toml")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "datasets/my: 1 rows",
        "  from        1 lines of records, 1 works",
    ]
    assert "  tasks       qa 1" in out.splitlines()


def test_a_dataset_goes_where_out_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And records come from where --data says."""
    (folder / "data").rename(folder / "elsewhere")
    code, *_ = said(capsys, "build", "my.toml", "--data", "elsewhere", "--out", "sets/a")
    assert code == 0
    assert (folder / "sets" / "a" / "README.md").exists()


def test_the_manifest_says_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it can be typed again, without the folders of this machine."""
    said(capsys, "build", str(folder / "my.toml"))
    manifest = orjson.loads((folder / "datasets" / "my" / "manifest.json").read_bytes())
    assert manifest["command"] == "pairmill build my.toml"


def test_a_build_with_bad_lines_is_done_and_exits_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The dataset is there; that it is incomplete must not go unseen by a script."""
    (folder / "data" / "records" / "site" / "run2.jsonl").write_text('{"id": \n')
    code, out, _ = said(capsys, "build", "my.toml")
    assert code == 1
    assert "quarantined 1 lines that are no records" in out
    assert "data/records/site/run2.jsonl: line 1: is not JSON" in out


def test_no_records_exit_1_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which names the folder and the command that makes some."""
    (folder / "my.toml").write_text('sites = ["forum"]\n')
    assert said(capsys, "build", "my.toml") == (
        1, "", "data/records: there are no records of forum; `scrapy crawl <site>` makes them\n",
    )  # fmt: skip


def test_no_pair_exits_1_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which says why."""
    (folder / "my.toml").write_text("min_response_chars = 1000\n")
    code, out, err = said(capsys, "build", "my.toml")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "datasets/my: no pair came of 1 works; dropped: qa: response below 1000 characters 1" in err


def test_a_folder_in_the_way_exits_1_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback for what a user can put right."""
    (folder / "sets").write_text("a file")
    code, out, err = said(capsys, "build", "my.toml", "--out", "sets/my")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "sets" in err and "Not a directory" in err


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        ('formats = ["sharegtp"]', f"my.toml: unknown format 'sharegtp'; the formats are {FORMATS}\n"),
        ("formats = [", "my.toml: is not TOML: Invalid value (at end of document)\n"),
        ('task = ["qa"]', "my.toml: unknown key 'task'; did you mean 'tasks'?\n"),
    ],
    ids=["format", "TOML", "key"],
)
def test_a_wrong_recipe_exits_2_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], recipe: str, message: str
) -> None:
    """With its file, and what would be right; nothing is built."""
    (folder / "my.toml").write_text(recipe)
    assert said(capsys, "build", "my.toml") == (2, "", message)
    assert not (folder / "datasets").exists()


def test_an_unknown_recipe_exits_2_and_names_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of those that come with pairmill."""
    code, out, err = said(capsys, "build", "demmo")
    assert (code, out) == (2, "")
    assert err.startswith("there is no recipe 'demmo'; did you mean 'demo'?")


@pytest.mark.parametrize(
    "arguments", [[], ["biuld", "demo"], ["build"], ["build", "demo", "--outt", "x"]],
    ids=["none", "verb", "no recipe", "option"],
)  # fmt: skip
def test_a_misused_command_exits_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """And says how it is used."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: pairmill" in capsys.readouterr().err


def test_a_sound_dataset_checks_with_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was built just now is as its readers want it."""
    said(capsys, "build", "my.toml")
    assert said(capsys, "check", "datasets/my") == (
        0, "datasets/my: every file is as its readers want it\n", "",
    )  # fmt: skip


def test_a_damaged_dataset_checks_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And names the file."""
    said(capsys, "build", "my.toml")
    with (folder / "datasets" / "my" / "alpaca.jsonl").open("a") as file:
        file.write('{"instruction": ')
    code, out, _ = said(capsys, "check", "datasets/my")
    assert code == 1
    assert "alpaca.jsonl" in out


def test_a_dataset_that_is_not_there_checks_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line."""
    code, out, err = said(capsys, "check", "datasets/none")
    assert (code, out, err) == (
        1, "", "datasets/none: there is no such folder; name the folder of a dataset\n",
    )  # fmt: skip


def test_help_shows_lines_that_work(capsys: pytest.CaptureFixture[str]) -> None:
    """The example names a recipe that comes with pairmill, and every verb is told."""
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "  pairmill build demo  " in out
    assert load_recipe("demo").name in built_in()
    assert all(verb in out for verb in ("build a dataset by a recipe", "read a dataset again"))


def test_the_command_runs_by_its_name() -> None:
    """As it is installed."""
    command = Path(sys.executable).with_name("pairmill")
    if not command.exists():
        pytest.skip("pairmill is not installed beside this Python")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()[0]) == (0, "pairmill")
