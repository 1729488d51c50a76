"""How novel pages name book, author and chapter, where no selector says so."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice, pairwise

from crawler.document import Document
from crawler.engines.paging import share
from crawler.records import Context
from crawler.text.novels.ordinals import number

AROUND = re.compile(
    r"\s*(?:最新章节(?:列表)?|全文阅读|章节目录|目录|[:：–—-]?\s*(?:table of )?contents)\s*$|^《|》$", re.I
)
# What stands between the names in a page's title: book, chapter, site.
PIECES = re.compile(r"\s*(?:[_|｜»«]|\s[-–—]\s|\s::\s|(?<=[\u3000-\u9fff])[-–—](?=[\u3000-\u9fff]))\s*")
BOOK = ("meta[property='og:novel:book_name']@content", "h1")
AUTHOR = (
    "meta[property='og:novel:author']@content",
    "meta[name=author]@content",
    "a[rel~=author]",
    "[itemprop=author]",
)
HEADINGS = "h1, h2, h3, h4, [itemprop=headline]"
BY_CHINESE = re.compile(r"(?:作\s*者|著\s*者|文\s*/)\s*[:：]?\s*(\S{1,20})")
BY_ENGLISH = re.compile(r"(?:(?:written\s+)?by|author)\s*:?\s+([^\W\d_][^\n,;:()]{1,60})", re.I)
BY_ALONE = re.compile(r"作\s*者\s*[:：]|著\s*者\s*[:：]|(?:by|author)\s*:?", re.I)
# Texts at the top of a page among which the author is looked for.
TOP = 120
MAX_TITLE = 120


def book_title(document: Document) -> str:
    """Return the title of the book that a contents page is of, the words around it left out.

    >>> AROUND.sub("", "呐喊最新章节"), AROUND.sub("", "Persuasion: contents")
    ('呐喊', 'Persuasion')
    """
    chosen = document.site.fields.get("book", "")
    named = document.value(chosen) or next(filter(None, map(document.value, BOOK)), "")
    return AROUND.sub("", named or PIECES.split(document.value("title"))[0]).strip("《》")


def author(document: Document) -> str:
    """Return who wrote the book, by selector, metadata or a line such as 作者：鲁迅, else ""."""
    if "author" in document.site.fields or "body" in document.site.fields:
        return document.value(document.site.fields.get("author", ""))
    named = next(filter(None, map(document.value, AUTHOR)), "")
    if named and named != document.value("meta[property='og:site_name']@content"):
        return BY_ENGLISH.sub(r"\1", named)[:MAX_TITLE]
    return _byline(document)


def chapter_title(document: Document, here: Context) -> tuple[str, int, int]:
    """Return a chapter's title, which page of it this is and how many there are."""
    if "body" in document.site.fields:
        return share(document.value(document.site.fields.get("title", "h1")) or here.title)
    wanted = _folded(share(here.title)[0])
    heads = [" ".join(node.text(deep=True).split()) for node in document.tree.css(HEADINGS)[:30]]
    heads = [head for head in heads if 0 < len(head) <= MAX_TITLE]
    named = [*heads, *PIECES.split(document.value("title")[: 2 * MAX_TITLE])]
    for each in named:
        title, page, pages = share(each)
        if wanted and wanted in _folded(title):
            return share(here.title)[0], page, pages
    if not wanted:
        numbered = (each for each in named if number(each))
        return share(next(numbered, "") or next(iter(heads), "") or next(iter(named), ""))
    return share(here.title)[0], *_said_pages(named)


def is_numbered(document: Document) -> bool:
    """Whether a heading of a page is that of a chapter."""
    return any(
        number(" ".join(node.text(deep=True).split())[:MAX_TITLE]) for node in document.tree.css("h1, h2")[:5]
    )


def _said_pages(named: list[str]) -> tuple[int, int]:
    return next(((page, pages) for _, page, pages in map(share, named) if pages > 1), (1, 1))


def _byline(document: Document) -> str:
    """Return the author whom one of the first texts of a page names, or the text behind it."""
    body = document.tree.body
    nodes = body.traverse(include_text=True) if body else iter(())
    texts = (
        " ".join((node.text_content or "").split())
        for node in nodes
        if node.tag == "-text" and node.parent is not None and node.parent.tag not in ("script", "style")
    )
    top = list(islice(filter(None, texts), TOP))
    for said, after in pairwise([*top, ""]):
        if BY_ALONE.fullmatch(said):
            return after[:MAX_TITLE]
        if match := BY_CHINESE.match(said) or BY_ENGLISH.fullmatch(said):
            return match[1].strip()
    return ""


def _folded(title: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", title)).casefold()
