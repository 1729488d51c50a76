"""A forum made by rule for the benchmarks of crawling: threads in Chinese and English, in three shells.

``pages`` gives every page of it by path.  The posts are sentences of the bundled novels in ever other
company; around them stands what such software puts there, so that a page has about 40 kB, a tenth of
it text.  Shells: ``xenforo``, as that software writes it; ``homemade``, the same with names that say
nothing; ``article``, one text instead of posts, and more of what surrounds it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from zlib import crc32

FOLDER = Path(__file__).parent
NOVELS = FOLDER.parent / "seeds" / "demo"
PAGE, POST, QUOTE, ROW = (
    (FOLDER / "shells" / f"{name}.html").read_text(encoding="utf-8")
    for name in ("page", "post", "quote", "row")
)
SENTENCE = {
    "en": re.compile(r"[A-Z][^.!?\n\"“”]{30,160}[.!?]"),
    "zh": re.compile(r"[^。！？\n“”]{12,60}[。！？]"),
}
SENTENCES = {"en": 7, "zh": 8}  # a post: some 550 bytes in either language
NAMES = "keelson 小满 Tenmoku 老船长 marl 阿杏 ashpit 半夏 Wren 石匠老周 oak_gall 南窗".split()
POSTS, PAGES, THREADS, SIMILAR = 7, 4, 20, 5  # of a page, of a thread, of a page of the board, below a thread
A_BOARD = 1000  # threads have numbers of their board
THREAD = r"(?P<work>/threads/t\.\d+/)(?:page-(?P<page>\d+))?$"
LISTING = r"/forums/talk\.\d+/(?:page-\d+)?$"
BEGUN = datetime(2026, 1, 4, 9, tzinfo=UTC)

MENU = "".join(
    f'<li><div class="p-navEl"><a href="/{name}/" class="p-navEl-link">{name}</a></div></li>'
    for name in "rules whats-new members search tags help contact terms privacy media calendar".split()
)
STYLE = "\n".join(
    f".block-{n}{{margin:0 auto {n}px;padding:{n}px;border:1px solid #d{n:03}}}" for n in range(40)
)
SCRIPT = "\n".join(f'phrases[{n}] = "A phrase that a script may show, number {n}.";' for n in range(40))
# An article has as many bytes of script as a page of a thread has of frames around its posts.
MORE = {"article": 10}


@dataclass(frozen=True, slots=True)
class Post:
    """A post; ``quote`` is what it quotes of the post before, "" if nothing."""

    number: int
    author: str
    text: str
    quote: str


def board(number: int = 1) -> str:
    """Return the path of a board."""
    return f"/forums/talk.{number}/"


def pages(count: int, shell: str, own: int = 1) -> dict[str, str]:
    """Return ``count`` pages of threads (or up to three more) by path, and those of their board.

    The pages of one board do not lead to those of another.
    """
    threads = range(own * A_BOARD, own * A_BOARD - (-count // PAGES))
    lists = [threads[start : start + THREADS] for start in range(0, len(threads), THREADS)]
    found = {}
    for number, some in enumerate(lists, 1):
        links = pager(board(own), number, len(lists))
        found[address(board(own), number)] = page("Talk", "".join(map(row, some)), board(own), links)
    for place in range(len(threads) * PAGES):
        thread, number = threads[place // PAGES], place % PAGES + 1
        first = f"/threads/t.{thread}/"
        links, more = pager(first, number, PAGES), MORE.get(shell, 1)
        similar = "".join(row(threads[(place // PAGES + n) % len(threads)]) for n in range(1, SIMILAR + 1))
        body = said(posts(thread, number), shell) + similar
        found[address(first, number)] = page(title(thread), body, board(own), links, more)
    return found if shell == "xenforo" else {path: renamed(html) for path, html in found.items()}


def said(shown: Iterable[Post], shell: str) -> str:
    """Return posts one below the other, or as one text."""
    if shell == "article":
        return "<article>" + "".join(map(paragraphs, shown)) + "</article>"
    return "".join(map(post, shown))


def posts(thread: int, page: int) -> Iterator[Post]:
    """Yield the posts of a page of a thread; even threads are Chinese."""
    language = "en" if thread % 2 else "zh"
    chance = random.Random(thread * 100 + page)
    before = ""
    for place in range(POSTS):
        said = chance.sample(sentences(language), SENTENCES[language])
        text = "\n".join((" " if language == "en" else "").join(half) for half in (said[:3], said[3:]))
        author = chance.choice(NAMES)
        yield Post((thread * PAGES + page) * POSTS + place, author, text, before if place % 4 == 2 else "")
        before = said[0]


@cache
def sentences(language: str) -> list[str]:
    """Return the sentences of a bundled novel."""
    text = (NOVELS / f"novel-{language}.txt").read_text(encoding="utf-8")
    return sorted({found.strip() for found in SENTENCE[language].findall(text)})


def address(first: str, page: int) -> str:
    """Return the path of a page of a thread or board that begins at a path."""
    return f"{first}page-{page}" if page > 1 else first


def title(thread: int) -> str:
    """Return the title of a thread."""
    return f"Thread {thread}: a question" if thread % 2 else f"第{thread}个问题"


def pager(first: str, page: int, last: int) -> str:
    """Return the links to the pages around one."""
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    links = (f'<li class="pageNav-page"><a href="{address(first, n)}">{n}</a></li>' for n in near)
    return f'<nav class="pageNavWrapper"><ul class="pageNav-main">{"".join(links)}</ul></nav>'


def page(title: str, body: str, board: str, pager: str = "", more: int = 1) -> str:
    """Return a page of a board."""
    frame = {"menu": MENU, "style": STYLE, "script": SCRIPT * more, "board": board}
    return PAGE.format(title=title, body=body, pager=pager, **frame)


def row(thread: int) -> str:
    """Return the line of a board about a thread."""
    who, link, when = NAMES[thread % len(NAMES)], f"/threads/t.{thread}/", _time(thread * PAGES * POSTS)
    return ROW.format(
        thread=thread, who=who, link=link, time=when, title=title(thread), replies=PAGES * POSTS - 1
    )


def post(own: Post) -> str:
    """Return a post in its frame."""
    quote = QUOTE.format(who="marl", before=own.number - 1, quote=escape(own.quote)) if own.quote else ""
    text = escape(own.text).replace("\n", "<br />\n<br />\n")
    told = {"number": own.number, "who": own.author, "member": own.number % 97, "time": _time(own.number)}
    return POST.format(**told, ordinal=own.number % 32 + 2, quote=quote, text=text)


def paragraphs(own: Post) -> str:
    """Return what a post says as paragraphs of an article."""
    return "".join(f"<p>{escape(line)}</p>\n" for line in own.text.splitlines())


def _time(minutes: int) -> str:
    when = BEGUN + timedelta(minutes=minutes)
    shown = f"{when:%b %d, %Y}"
    told = f'data-timestamp="{when.timestamp():.0f}" data-date="{shown}" data-time="{when:%H:%M}"'
    return f'<time class="u-dt" dir="auto" datetime="{when:%Y-%m-%dT%H:%M:%S%z}" {told}>{shown}</time>'


def renamed(html: str) -> str:
    """Return a page with all names of its classes and of its own attributes made meaningless."""
    html = re.sub(
        r'class="([^"]*)"', lambda found: f'class="{" ".join(map(_hashed, found[1].split()))}"', html
    )
    html = re.sub(r"\bdata-([\w-]+)", lambda found: f"data-{_hashed(found[1])}", html)
    return html.replace(' id="XF"', "").replace("/css.php?css=public%3Acore.less", "/style.css")


def _hashed(name: str) -> str:
    return f"_{crc32(name.encode()):x}"
