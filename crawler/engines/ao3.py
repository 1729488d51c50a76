"""Archives of fan works that run otwarchive: works by chapter or whole, with summary, notes and tags.

Addresses: /works/1, /works/1/chapters/2, /works/1/navigate (the chapter index),
?view_full_work=true (all chapters on one page); lists of works by tag, author or series.
Where the archive asks first whether adult content may be shown, the answer is its reader's: an
address that carries it (?view_adult=true) keeps it, and no other one gets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.book import chapter
from crawler.engines.dates import moment
from crawler.engines.follow import hrefs
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

WORK = re.compile(r"(https?://[^/?#]{1,200}(?:/[^/?#]{1,100}){0,3}/works/\d{1,12})(?=$|[/?#])")
ADULT = "view_adult=true"
NUMBER = re.compile(r"^\s*(\d{1,5})\.\s*")
COUNT = re.compile(r"(\d{1,5})/(\d{1,5}|\?)")
TAGS = ("rating", "warning", "category", "fandom", "relationship", "character", "freeform")


def extract(document: Document) -> Record | Drop:
    """Read one chapter, or all chapters of a work that stand on one page as parts; lists are links only."""
    work, here, url = WORK.match(document.page.url), document.page.context, document.page.url
    bodies = list(_bodies(document))
    if work is None or not bodies:
        if here.rel == "chapter" or document.tree.css_first("p.caution") is not None:
            return Drop(None, "extract", _why_not(document), url)
        return Drop(None, "listing", "links only", url)
    by = ", ".join(node.text().strip() for node in document.tree.css("#workskin > .preface .byline a"))
    told = document.value("#workskin > .preface .title")
    position = here.position or _position(document)
    when = _published(document, position, len(bodies))
    drop = ", ".join(filter(None, (".landmark", document.site.fields.get("drop"))))
    parts = [
        Part(str(number), prose(node, node.css(drop)), author=by, published=when, kind="body")
        for number, node in enumerate(bodies, 1)
    ]
    title = _title(document.value("#chapters .chapter .title")) if len(parts) == 1 else ""
    place = replace(here, work=work[1], position=position, book=told)
    record = chapter(
        document,
        replace(place, advertised=_counts(document)[0] if len(parts) == 1 else 0),
        title or told,
        parts,
    )
    return replace(record, author=by, meta={**record.meta, **_meta(document)})


def links(document: Document) -> list[Link]:
    """Return the other chapters of a work in order, or the works of a list and its next page."""
    work = WORK.match(document.page.url)
    if work:
        return _chapters(document, work[1])
    found: dict[str, Context] = {}
    for url, title in hrefs(document, "li.work h4.heading a"):
        if (match := WORK.fullmatch(url)) and url not in found:
            found[url] = Context("chapter", match[1], 1, book=title)
    for url, _ in hrefs(document, ".pagination .next a"):
        found.setdefault(url, Context("listing"))
    return [Link(url, context) for url, context in found.items() if url != document.page.url]


def _chapters(document: Document, work: str) -> list[Link]:
    """Return the chapters that the index or the menu of a page names; its own is left out."""
    query = f"?{ADULT}" if ADULT in document.page.url else ""
    named = [
        (document.absolute(node.attributes["href"] or ""), node.text())
        for node in document.tree.css("ol.chapter.index a[href]")
    ] or [
        (f"{work}/chapters/{value}", node.text())
        for node in document.tree.css("select#selected_id option")
        if (value := node.attributes.get("value") or "").isdecimal()
    ]
    own = document.tree.css_first("select#selected_id option[selected]")
    own_url = urljoin(work, f"{work}/chapters/{own.attributes.get('value')}") if own else ""
    author = document.value("#workskin > .preface .byline a; h2.heading a[rel=author]")
    book = document.value("#workskin > .preface .title; h2.heading a[href*='/works/']")
    place = Context("chapter", work, book=book, author=author, advertised=len(named))
    return [
        Link(url + query, replace(place, position=number, title=NUMBER.sub("", " ".join(title.split()))))
        for number, (url, title) in enumerate(named, 1)
        if url.startswith(work) and url != own_url and document.site.allows(url)
    ]


def _bodies(document: Document) -> Iterator[LexborNode]:
    """Yield the texts of chapters; that of a work of one chapter stands in the list of chapters itself."""
    box = document.tree.css_first("#chapters")
    for node in box.iter() if box else ():
        classes = (node.attributes.get("class") or "").split()
        for each in node.iter() if "chapter" in classes else [node]:
            if "userstuff" in (each.attributes.get("class") or "").split():
                yield each


def _position(document: Document) -> int:
    """Return the number of the chapter by the menu or by its heading, 1 where a work has no other."""
    menu = document.value("select#selected_id option[selected]")
    match = NUMBER.match(menu) or re.search(r"(\d{1,5})", document.value("#chapters .chapter .title"))
    return int(match[1]) if match else 1


def _published(document: Document, position: int, on_page: int) -> str:
    """Return when a chapter came: pages tell it of the first and of the last one that is there."""
    posted = _counts(document)[0]
    if max(position, on_page) >= posted:
        return moment(document.value("dd.status; dd.published"))
    return moment(document.value("dd.published")) if position == 1 else ""


def _title(heading: str) -> str:
    """Return a chapter's own title.

    >>> _title("Chapter 3: The Ferry"), _title("Chapter 3")
    ('The Ferry', 'Chapter 3')
    """
    return re.sub(r"^Chapter \d{1,5}\s*:\s*(?=\S)", "", heading)


def _counts(document: Document) -> tuple[int, str]:
    """Return how many chapters are there, and how many there will be ("?" if nobody knows)."""
    match = COUNT.search(document.value("dd.chapters").replace(",", ""))
    return (int(match[1]), match[2]) if match else (0, "")


def _meta(document: Document) -> dict[str, object]:
    posted, planned = _counts(document)
    tags = {name: [node.text() for node in document.tree.css(f"dl.meta dd.{name} a.tag")] for name in TAGS}
    meta: dict[str, object] = {
        "summary": _said(document, "#workskin > .preface .summary .userstuff"),
        "chapter_summary": _said(document, "#chapters .chapter .summary .userstuff"),
        "notes": _said(
            document,
            "#workskin > .preface:not(.afterword) .notes .userstuff, #chapters .notes:not(.end) .userstuff",
        ),
        "end_notes": _said(document, "#chapters .end.notes .userstuff, #work_endnotes .userstuff"),
        "series": [" ".join(node.text().split()) for node in document.tree.css("dd.series .position")],
        "tags": {name: values for name, values in tags.items() if values},
        "words": int(re.sub(r"\D", "", document.value("dd.words"))[:9] or 0),
    }
    known = {key: value for key, value in meta.items() if value}
    return {**known, "complete": str(posted) == planned} if posted else known


def _said(document: Document, selector: str) -> str:
    return "\n\n".join(prose(node) for node in document.tree.css(selector))


def _why_not(document: Document) -> str:
    asks = document.tree.css_first(f"a[href*='{ADULT}']") is not None
    return "no chapter stands on the page" + asks * ": it asks first whether adult content may be shown"
