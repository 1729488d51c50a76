"""Hooks: a user's own function changes what an engine read, and its slips cost one line."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from conftest import ROOT, a_page
from loopback import Crawl, html, links, serving
from test_servers import same_again

from crawler.engines import visit
from crawler.errors import SiteError
from crawler.guard import guarded
from crawler.records import Drop, Record
from crawler.sites import Site, load_site

SITE = 'engine = "article"\nstart = ["http://site.example/"]\nfields = { title = "h1", body = "p" }\n'
DOCS = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
OPENING = """
def lonely(document): ...

from dataclasses import replace
from crawler.records import Drop, Link, Record

def mend(document, visit):
"""


def hooked(folder: Path, body: str, name: str = "hooks.tides:mend") -> Site:
    """Write a hook whose function has this body, and load a site that names it."""
    (folder / "hooks").mkdir()
    (folder / "hooks" / "tides.py").write_text(OPENING + f"    {body}\n", encoding="utf-8")
    (folder / "site.toml").write_text(SITE + f'hook = "{name}"', encoding="utf-8")
    return load_site(folder / "site.toml")


def test_a_hook_changes_record_and_links(tmp_path: Path) -> None:
    """Before the decision on its use is made; links that lead off the site are taken out."""
    changed = "replace(visit.result, title=document.value('title'))"
    found = "[Link('http://site.example/2'), Link('http://other.example/'), Link('x')]"
    site = hooked(tmp_path, f"return replace(visit, result={changed}, links={found})")
    seen = visit(a_page("<title>The tide</title><h1>x</h1><p>text", "http://site.example/1"), site)
    assert isinstance(seen.result, Record) and seen.result.title == "The tide"
    assert [link.url for link in seen.links] == ["http://site.example/2"]


def test_a_hook_may_drop_what_an_engine_read(tmp_path: Path) -> None:
    """With a step and a reason of its own."""
    site = hooked(tmp_path, "return replace(visit, result=Drop(visit.result, 'mend', 'no tide'))")
    result = visit(a_page("<p>text"), site).result
    assert isinstance(result, Drop) and (result.step, result.reason) == ("mend", "no tide")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return document.page.nothing", r"AttributeError in tides\.py:8 in hook hooks\.tides:mend; "),
        (
            "return None",
            r"TypeError in __init__\.py:\d+ in hook hooks\.tides:mend, which must return a Visit",
        ),
        ("return replace(visit, result='text')", r"TypeError in .* must return a Visit with a Record or a"),
    ],
)
def test_a_bug_of_a_hook_costs_its_page_and_is_named(body: str, told: str, tmp_path: Path) -> None:
    """As a bug of an engine does; no text of the page is told."""
    site = hooked(tmp_path, body)
    found = guarded("http://site.example/1", lambda: visit(a_page("<p>a secret text"), site))
    assert isinstance(found, Drop) and found.step == "bug"
    assert re.match(told, found.reason) and "secret" not in found.reason


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("hooks.tides", "'hooks.tides' is no name of a function; expected package.module:function"),
        ("../tides:mend", "'../tides:mend' is no name of a function; expected package.module:function"),
        (
            "hooks.tides:mendd",
            "there is no function 'mendd' in {folder}/hooks/tides.py; did you mean 'mend'?",
        ),
        (
            "hooks.tide:mend",
            "there is no {folder}/hooks/tide.py, and no module 'hooks.tide' on the Python path",
        ),
        ("nowhere:mend", "there is no {folder}/nowhere.py, and no module 'nowhere' on the Python path"),
        ("os:system", "'os' is a module of Python's own; expected one of yours"),
        ("hooks.tides:lonely", "'lonely' in {folder}/hooks/tides.py must take two arguments"),
        ("crawler.document:MAX_DEPTH", "there is no function 'MAX_DEPTH' in "),
    ],
)
def test_a_name_that_is_no_hook_is_named(name: str, message: str, tmp_path: Path) -> None:
    """When the site's file is read, with file, key and what would be right."""
    message = message.replace("{folder}", str(tmp_path.resolve()))
    with pytest.raises(SiteError) as caught:
        hooked(tmp_path, "return visit", name)
    assert str(caught.value).startswith(f"{tmp_path / 'site.toml'}: hook: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("import nowhere.at.all", "'hooks.tides' imports 'nowhere', which is not there"),
        ("def (", "tides.py: line 1: invalid syntax"),
        ("1 / 0", "'hooks.tides' cannot be imported: ZeroDivisionError in tides.py:1: division by zero"),
    ],
)
def test_a_module_that_cannot_be_imported_is_named(line: str, message: str, tmp_path: Path) -> None:
    """In one line, whatever it does."""
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "tides.py").write_text(line, encoding="utf-8")
    (tmp_path / "site.toml").write_text(SITE + 'hook = "hooks.tides:mend"', encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        load_site(tmp_path / "site.toml")
    assert message in str(caught.value) and "\n" not in str(caught.value)


def test_a_hook_may_lie_on_the_python_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file below the folder of the site's file has its name."""
    (tmp_path / "tides_of_mine.py").write_text(OPENING + "    return visit\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = tmp_path / "seeds"
    folder.mkdir()
    assert hooked(folder, "return None", "tides_of_mine:mend").hook is not None


def test_a_site_with_a_hook_goes_to_other_processes(tmp_path: Path) -> None:
    """By its name alone."""
    site = hooked(tmp_path, "return replace(visit, links=[])")
    again = pickle.loads(pickle.dumps(site))
    assert visit(a_page("<p>text"), again).links == []


def test_the_hook_of_the_documentation_works_in_crawl_and_reparse_alike(tmp_path: Path) -> None:
    """The example of seeds/README.md, over a forum as it describes it."""
    code = re.search(r"```python\n(.*?)```", DOCS, re.S)
    assert code
    said = re.search(r"```toml\n# seeds/tides\.toml\n(.*?)```", DOCS, re.S)
    assert said
    crawl = Crawl(tmp_path)
    post = '<div class="post" id="{}"><b class="who">Ann</b><p class="said">{}</p></div>'
    thread = "<html><h1>Wet feet [solved by #12]</h1>{}{}</html>".format(
        post.format("p11", "When is low water at the pier?"), post.format("p12", "At six, and again at noon.")
    )
    with serving({"/": html(links("/t/1")), "/t/1": html(thread)}) as server:
        crawl.site("tides", said[1].replace("https://tides.example", server.base) + "delay_s = 0\n")
        (tmp_path / "seeds" / "hooks").mkdir()
        (tmp_path / "seeds" / "hooks" / "tides.py").write_text(code[1], encoding="utf-8")
        done = crawl.run("crawl", "tides")
    assert done.returncode == 0, done.stdout + done.stderr
    (row,) = crawl.lines("records", "tides")
    assert row["title"] == "Wet feet"
    assert [part["accepted"] for part in row["parts"]] == [False, True]
    same_again(crawl, "tides")
