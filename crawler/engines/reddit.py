"""Reddit: the API for approved applications, and pages that somebody already has.

No page leads anywhere: Reddit is read through its API, with a token of one's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import markdown
from crawler.engines.answers import Table, inner, instant, tables, text, texts, whole
from crawler.engines.api import dropped, fragment, leads, listing, thread
from crawler.engines.dates import moment
from crawler.engines.posts import number
from crawler.engines.prose import prose
from crawler.engines.query import turned
from crawler.records import Context, Drop, Link, Part, Record

API = "https://oauth.reddit.com"
# Comments of a first answer, and those that one further answer may be asked for.
PAGE, MORE = 500, 100
COMMENTS = re.compile(r"/comments/(\w{1,12})")
# A comment stands three elements below the one that it answers: thing, child, sitetable.
MAX_ABOVE = 6
GONE = frozenset(("[deleted]", "[removed]", "[ Removed by Reddit ]", "[unavailable]"))
POSTS = ".thing[data-fullname], shreddit-post[id], shreddit-comment[thingid]"


def extract(document: Document) -> Record | Drop:
    """Read a post with its comments, or a page of further ones; lists of posts are links only."""
    things = list(_things(document))
    here = _here(document, things)
    if not here.work:
        return listing(document)
    if here.position > 1:
        things = [thing for thing in things if not _is_post(thing)]  # it comes with every answer
    parts = [_part(thing, document) for thing in things if _is_there(thing)]
    post = things[0] if things and _is_post(things[0]) else {}
    return thread(
        document,
        here,
        unescape(text(post, "title")),
        parts,
        said=whole(post, "num_comments") + 1 if "num_comments" in post else 0,
        gone=len(things) - len(parts),
        permalink=text(post, "permalink"),
    )


def links(document: Document) -> list[Link]:
    """Return posts with their marks, comments that an answer left out, the next page of a list."""
    if document.json is None:
        return []
    things = list(_things(document))
    here = _here(document, things)
    if here.work:
        return leads(document, _left_out(document, here))
    return leads(document, [*_posts(document, things), *_next(document)])


def _posts(document: Document, things: list[Table]) -> Iterator[Link]:
    root = _root(document)
    for post in filter(_is_post, things):
        count = whole(post, "num_comments")
        context = Context(
            "topic",
            text(post, "name"),
            1,
            title=unescape(text(post, "title")),
            mark=f"row {count}",
            posts=count + 1,
        )
        yield Link(f"{root}/comments/{text(post, 'id')}?limit={PAGE}&raw_json=1&sort=old", context)


def _next(document: Document) -> Iterator[Link]:
    after = text(inner(_first(document), "data"), "after")
    if after:
        yield Link(turned(document.page.url, "after", after), Context("listing", page=2))


def _left_out(document: Document, here: Context) -> Iterator[Link]:
    """Yield the comments that an answer names only, a hundred an address, and the threads that it breaks off.

    What a further page leaves out in turn is more of that page.
    """
    root, found = _root(document), list(_of_kind(document, "more"))
    names = [name for more in found for name in texts(more.get("children")) if name.isalnum()]
    chunks = [names[start : start + MORE] for start in range(0, len(names), MORE)]
    asked = f"api_type=json&raw_json=1&link_id={here.work}&children="
    urls = [f"{root}/api/morechildren?{asked}{','.join(chunk)}" for chunk in chunks]
    for more in found:
        name = text(more, "parent_id").removeprefix("t1_")
        if not texts(more.get("children")) and name.isalnum():
            below = f"comment={name}&limit={PAGE}&raw_json=1&sort=old"
            urls.append(f"{root}/comments/{here.work.removeprefix('t3_')}?{below}")
    for place, url in enumerate(urls, start=1):
        first = here.position == 1
        at = replace(here, position=1 + place) if first else replace(here, page=here.page + place)
        yield Link(url, replace(at, mark="", posts=0))


def _root(document: Document) -> str:
    parts = urlsplit(document.page.url)
    return f"{parts.scheme}://{parts.netloc}"


def _here(document: Document, things: list[Table]) -> Context:
    """Return the post that a page is about and which of its pages it is; a list has no work."""
    parts, context = urlsplit(document.page.url), document.page.context
    found = COMMENTS.search(parts.path)
    named = parse_qs(parts.query).get("link_id", [""])[0]
    work = context.work or (f"t3_{found[1]}" if found else named)
    title = context.title or unescape(next((text(thing, "title") for thing in things[:1]), ""))
    return replace(context, rel="thread", work=work, position=max(context.position, 1), title=title)


def _first(document: Document) -> Table:
    """Return the first listing of an answer: of the pair that a post comes in, the post."""
    answer: Any = document.json
    lists = tables(answer) if isinstance(answer, list) else tables([answer])
    return lists[0] if lists else {}


def _things(document: Document) -> Iterator[Table]:
    """Yield the posts and comments of a page, a comment before its answers, in the API's form."""
    if document.json is None:
        for node in document.tree.css(POSTS):
            yield _shown(document, node)
        return
    yield from _of_kind(document, "t1", "t3")


