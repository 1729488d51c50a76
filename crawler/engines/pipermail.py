"""Archives of mailing lists that Pipermail wrote, Mailman 2's own: a page a letter, a tree of links a month.

A thread is a tree in the index of its month; its letters' pages do not say what they answer, so the
links to them do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.document import Document
from crawler.engines.dates import moment
from crawler.engines.follow import destination
from crawler.engines.follow import match as asked
from crawler.engines.mail import letter, plain
from crawler.engines.posts import assemble
from crawler.records import Context, Drop, Link, Part, Record

PERIOD = r"/(\d{4}-[A-Za-z]{3,12}|\d{4}q[1-4]|\d{4}|\d{8}|Week-of-Mon-\d{8})/"
MESSAGE = re.compile(r"/([^/]{1,100})" + PERIOD + r"(\d{4,8})\.html$")
MONTH = re.compile(r"/([^/]{1,100})" + PERIOD + r"(?:(thread|index)\.html)?$")
CONTENTS = re.compile(r"/(?:pipermail|archives?|private)/([^/]{1,100})/(?:index\.html)?$")
# What stands before each letter of an index: its depth, then time and number of each letter above it.
KEY = re.compile(r"<!--\d{1,3} ([\d.-]{3,4000})\s*-->\s*<LI><A HREF=\"(\d{4,8})\.html", re.I)
DEEPEST = 3
# Elements that may stand around a letter of an index; more are no index.
MAX_ABOVE = 40
BEGIN, END = "<!--beginarticle-->", "<!--endarticle-->"
# The list's name and the marks of an answer, in front of every subject.
PREFIX = re.compile(r"^(?:(?:\[[^\]]{1,40}\]|(?:Re|Aw|Fwd?|Sv|Antw|回复|答复|转发)\s?[:：])\s*)*", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter in the index of its month: ``number`` names it, ``parent`` the one that it answers."""

    url: str
    number: str
    root: str
    parent: str


def place(url: str) -> Context | None:
    """Return the role of an address, None if it need not be visited: indexes in another order, raw files.

    >>> place("http://a/pipermail/boats/2019-March/012345.html").rel
    'thread'
    """
    path = urlsplit(url).path
    if MESSAGE.search(path):
        return Context("thread", position=1)
    if month := MONTH.search(path):
        return Context("listing", f"{month[1]}/{month[2]}")
    return Context("listing", contents[1]) if (contents := CONTENTS.search(path)) else None


def extract(document: Document) -> Record | Drop:
    """Read the letter of a page; indexes are links only."""
    url, html = document.page.url, document.html
    context = document.page.context
    here = context if context.rel else place(url) or asked(document, url) or Context()
    _, begun, rest = html.partition(BEGIN)
    if not begun:
        step = "extract" if here.rel in ("", "thread") else "listing"
        return Drop(None, step, "no letter on the page" if step == "extract" else "links only", url)
    body = LexborHTMLParser(rest.partition(END)[0]).body
    said = letter(plain(body) if body else "")
    number = MESSAGE.search(urlsplit(url).path)
    part = Part(
        id=number[3] if number else "1",
        text=said.text,
        author=document.value("body > b"),
        published=moment(document.value("body > i"), timezone=document.site.timezone),
        reply_to=here.reply_to,
        quote=said.quote,
        quote_author=said.quote_author,
        footer=said.footer,
    )
    title = PREFIX.sub("", document.value("h1") or document.value("title"))
    return assemble(document.placed(replace(here, rel="thread")), "thread", title, [part])


def links(document: Document) -> list[Link]:
    """Return months and, of the tree of a month, its letters with their threads and what they answer."""
    index = BEGIN not in document.html  # a letter's links to its neighbours do not say what they are
    found = {link.url: link for link in _letters(list(entries(document)) if index else [])}
    for node in document.tree.css("a[href]"):
        url = destination(document, node)
        context = place(url) if url else None
        if context and context.rel == "listing":
            url = urljoin(url, "thread.html") if MONTH.search(urlsplit(url).path) else url
            found.setdefault(url, Link(url, context))
        elif url and not context and (told := asked(document, url)):
            found.setdefault(url, Link(url, told))
    itself = (
        urljoin(document.page.url, "thread.html") if MONTH.search(document.page.url) else document.page.url
    )
    return [link for link in found.values() if link.url not in (document.page.url, itself)]


def entries(document: Document) -> Iterator[Entry]:
    """Yield the letters of a month's index in its order.

    A remark before each names all letters above it; where remarks are gone the lists that a letter
    stands in show it, but on the deepest level for the first only.
    """
    paths = {found[2]: _path(found[1]) for found in KEY.finditer(document.html)}
    above: list[str] = []
    for node in document.tree.css("li > a[href]"):
        url = destination(document, node)
        found = MESSAGE.search(urlsplit(url).path) if url else None
        if found is None:
            continue
        depth = _depth(node)
        sure = depth < DEEPEST or len(above) <= depth
        above = [*above[:depth], found[3]]
        path = paths.get(found[3], above)
        parent = path[-2] if len(path) > 1 and (sure or found[3] in paths) else ""
        yield Entry(url, found[3], path[0], parent)


def _path(key: str) -> list[str]:
    """Return the numbers of a letter and of those above it, as files are named after them.

    >>> _path("01551398400.12345-01551402000.12350-")
    ['012345', '012350']
    """
    return [each.partition(".")[2].zfill(6) for each in key.strip("- ").split("-")]


def _depth(node: LexborNode) -> int:
    """Return how deep in lists a letter stands: 0 if it begins a thread."""
    depth, parent = -1, node.parent
    for _ in range(MAX_ABOVE):
        if parent is None or depth == DEEPEST:
            break
        depth += parent.tag == "ul"
        parent = parent.parent
    return max(depth, 0)


def _letters(told: list[Entry]) -> Iterator[Link]:
    """Yield the links to letters; a thread's are counted by their numbers, which later ones follow."""
    threads: dict[str, list[Entry]] = {}
    for entry in told:
        threads.setdefault(entry.root, []).append(entry)
    for root, letters in threads.items():
        month = MESSAGE.search(urlsplit(letters[0].url).path)
        work = f"{month[1]}/{month[2]}/{root}" if month else root
        for position, entry in enumerate(sorted(letters, key=_number), start=1):
            count = len(letters) if position == 1 else 0
            yield Link(entry.url, Context("thread", work, position, posts=count, reply_to=entry.parent))


def _number(entry: Entry) -> int:
    return int(entry.number)
