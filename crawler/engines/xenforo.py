"""Forums that run XenForo 1 or 2, the theme of VerticalScope's boards among them."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled

# After the route stands what names the place; "index.php?threads/…" is the form without rewriting.
ROUTE = re.compile(
    r"(?:^|/)(threads|forums|categories)/(?:(?:[^/]{0,200}\.)?(\d{1,12})|([\w-]{1,50}))(?:/page-(\d{1,9}))?/?$"
)
INDEX = re.compile(r"/|.{0,300}/(?:index\.php|forums/?)")


def place(url: str) -> Place | None:
    """Return what an address names: threads and boards by their numbers, whatever the words before.

    >>> place("http://a/threads/old-boats.12/page-3?prefix_id=4").url
    'http://a/threads/old-boats.12/page-3'
    >>> place("http://a/threads/old-boats.12/post-77") is None
    True
    """
    parts = urlsplit(url)
    routed = parts.path.endswith("index.php") and "/" in parts.query
    route = parts.query.partition("&")[0] if routed else parts.path
    match = ROUTE.search(route)
    if match is None:
        index = INDEX.fullmatch(parts.path) and (not parts.query or route == "forums/")
        return Place(spelled(parts, parts.path), "listing", "boards") if index else None
    kind, number, name, page = match[1], match[2] or "", match[3] or "", counted(match[4])
    if kind == "threads" and not number:
        return None
    stem = route[: match.start(4) - len("/page-")] if match[4] else route
    clean = stem.rstrip("/") + ("/" if page < 2 else f"/page-{page}")
    whole = spelled(parts, parts.path, clean) if routed else spelled(parts, clean)
    if kind == "threads":
        return Place(whole, "thread", f"thread-{number}", page)
    return Place(whole, "listing", f"board-{number or name}", page)


QUOTE = ".bbCodeBlock--quote, .bbCodeQuote"
FORUM = Forum(
    fields={
        "title": "h1.p-title-value; .titleBar h1; h1",
        "label": ".label, .label-append, .prefix",
        "post": "article.message[id^='js-post-']:not(.message--deleted), .MessageCard[id^='js-post-'], "
        "li.message[id^='post-']:not(.deleted)",
        "id": ".u-anchorTarget[id^='post-']@id; @id",
        "ordinal": ".message-attribution-opposite li:last-child, .MessageCard__post-position, .postNumber",
        "author": "@data-author; .message-name .username; .MessageCard__user-info__name; .message-name; "
        "[itemprop='author'] [itemprop='name']@content; .userText .username",
        "published": ".message-attribution time@datetime; [itemprop='datePublished']@content; "
        "time.u-dt@datetime; .datePermalink abbr@data-time; .messageMeta .DateTime@title; "
        ".datePermalink .DateTime@title; .datePermalink; .message-attribution-main; .message-header",
        "body": ".message-body .bbWrapper, .messageText, .message-body",
        "quote": QUOTE,
        "quote_author": ".bbCodeBlock--quote@data-quote; .bbCodeQuote@data-author; "
        ".bbCodeBlock--quote .bbCodeBlock-title; .bbCodeQuote .attribution",
        "quote_head": ".bbCodeBlock-title, .attribution",
        "reply_to": ".bbCodeBlock--quote@data-source; .bbCodeBlock-sourceJump@data-content-selector; "
        ".AttributionLink@href",
        "footer": ".message-signature .bbWrapper, .signature",
        "drop": ".bbCodeBlock-expandLink, .quoteExpand, .js-selectToQuoteEnd, .message-lastEdit, "
        "[class*='samCodeUnit'], .cv-attach-exif, "
        ".bbCodeBlock--code .bbCodeBlock-title, .bbCodeCode > .type, .bbCodePHP > .type, "
        ".bbCodeBlock--unfurl .contentRow-snippet, .bbCodeBlock--unfurl .contentRow-minor",
        "score": ".contentVote-score",
        "accepted": ".message--solution",
    },
    place=place,
    rows=(
        Row(
            ".structItem--thread",
            ".structItem-title a:not(.labelLink):not([href*='prefix_id='])",
            ".structItem-latestDate@datetime, .structItem-cell--latest .username",
            ".structItem-cell--meta dd",
        ),
        Row(
            ".discussionListItem",
            ".title a:not(.prefixLink)",
            ".lastPost .DateTime@title, .lastPost .username",
            ".stats .major dd",
        ),
        Row(".node--forum", ".node-title a", ".node-stats, .node-extra-title, .node-extra time@datetime"),
        Row(".node.forum", ".nodeTitle a", ".nodeStats, .nodeLastPost"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
