"""`scrapy due` as somebody starts it every minute: what is due is crawled, once and alone."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import ROOT
from loopback import Answer, Crawl, Server, html, links, prose, serving

from crawler import claims
from crawler.dispatch import MAX_LINE, Dispatch, relay, shares_domain
from crawler.runs import Files, alone, write_report
from crawler.sites import Site

SITE = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
HOURLY = SITE + 'schedule = "1h"\n'


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def dispatch(crawl: Crawl, jobs: int = 4) -> Dispatch:
    settings = [f"SITES_DIR={crawl.folder / 'seeds'}", f"DATA_DIR={crawl.folder / 'data'}"]
    options = [word for pair in settings for word in ("-s", pair)]
    return Dispatch(crawl.folder / "seeds", crawl.folder / "data", options, jobs)


def due(crawl: Crawl) -> list[str]:
    return [name for _, name in dispatch(crawl).due()]


def until(ready: Callable[[], bool]) -> None:
    """Wait until something has happened in another process, a minute at most."""
    end = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.02)


def slow(server: Server, wait_s: float = 2.0, body: str = "") -> None:
    server.answers["/"] = Answer((body or prose(1)).encode(), 200, {"Content-Type": "text/html"}, wait_s)


def test_what_is_due_is_crawled_and_then_due_no_more(crawl: Crawl) -> None:
    """With the settings of the command; each line of a crawl is a line of ours, after its site's name."""
    with serving({"/": html(prose(1))}) as server:
        crawl.site("论坛", HOURLY.format(base=server.base))
        crawl.site("unscheduled", SITE.format(base=server.base))
        first, second = crawl.run("due"), crawl.run("due")
        assert server.paths() == ["/"]
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("论坛: whole\n论坛:   1 pages")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_what_is_lacking_anywhere_is_exit_1(crawl: Crawl) -> None:
    """A site that fails and a file that is wrong cost the others nothing."""
    with serving({"/": html(prose(1))}) as server:
        crawl.site("whole", HOURLY.format(base=server.base))
        crawl.site("gone", HOURLY.format(base="http://localhost:9"))
        crawl.site("broken", "engine =")
        done = crawl.run("due", "--jobs", "1")
    assert done.returncode == 1
    assert "whole: whole" in done.stdout and "gone: nothing was fetched: localhost:9" in done.stdout
    assert done.stderr.startswith(f"{crawl.folder / 'seeds' / 'broken.toml'}: is not TOML")


def test_two_at_once_crawl_a_site_once(crawl: Crawl) -> None:
    """Whichever comes first; the other has nothing to do."""
    with serving({}) as server:
        slow(server, wait_s=1)
        crawl.site("site", HOURLY.format(base=server.base))
        both = [crawl.start("due") for _ in range(2)]
        codes = [process.communicate(timeout=60) and process.returncode for process in both]
        assert server.paths() == ["/"]
    assert codes == [0, 0]


def test_a_host_is_asked_by_one_crawl_at_a_time(crawl: Crawl) -> None:
    """The second site of a domain begins when the first is done; ports are one host."""
    with serving({}) as one, serving({}) as other:
        for name, server in (("a", one), ("b", other)):
            slow(server, body=links("/1"))
            server.answers["/1"] = html(prose(2))
            crawl.site(name, HOURLY.format(base=server.base))
        done = crawl.run("due", "--jobs", "2")
        assert done.returncode == 0
        first, second = sorted([[at for at, *_ in server.asked] for server in (one, other)])
        assert max(first) < min(second)


def test_a_stop_ends_the_crawls_in_good_order(crawl: Crawl) -> None:
    """Their reports say so, and nothing new begins."""
    with serving({}) as server:
        slow(server)
        crawl.site("a", HOURLY.format(base=server.base))
        crawl.site("b", HOURLY.format(base=server.base))
        process = crawl.start("due", start_new_session=True)
        until(lambda: bool(server.paths()))
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 1 and "stopped: interrupted" in out
    assert crawl.report("a")["finished"]
    assert not (crawl.folder / "data" / "runs" / "b").exists()


