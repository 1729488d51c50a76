"""Keeps what a page's own author wrote: the licence of a site is seldom that of its visitors' comments."""

from __future__ import annotations

from dataclasses import replace

from crawler.document import Document
from crawler.engines import Visit
from crawler.records import Drop, Record


def only(document: Document, visit: Visit) -> Visit:
    """Take the comments out of a record; a page of comments alone gives none."""
    record = visit.result
    if not isinstance(record, Record):
        return visit
    bodies = [part for part in record.parts if part.kind == "body"]
    if not bodies:
        return replace(visit, result=Drop(None, "comments", "no text of the site's own", document.page.url))
    return replace(visit, result=record.with_parts(bodies))
