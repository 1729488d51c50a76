"""Every site's file is a spider."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from scrapy import Request
from scrapy.settings import Settings

from crawler.errors import SiteError
from crawler.loader import SiteLoader

SITE = """
engine = "generic"
start = ["http://{}.example/"]
delay_s = 3
limits = {{ max_pages = 7, max_depth = 2 }}
"""


@pytest.fixture
def loader(tmp_path: Path) -> SiteLoader:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(SITE.format(name))
    (tmp_path / "notes.txt").write_text("no site")
    return SiteLoader(tmp_path)


def test_sites_are_listed_by_the_names_of_their_files(loader: SiteLoader) -> None:
    """In order; other files are none."""
    assert loader.list() == ["one", "two"]


def test_a_site_is_a_spider_of_its_own(loader: SiteLoader) -> None:
    """Loading one does not change another."""
    one, two = loader.load("one"), loader.load("two")
    assert (one.name, two.name) == ("one", "two")
    assert (one().site.start, two().site.start) == (("http://one.example/",), ("http://two.example/",))


def test_an_unknown_site_is_named_with_the_nearest(loader: SiteLoader) -> None:
    """KeyError, as Scrapy asks of a loader."""
    with pytest.raises(KeyError, match=r"there is no site 'tow'; did you mean 'two'\?"):
        loader.load("tow")


@pytest.mark.parametrize("name", ["../one", "", "notes"])
def test_a_path_is_no_name(name: str, loader: SiteLoader) -> None:
    """Only what the list holds is read."""
    with pytest.raises(KeyError):
        loader.load(name)


def test_a_wrong_file_is_an_error_only_when_it_is_asked_for(loader: SiteLoader) -> None:
    """`scrapy list` and the other sites go on working."""
    (loader.folder / "bad.toml").write_text("engine = 3")
    assert loader.list() == ["bad", "one", "two"]
    loader.load("one")
    with pytest.raises(SiteError, match=r"bad\.toml: engine: expected a string, got 3"):
        loader.load("bad")


def test_an_address_leads_to_its_sites(loader: SiteLoader) -> None:
    """For commands that are given an address only."""
    found = loader.find_by_request(Request("http://two.example/x"))
    assert found == ["two"]


def test_the_sites_file_sets_how_it_is_fetched(loader: SiteLoader) -> None:
    """Over the project's settings, under the command line's."""
    settings = Settings()
    settings.set("DEPTH_LIMIT", 9, priority="cmdline")
    loader.load("one").update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == 3
    assert settings.getint("DOWNLOAD_MAXSIZE") == 10_000_000
    assert settings.getint("DEPTH_LIMIT") == 9


def test_the_folder_of_sites_is_beside_the_projects_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in the project a command is given."""
    monkeypatch.chdir(ROOT / "crawler")
    loader = SiteLoader.from_settings(Settings({"SITES_DIR": "seeds"}))
    assert loader.list() == sorted(path.stem for path in (ROOT / "seeds").glob("*.toml"))
