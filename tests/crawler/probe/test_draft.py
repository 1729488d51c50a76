"""What a probe writes is a site's file that loads and says why."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawler.probe.draft import Draft, text, written
from crawler.sites import load_site

DRAFT = Draft(
    why=("forum.example runs no software that is known",),
    engine="generic",
    start=("https://forum.example/",),
    domains=("forum.example",),
    follow={"thread": r"^https?://[^/]+/t/(?P<work>\d+)$"},
    fields={"post": "div[id^='post']", "body": ".text"},
)


def test_a_draft_is_a_whole_site_file(tmp_path: Path) -> None:
    """Every key of it is read back as it was meant, and the reason stands on top."""
    path = tmp_path / "forum.toml"
    path.write_text(written(DRAFT), encoding="utf-8")
    site = load_site(path)
    assert (site.engine, site.start, site.domains) == (DRAFT.engine, DRAFT.start, DRAFT.domains)
    assert site.follow["thread"].pattern == DRAFT.follow["thread"]
    assert site.fields == DRAFT.fields
    assert path.read_text().startswith("# forum.example runs no software")


def test_a_licence_that_is_not_known_is_asked_for() -> None:
    """The file says what is missing instead of making it up."""
    assert "\n# license =" in written(DRAFT)
    assert '\nlicense = "CC-BY-4.0"' in written(Draft(("x",), "book", ("https://a/",), ("a",), "CC-BY-4.0"))


@given(st.text())
def test_any_text_is_read_back(value: str) -> None:
    """Names, patterns and selectors come from pages: whatever they hold, they stay one string."""
    value = value.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"key = {text(value)}")["key"] == value
