"""Forums that run Flarum: JSON:API, the same inside its pages, and the plain page for those without scripts.

Posts go by their id, which mentions name too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines import forum
from crawler.engines.answers import Table, inner, of_script, tables, text, whole
from crawler.engines.api import dropped, fragment, leads, listing, thread
from crawler.engines.dates import moment
from crawler.engines.forum import Forum, Place
from crawler.engines.prose import prose
from crawler.engines.query import asked
from crawler.records import Context, Drop, Link, Part, Record

# Posts of a page, and discussions of a list, as the software cuts them.
PAGE = 20
PLACE = re.compile(r"^(?P<root>.*?)(?:/api/discussions|/d)/(?P<id>\d{1,12})(?:-[^/]*)?(?:/\d+)?/?$")
API = re.compile(r"^(?P<root>.*?)/api/(?:discussions|posts)$")
TAG = re.compile(r"^(?P<root>.*?)/t/(?P<tag>[\w-]{1,100})/?$")
HOME = re.compile(r"/(?:all|tags|following|index\.php)?$")
Known = Mapping[tuple[str, str], Table]
MENTION = "a.PostMention[data-id]"


def extract(document: Document) -> Record | Drop:
    """Read one page of a discussion; lists of discussions are links only."""
    answer = document.once(_answer)
    here = _here(document, answer)
    if not here.work:
        if document.json is not None:
            return listing(document)
        return forum.extract(FORUM, document)
    known = {_key(each): each for each in tables(answer.get("included"))}
    posts = [each for each in _page(answer) if text(inner(each, "attributes"), "contentType") == "comment"]
    best = _best(answer)
    parts = [
        _part(post, document, known, best) for post in posts if not inner(post, "attributes").get("isHidden")
    ]
    attributes = inner(_discussion(answer), "attributes")
    tags = [known.get(("tags", name), {}) for name in _related(_discussion(answer), "tags")]
    return thread(
        document,
        here,
        text(attributes, "title"),
        parts,
        said=whole(attributes, "commentCount"),
        tags=[text(inner(tag, "attributes"), "name") for tag in tags],
    )


def links(document: Document) -> list[Link]:
    """Return the API's addresses of discussions with their marks, and of the further pages of each."""
    answer = document.once(_answer)
    if answer:
        return leads(document, [*_discussions(document, answer), *_further(document, answer)])
    here = place(document.page.url)
    context = Context("topic", here.work, 1) if here.work else Context("listing")
    return leads(document, [Link(here.url, context)])


def place(url: str) -> Place:
    """Return what an address of any form names; one of no known form is that of the front page.

    >>> place("https://a/d/12-a-title/3").url
    'https://a/api/discussions/12'
    """
    parts = urlsplit(url)
    host = f"{parts.scheme}://{parts.netloc}"
    if found := PLACE.search(parts.path):
        address = f"{host}{found['root']}/api/discussions/{found['id']}"
        return Place(address, "thread", f"discussion-{found['id']}")
    if found := TAG.search(parts.path):
        chosen = f"filter%5Btag%5D={quote(found['tag'])}&sort=-lastPostedAt"
        return Place(f"{host}{found['root']}/api/discussions?{chosen}", "listing")
    root = HOME.sub("", parts.path)
    return Place(f"{host}{root}/api/discussions?sort=-lastPostedAt", "listing")


FORUM = Forum(
    fields={
        "title": "#flarum-content h1; h1",
        "post": "#flarum-content article, #flarum-content .container > div > div:has(> .Post-body)",
        "author": ".PostUser-name; h3",
        "body": ".Post-body",
        "published": "time@datetime",
    },
    place=place,
)


def _answer(document: Document) -> Table:
    """Return the document of the API that a page is, or holds; {} if neither."""
    if document.json is not None:
        return document.json if isinstance(document.json, dict) else {}
    return inner(of_script(document.tree.css_first("#flarum-json-payload")), "apiDocument")


def _discussion(answer: Table) -> Table:
    """Return the discussion that an answer is about: its data, or beside the posts that are."""
    data = inner(answer, "data")
    if data:
        return data
    beside = (each for each in tables(answer.get("included")) if text(each, "type") == "discussions")
    return next(beside, {}) if _is_posts(answer) else {}


def _is_posts(answer: Table) -> bool:
    return any(text(each, "type") == "posts" for each in tables(answer.get("data"))[:1])