def test_a_crawl_whose_starter_was_killed_is_left_in_peace(crawl: Crawl) -> None:
    """It goes on; until it is done nobody else takes its site, or another one of its host."""
    with serving({}) as server:
        slow(server, wait_s=12)
        crawl.site("a", 'schedule = "1s"\n' + SITE.format(base=server.base))
        process = crawl.start("due")
        until(lambda: bool(server.paths()))
        process.kill()
        process.wait(timeout=60)
        assert claims._is_held(crawl.folder / "data" / "runs" / "a" / ".due")
        crawl.site("b", HOURLY.format(base=server.base))
        done = crawl.run("due")
        until(lambda: not claims.is_busy(crawl.folder / "data", "a"))
        process.communicate(timeout=60)
    assert sorted(done.stderr.splitlines()) == [
        "a: skipped: another process works on it",
        "b: skipped: it shares a domain with a, which another process works on",
    ]
    assert done.returncode == 0
    assert crawl.report("a")["outcome"] == "whole"


def test_a_crawl_that_dies_at_once_is_not_started_every_minute(crawl: Crawl) -> None:
    """It left no report, but its start is remembered."""
    crawl.site("site", HOURLY.format(base="http://127.0.0.1:9"))
    (crawl.folder / "data").mkdir()
    (crawl.folder / "data" / "records").write_text("not a folder")
    assert due(crawl) == ["site"]
    assert crawl.run("due").returncode == 1
    assert due(crawl) == []


def test_what_becomes_due_meanwhile_is_crawled_too(
    crawl: Crawl, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A start that is left out while this one is at work is made up for; a site may lose its file."""
    monkeypatch.chdir(ROOT)
    with serving({}) as server, serving({"/": html(prose(2))}) as other:
        slow(server, wait_s=12)
        crawl.site("slow", HOURLY.format(base=server.base))

        async def scenario() -> bool:
            running = asyncio.create_task(dispatch(crawl).run(look_s=0.1))
            await asyncio.to_thread(until, lambda: bool(server.paths()))
            (crawl.folder / "seeds" / "slow.toml").unlink()
            crawl.site("new", HOURLY.format(base=other.base.replace("127.0.0.1", "localhost")))
            return await running

        assert asyncio.run(scenario())
    assert capfdbinary.readouterr().out.startswith(b"new: whole\n")


def test_no_more_run_at_once_than_jobs(crawl: Crawl) -> None:
    """Those of another process count."""
    for name in ("a", "b"):
        crawl.site(name, HOURLY.format(base=f"http://{name}.example"))
    with alone(crawl.folder / "data", "b"):
        one, two = dispatch(crawl, jobs=1), dispatch(crawl, jobs=2)
        one.due(), two.due()
        assert (one.holds("a"), two.holds("a")) == ("1 are at work already", "")


def test_a_killed_run_is_resumed_after_its_back_off(crawl: Crawl) -> None:
    """Long before the schedule would have it."""
    crawl.site("site", SITE.format(base="http://127.0.0.1:9") + 'schedule = "2w"')
    now = datetime.now(UTC)
    for minutes, wanted in ((30, ["site"]), (5, [])):
        run = f"{now - timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}"
        write_report(Files(crawl.folder / "data", "site", run), {"finished": None})
        assert due(crawl) == wanted


def test_a_dry_run_says_what_is_due_and_does_nothing(crawl: Crawl) -> None:
    """And what stands in its way."""
    crawl.site("site", HOURLY.format(base="http://127.0.0.1:9"))
    crawl.site("idle", SITE.format(base="http://127.0.0.1:9"))
    done = crawl.run("due", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("site: due since ") and len(done.stdout.splitlines()) == 1
    assert not (crawl.folder / "data").exists()
    with alone(crawl.folder / "data", "idle"):
        said = "but it shares a domain with idle, which another process works on"
        assert said in crawl.run("due", "--dry-run").stdout


@pytest.mark.parametrize(
    "arguments", [["site"], ["--jobs", "0"], ["--jobs", "x"], ["--print", "at"], ["--now"]]
)
def test_misuse_is_exit_2(arguments: list[str], crawl: Crawl) -> None:
    """And nothing is crawled."""
    assert crawl.run("due", *arguments).returncode == 2


@pytest.mark.parametrize("where", ["systemd", "cron", "kubernetes"])
def test_what_to_install_has_the_settings_but_no_secret(where: str, crawl: Crawl) -> None:
    """The frontier's address holds a password, and comes from the environment."""
    done = crawl.run("due", "--print", where, "--jobs", "3", "-s", "FRONTIER=postgresql://u:secret@h/d")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--jobs=3" in done.stdout and "secret@" not in done.stdout
    assert (f"DATA_DIR={crawl.folder / 'data'}" in done.stdout) is (where != "kubernetes")


def test_the_printed_crontab_runs(crawl: Crawl) -> None:
    """Word for word as cron hands it to the shell, with a folder whose name has a space and a percent."""
    crawl.folder = crawl.folder / "a 100% b"
    crawl.folder.mkdir()
    with serving({"/": html(prose(1))}) as server:
        crawl.site("site", HOURLY.format(base=server.base))
        line = crawl.run("due", "--print", "cron").stdout.splitlines()[-1]
        (crawl.folder / "data").mkdir()
        command = line.removeprefix("* * * * * ").replace("\\%", "%")
        assert subprocess.run(["sh", "-c", command], timeout=60, check=False).returncode == 0
    assert (crawl.folder / "data" / "due.log").read_text().startswith("site: whole\n")


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (["a.example"], ["a.example"], True),
        (["a.example"], ["forum.A.example"], True),
        (["x.example", "a.example"], ["b.example", "a.example"], True),
        (["a.example"], ["aa.example"], False),
        (["a.example"], ["example.a"], False),
        ([], ["a.example"], False),
    ],
)
def test_sites_share_a_domain_or_one_below_it(one: list[str], other: list[str], shared: bool) -> None:
    """In either order."""
    sites = Site("1", domains=tuple(one)), Site("2", domains=tuple(other))
    assert shares_domain(*sites) is shares_domain(*reversed(sites)) is shared


