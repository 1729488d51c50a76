"""Servers that speak ActivityPub: actors, the pages of their outboxes, notes with the replies to them.

A page that lists people leads to its actors, an actor to its outbox.  Only authors of the site itself
are read, what is not addressed to the public is marked, and an Announce counts only where a group
hands on what its members wrote.  Source: W3C ActivityPub and Activity Streams 2.0; FEP-1b12 (groups).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.document import Document
from crawler.engines import generic
from crawler.engines.answers import Table, as_table, inner, tables, text, whole
from crawler.engines.api import leads, listing
from crawler.engines.dates import moment
from crawler.engines.follow import hrefs
from crawler.engines.statuses import NOT_PUBLIC, Status, assemble, spoken, words
from crawler.intents import refusal
from crawler.records import Context, Drop, Link, Part, Record

NAME = "activitypub"
# What servers want to be asked for; pages for people come where there is nothing else.
ACCEPT = (
    'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"; q=0.9, '
    "text/html; q=0.5, */*; q=0.1"
)
ACTORS = frozenset("Person Group Organization Service Application".split())
COLLECTIONS = frozenset("Collection OrderedCollection CollectionPage OrderedCollectionPage".split())
OBJECTS = frozenset("Note Page Article Question Video Event Audio Document".split())
# Objects with a name that is their title; of the others the summary is a warning, of these an abstract.
TITLED = frozenset("Page Article Video Event Audio Document".split())
ACTIVITIES = frozenset("Create Update Announce".split())
PUBLIC = frozenset(["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"])
# Addresses that servers give to people and groups, as far as pages link to them.
ACTOR = re.compile(r"/(?:@|(?:users?|u|c|m|profile|author|accounts|video-channels)/)[\w.-]{1,100}/?$")
ALTERNATE = (
    "link[rel=alternate][type='application/activity+json'], link[rel=alternate][type^='application/ld+json']"
)
# How deep activities wrap each other: a group announces that a member creates a page.
MAX_WRAPPED = 4
# An object with the activities around it, the outermost first.
Thing = tuple[Table, Sequence[Table]]


def extract(document: Document) -> Record | Drop:
    """Read a page of an outbox (kind status) or a single object (kind conversation); else links only."""
    if document.json is None:
        # Without a site's file a page for people is read for what it shows, as any other.
        return listing(document) if document.site.engine == NAME else generic.extract(document)
    told = as_table(document.json)
    if _kind(told) in COLLECTIONS:
        statuses = (_status(document, thing) for thing in _things(told))
        kind = "conversation" if document.page.context.rel == "thread" else "status"
        return assemble(document, kind, (each for each in statuses if each))
    single = _unwrapped(told)
    status = _status(document, single, titled=False)
    named = text(single[0], "name") if _kind(single[0]) in TITLED else ""
    return assemble(document, "conversation", filter(None, [status]), named)


def links(document: Document) -> list[Link]:
    """Return actors, outboxes and their pages; from a single object, what it answers and its replies."""
    told = document.json
    found = _people(document) if told is None else _ways(document, as_table(told))
    return leads(document, found)


def _people(document: Document) -> Iterator[Link]:
    """Yield what a page for people stands for, and the actors that it links to."""
    for node in document.tree.css(ALTERNATE):
        yield Link(document.absolute(node.attributes.get("href") or ""))
    for url, _ in hrefs(document):
        if ACTOR.search(unquote(urlsplit(url).path)):
            yield Link(url, Context("listing"))


def _ways(document: Document, told: Table) -> Iterator[Link]:
    kind, here = _kind(told), document.page.context
    if kind in ACTORS:
        outbox = _address(told.get("outbox"))
        name = text(told, "preferredUsername")
        yield Link(outbox, Context("timeline", outbox, title=name, opt_out=refusal(told)))
    elif kind in COLLECTIONS:
        timeline = replace(here, rel="timeline", work=here.work or document.page.url, mark="")
        yield Link(_address(inner(told, "first").get("next") or told.get("first")), timeline)
        yield Link(_address(told.get("next")), replace(timeline, page=here.page + 1))
        for address in filter(None, map(_string, _listed(told))):
            yield Link(address, Context("thread"))
    elif here.rel in ("", "thread"):
        note = _unwrapped(told)[0]
        for address in (*map(_address, _many(note.get("inReplyTo"))), *_replies(note)):
            yield Link(address, Context("thread"))


def _replies(note: Table) -> Iterator[str]:
    """Yield the collection of the replies to a note, or the replies themselves where they stand in it."""
    replies = inner(note, "replies")
    first = inner(replies, "first")
    yield from map(_address, [*_listed(replies), *_listed(first)])
    yield _address(first.get("next") or replies.get("first") or note.get("replies"))


def _things(told: Table) -> Iterator[Thing]:
    """Yield the objects of a collection, and of its first page where that stands in it."""
    for each in (told, inner(told, "first")):
        yield from map(_unwrapped, tables(_listed(each)))


def _listed(told: Table) -> list[Any]:
    """Return the items of a collection; where there is one alone, it may stand without a list."""
    return [item for name in ("orderedItems", "items") for item in _many(told.get(name))]


def _unwrapped(thing: Table) -> Thing:
    """Return the object within activities, {} where it is only named.

    What is announced as an object, and not as its author's own Create, is no text of the announcer.
    """
    around: list[Table] = []
    while _kind(thing) in ACTIVITIES and len(around) < MAX_WRAPPED:
        around.append(thing)
        thing = inner(thing, "object")
    is_shared = bool(around) and _kind(around[-1]) == "Announce"
    return {} if is_shared else thing, around


def _status(document: Document, found: Thing, *, titled: bool = True) -> Status | None:
    """Return an object as a status, None if it is no text or of another server."""
    (thing, around), here = found, document.page.context
    name, author = text(thing, "id"), _author(thing, around)
    is_home = all(document.site.allows(address) for address in (name, author))
    if _kind(thing) not in OBJECTS or not is_home:
        return None
    is_own = here.rel == "timeline" and bool(around) and _address(around[0].get("actor")) == author
    part = Part(
        id=name,
        text=_text(thing, titled=titled),
        author=(here.title if is_own else "") or _handle(author),
        published=moment(next(filter(None, (text(each, "published") for each in (thing, *around))), "")),
        reply_to=next(filter(None, map(_address, _many(thing.get("inReplyTo")))), ""),
        kind="status",
        language=_language(thing),
        score=whole(inner(thing, "likes"), "totalItems"),
        licence=text(inner(thing, "licence"), "name"),
        mark="" if _is_public(thing, around) else NOT_PUBLIC,
    )
    edited = moment(text(thing, "updated"))
    url = _page_of(thing.get("url")) or name
    return Status(part, url, edited if edited != part.published else "", here.opt_out if is_own else "")


def _handle(actor: str) -> str:
    """Return the name at the end of an actor's address.

    >>> _handle("https://pond.example/@lin"), _handle("https://pond.example/u/otto/")
    ('lin', 'otto')
    """
    return unquote(actor).rstrip("/").rpartition("/")[2].removeprefix("@")


def _text(thing: Table, *, titled: bool) -> str:
    content = text(thing, "content") or next(map(_string, inner(thing, "contentMap").values()), "")
    is_markup = text(thing, "mediaType") in ("", "text/html")
    said = words(content) if is_markup else content.strip()
    is_titled = _kind(thing) in TITLED
    first = text(thing, "name") if titled and is_titled else ""
    warning = "" if is_titled else words(text(thing, "summary"))
    options = [text(each, "name") for name in ("oneOf", "anyOf") for each in tables(_many(thing.get(name)))]
    pictures = [text(each, "name") for each in tables(_many(thing.get("attachment")))]
    return spoken(first or warning, said, options, pictures)


def _language(thing: Table) -> str:
    """Return the language that an object names, "" if none: in Mastodon's way, Lemmy's or Mobilizon's."""
    told = inner(thing, "contentMap")
    known = next(iter(told), "") if len(told) == 1 else ""
    return (known or text(inner(thing, "language"), "identifier") or text(thing, "inLanguage")).replace(
        "und", ""
    )