def _here(document: Document, answer: Table) -> Context:
    """Return discussion and page; an answer that is about no discussion has no work."""
    context, name = document.page.context, text(_discussion(answer), "id")
    if context.rel in ("topic", "thread") and (name or _is_posts(answer)):
        return replace(context, position=max(context.position, 1))
    if not name:
        return Context()
    order = _related(_discussion(answer), "posts")
    page = _page(answer)
    first = text(page[0], "id") if page else ""
    before = order.index(first) if first in order else asked(document.page.url, "page[offset]", 0)
    return Context("thread", f"discussion-{name}", before // PAGE + 1)


def _page(answer: Table) -> list[Table]:
    """Return the posts of the page, in order.

    The first and the last post of a discussion come with every answer; what counts is the longest
    run of posts that stand side by side in it.
    """
    if _is_posts(answer):
        return sorted(tables(answer.get("data")), key=_number)
    posts = {
        text(each, "id"): each for each in tables(answer.get("included")) if text(each, "type") == "posts"
    }
    places = [
        (place, name) for place, name in enumerate(_related(_discussion(answer), "posts")) if name in posts
    ]
    if not places:
        return sorted(posts.values(), key=_number)
    runs = [
        [name for _, (_, name) in run]
        for _, run in groupby(enumerate(places), key=lambda pair: pair[1][0] - pair[0])
    ]
    return [posts[name] for name in max(runs, key=len)]


def _number(post: Table) -> int:
    return whole(inner(post, "attributes"), "number")


def _discussions(document: Document, answer: Table) -> Iterator[Link]:
    root = _root(document)
    listed = [each for each in tables(answer.get("data")) if text(each, "type") == "discussions"]
    for each in listed:
        attributes, name = inner(each, "attributes"), text(each, "id")
        count = whole(attributes, "commentCount")
        mark = f"row {text(attributes, 'lastPostedAt')} {count}"
        context = Context(
            "topic", f"discussion-{name}", 1, title=text(attributes, "title"), mark=mark, posts=count
        )
        yield Link(f"{root}/api/discussions/{name}", context)
    following = text(inner(answer, "links"), "next")
    if listed and following:
        url = urljoin(document.page.url, following)
        yield Link(url, Context("listing", page=asked(url, "page[offset]", 0) // PAGE + 1))


def _further(document: Document, answer: Table) -> Iterator[Link]:
    """Yield the pages of a discussion whose posts are not all on this one."""
    here = _here(document, answer)
    order = _related(inner(answer, "data"), "posts")
    held = {text(post, "id") for post in _page(answer)}
    title = text(inner(_discussion(answer), "attributes"), "title")
    for start in range(0, len(order), PAGE):
        if held.issuperset(order[start : start + PAGE]):
            continue
        number = here.work.removeprefix("discussion-")
        context = Context("thread" if start else "topic", here.work, start // PAGE + 1, title=title)
        if start:
            address = f"posts?filter%5Bdiscussion%5D={number}&page%5Blimit%5D={PAGE}&page%5Boffset%5D={start}"
            yield Link(f"{_root(document)}/api/{address}&sort=createdAt", context)
        else:
            yield Link(f"{_root(document)}/api/discussions/{number}", context)


def _root(document: Document) -> str:
    """Return the address that the forum's paths follow."""
    parts = urlsplit(document.page.url)
    found = PLACE.search(parts.path) or API.search(parts.path) or TAG.search(parts.path)
    return f"{parts.scheme}://{parts.netloc}{found['root'] if found else HOME.sub('', parts.path)}"


def _part(post: Table, document: Document, known: Known, best: str) -> Part:
    attributes, name = inner(post, "attributes"), text(post, "id")
    body = fragment(text(attributes, "contentHtml") or text(attributes, "content"))
    quotes = body.css("body > blockquote")
    mention = body.css_first(MENTION)
    opening = [mention] if mention and _opens(mention, body) else []
    heads = [head for quote in quotes for head in quote.css(MENTION)[:1]]
    user = known.get(("users", next(iter(_related(post, "user")), "")), {})
    return Part(
        id=name,
        text=prose(body, [*quotes, *opening, *dropped(document, body)]),
        author=text(inner(user, "attributes"), "username"),
        published=moment(text(attributes, "createdAt")),
        reply_to=(mention.attributes.get("data-id") or "") if mention else "",
        quote="\n\n".join(prose(quote, heads) for quote in quotes),
        quote_author=heads[0].text(deep=True).strip().lstrip("@") if heads else "",
        score=whole(attributes, "votes") or whole(attributes, "likesCount") or len(_related(post, "likes")),
        accepted=bool(best) and name == best,
    )


def _opens(mention: LexborNode, body: LexborNode) -> bool:
    """Whether a mention is the first thing in a post, where it says whom the post answers."""
    first, name = body.text(deep=True).lstrip(), mention.text(deep=True).strip()
    return bool(name) and first.startswith(name)


def _best(answer: Table) -> str:
    return next(iter(_related(_discussion(answer), "bestAnswerPost")), "")


def _key(each: Table) -> tuple[str, str]:
    return text(each, "type"), text(each, "id")


def _related(each: Table, name: str) -> list[str]:
    """Return the ids of what a resource is related to, one or many."""
    data = inner(inner(each, "relationships"), name).get("data")
    return [text(one, "id") for one in tables(data if isinstance(data, list) else [data])]
