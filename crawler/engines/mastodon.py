"""Mastodon, and the servers that speak its API: Pleroma, Akkoma, GoToSocial, Pixelfed and others.

Pages for people lead to the API's answers: accounts, timelines, and for statuses that answer or are
answered their conversation.  Only public statuses are read, boosts are left to their author.
Source: docs.joinmastodon.org, methods accounts, statuses and timelines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from crawler.document import Document
from crawler.engines import generic
from crawler.engines.answers import Table, inner, tables, text, whole
from crawler.engines.api import leads
from crawler.engines.dates import moment
from crawler.engines.statuses import NOT_PUBLIC, REMOTE, Status, assemble, server, spoken, words
from crawler.intents import refusal
from crawler.records import Context, Drop, Link, Part, Record

# The most statuses that Mastodon gives at once.
LIMIT = "limit=40"
# The most people of its directory, which are those who want to be found there.
PEOPLE = 80
LOCAL = f"api/v1/timelines/public?local=true&{LIMIT}"
# The number of a status: digits at Mastodon, letters with digits elsewhere; "following" is none.
STATUS = re.compile(r"^/(?:@[\w.@-]{1,300}|users/[\w.-]{1,300}/statuses)/(?=\w{0,40}\d)(\w{1,64})/?$")
# Pages that people see, and the addresses that hold the same for programs.
WAYS = (
    (re.compile(r"^/(?:@|users/)([\w.-]+(?:@[\w.-]+)?)/?$"), "api/v1/accounts/lookup?acct={}", "listing"),
    (STATUS, "api/v1/statuses/{}", "thread"),
    (STATUS, "api/v1/statuses/{}/context", "thread"),
    (re.compile(r"^/tags?/([^/]{1,200})/?$"), f"api/v1/timelines/tag/{{}}?{LIMIT}", "timeline"),
    (re.compile(r"^/directory/?$"), f"api/v1/directory?local=true&order=new&limit={PEOPLE}", "listing"),
    (re.compile(r"^/public/?$"), f"api/v1/timelines/public?{LIMIT}", "timeline"),
    (re.compile(r"^/(?:public/local/?)?$"), LOCAL, "timeline"),
)
CONTEXT = re.compile(r"^(.{1,2000}/api/v1/statuses/)(\w+)/context$")
NEXT = re.compile(r"<([^<>]{1,2000})>\s*;\s*rel=\"?next\b")


def extract(document: Document) -> Record | Drop:
    """Read a page of a timeline, a status or a conversation; anything else is links only."""
    told = document.json
    if told is None and document.site.engine != "mastodon":
        return generic.extract(document)  # no site's file asks for more than this page
    if _is_conversation(told):
        around = [*tables(told["ancestors"]), *tables(told["descendants"])]
        return assemble(document, "conversation", _statuses(document, around))
    if isinstance(told, dict) and _is_status(told):
        return assemble(document, "conversation", _statuses(document, [told]))
    return assemble(document, "status", _statuses(document, _timeline(told)))


def links(document: Document) -> list[Link]:
    """Return where a page for people, an account, a timeline or a conversation leads in the API."""
    told = document.json
    if told is None:
        found = _ways(document)
    elif people := [each for each in tables(told if isinstance(told, list) else [told]) if "acct" in each]:
        found = [
            *_further(document, len(people)),
            *(link for each in people for link in _account(document, each)),
        ]
    elif _is_conversation(told):
        found = _root(document, tables(told["ancestors"]))
    else:
        found = [*_next(document), *_conversations(document, _timeline(told))]
    return leads(document, found)


def _ways(document: Document) -> list[Link]:
    path, base = unquote(urlsplit(document.page.url).path), server(document)
    return [
        Link(url, Context(rel, url if rel == "timeline" else ""))
        for pattern, way, rel in WAYS
        if (found := pattern.search(path))
        for url in [base + way.format(*(quote(each, safe="@") for each in found.groups()))]
    ]


def _account(document: Document, account: Table) -> list[Link]:
    number = quote(text(account, "id"), safe="")
    url = f"{server(document)}api/v1/accounts/{number}/statuses?exclude_reblogs=true&{LIMIT}"
    return [Link(url, Context("timeline", url, title=text(account, "acct")))] if number else []


def _further(document: Document, count: int) -> Iterator[Link]:
    """Yield the page behind a full one of the directory, which the API counts by people."""
    url, _, offset = document.page.url.partition("&offset=")
    if count == PEOPLE and "/directory?" in url:
        start = int(offset) if offset.isdecimal() else 0
        page = document.page.context.page + 1
        yield Link(f"{url}&offset={start + PEOPLE}", Context("listing", page=page))


def _next(document: Document) -> Iterator[Link]:
    """Yield the page of older statuses; a page without any is the last."""
    here, header = document.page.context, document.page.header("Link")
    if document.json and (found := NEXT.search(header)) and (url := document.absolute(found[1])):
        yield Link(url, Context("timeline", here.work or document.page.url, 0, here.page + 1, here.title))


def _conversations(document: Document, statuses: list[Table]) -> Iterator[Link]:
    """Yield the conversations that statuses begin or take part in, marked by what shows that they grew."""
    for status in filter(_is_own, statuses):
        url = f"{server(document)}api/v1/statuses/{quote(text(status, 'id'), safe='')}"
        replies = whole(status, "replies_count")
        answers = status.get("in_reply_to_id") is not None
        mark = f"replies {replies} {text(status, 'edited_at')}".strip()
        if replies and not answers:
            yield Link(url, Context("thread", mark=mark))
        if (replies and not answers) or _answers_another(status):
            yield Link(f"{url}/context", Context("thread", mark=mark))


def _root(document: Document, ancestors: list[Table]) -> list[Link]:
    """Return the whole conversation where a page shows only what is around one reply."""
    asked = CONTEXT.search(document.page.url)
    if not asked or not ancestors or not _is_own(ancestors[0]):
        return []
    url = asked[1] + quote(text(ancestors[0], "id"), safe="")
    return [Link(url, Context("thread")), Link(f"{url}/context", Context("thread"))]


def _is_conversation(told: Any) -> bool:
    return isinstance(told, dict) and "ancestors" in told and "descendants" in told


def _is_status(told: Table) -> bool:
    return "content" in told and "account" in told


def _is_own(status: Table) -> bool:
    """Whether a status is public, and its author's own words."""
    return _is_status(status) and not status.get("reblog") and _is_public(status)


