"""Tieba and boards made like it: floors with replies of their own below each, data in attributes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs, quote, urlsplit

import orjson
from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import forum
from crawler.engines.answers import Table, inner, text
from crawler.engines.dates import moment
from crawler.engines.forum import Forum, Place, Posts, Row, counted, spelled
from crawler.records import Link, Part

TOPIC = re.compile(r"/p/(\d{1,15})$")
# Whom a reply below a floor answers, in front of its text.
ANSWERED = re.compile(r"回[复覆]\s?@?([^\n:：]{1,60}?)\s?[:：]\s*")
# Topics that a page of a board shows to a later script only.
DEFERRED = 'id="pagelet_html_frs-list'


def place(url: str) -> Place | None:
    """Return what an address names; the posts of the topic's author alone are not visited.

    >>> place("https://tieba.example/p/81?pn=2&fid=5").url
    'https://tieba.example/p/81?pn=2'
    """
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    pn = counted(query.get("pn"), 0)
    if "see_lz" in query:
        return None
    if found := TOPIC.search(parts.path):
        wanted, rel, work, page = f"pn={pn}" if pn > 1 else "", "thread", f"topic-{found[1]}", max(pn, 1)
    elif parts.path == "/f" and "kw" in query and "good" not in query:
        later = f"&pn={pn}" if pn else ""
        wanted, rel, work, page = f"kw={quote(query['kw'])}{later}", "listing", query["kw"], pn // 50 + 1
    else:
        return None
    return Place(spelled(parts, parts.path, wanted), rel, work, page)


def links(document: Document) -> list[Link]:
    """Return boards, topics and their further pages, also those that wait in a remark for a script."""
    before, deferred, rest = document.html.partition(DEFERRED)
    if not deferred:
        return forum.links(FORUM, document)
    shown = rest.replace("<!--", "", 1).replace("-->", "", 1)
    return forum.links(FORUM, replace(document, html=before + deferred + shown))


def weave(document: Document, posts: Posts) -> list[Part]:
    """Take names and numbers from the data of each post; replies below a floor answer it or one another."""
    parts: list[Part] = []
    floor, newest = "", dict[str, str]()
    for node, read in posts:
        told = _data(node)
        below = node.tag == "li"
        name = text(told, "spid") if below else text(inner(told, "content"), "post_id") or text(told, "id")
        if not name:
            continue  # an advertisement between floors
        part = _named(document, told, replace(read, id=name))
        if below:
            head = ANSWERED.match(part.text)
            whom = newest.get(head[1], floor) if head else floor
            said = part.text[head.end() :] if head else part.text
            part = replace(part, reply_to=whom, text=said)
        else:
            floor, newest = name, {}
        newest[part.author] = name
        parts.append(part)
    return parts


def _named(document: Document, told: Table, read: Part) -> Part:
    """Return a post with the name and time that its data have, where they have any."""
    author = inner(told, "author")
    when = moment(text(inner(told, "content"), "date"), timezone=document.site.timezone)
    name = (
        read.author or text(author, "user_nickname") or text(author, "user_name") or text(told, "user_name")
    )
    return replace(read, author=name, published=when or read.published)


def _data(node: LexborNode) -> Table:
    try:
        told = orjson.loads(node.attributes.get("data-field") or "")
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}


FORUM = Forum(
    fields={
        "title": ".core_title_txt@title; .core_title_txt",
        "post": ".l_post[data-field], li.lzl_single_post[data-field]",
        "author": ".p_author_name; .lzl_cnt > a.at",
        "published": ".tail-info:last-child; .p_tail li:last-child; .lzl_time",
        "body": ".d_post_content;.lzl_content_main",
        "drop": ".replace_tip, .save_face_bg, .d_sign_split, .BDE_Smiley_text, .share_btn_wrapper",
    },
    place=place,
    rows=(Row("li.j_thread_list", "a.j_th_tit", ".threadlist_rep_num"),),  # counts replies that no page shows
    weave=weave,
    timezone="Asia/Shanghai",
)
extract = partial(forum.extract, FORUM)
