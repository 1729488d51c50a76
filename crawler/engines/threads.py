"""Pages of threads of unknown software."""

from __future__ import annotations

from dataclasses import replace

from crawler.document import Document, identity
from crawler.engines import vocabulary
from crawler.engines.anatomy import Posts, author_keys, body_key, first, time_keys
from crawler.engines.blocks import Candidate, candidates
from crawler.engines.dates import moment
from crawler.engines.lead import lead
from crawler.engines.outline import UNREAD, Outline, outline, told
from crawler.engines.posts import answered, assemble
from crawler.engines.prose import prose
from crawler.records import Drop, Part, Record

FEW = 200


def read(document: Document) -> Record | Drop | None:
    body = document.tree.body
    if body is None:
        return None
    page = outline(body)
    if page.plain[-1] < FEW:
        page = outline(body, UNREAD - {"noscript"})
    found = candidates(page)
    if not found:
        return None
    best = chosen(page, found)
    if best.score < 0.35:
        return None
    parts = parts_of(document, page, best)
    posts = Posts(page, best.blocks)
    key = body_key(posts)
    like = frozenset(p for p, x in enumerate(page.elements[:best.blocks[0].start]) if len(key) == 2 and x.tag == key[0] and key[1] in x.tokens)
    if first_ := lead(page, best.blocks[0].start, like):
        part = lead_part(document, page, first_)
        if part.text[:100] not in {p.text[:100] for p in parts}:
            parts.insert(0, part)
    if len(parts) < 2:
        return None
    record = assemble(document, "thread", document.value("title"), parts)
    return replace(record, meta={**record.meta, "confidence": round(best.score, 2)})


def chosen(page: Outline, found: list[Candidate]) -> Candidate:
    best, top = found[0], 0.0
    seen = set()
    for each in found:
        starts = tuple(b.start for b in each.blocks)
        if each.score < 0.7 * found[0].score or starts in seen or len(seen) > 5:
            continue
        seen.add(starts)
        value = each.score * (0.3 + 0.7 * fullness(page, each))
        if value > top * 1.02 or (value > 0.95 * top and len(each.blocks) == len(best.blocks)
            and all(a.start <= b.start and a.end >= b.end for a, b in zip(each.blocks, best.blocks))):
            best, top = each, max(value, top)
    return best


def fullness(page: Outline, candidate: Candidate) -> float:
    posts = Posts(page, candidate.blocks)
    bodies = posts.keys[body_key(posts)]
    authors, times = author_keys(posts, bodies), time_keys(posts, bodies)
    n = len(candidate.blocks)
    a = sum(first(posts, authors, i, "author") >= 0 for i in range(n)) / n
    t = sum(first(posts, times, i, "time") >= 0 for i in range(n)) / n
    return 0.5 * a + 0.5 * t


def parts_of(document: Document, page: Outline, candidate: Candidate) -> list[Part]:
    posts = Posts(page, candidate.blocks)
    key = body_key(posts)
    bodies = posts.keys[key]
    authors, times = author_keys(posts, bodies), time_keys(posts, bodies)
    parts: list[Part] = []
    for number, block in enumerate(candidate.blocks):
        a, t = first(posts, authors, number, "author"), first(posts, times, number, "time")
        where = bodies.get(number) or posts.keys[("root",)][number]
        text, quote, footer = "", "", ""
        e_a = page.elements[a] if a >= 0 else None
        e_t = page.elements[t] if t >= 0 else None
        inner = [page.elements[b.start].node for b in posts.inner[number]]
        end = -1
        pieces = []
        for place in where:
            if place < end or place in posts.signed:
                continue
            end = page.elements[place].end
            without = list(inner)
            for p in range(place + 1, end):
                e = page.elements[p]
                if p in (a, t) or posts.quote(p) or told(e, vocabulary.SIGNATURE) or vocabulary.EDITED.search(e.own[:60]):
                    without.append(e.node)
                elif told(e, vocabulary.ASIDE) and page.plain[e.end] - page.plain[p] < 0.3 * (page.plain[end] - page.plain[place]):
                    without.append(e.node)
            pieces.append(prose(page.elements[place].node, without))
        text = "\n\n".join(x for x in pieces if x)
        parts.append(Part(id=f"{identity(document.page.url)}.{number}", text=text,
            author=(e_a.who or posts.words(number, a)) if e_a else "",
            published=moment(e_t.when, timezone=document.site.timezone, now=document.page.fetched_at) if e_t else "",
            kind="post"))
    return parts


def lead_part(document, page, found):
    e = page.elements[found.body]
    without = [x.node for p, x in enumerate(page.elements[found.body:e.end], found.body) if p > found.body and (told(x, vocabulary.SIGNATURE) or p in (found.author, found.time) or x.tag == "h1")]
    return Part(id=f"{identity(document.page.url)}.0", text=prose(e.node, without), author=page.elements[found.author].who if found.author >= 0 else "",
        published=moment(page.elements[found.time].when, timezone=document.site.timezone, now=document.page.fetched_at) if found.time >= 0 else "")
