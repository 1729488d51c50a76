"""Sites whose pages only their scripts write, with a real Chromium: what is read, and what is not asked."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from loopback import Answer, Answers, Crawl, Server, html, serving
from test_servers import same_again

from crawler import archive
from crawler.browser import lack, program
from crawler.render import MARK

PAGES = ROOT / "tests" / "pages"
SITE = """
engine = "thread"
start = ["{base}/"]
license = "CC0-1.0"
delay_s = 0
render = {render}
follow = {{ thread = '/t/\\d+$' }}
fields = {{ title = "h1", post = ".post", id = "@id", author = ".who", body = ".said" }}
"""
needs_browser = pytest.mark.skipif(bool(lack()), reason=f"rendering {lack()}")


def data(value: Any) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})


def script(text: str) -> Answer:
    return Answer(text.encode(), headers={"Content-Type": "text/javascript"})


def thread(number: int) -> dict[str, Any]:
    said = [f"When is low water at pier {number}?", f"At {number} o'clock, says the harbour master."]
    posts = [
        {"id": i, "author": who, "text": text}
        for i, (who, text) in enumerate(zip(("Ann", "Bo"), said, strict=True), 1)
    ]
    return {"title": f"Low water {number}", "posts": posts}


def board() -> Answers:
    """Return a board of three threads, whose pages are all the same HTML with the same script."""
    page = html((PAGES / "rendered.html").read_text(encoding="utf-8"), ETag='"shell"')
    paths = [f"/t/{number}" for number in (1, 2, 3)]
    return {
        "/": page,
        "/board.js": script((PAGES / "rendered.js").read_text(encoding="utf-8")),
        "/api/": data({"title": "Harbour", "threads": paths}),
        **dict.fromkeys(paths, page),
        **{f"/api{path}": data(thread(number)) for number, path in enumerate(paths, 1)},
    }


@dataclass(frozen=True)
class Rendered:
    """A crawl of the board, and the server that it asked."""

    crawl: Crawl
    server: Server
    first: list[str]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rendered]:
    if lack():
        pytest.skip(f"rendering {lack()}")
    crawl = Crawl(tmp_path_factory.mktemp("rendered"))
    with serving(board()) as server:
        crawl.site("board", SITE.format(base=server.base, render="true"))
        done = crawl.run("crawl", "board")
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr.replace("nobody can reach you", "") == done.stderr
        yield Rendered(crawl, server, server.paths())


def test_what_scripts_write_is_read(rendered: Rendered) -> None:
    """Every post of every thread, links that only scripts made included."""
    rows = {row["title"]: row for row in rendered.crawl.lines("records", "board")}
    assert set(rows) == {f"Low water {number}" for number in (1, 2, 3)}
    wanted = [(each["author"], each["text"]) for each in thread(2)["posts"]]
    assert [(part["author"], part["text"]) for part in rows["Low water 2"]["parts"]] == wanted


def test_only_what_a_text_needs_is_asked_for(rendered: Rendered) -> None:
    """Each page and its data once, a script that pages share once for all; no styles, no images."""
    pages = ["/", "/t/1", "/t/2", "/t/3"]
    assert Counter(rendered.first) == Counter([*pages, *(f"/api{path}" for path in pages), "/board.js"])


def test_the_browser_asks_in_our_name(rendered: Rendered) -> None:
    """Headers that scripts set go with their request, and nothing of the browser's does."""
    headers = {
        path: {key.lower(): value for key, value in said.items()} for _, path, said in rendered.server.asked
    }
    assert all(said["user-agent"].startswith("pairmill/") for said in headers.values())
    assert headers["/api/t/1"]["x-board"] == "1"
    assert not [name for said in headers.values() for name in said if name.startswith("sec-")]


