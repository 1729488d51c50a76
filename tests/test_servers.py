"""Crawls of real forum and CMS software, scored against what was seeded.

The servers are started from the shared folder; where one cannot be (no rights to install, no
package index), its tests skip and say why.
"""

from __future__ import annotations

import json
import os
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

from crawler import archive
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


@pytest.fixture(scope="session")
def activitypub(servers: Path) -> Iterator[Real]:
    yield from running(servers / "activitypub")


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


def probed(crawl: Crawl, url: str, site: str) -> None:
    """Have a probe of an address write the site's file, which is crawled as it is."""
    done = crawl.run("probe", url, "--write", "--name", site)
    assert done.returncode == 0, done.stdout + done.stderr


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
    probed(crawl, f"{machina.base}/", "board")
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
    probed(crawl, f"{wordpress.base}/", "serial")
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


def test_activitypub_gives_every_status_of_every_actor(activitypub: Real, crawl: Crawl) -> None:
    """From the front page alone: texts, authors, dates and who answers whom; nothing twice, no boost."""
    probed(crawl, f"{activitypub.base}/", "harbour")
    done = crawl.run("crawl", "harbour")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [
        {
            "url": record["meta"]["urls"][part["id"]],
            "text": part["text"],
            "author": part["author"],
            "date": part["published"],
            "reply_to": part["reply_to"],
        }
        for record in crawl.lines("records", "harbour")
        for part in record["parts"]
    ]
    scored = activitypub.score(rows)
    assert scored["recall"] >= 0.99 and scored["precision"] >= 0.99, scored
    for field in ("author", "date", "reply_to"):
        assert share(scored[field]) >= 0.99, scored
    same_again(crawl, "harbour")


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


FOUND = 'engine = "book"\nstart = ["{base}/book/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'


@pytest.mark.parametrize("seed", [BOOKS, FOUND], ids=["selectors", "no selectors"])
def test_gbk_books_are_right_in_both_encodings(gbk: Real, crawl: Crawl, seed: str) -> None:
    """Split chapters are put together, advertisement lines are gone, rare characters are right.

    From the shelf's address alone, too.
    """
    crawl.site("books", seed.format(base=gbk.base))
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


def test_gbk_is_whole_from_what_a_probe_of_its_front_page_wrote(gbk: Real, crawl: Crawl) -> None:
    """Novels in both encodings and a board, from one address: every chapter and every post."""
    probed(crawl, f"{gbk.base}/", "harbour")
    done = crawl.run("crawl", "harbour")
    assert done.returncode == 0, done.stdout + done.stderr
    found = works(crawl, "harbour")
    books = [records for records in found.values() if records[0].kind == "chapter"]
    rows = [row for row in posts(crawl, "harbour") if "/bbs/" in row["url"]]
    for records in books:
        first = {record.position: record for record in reversed(records)}
        texts = dict(zip(sorted(first), chapters(records), strict=True))
        rows += [
            {"url": first[n].url, "text": texts[n], "thread_title": first[n].title, "author": first[n].author}
            for n in texts
        ]
    scored = gbk.score(rows)
    assert scored["recall"] >= 0.99 and scored["precision"] >= 0.99, scored
    for field in ("author", "date", "n", "thread_title", "quote_author", "threads_in_order"):
        assert share(scored[field]) >= 0.99, scored
    same_again(crawl, "harbour")


@pytest.mark.parametrize("area", ["limited"])
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


def test_gbk_board_is_read_by_the_software_that_it_looks_like(gbk: Real, crawl: Crawl) -> None:
    """Without one selector in the site's file: every post, whom it quotes, and how many there are."""
    crawl.site(
        "old", f'engine = "discuz"\nstart = ["{gbk.base}/bbs/index.html"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
    )
    done = crawl.run("crawl", "old")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = posts(crawl, "old")
    scored = gbk.score(rows)
    assert scored["exact_text"] == sum(row["kind"] == "post" for row in gbk.truth) == len(rows), scored
    for field in ("author", "date", "n", "thread_title", "quote_author", "threads_in_order"):
        assert share(scored[field]) == 1, scored
    assert scored["signature_leaks"] == 0
    same_again(crawl, "old")


