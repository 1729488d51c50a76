"""Parts made of the posts that were found on a page: their words, apart from quotes and signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from crawler.document import Document, identity
from crawler.engines import times
from crawler.engines.anatomy import Template
from crawler.engines.fields import Fields
from crawler.engines.lead import Lead
from crawler.engines.outline import Outline
from crawler.engines.posts import answered
from crawler.engines.prose import prose
from crawler.engines.quotes import HEADED, MAX_HEAD, quotation
from crawler.engines.repeats import brothers
from crawler.engines.replies import parents
from crawler.engines.vocabulary import EDITED
from crawler.records import Part

ID_NAMES = ("id", "data-id", "data-post-id", "data-comment-id", "data-message-id", "data-pid", "name")
NEARBY = 100  # posts before one among which the words that it quotes are looked for
HEAD = 10  # elements of a post among which its id is looked for
MAX_ID = 80
ASIDE = 0.3  # share of a body's words that what stands beside them holds at most
MAX_EDITED = 160
MAX_NOTE = 60  # characters of what stands beside the words of a short post
BOXES = frozenset("div td fieldset table dd".split())
MOST_ALIKE = 100  # characters that are alike in no two posts


def parts(document: Document, fields: Fields, kind: str = "post") -> list[Part]:
    """Return the posts in page order; who is answered is the id of a part on the page."""
    posts = fields.posts
    page = posts.page
    ids = names(posts)
    who = [name or f"{identity(document.page.url)}.{n}" for n, name in enumerate(ids, 1)]
    whens = times.read(
        [page.elements[place].when if place >= 0 else "" for place in fields.dates],
        timezone=document.site.timezone,
        now=document.page.fetched_at,
    )
    answers = parents(posts, ids)
    found: list[Part] = []
    for number, author in enumerate(fields.authors):
        part = Part(
            id=who[number],
            text="",
            author=posts.names.get(author, ""),
            published=whens[number],
            reply_to=who[answers[number]] if answers[number] >= 0 else "",
            kind=kind,
            score=_score(posts, number),
            accepted="accepted" in page.elements[posts.places[number][0]].roles,
        )
        part = _worded(posts, fields, number, part, found)
        found.append(replace(part, reply_to=part.reply_to or answered(part, found[-NEARBY:])))
    return found


def _score(posts: Template, number: int) -> int:
    """Return how many voted for a post, 0 where its microdata do not say."""
    elements = (posts.page.elements[place] for place in posts.places[number])
    said = next((e for e in elements if "itemprop=upvoteCount" in e.tokens), None)
    value = (said.attributes.get("content") or said.own).strip() if said else ""
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else 0


def names(posts: Template) -> list[str]:
    """Return the ids that the page gives to its posts, all from one place in each; "" where it gives none."""
    slots: dict[tuple[int, str], list[str]] = {}
    for places in posts.places:
        for offset, place in enumerate(places[:HEAD]):
            attributes = posts.page.elements[place].attributes
            for name in ID_NAMES if attributes else ():
                value = attributes.get(name)
                if value and len(value) <= MAX_ID:
                    slots.setdefault((offset, name), []).append(value)
    count = len(posts.blocks)
    whole = [values for _, values in sorted(slots.items()) if len(set(values)) == count]
    return whole[0] if whole else [""] * count


@dataclass
class Apart:
    """What stands in or below a body and is kept apart from its words; ``nodes`` are left out of these."""

    nodes: list[LexborNode]
    quotes: list[str]
    footers: list[str]
    quoted: str = ""


def _worded(posts: Template, fields: Fields, number: int, part: Part, earlier: list[Part]) -> Part:
    """Return a part with its words, and what it quotes and signs with apart from them."""
    page = posts.page
    bodies = fields.bodies.get(number) or list(brothers(page, posts.blocks[number]))
    inner = [page.elements[block.start].node for block in posts.inner[number]]
    apart = Apart(inner, [], [])
    texts = []
    end = -1
    for body in bodies:
        if body >= end and body not in posts.apart:
            end = page.elements[body].end
            _set_apart(posts, fields, number, body, part, earlier, apart)
            texts.append(prose(page.elements[body].node, apart.nodes))
    signed = (place for place in posts.places[number] if place in posts.signed)
    below = [page.elements[p].node for p in signed if page.elements[p].parent not in posts.signed]
    return replace(
        part,
        text="\n\n".join(filter(None, texts)),
        quote="\n\n".join(filter(None, apart.quotes)),
        quote_author=apart.quoted,
        footer="\n".join(filter(None, apart.footers or map(prose, below))),
    )


def _set_apart(
    posts: Template, fields: Fields, number: int, body: int, part: Part, earlier: list[Part], apart: Apart
) -> None:
    """Collect what stands in a body and is no words of its author."""
    elements = posts.page.elements
    place = body + 1
    while place < elements[body].end:
        e = elements[place]
        if place in posts.quotes or (e.tag in BOXES and HEADED.match(e.own[:MAX_HEAD])):
            name, words = quotation(e.node)
            said = bool(name) or (e.tag != "blockquote" and place in posts.quotes) or bool(e.roles)
            if not said and not answered(replace(part, quote=words), earlier[-NEARBY:]):
                place += 1  # a quotation of something else: the author's own choice of words
                continue
            apart.quoted = apart.quoted or name
            apart.quotes.append(words)
        elif place in posts.signed:
            apart.footers.append(prose(e.node))
        elif place not in posts.apart and not _beside(posts, fields, number, place, body):
            place += 1
            continue
        apart.nodes.append(e.node)
        place = e.end


def _beside(posts: Template, fields: Fields, number: int, place: int, body: int) -> bool:
    """Whether an element in a body is no words of its author: a button, a note, the post's name or time."""
    e = posts.page.elements[place]
    if place in (fields.authors[number], fields.dates[number]):
        return True
    if EDITED.match(e.own) and len(e.own) <= MAX_EDITED:
        return True
    if "aside" in e.roles:
        own, all_of_it = posts.of(posts.words, number, place), posts.of(posts.words, number, body)
        return own < all_of_it and own <= max(MAX_NOTE, ASIDE * all_of_it)
    return (
        e.end == place + 1 and e.label in posts.labels and (e.linked or e.tag in ("span", "div", "dt", "dd"))
    )


def first_part(document: Document, page: Outline, found: Lead, others: list[Part]) -> list[Part]:
    """Return the post above the others, [] if it is one of them said twice."""
    e = page.elements[found.body]
    inner = range(found.body + 1, e.end)
    out = [
        page.elements[p].node
        for p in inner
        if "signature" in page.elements[p].roles or page.elements[p].tag == "h1"
    ]
    text = prose(e.node, out)
    if any(part.text[:MOST_ALIKE] == text[:MOST_ALIKE] for part in others):
        return []
    when = page.elements[found.time].when if found.time >= 0 else ""
    (published,) = times.read([when], timezone=document.site.timezone, now=document.page.fetched_at)
    name = next(
        (i for i in (e.attributes.get("id"), page.elements[max(e.parent, 0)].attributes.get("id")) if i), ""
    )
    who = page.elements[found.author].who
    return [Part(id=name or f"{identity(document.page.url)}.0", text=text, author=who, published=published)]
