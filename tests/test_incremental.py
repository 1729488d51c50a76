"""Second crawls: what is as it was costs next to nothing, and what is new or changed is found.

The sites are small models that a test changes between two crawls: a forum whose boards list their
threads by the last post, a library, a timeline.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Crawl, Server, html, links, prose, serving

from crawler import archive

PER_PAGE, PER_BOARD = 4, 7
FORUM = """engine = "thread"
start = ["{base}/"]
license = "CC0-1.0"
delay_s = 0
[follow]
listing = '/board/\\d+(?:\\?page=(?P<page>\\d+))?$'
thread = '/(?P<work>t/\\d+)(?:\\?page=(?P<page>\\d+))?$'
[fields]
title = "h1"
post = ".post"
id = "@id"
author = ".who"
body = ".said"
row = "tr"
mark = ".count, .last"
[limits]
max_recheck_share = {share}
"""
LIBRARY = """engine = "book"
start = ["{base}/"]
license = "CC0-1.0"
delay_s = 0
[follow]
contents = '/book/\\d+/$'
chapter = '/book/\\d+/\\w+\\.html$'
[fields]
contents = "#list"
title = "h1"
body = "#content"
row = "tr"
mark = ".latest"
[limits]
max_recheck_share = 0.0
"""
TIMELINE = """engine = "timeline"
start = ["{base}/?page=1"]
license = "CC0-1.0"
delay_s = 0
[follow]
timeline = '^(?P<work>https?://[^/]+/)\\?page=(?P<page>\\d+)$'
[fields]
post = ".post"
author = ".who"
body = ".said"
[limits]
max_recheck_share = 0.0
"""


def words(seed: str) -> str:
    """Return a sentence that is like no other's."""
    digest = hashlib.sha256(seed.encode()).hexdigest()
    return " ".join(f"{digest[n : n + 4]}ing the {digest[n + 4 : n + 8]}" for n in range(0, 48, 8)) + "."


def sheets(found: list[Any], size: int) -> list[list[Any]]:
    return [found[start : start + size] for start in range(0, len(found), size)] or [[]]


def pager(path: str, count: int) -> str:
    return "".join(f'<a href="{path}?page={n}">{n}</a> ' for n in range(2, count + 1))


def posted(name: str, text: str) -> str:
    return f'<div class="post" id="{name}"><b class="who">May</b><p class="said">{text}</p></div>'


@dataclass
class Forum:
    """Threads by number, each a list of posts; ``stirred`` says which had its last post when."""

    threads: dict[int, list[str]] = field(default_factory=dict)
    stirred: dict[int, int] = field(default_factory=dict)
    clock: int = 0

    def reply(self, thread: int, text: str) -> None:
        """Add a post, which puts its thread on top of its board."""
        self.clock += 1
        self.threads.setdefault(thread, []).append(text)
        self.stirred[thread] = self.clock

    def answers(self) -> dict[str, Answer]:
        """Return all pages: an index, three boards of several pages, threads of several pages."""
        boards = [
            sorted((t for t in self.threads if t % 3 == b), key=self.stirred.__getitem__) for b in range(3)
        ]
        lines = [
            f'<tr><td><a href="/board/{b}">b</a><td class="last">{self.stirred[of[-1]]}'
            f'<td class="count">{len(of)}'
            for b, of in enumerate(boards)
        ]
        told = {"/": html(f"<table>{''.join(lines)}</table>")}
        for number, of in enumerate(boards):
            told |= self._board(f"/board/{number}", of[::-1])
        for number in self.threads:
            told |= self._thread(f"/t/{number}", number)
        return told

    def _board(self, path: str, threads: list[int]) -> dict[str, Answer]:
        cut = sheets(threads, PER_BOARD)
        top = f'<a href="/">index</a>{pager(path, len(cut))}'
        return {
            path if n == 1 else f"{path}?page={n}": html(
                f"{top}<table>{''.join(map(self._row, some))}</table>"
            )
            for n, some in enumerate(cut, 1)
        }

    def _row(self, number: int) -> str:
        replies, last = len(self.threads[number]), self.stirred[number]
        link = f'<a href="/t/{number}">Thread {number}</a>'
        return f'<tr><td>{link}<td class="count">{replies}<td class="last">{last}'

    def _thread(self, path: str, number: int) -> dict[str, Answer]:
        named = [posted(f"p{number}-{n}", text) for n, text in enumerate(self.threads[number])]
        cut = sheets(named, PER_PAGE)
        top = f'<h1>Thread {number}</h1><a href="/board/{number % 3}">b</a>{pager(path, len(cut))}'
        return {
            path if n == 1 else f"{path}?page={n}": html(top + "".join(some)) for n, some in enumerate(cut, 1)
        }


