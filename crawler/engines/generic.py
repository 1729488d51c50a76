"""Pages of no known engine: the main text of an article, or of whatever else the page is."""

from __future__ import annotations

import trafilatura
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from crawler.document import Document
from crawler.engines import book, posts, threads
from crawler.engines.article import single
from crawler.engines.byline import author
from crawler.engines.dateline import published
from crawler.engines.follow import hrefs, role
from crawler.engines.follow import links as followed
from crawler.engines.main import Found, main
from crawler.engines.notices import body
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

# trafilatura and BeautifulSoup walk the tree many times; beyond this size their seconds become minutes.
MAX_CHARS = 2_000_000
# A text of this part of the page's prose, or named as the text, is not asked about again; an answer that
# is longer or shorter by this factor is another text and taken.  Measured by benchmarks/articles.py.
SURE, OTHER = 0.55, 1.5
# Roles whose pages are those of a novel.
NOVELS = ("contents", "chapter")
DESCRIPTION = ("meta[property='og:description']@content", "meta[name=description]@content")
# The mark of a text that is only what a page says of itself to others, because scripts write the rest.
EXCERPT = "excerpt"
# Characters below which a page may have no text of its own.
LITTLE = 100
TITLE = ("meta[property='og:title']@content", "h1", "title")


def extract(document: Document) -> Record | Drop:
    """Read the posts of a thread or the main text of any other page; a chapter where it is known for one."""
    here, url = role(document), document.page.url
    if here.rel in NOVELS:
        return book.extract(document)
    if here.rel == "listing":
        return Drop(None, "listing", "links only", url)
    if "post" in document.site.fields and isinstance(thread := posts.extract(document), Record):
        return thread
    if talk := document.once(threads.read):
        return talk
    root, selector = document.tree.body, document.site.fields.get("drop", "")
    found = main(root, document.tree.css(selector) if selector else ()) if root else None
    text = main_text(document, found) if found else ""
    told = _first(document, DESCRIPTION)
    if len(text) < LITTLE and len(told) > max(LITTLE, 2 * len(text)):
        return single(document, _first(document, TITLE), Part("1", told, kind="body", mark=EXCERPT))
    if not found or not text:
        return Drop(None, "extract", "no text was found on the page", url)
    part = Part(
        id="1", text=text, kind="body", author=author(document, found), published=published(document, found)
    )
    return single(document, _first(document, TITLE), part)


def main_text(document: Document, found: Found) -> str:
    """Return the main text of a page, paragraphs apart by an empty line, "" if there is none.

    Where what was found may be but a part, a second finder is asked; what neither finds is all the page says.
    """
    text = written(document, found)
    if text and (found.named or _size(text) >= SURE * found.worth):
        return text
    if len(document.html) > MAX_CHARS:
        return text or (prose(document.tree.body) if document.tree.body else "")
    html = _without(document, document.site.fields.get("drop", ""))
    other = _second(html)
    if text and (not other or 1 / OTHER < _size(other) / _size(text) < OTHER):
        return text
    return other or _all_text(html)


def written(document: Document, found: Found) -> str:
    """Return the text that was found, without the lines at its ends that are about it."""
    return body(prose(found.node, found.without), " ".join(document.value(each) for each in TITLE))


def _second(html: str) -> str:
    """Return the text that trafilatura finds, "" if it finds none."""
    found = trafilatura.extract(html, include_tables=True, include_comments=False)
    return "\n\n".join(line for line in str(found or "").splitlines() if line.strip())


def _all_text(html: str) -> str:
    """Return all that a page says, what stands in menus and forms only if there is nothing else."""
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript", "template", "title"]):
        tag.decompose()
    everything = list(soup.stripped_strings)
    for tag in soup(["nav", "header", "footer", "form"]):
        tag.decompose()
    return "\n\n".join(list(soup.stripped_strings) or everything)


def _size(text: str) -> int:
    """Return the length of a text as ``blocks`` counts it."""
    return len(text.encode("utf-8", "replace"))


def _without(document: Document, selector: str) -> str:
    """Return the HTML of a page without what a selector matches; the page's own tree stays as it is."""
    if not selector:
        return document.html
    tree = LexborHTMLParser(document.html)
    for node in tree.css(selector):
        node.decompose()
    return tree.html or ""


def links(document: Document) -> list[Link]:
    """Return what the site's patterns say; without patterns, every page of the site's domains.

    Further pages of a thread come first, with their numbers.
    """
    if role(document).rel in NOVELS:
        return book.links(document)
    known = {link.url: link for link in threads.links(document)}
    if document.site.follow:
        return list({**{link.url: link for link in followed(document)}, **known}.values())
    others = {url: Link(url, Context("article")) for url, _ in hrefs(document) if url not in known}
    return [link for url, link in {**known, **others}.items() if url != document.page.url]


def _first(document: Document, selectors: tuple[str, ...]) -> str:
    return next((value for selector in selectors if (value := document.value(selector))), "")
