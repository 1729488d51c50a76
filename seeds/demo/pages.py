"""Addresses to pages: every address of the demo in one table, each answered by a pure function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import unquote

import forum
import novels
import social
from content import Demo
from frame import MENU, layout

Match = re.Match[str]
PAGE = r"(?:\?page=([1-9][0-9]{0,3}))?"
NUMBER = r"([1-9][0-9]{0,5})"
NAME = r"([a-z0-9-]{1,40})"


def front(demo: Demo) -> str:
    """Return the front page, which says what there is."""
    posts = sum(len(thread.posts) for thread in demo.threads)
    chapters = sum(len(novel.chapters) for novel in demo.novels)
    counts = (
        f"{len(demo.threads)} threads with {posts} posts",
        f"{len(demo.statuses)} statuses",
        f"{len(demo.novels)} novels with {chapters} chapters",
    )
    entries = "\n".join(
        f"<li>{link.html()}: {count}</li>" for link, count in zip(MENU[1:], counts, strict=True)
    )
    main = f"""<h1>Lanternfold 灯市</h1>
<p>Three small invented sites, made to be crawled on this very machine.</p>
<ul>
{entries}
</ul>"""
    return layout("Three sites to practise on", main)


def private() -> str:
    """Return the page that robots.txt asks crawlers to leave alone."""
    return layout("Members only", "<h1>Members only</h1>\n<p>A polite crawler has never read this line.</p>")


def login() -> str:
    """Return the page behind every button: nobody can write here."""
    return layout(
        "Log in", "<h1>Log in 登录</h1>\n<p>This site is a demo and takes no guests. 演示站，不开放注册。</p>"
    )


def missing(target: str) -> str:
    """Return the page for an address that there is not."""
    return layout("404", f"<h1>404</h1>\n<p>There is no page {escape(target[:100])}. 找不到这个页面。</p>")


ROUTES: tuple[tuple[str, Callable[[Demo, Match], str | None]], ...] = (
    (r"/", lambda demo, _: front(demo)),
    (r"/private/", lambda _, __: private()),
    (r"/login\??", lambda _, __: login()),
    (r"/forum/", lambda demo, _: forum.index(demo)),
    (rf"/forum/board/{NAME}{PAGE}", lambda demo, at: forum.board(demo, at[1], _page(at[2]))),
    (rf"/forum/thread/{NUMBER}{PAGE}", lambda demo, at: forum.thread(demo, int(at[1]), _page(at[2]))),
    (rf"/social/{PAGE}", lambda demo, at: social.timeline(demo, _page(at[1]))),
    (rf"/social/status/{NAME}", lambda demo, at: social.permalink(demo, at[1])),
    (r"/social/tag/([^/?#]{1,200})", lambda demo, at: social.tagged(demo, unquote(at[1]))),
    (r"/novels/", lambda demo, _: novels.shelf(demo)),
    (rf"/novels/{NAME}/", lambda demo, at: novels.contents(demo, at[1])),
    (
        rf"/novels/{NAME}/{NUMBER}(?:_([1-9][0-9]{{0,3}}))?\.html",
        lambda demo, at: novels.chapter(demo, at[1], int(at[2]), _page(at[3])),
    ),
)


def page(target: str, demo: Demo) -> str | None:
    """Return the HTML at a path with its query, None if there is none."""
    for pattern, render in ROUTES:
        if at := re.fullmatch(pattern, target):
            return render(demo, at)
    return None


def addresses(demo: Demo) -> Iterator[str]:
    """Yield the paths that a sitemap names: first pages of threads and timeline, contents, chapters."""
    yield from (link.href for link in MENU)
    yield from map(forum.thread_address, demo.threads)
    for novel in demo.novels:
        yield novels.contents_address(novel)
        yield from (novels.chapter_address(novel, n) for n in range(1, len(novel.chapters) + 1))


def robots(base: str) -> str:
    """Return robots.txt for a server at ``base``, an address without a slash at its end."""
    return f"User-agent: *\nDisallow: /private/\n\nSitemap: {base}/sitemap.xml\n"


def sitemap(base: str, demo: Demo) -> str:
    """Return the sitemap for a server at ``base``."""
    entries = "\n".join(f"<url><loc>{escape(base + path)}</loc></url>" for path in addresses(demo))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    )


def _page(number: str | None) -> int:
    return int(number or 1)
