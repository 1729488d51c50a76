"""The typed tables that engines read: one row a line of records, and one a text that may copy others."""

from __future__ import annotations

import pyarrow as pa

UTTERANCE = pa.struct(
    [
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("speaker", pa.string()),
        ("method", pa.string()),
        ("confidence", pa.float64()),
    ]
)
PART = pa.struct(
    [(name, pa.string()) for name in ("id", "text", "author", "published", "reply_to", "kind", "language")]
    + [
        (name, pa.string())
        for name in ("quote", "quote_author", "footer", "mark", "licence", "signature", "duplicate_of")
    ]
    + [("score", pa.int64()), ("accepted", pa.bool_()), ("utterances", pa.list_(UTTERANCE))]
)
RECORDS = pa.schema(
    [("run", pa.string()), ("line", pa.int64())]
    + [
        (name, pa.string())
        for name in ("id", "url", "site", "kind", "title", "author", "published", "language")
    ]
    + [(name, pa.string()) for name in ("text", "work", "licence", "signature", "duplicate_of", "meta")]
    + [("refused_by", pa.string()), ("refused_why", pa.string())]
    + [("file", pa.string()), ("offset", pa.int64()), ("digest", pa.string())]
    + [("position", pa.int64()), ("page", pa.int64()), ("chars", pa.int64())]
    + [("consent", pa.struct([("decision", pa.string()), ("evidence", pa.list_(pa.string()))]))]
    + [("parts", pa.list_(PART))]
)
SKETCH = pa.schema([("exact", pa.binary()), ("minima", pa.binary()), ("bands", pa.list_(pa.int64()))])
# A text as others are held against it, wherever it is from; and with the line that it was read from.
SIGNED = pa.schema(
    [
        *((name, pa.string()) for name in ("unit", "record", "part", "published", "licence")),
        ("chars", pa.int64()),
        ("quality", pa.float64()),
        *SKETCH,
    ]
)
UNITS = pa.schema([("run", pa.string()), ("line", pa.int64()), *SIGNED])
