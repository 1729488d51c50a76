"""Boards that run Discuz!: X2 to X3.5, its mobile pages, and the templates of 6 and 7."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import forum, portal
from crawler.engines.dates import moment
from crawler.engines.forum import Forum, Place, Posts, Row, counted, spelled
from crawler.engines.posts import clock
from crawler.engines.prose import prose
from crawler.records import Drop, Link, Part, Record

THREAD, BOARD = re.compile(r"/thread-(\d+)-(\d+)-\d+\.html$"), re.compile(r"/forum-(\w+)-(\d+)\.html$")
# The archive for simple readers, and how a post begins in it.
ARCHIVE = re.compile(r"/archiver/(?:index\.php)?\??(tid|fid)-(\d{1,10})\.html(?:[?&]page=(\d{1,6}))?$")
ARCHIVED = '<p class="author">'
SCRIPT = re.compile(r"/(?:forum|viewthread|forumdisplay|index)\.php$")
# What an address may say of a thread or board that is the whole of it, from its start on.
PLAIN = frozenset("mod tid fid page extra highlight mobile".split())
# Words above a quote, and the line of a reply that quotes nothing: "回复 3# 小白".
HEAD = re.compile(
    r"^(?:引用\s*[:：]\s*|引用\s*\n+)?(?:原帖由\s*)?([^\n]{1,80}?)\s*"
    r"(?:于 [^\n]{4,40} [发發]表|[发發]表[于於] [^\n]{4,40})[^\S\n]*\n?",
    re.M,
)
ANSWERS = re.compile(r"^回[复覆]\s*\d{1,6}\s?[#楼樓]\s?[^\n]{0,60}(?:\n+|$)")
EDITED = re.compile(r"^\[?\s*本帖最[后後]由 [^\n]{1,60} [于於] [^\n]{6,30} [编編][辑輯]\s*\]?\s*")
QUOTE = ".t_f .quote, .t_msgfont .quote, .message .quote"
POST = re.compile(r"[?&;]pid=(\d{1,12})")


def place(url: str) -> Place | None:
    """Return what an address names; views of one author, in another order or for print are not visited.

    >>> place("http://a/forum.php?mod=viewthread&tid=7&extra=page%3D1&page=2").url
    'http://a/forum.php?mod=viewthread&tid=7&page=2'
    """
    parts = urlsplit(url)
    if found := THREAD.search(parts.path):
        path = f"{parts.path[: found.start()]}/thread-{found[1]}-{found[2]}-1.html"
        return Place(urljoin(url, path), "thread", f"thread-{found[1]}", counted(found[2]))
    if (found := ARCHIVE.search(url)) and found[1] == "tid":
        return Place(url, "thread", f"thread-{found[2]}", counted(found[3]))
    if found:
        return Place(url, "listing", f"board-{found[2]}", counted(found[3]))
    if found := BOARD.search(parts.path):
        return Place(urljoin(url, parts.path), "listing", f"board-{found[1]}", counted(found[2]))
    return _of_script(url) if SCRIPT.search(parts.path) else None


def _of_script(url: str) -> Place | None:
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    name = parts.path.rpartition("/")[2].removesuffix(".php")
    kind = query.get("mod", "" if name == "forum" else name)
    page = counted(query.get("page"))
    later = f"&page={page}" if page > 1 else ""
    mod = f"mod={kind}&" if name == "forum" else ""
    if query.keys() - PLAIN and kind in ("viewthread", "forumdisplay"):
        return None
    if kind == "viewthread" and query.get("tid", "").isdecimal():
        wanted, rel, work = f"{mod}tid={query['tid']}{later}", "thread", f"thread-{query['tid']}"
    elif kind == "forumdisplay" and query.get("fid", "").isalnum():
        wanted, rel, work = f"{mod}fid={query['fid']}{later}", "listing", f"board-{query['fid']}"
    elif kind in ("", "index") and not query.keys() - {"gid"}:
        gid = query.get("gid", "")
        wanted, rel, work = f"gid={gid}" if gid else "", "listing", f"board-{gid}"
    else:
        return None
    return Place(spelled(parts, parts.path, wanted), rel, work, page)


def extract(document: Document) -> Record | Drop:
    """Read one page of a thread, also as the archive for simple readers shows it, or an article."""
    if portal.fits(document):
        zone = clock(document, {**FORUM.fields, **document.site.fields})
        return portal.extract(document.placed(document.page.context, zone))
    return forum.extract(FORUM, _apart(document))


def links(document: Document) -> list[Link]:
    """Return boards and threads; the archive shows the same threads again and leads to itself alone."""
    archive = "/archiver/" in document.page.url
    return [link for link in forum.links(FORUM, document) if ("/archiver/" in link.url) == archive]


def _apart(document: Document) -> Document:
    """Return a page of the archive with an element around each post, which stand there in a row."""
    if ARCHIVED not in document.html:
        return document
    return replace(document, html=document.html.replace(ARCHIVED, f'</div><div class="archived">{ARCHIVED}'))


def weave(document: Document, posts: Posts) -> list[Part]:
    """Take the heads of quotes and edited-lines from the posts; the comments on a post stand after it."""
    parts: list[Part] = []
    for node, read in posts:
        part = _post(node, read)
        parts.append(part)
        parts.extend(_comments(document, node, part))
    return parts


def _post(node: LexborNode, read: Part) -> Part:
    link = node.css_first(
        ".quote a[href*='pid='], .t_f a[href*='goto=findpost'], .t_msgfont a[href*='goto=findpost']"
    )
    target = POST.search(link.attributes.get("href") or "") if link else None
    anchor = node.css_first(".quote a[href^='#pid']")
    answered = target[1] if target else (anchor.attributes.get("href") or "")[4:] if anchor else ""
    quote = "\n\n".join(prose(each) for each in node.css(QUOTE)) if read.quote else ""
    head = HEAD.search(quote)
    nameless = None if read.author else node.css_first(".favatar .pi, .pls .pi, .postauthor cite, .authi")
    return replace(
        read,
        id=read.id.removeprefix("pid"),
        text=ANSWERS.sub("", EDITED.sub("", read.text)),
        author=read.author or (" ".join(nameless.text(deep=False).split()) if nameless else ""),
        reply_to=answered,
        quote=HEAD.sub("", quote).strip(),
        quote_author=head[1] if head else "",
    )


def _comments(document: Document, node: LexborNode, post: Part) -> Iterator[Part]:
    for number, line in enumerate(node.css(".cm .pstl:has(.psti)"), start=1):
        said = line.css_first(".psti")
        if said is None:
            continue
        when = document.value(".xg1 span@title; .xg1", said)
        yield Part(
            id=f"{post.id}.{number}",
            text=prose(said, said.css(".xg1, a.xi2")),
            author=document.value(".psta a.xw1; .psta", line),
            published=moment(when, timezone=document.site.timezone, now=document.page.fetched_at),
            reply_to=post.id,
        )


FORUM = Forum(
    fields={
        "title": "#thread_subject; .ts a; #threadtitle h1; .viewthread h1; .postlist h2; #end strong; h1",
        "replies": ".hm .xi1:last-child",
        "post": "table[id^='pid'], div.plc[id^='pid'], div.archived, .simpletable:has(> .t_msg)",
        "id": "@id",
        "author": ".authi .xw1, .authi .xi2, .postauthor .postinfo a, .postauthor cite a, .authi b a; "
        "p.author strong; .altbg1 > b",
        "published": "em[id^='authorposton'] span@title; em[id^='authorposton']; .postcontent .postinfo; "
        ".authi .rela; p.author; .altbg1 > .right",
        "zone": "#ft, #footer, #debuginfo",
        "body": ".t_f;.t_msgfont;.locked;.message;.postmessage;.pcb;.t_msg",
        "quote": QUOTE,
        "code": ".blockcode > div, .blockcode > ol",
        "footer": ".sign, .signatures",
        "drop": ".jammer, .pstatus, .locked, .attach_nopermission, .attach_tips, .modact, .tip, .t_attach, "
        "ignore_js_op, .blockcode em, .a_pr, .ptg, .tattl, .pattl, p.author, "
        ".archived > h3, .archived > .page, .t_msg > b:first-child",
    },
    place=place,
    rows=(
        Row(
            "tbody[id^='normalthread_'], tbody[id^='stickthread_']",
            "a.xst, span[id^='thread_'] a, th > a[href*='thread-'], th > a[href*='tid=']",
            "td.by:last-child cite, td.by:last-child em span@title, td.lastpost em",
            "td.num a; td.nums strong",
        ),
        Row("table.datatable[summary^='forum_'] tr", "th > a", "td:last-child", "td.num, td.nums"),
        Row("tr:has(td.fl_i)", "h2 a", "td.fl_i, td.fl_by a"),
        Row("td.fl_g", "dt a", "dl em"),
    ),
    weave=weave,
)
