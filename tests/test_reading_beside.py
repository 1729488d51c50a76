"""A crawl whose pages are read in another process: the records are those of one that reads alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import ROOT
from loopback import Crawl, html, links, prose, serving
from test_servers import same_again

SITE = """
engine = "generic"
start = ["{base}/"]
license = "CC0-1.0"
delay_s = 0
hook = "who:reads"
"""
# Leaves a file that is named after each process that reads a page.
HOOK = """
import os
from pathlib import Path

def reads(document, seen):
    Path(__file__).with_name(f"{os.getpid()}.pid").touch()
    return seen
"""
# scrapy with readers that begin at once, however little there is to read.
SCRAPY = """
    from crawler import readers
    from scrapy.cmdline import execute

    readers.BEHIND = readers.WINDOW_S = 0.0
    execute()
"""
PAGES = 120


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def test_pages_read_by_another_process_give_the_same_records(crawl: Crawl) -> None:
    """Every page is there, and a reparse gives the records of the crawl, line for line."""
    paths = [f"/{number}" for number in range(PAGES)]
    answers = {path: html(prose(number), wait_s=0.04) for number, path in enumerate(paths)}
    with serving({"/": html(links(*paths)), **answers}) as server:
        crawl.site("beside", SITE.format(base=server.base))
        (crawl.folder / "seeds" / "who.py").write_text(HOOK, encoding="utf-8")
        settings = ["-s", f"SITES_DIR={crawl.folder / 'seeds'}", "-s", f"DATA_DIR={crawl.folder / 'data'}"]
        command = [sys.executable, "-c", dedent(SCRAPY), "crawl", "beside", "-s", "READERS=1", *settings]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((crawl.folder / "seeds").glob("*.pid"))) == 2  # the crawl's own, and the one beside it
    assert len(crawl.lines("records", "beside")) == PAGES
    same_again(crawl, "beside")
