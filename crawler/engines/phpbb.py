"""Forums that run phpBB 3: prosilver and the styles made from it."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit, urlunsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row

TOPIC, BOARD = re.compile(r"/viewtopic\.php$"), re.compile(r"/(?:viewforum|index)\.php$")


def place(url: str) -> Place | None:
    """Return what an address names: topics and boards by their ids, without sid, hilit and view.

    >>> place("http://a/viewtopic.php?f=2&t=7&start=30&sid=0a").url
    'http://a/viewtopic.php?t=7&start=30'
    """
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items() if values[0].isdecimal()}
    start = int(query.get("start", "0")[:9])
    if TOPIC.search(parts.path) and "t" in query:
        rel, work, name = "thread", f"topic-{query['t']}", f"t={query['t']}"
    elif BOARD.search(parts.path):
        rel, work, name = "listing", f"board-{query.get('f', '')}", f"f={query['f']}" if "f" in query else ""
    else:
        return None
    wanted = "&".join(filter(None, [name, f"start={start}" if start else ""]))
    return Place(urlunsplit((parts.scheme, parts.netloc, parts.path, wanted, "")), rel, work, 0, start)


NAME = ".username, .username-coloured, a[href*='mode=viewprofile']:not(.avatar):not(:has(img))"
FORUM = Forum(
    fields={
        "title": "h2.topic-title; #page-body > h2; .topic-title; h3.first",
        "posts": ".pagination",
        "post": "div.post[id^='p']",
        "id": "@id",
        "author": f".postprofile :is({NAME}); .author :is({NAME}); .postprofile dt",
        "published": ".author time@datetime; .author",
        "zone": ".footer-row, #page-footer .rightside, .timezone",
        "body": ".content",
        "quote": ".content blockquote",
        "quote_author": ".content blockquote cite a; .content blockquote cite",
        "quote_head": "cite",
        "reply_to": ".content blockquote cite a[data-post-id]@data-post-id; "
        ".content blockquote cite a[href*='#p']@href",
        "footer": ".signature",
        "drop": ".notice, .attachbox .file dl dd, .codebox > p, dl.codebox:has(code) > dt",
        "code": ".codebox code",
    },
    place=place,
    rows=(
        Row("ul.topiclist.topics li.row", "a.topictitle", ".posts, .lastpost", ".posts"),
        Row("ul.topiclist.forums li.row", "a.forumtitle", ".posts, .lastpost"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
