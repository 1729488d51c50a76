"""Public channels of Telegram as the web shows them: https://t.me/s/<channel>, twenty messages a page.

Answers, forwarded messages and views are told apart; what a channel says is by the channel, or by
the person who signs there.  Older pages follow by ``before``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.api import leads
from crawler.engines.dates import moment
from crawler.engines.prose import prose
from crawler.engines.statuses import FORWARDED, Status, assemble, spoken
from crawler.records import Context, Drop, Link, Part, Record

CHANNEL = re.compile(r"^/(?:s/)?([A-Za-z]\w{3,31})(?:/\d{1,12})?/?$")
MESSAGE = ".tgme_widget_message[data-post]"
SERVICE = "service_message"
# The text of a message; that of the one it answers has the class too, and stands within the answer.
TEXT, REPLY = ".tgme_widget_message_text", ".tgme_widget_message_reply"
QUESTION, OPTIONS = ".tgme_widget_message_poll_question", ".tgme_widget_message_poll_option_text"
FROM, NAME = ".tgme_widget_message_from_author", ".tgme_widget_message_owner_name"
FORWARDER = ".tgme_widget_message_forwarded_from_name"
VIEWS, DATE = ".tgme_widget_message_views", ".tgme_widget_message_date time@datetime"
OLDER = "a.tme_messages_more[data-before], link[rel=prev][href]"
BEFORE = re.compile(r"[?&]before=(\d{1,12})(?!\d)")
# An id of a message as links have it.
POST = re.compile(r"t\.me/(\w{1,64}/\d{1,12})(?:[?/]|$)")
COUNT = re.compile(r"^(\d{1,12}(?:\.\d{1,3})?)\s?([KM]?)$", re.I)
TIMES = {"": 1, "k": 1_000, "m": 1_000_000}


def extract(document: Document) -> Record | Drop:
    """Read a page of a channel, oldest message first as it stands there."""
    nodes = document.tree.css(MESSAGE)
    told = (_status(document, node) for node in nodes if not _is_service(node))
    title = document.value(".tgme_channel_info_header_title; meta[property='og:title']@content")
    return assemble(document, "status", told, title)


def links(document: Document) -> list[Link]:
    """Return the page of older messages; from any other page of a channel, the one that lists them."""
    parts = urlsplit(document.page.url)
    found = CHANNEL.search(parts.path)
    if not found:
        return []
    work = f"{parts.scheme}://{parts.netloc}/s/{found[1]}"
    if not parts.path.startswith("/s/"):
        return leads(document, [Link(work, Context("timeline", work, title=found[1]))])
    return leads(document, _older(document, work))


def _older(document: Document, work: str) -> Iterator[Link]:
    here = document.page.context
    if document.tree.css_first(MESSAGE) is None:
        return
    for node in document.tree.css(OLDER):
        before = BEFORE.search(node.attributes.get("href") or "")
        number = node.attributes.get("data-before") or (before[1] if before else "")
        if number.isdecimal():
            yield Link(f"{work}?before={number}", Context("timeline", work, 0, here.page + 1, here.title))
            return


def _is_service(node: LexborNode) -> bool:
    """Whether a message says what happened in the channel, such as that a picture was changed."""
    return SERVICE in (node.attributes.get("class") or "").split()


def _status(document: Document, node: LexborNode) -> Status:
    name = node.attributes.get("data-post") or ""
    replies = node.css(REPLY)
    within = {each.mem_id for reply in replies for each in reply.css(TEXT)}
    said = "\n\n".join(prose(each) for each in node.css(TEXT) if each.mem_id not in within)
    questions = [prose(each) for each in node.css(QUESTION)]
    options = [prose(each) for each in node.css(OPTIONS)]
    answered = POST.search(document.value(f"{REPLY}@href", node))
    forwarded = document.value(FORWARDER, node)
    part = Part(
        id=name,
        text=spoken("\n\n".join(questions), said, options, ()),
        author=forwarded or document.value(FROM, node) or document.value(NAME, node),
        published=moment(document.value(DATE, node)),
        reply_to=answered[1] if answered else "",
        kind="status",
        score=views(document.value(VIEWS, node)),
        mark=FORWARDED if forwarded else "",
    )
    return Status(part, f"https://t.me/{name}")


def views(said: str) -> int:
    """Return a number of views as Telegram rounds it, 0 if it is none.

    >>> views("12.3K"), views("870"), views("1.05M"), views("many")
    (12300, 870, 1050000, 0)
    """
    found = COUNT.match(said)
    return round(float(found[1]) * TIMES[found[2].lower()]) if found else 0
