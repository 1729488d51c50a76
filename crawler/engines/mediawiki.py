"""Sites that run MediaWiki, Wikisource among them: pages as readers or as the API see them.

Addresses: /wiki/Title and index.php?title=Title (HTML), api.php?action=parse&page=Title (a page in
JSON), api.php?action=query&list=allpages or categorymembers (lists, over ``continue``),
Special:AllPages and categories (lists in HTML).  A page that lists its own subpages is the contents
page of a work, and they are its chapters in that order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.document import Document
from crawler.engines.article import single
from crawler.engines.book import chapter
from crawler.engines.follow import destination, hrefs
from crawler.engines.follow import links as followed
from crawler.engines.prose import prose
from crawler.engines.wikis import CATEGORY, address, continued, is_other_view, is_text, name
from crawler.records import Context, Drop, Link, Part, Record

# Where the text of a page stands; old versions have only the later ones.
OUTPUT = (".mw-parser-output", "#mw-content-text", "#bodyContent")
HEADINGS = frozenset("h2 h3 h4 h5".split())
# What stands in a page and is no text of it: edit links, boxes of links, marks of notes, page numbers.
MADE_UP = ", ".join(
    """
    .mw-editsection .navbox .vertical-navbox .infobox .sidebar .metadata .ambox .mbox-small .hatnote
    .noprint #toc .toc sup.reference .mw-references-wrap .reflist ol.references .printfooter .catlinks
    .mw-jump-link .ws-noexport .ws-header #headerContainer .headertemplate #headertemplate .wst-header
    #header_section_text .ws-footer #footertemplate .wst-footer .pagenum .ws-pagenum .licenseContainer
    .licensetpl .gallery figure .thumb .sistersitebox .authority-control .shortdescription
    """.split()
)
AUTHOR = (
    ".wst-header-author a; .ws-author; #header-author-text a; #header_author_text a;"
    " .headertemplate a[href*='Author:']; #headerContainer a[href*='Author:'];"
    " #headertemplate a[title^='作者:']; #headertemplate a[title^='Author:']; .ws-header a[title^='作者:']"
)
# Where a list names its pages, and the way on.
LISTED = (
    ".mw-allpages-body li:not(.allpagesredirect) a, .mw-allpages-chunk a, #mw-pages li a,"
    " #mw-subcategories li a"
)
ON = ".mw-allpages-nav a, #mw-pages > a, #mw-subcategories > a"
MIN_CHAPTERS = 2
# A page with more words outside of its links to subpages is a text with notes, and no contents page.
MAX_WORDS = 2000
LISTS = ("allpages", "categorymembers", "search", "embeddedin", "backlinks")
TEXTS, CATEGORIES = 0, 14


def extract(document: Document) -> Record | Drop:
    """Read a page of the wiki; lists, contents pages and what is no text are links only."""
    url, here, title = document.page.url, document.page.context, _title(document)
    output = _output(document)
    if output is None or not is_text(title) or is_other_view(url) or _chapters(document):
        if here.rel in ("chapter", "article") and output is None:
            return Drop(None, "extract", "nothing on the page is a page of a wiki", url)
        return Drop(None, "listing", "links only", url)
    author = _first(output, AUTHOR) or here.author
    drop = ", ".join(filter(None, (MADE_UP, document.site.fields.get("drop"))))
    without = output.css(drop)
    part = Part("1", prose(output, [*without, *_empty(output, without)]), author=author, kind="body")
    categories = _categories(document)
    book, _, rest = title.partition("/")
    if here.rel == "chapter" or rest:
        place = replace(here, work=here.work or address(url, book), book=here.book or book)
        record = chapter(document, place, here.title or rest or title, [part])
    else:
        record = single(document, title, part)
    return replace(record, meta={**record.meta, **({"categories": categories} if categories else {})})


def links(document: Document) -> list[Link]:
    """Return the chapters of a work, the pages of a list and where it goes on, and what patterns ask for."""
    found = {link.url: link.context for link in followed(document)}
    url = document.page.url
    if isinstance(query := _json(document).get("query"), dict):
        found |= _of_query(document, query)
    elif CATEGORY.match(name(url)) or document.tree.css_first(".mw-allpages-body, .mw-allpages-chunk"):
        found |= _of_list(document)
    elif not is_other_view(url):
        titles = _chapters(document)
        place = Context("chapter", url, book=_title(document), advertised=len(titles))
        place = replace(place, author=_first(_output(document), AUTHOR))
        for number, (title, (target, text)) in enumerate(titles.items(), 1):
            target = target if document.json is None else address(url, title)
            found[target] = replace(place, position=number, title=text)
    return [
        Link(each, context) for each, context in found.items() if each != url and document.site.allows(each)
    ]


def _of_query(document: Document, query: dict[str, Any]) -> dict[str, Context]:
    """Return what a list of the API leads to."""
    url = document.page.url
    found: dict[str, Context] = {}
    rows = [row for kind in LISTS for row in query.get(kind) or () if isinstance(row, dict)]
    for row in rows:
        title = row.get("title")
        if isinstance(title, str) and row.get("ns", TEXTS) == TEXTS:
            found[address(url, title)] = Context("article", title=title)
        elif isinstance(title, str) and row.get("ns") == CATEGORIES:
            found[continued(url, {"list": "categorymembers", "cmtitle": title})] = Context(
                "listing", title=title
            )
    going_on = _json(document).get("continue")
    if isinstance(going_on, dict):
        found[continued(url, going_on)] = Context("listing")
    return found


def _of_list(document: Document) -> dict[str, Context]:
    """Return the pages and categories that a list in HTML names, and its other pages."""
    found: dict[str, Context] = {}
    for url, title in hrefs(document, LISTED):
        if is_text(name(url)) and not is_other_view(url):
            found.setdefault(url, Context("article", title=title))
        elif CATEGORY.match(name(url)):
            found.setdefault(url, Context("listing", title=title))
    return found | {url: Context("listing") for url, _ in hrefs(document, ON)}


def _chapters(document: Document) -> dict[str, tuple[str, str]]:
    """Return the subpages that a contents page lists: of each title address and words of its link.

    A page that is none has {}.
    """
    own, output = _title(document) + "/", _output(document)
    if output is None or len(own) == 1:
        return {}
    found: dict[str, tuple[str, str]] = {}
    nodes = list(_to_subpages(document, output, own, found))
    without = [*output.css(MADE_UP), *nodes]
    is_list = len(found) >= MIN_CHAPTERS and len(prose(output, without)) <= MAX_WORDS
    return found if is_list else {}


def _to_subpages(
    document: Document, output: LexborNode, own: str, found: dict[str, tuple[str, str]]
) -> Iterator[LexborNode]:
    """Yield the links to subpages of ``own``, and note their titles in ``found``."""
    for node in output.css("a[href]"):
        url = destination(document, node)
        title = name(url)
        if title.startswith(own) and not is_other_view(url):
            found.setdefault(title, (url, " ".join(node.text(deep=True).split())))
            yield node


def _title(document: Document) -> str:
    parsed = _json(document).get("parse")
    told = parsed.get("title") if isinstance(parsed, dict) else None
    return told if isinstance(told, str) else name(document.page.url) or document.value("#firstHeading")


def _output(document: Document) -> LexborNode | None:
    """Return what holds the text of a page, in HTML or in the answer of the API."""
    parsed = _json(document).get("parse")
    if isinstance(parsed, dict):
        text = parsed.get("text")
        html = text.get("*") if isinstance(text, dict) else text  # the two versions of the format
        return LexborHTMLParser(html).body if isinstance(html, str) else None
    if document.json is not None:
        return None
    return next((node for each in OUTPUT if (node := document.tree.css_first(each))), None)


def _empty(output: LexborNode, without: list[LexborNode]) -> list[LexborNode]:
    """Return the headings of sections of which nothing is left, such as that of the notes."""
    gone, found, skipped = {node.mem_id for node in without}, list[LexborNode](), 0
    heading: LexborNode | None = None
    for node in output.traverse(include_text=True):
        if skipped:
            skipped -= 1
        elif node.mem_id in gone or node.tag in HEADINGS:
            skipped = sum(1 for _ in node.traverse(include_text=True)) - 1
            if node.tag in HEADINGS:
                found += [heading] if heading else []
                heading = node
        elif node.tag == "-text" and (node.text_content or "").strip():
            heading = None
    return [*found, heading] if heading else found


def _categories(document: Document) -> list[str]:
    parsed = _json(document).get("parse")
    rows = parsed.get("categories") or [] if isinstance(parsed, dict) else []
    told = [
        row.get("category", row.get("*", ""))
        for row in rows
        if isinstance(row, dict) and not row.get("hidden")
    ]
    shown = [node.text() for node in document.tree.css("#mw-normal-catlinks li a")]
    return [str(each).replace("_", " ") for each in told or shown]


def _json(document: Document) -> dict[str, Any]:
    return document.json if isinstance(document.json, dict) else {}


def _first(output: LexborNode | None, selectors: str) -> str:
    """Return the text of the first match of selectors apart by ``;``, "" if none matches."""
    nodes = (output.css_first(each.strip()) for each in selectors.split(";")) if output else iter(())
    return next((" ".join(node.text(deep=True).split()) for node in nodes if node is not None), "")
