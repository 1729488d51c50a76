"""The bundled demo sites: what stands in the content files comes back through the engines."""

from __future__ import annotations

import gzip
import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.engines import visit
from crawler.records import Link, Page, Part, Record
from crawler.sites import load_site

SEEDS = Path(__file__).parents[1] / "seeds"
DEMO = SEEDS / "demo"
sys.path.insert(0, str(DEMO))  # the demo is a folder of scripts, not a package

import novels  # noqa: E402 -- see above
import pages  # noqa: E402
import server  # noqa: E402
from content import ContentError, load  # noqa: E402
from truth import BASE, truth  # noqa: E402

NOTICES = {line for lines in novels.NOTICES.values() for line in lines} | set(novels.TURN_OVER.values())
SMALL = """
[boards]
help = "Help"

[signatures]
ann = "sig <nature>"

[[thread]]
board = "help"
title = "A & B"
accepted = 2

[[thread.post]]
author = "ann"
at = 2026-01-01T00:00:00Z
text = '''
{text}'''

[[thread.post]]
author = "<i>bob</i>"
at = 2026-01-01T01:00:00Z
text = "second"
quote = 1
"""


def crawled(name: str, folder: Path = DEMO) -> list[Record]:
    """Walk a site as a crawler would, in memory, and return its records in the order they were found."""
    site, demo = load_site(SEEDS / f"{name}.toml"), load(folder)
    waiting, seen, records = [Link(url) for url in site.start], set(site.start), list[Record]()
    while waiting:
        link = waiting.pop(0)
        html = pages.page(link.url.removeprefix(BASE), demo)
        assert html is not None, f"{link.url} is linked but not there"
        found = visit(Page(link.url, html.encode(), context=link.context), site)
        if isinstance(found.result, Record):
            records.append(found.result)
        else:
            assert found.result.step == "listing", found.result
        waiting += [link for link in found.links if link.url not in seen]
        seen |= {link.url for link in found.links}
    return records


def tight(text: str) -> str:
    """Close the gaps between the entries of a list, which read the same either way."""
    return text.replace("\n\n- ", "\n- ")


def row_of_truth(row: dict[str, Any]) -> tuple[str, ...]:
    fields = (row["author"], row["date"], tight(row["text"]), row["quote_author"], row["reply_to"])
    return (row["url"].partition("#")[2], *fields)


def row_of_part(part: Part) -> tuple[str, ...]:
    return (part.id, part.author, part.published, tight(part.text), part.quote_author, part.reply_to)


def rows(*kinds: str) -> list[dict[str, Any]]:
    return [row for row in truth() if row["kind"] in kinds]


@pytest.fixture(scope="module")
def forum_records() -> list[Record]:
    return crawled("demo-forum")


@pytest.fixture(scope="module")
def novel_records() -> list[Record]:
    return sorted(crawled("demo-novels"), key=lambda record: (record.work, record.position, record.page))


def test_every_post_comes_back_as_it_was_written(forum_records: list[Record]) -> None:
    """Author, time, text, order, the name quoted and the post answered, over all pages of all threads."""
    threads = sorted(forum_records, key=lambda record: (int(record.work.rpartition("/")[2]), record.position))
    parts = [part for record in threads for part in record.parts]
    assert [row_of_part(part) for part in parts] == [row_of_truth(row) for row in rows("post")]


def test_every_thread_has_its_title_and_address(forum_records: list[Record]) -> None:
    """The first page of a thread names its work, and no thread is missing."""
    first = {
        record.work: (record.title, record.author, record.published)
        for record in forum_records
        if record.position == 1
    }
    assert first == {row["url"]: (row["title"], row["author"], row["date"]) for row in rows("thread")}


def test_signatures_stand_in_footers_only(forum_records: list[Record]) -> None:
    """A signature would otherwise be repeated in every answer of its author."""
    demo = load()
    for part in (part for record in forum_records for part in record.parts):
        assert part.footer == demo.signatures.get(part.author, "")
        assert not part.footer or part.footer not in part.text


def test_accepted_answers_are_marked(forum_records: list[Record]) -> None:
    """Exactly the posts that the content files name."""
    wanted = {f"p{thread.posts[thread.accepted - 1].number}" for thread in load().threads if thread.accepted}
    assert {part.id for record in forum_records for part in record.parts if part.accepted} == wanted