def test_the_archive_says_that_a_page_is_rendered(rendered: Rendered) -> None:
    """By a header of the page, which names the browser, and in the file's first record."""
    (path,) = (rendered.crawl.folder / "data/pages/board").glob("*.warc.gz")
    found = [page for page, _ in archive.pages(path)]
    assert all(page.header(MARK).startswith("Chromium/1") for page in found)
    assert all(b"Low water" in page.body for page in found if "/t/" in page.url)
    info = next(each for each in archive.entries(path) if isinstance(each, archive.Entry))
    assert info.record.rec_type == "warcinfo"


def test_a_rendered_page_is_reparsed_without_a_browser(rendered: Rendered) -> None:
    """And gives the same records."""
    same_again(rendered.crawl, "board")


def test_a_page_whose_data_changed_is_new_although_its_own_bytes_are_not(rendered: Rendered) -> None:
    """The page itself is asked for without ETag."""
    changed = thread(1)
    changed["posts"].append({"id": 3, "author": "Cy", "text": "It was seven this morning."})
    rendered.server.answers["/api/t/1"] = data(changed)
    done = rendered.crawl.run("crawl", "board", "-s", "LOG_LEVEL=WARNING")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not [said for _, _, said in rendered.server.asked if "If-None-Match" in said]


HARM = """
const bad = (work) => {{ try {{ work(); }} catch (error) {{ }} }};
bad(() => fetch("{other}/secret-fetch"));
bad(() => fetch("http://169.254.169.254/secret-metadata"));
bad(() => new WebSocket("{other_ws}/secret-socket"));
bad(() => new WebSocket("{own_ws}/secret-own-socket"));
bad(() => navigator.sendBeacon("/secret-beacon", "x"));
bad(() => fetch("/secret-post", {{ method: "POST", body: "x" }}));
bad(() => fetch("/private/secret-robots"));
bad(() => new EventSource("/secret-events"));
bad(() => window.open("{other}/secret-popup"));
bad(() => {{ new Image().src = "/secret-image"; }});
bad(() => navigator.serviceWorker.register("/secret-worker.js"));
bad(() => {{ document.write("<iframe src=/secret-frame></iframe>"); }});
document.write("<div class=post id=p1><b class=who>Ann</b><p class=said>At six.</p></div>");
setTimeout(() => {{ location.href = "{other}/secret-move"; }}, 50);
setTimeout(() => {{ location.href = "/secret-own-move"; }}, 100);
"""


@needs_browser
def test_a_page_cannot_make_the_browser_go_where_we_do_not(tmp_path: Path) -> None:
    """No other host, inner address, socket, post or frame, and nothing that robots.txt forbids."""
    crawl = Crawl(tmp_path)
    with ExitStack() as stack:
        other = stack.enter_context(serving({}))
        own = stack.enter_context(serving({"/robots.txt": Answer(b"User-agent: *\nDisallow: /private/")}))
        own.answers["/t/1"] = html("<html><body><h1>Harm</h1><script src='/harm.js'></script></body></html>")
        other_base = other.base.replace("127.0.0.1", "localhost")
        words = {
            "other": other_base,
            "other_ws": other_base.replace("http", "ws"),
            "own_ws": own.base.replace("http", "ws"),
        }
        own.answers["/harm.js"] = script(HARM.format(**words))
        crawl.site(
            "harm", SITE.format(base=own.base, render="true").replace(f'{own.base}/"', f'{own.base}/t/1"')
        )
        done = crawl.run("crawl", "harm")
        assert done.returncode == 0, done.stdout + done.stderr
        assert (other.paths(), own.paths()) == ([], ["/t/1", "/harm.js"])
    (row,) = crawl.lines("records", "harm")
    assert [part["text"] for part in row["parts"]] == ["At six."]
    assert "/private/secret-robots" in str(crawl.report("harm")["cases"]["left out of a page"])


LATE = """setTimeout(() => {
  document.body.innerHTML = "<h1>Late</h1><div class=post><p class=said>At last.</p></div>";
}, 1500);
"""
POLLS = LATE + "setInterval(() => fetch('/api/'), 100);"


