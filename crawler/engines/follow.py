"""Which links of a page lead to more of what its site's file asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.records import Context, Link

# Roles whose pages are records of a work; the others only lead to them.
WORKS = ("thread", "timeline", "chapter", "article")


def role(document: Document) -> Context:
    """Return what is known of the page itself: from the link that led here, else from its address."""
    context = document.page.context
    return context if context.rel else match(document, document.page.url) or Context()


def match(document: Document, url: str) -> Context | None:
    """Return the role that the site's patterns give to an address, None if they give none.

    The groups ``work`` and ``page`` of a pattern, where it has them, name the work and count its pages.
    """
    for rel, pattern in document.site.follow.items():
        if rel != "next" and (found := pattern.search(url)):
            groups = found.groupdict()
            number = int(groups["page"]) if (groups.get("page") or "").isdecimal() else 1
            work = groups.get("work") or (url if rel in WORKS and number == 1 else "")
            if rel == "chapter":
                return Context(rel, groups.get("work") or "", page=number)
            return Context(rel, work, number if rel in ("thread", "timeline") else 0)
    return None


def hrefs(document: Document, selector: str = "a[href]") -> Iterator[tuple[str, str]]:
    """Yield address and text of each link that may be followed, in page order."""
    for node in document.tree.css(selector):
        if url := destination(document, node):
            yield url, " ".join(node.text(deep=True).split())


def destination(document: Document, node: LexborNode) -> str:
    """Return the address that a link leads to, "" if it must not or need not be followed."""
    attributes, known = node.attributes, document.destinations
    if "nofollow" in (attributes.get("rel") or "").lower():
        return ""
    href = attributes.get("href") or ""
    if href not in known:
        url = document.absolute(href)
        known[href] = url if url and document.site.allows(url) else ""
    return known[href]


def links(document: Document) -> list[Link]:
    """Return the links that match the site's patterns, each once."""
    here, known = role(document), marks(document)
    following = document.site.follow.get("next")
    found: dict[str, Context] = {}
    seen = {document.page.url}
    for url, text in hrefs(document):
        if url in seen:
            continue
        seen.add(url)
        context = match(document, url)
        if context is None and following and (hit := following.search(url)):
            context = _next(here, hit)
        if context:
            if not context.title and context.rel != here.rel:
                context = replace(context, title=text)
            found[url] = replace(context, mark=known[url]) if url in known else context
    return [Link(url, context) for url, context in found.items()]


def marks(document: Document) -> dict[str, str]:
    """Return what the rows of a listing say of the state of the pages that they are about, by address.

    A row is about the first page that it links to and that a pattern asks for.
    """
    row, texts = document.site.fields.get("row"), document.site.fields.get("mark", "").split(",")
    found: dict[str, str] = {}
    for node in document.tree.css(row) if row else ():
        about = next(_asked_for(document, node), "")
        said = " ".join(filter(None, (document.value(text.strip(), node) for text in texts)))
        if about and said:
            found.setdefault(about, f"row {said}")
    return found


def _asked_for(document: Document, row: LexborNode) -> Iterator[str]:
    for node in row.css("a[href]"):
        url = destination(document, node)
        if url and match(document, url):
            yield url


def _next(here: Context, hit: re.Match[str]) -> Context | None:
    """A further page of the work or listing that this page belongs to."""
    numbers = re.findall(r"\d+", hit.groupdict().get("page") or hit[0])
    if not here.rel:
        return Context("listing")
    if here.rel in ("thread", "timeline") and numbers:
        return Context(here.rel, here.work, int(numbers[-1]))
    return Context(here.rel, here.work) if here.rel in ("listing", "contents") else None
