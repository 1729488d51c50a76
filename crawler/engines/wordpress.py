"""Sites that run WordPress: posts over pages, contents pages of serials, threaded comments."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import changes, generic
from crawler.engines.article import single
from crawler.engines.book import book_title, chapter, page_number
from crawler.engines.byline import author
from crawler.engines.changes import COMMENTS
from crawler.engines.dateline import published
from crawler.engines.dates import moment
from crawler.engines.follow import destination, hrefs
from crawler.engines.generic import written
from crawler.engines.main import main
from crawler.engines.prose import prose
from crawler.records import Context, Drop, Link, Part, Record

CONTENT = ".entry-content, .post-content, .wp-block-post-content"
PAGER = ".page-links, .post-nav-links, .sharedaddy, .jp-relatedposts, .wp-block-post-navigation-link"
ARCHIVE = re.compile(
    r"/(?:category|tag|author|page)/|[?&](?:replytocom|share|s|cat|tag|author|feed)="
    r"|/(?:feed|wp-admin|wp-login|wp-json|wp-content)\b|\.xsl$"
)
# Where themes put the way to older posts and to pages.
WAYS = ".nav-links a.page-numbers, .nav-links a.next, .nav-previous a, .menu a, .page_item a"
# What WordPress writes into the class of pages that list posts.
ARCHIVES = {"home", "blog", "archive", "search", "category", "tag", "author", "date", "error404"}
# A list of fewer links is a menu or a reading tip, and no table of contents.
MIN_CHAPTERS = 3


def extract(document: Document) -> Record | Drop:
    """Read one page of a post, its comments with it; front pages, archives and contents are links only."""
    url = document.page.url
    if changes.fits(document):
        return Drop(None, "listing", "links only", url)
    body = document.tree.css_first("body")
    classes = set((body.attributes.get("class") or "").split()) if body else set()
    content = document.tree.css_first(CONTENT)
    if classes & ARCHIVES or chapters(document):
        return Drop(None, "listing", "links only", url)
    if content is None:
        return generic.extract(document)  # a theme that names its parts otherwise
    title = document.value("h1.entry-title") or document.value("h1")
    if comment_page := COMMENTS.search(url):
        return _comments(document, title, url[: comment_page.start()] + "/", int(comment_page[1]))
    here = _place(document)
    left_out = content.css(", ".join(filter(None, [PAGER, document.site.fields.get("drop")])))
    found = main(content, left_out)
    part = Part(
        id="1",
        text=prose(content, left_out) if here.position else written(document, found),
        author=_author(document) or ("" if here.position else author(document, found)),
        published=moment(document.value("time.entry-date@datetime")) or published(document, found),
        kind="body",
    )
    parts = [part] if here.page > 1 else [part, *comments(document)]
    if here.position:
        return chapter(document, here, title, parts)
    record = single(document, title, part, *parts[1:])
    first = document.value("link[rel=canonical]@href") or url
    return replace(record, work=here.work or first, page=here.page)


def links(document: Document) -> list[Link]:
    """Return chapters in the order of a contents page, pages of a post, posts of a front page."""
    url = document.page.url
    if changes.fits(document):
        return changes.links(document)
    listed = chapters(document)
    if listed:
        return listed
    here = _place(document)
    found: dict[str, Context] = {}
    for target, _ in hrefs(document, "a.post-page-numbers, .page-links a"):
        if number := page_number(target, url, here.page):
            found[target] = replace(here, rel=here.rel or "article", work=here.work or url, page=number)
    comment_pages = hrefs(
        document, "a.page-numbers[href*='comment-page-'], .comment-navigation a, .nav-links a"
    )
    for target, _ in comment_pages if here.page == 1 else ():
        if (match := COMMENTS.search(target)) and match[1] != "1":
            found[target] = Context("comments", f"{target[: match.start()]}/#comments", int(match[1]))
    for target, title in hrefs(document, ".entry-title a, a.wp-block-post-title, .wp-block-post-title a"):
        found.setdefault(target, Context("article", title=title))
    for target, _ in hrefs(document, WAYS):
        if not COMMENTS.search(target) and (not ARCHIVE.search(target) or "/page/" in target):
            found.setdefault(target, Context("listing"))
    if not document.page.context.rel:
        if document.tree.css_first("body.home"):
            found[document.absolute("/wp-sitemap.xml")] = Context("listing")
        found |= dict.fromkeys(changes.addresses(document), Context("changes"))
    return [Link(target, context) for target, context in found.items() if target != url]


def chapters(document: Document) -> list[Link]:
    """Return the chapters of a page that is little else than a list of links, [] for any other page."""
    content = document.tree.css_first(".page " + CONTENT.replace(", ", ", .page "))
    if content is None:
        return []
    titles: dict[str, str] = {}
    for node in content.css("li a[href], p a[href]"):
        url = destination(document, node)
        if url and not ARCHIVE.search(url):
            titles.pop(url, None)
            titles[url] = " ".join(node.text(deep=True).split())
    words, book = sum(map(len, titles.values())), book_title(document)
    if len(titles) < MIN_CHAPTERS or 2 * words < len(" ".join(content.text(deep=True).split())):
        return []
    return [
        Link(address, Context("chapter", document.page.url, number, 1, title, book, len(titles)))
        for number, (address, title) in enumerate(titles.items(), start=1)
    ]


def comments(document: Document) -> list[Part]:
    """Return the comments of a page; one below another in the tree answers it."""
    return [_comment(document, node) for node in document.tree.css("li.comment, li.pingback")]


def _comment(document: Document, node: LexborNode) -> Part:
    parent = node.parent
    while parent is not None and not (
        parent.tag == "li" and (parent.attributes.get("id") or "").startswith("comment-")
    ):
        parent = parent.parent
    content = node.css_first(".comment-content")
    return Part(
        id=(node.attributes.get("id") or "").removeprefix("comment-"),
        text=prose(content) if content else "",
        author=document.value(".comment-author .fn", node),
        published=moment(document.value("time@datetime", node)),
        reply_to=(parent.attributes.get("id") or "").removeprefix("comment-") if parent else "",
        kind="comment",
    )


def _comments(document: Document, title: str, post: str, number: int) -> Record | Drop:
    found = comments(document)
    if not found:
        return Drop(None, "listing", "links only", document.page.url)
    record = single(document, title, found[0], *found[1:])
    return replace(record, kind="thread", author="", work=post + "#comments", position=number)


def _place(document: Document) -> Context:
    """Return the place of a post in its work; the number of its page stands in its address."""
    here = document.page.context
    current = document.value(".page-links .current, .post-page-numbers.current")
    number = re.search(r"\d{1,4}", current)
    return replace(here, page=int(number[0]) if number else here.page)


def _author(document: Document) -> str:
    """Return who posted: themes write it in a byline, or as a title above the author's own words."""
    name = document.value(".byline a, .posted-by .author, .author .fn, .wp-block-post-author__name")
    return name or document.value(".author-title").removeprefix("By ").strip()