def _of_kind(document: Document, *kinds: str) -> Iterator[Table]:
    """Yield what an answer holds of some kinds, however deep it stands."""
    answer: Any = document.json
    waiting: list[Any] = list(reversed(answer)) if isinstance(answer, list) else [answer]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, Mapping):
            continue
        data = inner(each, "data")
        if text(each, "kind") in kinds:
            yield {**data, "name": text(data, "name") or f"{text(each, 'kind')}_{text(data, 'id')}"}
        below = [*tables(data.get("children")), *tables(inner(inner(each, "json"), "data").get("things"))]
        waiting.extend(reversed([*below, *([data["replies"]] if "replies" in data else [])]))


def _is_post(thing: Table) -> bool:
    return text(thing, "name").startswith("t3_")


def _is_there(thing: Table) -> bool:
    said = text(thing, "body") or text(thing, "selftext") or text(thing, "title")
    removed = thing.get("removed_by_category") or thing.get("deleted")
    return not removed and said not in GONE and (bool(said) or bool(_html(thing)))


def _html(thing: Table) -> str:
    """Return the HTML of a thing; an answer that was not asked for raw JSON has it escaped."""
    html = text(thing, "body_html") or text(thing, "selftext_html")
    return unescape(html) if html.startswith("&lt;") else html


def _part(thing: Table, document: Document) -> Part:
    words, quoted = _words(thing, document)
    return Part(
        id=text(thing, "name"),
        text=words or unescape(text(thing, "title")),
        author=text(thing, "author"),
        published=instant(thing, "created_utc") or moment(text(thing, "created")),
        reply_to=text(thing, "parent_id"),
        language=text(thing, "language"),
        quote=quoted,
        score=whole(thing, "score"),
    )


def _words(thing: Table, document: Document) -> tuple[str, str]:
    html = _html(thing)
    if not html:
        return markdown.read(unescape(text(thing, "body") or text(thing, "selftext")))
    body = fragment(html)
    quotes = body.css("body > blockquote, body > div > blockquote, body > div > div > blockquote")
    return prose(body, [*quotes, *dropped(document, body)]), "\n\n".join(map(prose, quotes))


def _shown(document: Document, node: LexborNode) -> Table:
    """Return a post or comment as one of Reddit's two faces shows it."""
    return _new(document, node) if (node.tag or "").startswith("shreddit") else _old(document, node)


def _old(document: Document, node: LexborNode) -> Table:
    entry = node.css_first(".entry") or node
    name, body = node.attributes.get("data-fullname") or "", entry.css_first(".usertext-body")
    parent = node.parent
    for _ in range(MAX_ABOVE):
        if parent is None or parent.attributes.get("data-fullname"):
            break
        parent = parent.parent
    post = f"t3_{found[1]}" if (found := COMMENTS.search(document.page.url)) else ""
    above = (parent.attributes.get("data-fullname") or post) if parent is not None else post
    words = " ".join(body.text(deep=True).split()) if body else ""
    return {
        "name": name,
        "title": document.value("a.title", entry),
        "body": words,
        "body_html": (body.html if body and words else "") or "",
        "author": node.attributes.get("data-author") or document.value(".author", entry),
        "created": document.value(".tagline time@datetime", entry),
        "score": number(document.value("@data-score; .midcol .score.unvoted", node))
        if name.startswith("t3_")
        else number(document.value(".tagline .score.unvoted", entry)),
        "parent_id": "" if name.startswith("t3_") else above,
        "permalink": node.attributes.get("data-permalink"),
        "deleted": "deleted" in (node.attributes.get("class") or "").split(),
    }


def _new(document: Document, node: LexborNode) -> Table:
    said = {name: value or "" for name, value in node.attributes.items()}
    name = said.get("thingid") or said.get("id", "")
    slot = "[slot=comment]" if "thingid" in said else "[slot=text-body]"
    body = node.css_first(slot)
    words = " ".join(body.text(deep=True).split()) if body else ""
    return {
        "name": name,
        "title": said.get("post-title"),
        "body": words,
        "body_html": (body.html if body and words else "") or "",
        "author": said.get("author"),
        "created": said.get("created-timestamp")
        or said.get("created")
        or document.value("time@datetime", node),
        "score": number(said.get("score", "")),
        "parent_id": (said.get("parentid") or said.get("postid") or "") if "thingid" in said else "",
        "language": said.get("post-language"),
        "permalink": said.get("permalink"),
        "deleted": said.get("author") == "[deleted]" and words in GONE,
    }
