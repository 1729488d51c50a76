"""Forums that run Discourse: its JSON, the same JSON inside its pages, and the plain pages for robots.

Posts go by their number in the topic, which replies and quotes name too, and not by their id: that
way a reply finds its post on whatever page it stands.  The ids are in ``meta``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import orjson

from crawler.document import Document
from crawler.engines import cooked, forum
from crawler.engines.answers import Table, inner, tables, text, texts, whole
from crawler.engines.api import leads, listing, thread
from crawler.engines.cooked import FOREIGN
from crawler.engines.forum import Forum, Place
from crawler.engines.query import asked
from crawler.records import Context, Drop, Link, Record

# Posts of a page, as the software cuts them (TopicView.chunk_size).
CHUNK = 20
TOPIC = re.compile(r"^(?P<root>.*?)/t/(?:[^/]*[^/\d][^/]*/)?(?P<id>\d{1,12})(?=[/.]|$)")
CATEGORY = re.compile(
    r"^(?P<root>.*?)/(?P<list>c/(?:[^/]+/){0,3}\d{1,9}|tag/[^/]+)(?:/l/latest)?(?:\.json|/|$)"
)
LATEST = re.compile(r"^(?P<root>.*?)/(?:latest|new|top|hot|categories|posts)(?:\.json)?$")


def extract(document: Document) -> Record | Drop:
    """Read one page of a topic; lists of topics are links only."""
    topic = document.once(_topic)
    if topic is None:
        if document.json is not None:
            return listing(document)
        found = forum.extract(FORUM, document)
        return _numbered(found) if isinstance(found, Record) else found
    here = _place(document, topic)
    posts = sorted(tables(inner(topic, "post_stream").get("posts")), key=cooked.number)
    alive = [post for post in posts if cooked.is_text(post)]
    accepted = _accepted(topic)
    parts = [cooked.read(post, document, here.work, accepted) for post in alive]
    slug, name = text(topic, "slug"), here.work.removeprefix("topic-")
    return thread(
        document,
        here,
        text(topic, "title"),
        parts,
        said=whole(topic, "posts_count"),
        gone=len(posts) - len(parts),
        ids=[text(post, "id") for post in alive],
        tags=_tags(topic),
        permalink=urljoin(document.page.url, f"{_root(document)}/t/{slug}/{name}") if slug else "",
    )


def links(document: Document) -> list[Link]:
    """Return the API's addresses of what a page leads to: topics with their marks, the rest of a topic."""
    topic = document.once(_topic)
    if topic is not None:
        return leads(document, _rest(document, topic))
    if document.json is not None:
        return leads(document, _listed(document))
    here = place(document.page.url)
    if here.work:
        return leads(document, [Link(here.url, Context("topic", here.work, 1))])
    return leads(document, [Link(here.url, Context("listing", page=here.page))])


def place(url: str) -> Place:
    """Return what an address of any form names; an address of no known form is that of the front page.

    >>> place("https://a/t/some-title/12/40?u=b").url, place("https://a/c/help/5").url
    ('https://a/t/12.json', 'https://a/c/help/5/l/latest.json')
    """
    parts = urlsplit(url)
    page = asked(url, "page", 0)
    if found := TOPIC.search(parts.path):
        path = f"{found['root']}/t/{found['id']}.json"
        address = f"{parts.scheme}://{parts.netloc}{path}"
        return Place(address, "thread", f"topic-{found['id']}", max(page, 1))
    category, latest = CATEGORY.search(parts.path), LATEST.search(parts.path)
    if category:
        path = f"{category['root']}/{category['list']}/l/latest.json"
    else:
        path = f"{latest['root'] if latest else parts.path.rstrip('/')}/latest.json"
    query = f"?page={page}" if page else ""
    return Place(f"{parts.scheme}://{parts.netloc}{path}{query}", "listing", "", page + 1)


FORUM = Forum(
    fields={
        "title": "#topic-title h1 a; #topic-title h1; h1",
        "posts": "meta[property='discourse:posts_count']@content",
        "post": ".crawler-post",
        "id": "span[itemprop=position]; @id",
        "author": ".creator [itemprop=name]; .creator a; .creator",
        "published": "time@datetime; meta[itemprop=datePublished]@content",
        "body": ".post",
        "quote": ".post > aside.quote blockquote",
        "quote_author": "aside.quote@data-username",
        "reply_to": "aside.quote@data-post",
        "score": "[itemprop=userInteractionCount]@content; meta[itemprop=interactionCount]@content",
        "drop": f"aside.quote .title, {FOREIGN}",
    },
    place=place,
)


