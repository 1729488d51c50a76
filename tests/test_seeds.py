"""Every site file that is shipped can be used as it is."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT, a_page

from crawler.engines import ENGINES, visit
from crawler.licences import OPEN
from crawler.records import Drop, Record
from crawler.sites import FIELDS, KEYS, load_site
from crawler.values import LIMITS, RELS

SEEDS = sorted((ROOT / "seeds").glob("*.toml"), key=lambda path: path.stem)
REAL = [path for path in SEEDS if not path.stem.startswith("demo-")]
TERMS = re.compile(r"^# Terms: https://\S+, read \d{4}-\d\d-\d\d:\n# \S.*\n", re.M)
DOCS = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_site_file_loads_and_names_a_licence(path) -> None:
    """A shipped site is valid, stays on its hosts, and says under which licence its texts are."""
    site = load_site(path)
    assert site.license
    assert all(site.allows(url) for url in site.start)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_site_says_who_allows_it_and_is_asked_gently(path) -> None:
    """Its file names the terms and the day they were read; it waits a second at least, and ends."""
    site = load_site(path)
    assert TERMS.search(path.read_text(encoding="utf-8"))
    assert site.license in OPEN or site.why
    assert site.delay_s >= 1 and 0 < site.limits.max_pages <= 10_000


def test_the_documentation_lists_the_sites_that_are_here() -> None:
    """Each with the first line of its file and its licence, in the order of their names."""
    first = {path: path.read_text(encoding="utf-8").splitlines()[0] for path in REAL}
    rows = [
        f"| `{path.stem}` | {first[path].removeprefix('# ').rstrip('.')} | {load_site(path).license} |"
        for path in REAL
    ]
    assert len(REAL) >= 25
    assert "\n".join(["| --- | --- | --- |", *rows, ""]) in DOCS


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_every_engine_has_a_template(name: str) -> None:
    """A file to copy that is valid as it stands, and says where licence and address go."""
    path = ROOT / "seeds" / "templates" / f"{name}.toml"
    site = load_site(path)
    assert (site.engine, site.license, site.why) == (name, "", "")
    assert "# Copy it to seeds/<name>.toml" in path.read_text(encoding="utf-8")


def test_every_family_has_members() -> None:
    """What nobody extends is no family."""
    folder = ROOT / "seeds" / "families"
    texts = [path.read_text(encoding="utf-8") for path in (*SEEDS, *folder.glob("*.toml"))]
    extended = {name for text in texts for name in re.findall(r'^extends = "(?:families/)?(.+)"', text, re.M)}
    assert {path.name for path in folder.glob("*.toml")} == extended


def test_comments_of_visitors_are_left_out_where_the_licence_is_not_theirs() -> None:
    """A post keeps its own words, a page of comments alone is dropped by name."""
    site = load_site(ROOT / "seeds" / "globalvoices-en.toml")
    comment = (
        '<li class="comment" id="comment-1"><div class="comment-content"><p>Said by a visitor.</p></div></li>'
    )
    post = "<h1 class='entry-title'>Low water</h1><div class='entry-content'><p>Written by us.</p></div>"
    url = "https://globalvoices.org/2026/11/21/low-water/"
    kept = visit(a_page(f"<body class='single'>{post}<ol>{comment}</ol>", url), site).result
    assert isinstance(kept, Record)
    assert [part.text for part in kept.parts] == ["Written by us."]
    alone = visit(
        a_page(f"<body class='single'>{post}<ol>{comment}</ol>", f"{url}comment-page-2/"), site
    ).result
    assert isinstance(alone, Drop) and alone.step == "comments"


def test_scrapy_list_is_what_lies_in_seeds() -> None:
    """Each file is a spider and nothing else is."""
    command = [sys.executable, "-m", "scrapy", "list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == [path.stem for path in SEEDS]


def test_engines_and_their_fields_are_one_list() -> None:
    """An engine without a line in FIELDS could not be named in a site's file."""
    assert set(ENGINES) == set(FIELDS)


def test_every_key_is_documented() -> None:
    """seeds/README.md explains each key, engine, field, role and limit."""
    words = set(re.findall(r"`\[?([a-z0-9_]+)\]?`", DOCS))
    fields = {name for names in FIELDS.values() for name in names}
    assert set(KEYS) | set(FIELDS) | fields | RELS | set(LIMITS) <= words | {
        "follow",
        "fields",
        "limits",
        "rewrite",
        "steps",
    }


def test_the_whole_example_of_the_documentation_loads(tmp_path) -> None:
    """What seeds/README.md shows as a whole example is a site's file."""
    text = re.findall(r"```toml\n(.*?)```", DOCS, re.S)[-1]
    assert tomllib.loads(text)["engine"] == "book"
    path = tmp_path / "example.toml"
    path.write_text(text, encoding="utf-8")
    assert load_site(path).limits.max_pages == 5000
