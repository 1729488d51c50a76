"""Crawls of real forum and CMS software, scored against what was seeded.

The servers are started from the shared folder; where one cannot be (no rights to install, no
package index), its tests skip and say why.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from loopback import Crawl

from crawler.records import Record, from_json

START_S = 900


@dataclass(frozen=True)
class Real:
    """A running server: its address, what was seeded, and its folder."""

    base: str
    folder: Path

    @property
    def truth(self) -> list[dict[str, Any]]:
        return [
            json.loads(line)
            for line in (self.folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        ]

    def score(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        """Return what the shared scorer says of rows of a crawl."""
        path = self.folder / "crawl.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, "score.py", str(self.folder / "truth.jsonl"), str(path)]
        done = subprocess.run(
            command, cwd=self.folder.parent / "common", capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (SHARED / "servers").is_dir():
        pytest.skip("the shared servers are not beside this checkout")
    folder = tmp_path_factory.mktemp("real") / "servers"
    shutil.copytree(SHARED / "servers", folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
    return folder


def running(folder: Path) -> Iterator[Real]:
    """Start a server on free ports and stop it in the end."""
    port = free_port()
    command = ["env", f"PORT={port}", f"{folder}/up.sh"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=START_S, check=False)
        if done.returncode:
            pytest.skip(
                f"{folder.name} cannot be started here: {(done.stderr or done.stdout).strip()[-200:]}"
            )
        yield Real(f"http://127.0.0.1:{port}", folder)
    finally:
        subprocess.run([f"{folder}/down.sh"], capture_output=True, timeout=60, check=False)


def free_port() -> int:
    """Return a port that is free together with the two above it."""
    for port in range(18100, 19000, 10):
        try:
            for offset in range(3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + offset))
        except OSError:
            continue
        return port
    pytest.skip("no three free ports in a row")


@pytest.fixture(scope="session")
def machina(servers: Path) -> Iterator[Real]:
    yield from running(servers / "machina")


@pytest.fixture(scope="session")
def wordpress(servers: Path) -> Iterator[Real]:
    yield from running(servers / "wordpress")


@pytest.fixture(scope="session")
def gbk(servers: Path) -> Iterator[Real]:
    yield from running(servers / "gbk")


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def works(crawl: Crawl, site: str) -> dict[str, list[Record]]:
    """Return the records of each work in order; of a page read twice the last one."""
    last = {row["id"]: from_json(row) for row in crawl.lines("records", site)}
    found: dict[str, list[Record]] = {}
    for record in sorted(last.values(), key=lambda each: (each.position, each.page)):
        found.setdefault(record.work, []).append(record)
    return found


def posts(crawl: Crawl, site: str) -> list[dict[str, Any]]:
    """Return a line a post, as the scorer wants it."""
    lines = []
    for records in works(crawl, site).values():
        parts = [(record, part) for record in records for part in record.parts]
        lines += [
            {
                "thread_title": record.title,
                "url": record.url,
                "text": part.text,
                "author": part.author,
                "date": part.published,
                "n": n,
                "quote_author": part.quote_author or None,
            }
            for n, (record, part) in enumerate(parts, 1)
        ]
    return lines


def chapters(records: list[Record]) -> list[str]:
    """Return the texts of a book's chapters in order, the pages of each put together."""
    pages: dict[int, list[str]] = {}
    for record in records:
        if record.kind == "chapter":
            pages.setdefault(record.position, []).append(record.text)
    return ["\n\n".join(texts) for _, texts in sorted(pages.items())]


def letters(text: str) -> str:
    """Return a text as the scorer compares it, without signs (software changes quotes and dashes)."""
    return "".join(character for character in text.lower() if character.isalnum())


def level(comment: str, seeded: dict[str, dict[str, Any]]) -> int:
    """Return how deep a comment stands, 1 for one that answers no other."""
    parent = seeded[comment]["parent_comment_id"]
    return 1 + (level(str(parent), seeded) if parent else 0)


def share(said: str) -> float:
    """Return the share in ``"1899/1899"``."""
    got, of = map(int, said.split("/"))
    return got / of


def same_again(crawl: Crawl, site: str) -> None:
    """A reparse gives the records of the crawl, line for line."""
    before = sorted(json.dumps(row, sort_keys=True) for row in crawl.lines("records", site))
    done = crawl.run("reparse", site)
    assert done.returncode == 0, done.stderr
    assert sorted(json.dumps(row, sort_keys=True) for row in crawl.lines("records", site)) == before


def test_machina_gives_every_post(machina: Real, crawl: Crawl) -> None:
    """Posts, authors, dates, quotes and order of a forum over pages; no signature in a post."""
    crawl.site(
        "board", f'engine = "machina"\nstart = ["{machina.base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
    )
    done = crawl.run("crawl", "board")
    assert done.returncode == 0, done.stdout + done.stderr
    scored = machina.score(posts(crawl, "board"))
    assert scored["recall"] >= 0.995 and scored["precision"] >= 0.995, scored
    for field in ("author", "date", "n", "thread_title", "quote_author", "threads_in_order"):
        assert share(scored[field]) >= 0.99, scored
    assert scored["signature_leaks"] == 0
    same_again(crawl, "board")


