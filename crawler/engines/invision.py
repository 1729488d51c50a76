"""Forums that run Invision Community 4 or 5, or IP.Board 3."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled

# In the path, or in the query after "index.php?"; pages are /page/2/, /page-2, ?page=2 or, of 3, &st=20.
ROUTE = re.compile(r"/(topic|forum)/(\d{1,12})(-[^/?&]{0,300})?(?:/page[/-](\d{1,9}))?/?$")
OLD = {"showtopic": ("thread", "topic"), "showforum": ("listing", "board")}
INDEX = re.compile(r"/forums/?$|/index\.php$")


def place(url: str) -> Place | None:
    """Return what an address names; orders, filters and jumps to a post left out.

    >>> place("http://a/forums/topic/12-old-hull/page/3/?tab=comments").url
    'http://a/forums/topic/12-old-hull/page/3/'
    >>> place("http://a/topic/12-old-hull/?do=getNewComment") is None
    True
    """
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    if {"do", "view", "findpost", "p", "comment", "app", "act"} & query.keys():
        return None
    routed = parts.path.endswith("index.php") and parts.query.startswith("/")
    match = ROUTE.search(parts.query.partition("&")[0] if routed else parts.path)
    if match is None:
        return _of_query(url, query)
    page = counted(match[4] or query.get("page"))
    stem = f"{match.string[: match.start(1)]}{match[1]}/{match[2]}{match[3] or ''}/"
    stem += f"page/{page}/" if match[4] and page > 1 else ""
    asked = f"page={page}" if not match[4] and page > 1 else ""  # versions before 4.4 know no other form
    whole = spelled(parts, parts.path, stem) if routed else spelled(parts, stem, asked)
    if match[1] == "topic":
        return Place(whole, "thread", f"topic-{match[2]}", page)
    return Place(whole, "listing", f"board-{match[2]}", page)


def _of_query(url: str, query: dict[str, str]) -> Place | None:
    """Return the place of an address of IP.Board 3 without words, or of the list of all boards."""
    parts = urlsplit(url)
    for key, (rel, name) in OLD.items():
        number, start = query.get(key, ""), counted(query.get("st"), 0)
        if number.isdecimal():
            further = f"&st={start}" if start else ""
            whole = spelled(parts, parts.path, f"{key}={number}{further}")
            return Place(whole, rel, f"{name}-{number}", 0, start)
    if INDEX.search(parts.path) and not parts.query:
        return Place(spelled(parts, parts.path), "listing", "boards")
    return None


QUOTE = "blockquote.ipsQuote, blockquote.ipsBlockquote"
FORUM = Forum(
    fields={
        "title": "h1.ipsType_pageTitle .ipsContained > span; h1.ipsType_pageTitle; "
        "h1[data-ips-hook='title']; h1.ipsType_pagetitle; h1",
        "label": ".ipsBadge, .ipsTag_prefix, .ipsTags, .ipsBadges, .ipsTag",
        "post": "[id^='elComment_']:not(.ipsModerated_hidden), .post_block[id^='post_id_']",
        "id": "@id",
        "author": "aside .cAuthorPane_author; .cAuthorPane_author a; .ipsEntry__username; "
        "h3 .author.vcard; .author.vcard; .author",
        "published": ".ipsComment_meta time@datetime; .ipsEntry__date time@datetime; "
        ".cAuthorPane_mobile time@datetime; .ipsEntry__header time@datetime; "
        "abbr.published@title; .published",
        "body": "[data-role='commentContent']; .entry-content; .post",
        "quote": QUOTE,
        "quote_author": ".ipsQuote@data-ipsquote-username; .ipsQuote@data-cite; .ipsBlockquote@data-author; "
        ".ipsQuote_citation; .citation",
        "quote_head": ".ipsQuote_citation, .citation",
        "reply_to": ".ipsQuote@data-ipsquote-contentcommentid; .ipsBlockquote@data-cid",
        "footer": "[data-role='memberSignature'], .ipsEntry__signature, .signature",
        "drop": ".ipsEdited, [data-excludequote], [data-role='edited'], [data-el='edited'], .edit, "
        "p.citation, .ipsSpoiler_header, .ipsEmbedded_headerArea",
        "folded": ".ipsSpoiler_contents, .bbc_spoiler_content",
        "score": "[data-role='reactionCount'], .ipsReact_reactCount",
        "accepted": ".ipsComment_solved, .ipsEntry--solved, .cPostSolved",
    },
    place=place,
    rows=(
        Row(
            "[data-rowid]",
            ".ipsDataItem_title a[href*='topic/'], .ipsData__title a[href*='topic/']",
            ".ipsDataItem_lastPoster time@datetime, .ipsData__last time@datetime",
            "[data-stattype='forums_comments']",
        ),
        Row(
            ".cForumRow, [data-forumid]",
            ".ipsDataItem_title a[href*='forum/'], .ipsData__title a[href*='forum/']",
            ".ipsDataItem_stats_number, .ipsData__stats, .ipsDataItem_lastPoster, .ipsData__last",
        ),
        Row("tr.__topic", "a.topic_title", ".col_f_post", ".col_f_views li:first-child"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
