"""Articles by a site's selectors."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import extract
from crawler.records import Context, Drop, Record
from crawler.sites import Site

FIELDS = {"body": ".story", "author": ".by", "published": "time@datetime", "drop": ".share"}
SITE = Site("news", "article", license="CC0-1.0", timezone="Asia/Shanghai", fields=FIELDS)
HTML = "<h1>Lamp</h1><i class=by>Wanda</i><time datetime='2024-11-03 18:20'></time><div class=story>{}</div>"


def test_an_article_is_a_work_of_its_own() -> None:
    """With title, author, time in UTC and the site's licence."""
    found = extract(a_page(HTML.format("one<p class=share>share<p>two")), SITE)
    assert isinstance(found, Record)
    assert (found.title, found.author, found.published) == ("Lamp", "Wanda", "2024-11-03T10:20:00+00:00")
    assert (found.kind, found.work, found.position) == ("article", found.url, 1)
    assert (found.text, found.licence, found.site) == ("one\n\ntwo", "CC0-1.0", "news")


def test_the_same_page_has_the_same_name_each_time() -> None:
    """And another page another one."""
    one, again, other = (
        extract(a_page(HTML.format("x"), url), SITE) for url in ("http://a/1", "http://a/1", "http://a/2")
    )
    assert isinstance(one, Record)
    assert isinstance(other, Record)
    assert (one == again, one.id == other.id) == (True, False)


@pytest.mark.parametrize(
    ("html", "rel", "step"),
    [
        ("<p>x", "", "listing"),
        ("<p>x", "listing", "listing"),
        ("<p>x", "article", "extract"),
        (HTML.format("teaser"), "listing", "listing"),
    ],
)
def test_only_what_is_known_to_be_an_article_must_have_a_body(html: str, rel: str, step: str) -> None:
    """A front page may have a teaser that looks like one."""
    found = extract(a_page(html, context=Context(rel)), SITE)
    assert isinstance(found, Drop)
    assert (found.step, "'.story'" in found.reason) == (step, step == "extract")


def test_fields_that_a_site_does_not_name_are_empty() -> None:
    """The title is looked for where most pages have it."""
    found = extract(a_page(HTML.format("x")), Site("news", "article", fields={"body": ".story"}))
    assert isinstance(found, Record)
    assert (found.title, found.author, found.published) == ("Lamp", "", "")
