"""The demo sites end to end: crawl, reparse, build, check and the consumers of the dataset."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT, SHARED, Context, a_page
from loopback import Crawl, prose
from run import SITES, main, missing, site_files
from server import serve
from test_servers import same_again
from truth import truth

from crawler.archive import NOT_MODIFIED, Archive, pages
from postprocess.check import check
from postprocess.cli import main as pairmill


@dataclass(frozen=True)
class Demo:
    """The crawled demo sites and the dataset built from them."""

    crawl: Crawl
    dataset: Path
    base: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Crawl the bundled sites with the command a user would give, and build the demo recipe."""
    folder = tmp_path_factory.mktemp("demo")
    crawl, dataset = Crawl(folder), folder / "datasets" / "demo"
    server = serve(0)
    port = server.server_address[1]
    (folder / "seeds").mkdir()
    site_files(port, folder / "seeds")
    for site in SITES:
        done = crawl.run("crawl", site)
        assert done.returncode == 0, done.stdout + done.stderr
    assert pairmill(["build", "demo", "--data", str(folder / "data"), "--out", str(dataset)]) == 0
    yield Demo(crawl, dataset, f"http://127.0.0.1:{port}")
    server.shutdown()
    server.server_close()


def test_every_thread_status_and_chapter_is_in_the_records(demo: Demo) -> None:
    """Nothing that the sites show is missing."""
    assert missing(demo.crawl.folder / "data", demo.base) == []


def test_planted_spam_and_empty_talk_are_marked_and_nothing_else_is(demo: Demo) -> None:
    """Each post that the demo calls spam or low has that mark."""
    rows = [row for site in SITES for row in demo.crawl.lines("records", site)]
    marked = {part["id"]: part["mark"] for row in rows for part in row["parts"]}
    shown = [row for row in truth(base=demo.base) if row["kind"] in ("post", "status")]
    wanted = {row["url"].rpartition("#")[2]: row.get("flag") or "" for row in shown}
    wrong = {
        key: flag for key, flag in wanted.items() if marked[key] != (flag if flag in ("spam", "low") else "")
    }
    assert wrong == {}


@pytest.mark.parametrize("site", SITES)
def test_reparse_gives_the_records_of_the_crawl(demo: Demo, site: str) -> None:
    """Line for line, signatures and marks of copies included."""
    same_again(demo.crawl, site)


