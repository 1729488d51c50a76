"""Novels: a contents page that lists chapters in order, and chapters that may run over pages.

A site's selectors say where things stand; without them the list, the text and what a page is are
found by what they look like (``contents``, ``block``), so that a start address is all that is needed.
"""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.document import Document, identity
from crawler.engines import contents, layouts, named, paging, shelf
from crawler.engines.block import block, heads, ways
from crawler.engines.contents import Contents, Entry
from crawler.engines.dates import moment
from crawler.engines.follow import destination, role
from crawler.engines.follow import links as followed
from crawler.engines.hidden import hidden
from crawler.engines.named import book_title as book_title
from crawler.engines.order import shown
from crawler.engines.paging import page_number as page_number
from crawler.engines.paging import share as share
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record
from crawler.text.noise.notices import reason

# Characters without which a page with ways to other chapters is none itself.
MIN_TEXT = 60
# The same for a page that has none, but a chapter's heading.
MIN_ALONE = 500
TAIL_LINES = 3


def extract(document: Document) -> Record | Drop:
    """Read one page of a chapter; a contents page is links only."""
    fields, here = document.site.fields, standing(document)
    body, drop = text_block(document)
    if here.rel in ("contents", "listing") or (body is None and not here.rel):
        return Drop(None, "listing", "links only", document.page.url)
    if body is None:
        wanted = f"matches {fields['body']!r}" if "body" in fields else "is the text of a chapter"
        return Drop(None, "extract", f"nothing on the page {wanted}", document.page.url)
    title, page, pages = named.chapter_title(document, here)
    text, is_shuffled = words(document, body, drop, title)
    part = Part(
        id="1",
        text=text,
        kind="body",
        author=named.author(document) or here.author,
        published=moment(document.value(fields.get("published", "")), timezone=document.site.timezone),
    )
    here = replace(here, page=max(here.page, page))
    record = chapter(document, here, title or here.title, [part])
    meta = {**record.meta, "pages": pages, **({"shuffled": True} if is_shuffled else {})}
    following = _next_pages(document, here, goes_on=True).values()
    if here.page >= pages > 1 or not _says_more(text) or any(each.page > here.page for each in following):
        return replace(record, meta=meta)
    # Some sites say so below every page: beside a way to the next chapter a single page is all there is.
    lacks = here.page > 1 or not paging.leads(document, paging.NEXT_CHAPTER)
    return replace(record, meta={**meta, "unfinished": True, "pages": max(pages, here.page + lacks)})


def words(document: Document, body: LexborNode, drop: str, title: str) -> tuple[str, bool]:
    """Return the text of a chapter, and whether its paragraphs had to be put in order."""
    without = [*hidden(document, body), *(body.css(drop) if drop else ())]
    if "body" not in document.site.fields:
        without += [*ways(body), *heads(body, title)]
    in_order = shown(body)
    if not in_order:
        return prose(body, without), False
    gone = {node.mem_id for node in without}
    pieces = (prose(node, without) for node in in_order if node.mem_id not in gone)
    return "\n\n".join(piece for piece in pieces if piece), True


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


def standing(document: Document) -> Context:
    """Return what a page is: by the link that led to it or a pattern, else by what stands on it."""
    here, fields = role(document), document.site.fields
    if here.rel == "contents" or (here.rel and (document.site.follow or "body" in fields)):
        return here
    if "contents" in fields and "body" in fields:
        listed = document.tree.css_first(fields["body"]) is None and document.tree.css_first(
            fields["contents"]
        )
        return replace(here, rel="contents" if listed else here.rel)
    length = _length(document)
    if length >= MIN_TEXT and (here.rel == "chapter" or paging.is_beside(document)):
        return replace(here, rel="chapter")
    found = chapters(document)
    if found.sure and not (found.is_latest and paging.leads(document, paging.TO_CONTENTS)):
        return Context("contents", "" if here.rel == "chapter" else here.work)
    if length >= MIN_ALONE and named.is_numbered(document):
        return replace(here, rel="chapter")
    return here if here.rel == "chapter" else Context("listing")


