"""Boards that run FluxBB or PunBB, from 1.2 on: one family, two sets of names."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled

SCRIPT = re.compile(r"/(viewtopic|viewforum|index)\.php$")
# What PunBB writes where a board wants addresses without parameters: folders or files, names or none.
FOLDER = re.compile(
    r"(?<!/rss)(?<!/atom)/(topic|forum)/(\d+)(?:/(?!page/)[^/]{1,300})?(?:/page/(\d{1,9}))?/?$"
)
FILE = re.compile(r"/(topic|forum)(\d+)(?:-p(\d{1,9}))?(?:-[^/]{1,300})?\.html$")
RELS = {"topic": "thread", "forum": "listing"}
# Words of an address that ask for one post of a topic or for a list that changes with its reader.
VIEWS = frozenset("action pid report".split())


def place(url: str) -> Place | None:
    """Return what an address names; a single post is on a page that another link leads to.

    >>> place("http://a/viewtopic.php?id=7&p=2#p81").url
    'http://a/viewtopic.php?id=7&p=2'
    """
    parts = urlsplit(url)
    if script := SCRIPT.search(parts.path):
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        return None if query.keys() & VIEWS else _of_script(url, script[1], query)
    if (found := FOLDER.search(parts.path) or FILE.search(parts.path)) and not parts.query:
        clean = spelled(parts, parts.path)
        return Place(clean, RELS[found[1]], f"{found[1]}-{found[2]}", counted(found[3]))
    return None


def _of_script(url: str, script: str, query: dict[str, str]) -> Place | None:
    name, number, page = script.removeprefix("view"), query.get("id", ""), counted(query.get("p"))
    if name != "index" and not number.isdecimal():
        return None
    wanted = f"id={number}" + (f"&p={page}" if page > 1 else "") if name != "index" else ""
    parts = urlsplit(url)
    clean = spelled(parts, parts.path, wanted)
    return Place(clean, RELS.get(name, "listing"), f"{name}-{number}" if number else "", page)


FORUM = Forum(
    fields={
        "title": ".crumbs li:last-child strong; .main-title a; .postright h3",
        "post": "div.blockpost[id^='p'], div.post:has(> .posthead)",
        "id": "@id; .posthead@id",
        "author": ".postleft dt strong; .post-byline a; .post-byline strong",
        "published": "h2 a; .post-link a; h2",
        "body": ".postright .postmsg; .entry-content",
        "quote": ".postmsg .quotebox, .postmsg > blockquote, .entry-content .quotebox",
        "quote_author": ".quotebox > cite; blockquote h4",
        "quote_head": ".quotebox > cite, blockquote h4",
        "footer": ".postsignature, .sig-content",
        "drop": ".postedit, .lastedit, .codebox h4, .entry-title",
    },
    place=place,
    rows=(
        Row("#vf tbody tr, #punviewforum tbody tr", ".tclcon a", ".tcr > a@href", ".tc2"),
        Row("#idx1 tbody tr, #punindex tbody tr", ".tclcon h3 a", ".tc3, .tcr > a@href"),
        Row(
            ".main-item[id^='topic']",
            ".item-subject a[href]",
            ".info-lastpost a@href",
            ".info-replies strong",
        ),
        Row(".main-item[id^='forum']", ".item-subject a[href]", ".info-posts strong, .info-lastpost a@href"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