@needs_browser
@pytest.mark.parametrize(
    ("code", "render", "reason"),
    [
        (LATE, '".post"', ""),
        (POLLS, '".post"', ""),
        (LATE, '".never"', "nothing on it matched '.never' after 4 s of rendering"),
        ("for (;;) {}", "true", "did not rest within 4 s of rendering"),
        ("fetch('/broken')", "true", "/broken, which it needs: status 500"),
        ("document.body.textContent = 'x'.repeat(200000)", "true", "rendered to more than 100,000 bytes"),
    ],
    ids=["waits", "polls", "never", "endless", "broken", "huge"],
)
def test_a_page_is_whole_or_named(code: str, render: str, reason: str, tmp_path: Path) -> None:
    """A selector is waited for; a page that does not come, or lacks its data, is a page that failed."""
    crawl = Crawl(tmp_path)
    answers: Answers = {
        "/t/1": html("<html><body><p>Wait.</p><script src='/code.js'></script></body></html>"),
        "/code.js": script(code),
        "/api/": data({}),
        "/broken": Answer(b"", 500),
    }
    with serving(answers) as server:
        text = SITE.format(base=server.base, render=render).replace(f'{server.base}/"', f'{server.base}/t/1"')
        crawl.site("late", text + "limits = { max_bytes = 100000 }\n")
        limit_s = 4 if reason else 60
        done = crawl.run("crawl", "late", "-s", f"RENDER_TIMEOUT={limit_s}", "-s", "RETRY_TIMES=0")
    if reason:
        assert done.returncode == 1 and crawl.lines("records", "late") == []
        assert reason in crawl.report("late")["failed"][f"{server.base}/t/1"]
    else:
        assert done.returncode == 0, done.stdout + done.stderr
        assert [row["title"] for row in crawl.lines("records", "late")] == ["Late"]


@needs_browser
def test_a_page_keeps_the_encoding_that_its_site_has(tmp_path: Path) -> None:
    """What is archived is read again as the site's file says; characters that the encoding lacks come too."""
    page = "<html><body><h1>朱镕的渡口</h1><script src='/code.js'></script></body></html>"
    post = "<div class=post><p class=said>潮水\\u{1f30a}退了。</p></div>"
    code = f"document.body.insertAdjacentHTML('beforeend', '{post}');"
    crawl = Crawl(tmp_path)
    with serving({"/t/1": html(page), "/code.js": script(code)}) as server:
        server.answers["/t/1"].body = page.encode("gb18030")
        server.answers["/code.js"].body = code.encode("gb18030")
        text = SITE.format(base=server.base, render="true").replace(f'{server.base}/"', f'{server.base}/t/1"')
        crawl.site("river", text + 'encoding = "gbk"\n')
        done = crawl.run("crawl", "river")
    assert done.returncode == 0, done.stdout + done.stderr
    (row,) = crawl.lines("records", "river")
    assert (row["title"], row["parts"][0]["text"]) == ("朱镕的渡口", "潮水🌊退了。")
    same_again(crawl, "river")


def test_a_machine_without_a_browser_is_told(tmp_path: Path) -> None:
    """One line before the first request, and exit 2; a reparse needs none."""
    crawl = Crawl(tmp_path)
    crawl.site("board", SITE.format(base="http://127.0.0.1:1", render="true"))
    done = crawl.run("crawl", "board", environment={"PAIRMILL_CHROMIUM": "/nowhere/chromium"})
    assert done.returncode == 2 and done.stderr.startswith("board: render: needs ")
    assert len(done.stderr.splitlines()) == 1


def test_a_browser_is_found_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the PATH, or where PAIRMILL_CHROMIUM says."""
    for name in ("chromium-browser", "mine"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n", encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PAIRMILL_CHROMIUM", raising=False)
    assert program() == str(tmp_path / "chromium-browser")
    monkeypatch.setenv("PAIRMILL_CHROMIUM", os.fspath(tmp_path / "mine"))
    assert program() == str(tmp_path / "mine")
