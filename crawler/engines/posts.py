"""Pages that show posts one below the other: forum threads and social timelines.

The shapes ``thread`` and ``timeline`` are read by a site's selectors; engines of known software
call ``read_posts`` with selectors of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.document import Document, identity
from crawler.engines.dates import moment
from crawler.engines.follow import links as links
from crawler.engines.follow import role
from crawler.engines.prose import prose
from crawler.records import Drop, Part, Record

# What boards write above a quote, the name left out.
HEAD = re.compile(
    r"^\s*(?:引用\s*[:：]?\s*)?(?:原帖由[^\n]{0,80}发表[^\n]{0,20}\n?|Originally posted by[^\n]{0,80}\n)?\s*"
)
LIKENESS = 40  # characters of a quote that must stand in the post it quotes: fewer are found by chance


def extract(document: Document) -> Record | Drop:
    """Read a page of a thread or timeline by the site's selectors."""
    fields = document.site.fields
    kind = "status" if document.site.engine == "timeline" else "post"
    here = role(document)
    parts = read_posts(document, fields, kind)
    if not parts:
        if here.rel in ("", "listing"):
            return Drop(None, "listing", "links only", document.page.url)
        return Drop(None, "extract", f"nothing on the page matches {fields['post']!r}", document.page.url)
    title = document.value(fields.get("title", "")) or here.title or document.value("title")
    said = advertised(document, fields)
    return assemble(document, "status" if kind == "status" else "thread", title, parts, said)


def assemble(document: Document, kind: str, title: str, parts: list[Part], said: int = 0) -> Record:
    """Make the record of one page of a work from its posts; ``said`` is how many the page says there are."""
    here, site, url = role(document), document.site, document.page.url
    work, position = here.work or url, max(here.position, 1)
    return Record(
        id=f"{site.name}/{identity(url)}",
        url=url,
        site=site.name,
        kind=kind,
        title=title,
        author=parts[0].author if position == 1 and kind == "thread" else "",
        published=parts[0].published,
        work=work,
        position=position,
        licence=site.license,
        meta={"advertised_posts": said} if said else {},
    ).with_parts(parts)


def advertised(document: Document, fields: Mapping[str, str], node: LexborNode | None = None) -> int:
    """Return how many posts a page, or a row of it, says that a thread has, 0 if it does not say.

    ``posts`` is where that number stands; ``replies`` that of a count without the first post.
    """
    if posts := number(document.value(fields.get("posts", ""), node)):
        return posts
    replies = document.value(fields.get("replies", ""), node)
    return number(replies) + 1 if any(map(str.isdecimal, replies)) else 0


def read_posts(document: Document, fields: Mapping[str, str], kind: str) -> list[Part]:
    """Return the posts of a page in its order; posts inside posts are read on their own."""
    return answers([part for _, part in posts_by_node(document, fields, kind)])


def posts_by_node(document: Document, fields: Mapping[str, str], kind: str) -> list[tuple[LexborNode, Part]]:
    """Return the posts of a page in its order, each with its element; quoted words are not looked for yet."""
    nodes = document.tree.css(fields["post"])
    return [(node, _post(document, fields, node, kind, place)) for place, node in enumerate(nodes, start=1)]


def answers(parts: list[Part]) -> list[Part]:
    """Return the posts with what each answers: that of which it quotes the words, where it does not say."""
    told: list[Part] = []
    letters: list[str] = []
    for part in parts:
        reply_to = part.reply_to or answered(part, told, letters)
        told.append(replace(part, reply_to=reply_to))
        letters.append(_letters(part.text))
    return told


def answered(part: Part, earlier: list[Part], letters: list[str] | None = None) -> str:
    """Return the id of the earlier post whose words a post quotes, "" if none is sure.

    ``letters`` are those of the earlier posts' texts, where they are known already.
    """
    if not part.quote:
        return ""
    start = _letters(part.quote)[:LIKENESS]
    known = letters if letters is not None else [_letters(other.text) for other in earlier]
    for other, text in zip(reversed(earlier), reversed(known), strict=True):
        if part.quote_author in ("", other.author) and start and start in text:
            return other.id
    return ""


def _post(document: Document, fields: Mapping[str, str], node: LexborNode, kind: str, place: int) -> Part:
    def value(name: str) -> str:
        return document.value(fields.get(name, ""), node) if name in fields else ""

    def nodes(name: str) -> list[LexborNode]:
        return node.css(fields[name]) if fields.get(name) else []

    bodies = (node.css_first(each) for each in fields["body"].split(";"))
    body = next((each for each in bodies if each), node)
    quotes, footers = nodes("quote"), nodes("footer")
    author_of_quote = value("quote_author")
    # A name in an attribute is no words to take out.
    head = (fields.get("quote_author") or "cite").replace(";", ",")
    quote = "\n\n".join(prose(each, each.css(head) if "@" not in head else ()) for each in quotes)
    return Part(
        id=value("id") or f"{identity(document.page.url)}.{place}",
        text=prose(body, [*quotes, *footers, *nodes("drop")], nodes("code")),
        author=value("author"),
        published=moment(value("published"), timezone=document.site.timezone, now=document.page.fetched_at),
        reply_to=value("reply_to").rpartition("#")[2],
        kind=kind,
        quote=HEAD.sub("", quote),
        quote_author=_name(author_of_quote),
        footer="\n".join(prose(footer) for footer in footers),
        score=number(value("score")),
        accepted=bool(nodes("accepted")) or ("accepted" in fields and node.css_matches(fields["accepted"])),
    )


def _name(text: str) -> str:
    """Strip what surrounds the name in the head of a quote.

    >>> _name("bitshift wrote:"), _name("原帖由 小白 于 2019-3-1 发表")
    ('bitshift', '小白')
    """
    if match := re.fullmatch(r"(?:原帖由|引用)\s*(.{1,80}?)\s*于 .{0,80}发表.*", text):
        return match[1]
    return re.sub(r"\s*(?:(?:wrote|said|写道|说)\s*)?[:：]\s*$", "", text)


def number(text: str) -> int:
    """Return the first whole number in a text, 0 if there is none."""
    match = re.search(r"[-−]?\d{1,9}", text.replace(",", ""))
    return int(match[0].replace("−", "-")) if match else 0


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