def _is_public(thing: Table, around: Sequence[Table]) -> bool:
    """Whether it is addressed to all.

    To followers with a copy (cc) to all is how servers write "unlisted", which is not public; to a
    group or a person with such a copy is how some address what is.
    """
    addressed = (each for each in (thing, *reversed(around)) if "to" in each or "cc" in each)
    asked = next(addressed, thing)
    to, copied = ({_address(each) for each in _many(asked.get(name))} for name in ("to", "cc"))
    to_followers = any(each.endswith("/followers") for each in to)
    return bool(to & PUBLIC) or (bool(to and copied & PUBLIC) and not to_followers)


def _author(thing: Table, around: Sequence[Table]) -> str:
    """Return the address of the person who wrote it; PeerTube names a person and a channel."""
    sayings = (thing.get("attributedTo"), *(each.get("actor") for each in (thing, *reversed(around))))
    people = next(filter(None, map(_many, sayings)), [])
    persons = [each for each in tables(people) if _kind(each) == "Person"]
    return next(filter(None, map(_address, [*persons, *people])), "")


def _page_of(value: Any) -> str:
    """Return the address of the page for people among the links of an object."""
    told = _many(value)
    pages = [each for each in tables(told) if text(each, "mediaType") == "text/html"]
    return next(filter(None, map(_address, [*pages, *told])), "")


def _address(value: Any) -> str:
    """Return the address that a reference is or holds."""
    found = as_table(value)
    return _string(value) or text(found, "id") or text(found, "href")


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _kind(told: Table) -> str:
    """Return the type of an object, the first where it has several."""
    return next(map(_string, _many(told.get("type"))), "")


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
