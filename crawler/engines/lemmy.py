"""Communities that run Lemmy: version 3 of its API, and the same answers inside its pages.

Comments are asked for as a flat list, oldest first, fifty a page: asked for as a tree, an instance
gives 300 at most and no further page.  A list without a community holds the instance's own posts,
for those of others are theirs to give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import orjson

from crawler.document import Document
from crawler.engines import markdown
from crawler.engines.answers import Table, inner, tables, text, whole
from crawler.engines.api import leads, listing, thread
from crawler.engines.dates import moment
from crawler.engines.query import asked, turned
from crawler.records import Context, Drop, Link, Part, Record

PAGE = 50
POST = re.compile(r"^/post/(\d{1,12})(?:/\d+)?$")
COMMUNITY = re.compile(r"^/c/([\w.@-]{1,200})$")
# What the page's script sets for the program in the browser; ``undefined`` is no JSON.
STATE = re.compile(r"window\.isoData\s*=\s*")
UNDEFINED = re.compile(r"(?<=[:,\[])undefined(?=[,}\]])")
# The languages of every instance by their numbers (crates/db_schema, table language); 0 is unknown.
LANGUAGES = (
    "und aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia "
    "id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt "
    "lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt "
    "qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to "
    "tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
).split()


def extract(document: Document) -> Record | Drop:
    """Read a post, or a page of its comments; lists of posts are links only."""
    answer = document.once(_answer)
    post, comments = inner(answer, "post_view"), tables(answer.get("comments"))
    if not post and not _is_of_one_post(document, comments):
        return listing(document)
    views = [view for view in [post, *comments] if view and _is_there(view)]
    name = inner(post or comments[0], "post")
    return thread(
        document,
        _here(document, text(name, "id")),
        text(name, "name"),
        [_part(view) for view in views],
        said=_count(post, "comments") + 1 if post else 0,
        permalink=text(name, "ap_id"),
    )


def links(document: Document) -> list[Link]:
    """Return posts with their marks, pages of comments, and further pages of lists."""
    return leads(document, _links(document, document.once(_answer)))


def _links(document: Document, answer: Table) -> Iterator[Link]:
    root = "{0.scheme}://{0.netloc}".format(urlsplit(document.page.url))
    post, comments = inner(answer, "post_view"), tables(answer.get("comments"))
    if document.json is None and not post:
        yield _way_in(root, document.page.url)
    for view in tables(answer.get("posts")):
        yield _of_post(root, view)
    if len(tables(answer.get("posts"))) >= PAGE:
        yield _further(document.page.url, Context("listing"))
    if post and _count(post, "comments") > len(comments):
        name = text(inner(post, "post"), "id")
        address = f"{root}/api/v3/comment/list?post_id={name}&type_=All&sort=Old&limit={PAGE}"
        title = text(inner(post, "post"), "name")
        yield Link(f"{address}&page=1", Context("thread", f"post-{name}", 2, title=title))
    if not post and len(comments) >= PAGE and _is_of_one_post(document, comments):
        name = text(inner(comments[0], "post"), "id")
        yield _further(document.page.url, Context("thread", f"post-{name}"))


def _way_in(root: str, url: str) -> Link:
    path = urlsplit(url).path
    if found := POST.search(path):
        return Link(f"{root}/api/v3/post?id={found[1]}", Context("thread", f"post-{found[1]}", 1))
    community = COMMUNITY.search(path)
    which = f"community_name={quote(community[1])}&type_=All" if community else "type_=Local"
    return Link(f"{root}/api/v3/post/list?{which}&sort=New&limit={PAGE}&page=1", Context("listing"))


def _of_post(root: str, view: Table) -> Link:
    post, count = inner(view, "post"), _count(view, "comments")
    mark = f"row {text(inner(view, 'counts') or post, 'newest_comment_time')} {count}"
    name = text(post, "id")
    context = Context("thread", f"post-{name}", 1, title=text(post, "name"), mark=mark, posts=count + 1)
    return Link(f"{root}/api/v3/post?id={name}", context)


def _further(url: str, context: Context) -> Link:
    """Return the next page of a list; the first page of comments is the second of its thread."""
    following = asked(url, "page", 1) + 1
    if context.rel == "thread":
        context = replace(context, position=following + 1)
    else:
        context = replace(context, page=following)
    return Link(turned(url, "page", following), context)


def _answer(document: Document) -> Table:
    """Return what the API says of a page: the page itself, or what it holds for its own program."""
    if document.json is not None:
        return document.json if isinstance(document.json, dict) else {}
    held: dict[str, Any] = {}
    for node in document.tree.css("script:not([src])"):
        script = node.text(deep=True)
        if start := STATE.search(script):
            held = _state(script[start.end() :])
    route = inner(held, "routeData")
    answers = [inner(route, key) for key in ("postRes", "commentsRes")]
    post, comments = (inner(answer, "data") or answer for answer in answers)
    return {**comments, **post}


def _state(script: str) -> dict[str, Any]:
    line = script.partition("\n")[0].strip().removesuffix(";")
    try:
        held = orjson.loads(UNDEFINED.sub("null", line))
    except orjson.JSONDecodeError:
        return {}
    return held if isinstance(held, dict) else {}


def _is_of_one_post(document: Document, comments: list[Table]) -> bool:
    """Whether comments were asked for by their post; a list of an instance's newest is of many."""
    query = parse_qs(urlsplit(document.page.url).query)
    return bool(comments) and ("post_id" in query or "parent_id" in query)


def _here(document: Document, post: str) -> Context:
    context = document.page.context
    of_comments = "comment/list" in document.page.url
    position = context.position or (asked(document.page.url, "page", 1) + 1 if of_comments else 1)
    return replace(context, rel="thread", work=f"post-{post}", position=position)


def _is_there(view: Table) -> bool:
    thing = inner(view, "comment") or inner(view, "post")
    return not (thing.get("removed") or thing.get("deleted"))


def _part(view: Table) -> Part:
    comment, post = inner(view, "comment"), inner(view, "post")
    thing = comment or post
    words, quoted = markdown.read(text(comment, "content") if comment else text(post, "body"))
    return Part(
        id=text(comment, "id") if comment else f"post-{text(post, 'id')}",
        text=words or ("" if comment else text(post, "name")),
        author=_author(inner(view, "creator")),
        published=moment(text(thing, "published") or text(thing, "published_at")),
        reply_to=_parent(comment, post) if comment else "",
        language=_language(thing),
        quote=quoted,
        score=_count(view, "score"),
    )


def _parent(comment: Table, post: Table) -> str:
    """Return the part that a comment answers, as its path from the root says: 0.12.15."""
    above = text(comment, "path").split(".")[1:-1]
    return above[-1] if above else f"post-{text(comment, 'post_id') or text(post, 'id')}"


def _author(person: Table) -> str:
    """Return the name of a person, with the host where it is another's."""
    host = urlsplit(text(person, "actor_id") or text(person, "ap_id")).hostname
    return text(person, "name") + (f"@{host}" if host and person.get("local") is False else "")


def _language(thing: Table) -> str:
    number = whole(thing, "language_id")
    return LANGUAGES[number] if 0 < number < len(LANGUAGES) else ""


def _count(view: Table, name: str) -> int:
    """Return a count of a view, which stands beside its post or comment, or since version 1.0 inside it."""
    counts = inner(view, "counts") or inner(view, "comment") or inner(view, "post")
    return whole(counts, name)
