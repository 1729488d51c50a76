"""Hacker News: stories and their trees of comments, from Algolia, from Firebase, or as pages.

Algolia gives a whole tree at once, so that is where links lead if the site's file names its host
(domains = ["news.ycombinator.com", "hn.algolia.com"]); Firebase gives one item an answer, and the
number of an item, which grows with time, is its position then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.answers import Table, instant, tables, text, texts, whole
from crawler.engines.api import dropped, fragment, leads, listing, thread
from crawler.engines.dates import moment
from crawler.engines.posts import number
from crawler.engines.prose import prose
from crawler.engines.query import turned
from crawler.records import Context, Drop, Link, Part, Record

TREE = "https://hn.algolia.com/api/v1/items/{}"
FIREBASE, ALGOLIA = re.compile(r"^(.*?/v0)/"), re.compile(r"^(.*?/api/v1)/")
STORIES = ("story", "poll", "job")
ROWS = "tr.comtr"
# Pixels that a comment stands further right than the one that it answers.
STEP = 40


def extract(document: Document) -> Record | Drop:
    """Read a story with all of its comments that the page holds; lists of stories are links only."""
    if document.json is None:
        return _page(document)
    item = document.json if isinstance(document.json, dict) else {}
    if not text(item, "id") or "hits" in item:
        return listing(document)
    story = text(item, "type") in STORIES
    if not story and not document.page.context.work:
        return listing(document)  # a comment on its own; its links lead to the story
    items = list(_tree(item))
    parts = [_part(each, document) for each in items if _is_there(each)]
    here = document.page.context
    work = here.work or f"item-{text(item, 'id')}"
    return thread(
        document,
        Context("thread", work, here.position or 1, title=here.title),
        text(item, "title"),
        parts,
        said=whole(item, "descendants") + 1 if "descendants" in item else 0,
        gone=len(items) - len(parts),
        permalink=text(item, "url"),
    )


def links(document: Document) -> list[Link]:
    """Return the stories of a list, with their marks where it gives any, and what a story leads to."""
    if document.json is None:
        return leads(document, [*_front(document), *_more(document)])
    if isinstance(document.json, list):
        return leads(document, [_to(document, name, _story(name)) for name in texts(document.json)])
    item: Table = document.json
    if "hits" in item:
        return leads(document, _hits(document, item))
    return leads(document, _around(document, item))


def _around(document: Document, item: Table) -> Iterator[Link]:
    """Yield the items under one, or above a comment whose story is not known."""
    work = document.page.context.work
    name = text(item, "story_id") or text(item, "parent")
    if text(item, "type") not in STORIES and not work:
        if name:
            yield _to(document, name, _story(name))
        return
    work = work or f"item-{text(item, 'id')}"
    title = text(item, "title") or document.page.context.title
    for kid in texts(item.get("kids")):
        context = Context("thread", work, int(kid) if kid.isdecimal() else 0, title=title)
        yield _to(document, kid, context)


def _hits(document: Document, answer: Table) -> Iterator[Link]:
    """Yield the stories of a search, and its next page."""
    for hit in tables(answer.get("hits")):
        name, count = text(hit, "story_id") or text(hit, "objectID"), whole(hit, "num_comments")
        yield _to(document, name, _story(name, text(hit, "title"), f"row {count}", count + 1))
    following = whole(answer, "page") + 1
    if following < whole(answer, "nbPages"):
        url = turned(document.page.url, "page", following)
        yield Link(url, Context("listing", page=following + 1))


def _front(document: Document) -> Iterator[Link]:
    """Yield the stories that a page lists; what stands in the next row says how much was answered."""
    for row in document.tree.css("tr.athing:not(.comtr)"):
        below = row.next
        while below is not None and below.tag != "tr":
            below = below.next
        name = row.attributes.get("id") or ""
        if not name.isdecimal() or below is None or row.parent is None or _is_head(row):
            continue
        said = [link.text(deep=True) for link in below.css("a[href^='item?id=']")]
        count = number(said[-1]) if said and "comment" in said[-1] else 0
        title = " ".join(document.value(".titleline a; .storylink", row).split())
        yield _to(document, name, _story(name, title, f"row {count}", count + 1))


def _more(document: Document) -> Iterator[Link]:
    url = document.absolute(document.value("a.morelink@href"))
    if not url:
        return
    asked = parse_qs(urlsplit(url).query)
    page = number(asked.get("p", ["2"])[0])
    if (name := asked.get("id", [""])[0]).isdecimal():
        yield Link(url, Context("thread", f"item-{name}", page))
    else:
        yield Link(url, Context("listing", page=page))


def _story(name: str, title: str = "", mark: str = "", posts: int = 0) -> Context:
    return Context("topic", f"item-{name}", 1, title=title, mark=mark, posts=posts)


def _to(document: Document, name: str, context: Context) -> Link:
    """Return the address of an item: its tree if the site's file allows that, else one of the page's kind."""
    url, tree = document.page.url, TREE.format(name)
    if document.site.allows(tree):
        return Link(tree, context)
    if found := FIREBASE.search(url):
        return Link(f"{found[1]}/item/{name}.json", context)
    if found := ALGOLIA.search(url):
        return Link(f"{found[1]}/items/{name}", context)
    return Link(urljoin(url, f"/item?id={name}"), context)


def _tree(item: Table) -> Iterator[Table]:
    """Yield an item and all below it, a comment before its answers."""
    waiting = [item]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(tables(each.get("children"))))


def _is_there(item: Table) -> bool:
    gone = item.get("deleted") or item.get("dead")
    return not gone and bool(text(item, "text") or text(item, "title"))


def _part(item: Table, document: Document) -> Part:
    body = fragment(text(item, "text"))
    words, quoted = _apart(prose(body, dropped(document, body)))
    return Part(
        id=text(item, "id"),
        text=words or text(item, "title"),
        author=text(item, "author") or text(item, "by"),
        published=moment(text(item, "created_at")) or instant(item, "time"),
        reply_to=text(item, "parent_id") or text(item, "parent"),
        quote=quoted,
        score=whole(item, "points") or whole(item, "score"),
    )


def _apart(words: str) -> tuple[str, str]:
    r"""Return words and quotation: people mark the paragraphs that they quote with ">".

    >>> _apart("> Is it fast?\n\nIt is.")
    ('It is.', 'Is it fast?')
    """
    paragraphs = words.split("\n\n")
    quoted = [each.lstrip("> ") for each in paragraphs if each.startswith(">")]
    return "\n\n".join(each for each in paragraphs if not each.startswith(">")), "\n\n".join(quoted)


def _page(document: Document) -> Record | Drop:
    """Read a story as its page shows it: comments in rows, further right the deeper they stand."""
    head, rows = document.tree.css_first(".fatitem"), document.tree.css(ROWS)
    if head is None:
        return listing(document)
    name = document.value("tr.athing@id", head)
    above: dict[int, str] = {-1: name}
    parts = [_part(_shown(document, head, name, ""), document)]
    for row in rows:
        depth, own = _depth(document, row), row.attributes.get("id") or ""
        above[depth] = own
        shown = _shown(document, row, own, above.get(depth - 1, name))
        if _is_there(shown):
            parts.append(_part(shown, document))
    here, page = document.page.context, parse_qs(urlsplit(document.page.url).query).get("p", ["1"])[0]
    position = here.position or max(number(page), 1)
    return thread(
        document,
        Context("thread", here.work or f"item-{name}", position),
        text(_shown(document, head, name, ""), "title"),
        parts if position == 1 else parts[1:],
        gone=len(rows) + 1 - len(parts),
    )


def _shown(document: Document, node: LexborNode, name: str, parent: str) -> Table:
    words = node.css_first(".commtext, .toptext")
    for reply in words.css(".reply") if words else ():
        reply.decompose()
    return {
        "id": name,
        "title": document.value(".titleline a; .storylink; .titleline", node),
        "text": (words.html if words else "") or "",
        "by": document.value(".hnuser", node),
        "created_at": document.value(".age@title", node),
        "parent": parent,
        "points": number(document.value(".score", node)),
    }


def _depth(document: Document, row: LexborNode) -> int:
    said = document.value("td.ind@indent", row)
    return number(said) if said else number(document.value("td.ind img@width", row)) // STEP


def _is_head(row: LexborNode) -> bool:
    """Whether a row is the head of the page that is about it, and leads nowhere else."""
    parent = row.parent
    for _ in range(3):
        if parent is None or "fatitem" in (parent.attributes.get("class") or ""):
            break
        parent = parent.parent
    return parent is not None and "fatitem" in (parent.attributes.get("class") or "")
