"""Posts of Discourse: "cooked" HTML with quotes, previews of links and captions of pictures in it."""

from __future__ import annotations

from html import escape

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.answers import Table, tables, text, whole
from crawler.engines.api import dropped, fragment
from crawler.engines.dates import moment
from crawler.engines.prose import prose
from crawler.records import Part

# Post types: a notice that a topic was closed or moved, written by the software; a whisper of moderators.
NOTICE, WHISPER = 3, 4
LIKE = 2
# What the software puts into a post: sizes of pictures, counts of votes.
FOREIGN = ".lightbox .meta, .poll-info"
# Previews of linked pages, which stand where the author wrote an address alone.
PREVIEWS = "aside.onebox, .lazy-video-container"


def read(post: Table, document: Document, work: str, accepted: int) -> Part:
    """Return a post of a topic as a part; ``accepted`` is the number of the one that solves the topic."""
    body = fragment(text(post, "cooked"))
    _unfold(body)
    nested = {node.mem_id for node in body.css("aside aside")}
    quotes = [node for node in body.css("aside.quote") if node.mem_id not in nested]
    own = next((node for node in quotes if _work(node, work) == work), None)
    reply = whole(post, "reply_to_post_number") or _quoted_post(own)
    own_number = number(post)
    return Part(
        id=str(own_number),
        text=prose(body, [*quotes, *dropped(document, body, FOREIGN)]),
        author=text(post, "username") or text(post, "name"),
        published=moment(text(post, "created_at")),
        reply_to=str(reply) if reply else "",
        language=text(post, "locale").replace("_", "-"),
        quote="\n\n".join(filter(None, map(_quotation, quotes))),
        quote_author=(quotes[0].attributes.get("data-username") or "") if quotes else "",
        score=_likes(post),
        accepted=post.get("accepted_answer") is True or 0 < own_number == accepted,
        mark="notice" if whole(post, "post_type") == NOTICE else "",
    )


def _unfold(body: LexborNode) -> None:
    """Put the addresses that the author wrote in the place of the previews made of them."""
    for preview in body.css(PREVIEWS):
        link = preview.css_first("a[href]")
        address = preview.attributes.get("data-onebox-src") or (link.attributes.get("href") if link else "")
        written = fragment(f"<p>{escape(address or '')}</p>").css_first("p")
        if written is not None:
            preview.replace_with(written)


def _quotation(quote: LexborNode) -> str:
    said = quote.css_first("blockquote")
    return prose(said, said.css("aside")) if said else ""


def _work(quote: LexborNode, here: str) -> str:
    """Return the topic that a quote is from."""
    number = quote.attributes.get("data-topic")
    return f"topic-{number}" if number else here


def _quoted_post(quote: LexborNode | None) -> int:
    number = (quote.attributes.get("data-post") or "") if quote else ""
    return int(number) if number.isdecimal() and len(number) < 8 else 0


def is_text(post: Table) -> bool:
    """Whether a post is there to be read: neither deleted nor hidden nor empty."""
    gone = post.get("deleted_at") or post.get("hidden") or post.get("user_deleted")
    return not gone and whole(post, "post_type") != WHISPER and bool(text(post, "cooked"))


def number(post: Table) -> int:
    """Return the number of a post in its topic."""
    return whole(post, "post_number")


def _likes(post: Table) -> int:
    return sum(
        whole(each, "count") for each in tables(post.get("actions_summary")) if whole(each, "id") == LIKE
    )
