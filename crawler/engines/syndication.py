"""RSS, Atom and JSON Feed as one list of entries, whichever of their many forms a site writes.

Sources: RSS 2.0 and 1.0 with the modules content, dc, slash; RFC 4287 (Atom), 4685 (threads), 5005
(pages of a feed); jsonfeed.org version 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from crawler.document import Document
from crawler.engines.answers import Table, as_table, tables, text

ROOTS = re.compile(r"<(?:rss|feed|(?:\w{1,10}:)?RDF)[\s>]", re.I)
HEAD = 1000  # characters in which a feed says that it is one
# What ends a text that goes on elsewhere.
CUT = re.compile(
    r"(?:…|\.\.\.|(?:read|continue) (?:more|reading)|(?:阅读|查看|展开)(?:全文|更多|原文))\W{0,9}$",
    re.I,
)
# Letters from which a description is no summary any more: excerpts are made of 55 words, or 300 letters.
WHOLE_LETTERS = 600
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``content`` is HTML said to be the whole text, ``summary`` HTML that may be a part of it.

    Times stand as they were written.
    """

    id: str = ""
    url: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    reply_to: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries, newest first as most write them, and the address of its next page."""

    title: str = ""
    next: str = ""
    entries: list[Entry] = field(default_factory=list)


def feed(document: Document) -> Feed | None:
    """Return the feed that a page is, None if it is none."""
    told = as_table(document.json)
    if text(told, "version").startswith("https://jsonfeed.org/version/"):
        return _of_json(told)
    if document.json is not None or not ROOTS.search(document.html[:HEAD]):
        return None
    # No entity is resolved, nothing is fetched, and what is not well formed is read as far as it goes.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, encoding="utf-8")
    root = etree.fromstring(document.html.encode("utf-8", "replace").lstrip(), parser)
    return _of_xml(root) if root is not None else None


def _of_xml(root: Any) -> Feed:
    heads = [root, *(child for child in root if _name(child) == "channel")]
    head = heads[-1]
    usual = Entry(
        author=_author(head),
        language=_said(head, "language") or head.get(LANGUAGE, ""),
        licence=_licence(head),
    )
    entries = [_entry(node, usual) for node in root.iter() if _name(node) in ("item", "entry")]
    return Feed(_said(head, "title"), _link(head, "next"), entries)


def _entry(node: Any, usual: Entry) -> Entry:
    link = _link(node, "alternate") or _said(node, "link")
    name = _said(node, "id", "guid") or link
    return Entry(
        id=name,
        url=link or (name if name.startswith(("http://", "https://")) else ""),
        title=_said(node, "title"),
        content=_html(node, "encoded", "content"),
        summary=_html(node, "description", "summary"),
        author=_author(node) or usual.author,
        published=_said(node, "published", "pubDate", "date", "issued"),
        updated=_said(node, "updated", "modified"),
        language=node.get(LANGUAGE, "") or usual.language,
        reply_to=next((child.get("ref", "") for child in _children(node, "in-reply-to")), ""),
        licence=_licence(node) or usual.licence,
    )


def _name(node: Any) -> str:
    """Return the name of an element without its namespace, or a prefix that none was declared for."""
    return re.split("[}:]", node.tag)[-1] if isinstance(node.tag, str) else ""


def _children(node: Any, *names: str) -> Iterator[Any]:
    for name in names:
        yield from (child for child in node if _name(child) == name)


def _said(node: Any, *names: str) -> str:
    """Return the text of the first child of one of the names that has any."""
    texts = (" ".join("".join(child.itertext()).split()) for child in _children(node, *names))
    return next(filter(None, texts), "")


def _html(node: Any, *names: str) -> str:
    """Return the HTML of the first child of one of the names; Atom may write it as elements or as text."""
    for child in _children(node, *names):
        if child.get("type") == "xhtml":
            return "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in child)
        written = "".join(child.itertext()).strip()
        if child.get("type") == "text":
            written = written.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        if written:
            return written
    return ""


def _link(node: Any, rel: str) -> str:
    """Return the address of Atom's link of a kind; one without a kind is the alternate."""
    found = (child for child in _children(node, "link") if child.get("rel", "alternate") == rel)
    return next((child.get("href", "").strip() for child in found if child.get("href")), "")


def _author(node: Any) -> str:
    """Return an author's name: Atom's person, Dublin Core's creator, RSS's address with a name behind it."""
    for child in _children(node, "author", "creator"):
        said = _said(child, "name") or " ".join("".join(child.itertext()).split())
        named = re.fullmatch(r"\S{1,200}@\S{1,200} \((.{1,200})\)", said)
        if said:
            return named[1] if named else said
    return ""


def _licence(node: Any) -> str:
    return _link(node, "license") or next(
        (
            child.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource") or (child.text or "").strip()
            for child in _children(node, "license", "licence")
        ),
        "",
    )


def _of_json(told: Table) -> Feed:
    usual = Entry(author=_names(told), language=text(told, "language"))
    return Feed(
        text(told, "title"),
        text(told, "next_url"),
        [_of_item(item, usual) for item in tables(told.get("items"))],
    )


def _of_item(item: Table, usual: Entry) -> Entry:
    plain = text(item, "content_text").replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return Entry(
        id=text(item, "id"),
        url=text(item, "url"),
        title=text(item, "title"),
        content=text(item, "content_html") or plain,
        summary=text(item, "summary"),
        author=_names(item) or usual.author,
        published=text(item, "date_published"),
        updated=text(item, "date_modified"),
        language=text(item, "language") or usual.language,
    )


def _names(table: Table) -> str:
    people = [*tables(table.get("authors")), as_table(table.get("author"))]
    return ", ".join(filter(None, (text(each, "name") for each in people)))
