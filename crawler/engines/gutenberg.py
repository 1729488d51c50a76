"""Project Gutenberg: whole books as plain text or HTML, without what the project puts around them.

Addresses: /ebooks/1342 (about a book), its files /ebooks/1342.txt.utf-8, /cache/epub/1342/pg1342.txt,
/files/1342/1342-0.txt, /cache/epub/1342/pg1342-images.html; lists at /ebooks/bookshelf/….  One
file is one record; its parts are the chapters, each with its heading.
"""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.document import Document
from crawler.engines.book import chapter
from crawler.engines.follow import hrefs
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record
from crawler.text.chapters import split

ABOUT = re.compile(r"https?://[^/?#]{1,200}/ebooks/(\d{1,7})(?=$|[?#])")
FILE = re.compile(r"/(?:ebooks/(\d{1,7})\.(?:txt|html)|(?:cache/epub|files)/(\d{1,7})/)")
# What a reader would take of the files of a book, the best first.
FORMATS = (r"\.txt(?:\.utf-?8)?$", r"\.html?(?:\.images|\.noimages)?$")
START = re.compile(r"^[^\n]{0,20}\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]{0,300}$", re.M | re.I)
END = re.compile(
    r"^(?:[^\n]{0,20}\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG"
    r"|End of (?:the |this )?Project Gutenberg(?:'s)? )",
    re.M | re.I,
)
SMALL_PRINT = re.compile(r"^\*END\*?\s?THE SMALL PRINT![^\n]{0,200}$", re.M)
HEAD = re.compile(
    r"^(Title|Author|Language|Release date)\s*:\s*([^\n]{1,300}(?:\n[ \t]{2,}[^\n]{1,200}){0,3})", re.M | re.I
)
# Notes of those who made the file: a picture, and paragraphs that say who and how.
PICTURE = re.compile(r"\[(?:Illustration|Frontispiece|Decoration|Blank Page)[^\[\]]{0,600}\]", re.I)
NOTE = re.compile(
    r"\[?\s*(?:Transcriber['’]?s['’]? notes?\b|(?:this )?e-?(?:text|book) (?:was )?(?:produced|prepared)\b"
    r"|(?:Produced|Prepared|Transcribed|Scanned|Updated) by\b|HTML version by\b"
    r"|Note: (?:Project Gutenberg|Images of)|End of (?:the )?Project Gutenberg)",
    re.I,
)
MADE_UP = ", ".join(
    """
    .pg-boilerplate #pg-header #pg-footer .pagenum .pageno .pgno figure .figcenter .figleft .figright
    .caption .transnote .tnotes .tnote #transnote .toc table.toc .covernote
    """.split()
)
EMPHASIS = re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,200}(?:\n[^_\n]{1,200}){0,4})(?<=\S)_(?![\w_])")
NESTED = 10  # emphasis within emphasis that is looked for
SHORT = 40  # characters of a line below which it was ended on purpose
# How a part without a heading before the first chapter is marked, and how long it may be at most.
FRONT, MAX_FRONT = "front matter", 3000
INVERTED = re.compile(r"^([^,]{1,80}), ([^,(]{1,80}?)\s*(?:[,(].*)?$")
LONG = 1200  # characters from which a paragraph is the book's, whatever its first words


def extract(document: Document) -> Record | Drop:
    """Read a book's file; pages about books and lists are links only."""
    url, number = document.page.url, _number(document.page.url)
    is_page = "<html" in document.html[:2000].lower() or "<!doctype" in document.html[:200].lower()
    if (
        not number
        or ABOUT.match(url)
        or (is_page and document.tree.css_first("#pg-header, .pg-boilerplate") is None)
    ):
        return Drop(None, "listing", "links only", url)
    head, text = _of_page(document) if is_page else _of_text(document.html)
    told = {match[1].lower(): " ".join(match[2].split()) for match in HEAD.finditer(head)}
    here, author = document.page.context, told.get("author", document.page.context.author)
    chapters = [(each.title, flowing(text[each.start : each.end])) for each in split(text)]
    parts = [
        Part(str(n), words, author=author, kind="body", mark=_mark(title, words, len(chapters)))
        for n, (title, words) in enumerate(chapters, 1)
        if words
    ]
    if not parts:
        return Drop(None, "extract", "the book has no text between the project's marks", url)
    place = replace(here, work=here.work or _about(url, number), position=here.position or 1)
    record = chapter(
        document, replace(place, book=told.get("title", here.book)), told.get("title", here.title), parts
    )
    titles = [title for title, words in chapters if words]
    return replace(record, meta={**record.meta, "ebook": int(number), "chapters": titles})