@pytest.mark.parametrize("site", SITES)
def test_the_archive_of_a_crawl_is_one_that_any_warc_tool_reads(demo: Demo, site: str) -> None:
    """The lengths and digests of all records are right."""
    for path in (demo.crawl.folder / "data/pages" / site).glob("*.warc.gz"):
        check = [sys.executable, "-m", "warcio.cli", "check", str(path)]
        done = subprocess.run(check, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


ARTICLES = """
engine = "article"
domains = ["site.example"]
start = ["http://site.example/"]
license = "CC0-1.0"
fields = { title = "h1", body = "article" }
"""


@pytest.fixture
def archived(tmp_path: Path) -> Crawl:
    """A site with two runs of five articles in its archive and no records yet."""
    crawl = Crawl(tmp_path)
    crawl.site("articles", ARTICLES)
    for run in ("1", "2"):
        archive = Archive(tmp_path / f"data/pages/articles/{run}.warc.gz")
        for number in range(5):
            archive.append(a_page(prose(number), f"http://site.example/{run}/{number}"))
        archive.close()
    return crawl


def test_reparse_reads_a_cut_archive_up_to_the_cut_and_says_so(archived: Crawl) -> None:
    """The line tells page, byte and how many were read; the other run is read whole; exit 1."""
    path = archived.folder / "data/pages/articles/1.warc.gz"
    os.truncate(path, path.stat().st_size - 1)
    done = archived.run("reparse", "articles")
    size = path.stat().st_size
    first, told, second = done.stdout.splitlines()
    assert first.endswith("1.warc.gz: 4 pages, 4 records, 0 dropped")
    assert told == f"{path}: page 5 is cut short at byte {size}; 4 pages read"
    assert second.startswith(str(path.with_name("2.warc.gz"))) and "5 pages" in second
    assert (done.returncode, done.stderr) == (1, "")
    assert len(archived.lines("records", "articles")) == 9


def test_reparse_passes_over_a_damaged_page_and_says_so(archived: Crawl) -> None:
    """All others give their records; exit 1."""
    path = archived.folder / "data/pages/articles/1.warc.gz"
    place = [place for _, place in pages(path)][2]
    with path.open("r+b") as file:
        file.seek(place.offset + 100)
        file.write(bytes(50))
    done = archived.run("reparse", "articles")
    assert f"{path}: page 3 is damaged at byte {place.offset}; 2 pages read before it\n" in done.stdout
    assert done.returncode == 1
    assert len(archived.lines("records", "articles")) == 9


def test_reparse_gives_the_same_in_any_number_of_processes(archived: Crawl) -> None:
    """In the order of the archive, and with exit 0 where all is whole."""
    found = []
    for processes in ("1", "3"):
        assert archived.run("reparse", "articles", "--processes", processes).returncode == 0
        found.append(archived.lines("records", "articles"))
    assert found[0] == found[1]
    assert [row["url"][-3:] for row in found[0]] == [f"{run}/{n}" for run in (1, 2) for n in range(5)]


def test_reparse_passes_over_policies_and_revisits(archived: Crawl) -> None:
    """They hold nothing new to read."""
    path = archived.folder / "data/pages/articles/1.warc.gz"
    archive, url = Archive(path), "http://site.example/1/0"
    archive.append(a_page("User-agent: *", "http://site.example/robots.txt", context=Context(rel="policy")))
    archive.revisit(
        a_page(b"", url, status=304), profile=NOT_MODIFIED, refers_to=url, refers_date="2026-03-01T00:00:00Z"
    )
    archive.close()
    assert archived.run("reparse", "articles").returncode == 0
    assert len(archived.lines("records", "articles")) == 10
    assert archived.lines("rejected", "articles") == []


def test_dataset_is_as_its_readers_want_it(demo: Demo) -> None:
    """Pairmill check finds nothing, and every task and every split has rows."""
    assert check(demo.dataset) == []
    manifest = json.loads((demo.dataset / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["tasks"]) == {"qa", "dialogue", "roleplay", "continuation", "pretraining"}
    assert set(manifest["rows"]) == {"train", "validation", "test"}
    assert manifest["dropped"]["copy"] >= 10 and manifest["dropped"]["post marked spam"] >= 5
    assert manifest["masked"]["phone"] >= 5 and manifest["masked"]["email"] >= 2


def test_no_private_data_is_left_in_the_dataset(demo: Demo) -> None:
    """The invented phone numbers and addresses of the demo stand in no exported file."""
    for path in demo.dataset.glob("*.jsonl"):
        if path.name != "dropped.jsonl":
            text = path.read_text(encoding="utf-8")
            assert "13800138000" not in text and "555-0142" not in text, path.name


def test_building_twice_gives_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    """The dataset depends on the records alone."""
    again = tmp_path / "demo"
    assert pairmill(["build", "demo", "--data", str(demo.crawl.folder / "data"), "--out", str(again)]) == 0
    files = sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert files == sorted(
        path.relative_to(demo.dataset) for path in demo.dataset.rglob("*") if path.is_file()
    )
    assert [name for name in files if (again / name).read_bytes() != (demo.dataset / name).read_bytes()] == []


@pytest.mark.parametrize(
    ("script", "variable"),
    [
        ("load_datasets.py", "PAIRMILL_TRL_PYTHON"),
        ("load_trl.py", "PAIRMILL_TRL_PYTHON"),
        ("load_llamafactory.py", "PAIRMILL_LLAMAFACTORY_PYTHON"),
    ],
)
def test_real_consumers_load_every_row(demo: Demo, script: str, variable: str) -> None:
    """Rows in are rows loaded; the trainers live in environments of their own, named by a variable."""
    path = SHARED / "checks" / script
    if not path.exists():
        pytest.skip("the shared checks are not beside this checkout")
    if not os.environ.get(variable):
        pytest.skip(f"{variable} does not name a Python with the trainer installed (see docs/trainers.md)")
    command = [os.environ[variable], str(path), str(demo.dataset)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


def test_demo_says_when_its_port_is_taken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, with what to type instead, and exit 1."""
    server = serve(0)
    monkeypatch.setattr(sys, "argv", ["run.py", "--port", str(server.server_address[1])])
    assert main() == 1
    server.shutdown()
    server.server_close()
    assert "make demo PORT=" in capsys.readouterr().err
    assert (ROOT / "Makefile").exists()
