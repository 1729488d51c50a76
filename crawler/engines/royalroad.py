"""Royal Road: fictions with their chapters, which a script's table names too; planted paragraphs left out.

Addresses: /fiction/21/the-ferry (the contents), /fiction/21/the-ferry/chapter/301/salt;
lists of fictions at /fictions/….
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import orjson

from crawler.document import Document
from crawler.engines.book import chapter
from crawler.engines.dates import moment
from crawler.engines.follow import hrefs
from crawler.engines.hidden import hidden
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

FICTION = re.compile(r"(https?://[^/?#]{1,200}/fiction/\d{1,12})(?:/[^/?#]{1,300})?/?(?=$|[?#])")
CHAPTER = re.compile(r"https?://[^/?#]{1,200}/fiction/\d{1,12}/[^/?#]{1,300}/chapter/\d{1,12}(?=$|[/?#])")
TABLE = "window.chapters ="


def extract(document: Document) -> Record | Drop:
    """Read a chapter; fictions and lists are links only."""
    url, here = document.page.url, document.page.context
    body = document.tree.css_first(".chapter-content")
    if body is None:
        step = "extract" if CHAPTER.match(url) else "listing"
        return Drop(None, step, "nothing is .chapter-content" if step == "extract" else "links only", url)
    author = document.value(".fic-header h3 a") or here.author
    when = moment(document.value(".profile-info time@datetime; .fic-header time@datetime; time@datetime"))
    drop = document.site.fields.get("drop")
    without = [*hidden(document, body), *(body.css(drop) if drop else ())]
    part = Part("1", prose(body, without), author=author, published=when, kind="body")
    place = replace(
        here, book=document.value(".fic-header h2") or here.book, work=here.work or _fiction(document)
    )
    record = chapter(document, place, document.value(".fic-header h1; h1"), [part])
    notes = "\n\n".join(prose(node) for node in document.tree.css(".author-note"))
    return replace(record, meta={**record.meta, **({"notes": notes} if notes else {})})


def links(document: Document) -> list[Link]:
    """Return the chapters of a fiction in order, the fictions of a list, or a chapter's contents page."""
    if CHAPTER.match(document.page.url):
        fiction = _fiction(document)
        return [] if document.page.context.position or not fiction else [Link(fiction, Context("contents"))]
    if FICTION.match(document.page.url):
        return _chapters(document)
    found: dict[str, Context] = {}
    for url, title in hrefs(document, ".fiction-title a, h2.fiction-title a"):
        found.setdefault(url, Context("contents", title=title))
    for url, text in hrefs(document, ".pagination a"):
        if text.startswith("Next"):
            found.setdefault(url, Context("listing"))
    return [Link(url, context) for url, context in found.items()]


def _chapters(document: Document) -> list[Link]:
    titles = _told(document)
    for url, title in () if titles else hrefs(document, "#chapters a[href*='/chapter/']"):
        titles.setdefault(url, title)  # what follows in a row is its date
    author = document.value(".fic-header h4 a; .fic-title h4 a; meta[property='books:author']@content")
    book = document.value(".fic-header h1; .fic-title h1; h1")
    place = Context("chapter", document.page.url, book=book, author=author, advertised=len(titles))
    return [
        Link(url, replace(place, position=number, title=title))
        for number, (url, title) in enumerate(titles.items(), 1)
    ]


def _told(document: Document) -> dict[str, str]:
    """Return the chapters of the script's table, address to title in their order; {} if it has none."""
    _, found, rest = document.html.partition(TABLE)
    try:
        rows: Any = orjson.loads(rest[: rest.index("];") + 1]) if found else []
    except (ValueError, orjson.JSONDecodeError):
        return {}
    known = [row for row in rows if isinstance(row, dict) and isinstance(row.get("url"), str)]
    known.sort(key=lambda row: row["order"] if isinstance(row.get("order"), int) else 0)
    urls = ((document.absolute(row["url"]), str(row.get("title") or "")) for row in known)
    return {url: title for url, title in urls if url and document.site.allows(url)}


def _fiction(document: Document) -> str:
    """Return the contents page that a chapter leads to, "" if it leads to none."""
    return next((url for url, _ in hrefs(document, ".fic-header a[href]") if FICTION.fullmatch(url)), "")
