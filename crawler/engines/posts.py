"""Pages that show posts one below the other: forum threads and social timelines.

The shapes ``thread`` and ``timeline`` are read by a site's selectors; engines of known software
call ``read_posts`` with selectors of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.document import Document, identity
from crawler.engines import heads, months
from crawler.engines.counts import COUNT
from crawler.engines.counts import number as number
from crawler.engines.dates import moment
from crawler.engines.follow import links as links
from crawler.engines.follow import role
from crawler.engines.prose import prose
from crawler.records import Drop, Part, Record

# What boards write above a quote, the name left out.
HEAD = re.compile(
    r"^\s*(?:引用\s*[:：]?\s*)?(?:原帖由[^\n]{0,80}发表[^\n]{0,20}\n?|Originally posted by[^\n]{0,80}\n)?\s*"
)
NUMBERED = re.compile(r"([^0-9]{0,40})[0-9]{1,12}")
NUMBER_AT_END = re.compile(r"(?<![0-9])([0-9]{1,12})$")
RULE = re.compile(r"\A_{5,100}\s{0,9}")  # what stands between a post and a signature
ZONE = re.compile(r"(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d\d)?")
# Fields that many pages have nothing of: selectors, and those of which a page has one choice of several.
SELECTORS = frozenset("quote footer drop folded code accepted".split())
CHOICES = frozenset("author published body reply_to score".split())
RELATIVE = (">", "+", "~", ":")  # how a selector begins that means another thing in a post than on the page
LIKENESS = 40  # characters of a quote that must stand in the post it quotes: fewer are found by chance


def extract(document: Document) -> Record | Drop:
    """Read a page of a thread or timeline by the site's selectors."""
    fields = document.site.fields
    kind = "status" if document.site.engine == "timeline" else "post"
    here = role(document)
    parts = read_posts(document, fields, kind, here.position)
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
    replies = COUNT.search(document.value(fields.get("replies", ""), node))
    return number(replies[0]) + 1 if replies and not replies[2] else 0  # "1.2K" may be fewer


def read_posts(document: Document, fields: Mapping[str, str], kind: str, page: int = 1) -> list[Part]:
    """Return the posts of a page of a work in its order, each with what it answers."""
    return answers(part for _, part in posts_by_node(document, fields, kind, page))


def posts_by_node(
    document: Document, fields: Mapping[str, str], kind: str, page: int = 1
) -> list[tuple[LexborNode, Part]]:
    """Return the posts of a page in its order with their elements; posts inside posts are read on their own.

    A post that the page shows twice, as the answer that helped and in its place, is one; the first
    post of a thread that later pages show again is left to the first.
    """
    nodes = document.tree.css(fields["post"])
    fields = shown(document, fields)
    if page > 1 and "ordinal" in fields:
        nodes = [each for each in nodes if number(document.value(fields["ordinal"], each)) != 1]
    posts: dict[str, tuple[LexborNode, Part]] = {}
    author = ""
    for place, (node, when) in enumerate(zip(nodes, times(document, fields, nodes), strict=True), start=1):
        part = _post(document, fields, node, kind, place, when)
        if not part.author and "continued" in fields and node.css_matches(fields["continued"]):
            part = replace(part, author=author)
        author = part.author
        posts.setdefault(part.id, (node, part))
    return list(posts.values())


