"""Sitemaps: a list of addresses in XML, or of further lists."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.document import Document
from crawler.engines.follow import match
from crawler.records import Context, Drop, Link

# Lists of tags and authors lead to the same pages again.
ASIDE = re.compile(r"taxonom|categor|tag|author|user|image|video|news", re.I)


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
    for node in bare.css("loc"):
        url = document.absolute(node.text(deep=True))
        if not url or not document.site.allows(url) or (inner and ASIDE.search(url.rpartition("/")[2])):
            continue
        context = None if inner else match(document, url)
        if context or inner or not document.site.follow:
            found.setdefault(url, context or stranger)
    return [Link(url, context) for url, context in found.items() if url != document.page.url]
