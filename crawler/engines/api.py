"""What engines of JSON APIs share: fragments of HTML, the record of a thread, and links that may be followed.

A thread has one address a page, as on the web; what an API calls deleted, hidden or dead is counted
(``gone``) so that a thread can still be told to be whole, and is no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.document import Document
from crawler.engines.posts import assemble
from crawler.licences import UNKNOWN
from crawler.records import Context, Drop, Link, Part, Record
from crawler.tangles import tangle

LISTING = "links only"


def fragment(html: str) -> LexborNode:
    """Return the body of a piece of HTML that an API gave as text; a trap for parsers gives an empty one."""
    body = LexborHTMLParser("" if tangle(html) else html).body
    assert body is not None  # lexbor makes one for any text
    return body


def dropped(document: Document, node: LexborNode, drop: str = "") -> list[LexborNode]:
    """Return the nodes that are no text of a post: those of ``drop`` and of the site's own [fields].drop."""
    selector = ", ".join(filter(None, [drop, document.site.fields.get("drop", "")]))
    return node.css(selector) if selector else []


def thread(
    document: Document,
    here: Context,
    title: str,
    parts: Sequence[Part],
    *,
    said: int = 0,
    gone: int = 0,
    **meta: Any,
) -> Record | Drop:
    """Make the record of one page of a thread.

    ``said`` is how many posts the thread has by its own account, ``gone`` how many of this page are
    no text any more.  Where posts have licences of their own, the record's is all of them, as SPDX
    joins them.
    """
    if not parts:
        why = f"all {gone} posts of the page are deleted or hidden" if gone else "the answer holds no posts"
        return Drop(None, "extract", why, document.page.url)
    located = replace(document, page=replace(document.page, context=here))
    record = assemble(located, "thread", title or here.title, list(parts))
    known = {"advertised_posts": said, "gone": gone, **meta}
    return replace(
        record,
        licence=licence(parts, document.site.license),
        meta={**record.meta, **{key: value for key, value in known.items() if value}},
    )


def licence(parts: Iterable[Part], otherwise: str) -> str:
    """Return the licences of parts as one SPDX expression; ``otherwise`` holds for parts without one.

    >>> licence([Part("1", "", licence="CC-BY-SA-4.0"), Part("2", "", licence="CC-BY-SA-3.0")], "")
    'CC-BY-SA-4.0 AND CC-BY-SA-3.0'
    """
    found = dict.fromkeys(part.licence or otherwise for part in parts)
    return " AND ".join(name or UNKNOWN for name in found) if any(found) else ""


def listing(document: Document) -> Drop:
    """Return that a page holds links only."""
    return Drop(None, "listing", LISTING, document.page.url)


def leads(document: Document, found: Iterable[Link]) -> list[Link]:
    """Return the links that the site's file allows, each once, none to the page itself."""
    unique = {document.site.canonical(link.url): link.context for link in found}
    here = document.page.url
    return [
        Link(url, context) for url, context in unique.items() if url != here and document.site.allows(url)
    ]
