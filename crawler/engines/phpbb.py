"""Forums that run phpBB: prosilver and subsilver2 of phpBB 3, Tapatalk's groups, subSilver of phpBB 2."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from crawler.document import Document
from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled
from crawler.records import Drop, Link, Record

SCRIPT = re.compile(r"/(viewtopic|viewforum|index)\.php$")
# For search engines: "topic7-15.html", "words-t7-15.html", "words-t7-s15.html", "board-f2/page25.html".
WORDED = re.compile(r"/(?:[^/]{0,300}-)?(t|f|topic|forum)(\d{1,12})(?:(?:-s?|/page)(\d{1,9}))?(?:\.html|/)$")
KINDS = {"t": "topic", "topic": "topic", "f": "board", "forum": "board"}


def place(url: str) -> Place | None:
    """Return what an address names: topics and boards by their ids, without sid, hilit and view.

    >>> place("http://a/viewtopic.php?f=2&t=7&start=30&sid=0a").url
    'http://a/viewtopic.php?t=7&start=30'
    """
    parts = urlsplit(url)
    if worded := WORDED.search(parts.path):
        kind, start = KINDS[worded[1]], counted(worded[3], 0)
        rel = "thread" if kind == "topic" else "listing"
        return Place(spelled(parts, parts.path), rel, f"{kind}-{worded[2]}", 0, start)
    script = SCRIPT.search(parts.path)
    if script is None:
        return None
    query = {key: values[0] for key, values in parse_qs(parts.query).items() if values[0].isdecimal()}
    if "view" in parse_qs(
        parts.query
    ):  # print, next, previous, unread: pages that have an address of their own
        query.pop("t", None)
    start, key = counted(query.get("start"), 0), "t" if script[1] == "viewtopic" else "f"
    if key not in query and (key == "t" or script[1] == "viewforum"):
        return None
    named = "" if script[1] == "index" else f"{key}={query[key]}"
    wanted = "&".join(filter(None, [named, f"start={start}" if start else ""]))
    rel, work = (
        ("thread", f"topic-{query['t']}") if key == "t" else ("listing", f"board-{query.get('f', '')}")
    )
    return Place(spelled(parts, parts.path, wanted), rel, work, 0, start)


NAME = ".username, .username-coloured, a[href*='mode=viewprofile']:not(.avatar):not(:has(img))"
ROWS = (
    Row("ul.topiclist.topics li.row", "a.topictitle", ".lastpost", ".posts"),
    Row("ul.topiclist.forums li.row", "a.forumtitle", ".posts, .lastpost"),
    Row(
        "tr:has(> td > a.topictitle), tr:has(> td > span > a.topictitle)",
        "a.topictitle",
        "td:nth-last-child(1)",
        "td:nth-last-child(4)",
    ),
    Row(
        "tr:has(> td > a.forumlink), tr:has(> td > span > a.forumlink)",
        "a.forumlink",
        "td:nth-last-child(2), td:nth-last-child(1)",
    ),
)
PROSILVER = {
    "title": "h2.topic-title; #page-body > h2; .topic-title; h3.first",
    "posts": ".pagination",
    "post": ".post[id^='p']:not([id^='post'])",
    "id": "@id",
    "author": f".postprofile :is({NAME}); .author :is({NAME}); .postprofile dt",
    "continued": ".incountiously, .postrow:not(.has-profile-block)",  # Tapatalk names who goes on once
    "published": ".author time@datetime; .author; time@datetime; .post-date; .posthead",
    "zone": ".footer-row, #page-footer .rightside, .timezone",
    "body": ".content; .postbody",
    "quote": ".content blockquote",
    "quote_author": ".content blockquote cite a; .content blockquote cite",
    "quote_head": "cite",
    "reply_to": ".content blockquote cite a[data-post-id]@data-post-id; "
    ".content blockquote cite a[href*='#p']@href",
    "footer": ".signature",
    "drop": ".notice, .attachbox, .inline-attachment, .codebox > p, dl.codebox:has(code) > dt, .codehead",
    "code": ".codebox code",
    "folded": "[class*='spoil'], [class*='spoil'] div, .quotecontent > div, .hidecontent",
}
SUBSILVER2 = {
    "title": "#pageheader h2; a.titles",
    "posts": "#pagecontent td.gensmall[nowrap='nowrap']",
    "post": "table.tablebg:has(.postauthor)",
    "id": "a[name^='p']@name",
    "author": ".postauthor",
    "published": "td.gensmall div:last-child; td.gensmall",
    "zone": ".datetime, .timezone, .gensmall",
    "body": "div.postbody",
    "quote": ".quotecontent",
    "quote_author": ".quotetitle",
    "footer": "span.postbody",
    "drop": ".quotetitle, .codetitle, .attachtitle, .attachcontent",
    "code": ".codecontent",
    "folded": ".quotecontent > div",
}
# The tables of phpBB 2: a row of the author and the message, whose cell holds the signature too.
SUBSILVER = {
    "title": "a.maintitle; .maintitle",
    "post": "tr:has(> td > .name > a[name])",
    "id": ".name a[name]@name",
    "author": ".name",
    "published": "td + td .postdetails",
    "zone": ".gensmall",
    "body": "td:has(> .postbody)",
    "quote": "td.quote",
    "quote_author": "table:has(> tbody > tr > td.quote) .genmed b",
    "footer": "span.postbody:has(+ span.gensmall)",
    "drop": "tr:has(+ tr > td.quote), tr:has(+ tr > td.code), span.gensmall",
    "code": "td.code",
}
STYLES = tuple(Forum(fields, place, ROWS) for fields in (PROSILVER, SUBSILVER2, SUBSILVER))


def style(document: Document) -> Forum:
    """Return the style whose posts a page has, prosilver if none."""
    return next((each for each in STYLES if document.tree.css_first(each.fields["post"])), STYLES[0])


def extract(document: Document) -> Record | Drop:
    """Read one page of a topic in whatever style it is."""
    return forum.extract(style(document), document)


def links(document: Document) -> list[Link]:
    """Return boards, topics and their further pages; the styles differ in posts, not in links."""
    return forum.links(STYLES[0], document)
