"""Every site file that is shipped can be used as it is."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT

from crawler.engines import ENGINES
from crawler.sites import FIELDS, KEYS, load_site
from crawler.values import LIMITS, RELS

SEEDS = sorted((ROOT / "seeds").glob("*.toml"))
DOCS = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_site_file_loads_and_names_a_licence(path) -> None:
    """A shipped site is valid, stays on its hosts, and says under which licence its texts are."""
    site = load_site(path)
    assert site.license
    assert all(site.allows(url) for url in site.start)


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
    words = set(re.findall(r"`\[?([a-z_]+)\]?`", DOCS))
    fields = {name for names in FIELDS.values() for name in names}
    assert set(KEYS) | set(FIELDS) | fields | RELS | set(LIMITS) <= words | {
        "follow",
        "fields",
        "limits",
        "rewrite",
    }


def test_the_whole_example_of_the_documentation_loads(tmp_path) -> None:
    """What seeds/README.md shows as a whole example is a site's file."""
    text = re.findall(r"```toml\n(.*?)```", DOCS, re.S)[-1]
    assert tomllib.loads(text)["engine"] == "book"
    path = tmp_path / "example.toml"
    path.write_text(text, encoding="utf-8")
    assert load_site(path).limits.max_pages == 5000
