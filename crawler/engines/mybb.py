"""Forums that run MyBB 1.6 or 1.8."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled

SCRIPTS = {"showthread.php": ("tid", "thread", "thread"), "forumdisplay.php": ("fid", "listing", "board")}
# "thread-12-page-2.html" of the software itself, "Thread-the-title--34?page=2" of its extension.
REWRITTEN = re.compile(r"/(thread|forum)-(\d{1,12})(?:-page-(\d{1,9}))?\.html$")
WORDED = re.compile(r"/(Thread|Forum)-([^/?.]{1,200})$")


def place(url: str) -> Place | None:
    """Return what an address names; pages of a single post or of the last one lead nowhere of their own.

    >>> place("http://a/showthread.php?mode=linear&tid=7&page=3&highlight=x").url
    'http://a/showthread.php?tid=7&page=3'
    >>> place("http://a/showthread.php?tid=7&pid=77#pid77") is None
    True
    """
    parts = urlsplit(url)
    if "/archive/" in parts.path:
        return None
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    if {"action", "pid", "mode"} & query.keys() - {"mode"}:
        return None
    folder, _, script = parts.path.rpartition("/")
    if match := REWRITTEN.search(parts.path):
        page = counted(match[3])
        further = f"-page-{page}" if page > 1 else ""
        rel, name = ("thread", "thread") if match[1] == "thread" else ("listing", "board")
        path = f"{folder}/{match[1]}-{match[2]}{further}.html"
        return Place(spelled(parts, path), rel, f"{name}-{match[2]}", page)
    page = counted(query.get("page"))
    if match := WORDED.search(parts.path):
        rel, name = ("thread", "thread") if match[1] == "Thread" else ("listing", "board")
        further = f"page={page}" if page > 1 else ""
        return Place(spelled(parts, parts.path, further), rel, f"{name}-{match[2]}", page)
    if script == "index.php" and not parts.query:
        return Place(spelled(parts, parts.path), "listing", "boards")
    key, rel, name = SCRIPTS.get(script, ("", "", ""))
    if not query.get(key, "").isdecimal():
        return None
    wanted = f"{key}={query[key]}" + (f"&page={page}" if page > 1 else "")
    return Place(spelled(parts, parts.path, wanted), rel, f"{name}-{query[key]}", page)


QUOTE = ".post_body blockquote"
FORUM = Forum(
    fields={
        "title": ".navigation .active; .thead > div > strong; .thead strong",
        "post": ".post[id^='post_']:not(.deleted_post), table[id^='post_']",
        "id": ".post_body[id^='pid_']@id; @id",
        "ordinal": ".post_head .float_right",
        "author": ".author_information .largetext; .author_information strong; .largetext",
        "published": ".post_date span[title*=':']@title; .post_date; .post_date span@title; .post_head; "
        "td.tcat .smalltext; time@datetime",
        "zone": "#current_time, #footer .lower, #copyright",
        "body": ".post_body",
        "quote": QUOTE,
        "quote_author": "blockquote > cite",
        "quote_head": "cite",
        "reply_to": "blockquote > cite a@href",
        "footer": ".signature",
        "drop": ".codeblock > .title, .post_edit, .quick_jump, .spoiler_button",
        "code": ".codeblock code",
        "folded": ".spoiler_body, .spoiler_content, .spoiler > div",
    },
    place=place,
    rows=(
        Row(
            "tr.inline_row",
            "span[id^='tid_'] a, .subject_new a, .subject_old a",
            ".lastpost",
            "a[href*='whoposted'], td:nth-child(4)",
        ),
        Row(
            "tr:has(> td > strong > a[href*='orum'])",
            "strong a[href*='orum']",
            "td:nth-child(4), td:nth-child(5)",
        ),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
