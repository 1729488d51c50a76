"""Pages of no known engine."""

from __future__ import annotations

import re

import pytest
from conftest import a_page
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.engines import extract, links
from crawler.records import Drop, Record
from crawler.sites import Site

SITE = Site("site", domains=("site.example",))
PROSE = "A rope is a row of small promises, each twisted around the next so that none holds alone. " * 3
OTHER = "I keep mine dry, and never cut one that can still be untied; the old hands taught me so. " * 3
NAV = "<nav><a href=/>Home</a> <a href=/about>About us</a></nav>"


def read(html: str) -> Record:
    found = extract(a_page(html), SITE)
    assert isinstance(found, Record), found
    return found


def test_the_main_text_is_found_among_menus() -> None:
    """Paragraphs apart by an empty line."""
    found = read(f"<body>{NAV}<article><p>{PROSE}</p><p>{OTHER}</p></article><footer>(c)</footer></body>")
    assert found.text == f"{PROSE.strip()}\n\n{OTHER.strip()}"


def test_a_page_without_structure_gives_its_words() -> None:
    """What trafilatura passes over, scripts left out."""
    found = read(f"<title>t</title>{NAV}<font>Low water at six.</font><script>no()</script>")
    assert "Low water at six." in found.text
    assert "no" not in found.text


@pytest.mark.parametrize(
    "html",
    [
        "<nav>Low water at six.</nav>",
        "<form><p>Low water at six.</p></form>",
        "<footer>Low water at six.</footer>",
        "<a href=/>Low water at six.</a>",
        "<div style='display:none'>Low water at six.</div>",
        "<h1>Low water at six.</h1>",
        "<button>Low water at six.</button>",
        f"<script>{'x' * 2_000_000}</script><form>Low water at six.</form><p>Tide.</p>",
    ],
    ids=["menu", "form", "footer", "link", "hidden", "headline", "button", "large"],
)
def test_a_page_with_words_gives_words(html: str) -> None:
    """Wherever they stand."""
    assert read(f"<body>{html}").text.strip()


def test_a_small_part_of_a_page_is_asked_about_again() -> None:
    """The text of a page of cards is theirs: the second finder's answer is far longer."""
    cards = f"<div class=card><h2>Part</h2><p>{PROSE}</p></div>" * 5
    found = read(f"<body>{NAV}<div><p>What follows, in parts, is about rope.</p>{cards}</div>")
    assert found.text.count("small promises") == 15


@pytest.mark.parametrize("html", ["<script>x</script>", "<title>t</title>", "<!-- x -->", "<p> </p>"])
def test_a_page_without_words_is_a_drop(html: str) -> None:
    """Said to be one that could not be read."""
    assert extract(a_page(html), SITE) == Drop(
        None, "extract", "no text was found on the page", "http://site.example/1"
    )


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("<meta property='og:title' content='On rope'><title>On rope | Blog</title>", "title", "On rope"),
        ("<title>On rope | Blog</title>", "title", "On rope | Blog"),
        ("<meta name=author content=Tilda>", "author", "Tilda"),
        ("<meta property='article:published_time' content='2023-04-05T06:07:08+01:00'>", "published",
         "2023-04-05T05:07:08+00:00"),
        ("<meta name=pubdate content='April 5, 2023'>", "published", "2023-04-05T00:00:00+00:00"),
        ("<meta name=pubdate content='last spring'>", "published", ""),
    ],
)  # fmt: skip
def test_title_author_and_time_are_found_in_the_head(head: str, field: str, value: str) -> None:
    """The best of several places; nothing rather than nonsense."""
    assert getattr(read(f"<head>{head}</head><article><p>{PROSE}</p></article>"), field) == value


def test_every_page_of_the_site_is_followed_where_no_pattern_says_otherwise() -> None:
    """Once each, in page order."""
    html = "<a href=/b>b</a><a href=/a>a</a><a href=/b#x>b</a><a href=http://o.example/>o</a><a href=/1>1</a>"
    assert [link.url for link in links(a_page(html), SITE)] == [
        "http://site.example/b",
        "http://site.example/a",
    ]
    site = Site("site", domains=("site.example",), follow={"article": re.compile("/a$")})
    assert [link.url for link in links(a_page(html), site)] == ["http://site.example/a"]


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{'<div>' * 2900}<p>{PROSE}",
        f"{'<form>' * 20_000}{PROSE}",
        f"<![x y]>{PROSE}",
        f"<p>{PROSE}" * 9000,
        "x" * 1_000_000,
    ],
    ids=["deep", "forms in forms", "marked section", "above the limit", "one word"],
)
def test_odd_pages_are_read(html: str) -> None:
    """Or refused, in bounded time; they never raise."""
    assert extract(a_page(html), SITE) is not None


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_no_page_raises(text: str) -> None:
    """Whatever its text."""
    assert extract(a_page(f"<article><p>{text}</p></article>".encode("utf-8", "replace")), SITE)


def test_a_page_that_scripts_write_gives_what_it_says_of_itself() -> None:
    """It is no text to learn from: its part is marked, and says why."""
    told = "A talk about ropes: which of them last in salt water, and which are better left ashore. " * 2
    head = f'<meta property="og:description" content="{told}">'
    record = extract(a_page(f"<html><head>{head}</head><body><div id=app></div></body></html>"))
    assert isinstance(record, Record)
    assert [(part.text, part.mark) for part in record.parts] == [(told.strip(), "excerpt")]
