"""Gathers records to works: a thread or book in order, over pages and over files.

The engine sorts; what it streams is grouped as it comes, so that memory holds one work at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import ibis
import orjson
import pyarrow as pa
from ibis import _
from ibis.expr.types import Table

from crawler.records import Part, Utterance
from postprocess.engine import Engine
from postprocess.pairs import Piece, Work

ROWS = 200  # of records that are handed on at a time, and of works that are longer all of theirs
COLUMNS = "id url site kind title author language work position page licence meta parts".split()


def gather(engine: Engine, records: Table, dropped: Table, groups: Table) -> Iterator[Work]:
    """Yield the works of a table of records, each record's parts in order and each part once.

    See ``gathered``.
    """
    return chain.from_iterable(map(works, gathered(engine, records, dropped, groups)))


def gathered(engine: Engine, records: Table, dropped: Table, groups: Table) -> Iterator[pa.Table]:
    """Yield the rows that ``works`` reads, some whole works at a time.

    ``dropped`` has record and part of what to leave out ("" for a whole record); ``groups`` has work
    and group of the works that must stay together with others.
    """
    whole = dropped.filter(dropped.part == "").select(id="record")
    parts = dropped.filter(dropped.part != "").group_by(id="record").aggregate(without=_.part.collect())
    keyed = records.mutate(key=records.site + "/" + records.work)
    cut = keyed.anti_join(whole, "id").left_join(parts, "id").select(*COLUMNS, "published", "key", "without")
    named = cut.left_join(groups.select(key="work", group="group"), "key")
    ordered = named.select(*COLUMNS, "published", "key", "without", "group").order_by(
        "site",
        "work",
        ibis.ifelse(_.position == 0, 1 << 40, _.position),
        "page",
        "published",
        "id",
    )
    yield from _whole(engine.batches(ordered, ROWS))


def _whole(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield sorted rows as tables that end where a work ends, of about a batch each."""
    held: list[pa.RecordBatch] = []
    last: tuple[str, str] | None = None
    for batch in batches:
        own = names(batch)
        begin = max((n for n in range(1, len(own)) if own[n - 1] != own[n]), default=0)
        if begin:  # where the last work of the batch begins
            yield pa.Table.from_batches([*held, batch.slice(0, begin)])
            held = []
        elif held and own and own[0] != last:
            yield pa.Table.from_batches(held)
            held = []
        held.append(batch.slice(begin))
        last = own[-1] if own else last
    if held:
        yield pa.Table.from_batches(held)


def apart(rows: pa.Table) -> Iterator[pa.Table]:
    """Yield the rows of each work alone."""
    start = 0
    for _name, found in groupby(names(rows)):
        count = len(list(found))
        yield rows.slice(start, count)
        start += count


def names(rows: pa.Table | pa.RecordBatch) -> list[tuple[str, str]]:
    """Return site and work of each row."""
    return list(zip(rows["site"].to_pylist(), rows["work"].to_pylist(), strict=True))


def works(rows: pa.Table) -> Iterator[Work]:
    """Yield the works of rows as ``gathered`` gives them."""
    for _key, found in groupby(rows.to_pylist(), key=itemgetter("site", "work")):
        yield _work(list(found))


def _work(rows: list[dict[str, Any]]) -> Work:
    first = rows[0]
    pieces: dict[str, Piece] = {}
    for row in rows:
        without = set(row["without"] or ())
        for part in row["parts"]:
            unit = f"{row['id']}#{part['id']}"
            # A body is the page's own; posts and comments show again on other pages under one id.
            name = unit if part["kind"] == "body" else part["id"]
            if part["id"] not in without and name not in pieces:
                pieces[name] = Piece(
                    _part(part), row["id"], row["url"], row["title"], row["position"], row["page"]
                )
    ordered = tuple(_answered(pieces.values()))
    return Work(
        id=first["key"],
        site=first["site"],
        kind=first["kind"],
        title=orjson.loads(first["meta"]).get("book") or first["title"],
        author=first["author"],
        language=first["language"],
        license=first["licence"],
        group=first["group"] or first["key"],
        pieces=ordered,
    )


def _part(row: dict[str, Any]) -> Part:
    return Part(**{**row, "utterances": tuple(Utterance(**each) for each in row["utterances"])})


def _answered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Find the post that a quote answers when it stands on an earlier page."""
    by_author: dict[str, list[Part]] = {}
    for piece in pieces:
        part = piece.part
        if part.quote and not part.reply_to:
            start = "".join(part.quote.split())[:40]
            for other in reversed(by_author.get(part.quote_author, [])):
                if start and start in "".join(other.text.split()):
                    piece = replace(piece, part=replace(part, reply_to=other.id))
                    break
        by_author.setdefault(part.author, []).append(part)
        yield piece
