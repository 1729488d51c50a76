"""Finds the chapters of a work that are another book's, so that they are left out and listed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import ibis
from ibis.expr.types import Table

from crawler.text.foreign import strangers
from postprocess.engine import Engine, stream

FOREIGN = "foreign"
PAGES = 500  # pages that are read at a time


def foreign(engine: Engine, records: Table) -> Iterator[tuple[str, str]]:
    """Yield the records of foreign chapters: id and reason.

    The pages of a chapter are judged together; memory holds one work at a time.
    """
    chapters = records.filter((ibis._.kind == "chapter") & (ibis._.position > 0))
    ordered = chapters.select("site", "work", "position", "page", "id", "text").order_by(
        ["site", "work", "position", "page", "id"]
    )
    for _, work in groupby(stream(engine, ordered, PAGES), key=itemgetter("site", "work")):
        pages = [list(pages) for _, pages in groupby(work, key=itemgetter("position"))]
        for stranger in strangers(["\n".join(page["text"] for page in each) for each in pages]):
            yield from ((page["id"], stranger.reason) for page in pages[stranger.index])
