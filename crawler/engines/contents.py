"""The contents list of a novel, found without selectors.

Chapters are links whose addresses share a stem; of several such groups the list is the one that
is long, numbered, announced by its headings and next to the page's own address.  No class name is
asked: sites change them, and some make them up for every page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.follow import destination
from crawler.engines.layouts import listed
from crawler.text.novels.ordinals import number

# What tells of a contents list, and how much; a list is believed from SURE on.
NUMBERED, ANNOUNCED, BELOW, RISING, DENSE = 1.0, 0.5, 0.3, 0.2, 0.3
SURE = 0.7
# What a title that is a figure and no more says of that: pagers look the same.
FIGURE = 0.3
MIN_CHAPTERS, MIN_ANNOUNCED = 3, 1
# Share of neighbours that count downwards, from which a list is read from its end.
FALLING = 0.8
# The latest chapters, where a site shows them above its list.
MAX_LATEST = 30

ANNOUNCES = re.compile(
    r"最新章[节節]|章[节節](?:列表|目[录錄])|全部章[节節]|正文|目[录錄]|全文[阅閱][读讀]|\bcontents\b"
    r"|\bchapters?(?: list| index)?\s*$|\bindex of chapters\b",
    re.I,
)
LATEST = re.compile(r"最新(?:的?章[节節]|更新)|最近更新|^\W*(?:latest|newest|recent)\b", re.I)
# Links beside the chapters that share their stem: the button to begin with, say.
ASIDE = re.compile(
    r"\W*(?:(?:开始|立即|点击|免费|继续|在线|从头|全文)(?:[阅閱][读讀]|看)|加入书[架签]|投?推荐(?:票|本书)?|返回.{0,4}"
    r"|首页|[上下]一?[页章节]|下一页|尾页|末页|目录|章节目录|更多.{0,4}|txt下载|下载.{0,6}"
    r"|(?:start|begin|continue) reading"
    r"|read(?: now| first| latest| online)?|(?:first|last|latest|next|prev|previous)(?: chapter| page)?"
    r"|home|back|top|more|bookmark|download|epub|pdf|mobi|print)\W*",
    re.I,
)
HEADINGS = frozenset("dt h1 h2 h3 h4 h5 h6 th caption legend strong b".split())
CELLS = frozenset("ul ol dl table section nav div td body".split())
HEIGHT = 12  # ancestors that are looked at for the cell of a link
UNREAD = frozenset("script style noscript template option".split())
DIGITS = re.compile(r"\d+")


class Entry(NamedTuple):
    """A link of the page; ``latest`` if what stands above it announces the latest chapters.

    ``cell`` is the box around it, ``is_boxed`` whether that is the list of a known layout.
    """

    url: str
    title: str
    latest: bool
    cell: int = 0
    is_boxed: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters that a page lists, in its order and each once; ``sure`` if they can be nothing else."""

    entries: tuple[Entry, ...] = ()
    sure: bool = False

    @property
    def numbers(self) -> list[int]:
        """The numbers that the titles give, 0 where one gives none."""
        return [number(entry.title) for entry in self.entries]

    @property
    def is_latest(self) -> bool:
        """Whether these are the latest chapters alone, so that the list must stand elsewhere."""
        return 0 < len(self.entries) <= MAX_LATEST and all(entry.latest for entry in self.entries)


def read(document: Document) -> Contents:
    """Return the contents list of a page, the empty one if it has none."""
    groups: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    entries = list(_entries(document))
    for entry in entries:
        groups[stem(entry.url)].append(entry)
    announced = _announced(document)
    words = max(1, len("".join(document.tree.body.text(deep=True).split())) if document.tree.body else 1)
    best, most = Contents(), 0.0
    for (prefix, _), group in groups.items():
        chapters = _each_once(_with_neighbours(prefix, group, entries))
        told = _evidence(document, prefix, chapters, announced, words)
        if told * len(chapters) > most:
            least = MIN_ANNOUNCED if announced and told >= ANNOUNCED + BELOW else MIN_CHAPTERS
            sure = told >= SURE and len(chapters) >= least
            best, most = Contents(tuple(chapters), sure), told * len(chapters)
    return best


