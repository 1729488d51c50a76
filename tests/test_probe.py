"""``scrapy probe`` as a person runs it, against servers on loopback."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Answer, Crawl, html, serving

from crawler.sites import load_site

NAMES = ("Ida", "Olaf", "Wei", "Nora")
TALK = (
    "The north buoy lies where it lay last year, whatever the chart in the office says about it.",
    "Then the chart is wrong again, and somebody should write to the people who print it.",
    "I wrote in March and had a card with a drawing of a lighthouse for an answer.",
    "A lighthouse is more than I ever had from them, and I have been writing since the war.",
)


def thread(number: int, pages: int = 1, page: int = 1) -> str:
    """Return a page of a thread of unknown software."""
    posts = "".join(
        f'<div class="say"><div class="who"><a href="/person/{name}">{name}</a> '
        f'<span class="when">2026-03-0{page} 0{n + 6}:15</span></div>'
        f'<div class="words"><p>{text} It is the {number}th time in part {page}.</p></div></div>'
        for n, (name, text) in enumerate(zip(NAMES, TALK, strict=True), start=1)
    )
    ways = "".join(f'<a href="/talk/{number}?part={n}">{n}</a> ' for n in range(2, pages + 1))
    return f"<html><body><h1>Buoy {number}</h1>{posts}<p>{ways}</p></body></html>"


def harbour() -> dict[str, Answer]:
    """Return a small board: a front page, five threads, one of them of two pages."""
    rows = "".join(
        f'<tr><td><a href="/talk/{n}">Where is buoy number {n}?</a></td><td>{n}</td></tr>'
        for n in range(1, 6)
    )
    pages = {"/": html(f"<html><body><h1>Harbour</h1><table>{rows}</table></body></html>")}
    pages |= {f"/talk/{n}": html(thread(n, 2 if n == 1 else 1)) for n in range(1, 6)}
    return {**pages, "/talk/1?part=2": html(thread(1, 2, 2))}


def test_unknown_board_is_crawled_whole_from_what_a_probe_wrote(tmp_path: Path) -> None:
    """Every post of every page, each with author and time, from a file that nobody touched."""
    crawl = Crawl(tmp_path)
    with serving(harbour()) as server:
        told = crawl.run("probe", f"{server.base}/", "--write", "--name", "harbour")
        assert told.returncode == 0, told.stdout + told.stderr
        assert "runs no software that is known" in told.stdout and "Ida · 2026-03-01T07:15:00" in told.stdout
        done = crawl.run("crawl", "harbour")
    assert done.returncode == 0, done.stdout + done.stderr
    parts = [part for row in crawl.lines("records", "harbour") for part in row["parts"]]
    assert len(parts) == 24
    assert {part["author"] for part in parts} == set(NAMES)
    assert all(part["published"].startswith("2026-03-0") for part in parts)
    works = {row["work"] for row in crawl.lines("records", "harbour")}
    assert len(works) == 5


def test_probe_without_write_leaves_no_file(tmp_path: Path) -> None:
    """It shows the file that it would write."""
    crawl = Crawl(tmp_path)
    with serving(harbour()) as server:
        told = crawl.run("probe", f"{server.base}/")
    assert told.returncode == 0, told.stderr
    assert '\nengine = "generic"' in told.stdout
    assert not list(tmp_path.rglob("*.toml")) and not (tmp_path / "data").exists()


def test_consent_and_robots_are_shown(tmp_path: Path) -> None:
    """What a host says of crawlers and of the use of its texts, word for word, before anyone crawls it."""
    robots = b"User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
    answers = {**harbour(), "/robots.txt": Answer(robots, headers={"Content-Type": "text/plain"})}
    crawl = Crawl(tmp_path)
    with serving(answers) as server:
        told = crawl.run("probe", f"{server.base}/")
    assert "robots.txt  allows" in told.stdout
    assert "ai-train=no" in told.stdout


def test_what_robots_forbids_is_not_looked_at(tmp_path: Path) -> None:
    """One line says so, and the exit code that nothing was found."""
    robots = Answer(b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    with serving({**harbour(), "/robots.txt": robots}) as server:
        told = Crawl(tmp_path).run("probe", f"{server.base}/", "--write")
        asked = server.paths()
    assert (told.returncode, asked) == (1, [])
    assert "Forbidden by robots.txt" in told.stderr
    assert not list(tmp_path.rglob("*.toml"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "expected one address"),
        (["harbour.example"], "expected one address"),
        (["http://127.0.0.1:9/", "--pages", "0"], "expected one address"),
        (["http://127.0.0.1:9/", "--name", "../x"], "cannot name a file"),
    ],
    ids=["none", "no scheme", "no pages", "a path"],
)
def test_wrong_use_is_said_in_a_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    """Exit 2, and nothing was fetched or written."""
    told = Crawl(tmp_path).run("probe", *arguments)
    assert told.returncode == 2
    assert words in told.stderr and "Traceback" not in told.stderr
    assert not list(tmp_path.rglob("*.toml"))


def test_host_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Exit 1 and the reason."""
    told = Crawl(tmp_path).run("probe", "http://127.0.0.1:9/")
    assert told.returncode == 1
    assert "http://127.0.0.1:9/" in told.stderr and "Traceback" not in told.stderr


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    """Unless it is asked for: somebody may have worked on it."""
    crawl = Crawl(tmp_path)
    crawl.site("harbour", "mine")
    with serving(harbour()) as server:
        command = ("probe", f"{server.base}/", "--write", "--name", "harbour")
        told, forced = crawl.run(*command), crawl.run(*command, "--force")
    assert (told.returncode, forced.returncode) == (2, 0)
    assert "there is one already" in told.stderr
    assert load_site(tmp_path / "seeds" / "harbour.toml").engine == "generic"