class Closed(io.BytesIO):
    """A pipe whose reader is gone."""

    def write(self, _: object) -> int:
        raise BrokenPipeError


def relayed(*chunks: bytes, out: io.BytesIO | None = None) -> bytes:
    async def scenario() -> bytes:
        reader, told = asyncio.StreamReader(), out or io.BytesIO()
        for chunk in chunks:
            reader.feed_data(chunk)
        reader.feed_eof()
        await relay(reader, told, "站")
        return b"" if out else told.getvalue()

    return asyncio.run(scenario())


@pytest.mark.parametrize(
    ("chunks", "wanted"),
    [
        (["a\nb"], "站: a\n站: b\n"),
        (["a", "b\n"], "站: ab\n"),
        (["站: a\n\n"], "站: a\n站: \n"),
        ([], ""),
    ],
    ids=["no end", "in pieces", "marked already", "nothing"],
)
def test_lines_are_passed_on_whole(chunks: list[str], wanted: str) -> None:
    """Each after its site's name, once."""
    assert relayed(*(chunk.encode() for chunk in chunks)) == wanted.encode()


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    """It is cut, and bytes that are no UTF-8 are passed on as they are."""
    told = relayed(*([b"\xff" * MAX_LINE] * 4))
    assert max(map(len, told.splitlines())) <= 2 * MAX_LINE + 5
    assert told.count(b"\xff") == 4 * MAX_LINE


def test_nobody_need_read_what_is_passed_on() -> None:
    """`scrapy due | head -1` lets the crawls end."""
    assert relayed(b"a\nb\n", out=Closed()) == b""


def test_nothing_due_costs_little(crawl: Crawl) -> None:
    """Two hundred sites with a year of runs are looked through in a second beside the start of Scrapy."""
    now = datetime.now(UTC)
    for number in range(200):
        crawl.site(f"s{number}", HOURLY.format(base=f"http://s{number}.example"))
        folder = crawl.folder / "data" / "runs" / f"s{number}"
        folder.mkdir(parents=True)
        for minutes in range(1, 40):
            run = f"{now - timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}"
            (folder / f"{run}.json").write_text(json.dumps({"finished": "x", "outcome": "whole"}))
    begun = time.process_time()
    assert due(crawl) == []
    assert time.process_time() - begun < 1
