"""What a page of unknown software is: a thread, a contents page, a chapter, an article or a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.document import Document
from crawler.engines import ENGINES, book, contents, generic, software, threads
from crawler.engines.signs import SURE
from crawler.records import Context, Drop, Record
from crawler.sites import Site

# An article has so many characters at least, no larger share of them in links, and so much of it in
# lines that are sentences: of at least so many letters, where a Chinese character counts as three.
MIN_CHARS, MAX_LINKED, MIN_SENTENCES, SENTENCE = 300, 0.3, 0.5, 60

# A list of statuses looks like one of chapters, but people and times stand in it.
SURE_THREAD = 0.8


@dataclass(frozen=True, slots=True)
class Kind:
    """The role of a page in the words of [follow] ("" unknown), and how sure that is, 0 to 1.

    ``engine`` names the known software that the page is of, "" if it is of none.
    """

    rel: str
    confidence: float
    engine: str = ""


def kind_of(document: Document, site: Site, *, among_chapters: bool = False) -> tuple[Kind, Record | Drop]:
    """Return what a page is, and the record read from it.

    ``among_chapters`` says that a list of chapters led to it.
    """
    if known := software(document):
        result = ENGINES[known].extract(replace(document, site=site))
        return Kind("thread" if isinstance(result, Record) else "listing", SURE, known), result
    if among_chapters or book.detect(document):
        located = replace(document, page=replace(document.page, context=Context("chapter")))
        result = book.extract(located)
        return Kind("chapter", 0.9 if isinstance(result, Record) else 0.3), result
    posts = threads.read(document)
    is_thread = isinstance(posts, Record) and posts.meta.get("confidence", 0.0) >= SURE_THREAD
    if not is_thread and contents.read(document).sure:
        return Kind("contents", 0.9), Drop(None, "listing", "links only", document.page.url)
    result = generic.extract(replace(document, site=site))
    if isinstance(result, Drop):
        return Kind("listing", 0.5), result
    if result.kind == "thread":
        return Kind("thread", float(result.meta.get("confidence", 0.0))), result
    return _article(document, result)


def _article(document: Document, record: Record) -> tuple[Kind, Record | Drop]:
    """Tell an article from a list: most of what a list says are links."""
    said = "".join(record.text.split())
    body = document.tree.body
    texts = {"".join(node.text(deep=True).split()) for node in body.css("a[href]")} if body else set()
    linked = sum(len(text) for text in texts if len(text) > 1 and text in said)
    sentences = sum(len(line) for line in record.text.splitlines() if len(line.encode()) >= SENTENCE)
    enough = len(said) >= MIN_CHARS and sentences >= MIN_SENTENCES * len(record.text)
    if enough and linked <= MAX_LINKED * len(said):
        return Kind("article", round(1 - linked / len(said), 2)), record
    return Kind("listing", 0.5), Drop(None, "listing", "links only", document.page.url)