MORE_ON_THE_BOARD = """
import django; django.setup()
from machina.apps.forum_conversation.models import Post, Topic

def reply(topic, *texts):
    for text in texts:
        Post.objects.create(topic=topic, poster=topic.poster, subject="Re", content=text, approved=True)
    return topic.pk

first, *others = Topic.objects.order_by("-last_post_on")
long = next(t for t in others if t.posts.count() == 13)
new = Topic.objects.create(
    forum=first.forum, poster=first.poster, subject="Ropes", type=Topic.TOPIC_POST,
    status=Topic.TOPIC_UNLOCKED, approved=True)
old = Post.objects.order_by("created").first()
old.content = "Edited later, long after that."
old.save()
print(reply(first, "A reply to the freshest topic."),
      reply(long, "One.", "Two.", "A reply behind a full page."),
      reply(new, "Which rope holds best in salt water?"), old.topic.pk)
"""
MORE_IN_THE_SERIAL = r"""
$_SERVER["HTTP_HOST"] = $argv[1];
$_SERVER["REQUEST_METHOD"] = "GET";
require "wp-load.php";
kses_remove_filters();
$old = url_to_postid($argv[2]);
$talked = url_to_postid($argv[3]);
$edit = "\n<p>Edited later.</p>";
$text = get_post($old)->post_content;
if ($argv[4] == "undo") {
    [$new, $comment] = explode(" ", $argv[5]);
    wp_delete_post($new, true);
    wp_delete_comment($comment, true);
    wp_update_post(["ID" => $old, "post_content" => wp_slash(str_replace($edit, "", $text))]);
    exit;
}
wp_update_post(["ID" => $old, "post_content" => wp_slash($text . $edit)]);
$new = wp_insert_post(["post_title" => "Ropes", "post_status" => "publish",
    "post_content" => "<p>Hemp rots, wire rusts.</p>"]);
$comment = wp_insert_comment(["comment_post_ID" => $talked, "comment_author" => "May",
    "comment_content" => "A word from me.", "comment_approved" => 1]);
echo "$new $comment";
"""


def requests(crawl: Crawl, site: str) -> int:
    """Return how many requests the last run took, robots.txt and the policy files with them."""
    return sum(crawl.report(site)["requests"].values())


def again(crawl: Crawl, site: str) -> int:
    """Crawl once more; return the number of requests."""
    done = crawl.run("crawl", site)
    assert done.returncode == 0, done.stdout + done.stderr
    return requests(crawl, site)


def versions(crawl: Crawl, site: str, words: str) -> list[bool]:
    """Return of each archived version of the page that has some words whether it has them, in order."""
    runs = sorted((crawl.folder / "data/pages" / site).glob("*.warc.gz"))
    pages = [page for run in runs for page, _ in archive.pages(run)]
    url = next(page.url for page in reversed(pages) if words.encode() in page.body and b"<html" in page.body)
    return [words.encode() in page.body for page in pages if page.url == url]


def test_a_second_crawl_of_machina_finds_what_is_new(machina: Real, crawl: Crawl) -> None:
    """For a tenth of the requests; an edit that no board shows is found by looking again."""
    seed = f'engine = "machina"\nstart = ["{machina.base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
    crawl.site("again", seed)
    first = again(crawl, "again")
    assert again(crawl, "again") <= first / 10
    assert crawl.report("again")["records"] == 0
    database = machina.folder / "db.sqlite3"
    shutil.copy(database, crawl.folder / "before")
    try:
        command = [str(machina.folder / "venv/bin/python"), "-c", MORE_ON_THE_BOARD]
        settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "board.settings", "PYTHONPATH": "."}
        done = subprocess.run(
            command, cwd=machina.folder, env=settings, capture_output=True, text=True, check=True
        )
        freshest, long, new, edited = (f"topic-{number}" for number in done.stdout.split())
        assert again(crawl, "again") <= first / 10
        found = works(crawl, "again")
        assert "A reply to the freshest topic." in found[freshest][-1].text
        assert (found[long][-1].position, found[long][-1].text) == (2, "A reply behind a full page.")
        assert "Which rope holds best" in found[new][0].text
        assert versions(crawl, "again", "A reply to the freshest topic.") == [False, True]
        crawl.site("again", seed + "[limits]\nmax_recheck_share = 1.0\n")
        again(crawl, "again")
        assert "Edited later, long after that." in works(crawl, "again")[edited][0].text
        assert versions(crawl, "again", "Edited later, long after that.") in (
            [False, True],
            [False, False, True],
        )
    finally:
        shutil.copy(crawl.folder / "before", database)


def test_a_second_crawl_of_wordpress_finds_what_is_new_and_edited(wordpress: Real, crawl: Crawl) -> None:
    """For a tenth of the requests; the REST index tells of edits and comments, old posts' too."""
    crawl.site(
        "again", f'engine = "wordpress"\nstart = ["{wordpress.base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
    )
    first = again(crawl, "again")
    assert again(crawl, "again") <= first / 10
    assert crawl.report("again")["records"] == 0
    chapters = [row for row in wordpress.truth if row["kind"] == "chapter"]
    long = next(row for row in chapters if len(row["page_urls"]) > 2)
    talked = next(row for row in wordpress.truth if row["kind"] == "comment")["chapter_url"]
    host = wordpress.base.removeprefix("http://")
    command = ["php", "-r", MORE_IN_THE_SERIAL, host, long["url"], talked]

    def php(*more: str) -> str:
        done = subprocess.run(
            [*command, *more], cwd=wordpress.folder / "www", capture_output=True, text=True, check=True
        )
        return done.stdout

    made = php("do")
    try:
        assert again(crawl, "again") <= first / 10
        rows = {row["url"]: row for row in crawl.lines("records", "again")}
        assert rows[long["page_urls"][-1]]["text"].endswith("Edited later.")
        assert versions(crawl, "again", "Edited later.")[0] is False
        assert versions(crawl, "again", "Edited later.")[-1] is True
        assert any(part["text"] == "A word from me." for row in rows.values() for part in row["parts"])
        assert any(row["text"] == "Hemp rots, wire rusts." for row in rows.values())
    finally:
        php("undo", made)