def a_forum() -> Forum:
    """Return a forum of sixty threads; every fifth has fifteen posts on four pages."""
    forum = Forum()
    for thread in range(60):
        for n in range(15 if thread % 5 == 0 else 3):
            forum.reply(thread, words(f"{thread}/{n}"))
    return forum


@dataclass
class Twice:
    """A crawl of a site that a server answers for, to be run again and again."""

    crawl: Crawl
    server: Server
    site: str

    def run(self, answers: dict[str, Answer], code: int = 0) -> list[str]:
        """Crawl; return the paths that were asked for, robots and policy files left out."""
        self.server.answers.clear()
        self.server.answers.update(answers)
        self.server.asked.clear()
        done = self.crawl.run("crawl", self.site)
        assert done.returncode == code, done.stdout + done.stderr
        return [path for path in self.server.paths() if path in answers]

    def records(self) -> dict[str, list[str]]:
        """Return the texts that each address had, in the order of the runs."""
        found: dict[str, list[str]] = {}
        for row in self.crawl.lines("records", self.site):
            found.setdefault(row["url"].removeprefix(self.server.base), []).append(row["text"])
        return found

    def archived(self, path: str) -> list[bytes]:
        """Return the bodies of a page that the archives of all runs hold."""
        runs = sorted((self.crawl.folder / "data/pages" / self.site).glob("*.warc.gz"))
        pages = [page for run in runs for page, _ in archive.pages(run)]
        return [page.body for page in pages if page.url == self.server.base + path]


@contextmanager
def twice(folder: Path, text: str, **more: object) -> Iterator[Twice]:
    crawl = Crawl(folder)
    with serving({}) as server:
        crawl.site("again", text.format(base=server.base, **more))
        yield Twice(crawl, server, "again")


def test_a_second_crawl_of_an_unchanged_forum_costs_little(tmp_path: Path) -> None:
    """At most a tenth of the requests, no second record, and no page archived but the index."""
    forum = a_forum()
    with twice(tmp_path, FORUM, share=0.05) as site:
        first = site.run(forum.answers())
        before = site.records()
        second = site.run(forum.answers())
        assert len(first) == len(forum.answers()) >= 100
        assert 0 < len(second) <= len(first) / 10, second
        assert site.records() == before
        assert not any(path.startswith("/board/") for path in second)


def test_what_a_board_shows_is_found_by_the_next_crawl(tmp_path: Path) -> None:
    """A new thread, a reply on a last page, one that opens a page; nothing else is read but boards."""
    forum = a_forum()
    forum.reply(20, words("sixteenth"))  # its last page is full now
    with twice(tmp_path, FORUM, share=0.0) as site:
        first = site.run(forum.answers())
        forum.reply(99, words("a new thread"))
        forum.reply(3, words("a reply"))
        forum.reply(20, words("overflow"))
        forum.reply(45, words("on the fourth page"))
        second = site.run(forum.answers())
        found = site.records()
        assert found["/t/99"] == [words("a new thread")]
        assert [text.count(words("a reply")) for text in found["/t/3"]] == [0, 1]
        assert found["/t/20?page=5"] == [words("overflow")]
        assert [text.count(words("on the fourth page")) for text in found["/t/45?page=4"]] == [0, 1]
        assert len(site.archived("/t/3")) == len(site.archived("/t/45?page=4")) == 2
        rows = [row for row in site.crawl.lines("records", "again") if row["url"].endswith("/t/3")]
        assert len({row["id"] for row in rows}) == 1
        read = {path for path in second if path.startswith("/t/")}
        assert read == {"/t/99", "/t/3", "/t/20?page=4", "/t/20?page=5", "/t/45?page=4"}
        assert len(second) <= len(first) / 6


def test_a_third_crawl_knows_what_the_second_found(tmp_path: Path) -> None:
    """A page that was read again for its mark is not read for it once more."""
    forum = a_forum()
    with twice(tmp_path, FORUM, share=0.0) as site:
        site.run(forum.answers())
        forum.reply(3, words("a reply"))
        site.run(forum.answers())
        assert site.run(forum.answers()) == ["/"]


