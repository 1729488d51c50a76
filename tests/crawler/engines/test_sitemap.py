"""Sitemaps and lists of sitemaps, whatever engine the site has."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from conftest import a_page

from crawler.engines import extract, links
from crawler.records import Drop, Page
from crawler.sites import Site

SITE = Site("site", "generic", domains=("site.example",))
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def urlset(*locations: str, more: str = "") -> str:
    urls = "".join(f"<url><loc>{each}</loc><lastmod>2024-01-01</lastmod>{more}</url>\n" for each in locations)
    return f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def index(*locations: str) -> str:
    maps = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in locations)
    return f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'


def sitemap(xml: str, url: str = "http://site.example/sitemap.xml") -> Page:
    return Page(url, xml.encode(), headers={"Content-Type": "application/xml"})


def found(xml: str, site: Site = SITE, url: str = "http://site.example/sitemap.xml") -> list[tuple[str, str]]:
    return [
        (link.url.removeprefix("http://site.example"), link.context.rel)
        for link in links(sitemap(xml, url), site)
    ]


def test_a_sitemap_is_links_only() -> None:
    """And no loss; the engine of the site is not asked to read it."""
    assert extract(sitemap(urlset()), SITE) == Drop(
        None, "listing", "links only", "http://site.example/sitemap.xml"
    )


@pytest.mark.parametrize(
    "location",
    [
        "http://site.example/a?x=1&amp;y=2",
        " \n http://site.example/a?x=1&amp;y=2\n ",
        "<![CDATA[http://site.example/a?x=1&amp;y=2]]>",
        "/a?x=1&amp;y=2#top",
    ],
    ids=["plain", "spaced", "CDATA", "relative"],
)
def test_an_address_is_read_however_it_is_written(location: str) -> None:
    """Escaped, among white space, or in CDATA."""
    assert found(urlset(location)) == [("/a?x=1&y=2", "article")]


def test_only_pages_of_the_site_are_followed() -> None:
    """Once each; addresses of images are none."""
    image = "<image:image><image:loc>http://site.example/i.png</image:loc></image:image>"
    xml = urlset(
        "http://site.example/a", "http://other.example/b", "mailto:x", "http://site.example/a", "", more=image
    )
    assert found(xml) == [("/a", "article")]


def test_the_patterns_of_the_site_decide() -> None:
    """Where it has some; the page's role is the pattern's."""
    site = Site("site", domains=("site.example",), follow={"thread": re.compile(r"/t/\d+$")})
    assert found(urlset("http://site.example/t/1", "http://site.example/about"), site) == [("/t/1", "thread")]


def test_the_maps_of_an_index_are_followed() -> None:
    """Whatever the patterns; lists of tags and authors lead to the same pages again."""
    site = Site("site", domains=("site.example",), follow={"thread": re.compile(r"/t/\d+$")})
    xml = index(
        *(f"http://site.example/{name}.xml" for name in ("posts-1", "post_tag-1", "users-1", "pages-1"))
    )
    assert found(xml, site) == [("/posts-1.xml", "listing"), ("/pages-1.xml", "listing")]


def test_a_map_of_pages_leads_to_contents_before_chapters() -> None:
    """WordPress lists pages, which serials have their contents on, apart from posts."""
    url = "http://site.example/wp-sitemap-posts-page-1.xml"
    assert found(urlset("http://site.example/toc/"), url=url) == [("/toc/", "listing")]


@pytest.mark.parametrize("html", ["<p>About &lt;urlset&gt;", "<p>" + "x" * 2000 + "<urlset>", "<urlsets>"])
def test_other_pages_are_no_sitemaps(html: str) -> None:
    """A page that only speaks of one is read."""
    assert extract(a_page(html), SITE) != Drop(None, "listing", "links only", "http://site.example/1")


def test_a_cut_sitemap_gives_what_it_has() -> None:
    """Large ones are cut at the limit of bytes."""
    assert found(urlset("http://site.example/a", "http://site.example/b")[:-40]) == [
        ("/a", "article"),
        ("/b", "article"),
    ]


def marks(xml: str) -> list[str]:
    seen = datetime(2024, 5, 6, 7, tzinfo=UTC)
    page = Page("http://site.example/sitemap.xml", xml.encode(), 200, {"Content-Type": "text/xml"}, seen)
    return [link.context.mark for link in links(page, SITE)]


def entries(*times: str) -> str:
    urls = (
        f"<url><lastmod> {time} </lastmod><loc>http://site.example/{n}</loc></url>"
        for n, time in enumerate(times)
    )
    return f"{HEAD}<urlset>{''.join(urls)}</urlset>"


@pytest.mark.parametrize(
    ("times", "wanted"),
    [
        (["2024-01-01T00:00:00Z", "2024-01-02"], ["lastmod 2024-01-01T00:00:00Z", "lastmod 2024-01-02"]),
        (["2024-05-06", "2024-05-05"], ["", "lastmod 2024-05-05"]),
        (["2024-05-06T06:00Z", ""], ["lastmod 2024-05-06T06:00Z", ""]),
        (["2024-01-01"] * 3, ["", "", ""]),
        (["2024-01-01"] * 2, ["lastmod 2024-01-01"] * 2),
    ],
    ids=["times", "a day that is not over", "none", "the time of the list", "two"],
)
def test_the_time_of_the_last_change_is_a_mark(times: list[str], wanted: list[str]) -> None:
    """Unless the page may change once more within it, or all have one, that of making the list."""
    assert marks(entries(*times)) == wanted


def test_the_maps_of_an_index_have_marks_too() -> None:
    """An unchanged one need not be read."""
    entry = "<sitemap><loc>http://site.example/{0}.xml</loc><lastmod>2024-01-0{0}</lastmod></sitemap>"
    xml = f"{HEAD}<sitemapindex>{entry.format(1)}{entry.format(2)}</sitemapindex>"
    assert marks(xml) == ["lastmod 2024-01-01", "lastmod 2024-01-02"]