def test_wordpress_gives_every_chapter_whole_and_in_order(wordpress: Real, crawl: Crawl) -> None:
    """Chapters over pages, in the order of the contents pages although the site's links cross books."""
    crawl.site(
        "serial", f'engine = "wordpress"\nstart = ["{wordpress.base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
    )
    done = crawl.run("crawl", "serial")
    assert done.returncode == 0, done.stdout + done.stderr
    found = works(crawl, "serial")
    books = [row for row in wordpress.truth if row["kind"] == "book"]
    for book in books:
        rows = [row for row in wordpress.truth if row["kind"] == "chapter" and row["book"] == book["book"]]
        wanted = [letters(row["text"]) for row in sorted(rows, key=lambda row: row["chapter_no"])]
        assert [letters(text) for text in chapters(found[book["toc_url"]])] == wanted, book["book"]
    assert sum(book["chapters"] for book in books) == 108
    comments = {
        part.id: part
        for records in found.values()
        for r in records
        for part in r.parts
        if part.kind == "comment"
    }
    seeded = {str(row["comment_id"]): row for row in wordpress.truth if row["kind"] == "comment"}
    assert comments.keys() == seeded.keys()
    assert all(comments[key].author == row["author"] for key, row in seeded.items())
    # WordPress shows what answers the fifth level on that level, so that the edges below it cannot be seen.
    seen = {key: row for key, row in seeded.items() if level(key, seeded) <= 5}
    wrong = {
        key for key, row in seen.items() if comments[key].reply_to != str(row["parent_comment_id"] or "")
    }
    assert wrong == set() and len(seeded) - len(seen) <= 1
    same_again(crawl, "serial")


BOOKS = """engine = "book"
start = ["{base}/book/", "{base}/h/book/1/index.html"]
license = "CC0-1.0"
delay_s = 0
[follow]
contents = '/book/\\d+/(index\\.html)?$'
chapter = '/book/\\d+/\\d+(_(?P<page>\\d+))?\\.html$'
[fields]
contents = "#list"
title = ".bookname h1"
body = "#content"
"""
BOARD = """engine = "thread"
start = {start}
license = "CC0-1.0"
delay_s = 0
[follow]
thread = '/{area}/thread-(?P<work>\\d+)-(?P<page>\\d+)-\\d+\\.html'
listing = '/{area}/forum-\\d+-\\d+\\.html'
[rewrite]
'(/thread-\\d+-\\d+)-\\d+\\.html' = '\\1-1.html'
'/bbs/' = '/{area}/'
[fields]
title = "h1"
post = "table[id^=pid]"
id = "@id"
author = ".postauthor cite"
published = ".postinfo"
body = ".t_msgfont"
quote = ".t_msgfont .quote"
quote_author = "blockquote > i"
footer = ".signatures"
"""


def test_gbk_books_are_right_in_both_encodings(gbk: Real, crawl: Crawl) -> None:
    """Split chapters are put together, advertisement lines are gone, rare characters are right."""
    crawl.site("books", BOOKS.format(base=gbk.base))
    done = crawl.run("crawl", "books")
    assert done.returncode == 0, done.stdout + done.stderr
    found = works(crawl, "books")
    for book in (row for row in gbk.truth if row["kind"] == "book"):
        prefix = book["toc_url"].removesuffix("index.html")
        rows = [row for row in gbk.truth if row["kind"] == "chapter" and row["url"].startswith(prefix)]
        got = chapters(next(records for work, records in found.items() if work.startswith(prefix)))
        wanted = [row["text"] for row in sorted(rows, key=lambda row: row["chapter_no"])]
        assert [text.split() for text in got] == [text.split() for text in wanted], prefix
    same_again(crawl, "books")


@pytest.mark.parametrize("area", ["bbs", "limited"])
def test_gbk_board_is_whole_even_where_it_asks_to_wait(gbk: Real, crawl: Crawl, area: str) -> None:
    """Every post of the board comes; the area that answers 429 is fetched by waiting; /private/ never is."""
    start = [f"{gbk.base}/{area}/forum-{n}-1.html" for n in (4, 5, 6)] + [f"{gbk.base}/private/index.html"]
    crawl.site("board", BOARD.format(start=json.dumps(start), area=area))
    done = crawl.run("crawl", "board")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = posts(crawl, "board")
    scored = gbk.score(rows)
    wanted = sum(row["kind"] == "post" for row in gbk.truth)
    assert scored["exact_text"] == wanted == len(rows), scored
    for field in ("author", "date", "n", "thread_title", "quote_author", "threads_in_order"):
        assert share(scored[field]) >= 0.99, scored
    assert "/private/" not in (gbk.folder / "ng/access.log").read_text()
    if area == "limited":
        assert crawl.report("board")["waits"]["retry-after"] > 0