def _topic(document: Document) -> Table | None:
    """Return the topic that a page holds, as JSON of its own or inside its HTML; None if it holds none."""
    if document.json is not None:
        return document.json if isinstance(document.json, dict) and "post_stream" in document.json else None
    node = document.tree.css_first("#data-preloaded[data-preloaded]")
    try:
        held = orjson.loads((node.attributes["data-preloaded"] if node else "") or "{}")
        name = next((key for key in held if key.startswith("topic_") and key[6:].isdecimal()), "")
        topic = orjson.loads(held[name]) if name else None
    except (orjson.JSONDecodeError, TypeError, AttributeError):
        return None
    return topic if isinstance(topic, dict) and "post_stream" in topic else None


def _accepted(topic: Table) -> int:
    """Return the number of the post that solves a topic, 0 if none does."""
    return whole(inner(topic, "accepted_answer"), "post_number")


def _tags(topic: Table) -> list[str]:
    """Return the names of tags: texts, or objects since 2026."""
    return texts(topic.get("tags")) + [text(tag, "name") for tag in tables(topic.get("tags"))]


def _root(document: Document) -> str:
    found = TOPIC.search(urlsplit(document.page.url).path)
    return found["root"] if found else ""


def _place(document: Document, topic: Table) -> Context:
    """Return topic and page; without a link that says so, the place of the first post tells the page."""
    context = document.page.context
    if context.work:
        return replace(context, position=max(context.position, 1))
    named = TOPIC.search(urlsplit(document.page.url).path)
    work = f"topic-{named['id'] if named else text(topic, 'id')}"
    posts = tables(inner(topic, "post_stream").get("posts"))
    first = min(posts, key=cooked.number, default={})
    stream = texts(inner(topic, "post_stream").get("stream"))
    before = stream.index(text(first, "id")) if text(first, "id") in stream else cooked.number(first) - 1
    return Context("thread", work, max(before, 0) // CHUNK + 1)


def _rest(document: Document, topic: Table) -> Iterator[Link]:
    """Yield the pages of a topic whose posts are not all on this one."""
    stream = texts(inner(topic, "post_stream").get("stream"))
    held = {text(post, "id") for post in tables(inner(topic, "post_stream").get("posts"))}
    work = _place(document, topic).work
    address = f"{_root(document)}/t/{work.removeprefix('topic-')}"
    title = text(topic, "title")
    for start in range(0, len(stream), CHUNK):
        chunk = stream[start : start + CHUNK]
        if held.issuperset(chunk):
            continue
        url = urljoin(document.page.url, f"{address}/posts.json?{_query(chunk)}")
        context = Context("thread", work, start // CHUNK + 1, title=title)
        yield (
            Link(url, context)
            if start
            else Link(urljoin(document.page.url, f"{address}.json"), replace(context, rel="topic"))
        )


def _query(ids: Sequence[str]) -> str:
    return "&".join(f"post_ids%5B%5D={each}" for each in ids if each.isdecimal())


def _listed(document: Document) -> Iterator[Link]:
    """Yield the topics of a list, and its next page."""
    answer: Table = document.json if isinstance(document.json, dict) else {}
    listed, base = inner(answer, "topic_list"), place(document.page.url)
    root = base.url.partition("/latest.json")[0].partition("/c/")[0].partition("/tag/")[0]
    for topic in tables(listed.get("topics")):
        count = whole(topic, "posts_count")
        mark = f"row {text(topic, 'last_posted_at')} {count}"
        context = Context("topic", f"topic-{text(topic, 'id')}", 1, mark=mark, posts=count)
        yield Link(f"{root}/t/{text(topic, 'id')}.json", replace(context, title=text(topic, "title")))
    for post in tables(answer.get("latest_posts")):
        context = Context("topic", f"topic-{text(post, 'topic_id')}", 1, title=text(post, "topic_title"))
        yield Link(f"{root}/t/{text(post, 'topic_id')}.json", context)
    if listed.get("more_topics_url"):
        following = base.page + 1
        yield Link(f"{base.url.partition('?')[0]}?page={following - 1}", Context("listing", page=following))


def _numbered(record: Record) -> Record:
    """Return a record whose posts go by their number alone, whatever form a page gives it."""
    parts = [
        replace(part, id=found[0] if (found := re.search(r"\d+", part.id)) else part.id)
        for part in record.parts
    ]
    return record.with_parts(parts)
