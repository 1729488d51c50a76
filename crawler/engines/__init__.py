"""Engines read pages: ``extract`` gives the record of a page, ``links`` where it leads.

Pure: no request is made here.  An engine is a module with ``extract(document)``,
``links(document)``, and ``ACCEPT`` where a host gives its pages only to who asks for their type; to
add one, write it, add a line to ENGINES, the fields that a site may set to
``crawler.sites.FIELDS``, and what its pages are known by to ``crawler.engines.signs.SIGNS``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import ModuleType
from urllib.parse import urlsplit

from crawler.consent import judge
from crawler.document import Document, read
from crawler.engines import (
    activitypub,
    ao3,
    article,
    bluesky,
    book,
    discourse,
    discuz,
    feed,
    flarum,
    flaskbb,
    fluxbb,
    generic,
    gutenberg,
    hackernews,
    hyperkitty,
    invision,
    lemmy,
    machina,
    mastodon,
    mediawiki,
    misskey,
    mybb,
    nodebb,
    phpbb,
    pipermail,
    posts,
    reddit,
    royalroad,
    sitemap,
    smf,
    spirit,
    stackexchange,
    telegram,
    tieba,
    v2ex,
    vbulletin,
    vbulletin5,
    wordpress,
    xenforo,
)
from crawler.engines.follow import role
from crawler.engines.signs import SURE, guesses
from crawler.hooks import Hook
from crawler.records import Drop, Link, Page, Record
from crawler.sites import Site

ENGINES: dict[str, ModuleType] = {
    "thread": posts,
    "timeline": posts,
    "book": book,
    "article": article,
    "discourse": discourse,
    "nodebb": nodebb,
    "flarum": flarum,
    "lemmy": lemmy,
    "hackernews": hackernews,
    "stackexchange": stackexchange,
    "reddit": reddit,
    "wordpress": wordpress,
    "discuz": discuz,
    "flaskbb": flaskbb,
    "fluxbb": fluxbb,
    "hyperkitty": hyperkitty,
    "machina": machina,
    "invision": invision,
    "mybb": mybb,
    "phpbb": phpbb,
    "smf": smf,
    "vbulletin": vbulletin,
    "vbulletin5": vbulletin5,
    "xenforo": xenforo,
    "activitypub": activitypub,
    "bluesky": bluesky,
    "feed": feed,
    "mastodon": mastodon,
    "misskey": misskey,
    "telegram": telegram,
    "mediawiki": mediawiki,
    "gutenberg": gutenberg,
    "ao3": ao3,
    "royalroad": royalroad,
    "pipermail": pipermail,
    "spirit": spirit,
    "tieba": tieba,
    "v2ex": v2ex,
    "generic": generic,
}

# Roles of pages that belong to a board.
BOARDS = ("listing", "thread")
# What hosts answer where they do not tell of changes: no loss, the pages themselves are still there.
NOT_OFFERED = (400, 401, 403, 404, 405, 410)


@dataclass(frozen=True, slots=True)
class Visit:
    """What one page gave: a record or why there is none, and the links to go on with.

    ``rel`` is the role that the page was asked for in, "" of a start page.
    """

    result: Record | Drop
    links: list[Link]
    rel: str = ""


def extract(page: Page, site: Site | None = None) -> Record | Drop:
    """Return the record of a page; without a site the engine is detected."""
    return visit(page, site).result


def links(page: Page, site: Site | None = None) -> list[Link]:
    """Return the links of a page that are worth fetching, in page order."""
    return visit(page, site).links


def detect(page: Page) -> str:
    """Name the engine of a page, ``generic`` if no other is sure."""
    document = read(page, stranger(page.url))
    return _engine(document) if isinstance(document, Document) else "generic"


def visit(page: Page, site: Site | None = None) -> Visit:
    """Read record and links of a page with one parse."""
    document = read(page, site or stranger(page.url))
    if isinstance(document, Drop):
        if page.context.rel == "changes" and page.status in NOT_OFFERED:
            document = Drop(None, "listing", f"status {page.status}: not offered", page.url)
        return Visit(document, [], page.context.rel)
    engine = _reader(document, site)
    result = engine.extract(document)
    unread = isinstance(result, Drop) and result.step == "extract"
    if site is None and unread and engine is not generic:
        engine = generic  # known software in a style that its engine does not know
        result = generic.extract(document)
    seen = Visit(result, engine.links(document), page.context.rel)
    if site and site.hook:
        seen = _hooked(site.hook, document, seen)
    return replace(seen, result=judge(seen.result, document)) if isinstance(seen.result, Record) else seen


def _hooked(hook: Hook, document: Document, seen: Visit) -> Visit:
    """Return what counts instead of what an engine read; links that leave the site are taken out."""
    found = hook(document, seen)
    if not isinstance(found, Visit) or not isinstance(found.result, Record | Drop):
        bug = TypeError("no Visit with a Record or a Drop")
        bug.add_note(f"hook {hook.name}, which must return a Visit with a Record or a Drop")
        raise bug
    return replace(found, links=[link for link in found.links if document.site.allows(link.url)])


def wanted(engine: str) -> dict[str, str]:
    """Return the headers that a host must be asked with to give an engine its pages."""
    accept = getattr(ENGINES.get(engine), "ACCEPT", "")
    return {"Accept": accept} if accept else {}


def stranger(url: str) -> Site:
    """Return the site of a page that no file describes: its host, nothing else known."""
    host = urlsplit(url).hostname or "unknown"
    return Site(name=host, domains=(host,))


def software(document: Document) -> str:
    """Name the forum software of a page, "" if none is sure."""
    best = next(iter(guesses(document)), None)
    name = best.engine if best and best.confidence >= SURE else ""
    return name if name and hasattr(ENGINES[name], "FORUM") else ""


def _reader(document: Document, site: Site | None) -> ModuleType:
    """Return the engine of a page; on a site of several kinds a board may be of known software."""
    if sitemap.fits(document):
        return sitemap
    if site is None:
        return ENGINES[_engine(document)]
    mixed = site.engine == "generic" and role(document).rel in BOARDS
    return ENGINES[(software(document) if mixed else "") or site.engine]


def _engine(document: Document) -> str:
    best = next(iter(guesses(document)), None)
    if best and best.confidence >= SURE:
        return best.engine
    return "book" if book.detect(document) else "generic"
