"""Pages of no known engine: trafilatura finds the text, BeautifulSoup what it cannot find."""

from __future__ import annotations

import trafilatura
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from crawler.document import Document
from crawler.engines import book
from crawler.engines.article import single
from crawler.engines.dates import moment
from crawler.engines.follow import hrefs, role
from crawler.engines.follow import links as followed
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

# trafilatura walks the tree many times; beyond this size its seconds become minutes.
MAX_CHARS = 2_000_000
PUBLISHED = (
    "meta[property='article:published_time']@content",
    "meta[itemprop=datePublished]@content",
    "meta[name=pubdate]@content",
    "time[datetime]@datetime",
)
# Roles whose pages are those of a novel.
NOVELS = ("contents", "chapter")
AUTHOR = ("meta[name=author]@content", "a[rel=author]")
TITLE = ("meta[property='og:title']@content", "h1", "title")


def extract(document: Document) -> Record | Drop:
    """Read the main text of any page; a chapter is read as one where it is known for that."""
    here, url = role(document), document.page.url
    if here.rel in NOVELS:
        return book.extract(document)
    if here.rel == "listing":
        return Drop(None, "listing", "links only", url)
    text = main_text(document)
    if not text:
        return Drop(None, "extract", "no text was found on the page", url)
    part = Part(
        id="1",
        text=text,
        kind="body",
        author=_first(document, AUTHOR),
        published=moment(_first(document, PUBLISHED), timezone=document.site.timezone),
    )
    return single(document, _first(document, TITLE), part)


def main_text(document: Document) -> str:
    """Return the main text of a page, paragraphs apart by an empty line, "" if there is none."""
    html = _without(document, document.site.fields.get("drop", ""))
    if len(html) > MAX_CHARS:
        body = (document.tree if html is document.html else LexborHTMLParser(html)).body
        return prose(body) if body else ""
    found = trafilatura.extract(html, include_tables=True, include_comments=True)
    if found:
        return "\n\n".join(line for line in str(found).splitlines() if line.strip())
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript", "template", "nav", "header", "footer", "form", "title"]):
        tag.decompose()
    return "\n\n".join(soup.stripped_strings)


def _without(document: Document, selector: str) -> str:
    """Return the HTML of a page without what a selector matches; the page's own tree stays as it is."""
    if not selector:
        return document.html
    tree = LexborHTMLParser(document.html)
    for node in tree.css(selector):
        node.decompose()
    return tree.html or ""


def links(document: Document) -> list[Link]:
    """Return what the site's patterns say; without patterns, every page of the site's domains."""
    if role(document).rel in NOVELS:
        return book.links(document)
    if document.site.follow:
        return followed(document)
    return [
        Link(url, Context("article"))
        for url in dict.fromkeys(url for url, _ in hrefs(document))
        if url != document.page.url
    ]


def _first(document: Document, selectors: tuple[str, ...]) -> str:
    return next((value for selector in selectors if (value := document.value(selector))), "")
