"""Bluesky and other services of the AT Protocol: the AppView's feeds and threads, servers' repositories.

From a profile on bsky.app to the author's feed and its conversations; from a personal data server to
the repositories of its people, which hold what these say of the use of their posts.
Source: lexicons app.bsky.feed.*, com.atproto.repo.* and com.atproto.sync.* (docs.bsky.app).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from crawler.document import Document
from crawler.engines import generic
from crawler.engines.answers import Table, as_table, inner, tables, text, texts, whole
from crawler.engines.api import leads
from crawler.engines.dates import moment
from crawler.engines.facets import spelled
from crawler.engines.repository import TornError, records
from crawler.engines.statuses import Status, assemble, server, spoken
from crawler.intents import DECLARATIONS, of_declaration, of_labels, refusal
from crawler.records import Context, Drop, Link, Part, Record

POST, PROFILE = "app.bsky.feed.post", "app.bsky.actor.profile"
# The pages for people, and the service that answers for them without a login.
PEOPLE, APPVIEW = "bsky.app", "https://public.api.bsky.app/"
FEED = "xrpc/app.bsky.feed.getAuthorFeed?actor={}&limit=100&filter=posts_with_replies"
THREAD = "xrpc/app.bsky.feed.getPostThread?uri={}&depth=1000&parentHeight=1000"
SEARCH = "xrpc/app.bsky.feed.searchPosts?q={}&limit=100&sort=latest"
REPOSITORIES = "xrpc/com.atproto.sync.listRepos?limit=1000"
WAYS = (
    (re.compile(r"^/profile/([\w.:-]{1,300})/?$"), FEED, "timeline"),
    (re.compile(r"^/hashtag/([^/]{1,200})/?$"), SEARCH, "timeline"),
)
STATUS = re.compile(r"^/profile/([\w.:-]{1,300})/post/(\w{1,64})/?$")
URI = re.compile(r"^at://([\w.:-]{1,300})/([\w.]{1,317})/([\w.~:-]{1,512})$")
CURSOR = re.compile(r"[?&]cursor=[^&]*")


def extract(document: Document) -> Record | Drop:
    """Read a page of a feed, a thread, a page of records or a repository; anything else is links only."""
    told = as_table(document.json)
    if document.encoding == "binary":
        return _repository(document)
    if document.json is None and document.site.engine != "bluesky":
        return generic.extract(document)  # no site's file asks for more than this page
    if "thread" in told:
        found = (_view(document, view) for view in _thread(told["thread"]))
        return assemble(document, "conversation", filter(None, found))
    views = [inner(each, "post") for each in tables(told.get("feed")) if not _is_repost(each)]
    views += tables(told.get("posts"))
    seen = [_view(document, view) for view in views]
    kept = [_kept(document, text(each, "uri"), inner(each, "value")) for each in _records(told)]
    return assemble(document, "status", filter(None, [*seen, *kept]))


def links(document: Document) -> list[Link]:
    """Return feeds, their further pages and conversations, and the repositories of a server."""
    told = as_table(document.json)
    if not told:
        return leads(document, _ways(document) if document.encoding != "binary" else ())
    base = server(document)
    found = [*_next(document, told), *_conversations(document, told)]
    for each in tables(told.get("repos")):
        if each.get("active") is not False:
            who = quote(text(each, "did"), safe=":")
            found.append(Link(f"{base}xrpc/com.atproto.repo.describeRepo?repo={who}", Context("listing")))
    if "collections" in told and POST in texts(told["collections"]):
        url = f"{base}xrpc/com.atproto.sync.getRepo?did={quote(text(told, 'did'), safe=':')}"
        found.append(Link(url, Context("timeline", url, title=text(told, "handle"))))
    return leads(document, found)


def _ways(document: Document) -> Iterator[Link]:
    """Yield what holds the same as a page for people; the front page of a server stands for all on it."""
    parts = urlsplit(document.page.url)
    path = unquote(parts.path)
    if parts.hostname != PEOPLE:
        if path in ("", "/"):
            yield Link(server(document) + REPOSITORIES, Context("listing"))
        return
    for pattern, way, rel in WAYS:
        if found := pattern.search(path):
            tag = "#" if way is SEARCH else ""
            url = APPVIEW + way.format(quote(tag + found[1], safe=":"))
            yield Link(url, Context(rel, url, title=found[1]))
    if found := STATUS.search(path):
        yield Link(APPVIEW + _asked(f"at://{found[1]}/{POST}/{found[2]}"), Context("thread"))


def _asked(uri: str) -> str:
    return THREAD.format(quote(uri, safe=":/"))


def _next(document: Document, told: Table) -> Iterator[Link]:
    cursor, here = text(told, "cursor"), document.page.context
    listed = next((told[name] for name in ("feed", "posts", "records", "repos") if name in told), None)
    if cursor and listed:
        url = CURSOR.sub("", document.page.url)
        further = f"{url}{'&' if '?' in url else '?'}cursor={quote(cursor, safe='')}"
        rel = "listing" if "repos" in told else "timeline"
        work = here.work or ("" if rel == "listing" else url)
        yield Link(further, Context(rel, work, 0, here.page + 1, here.title, opt_out=here.opt_out))


def _conversations(document: Document, told: Table) -> Iterator[Link]:
    """Yield the conversations that posts of a feed begin or take part in, marked by what shows growth."""
    for each in tables(told.get("feed")):
        post = inner(each, "post")
        reply = inner(inner(post, "record"), "reply")
        root, answered = text(inner(reply, "root"), "uri"), text(inner(reply, "parent"), "uri")
        author = f"at://{text(inner(post, 'author'), 'did')}/"
        replies = whole(post, "replyCount")
        if not _is_repost(each) and (
            (replies and not reply) or (answered and not answered.startswith(author))
        ):
            url = server(document) + _asked(root or text(post, "uri"))
            yield Link(url, Context("thread", mark="" if reply else f"replies {replies}"))


def _is_repost(each: Table) -> bool:
    return text(inner(each, "reason"), "$type").endswith("#reasonRepost")


def _thread(told: Any) -> Iterator[Table]:
    """Yield the posts of a thread: those before the one that was asked for, itself, and what answers it.

    In their order where the service gives a list; posts that are gone have none.
    """
    if isinstance(told, list):
        yield from (inner(inner(each, "value"), "post") for each in tables(told))
        return
    above, view = [], inner(as_table(told), "parent")
    while view:
        above.append(inner(view, "post"))
        view = inner(view, "parent")
    yield from reversed(above)
    stack = [as_table(told)]
    while stack:
        view = stack.pop()
        yield inner(view, "post")
        stack.extend(reversed(tables(view.get("replies"))))


def _records(told: Table) -> list[Table]:
    """Return the records of a page of a repository, or the one that was asked for."""
    return [told] if "value" in told and "uri" in told else tables(told.get("records"))


def _repository(document: Document) -> Record | Drop:
    """Read the posts of a whole repository, with what its owner says there of their use."""
    try:
        did, found = records(document.page.body)
    except TornError as reason:
        return Drop(None, "extract", str(reason), document.page.url)
    said = [of_labels(record.get("labels")) for path, record in found.items() if path.startswith(PROFILE)]
    said += [
        of_declaration(path.partition("/")[0], record)
        for path, record in found.items()
        if path.startswith(tuple(DECLARATIONS))
    ]
    refused = next(filter(None, said), "")
    posts = ((path, record) for path, record in found.items() if path.startswith(f"{POST}/"))
    kept = (_kept(document, f"at://{did}/{path}", record, refused) for path, record in posts)
    return assemble(document, "status", filter(None, kept))


def _kept(document: Document, uri: str, record: Table, refused: str = "") -> Status | None:
    """Return a record of a repository as a status; who owns it stands in its address."""
    here, owner = document.page.context, URI.search(uri)
    if owner is None or owner[2] != POST:
        return None
    return _status(uri, here.title or owner[1], record, {}, refused or here.opt_out)


def _view(document: Document, view: Table) -> Status | None:
    """Return a post as the AppView shows it, with its author and what they want."""
    author, uri = inner(view, "author"), text(view, "uri")
    name = text(author, "handle") or text(author, "did")
    refused = refusal(author) or document.page.context.opt_out
    return _status(uri, name, inner(view, "record"), view, refused) if URI.search(uri) else None


def _status(uri: str, author: str, record: Table, view: Table, refused: str) -> Status | None:
    if text(record, "$type") not in ("", POST):
        return None
    embed = inner(record, "embed")
    pictures = [*tables(embed.get("images")), *tables(inner(embed, "media").get("images")), embed]
    part = Part(
        id=uri,
        text=spoken("", spelled(record), (), (text(each, "alt") for each in pictures)),
        author=author,
        published=moment(text(record, "createdAt")) or moment(text(view, "indexedAt")),
        reply_to=text(inner(inner(record, "reply"), "parent"), "uri"),
        kind="status",
        language=next(iter(texts(record.get("langs"))), ""),
        score=whole(view, "likeCount"),
    )
    return Status(part, f"https://{PEOPLE}/profile/{author}/post/{uri.rpartition('/')[2]}", "", refused)
