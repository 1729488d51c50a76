"""Statuses of social networks: what their engines share once an answer is read.

Replies cross timelines, so all statuses of a server are one work: whoever builds dialogues finds the
status that another answers wherever it was seen, and has each only once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from crawler.document import Document, identity
from crawler.engines.api import fragment, listing
from crawler.engines.prose import prose
from crawler.records import OPTED_OUT, Drop, Part, Record

# The mark of a status by someone of another server, whom the site's licence does not speak for.
REMOTE = "of another server"
# The mark of a status that was not meant for all: unlisted, or for followers or one person only.
NOT_PUBLIC = "not public"
# The mark of a message that someone else wrote and its sender only passed on.
FORWARDED = "forwarded"
# What a server writes for readers of software that cannot show quoted posts.
ASIDE = ".quote-inline"


@dataclass(frozen=True, slots=True)
class Status:
    """A part with what only the record says of it.

    ``url`` is its address, ``edited`` when it was last changed (ISO 8601 in UTC), ``refusal`` the
    words by which its author opts out of being used (see crawler.intents).
    """

    part: Part
    url: str = ""
    edited: str = ""
    refusal: str = ""


def assemble(document: Document, kind: str, statuses: Iterable[Status], title: str = "") -> Record | Drop:
    """Make the record of an answer: a page of a timeline (kind status), or a conversation.

    Parts whose author opts out are marked so.  ``meta`` holds by part ``urls`` and ``edited``, by
    author ``opt_outs``, and the ``timeline`` that a page belongs to.
    """
    page, site = document.page, document.site
    first_of: dict[str, Status] = {}
    for each in statuses:
        if each.part.text:
            first_of.setdefault(each.part.id, each)
    if not first_of:
        return listing(document)
    found = list(first_of.values())
    parts = [replace(each.part, mark=OPTED_OUT) if each.refusal else each.part for each in found]
    meta: dict[str, Any] = {
        "urls": {each.part.id: each.url for each in found if each.url},
        "edited": {each.part.id: each.edited for each in found if each.edited},
        "opt_outs": {each.part.author: each.refusal for each in found if each.refusal},
        "timeline": page.context.work if kind == "status" else "",
    }
    first = parts[0]
    alone = kind == "conversation" or all(part.author == first.author for part in parts)
    return Record(
        id=f"{site.name}/{identity(page.url)}",
        url=page.url,
        site=site.name,
        kind=kind,
        title=title or page.context.title,
        author=first.author if alone else "",
        published=first.published,
        work=server(document),
        position=page.context.page if kind == "status" else 0,
        licence=site.license,
        meta={name: value for name, value in meta.items() if value},
    ).with_parts(parts)


def server(document: Document) -> str:
    """Return the address of the server that an answer came from; it names the work."""
    parts = urlsplit(document.page.url)
    return f"{parts.scheme}://{parts.netloc}/"


def words(html: str, drop: str = ASIDE) -> str:
    """Return the text of a status, without what a selector matches ("" for nothing).

    Addresses that a server shortens for the eye stand in full.
    """
    node = fragment(html)
    return prose(node, node.css(drop) if drop else ())


def spoken(warning: str, text: str, options: Iterable[str], described: Iterable[str]) -> str:
    r"""Put together what an author wrote: content warning, text, options of a poll, each set apart.

    Descriptions of pictures stand only where there is nothing else: they say what is seen.

    >>> spoken("Tea", "Which?", ["green", "black"], ["a cup"])
    'Tea\n\nWhich?\n\n- green\n- black'
    """
    choices = "\n".join(f"- {option}" for option in options if option)
    said = "\n\n".join(filter(None, [warning.strip(), text, choices]))
    return said or "\n\n".join(filter(None, described))
