"""Threads of unknown software: posts are found by structure, and told apart from what is no thread.

``read`` gives the record of a page with how sure it is; the rooms below it find the stretches
(repeats), what is in them (anatomy, fields), the first post (lead), judge (threadlike) and read (posting).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.document import Document
from crawler.engines.anatomy import Template
from crawler.engines.fields import Fields, fields
from crawler.engines.follow import role
from crawler.engines.lead import lead
from crawler.engines.listings import is_listing
from crawler.engines.outline import UNREAD, Outline, outline
from crawler.engines.pagers import pages
from crawler.engines.posting import first_part, parts
from crawler.engines.posts import assemble
from crawler.engines.repeats import Candidate, below, candidates
from crawler.engines.threadlike import ceiling, confidence
from crawler.records import Context, Drop, Link, Part, Record

FEW = 200  # characters of words: of a page with fewer, readers without scripts see the rest
SURE = 0.52  # confidence from which on a page is read as a thread
NEAR = 0.85  # of the worth of other blocks that are enough for those that include them
FULL = 0.93  # how many fields blocks have that are not compared with others
LONG = 80  # characters of a text that nobody writes twice
# Tags of a page that is looked through for posts; the largest real ones have a fifth of them.
MAX_TAGS = 100_000


def read(document: Document) -> Record | Drop | None:
    """Return the record of a page that shows a thread, a Drop for a list of threads, None for others.

    ``meta`` holds the confidence, and how many comments on posts were left out.  What a pattern of the
    site's file calls an article is not looked through.
    """
    if "article" in document.site.follow and role(document).rel == "article":
        return None
    page = _page(document)
    found = candidates(page) if page else []
    if page is None or not found:
        return None
    if ceiling(document, found) < SURE:
        return _listing(document, page)
    candidate, where = best(page, found)
    start = where.posts.blocks[0].start
    title = max((place for place in range(start) if page.elements[place].tag == "h1"), default=-1)
    sure = confidence(document, candidate, where, page.plain[start] - page.plain[title + 1])
    posts = _once(_posts(document, page, where)) if sure >= SURE else []
    if len(posts) < 2:
        return _listing(document, page)
    work, position = place(document)
    located = replace(document, page=replace(document.page, context=Context("thread", work, position)))
    record = assemble(located, "thread", document.value("h1") or document.value("title"), posts)
    left = {"comments_left_out": where.posts.left_out} if where.posts.left_out else {}
    return replace(record, meta={**record.meta, "confidence": round(sure, 2), **left})


def _listing(document: Document, page: Outline) -> Drop | None:
    return Drop(None, "listing", "links only", document.page.url) if is_listing(page) else None


def links(document: Document) -> list[Link]:
    """Return the other pages of the thread that a page shows, each under one address; [] if it shows none."""
    found = document.once(pages)
    if len(found) < 2 or (role(document).rel != "thread" and not isinstance(document.once(read), Record)):
        return []
    work, position = place(document)
    return [Link(url, Context("thread", work, n)) for n, url in sorted(found.items()) if n != position]


def place(document: Document) -> tuple[str, int]:
    """Return the work that a page belongs to and its number in it, by the link to it or by its own links."""
    here = role(document)
    if here.rel == "thread" and here.work:
        return here.work, max(here.position, 1)
    found = document.once(pages)
    position = next((number for number, url in found.items() if url == document.page.url), 1)
    return found.get(1, document.page.url), position


def best(page: Outline, found: Sequence[Candidate]) -> tuple[Candidate, Fields]:
    """Return the candidate whose blocks are most like posts of one template, with where their fields stand.

    ``found`` has the best first.  One that holds all the blocks of another and more is better if it is
    nearly as good.
    """
    chosen, where = found[0], _fields(page, found[0])
    for each in found[1:]:
        more = each.includes(chosen)
        if more or _fullness(where) < FULL:
            other = _fields(page, each)
            least = NEAR if more and _fullness(other) >= _fullness(where) - 0.01 else 1.0
            if each.score * _fullness(other) > least * chosen.score * _fullness(where):
                chosen, where = each, other
    return chosen, where


def _page(document: Document) -> Outline | None:
    body = document.tree.body
    if body is None or document.html.count("<") > MAX_TAGS:
        return None
    page = outline(body)
    return page if page.plain[-1] >= FEW else outline(body, UNREAD - {"noscript"})


def _fields(page: Outline, candidate: Candidate) -> Fields:
    """Return where the fields of posts stand, those of comments on them left out."""
    posts = Template(page, candidate.blocks)
    whole = fields(posts)
    inner = below(page, posts.blocks, posts.quotes)
    apart = fields(Template(page, candidate.blocks, inner)) if inner else whole
    return apart if _fullness(apart) >= _fullness(whole) else whole


def _fullness(where: Fields) -> float:
    return 0.3 + 0.35 * where.named + 0.35 * where.dated


def _posts(document: Document, page: Outline, where: Fields) -> list[Part]:
    """Return the posts, before them the first one if it is marked up in another way."""
    found = parts(document, where)
    start = where.posts.blocks[0].start
    above = lead(page, start, {place for place in range(start) if where.like(place)})
    first = first_part(document, page, above, found) if above else []
    if first and (_named_answers(where) or any(part.reply_to for part in found)):
        found = [replace(part, reply_to=part.reply_to or first[0].id) for part in found]
    return [*first, *found]


def _named_answers(where: Fields) -> bool:
    """Whether the names of the blocks say that they answer something."""
    return all("answer" in where.posts.page.elements[block.start].roles for block in where.posts.blocks)


def _once(parts: list[Part]) -> list[Part]:
    """Return the posts that say something, without copies of one: previews of what is answered."""
    said: dict[tuple[str, ...], Part] = {}
    for part in parts:
        if part.text or part.quote:
            long = len(part.text) >= LONG
            said.setdefault(
                (part.text,) if long else (part.text, part.quote, part.author, part.published), part
            )
    return list(said.values())
