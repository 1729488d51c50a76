"""Articles read by a site's selectors."""

from __future__ import annotations

from crawler.document import Document, identity
from crawler.engines.dates import moment
from crawler.engines.follow import links as links
from crawler.engines.follow import role
from crawler.engines.prose import prose
from crawler.records import Drop, Part, Record


def extract(document: Document) -> Record | Drop:
    """Read an article; a page without its body is links only if it is not known to be an article."""
    fields, url = document.site.fields, document.page.url
    body = document.tree.css_first(fields["body"])
    here = role(document)
    if body is None or here.rel == "listing":
        if here.rel == "article":
            return Drop(None, "extract", f"nothing on the page matches {fields['body']!r}", url)
        return Drop(None, "listing", "links only", url)
    part = Part(
        id="1",
        text=prose(body, body.css(fields["drop"]) if "drop" in fields else ()),
        kind="body",
        author=document.value(fields.get("author", "")),
        published=moment(document.value(fields.get("published", "")), timezone=document.site.timezone),
    )
    return single(document, document.value(fields.get("title", "h1")), part)


def single(document: Document, title: str, part: Part, *more: Part) -> Record:
    """Make the record of a page that is a work of its own."""
    site, url = document.site, document.page.url
    return Record(
        id=f"{site.name}/{identity(url)}",
        url=url,
        site=site.name,
        kind="article",
        title=title,
        author=part.author,
        published=part.published,
        work=url,
        position=1,
        licence=site.license,
    ).with_parts([part, *more])
