"""Forums that run vBulletin 5 or 6, whose pages and addresses share nothing with those of 3 and 4."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlsplit

from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Row, counted, spelled

# Channels are words, topics a number and words; both may be deep in channels of channels.
TOPIC = re.compile(r"/[^/]{1,200}/(\d{1,12})-[^/]{1,300}?(?:/page(\d{1,9}))?/?$")
CHANNEL = re.compile(r"/forum(?:/[a-z%][\w%.-]{0,200}){0,8}?(?:/page(\d{1,9}))?/?$", re.I)
ELSEWHERE = re.compile(
    r"/(?:member|search|filedata|login|register|help|ajax|node|blogs|articles|usercp)(?:/|$)"
)


def place(url: str) -> Place | None:
    """Return what an address names, without the post that it points to.

    >>> place("http://a/forum/boats/12-old-hull/page3?p=77#post77").url
    'http://a/forum/boats/12-old-hull/page3'
    """
    parts = urlsplit(url)
    if ELSEWHERE.search(parts.path):
        return None
    topic, channel = TOPIC.search(parts.path), CHANNEL.search(parts.path)
    match = topic or channel
    if match is None:
        return None
    page = counted(match[match.re.groups])
    stem = re.sub(r"/page\d{1,9}$", "", parts.path.rstrip("/"))
    whole = spelled(parts, stem + (f"/page{page}" if page > 1 else ""))
    if topic:
        return Place(whole, "thread", f"topic-{topic[1]}", page)
    return Place(whole, "listing", f"board{stem.replace('/', '-')}", page)


QUOTE = ".bbcode_quote"
FORUM = Forum(
    fields={
        "title": "h1.main-title; h1",
        "label": ".topic-prefix",
        "post": "li.b-post[data-node-id]:not(.b-post--deleted):not(.b-post--ignored)",
        "id": "@data-node-id",
        "ordinal": ".b-post__count",
        "author": ".b-userinfo__details .author a; .author [itemprop='name']; .author",
        "published": "@data-node-publishdate; .b-post__timestamp time@datetime; .b-post__timestamp",
        "zone": ".b-copyright, #footer-copyright, .footer",
        "body": ".js-post__content-text",
        "quote": QUOTE,
        "quote_author": ".bbcode_postedby strong",
        "quote_head": ".bbcode_postedby, .bbcode_quote_container",
        "reply_to": ".bbcode_postedby a@href",
        "footer": ".b-post__signature, .signature",
        "drop": ".bbcode_description, .b-post__attachments, .post-edit-info, .b-post__edit-reason",
        "score": ".votecount, .js-post__vote-count",
    },
    place=place,
    rows=(
        Row(".topic-item", "a.topic-title", ".lastpost-by a, .post-date", ".posts-count"),
        Row(".forum-item", "a.forum-title", ".posts-count, .lastpost-title, .lastpost-date"),
    ),
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