def test_every_status_comes_back_newest_first() -> None:
    """Both languages mixed by time, replies pointing at what they answer, tags left out."""
    records = sorted(crawled("demo-social"), key=lambda record: record.position)
    parts = [part for record in records for part in record.parts]
    assert [row_of_part(part) for part in parts] == [row_of_truth(row) for row in rows("status")]


def test_chapters_come_back_in_order_with_notices_among_them(novel_records: list[Record]) -> None:
    """Without the lines that the site added, the pages of a chapter make its text."""
    texts: dict[tuple[str, int], list[str]] = {}
    for record in novel_records:
        lines = [line for line in record.text.split("\n\n") if line not in NOTICES]
        texts.setdefault((record.work, record.position), []).extend(lines)
    found = [(work, n, "\n\n".join(lines)) for (work, n), lines in texts.items()]
    wanted = [(row["url"].rpartition("/")[0] + "/", row["n"], row["text"]) for row in rows("chapter")]
    assert found == sorted(wanted)


def test_chapters_know_their_title_author_and_book(novel_records: list[Record]) -> None:
    """The count of pages is taken off a title; the book's title and length travel along."""
    books = {row["url"]: row["title"] for row in rows("book")}
    counts = {
        row["url"]: sum(each["url"].startswith(row["url"]) for each in rows("chapter"))
        for row in rows("book")
    }
    chapters = {(row["url"].rpartition("/")[0] + "/", row["n"]): row for row in rows("chapter")}
    for record in novel_records:
        row = chapters[record.work, record.position]
        assert (record.title, record.author) == (row["title"], row["author"])
        assert (record.meta["book"], record.meta["advertised"]) == (books[record.work], counts[record.work])


def test_no_page_of_a_chapter_is_missing(novel_records: list[Record]) -> None:
    """Each chapter has the pages that its title counts, and some have several."""
    seen: dict[tuple[str, int], set[int]] = {}
    for record in novel_records:
        seen.setdefault((record.work, record.position), set()).add(record.page)
    assert all(seen[r.work, r.position] == set(range(1, r.meta["pages"] + 1)) for r in novel_records)
    assert max(map(len, seen.values())) > 1


def test_cleaning_leaves_the_novel_alone_and_takes_the_notices(novel_records: list[Record]) -> None:
    """The step that removes advertisement lines knows every line that the demo adds, and no other."""
    clean = pytest.importorskip("crawler.text.clean", reason="the cleaning step is not there yet")
    for record in novel_records:
        wanted = "\n\n".join(line for line in record.text.split("\n\n") if line not in NOTICES)
        assert clean.without_noise(record).text == wanted


def test_no_link_of_the_demo_is_dead() -> None:
    """Whoever clicks around finds a page behind every link."""
    demo, waiting = load(), ["/"]
    seen = {"/", "/robots.txt", "/style.css"}
    while waiting:
        html = pages.page(path := waiting.pop(), demo)
        assert html is not None, path
        found = {
            href.partition("#")[0].replace("&amp;", "&")
            for href in re.findall(r'(?:href|action)="([^"]*)"', html)
        }
        waiting += found - seen
        seen |= found
    assert len(seen) > len(demo.threads) + len(demo.statuses)


def test_no_crawl_asks_for_the_private_page() -> None:
    """It is linked from every page, and no site's file follows it."""
    sites = [load_site(SEEDS / f"demo-{name}.toml") for name in ("forum", "social", "novels")]
    patterns = [pattern for site in sites for pattern in site.follow.values()]
    assert 'href="/private/"' in str(pages.page("/forum/", load()))
    assert not any(pattern.search(BASE + "/private/") for pattern in patterns)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & <b>",
        "- one <i>\n- two\n\nafter",
        "```\nif a < b:\n\n    return '&amp;'\n```",
        "שלום 👩‍👩‍👧 𠮷\nsecond line",
        '</div></article><article class="post" id="p9">',
    ],
    ids=["tags", "list", "code", "scripts of the world", "breaking out"],
)
def test_whatever_people_write_is_text(text: str, tmp_path: Path) -> None:
    """Markup in a post, a name, a title or a signature is shown, not obeyed."""
    (tmp_path / "forum-en.toml").write_text(SMALL.format(text=text), encoding="utf-8")
    (record,) = crawled("demo-forum", tmp_path)
    first, second = record.parts
    assert (record.title, tight(first.text), first.footer) == ("A & B", text, "sig <nature>")
    assert (second.author, second.quote_author, second.accepted) == ("<i>bob</i>", "ann", True)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("quote = 1", "quote = 2", "thread 1, post 2: quote: 2 is no earlier post"),
        ("accepted = 2", "accepted = 3", "thread 1: accepted: there is no post 3"),
        ('board = "help"', 'board = "hlep"', "thread 1: board: 'hlep' is none of help"),
        ("quote = 1", 'flag = "nice"', "thread 1, post 2: flag: 'nice' is none of spam, low, private, copy"),
        ("quote = 1", "qoute = 1", "thread 1, post 2: unknown key 'qoute'"),
        ("T01:00:00Z", "T01:00:00", "thread 1, post 2: at: expected a time with its zone"),
        ('title = "A & B"', "", "thread 1: title is missing"),
        ('title = "A & B"', "title = 7", "thread 1: title: expected str, got 7"),
        ("[boards]", "[boards", "is not TOML"),
    ],
)
def test_a_slip_in_a_content_file_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    """The message says the file, the place and what would be right."""
    path = tmp_path / "forum-en.toml"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(f"{path}: {message}")):
        load(tmp_path)


