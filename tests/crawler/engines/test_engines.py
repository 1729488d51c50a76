"""The table of engines: every one has what callers ask of it, and pages find theirs."""

from __future__ import annotations

import pytest
from conftest import Context, a_page
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.engines import ENGINES, detect, extract, links, visit
from crawler.engines.signs import SIGNS
from crawler.records import KINDS, Drop, Record
from crawler.sites import FIELDS, REQUIRED_FIELDS, Site

TAGS = st.sampled_from(
    """<div class=post>|<p class=body>|</div>|<a href=/x>|<a href=?page=²>|<blockquote>|<strong>|<table>
wrote:
<pre>|<br>|<link rel=license>|<base href=//[>|<ul id=list>|<meta name=robots>|<body class=single>|<h1>|<li>
<div class=entry-content>|<div class='card post'>|<!--|<script>|<urlset>|<loc>|</p>|text|朱镕""".replace(
        "\n", "|"
    ).split("|")
)
FIELD_SELECTORS = {"post": ".post", "body": ".body", "contents": "#list"}


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_an_engine_reads_pages_and_their_links(name: str) -> None:
    """Two functions, fields that a site's file may name, and those that it must."""
    assert callable(ENGINES[name].extract)
    assert callable(ENGINES[name].links)
    assert set(REQUIRED_FIELDS.get(name, ())) <= FIELDS[name]


def test_sites_and_engines_know_the_same_names() -> None:
    """A site's file can name every engine and no other."""
    assert set(ENGINES) == set(FIELDS)
    assert set(SIGNS) <= set(ENGINES)


@pytest.mark.parametrize("name", sorted(ENGINES))
@settings(max_examples=25, deadline=None)
@given(st.lists(TAGS, max_size=12).map("".join))
def test_no_page_raises_in_any_engine(name: str, html: str) -> None:
    """A record of a known kind or a drop, and links that the site allows."""
    site = Site(
        "site",
        name,
        domains=("site.example",),
        fields=FIELD_SELECTORS,
    )
    seen = visit(a_page(html), site)
    assert isinstance(seen.result, Drop) or seen.result.kind in KINDS
    assert all(site.allows(link.url) for link in seen.links)


def test_a_page_without_a_site_is_a_strangers() -> None:
    """Named after its host; its engine is detected."""
    found = extract(a_page("<article><p>" + "Low water at six, high water at noon, as ever. " * 5))
    assert isinstance(found, Record)
    assert (found.site, found.kind) == ("site.example", "article")


def test_a_page_that_cannot_be_decoded_has_no_engine_and_no_links() -> None:
    """The generic engine stands in where a name is asked for."""
    page = a_page(b"\x89PNG\0\0")
    assert (detect(page), links(page)) == ("generic", [])


def test_record_and_links_come_from_one_look() -> None:
    """The two single functions say the same as the common one."""
    page = a_page("<article><p>" + "Low water at six, high water at noon. " * 5 + "<a href=/b>b</a>")
    seen = visit(page)
    assert (extract(page), links(page)) == (seen.result, seen.links)
    assert len(seen.links) == 1


DROPPABLE = {
    "thread": '<div class="post"><p>kept</p><p class="ad">gone</p></div>',
    "timeline": '<div class="post"><p>kept</p><p class="ad">gone</p></div>',
    "book": '<div class="body"><p>kept</p><p class="ad">gone</p></div>',
    "article": '<div class="body"><p>kept</p><p class="ad">gone</p></div>',
    "wordpress": '<div class="entry-content"><p>kept</p><p class="ad">gone</p></div>',
    "machina": '<div class="card post"><p class="post-content">kept <i class="ad">gone</i></p></div>',
    "phpbb": '<div class="post" id="p1"><div class="content">kept <i class="ad">gone</i></div></div>',
    "generic": '<article><p>kept, with more words of prose</p><p class="ad">gone for good</p></article>',
}


@pytest.mark.parametrize("engine", DROPPABLE)
def test_a_selector_to_drop_is_obeyed(engine: str) -> None:
    """A selector that a site's file may hold must do what its documentation says."""
    body = ".post" if engine in ("thread", "timeline") else ".body"
    selectors = {"post": ".post", "body": body, "contents": ".none", "drop": ".ad"}
    url = "http://site.example/forum/a-1/topic/b-2/" if engine == "machina" else "http://site.example/1"
    rel = {"book": "chapter", "article": "article"}.get(engine, "")
    page = a_page(f'<html><body class="single">{DROPPABLE[engine]}</body></html>', url, context=Context(rel))
    record = extract(page, Site("site", engine, ("site.example",), fields=selectors))
    assert isinstance(record, Record), record
    assert "kept" in record.text and "gone" not in record.text
