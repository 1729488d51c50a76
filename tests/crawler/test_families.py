"""What several sites have in common stands in one file, and a slip is named in the file where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import SiteError
from crawler.loader import SiteLoader
from crawler.sites import Limits, Site, load_site

FAMILY = """
engine = "thread"
license = "CC-BY-4.0"
delay_s = 3
deny = ['/print/']
fields = { post = ".post", body = ".said", author = ".who" }
limits = { max_pages = 100, min_chars = 20 }
"""
SITE = 'extends = "families/board.toml"\nstart = ["https://forum.example/"]\n'


def loaded(folder: Path, **files: str) -> Site:
    """Write files (a__b is a/b) and load forum.toml."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_site(folder / "forum.toml")


def test_a_site_has_what_its_family_says(tmp_path: Path) -> None:
    """Name and start are its own."""
    site = loaded(tmp_path, forum=SITE, families__board=FAMILY)
    assert (site.name, site.engine, site.license, site.delay_s) == ("forum", "thread", "CC-BY-4.0", 3.0)
    assert (site.start, site.domains) == (("https://forum.example/",), ("forum.example",))


def test_the_sites_own_keys_win(tmp_path: Path) -> None:
    """Tables are put together key by key, lists and single values replaced."""
    own = "delay_s = 5\ndeny = ['/x/']\nfields = { body = 'p' }\nlimits = { min_chars = 1 }\n"
    site = loaded(tmp_path, forum=SITE + own, families__board=FAMILY)
    assert (site.delay_s, [each.pattern for each in site.deny]) == (5.0, ["/x/"])
    assert site.fields == {"post": ".post", "body": "p", "author": ".who"}
    assert site.limits == Limits(max_pages=100, min_chars=1)


def test_families_may_extend_families(tmp_path: Path) -> None:
    """Each names the next from where it stands itself; the nearer wins."""
    middle = 'extends = "base.toml"\nlicense = "CC0-1.0"\n'
    site = loaded(tmp_path, forum=SITE, families__board=middle, families__base=FAMILY)
    assert (site.license, site.limits.max_pages) == ("CC0-1.0", 100)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("families/board", "delay_s = 3", "dilay_s = 3", "unknown key 'dilay_s'; did you mean 'delay_s'?"),
        ("families/board", '".said"', '"div[["', "[fields].body: 'div[[' is not a CSS selector"),
        ("families/board", "max_pages = 100", "max_pages = -1", "[limits].max_pages: expected 0 or more"),
        ("families/board", '"thread"', '"tread"', "engine: there is no 'tread'; did you mean 'thread'?"),
        ("families/board", "post = ", "footer = ", "[fields].post is missing"),
        ("forum", '"https', '"xttps', "start: 'xttps://forum.example/' is not an address"),
        (
            "forum",
            "board.toml",
            "bord.toml",
            "extends: there is no file {folder}/families/bord.toml; did you",
        ),
        ("forum", '"families/board.toml"', "7", "extends: expected the path of a file, got 7"),
        ("forum", '"families/board.toml"', '""', "extends: expected the path of a file, got ''"),
    ],
)
def test_a_slip_is_named_in_its_file(file: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    """What only the whole lacks is the site's own business."""
    texts = {"forum": SITE, "families/board": FAMILY}
    assert old in texts[file]
    texts[file] = texts[file].replace(old, new)
    with pytest.raises(SiteError) as caught:
        loaded(tmp_path, forum=texts["forum"], families__board=texts["families/board"])
    place = "forum" if message.endswith("post is missing") else file
    assert str(caught.value).startswith(f"{tmp_path / place}.toml: {message.format(folder=tmp_path)}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["forum.toml", "../families/../forum.toml", "../other.toml"])
def test_a_circle_is_named(name: str, tmp_path: Path) -> None:
    """With all its files, in the order in which they extend each other."""
    files = {"families__board": f'extends = "{name}"', "other": 'extends = "families/board.toml"'}
    if name == "forum.toml":
        name, files["families__forum"] = "families/forum.toml", 'extends = "board.toml"'
    with pytest.raises(SiteError, match=r"extends: goes in a circle: .*forum.toml -> .*board.toml -> "):
        loaded(tmp_path, forum=SITE, **files)


def test_families_and_templates_are_no_sites(tmp_path: Path) -> None:
    """Only what lies in the folder itself is named by scrapy list."""
    loaded(tmp_path, forum=SITE, families__board=FAMILY, templates__thread=FAMILY)
    assert SiteLoader(tmp_path).list() == ["forum"]