def _is_public(status: Table) -> bool:
    return text(status, "visibility") in ("", "public")


def _mark(document: Document, status: Table, name: str) -> str:
    """Return why builders pass a status over; what is not public comes only to who may see it."""
    if not _is_public(status):
        return NOT_PUBLIC
    return "" if _is_of_site(document, name) else REMOTE


def _answers_another(status: Table) -> bool:
    """Whether a status answers someone else: a thread of one's own is in one's own timeline."""
    answered = status.get("in_reply_to_account_id")
    return answered is not None and answered != inner(status, "account").get("id")


def _timeline(told: Any) -> list[Table]:
    """Return the statuses of a timeline or of the answer to a search."""
    return tables(told.get("statuses") if isinstance(told, dict) else told)


def _statuses(document: Document, told: list[Table]) -> Iterator[Status]:
    return (_status(document, each) for each in told if _is_status(each) and not each.get("reblog"))


def _status(document: Document, status: Table) -> Status:
    account = inner(status, "account")
    options = (text(option, "title") for option in tables(inner(status, "poll").get("options")))
    pictures = (text(each, "description") for each in tables(status.get("media_attachments")))
    name = text(account, "acct")
    part = Part(
        id=text(status, "id"),
        text=spoken(text(status, "spoiler_text"), words(text(status, "content")), options, pictures),
        author=name,
        published=moment(text(status, "created_at")),
        reply_to=text(status, "in_reply_to_id"),
        kind="status",
        language=text(status, "language"),
        score=whole(status, "favourites_count"),
        mark=_mark(document, status, name),
    )
    url = text(status, "url") or text(status, "uri")
    return Status(part, url, moment(text(status, "edited_at")), refusal(account))


def _is_of_site(document: Document, name: str) -> bool:
    """Whether an author's home is this server, or another one that the site's file names."""
    _, other, home = name.partition("@")
    return not other or document.site.allows(f"https://{home}/")
