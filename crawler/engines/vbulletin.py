"""Forums that run vBulletin 3 or 4, with or without the extensions that rewrite addresses."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled

SCRIPT = re.compile(
    r"/(showthread|forumdisplay|index)\.php(?:/(\d{1,12})(?:-[^/]{0,200})?(?:/page(\d{1,9}))?/?)?$"
)
# "showthread.php?12-the-title/page3" of vBulletin 4.
LEADING = re.compile(r"(\d{1,12})(?:-[^&/]{0,200})?(?:/page(\d{1,9}))?(?:&|$)")
# "/threads/12-the-title/page3" of vBulletin 4; of vBSEO "/f12/title-34-2.html" and "/board/34-title-2.html".
ROUTE = re.compile(r"/(threads|forums)/(\d{1,12})(?:-[^/]{0,200})?(?:/page(\d{1,9}))?/?$")
SUFFIXED = re.compile(
    r"/(?:f\d{1,6}|[a-z0-9-]{1,80}-f?\d{1,6})/[^/]{1,200}?-(\d{3,12})(?:-(\d{1,4}))?(?:/|\.html)$"
)
PREFIXED = re.compile(r"/(\d{3,12})-[^/]{1,200}?(?:-(\d{1,2}))?\.html$")
NOT_PAGES = re.compile(
    r"-(?:print|printerfriendly|new-post|last-post|post\d{1,12})\.html$|-(?:new|last)-post/?$|/archive/"
)
BOARD = re.compile(r"/(f\d{1,6}|[a-z][a-z0-9-]{1,80}-\d{1,6})/(?:index(\d{1,4})\.html)?$")


def place(url: str) -> Place | None:
    """Return what an address names: threads and boards by their numbers, without session, highlight and mode.

    >>> place("http://a/showthread.php?s=0a&t=7&page=3&highlight=x").url
    'http://a/showthread.php?t=7&page=3'
    >>> place("http://a/showthread.php?p=77#post77") is None
    True
    """
    parts = urlsplit(url)
    if NOT_PAGES.search(parts.path):
        return None
    if script := SCRIPT.search(parts.path):
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        lead = LEADING.match(parts.query)
        number = script[2] or (lead[1] if lead else "")
        page = counted(script[3] or (lead[2] if lead else "") or query.get("page"))
        return _of_script(url, script[1], number, page, query)
    if route := ROUTE.search(parts.path):
        rel, name = ("thread", "thread") if route[1] == "threads" else ("listing", "board")
        page = counted(route[3])
        path = parts.path if page < 2 or not route[3] else parts.path.rstrip("/")
        path = re.sub(r"/page0*1/?$", "", path)
        return Place(spelled(parts, path), rel, f"{name}-{route[2]}", page)
    for pattern in (PREFIXED, SUFFIXED):
        if match := pattern.search(parts.path):
            return Place(spelled(parts, parts.path), "thread", f"thread-{match[1]}", counted(match[2]))
    if board := BOARD.search(parts.path):
        return Place(spelled(parts, parts.path), "listing", f"board-{board[1]}", counted(board[2]))
    return None


def _of_script(url: str, script: str, number: str, page: int, query: dict[str, str]) -> Place | None:
    """Return the place of an address whose script names the kind; ``number`` stands before the title."""
    parts = urlsplit(url)
    further = f"&page={page}" if page > 1 else ""
    if script == "index":
        return Place(spelled(parts, parts.path), "listing", "boards") if not number else None
    key, rel, name = ("t", "thread", "thread") if script == "showthread" else ("f", "listing", "board")
    if number:
        rest = parts.path[: parts.path.index(script)] + f"{script}.php"
        slug = parts.path[len(rest) :] or "?" + parts.query.partition("&")[0]
        slug = re.sub(r"/page\d{1,9}/?$", "", slug.rstrip("/")) + (f"/page{page}" if page > 1 else "")
        path, _, words = (rest + slug).partition("?")
        return Place(spelled(parts, path, words), rel, f"{name}-{number}", page)
    number = query.get(key) or query.get(f"{name}id", "")
    if not number.isdecimal() or "goto" in query:
        return None
    return Place(spelled(parts, parts.path, f"{key}={number}{further}"), rel, f"{name}-{number}", page)


MESSAGE = "[id^='post_message_'], [id^='td_post_']"
# Quotes of vBulletin 3 are tables or panels within the message.
QUOTE = ".bbcode_quote, [id^='post_message_'] td.alt2, [id^='post_message_'] .panel.alt2"
HEAD = (
    ".bbcode_postedby, td.alt2 > div:first-child:has(> strong), .panel.alt2 > div:first-child:has(> strong)"
)
FORUM = Forum(
    fields={
        "title": ".threadtitle; td.navbar strong; h1",
        "label": ".prefix, [id^='thread_prefix']",
        "post": f"table[id^='post']:has({MESSAGE}), "
        f"li[id^='post_']:has({MESSAGE}):not(.postbitdeleted):not(.postbitignored), "
        f"div[id^='post']:not(#posts):not(#postlist):has({MESSAGE}):not([id^='post_message_'])",
        "id": "@id; [id^='post_message_']@id; span[id^='post']@id",
        "ordinal": ".postcounter; [id^='postcount']",
        "author": ".username_container .username; .bigusername; .username; [id^='postmenu_']; "
        "[itemprop='author']",
        "published": ".postdate; td.thead; .thead; .tcat; [itemprop='datePublished']@content; time@datetime; "
        ".date",
        "zone": "div.smallfont, #footer_time, .footer_time",
        "body": MESSAGE.replace(",", ";"),
        "quote": QUOTE,
        "quote_author": f":is({HEAD}) strong",
        "quote_head": HEAD + ", .bbcode_quote_container",
        "reply_to": f":is({HEAD}) a[href*='#post']@href",
        "footer": ".signature",
        "drop": ".bbcode_description, .lastedited, .attachments, "
        "[id^='post_message_'] div[style*='margin'] > .smallfont:first-child, "
        "[id^='post_message_'] div[style*='margin'] > div:first-child > label",
        "code": "[id^='post_message_'] code",
        "folded": "[class*='spoil'], [class*='spoil'] div",
    },
    place=place,
    rows=(
        Row(
            "tr:has(> td[id^='td_threadtitle_'])",
            "a[id^='thread_title_']",
            "td > .smallfont[style*='right']",
            "a[href*='whoposted']",
        ),
        Row(
            ".threadbit",
            "a.title",
            ".threadlastpost",
            ".threadstats li:first-child",
        ),
        Row(".forumbit_post", ".forumtitle a", ".forumstats, .forumlastpost"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
