"""Archives of mailing lists that HyperKitty shows: threads, their replies over several answers, months."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import forum
from crawler.engines.dates import moment
from crawler.engines.forum import Forum, Place, Posts, Row, counted, spelled
from crawler.engines.mail import letter, plain
from crawler.records import Context, Drop, Link, Part, Record

LIST = r"/list/([^/@]{1,200}@[^/]{1,200})/"
THREAD = re.compile(LIST + r"thread/(\w{10,64})/(replies)?$")
MONTH = re.compile(LIST + r"(?:(?:\d{4}/\d{1,2}|latest)/?)?$")
INDEX = re.compile(r"/(?:archives|hyperkitty|lists)/$")
LEVEL = re.compile(r"margin-left:\s?(\d{1,3})em")
# Replies are moved two units to the right at each level, and below the fifth no further.
UNITS, DEEPEST = 2, 5
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?:\s?([ap])\.?m)?|(noon|midnight)", re.I)
# Replies that one answer to the page's script holds.
CHUNK = 6


def place(url: str) -> Place | None:
    """Return what an address names; single letters are on the page of their thread.

    >>> place("http://a/archives/list/l@a.org/thread/ABCDEFGH2345/?sort=date").url
    'http://a/archives/list/l@a.org/thread/ABCDEFGH2345/'
    """
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    bare = spelled(parts, parts.path)
    if found := THREAD.search(parts.path):
        if not found[3]:
            return Place(bare, "thread", f"{found[1]}/{found[2]}")
        offset = counted(query.get("offset"), 0)
        wanted = f"{bare}?sort=thread" + (f"&offset={offset}" if offset else "")
        return Place(wanted, "thread", f"{found[1]}/{found[2]}", offset // CHUNK + 2)
    if (found := MONTH.search(parts.path)) or INDEX.search(parts.path):
        page = counted(query.get("page"))
        later = f"?page={page}" if page > 1 else ""
        return Place(f"{bare}{later}", "listing", found[1] if found else "", page)
    return None


def extract(document: Document) -> Record | Drop:
    """Read the first letter of a thread, or those that answer it."""
    found = forum.extract(FORUM, _shown(document))
    if isinstance(found, Drop) and _fragment(document):
        return Drop(None, "listing", "no more replies", document.page.url)
    return found


def links(document: Document) -> list[Link]:
    """Return lists, months and threads; of a thread also where its page would ask for the replies."""
    here, itself = forum.role(FORUM, document), urljoin(document.page.url, "replies?sort=thread")
    if told := _fragment(document):
        after = told.get("next_offset")
        more = told.get("more_pending") and isinstance(after, int)
        return _replies(f"{itself}&offset={after}", here) if more else []
    found = forum.links(FORUM, document)
    loads = document.tree.css_first(".replies .ajaxloader")
    if here.rel != "thread" or loads is None or document.value(COMMENTS).startswith("0 "):
        return found
    whole = document.value(".replies a[href$='?noscript']@href")
    return [*_replies(document.absolute(whole) if whole else itself, here), *found]


def weave(document: Document, posts: Posts) -> list[Part]:
    """Read each letter's words and time, and what it answers by how far to the right it stands.

    On the deepest level that the page shows only the first letter below another is sure.
    """
    thread = THREAD.search(urlsplit(document.page.url).path)
    start = thread[2] if thread else ""
    by_date = "sort=date" in document.page.url or document.value(".sort-mode a@href").endswith("sort=thread")
    parts: list[Part] = []
    above, shown = [start], 0
    for node, read in posts:
        shown = _day(document.value(".email-date .date", node)) or shown
        level, name, reply_to = _level(node), read.id, ""
        if name != start:
            sure = not by_date and (level < DEEPEST or len(above) == DEEPEST + 1)
            above = [*above, *[""] * level][: level + 1]
            reply_to = above[level] if sure else ""
            above.append(name)
        elif document.page.url.endswith("?noscript"):
            continue  # it stands on the first page already
        parts.append(_letter(document, node, replace(read, reply_to=reply_to), shown))
    return parts


def _letter(document: Document, node: LexborNode, read: Part, day: int) -> Part:
    body = node.css_first(".email-body")
    said = letter(plain(body)) if body else letter("")
    return replace(
        read,
        text=said.text,
        quote=said.quote,
        quote_author=said.quote_author,
        footer=said.footer,
        published=_when(document, node, day),
    )


def _when(document: Document, node: LexborNode, day: int) -> str:
    """Return the time of a letter: its writer's calendar, the archive's clock.

    The page shows the hour on its own clock and in a title that on the writer's, with the date but
    without the zone; the archive's day is the one next to the writer's on which both can be.
    """
    clock = CLOCK.search(document.value(".email-date .time", node))
    title = document.value(".email-date .time span@title; .email-date span[title]@title", node)
    written = moment(title.partition(":")[2] or title)
    if not written:
        return ""
    wrote = _at(datetime.fromisoformat(written), CLOCK.search(title.rpartition(",")[2]))
    days = [_at(wrote + timedelta(days=offset), clock) for offset in (-1, 0, 1)]
    likely = [each for each in days if each.day == day] or days
    nearest = min(likely, key=lambda each: abs(each - wrote))
    return moment(nearest.strftime("%Y-%m-%d %H:%M:%S"), timezone=document.site.timezone)


def _at(date: datetime, clock: re.Match[str] | None) -> datetime:
    """Return a day at the hour of a clock of twelve or of 24 hours."""
    if clock is None:
        return date
    if clock[4]:
        return date.replace(hour=12 if clock[4].lower() == "noon" else 0, minute=0)
    hour, half = int(clock[1]), (clock[3] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return date.replace(hour=hour % 24, minute=int(clock[2] or 0) % 60)


def _day(text: str) -> int:
    found = re.search(r"\b\d{1,2}\b", text)
    return int(found[0]) if found else 0


def _level(node: LexborNode) -> int:
    style = (node.parent.attributes.get("style") or "") if node.parent else ""
    found = LEVEL.search(style)
    return int(found[1]) // UNITS if found else 0


def _fragment(document: Document) -> dict[str, object]:
    told = document.json
    return told if isinstance(told, dict) and "replies_html" in told else {}


def _shown(document: Document) -> Document:
    """Return an answer to the page's script as the piece of a page that it holds."""
    told = _fragment(document)
    return replace(document, html=str(told["replies_html"])) if told else document


def _replies(url: str, here: Context) -> list[Link]:
    found = place(url)
    page = found.page if found and found.page > 1 else 2
    return [Link(url, Context("thread", here.work, page))]


COMMENTS = "#thread-overview-info :has(> .fa-comment); #thread-overview-info :has(> .discussion)"
FORUM = Forum(
    fields={
        "title": ".thread-header h3; .thread-header h1; .message-header h1",
        "replies": COMMENTS,
        "post": ".email",
        "id": ".email-header@id",
        "author": ".email-author .name; .email-author",
        "body": ".email-header",
    },
    place=place,
    rows=(
        Row(
            ".thread",
            ".thread-title a, a.thread-title",
            ".thread-date@title",
            ".badge:has(> .fa-comment); .list-stats li:has(> .discussion)",
        ),
    ),
    weave=weave,
)
