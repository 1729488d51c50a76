"""Forums that run Simple Machines Forum 2.0 or 2.1, or 1.1."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, spelled

# "index.php?topic=12.15", with a session before or after it; "index.php/topic,12.15.html" for search engines.
QUERY = re.compile(r"(?:^|[;&?/])(topic|board)[=,](\d{1,12})(?:\.(\d{1,9}))?(?=[;&]|\.html$|$)")
SESSION = re.compile(r"PHPSESSID=\w{0,64}[;&]{0,2}")
ACTION = re.compile(r"(?:^|[;&])(?:action|msg|prev_next|wap2?|imode|all)\b")


def place(url: str) -> Place | None:
    """Return what an address names: topics and boards with the number of posts before the page.

    >>> place("http://a/index.php?PHPSESSID=0a&topic=12.15;topicseen").url
    'http://a/index.php?topic=12.15'
    >>> place("http://a/index.php?topic=12.msg77#msg77") is None
    True
    """
    parts = urlsplit(url)
    if ACTION.search(parts.query):
        return None
    match = QUERY.search(parts.query) or QUERY.search(parts.path)
    if match is None:
        index = parts.path.endswith("/index.php") and not SESSION.sub("", parts.query)
        return Place(spelled(parts, parts.path), "listing", "boards") if index else None
    kind, number, start = match[1], match[2], int(match[3] or 0)
    if match.string is parts.path:
        whole = spelled(parts, f"{parts.path[: match.start(1)]}{kind},{number}.{start}.html")
    else:
        whole = spelled(parts, parts.path, f"{kind}={number}.{start}")
    return Place(whole, "thread" if kind == "topic" else "listing", f"{kind}-{number}", 0, start)


QUOTE = "blockquote.bbc_standard_quote, blockquote.bbc_alternate_quote, div.quote"
FORUM = Forum(
    fields={
        "title": ".navigate_section li.last a; .linktree li.last a; .display_title; [id^='subject_']",
        # Boards of version 1.1 are tables.
        "post": ".post_wrapper, #quickModForm table[style*='table-layout']:has(div.post)",
        "id": ".inner[id^='msg_']@id; [id^='subject_']@id",
        "author": ".poster h4 a[href*='profile']; .poster h4; td[rowspan] > b",
        "published": ".keyinfo .postinfo; .keyinfo .smalltext; .keyinfo time@datetime; .keyinfo; "
        "[id^='subject_'] + .smalltext",
        "body": ".inner; .post",
        "quote": QUOTE,
        "quote_author": ".quoteheader a; blockquote > cite a; .quoteheader; blockquote > cite",
        "quote_head": "cite",
        "reply_to": ".quoteheader a@href; blockquote > cite a@href",
        "footer": ".signature",
        "drop": ".quoteheader, .quotefooter, .codeheader, .codeoperation, .modified, .bbc_code_select",
        "code": "code.bbc_code, div.code",
        "folded": ".sp-body, .spoiler, .bbc_spoiler",
    },
    place=place,
    rows=(
        Row(
            "#topic_container > div",
            ".message_index_title a, .preview a",
            ".lastpost",
            ".board_stats",
        ),
        Row(".topic_table tr", "td.subject span[id^='msg_'] a", "td.lastpost", "td.stats"),
        Row(".up_contain", "a.subject", ".board_stats, .lastpost"),
        Row(".table_list tr", "a.subject", "td.stats, td.lastpost"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
