"""Threads of unknown software: posts are found by structure, and told apart from what is no thread.

``read`` gives the record of a page with how sure it is; the rooms below it find the stretches
(blocks), what is in them (anatomy, fields), the first post (lead), and read them (posting).
"""

from __future__ import annotations

from dataclasses import replace

from crawler.document import Document, identity
from crawler.engines import times
from crawler.engines.anatomy import Template
from crawler.engines.blocks import Candidate, below, candidates
from crawler.engines.fields import Fields, fields
from crawler.engines.lead import lead
from crawler.engines.outline import UNREAD, Outline, outline
from crawler.engines.posting import first_part, parts
from crawler.engines.posts import assemble
from crawler.engines.threadlike import confidence
from crawler.engines.prose import prose
from crawler.records import Drop, Part, Record

FEW = 200  # characters of words: of a page with fewer, readers without scripts see the rest
LONG = 80  # characters of a text that nobody writes twice
NEAR = 0.85  # of the worth of other blocks that are enough for those that include them
FULL = 0.93  # how many fields blocks have that are not compared with others
SURE = 0.54  # confidence from which on a page is read as a thread


def read(document: Document) -> Record | Drop | None:
    """Return the record of a page that shows a thread, None where it hardly does."""
    body = document.tree.body
    if body is None:
        return None
    page = outline(body)
    if page.plain[-1] < FEW:
        page = outline(body, UNREAD - {"noscript"})
    found = best(page)
    if found is None:
        return None
    candidate, where = found
    start = where.posts.blocks[0].start
    title = max((place for place in range(start) if page.elements[place].tag == "h1"), default=-1)
    sure = confidence(document, candidate, where, page.plain[start] - page.plain[title + 1])
    if sure < SURE:
        return None
    posts = _once(_posts(document, page, where))
    if len(posts) < 2:
        return None
    record = assemble(document, "thread", _title(document), posts)
    return replace(record, meta={**record.meta, "confidence": round(sure, 2)})


def best(page: Outline) -> tuple[Candidate, Fields] | None:
    """Return the candidate whose blocks are most like posts of one template, with where their fields stand.

    One that holds all the blocks of another and more is better if it is nearly as good.
    """
    found = candidates(page)
    if not found:
        return None
    chosen, where = found[0], _fields(page, found[0])
    for each in found[1:]:
        more = each.includes(chosen)
        if more or _fullness(where) < FULL:
            other = _fields(page, each)
            least = NEAR if more else 1.0
            if each.score * _fullness(other) > least * chosen.score * _fullness(where):
                chosen, where = each, other
    return chosen, where


def _fields(page: Outline, candidate: Candidate) -> Fields:
    """Return where the fields of posts stand, those of comments on them left out."""
    posts = Template(page, candidate.blocks)
    inner = below(page, posts.blocks, posts.quotes)
    return fields(Template(page, candidate.blocks, inner) if inner else posts)


def _fullness(where: Fields) -> float:
    return 0.3 + 0.35 * where.named + 0.35 * where.dated


def _title(document: Document) -> str:
    return document.value("h1") or document.value("title")


def _posts(document: Document, page: Outline, where: Fields) -> list[Part]:
    """Return the posts with what stands above and below them: the first post, comments on posts."""
    found = parts(document, where)
    start = where.posts.blocks[0].start
    above = lead(page, start, {p for p in range(start) if where.like(p)})
    return [*(first_part(document, page, above, found) if above else ()), *found]


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
