"""V2EX and boards made like it: one list of replies, which name whom they answer with ``@``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import forum
from crawler.engines.forum import Forum, Place, Posts, Row, counted, spelled
from crawler.engines.posts import number
from crawler.records import Part

TOPIC = re.compile(r"/t/(\d{1,10})/?$")
BOARD = re.compile(r"/(go/[\w.-]{1,60}|recent)/?$")
# Whom a reply answers, in front of its text; some programs add the floor, some people write it alone.
NAMED = re.compile(r"\s*@([\w-]{1,40})[\s,，:：]{0,4}(?:#(\d{1,5}))?")
FLOOR = re.compile(r"\s*(?:回复\s?)?(?:#(\d{1,5})(?!\d)|(\d{1,5})\s?[楼樓])")


def place(url: str) -> Place | None:
    """Return what an address names.

    >>> place("https://a.example/t/81?p=2#reply130").url
    'https://a.example/t/81?p=2'
    """
    parts = urlsplit(url)
    page = counted(parse_qs(parts.query).get("p", [""])[0])
    clean = spelled(parts, parts.path, f"p={page}" if page > 1 else "")
    if found := TOPIC.search(parts.path):
        return Place(clean, "thread", f"topic-{found[1]}", page)
    board = BOARD.search(parts.path)
    return Place(clean, "listing", board[1], page) if board else None


def weave(document: Document, posts: Posts) -> list[Part]:
    """Name the topic and what was added to it, and find the post that each reply answers.

    That is the latest earlier one of the person it names, on this page; a floor tells which.
    """
    topic = TOPIC.search(urlsplit(document.page.url).path)
    start = f"t_{topic[1]}" if topic else "t"
    first = document.page.context.position <= 1  # later pages show the topic again
    parts: list[Part] = []
    newest: dict[str, str] = {}
    floors: dict[int, Part] = {}
    told = 0
    for node, read in posts:
        if reply := read.id.startswith("r_"):
            part = replace(read, reply_to=_answered(read.text, newest, floors))
            floors[number(document.value(".no", node))] = part
        else:
            part = _of_topic(node, read, start, told, parts)
            told += 1
        newest[part.author.lower()] = part.id
        if reply or first:
            parts.append(part)
    return parts


def _of_topic(node: LexborNode, read: Part, start: str, told: int, before: list[Part]) -> Part:
    """Return the topic itself, or what its author added: each addition answers the topic."""
    if not told:
        return replace(read, id=start, text=read.text if node.css_first(".cell > .topic_content") else "")
    author = before[0].author if before else ""
    return replace(read, id=f"{start}.{told}", author=author, reply_to=start)


def _answered(text: str, newest: dict[str, str], floors: dict[int, Part]) -> str:
    if named := NAMED.match(text):
        told = floors.get(int(named[2] or 0))
        if told and told.author.lower() == named[1].lower():
            return told.id
        return newest.get(named[1].lower(), "")
    floor = FLOOR.match(text)
    told = floors.get(int(floor[1] or floor[2])) if floor else None
    return told.id if told else ""


FORUM = Forum(
    fields={
        "title": ".box > .header > h1; h1",
        "replies": ".box > .cell > .gray",
        "post": ".box:has(> .header > h1), .box > .subtle, .cell[id^='r_']",
        "id": "@id",
        "author": "strong a[href^='/member/']; .header .gray a[href^='/member/']; .header small a",
        "published": ".ago@title; .header .gray span[title]@title; .fade span[title]@title; .ago; .fade",
        "body": ".reply_content;.cell > .topic_content;.topic_content",
        "score": ".small.fade",
    },
    place=place,
    rows=(
        Row(
            ".cell:has(a.topic-link), .cell:has(.item_title a)",
            "a.topic-link, .item_title a",
            ".topic_info strong:last-of-type",
            ".count_livid; .count_orange",
        ),
    ),
    weave=weave,
    timezone="Asia/Shanghai",
)
extract = partial(forum.extract, FORUM)
links = partial(forum.links, FORUM)