def test_boards_run_over_pages(tmp_path: Path) -> None:
    """Fifteen threads stand on a page and a sixteenth on the next, which the crawl reaches."""
    head, thread = SMALL.split("[[thread]]")
    (tmp_path / "forum-en.toml").write_text(head + ("[[thread]]" + thread) * 16, encoding="utf-8")
    assert len({record.work for record in crawled("demo-forum", tmp_path)}) == 16


@given(
    st.sampled_from(["/forum/thread/", "/forum/board/", "/social/status/", "/social/tag/", "/novels/zh/"]),
    st.text(),
)
def test_no_address_breaks_the_pages(start: str, rest: str) -> None:
    """Where there is no content there is no page, however odd the address."""
    assert pages.page(start + rest, load(SEEDS)) is None


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    running = server.serve(0)
    yield running.base.removeprefix("http://")
    running.shutdown()
    running.server_close()


def answer(host: str, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    response = connection.getresponse()
    found = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return found


def test_a_page_that_has_not_changed_is_not_sent_again(host: str) -> None:
    """The ETag of one answer makes the next a 304 without a body."""
    etag = answer(host, "GET", "/forum/thread/1")[1]["ETag"]
    assert answer(host, "GET", "/forum/thread/1", If_None_Match=f'"x", {etag}')[0::2] == (304, b"")
    assert answer(host, "GET", "/forum/thread/2", If_None_Match=etag)[0] == 200


def test_pages_are_zipped_for_those_who_take_it(host: str) -> None:
    """The same bytes come out, in fewer on the wire."""
    plain = answer(host, "GET", "/novels/")
    status, headers, body = answer(host, "GET", "/novels/", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"], gzip.decompress(body)) == (200, "gzip", plain[2])
    assert plain[1]["Content-Type"] == "text/html; charset=utf-8"


def test_head_tells_the_length_and_sends_nothing(host: str) -> None:
    """As RFC 9110 asks: the headers of GET, no body."""
    _, headers, body = answer(host, "HEAD", "/social/?page=1")
    assert (int(headers["Content-Length"]), body) == (len(answer(host, "GET", "/social/?page=1")[2]), b"")


@pytest.mark.parametrize(
    "path", ["/nothing", "/forum/thread/0", "/forum/thread/1?page=99", "/novels/zh/999.html"]
)
def test_what_is_not_there_is_a_404_with_a_page(host: str, path: str) -> None:
    """Pages beyond the last are not there either."""
    status, _, body = answer(host, "GET", path)
    assert (status, b"<h1>404</h1>" in body) == (404, True)


def test_robots_txt_keeps_crawlers_from_the_private_page(host: str) -> None:
    """It names the folder and a sitemap on this very server, whose addresses are all there."""
    robots = answer(host, "GET", "/robots.txt")[2].decode()
    assert robots.splitlines() == [
        "User-agent: *",
        "Disallow: /private/",
        "",
        f"Sitemap: http://{host}/sitemap.xml",
    ]
    locations = re.findall(r"<loc>([^<]+)</loc>", answer(host, "GET", "/sitemap.xml")[2].decode())
    assert f"http://{host}/forum/thread/1" in locations
    assert not any("/private/" in each for each in locations)


def test_the_script_serves_until_it_is_told_to_stop() -> None:
    """It says its address on stdout and ends well on SIGTERM."""
    command = [sys.executable, str(DEMO / "server.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        match = re.fullmatch(r"serving http://(127\.0\.0\.1:\d+)/ until SIGTERM\n", line)
        assert match, line
        assert answer(match[1], "GET", "/")[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
