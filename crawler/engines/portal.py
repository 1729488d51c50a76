"""Articles that a site on Discuz! publishes beside its boards, over one page or several.

A room of its own because an article is no thread: it has a body, and an author who is seldom the
member that put it there.
"""

from __future__ import annotations

import re

from crawler.document import Document
from crawler.engines.article import single
from crawler.engines.dates import moment
from crawler.engines.prose import prose
from crawler.records import Drop, Part, Record

BODY = "#article_content, td.vwtb_content"
BYLINE = ".vw .h p.xg1, .vw p.xg1"
AUTHOR = re.compile(r"(?:原作者|作者|文)\s?[:：]\s?([^|｜]{1,40}?)\s*(?:[|｜]|$)")
DROP = ".jammer, .attach_tips, ignore_js_op .tip, .aimg_tip, .pgs"


def extract(document: Document) -> Record | Drop:
    """Read an article; the time is that of its publication, the author the one that the byline names."""
    body, byline = document.tree.css_first(BODY), document.value(BYLINE)
    if body is None:
        return Drop(None, "extract", f"nothing on the page matches {BODY!r}", document.page.url)
    drop = document.site.fields.get("drop")
    author = AUTHOR.search(byline)
    part = Part(
        id="1",
        text=prose(body, body.css(f"{DROP}, {drop}" if drop else DROP)),
        kind="body",
        author=author[1] if author else "",
        published=moment(byline, timezone=document.site.timezone, now=document.page.fetched_at),
    )
    return single(document, document.value(".vw h1; h1.ph; h1"), part)


def fits(document: Document) -> bool:
    """Whether a page shows an article and no thread."""
    return document.tree.css_first(BODY) is not None