def detect(document: Document) -> bool:
    """Whether a page is one chapter of a book: it leads to the chapters beside it and to their list."""
    leads = paging.is_beside(document) and paging.leads(document, paging.TO_CONTENTS)
    return bool(leads) and _length(document) >= MIN_TEXT


def text_block(document: Document) -> tuple[LexborNode | None, str]:
    """Return what holds the text of a page, and a selector of what in it is none.

    By the site's selectors, else where most words stand, or the box of a known layout there.
    """
    fields = document.site.fields
    if "body" in fields:
        return document.tree.css_first(fields["body"]), fields.get("drop", "")
    found = block(document)
    if found is None:
        return None, ""
    box, drop = layouts.body(document, found)
    return box, ", ".join(filter(None, (fields.get("drop"), drop)))


def chapters(document: Document) -> Contents:
    """Return the chapters that a page lists, by the site's selector or by what they look like.

    A list that opens with the latest chapters names these twice; the later mention counts.
    """
    if "contents" not in document.site.fields:
        return contents.read(document)
    wanted = document.site.follow.get("chapter")
    found: dict[str, Entry] = {}
    for area in document.tree.css(document.site.fields["contents"]):
        for node in [area] if area.tag == "a" else area.css("a[href]"):
            url = destination(document, node)
            if url and (wanted is None or wanted.search(url)):
                found.pop(url, None)
                found[url] = Entry(url, " ".join(node.text(deep=True).split()), latest=False)
    return Contents(tuple(found.values()), True)


def links(document: Document) -> list[Link]:
    """Return the chapters of a contents page or the further pages of a chapter, and what patterns ask for."""
    here = standing(document)
    found = {link.url: link.context for link in followed(document) if link.context.rel != "chapter"}
    if here.rel == "chapter":
        found |= _next_pages(document, here, goes_on=_goes_on(document, here))
        if not here.position and not found:
            found |= dict.fromkeys(paging.leads(document, paging.TO_CONTENTS), Context("contents"))
    elif here.rel == "contents" or "contents" in document.site.fields:
        found |= listed(document, here)
    elif not document.site.follow:
        found |= shelf.books(document, chapters(document))
    return [Link(url, context) for url, context in found.items() if url != document.page.url]


def listed(document: Document, here: Context) -> dict[str, Context]:
    """Return the chapters of a contents page, and the page on which its list goes on."""
    found = chapters(document)
    urls = {entry.url for entry in found.entries}
    work, book, by = here.work or document.page.url, here.book or book_title(document), named.author(document)
    last = paging.last_list(document, here.page, urls)
    seats = contents.places(found, here.position, here.page, last)
    said, seen = max((seat for seat, _ in seats), default=0), here.position + len(seats)
    place = Context(
        "chapter", work, book=book, author=by or here.author, advertised=min(said, seen) if seats else 0
    )
    told = {entry.url: replace(place, position=seat, title=entry.title) for seat, entry in seats}
    further = paging.next_list(document, here.page, urls) if seats else ""
    if further and further != document.page.url:
        told[further] = replace(place, rel="contents", position=seen, page=here.page + 1, advertised=0)
    return told


def _length(document: Document) -> int:
    """Return how many characters stand in the text of a page outside of links."""
    body, _ = text_block(document)
    return len(prose(body, body.css("a"))) if body else 0


def _says_more(text: str) -> bool:
    """Whether the last lines of a page say that the chapter goes on."""
    lines = [line for line in text.splitlines() if line.strip()]
    return any(reason(line) == "unfinished" for line in lines[-TAIL_LINES:])


def _goes_on(document: Document, here: Context) -> bool:
    """Whether a page says that its chapter has more pages."""
    body, _ = text_block(document)
    if body is None:
        return False
    _, page, pages = named.chapter_title(document, here)
    return max(page, here.page) < pages or (page >= pages == 1 and _says_more(prose(body)))


def _next_pages(document: Document, here: Context, *, goes_on: bool) -> dict[str, Context]:
    """Return the further pages of a chapter, with what is known of it."""
    found = paging.further_pages(document, here.page)
    if not found and "body" not in document.site.fields and here.page < paging.MAX_PAGES:
        following = paging.next_page(document, goes_on=goes_on)
        found = {following: here.page + 1} if following else {}
    return {url: replace(here, page=page) for url, page in found.items()}