def places(contents: Contents, before: int, page: int, last: int) -> list[tuple[int, Entry]]:
    """Return the chapters with their positions in the book, in its order.

    ``before`` chapters stand on earlier pages of the list, of which this is number ``page`` of
    ``last``.  A list that counts downwards is turned round; where it goes on over pages, its
    titles' numbers are the positions, or else it is counted from the last page, as if all were as long.
    """
    entries, numbers = contents.entries, contents.numbers
    if not is_reversed(contents):
        return list(enumerate(entries, before + 1))
    turned = list(reversed(entries))
    if last > 1 and 0 not in numbers and all(one > after for one, after in pairwise(numbers)):
        return list(zip(reversed(numbers), turned, strict=True))
    first = max(last - page, 0) * max(len(entries), before // max(page - 1, 1))
    return list(enumerate(turned, first + 1))


def is_reversed(contents: Contents) -> bool:
    """Whether the newest chapter stands first: by the numbers of titles, or else by those of addresses."""
    numbers = [told for told in contents.numbers if told]
    if len(numbers) < max(MIN_CHAPTERS, len(contents.entries) / 2):
        numbers = [_last_number(entry.url) for entry in contents.entries]
        return len(numbers) > MIN_CHAPTERS and all(one > after for one, after in pairwise(numbers))
    steps = [after - one for one, after in pairwise(numbers)]
    return sum(step < 0 for step in steps) >= FALLING * len(steps)


def stem(url: str) -> tuple[str, str]:
    """Return what the chapters of a book share: their address up to its last number, and the form of that.

    >>> stem("http://a/5/1000.html"), stem("http://a/fiction/21/x/chapter/301/the-ferry")
    (('http://a/5/', '9.html'), ('http://a/fiction/21/x/chapter/', '9/*'))
    >>> stem("http://a/b/prologue.html"), stem("http://a/read.php?id=7&cid=31")
    (('http://a/b/', '*'), ('http://a/read.php?id=7&cid=', '9'))
    """
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}"
    if parts.query:
        name, _, told = parts.query.rpartition("=")
        return f"{base}{parts.path}?{name}=", DIGITS.sub("9", told)[:40]
    segments = parts.path.split("/")
    at = next((i for i in range(len(segments) - 1, 0, -1) if DIGITS.search(segments[i])), 0)
    if not at:
        return f"{base}{parts.path.rpartition('/')[0]}/", "*"
    head, dot, ending = segments[at].partition(".")
    form = DIGITS.split(head)[0] + "9" + dot + DIGITS.sub("9", ending)
    return f"{base}{'/'.join(segments[:at])}/", form + "/*" * any(segments[at + 1 :])


def _entries(document: Document) -> Iterator[Entry]:
    """Yield the links of a page that have words, in its order."""
    body, latest, within = document.tree.body, False, 0
    boxed = listed(document)
    for node in body.traverse(include_text=True) if body else ():
        if within:  # what stands in a link announces nothing
            within -= 1
            continue
        tag = node.tag or ""
        if tag == "-text":
            latest = _announcing(node, latest)
        elif tag == "a" or tag in UNREAD:
            within = sum(1 for _ in node.traverse(include_text=True)) - 1
            title = " ".join(node.text(deep=True).split()) if tag == "a" else ""
            if title and not ASIDE.fullmatch(title) and (url := destination(document, node)):
                yield Entry(url, title, latest, _cell(node), node.mem_id in boxed)


def _announcing(node: LexborNode, latest: bool) -> bool:
    """Return whether the latest chapters follow a text, which says so or says something else."""
    text = (node.text_content or "").strip()
    if not text:
        return latest
    if LATEST.search(text):
        return True
    heads = node.parent is not None and node.parent.tag in HEADINGS
    return latest and not (ANNOUNCES.search(text) or (heads and len(text) > 1))


def _cell(node: LexborNode) -> int:
    parent = node.parent
    for _ in range(HEIGHT):
        if parent is None or parent.tag in CELLS:
            break
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _with_neighbours(prefix: str, group: Sequence[Entry], entries: Sequence[Entry]) -> list[Entry]:
    """Return a group with links of its cells that share all but the number: prologue.html beside 1.html."""
    cells = {cell for cell, count in Counter(entry.cell for entry in group).items() if count > 1}
    known = {entry.url for entry in group}
    return [
        entry
        for entry in entries
        if entry.url in known or (entry.cell in cells and stem(entry.url)[0] == prefix)
    ]


def _each_once(group: Sequence[Entry]) -> list[Entry]:
    """Return each chapter where it is named last; those announced as the latest go where others are there."""
    found: dict[str, Entry] = {}
    for entry in group:
        found.pop(entry.url, None)
        found[entry.url] = entry
    rest = [entry for entry in found.values() if not entry.latest]
    return rest if len(rest) >= MIN_CHAPTERS else list(found.values())


def _announced(document: Document) -> bool:
    """Whether title or headings of a page say that it lists chapters."""
    heads = document.tree.css("title, h1, h2, h3, h4, dt, th, caption, strong, b")
    return any(ANNOUNCES.search(" ".join(node.text(deep=True).split())[:200]) for node in heads[:200])


def _evidence(
    document: Document, prefix: str, chapters: Sequence[Entry], announced: bool, words: int
) -> float:
    figures = sum(entry.title.isdecimal() for entry in chapters)
    numbered = (sum(number(entry.title) > 0 for entry in chapters) - (1 - FIGURE) * figures) / len(chapters)
    ids = [_last_number(entry.url) for entry in chapters]
    rising = len(ids) >= MIN_CHAPTERS and sum(a < b for a, b in pairwise(ids)) >= 0.9 * (len(ids) - 1)
    dense = sum(len("".join(entry.title.split())) for entry in chapters) >= words / 2
    below = _is_below(prefix, document.page.url)
    boxed = sum(entry.is_boxed for entry in chapters) >= len(chapters) / 2
    announced = announced or boxed
    return NUMBERED * numbered + ANNOUNCED * announced + BELOW * below + RISING * rising + DENSE * dense


def _is_below(prefix: str, url: str) -> bool:
    """Whether chapters lie in the folder of the page, or in one named like it: /b/7/ of /b/7.html."""
    path = url.partition("?")[0]
    folder = path.rpartition("/")[0] + "/"
    own = re.sub(r"\.\w{2,5}$", "", path).rstrip("/") + "/"
    if urlsplit(folder).path == "/":
        return prefix.startswith(own) and own != folder
    return prefix.startswith((folder, own))


def _last_number(url: str) -> int:
    found = DIGITS.findall(urlsplit(url).path + "?" + urlsplit(url).query)
    return int(found[-1][:18]) if found else 0