def test_an_edit_that_no_board_shows_is_found_by_looking_again(tmp_path: Path) -> None:
    """Where all pages are looked at again; both versions stay in the archive."""
    forum = a_forum()
    with twice(tmp_path, FORUM, share=1.0) as site:
        site.run(forum.answers())
        forum.threads[7][0] = words("edited")
        site.run(forum.answers())
        found = site.records()
        assert [words("edited") in text for text in found.pop("/t/7")] == [False, True]
        assert all(len(texts) == 1 for texts in found.values())
        assert [words("edited").encode() in body for body in site.archived("/t/7")] == [False, True]


def test_a_deleted_thread_costs_the_crawl_nothing(tmp_path: Path) -> None:
    """Its board tells of it by the count; what was read of it stays, and no page is asked for."""
    forum = a_forum()
    with twice(tmp_path, FORUM, share=0.0) as site:
        site.run(forum.answers())
        del forum.threads[12]
        second = site.run(forum.answers())
        assert "/board/0" in second and len(second) <= 4
        assert not any(path.startswith("/t/") for path in second)
        assert len(site.records()["/t/12"]) == 1


def test_a_thread_that_lost_its_last_page_is_read_on_from_the_one_before(tmp_path: Path) -> None:
    """Posts are deleted, and new ones come on the page that is the last now."""
    forum = a_forum()
    with twice(tmp_path, FORUM, share=0.0) as site:
        site.run(forum.answers())
        del forum.threads[20][10:]
        forum.reply(2, words("news of the board"))
        site.run(forum.answers(), code=1)  # it says that the fourth page is lost
        forum.reply(20, words("after that"))
        assert "/t/20?page=3" in site.run(forum.answers())
        assert words("after that") in site.records()["/t/20?page=3"][-1]


@dataclass
class Library:
    """Books: chapters by name in the order of the contents, each a list of pages."""

    chapters: dict[str, list[str]]

    def answers(self) -> dict[str, Answer]:
        names = list(self.chapters)
        told = {
            "/": html(
                f'<table><tr><td><a href="/book/1/">A</a><td class="latest">{names[-1]}, {len(names)}</table>'
            ),
            "/book/1/": html(
                "<h1>A</h1><div id=list>" + "".join(f'<a href="{n}.html">{n}</a>' for n in names) + "</div>"
            ),
        }
        for name, pages in self.chapters.items():
            for number, text in enumerate(pages, 1):
                path = f"/book/1/{name}{f'_{number}' if number > 1 else ''}.html"
                more = "".join(f'<a href="{name}_{n}.html">{n}</a>' for n in range(2, len(pages) + 1))
                share = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
                tag = f'"{hashlib.sha256(text.encode()).hexdigest()}"'
                body = f'<h1>{name}{share}</h1><div id=content>{text}</div>{more}<a href="./">contents</a>'
                told[path] = html(body, ETag=tag)
        return told


def places(site: Twice) -> dict[str, int]:
    """Return the last known number of each chapter's page."""
    rows = site.crawl.lines("records", site.site)
    return {row["url"].rpartition("/")[2]: row["position"] for row in rows}


def test_chapters_at_the_end_and_in_the_middle_are_found_and_numbered(tmp_path: Path) -> None:
    """The new ones are read, and those behind an inserted one once more, since their number changed."""
    library = Library({f"c{n}": [words(f"c{n}"), words(f"c{n}/2")] for n in range(1, 7)})
    with twice(tmp_path, LIBRARY) as site:
        site.run(library.answers())
        assert site.run(library.answers()) == ["/"]
        library.chapters["c7"] = [words("c7")]
        second = site.run(library.answers())
        assert second == ["/", "/book/1/", "/book/1/c7.html"]
        order = list(library.chapters.items())
        library.chapters = dict([*order[:4], ("new", [words("new")]), *order[4:]])
        site.run(library.answers())
        wanted = {name: n for n, name in enumerate(["c1", "c2", "c3", "c4", "new", "c5", "c6", "c7"], 1)}
        assert {name.partition(".")[0].partition("_")[0]: n for name, n in places(site).items()} == wanted
        assert places(site)["c5.html"] == places(site)["c5_2.html"] == 6


