"""Pairs as the rows of a dataset's files, ready to be written: many processes make them, one writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa

from crawler.errors import FormatError
from crawler.store import line
from postprocess.checks.tables import SCHEMA
from postprocess.formats import FORMATS
from postprocess.pairs import Pair

# What only one kind of pair can be said in: documents, and everything else.
DOCUMENTS = frozenset(["pretraining"])
# Rows whose list under this key is empty stand last: the JSON reader of ``datasets`` takes types from
# a file's first 10 MiB, and ends at a filled list that follows empty ones alone.
LAST_IF_EMPTY = {"alpaca": "history"}


class Line(NamedTuple):
    """A line of the file ``<stem>.jsonl``; whether it stands behind those that do not stand last."""

    stem: str
    last: bool
    text: bytes


class Said(NamedTuple):
    """A pair in every format that is for its kind, and why it cannot be said in some."""

    lines: tuple[Line, ...]
    unsaid: tuple[str, ...]


def said(pair: Pair, formats: Iterable[str]) -> Said:
    """Return a pair in each of some formats that is for its kind; the canonical one has no line."""
    lines, unsaid = [], []
    for name in formats:
        if name == "parquet" or pair.is_document != (name in DOCUMENTS):
            continue
        try:
            row = FORMATS[name](pair)
        except FormatError as error:
            unsaid.append(f"{name}: {str(error).partition(': ')[2]}")
            continue
        stem = name if pair.split == "train" else f"{name}_{pair.split}"
        last = name in LAST_IF_EMPTY and not row[LAST_IF_EMPTY[name]]
        lines.append(Line(stem, last, line(row)))
    return Said(tuple(lines), tuple(unsaid))


def canonical(pairs: Iterable[Pair]) -> pa.Table:
    """Return the canonical rows of pairs."""
    return pa.Table.from_pylist([FORMATS["parquet"](pair) for pair in pairs], SCHEMA)
