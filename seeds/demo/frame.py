"""What stands around the text on every page: head, menu, breadcrumbs, sidebar, advertisements, footer.

None of it belongs to any post, status or chapter; it is here to be left out by whoever reads the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}
ZONES = {"zh": ZoneInfo("Asia/Shanghai"), "en": ZoneInfo("UTC")}
ADS = (
    "Harbour Kettle Company: boils before you have finished wishing.",
    "青石旧书铺：满三本送一枚书签，先到先得。",
    "Second-hand bicycles, third-hand bells. Ask for Wren at the blue door.",
    "云上云盘：照片放得下，回忆也放得下。",
)
# Counts visits on real sites; here it is text inside a script, which no reader sees.
SCRIPT = 'var visits = visits || []; visits.push(["page", document.title, "comments: 0 posts: 0"]);'


@dataclass(frozen=True)
class Link:
    """A link of a menu, a sidebar or a trail."""

    href: str
    text: str

    def html(self, css: str = "") -> str:
        """Return the link as HTML, of a class if there is one."""
        kind = f' class="{css}"' if css else ""
        return f'<a{kind} href="{escape(self.href)}">{escape(self.text)}</a>'


MENU = (
    Link("/", "Home"),
    Link("/forum/", "Forum 论坛"),
    Link("/social/?page=1", "Social 动态"),
    Link("/novels/", "Novels 小说"),
)


def layout(
    title: str, main: str, *, language: str = "en", trail: Sequence[Link] = (), aside: str = "", ad: int = 0
) -> str:
    """Return a whole page; ``main`` and ``aside`` are HTML, the rest is plain text.

    ``trail`` are the breadcrumbs, ``ad`` turns the advertisements round.
    """
    crumbs = " &raquo; ".join(link.html() for link in (MENU[0], *trail))
    return f"""<!DOCTYPE html>
<html lang="{HTML_LANGUAGES[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} - Lanternfold 灯市</title>
<link rel="stylesheet" href="/style.css">
<script>{SCRIPT}</script>
</head>
<body>
<header class="top"><a class="logo" href="/">Lanternfold 灯市</a>
<nav class="menu">{" | ".join(link.html() for link in MENU)}
| <a href="/login" rel="nofollow">Log in 登录</a></nav></header>
<div class="crumbs">{crumbs}</div>
<div class="ad banner"><small>Advertisement</small> {escape(ADS[ad % len(ADS)])}</div>
<div class="columns">
<main>
{main}
</main>
<aside>
{aside}
<div class="box ad"><h3>Sponsored</h3><p>{escape(ADS[(ad + 1) % len(ADS)])}</p></div>
</aside>
</div>
<footer class="bottom"><p>Every person and every post on this site is invented. Public domain, CC0 1.0.</p>
<p><a href="/private/">Members only</a> | <a href="/robots.txt">robots.txt</a>
<span style="display:none">lanternfold-copy-protection</span></p></footer>
<noscript><p>Please switch on scripts. 请开启脚本。</p></noscript>
</body>
</html>
"""


def box(title: str, links: Iterable[Link]) -> str:
    """Return a box of the sidebar that lists links."""
    entries = "\n".join(f"<li>{link.html()}</li>" for link in links)
    return f'<div class="box"><h3>{escape(title)}</h3><ul>\n{entries}\n</ul></div>'


def pager(address: str, number: int, count: int) -> str:
    """Return the numbers of all pages with a next link, "" for a single page.

    ``address`` is that of page 1; page n is at ``address?page=n``.
    """
    if count == 1:
        return ""
    numbers = [
        f"<strong>{each}</strong>" if each == number else Link(numbered(address, each), str(each)).html()
        for each in range(1, count + 1)
    ]
    following = [Link(numbered(address, number + 1), "Next 下一页 ›").html("next")] if number < count else []
    return f'<div class="pager">{" ".join(numbers + following)}</div>'


def numbered(address: str, number: int) -> str:
    """Return the address of a page of something; the first has no number."""
    return f"{address}?page={number}" if number > 1 else address


def sheet(things: Sequence[T], number: int, size: int) -> tuple[Sequence[T], int] | None:
    """Return what stands on page ``number`` (from 1) and how many pages there are; None beyond the last.

    >>> sheet("abcde", 2, 4), sheet("", 1, 4), sheet("a", 2, 4)
    (('e', 2), ('', 1), None)
    """
    count = max(1, -(-len(things) // size))
    return (things[(number - 1) * size : number * size], count) if 1 <= number <= count else None


def clock(at: datetime, language: str) -> str:
    """Return a time as readers of that language see it: Chinese ones in Shanghai's, others in UTC."""
    return at.astimezone(ZONES[language]).strftime("%Y-%m-%d %H:%M")


def machine_time(at: datetime) -> str:
    """Return a UTC time as a ``datetime`` attribute holds it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