def statuses(said: list[str]) -> dict[str, Answer]:
    """Return a timeline of ten statuses a page, the newest first, without ids."""
    cut = sheets(said, 10)
    return {
        f"/?page={n}": html(
            "".join(
                f'<div class="post"><b class="who">May</b><p class="said">{text}</p></div>' for text in some
            )
            + (f'<a href="/?page={n + 1}">older</a>' if n < len(cut) else "")
        )
        for n, some in enumerate(cut, 1)
    }


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (lambda old: old, 1),
        (lambda old: [words("new 1"), *old], 1),
        (lambda old: [words("pinned"), *[words(f"new {n}") for n in range(25)], *old[1:]], 3),
        (lambda old: [*[words(f"new {n}") for n in range(12)], *old[2:]], 2),
    ],
    ids=["nothing new", "one new", "many new below a pinned one", "the newest were deleted"],
)
def test_a_timeline_is_read_down_to_what_was_seen(
    tmp_path: Path, change: Callable[[list[str]], list[str]], pages: int
) -> None:
    """And no further; every new status is found, also where none has an id."""
    old = [words("pinned"), *(words(f"old {n}") for n in range(79))]
    with twice(tmp_path, TIMELINE) as site:
        assert len(site.run(statuses(old))) == 8
        new = change(old)
        assert site.run(statuses(new)) == [f"/?page={n}" for n in range(1, pages + 1)]
        said = json.dumps(site.records())
        assert all(text in said for text in new)


BLOG = """engine = "wordpress"
start = ["{base}/"]
license = "CC0-1.0"
delay_s = 0
[limits]
max_recheck_share = 0.0
"""


@dataclass
class Blog:
    """Posts by number with text and the hour of the last change, behind a REST index of WordPress."""

    posts: dict[int, tuple[str, int]]
    base: str

    def answers(self) -> dict[str, Answer]:
        latest = sorted(self.posts, key=lambda number: -self.posts[number][1])
        head = f'<link rel="https://api.w.org/" href="{self.base}/wp-json/">'
        listed = "".join(f'<h2 class="entry-title"><a href="/{n}/">x</a></h2>' for n in latest)
        told = {
            "/": html(f'<html><head>{head}</head><body class="home">{listed}</body></html>'),
            "/wp-sitemap.xml": html("<urlset></urlset>"),
        }
        for number, (text, _) in self.posts.items():
            told[f"/{number}/"] = html(
                f"<body class=single><h1 class=entry-title>P</h1><div class=entry-content><p>{text}</p></div>"
            )
        query = "/wp-json/wp/v2/{}?orderby={}&order=desc&per_page=100&_fields=link,{}{}"
        for n, some in enumerate(sheets(latest, 100), 1):
            path = query.format("posts", "modified", "modified_gmt", f"&page={n}" if n > 1 else "")
            rows = [
                {"link": f"{self.base}/{each}/", "modified_gmt": str(self.posts[each][1])} for each in some
            ]
            told[path] = Answer(json.dumps(rows).encode(), headers={"Content-Type": "application/json"})
        return told


def test_an_index_of_changes_is_read_down_to_what_is_known(tmp_path: Path) -> None:
    """One page in the first crawl; a closed part of it is no loss; all edits are found, and nothing else."""
    with twice(tmp_path, BLOG) as site:
        blog = Blog({n: (words(f"post {n}"), n) for n in range(230)}, site.server.base)
        first = site.run(blog.answers())
        assert len(first) == 2 + 230 + 1
        assert [path[:8] for path in site.run(blog.answers())] == ["/", "/wp-site", "/wp-json"]
        edited = [*range(60, 100), *range(150, 229)]
        for number in edited:
            blog.posts[number] = (words(f"edited {number}"), 1000 + number)
        second = site.run(blog.answers())
        assert sum(path.startswith("/wp-json") for path in second) == 2
        assert {path for path in second if path[1:-1].isdecimal()} == {f"/{number}/" for number in edited}
        assert all(site.records()[f"/{n}/"][-1] == words(f"edited {n}") for n in edited)


def test_policy_files_are_read_once_a_day(tmp_path: Path) -> None:
    """A second crawl asks for robots.txt, and for what is not there it does not ask again."""
    with serving({"/": html(links("/1")), "/1": html(prose(1))}) as server:
        crawl = Crawl(tmp_path)
        crawl.site("daily", f'engine = "generic"\nstart = ["{server.base}/"]\ndelay_s = 0\n')
        for _ in range(2):
            assert crawl.run("crawl", "daily").returncode == 0
        asked = [path for _, path, _ in server.asked]
    assert (asked.count("/robots.txt"), asked.count("/ai.txt")) == (2, 1)
    assert asked.count("/.well-known/tdmrep.json") == 1