def shown(document: Document, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of posts without what nothing on the page matches: each post would be asked."""
    found = dict(fields)
    for name, said in fields.items():
        if name in SELECTORS:
            found[name] = said if _is_shown(document, said) else ""
        elif name in CHOICES:
            parted = ((each, each.rpartition("@")[0] if "@" in each else each) for each in said.split(";"))
            found[name] = ";".join(each for each, css in parted if _is_shown(document, css))
    return found


def _is_shown(document: Document, css: str) -> bool:
    css = css.strip()
    return not css or css.startswith(RELATIVE) or document.tree.css_first(css) is not None


def times(document: Document, fields: Mapping[str, str], nodes: list[LexborNode]) -> list[str]:
    """Return when each post was written; the page as a whole tells its time zone and how it orders days.

    Of several places where the time may stand the first that names one counts.
    """
    places = fields.get("published", "").split(";")
    texts = [[document.value(place, node) for place in places] for node in nodes]
    first, now = months.day_first([text for each in texts for text in each]), document.page.fetched_at
    zone = clock(document, fields)
    read = partial(moment, timezone=zone, now=now, day_first=first)
    return [next(filter(None, map(read, filter(None, each))), "") for each in texts]


def clock(document: Document, fields: Mapping[str, str]) -> str:
    """Return the time zone of a page: what the site's file says, else what the page does."""
    if document.site.timezone != "UTC" or "zone" not in fields:
        return document.site.timezone
    places = (document.tree.css(each) for each in fields["zone"].split(";"))
    said = (ZONE.search(node.text(deep=True)) for nodes in places for node in nodes)
    return next((each[0] for each in said if each), "UTC")


def answers(posts: Iterable[Part]) -> list[Part]:
    """Return the posts with what each answers: that of which it quotes the words, where it does not say."""
    parts: list[Part] = []
    letters = lru_cache(maxsize=None)(_letters)
    for part in posts:
        found = "" if part.reply_to else answered(part, parts, letters)
        parts.append(replace(part, reply_to=found) if found else part)
    return parts


def answered(part: Part, earlier: Sequence[Part], letters: Callable[[str], str] | None = None) -> str:
    """Return the id of the earlier post whose words a post quotes, "" if none is sure.

    ``letters`` remembers those of texts that are compared again and again.
    """
    if not part.quote:
        return ""
    bare = letters or _letters
    start = bare(part.quote)[:LIKENESS]
    for other in reversed(earlier):
        if part.quote_author in ("", other.author) and start and start in bare(other.text):
            return other.id
    return ""


def _post(
    document: Document, fields: Mapping[str, str], node: LexborNode, kind: str, place: int, when: str
) -> Part:
    def value(name: str) -> str:
        return document.value(fields.get(name, ""), node) if name in fields else ""

    def nodes(name: str) -> list[LexborNode]:
        return node.css(fields[name]) if fields.get(name) else []

    def text(each: LexborNode, *without: LexborNode) -> str:
        return prose(each, [*without, *drops], folded=folded, code=code)

    body = first(node, fields["body"]) or node
    footers, drops, folded, code = nodes("footer"), nodes("drop"), nodes("folded"), nodes("code")
    quotes, inner = _outermost(nodes("quote"), fields.get("quote", ""))
    head = fields.get("quote_author") or "cite"  # a name in an attribute is no words to take out
    head = fields.get("quote_head") or (head if "@" not in head and ";" not in head else "cite")
    quote = "\n\n".join(text(each, *inner, *each.css(head)) for each in quotes)
    name = value("id") or f"{identity(document.page.url)}.{place}"
    return Part(
        id=name,
        text=text(body, *quotes, *footers),
        author=value("author"),
        published=when,
        reply_to=_alike(value("reply_to"), name),
        kind=kind,
        quote=HEAD.sub("", quote),
        quote_author=heads.name(value("quote_author")),
        footer="\n".join(RULE.sub("", text(footer)) for footer in footers).strip(),
        score=number(value("score")),
        accepted=bool(nodes("accepted"))
        or (bool(fields.get("accepted")) and node.css_matches(fields["accepted"])),
    )


def first(node: LexborNode | LexborHTMLParser, selector: str) -> LexborNode | None:
    """Return the element below a node that a selector names, of several apart by ``;`` the first with any."""
    choices = (node.css_first(each.strip()) for each in selector.split(";") if each.strip())
    return next((each for each in choices if each), None)


def _outermost(quotes: list[LexborNode], selector: str) -> tuple[list[LexborNode], list[LexborNode]]:
    """Part quotes from the quotes in them, which are words of somebody else again."""
    outer: list[LexborNode] = []
    inner: dict[int, LexborNode] = {}
    for quote in quotes:
        if quote.mem_id not in inner:
            outer.append(quote)
            inner |= {each.mem_id: each for each in quote.css(selector) if each.mem_id != quote.mem_id}
    return outer, list(inner.values())


def _alike(said: str, name: str) -> str:
    """Return the id that a link or attribute means, in the form of the ids of its page.

    >>> _alike("showthread.php?p=12#post12", "post_30"), _alike("post: 12", "js-post-30"), _alike("#a", "p1")
    ('post_12', 'js-post-12', 'a')
    """
    own, other = NUMBERED.fullmatch(name), NUMBER_AT_END.search(said)
    return own[1] + other[1] if own and other else said.rpartition("#")[2]


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
