"""Sites read by their feeds: entries with their whole text become a record, the others lead to their pages.

The pages behind a feed of summaries are read as any other; the date of an entry is the mark by which
a later crawl sees that it was changed.
"""

from __future__ import annotations

import email.utils
import re
from datetime import UTC

from crawler import licences
from crawler.document import Document
from crawler.engines import generic
from crawler.engines.api import leads, listing
from crawler.engines.dates import moment
from crawler.engines.statuses import Status, assemble, words
from crawler.engines.syndication import CUT, WHOLE_LETTERS, Entry, feed
from crawler.records import Context, Drop, Link, Part, Record

# Where pages name the feed that holds what they show.
FEEDS = (
    "link[rel=alternate][type='application/atom+xml'], link[rel=alternate][type='application/rss+xml'], "
    "link[rel=alternate][type='application/feed+json']"
)
# Titles that software makes for what has none: Misskey's.
MADE = re.compile(r"^New note by .{0,300}$")
# Characters of a date that a mark keeps.
MAX_DATE = 40


def extract(document: Document) -> Record | Drop:
    """Read the whole texts of a feed; of a page that a feed leads to its main text."""
    found = feed(document)
    if found is None:
        # A start page is asked for its feeds; without a site's file it is a page as any other.
        return listing(document) if _feeds(document) else generic.extract(document)
    drop = document.site.fields.get("drop", "")
    told = ((entry, _whole(entry, drop)) for entry in found.entries)
    asked = document.page.context.opt_out
    statuses = (_status(entry, said, asked) for entry, said in told if said)
    return assemble(document, "status", statuses, found.title)


def links(document: Document) -> list[Link]:
    """Return the pages of entries that are not whole, and the feed's next page; of a start page its feeds."""
    found = feed(document)
    if found is None:
        return leads(document, _feeds(document))
    here, drop = document.page.context, document.site.fields.get("drop", "")
    told = [
        Link(document.absolute(entry.url), Context("article", title=entry.title, mark=_mark(entry)))
        for entry in found.entries
        if entry.url and not _whole(entry, drop)
    ]
    if found.next and found.entries:
        work = here.work or document.page.url
        told.append(Link(document.absolute(found.next), Context("timeline", work, 0, here.page + 1)))
    return leads(document, told)


def _feeds(document: Document) -> list[Link]:
    """Return the first feed that a start page names; the others hold its comments, or the same again."""
    if document.page.context.rel or document.site.engine != "feed":
        return []
    for node in document.tree.css(FEEDS):
        if url := document.absolute(node.attributes.get("href") or ""):
            return [Link(url, Context("timeline", url))]
    return []


def _whole(entry: Entry, drop: str) -> str:
    """Return the text of an entry, "" if that may be a part of it: cut, or short beside a title.

    Entries without a title are statuses, which are their own text.
    """
    said, summary = words(entry.content, drop), words(entry.summary, drop)
    if not entry.title:
        return said or summary
    if said and not CUT.search(said) and entry.content != entry.summary:
        return said
    letters = sum(map(str.isalnum, summary))
    return summary if letters >= WHOLE_LETTERS and not CUT.search(summary) else ""


def _status(entry: Entry, said: str, refused: str) -> Status:
    """Return an entry as a status; its title stands above its text unless the text begins with it."""
    title = MADE.sub("", words(entry.title))
    part = Part(
        id=entry.id or entry.url,
        text=said if said.startswith(title.rstrip(".…")) else f"{title}\n\n{said}",
        author=entry.author,
        published=_time(entry.published) or _time(entry.updated),
        reply_to=entry.reply_to,
        kind="status",
        language=entry.language,
        licence=licences.spdx(entry.licence) or entry.licence,
    )
    edited = _time(entry.updated)
    return Status(part, entry.url, edited if edited != part.published else "", refused)


def _mark(entry: Entry) -> str:
    when = entry.updated or entry.published
    return f"feed {when[:MAX_DATE]}" if when else ""


def _time(written: str) -> str:
    """Return a time of RSS (as in mail) or Atom (ISO 8601) as ISO 8601 in UTC, "" if it is none."""
    try:
        found = email.utils.parsedate_to_datetime(written)
        return (
            (found if found.tzinfo else found.replace(tzinfo=UTC))
            .astimezone(UTC)
            .isoformat(timespec="seconds")
        )
    except (ValueError, TypeError, OverflowError, IndexError):
        return moment(written)
