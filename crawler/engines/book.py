"""Novels: a contents page that lists chapters in order, and chapters that may run over pages."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.document import Document, identity
from crawler.engines.dates import moment
from crawler.engines.follow import destination, hrefs, role
from crawler.engines.follow import links as followed
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

AROUND = re.compile(
    r"\s*(?:最新章节(?:列表)?|全文阅读|章节目录|目录|[:：–—-]?\s*(?:table of )?contents)\s*$|^《|》$", re.I
)
SHARE = re.compile(r"\s*[（(\[【]?\s*第?\s*(\d{1,4})\s*/\s*(\d{1,4})\s*页?\s*[)）\]】]?\s*$")


def extract(document: Document) -> Record | Drop:
    """Read one page of a chapter by the site's selectors; a contents page is links only."""
    fields, here = document.site.fields, role(document)
    body = document.tree.css_first(fields["body"])
    if here.rel in ("contents", "listing") or (body is None and document.tree.css_first(fields["contents"])):
        return Drop(None, "listing", "links only", document.page.url)
    if body is None:
        if not here.rel:
            return Drop(None, "listing", "links only", document.page.url)
        return Drop(None, "extract", f"nothing on the page matches {fields['body']!r}", document.page.url)
    title, page, pages = share(document.value(fields.get("title", "h1")) or here.title)
    part = Part(
        id="1",
        text=prose(body, body.css(fields["drop"]) if "drop" in fields else ()),
        kind="body",
        author=document.value(fields.get("author", "")),
        published=moment(document.value(fields.get("published", "")), timezone=document.site.timezone),
    )
    record = chapter(document, replace(here, page=max(here.page, page)), title or here.title, [part])
    return replace(record, meta={**record.meta, "pages": pages})


def chapter(document: Document, here: Context, title: str, parts: list[Part]) -> Record:
    """Make the record of one page of a chapter at the place that its context gives."""
    site, url = document.site, document.page.url
    return Record(
        id=f"{site.name}/{identity(url)}",
        url=url,
        site=site.name,
        kind="chapter",
        title=title,
        author=parts[0].author,
        published=parts[0].published,
        work=here.work or url,
        position=here.position,
        page=here.page,
        licence=site.license,
        meta={key: value for key, value in (("book", here.book), ("advertised", here.advertised)) if value},
    ).with_parts(parts)


def links(document: Document) -> list[Link]:
    """Return the chapters of a contents page or the further pages of a chapter, and what patterns ask for."""
    fields, here = document.site.fields, role(document)
    found = {link.url: link.context for link in followed(document) if link.context.rel != "chapter"}
    if here.rel != "chapter":
        found |= {link.url: link.context for link in contents(document, here, fields["contents"])}
    else:
        found |= {link.url: link.context for link in further_pages(document, here)}
    return [Link(url, context) for url, context in found.items() if url != document.page.url]


def contents(document: Document, here: Context, selector: str) -> list[Link]:
    """Return the chapters that a contents list names, numbered in its order.

    A list that opens with the latest chapters names these twice; the later mention counts.
    """
    wanted = document.site.follow.get("chapter")
    titles: dict[str, str] = {}
    for area in document.tree.css(selector):
        for node in [area] if area.tag == "a" else area.css("a[href]"):
            url = destination(document, node)
            if url and (wanted is None or wanted.search(url)):
                titles.pop(url, None)
                titles[url] = " ".join(node.text(deep=True).split())
    work, book = here.work or document.page.url, book_title(document)
    return [
        Link(url, Context("chapter", work, here.position + number, 1, title, book, len(titles)))
        for number, (url, title) in enumerate(titles.items(), start=1)
    ]


def book_title(document: Document) -> str:
    """Return the title of the book that a contents page is of, the words around it left out.

    >>> AROUND.sub("", "呐喊最新章节"), AROUND.sub("", "Persuasion: contents")
    ('呐喊', 'Persuasion')
    """
    return AROUND.sub("", document.value(document.site.fields.get("book", "")) or document.value("h1"))


def further_pages(document: Document, here: Context) -> list[Link]:
    """Return the later pages of this chapter that it links to: its own address with a number."""
    found = {}
    for url, _ in hrefs(document):
        number = page_number(url, document.page.url, here.page)
        if number and number != here.page:
            found[url] = replace(here, page=number)
    return [Link(url, context) for url, context in found.items()]


def page_number(url: str, current: str, page: int) -> int:
    """Return which page of the chapter at ``current`` (its page ``page``) an address is, 0 if none.

    >>> page_number("http://a/7_2.html", "http://a/7.html", 1)
    2
    >>> page_number("http://a/8.html", "http://a/7.html", 1)
    0
    >>> page_number("http://a/b/3/", "http://a/b/2/", 2)
    3
    """
    stem, dot, ending = current.partition(".htm") if ".htm" in current else (current.rstrip("/"), "", "")
    if page > 1:
        stem = re.sub(rf"(?:[-_/]|[?&]p(?:age)?=){page}$", "", stem)
    if not url.startswith(stem):
        return 0
    rest = re.fullmatch(r"(?:[-_/]|[?&]p(?:age)?=)(\d{1,4})/?", url[len(stem) :].removesuffix(dot + ending))
    return int(rest[1]) if rest and int(rest[1]) > 1 else 0


def share(title: str) -> tuple[str, int, int]:
    """Split the count of pages off a title.

    >>> share("自序（第1/2页）")
    ('自序', 1, 2)
    >>> share("Chapter 3")
    ('Chapter 3', 1, 1)
    """
    match = SHARE.search(title)
    if match is None or int(match[1]) > int(match[2]):
        return title, 1, 1
    return title[: match.start()], int(match[1]), int(match[2])
