"""Statuses of social networks: what their engines share once an answer is read.

Replies cross timelines, so all statuses of a server are one work: whoever builds dialogues finds the
status that another answers wherever it was seen, and has each only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.document import MAX_ATTRIBUTES, MAX_DEPTH, Document, attributes, identity, nesting
from crawler.engines.prose import prose
from crawler.records import OPTED_OUT, Drop, Part, Record

# The mark of a status by someone of another server, whom the site's licence does not speak for.
REMOTE = "of another server"
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
        return Drop(None, "listing", "links only", page.url)
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


def words(html: str) -> str:
    """Return the text of a status; addresses that a server shortens for the eye stand in full."""
    if nesting(html) > MAX_DEPTH or attributes(html) > MAX_ATTRIBUTES:
        return ""  # signs that are escaped in JSON pass by the reader of pages
    body = LexborHTMLParser(html).body
    return prose(body, body.css(ASIDE)) if body else ""


def spoken(warning: str, text: str, options: Iterable[str], described: Iterable[str]) -> str:
    r"""Put together what an author wrote: content warning, text, options of a poll, each set apart.

    Descriptions of pictures stand only where there is nothing else: they say what is seen.

    >>> spoken("Tea", "Which?", ["green", "black"], ["a cup"])
    'Tea\n\nWhich?\n\n- green\n- black'
    """
    choices = "\n".join(f"- {option}" for option in options if option)
    said = "\n\n".join(filter(None, [warning.strip(), text, choices]))
    return said or "\n\n".join(filter(None, described))


def table(value: Any) -> Mapping[str, Any]:
    """Return a value of an answer as the object that it should be, an empty one if it is none."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a value that should be a list of them; one alone is a list of one."""
    many = value if isinstance(value, list) else [value]
    return [each for each in many if isinstance(each, dict)]


def line(value: Any) -> str:
    """Return a value as the text that it should be, "" if it is none."""
    return value if isinstance(value, str) else ""


def count(value: Any) -> int:
    """Return a value as the whole number that it should be, 0 if it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
