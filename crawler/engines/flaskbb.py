"""Forums that run FlaskBB."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled

PAGE = re.compile(r"/(topic|forum|category)/(\d{1,10})(?:-[\w%-]{0,300})?/?$")
# A quote is Markdown: its author's name in a line above, and the line is the software's.
HEAD = ".post-content > p:has(+ blockquote):has(a[href*='/user/'])"


def place(url: str) -> Place | None:
    """Return what an address names.

    >>> place("http://a/topic/7-the-dinghy?page=2#pid81").url
    'http://a/topic/7-the-dinghy?page=2'
    """
    parts = urlsplit(url)
    found = PAGE.search(parts.path)
    if found is None:
        return None
    page = counted(parse_qs(parts.query).get("page", [""])[0])
    clean = spelled(parts, parts.path, f"page={page}" if page > 1 else "")
    return Place(clean, "thread" if found[1] == "topic" else "listing", f"{found[1]}-{found[2]}", page)


FORUM = Forum(
    fields={
        "title": ".topic-header a; .topic-header; .topic-head; .breadcrumb .active",
        "post": ".post-row",
        "id": ".post-content@id; @id",
        "author": ".author-name",
        "published": ".post-meta a",
        "body": ".post-content",
        "quote": ".post-content > blockquote",
        "quote_author": f"{HEAD} a[href*='/user/']",
        "footer": ".post-signature",
        "drop": f".alert, {HEAD}",
    },
    place=place,
    rows=(
        Row(
            "tr:has(td a[href*='/topic/'])",
            "a[href*='/topic/']",
            "td:nth-child(3), td:last-child a@href",
            posts="td:nth-child(3)",
        ),
        Row(
            ".row:has(> .topic-info), .row:has(> .topic-name)",
            ".topic-name a, .topic-info a",
            ".topic-posts, .topic-last-post a@href",
            posts=".topic-posts",
        ),
        Row("tr:has(td a[href*='/forum/'])", "a[href*='/forum/']", "td:nth-child(4), td:last-child a@href"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