def links(document: Document) -> list[Link]:
    """Return a book's file, the text before the HTML, or the books of a list and its next page."""
    about = ABOUT.match(document.page.url)
    if about:
        return _files(document)
    if FILE.search(document.page.url):
        return []
    found = {
        url: Context("contents")
        for url, _ in hrefs(document, ".booklink a, a[href*='/ebooks/']")
        if ABOUT.match(url)
    }
    for url, _ in hrefs(document, "a[title*='next page' i], a[accesskey='+']"):
        found.setdefault(url, Context("listing"))
    return [Link(url, context) for url, context in found.items() if url != document.page.url]


def _mark(title: str, words: str, chapters: int) -> str:
    """Return that a part is title page and contents, and no chapter, "" of any other."""
    return FRONT if not title and chapters > 1 and len(words) < MAX_FRONT else ""


def flowing(text: str) -> str:
    r"""Return a text set in short lines with a line a paragraph; verse and what is indented stays.

    >>> flowing("He laid his pole across his knees and then he\nwatched the _lamps_.\n\n  O river,\n  O!")
    'He laid his pole across his knees and then he watched the lamps.\n\n  O river,\n  O!'
    """
    plain = _plain(text)
    pieces = (piece.strip("\n") for piece in plain.split("\n\n"))
    return "\n\n".join(_joined(piece) for piece in pieces if piece.strip())


def _plain(text: str) -> str:
    """Return a text without the marks of emphasis."""
    for _ in range(NESTED):
        text, count = EMPHASIS.subn(r"\1", text)
        if not count:
            break
    return text


def _joined(piece: str) -> str:
    lines = piece.split("\n")
    is_set = all(len(line) >= SHORT for line in lines[:-1]) and not any(line[:1].isspace() for line in lines)
    return " ".join(line.strip() for line in lines) if is_set else piece.rstrip()


def _files(document: Document) -> list[Link]:
    urls = [url for url, _ in hrefs(document) if FILE.search(url)]
    best = next((url for form in FORMATS for url in urls if re.search(form, url)), "")
    named = document.value("#book_title; [itemprop=headline]; h1")
    title, _, by = named.rpartition(" by ") if " by " in named else (named, "", "")
    author = by or INVERTED.sub(r"\2 \1", document.value("a[itemprop=creator]; a[rel='marcrel:aut']"))
    place = Context("chapter", document.page.url, 1, title=title, book=title, advertised=1, author=author)
    return [Link(best, place)] if best else []


def _of_page(document: Document) -> tuple[str, str]:
    """Return the head and the text of a book in HTML."""
    body = document.tree.body
    head = document.tree.css_first("#pg-header, .pg-boilerplate")
    drop = ", ".join(filter(None, (MADE_UP, document.site.fields.get("drop"))))
    text = prose(body, body.css(drop)) if body else ""
    return (prose(head) if head else ""), _cut(text)


def _of_text(text: str) -> tuple[str, str]:
    """Return the head and the text of a book in plain text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = START.search(text) or SMALL_PRINT.search(text)
    begin = start.end() if start else 0
    return text[:begin], _cut(text[begin:])


def _cut(text: str) -> str:
    """Return a book without the project's end, pictures and notes of those who made the file."""
    end = END.search(text)
    pieces = PICTURE.sub("", text[: end.start()] if end else text).split("\n\n")
    kept = (piece for piece in pieces if not (len(piece) < LONG and NOTE.match(piece.lstrip("\n _*-"))))
    return "\n\n".join(piece for piece in kept if piece.strip()).strip("\n")


def _number(url: str) -> str:
    match = ABOUT.match(url) or FILE.search(url)
    return next(filter(None, match.groups()), "") if match else ""


def _about(url: str, number: str) -> str:
    return "/".join(url.split("/")[:3]) + f"/ebooks/{number}"
