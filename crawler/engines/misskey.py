"""Misskey and its descendants (Sharkey, Firefish, Iceshrimp): notes as their API and Atom feeds give them.

The API answers POST alone, which a crawl does not send; a profile leads to its Atom feed, the newest
twenty notes.  The whole of an account comes by ActivityPub (engine activitypub).  Answers of the API
that somebody else fetched are read as they are.  A profile says by meta robots what its author asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from crawler.document import Document
from crawler.engines import feed, generic
from crawler.engines.answers import Table, inner, tables, text, whole
from crawler.engines.api import leads, listing
from crawler.engines.dates import moment
from crawler.engines.statuses import REMOTE, Status, assemble, server, spoken
from crawler.engines.syndication import ROOTS
from crawler.intents import refusal
from crawler.records import Context, Drop, Link, Part, Record

PROFILE = re.compile(r"^/@(\w{1,100})/?$")
# What Misskey writes into a profile whose owner wants no learning machines, or no crawlers.
ROBOTS = ("noai", "noindex")


def extract(document: Document) -> Record | Drop:
    """Read notes of an answer or a feed; profiles are links only."""
    if document.json is not None:
        found = [_status(document, note) for note in _notes(document) if _is_own(note)]
        return assemble(document, "status", found)
    if ROOTS.search(document.html[:1000]):
        return feed.extract(document)
    return listing(document) if document.site.engine == "misskey" else generic.extract(document)


def links(document: Document) -> list[Link]:
    """Return the feed of a profile, with what its owner says of the use of their notes."""
    found = PROFILE.search(unquote(urlsplit(document.page.url).path))
    if document.json is not None or not found:
        return []
    url = f"{server(document)}@{found[1]}.atom"
    return leads(document, [Link(url, Context("timeline", url, title=found[1], opt_out=_asked(document)))])


def _asked(document: Document) -> str:
    """Return the first word of a profile's robots that refuses, as the evidence has it."""
    told = [node.attributes.get("content") or "" for node in document.tree.css("meta[name=robots]")]
    words = {word for content in told for word in re.split(r"[\s,]+", content.lower())}
    return next((f"meta robots: {word}" for word in ROBOTS if word in words), "")


def _notes(document: Document) -> list[Table]:
    told = document.json
    return tables(told if isinstance(told, list) else [told])


def _is_own(note: Table) -> bool:
    """Whether a note is public, and more than another one passed on."""
    return note.get("visibility") == "public" and bool(
        text(note, "text") or note.get("poll") or note.get("files")
    )


def _status(document: Document, note: Table) -> Status:
    user = inner(note, "user")
    home = text(user, "host")
    name = f"{text(user, 'username')}@{home}" if home else text(user, "username")
    options = (text(choice, "text") for choice in tables(inner(note, "poll").get("choices")))
    pictures = (text(file, "comment") for file in tables(note.get("files")))
    part = Part(
        id=text(note, "id"),
        text=spoken(text(note, "cw"), text(note, "text"), options, pictures),
        author=name,
        published=moment(text(note, "createdAt")),
        reply_to=text(note, "replyId"),
        kind="status",
        language=text(note, "lang"),
        score=_liked(note),
        mark="" if not home or document.site.allows(f"https://{home}/") else REMOTE,
    )
    url = text(note, "url") or text(note, "uri") or f"{server(document)}notes/{part.id}"
    return Status(part, url, moment(text(note, "updatedAt")), refusal(user))


def _liked(note: Table) -> int:
    """Return the number of reactions, of whatever kinds."""
    reactions: Mapping[str, object] = inner(note, "reactions")
    return whole(note, "reactionCount") or sum(whole(reactions, kind) for kind in reactions)
