"""Sitemaps: a list of addresses in XML, or of further lists, some with the time of their last change."""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from crawler.document import Document
from crawler.engines.follow import match
from crawler.records import Context, Drop, Link

# Lists of tags and authors lead to the same pages again.
ASIDE = re.compile(r"taxonom|categor|tag|author|user|image|video|news", re.I)
LOCATION = "url > loc, sitemap > loc"
# Entries from which one time for all is no coincidence; characters of a time, and of one that is a day.
MANY, MAX_TIME, DAY = 3, 40, 10


def fits(document: Document) -> bool:
    """Whether a page is a sitemap."""
    return re.search(r"<(?:urlset|sitemapindex)[\s>]", document.html[:1000]) is not None


def extract(document: Document) -> Drop:
    """Say that a sitemap is links only."""
    return Drop(None, "listing", "links only", document.page.url)


def links(document: Document) -> list[Link]:
    """Return the addresses that the site's patterns ask for, all of them where it has none."""
    inner = "<sitemapindex" in document.html[:1000]
    # Where a system lists its pages apart from its posts, contents pages are among the former.
    stranger = Context("listing" if inner or "page" in document.page.url.rpartition("/")[2] else "article")
    found: dict[str, Context] = {}
    # Some systems wrap addresses in CDATA, which an HTML parser takes for comments.
    bare = LexborHTMLParser(document.html.replace("<![CDATA[", "").replace("]]>", ""))
    changed = lastmods(document, bare)
    for number, node in enumerate(bare.css(LOCATION)):
        url = document.absolute(node.text(deep=True))
        if not url or not document.site.allows(url) or (inner and ASIDE.search(url.rpartition("/")[2])):
            continue
        context = None if inner else match(document, url)
        if context or inner or not document.site.follow:
            found.setdefault(url, replace(context or stranger, mark=changed[number]))
    return [Link(url, context) for url, context in found.items() if url != document.page.url]


def lastmods(document: Document, bare: LexborHTMLParser) -> list[str]:
    """Return the mark of each entry: when it last changed as the sitemap has it, "" where it does not say.

    A day that was not over when the sitemap was read may see another change, and one time for all
    entries is that of making the list.
    """
    today = document.page.fetched_at.date().isoformat() if document.page.fetched_at else ""
    entries = [node.parent.css_first("lastmod") for node in bare.css(LOCATION) if node.parent is not None]
    told = [" ".join(entry.text(deep=True).split())[:MAX_TIME] if entry else "" for entry in entries]
    if len(told) >= MANY and len(set(told)) == 1:
        return [""] * len(told)
    return [f"lastmod {time}" if time and not (len(time) == DAY and time >= today) else "" for time in told]
