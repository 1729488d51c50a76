"""The canonical row: all that a pair knows.  The other formats can be made from it again."""

from __future__ import annotations

import json

from postprocess.formats.sayable import conversation, document, encodable
from postprocess.pairs import Pair, Turn


def parquet(pair: Pair) -> dict[str, object]:
    """Return the row of data/<split>-*.parquet, of a conversation or a document.

    ``turns`` are as the pair has them, with their speakers; ``prompt`` is "" for a document.
    ``sources`` and ``urls`` are lists in the same order.  ``meta`` is a JSON string with sorted
    keys, for a struct would need the same keys in every row.

    Raises FormatError for a pair that no other format could say either.
    """
    _ = document(pair, "parquet") if pair.is_document else conversation(pair, "parquet")
    return {
        "id": encodable(pair.id),
        "task": encodable(pair.task),
        "language": encodable(pair.language),
        "system": encodable(pair.system),
        "prompt": encodable(pair.prompt),
        "response": encodable(pair.response),
        "turns": [_turn(turn) for turn in pair.turns],
        "site": encodable(pair.site),
        "work": encodable(pair.work),
        "license": encodable(pair.license),
        "sources": [encodable(source) for source in pair.sources],
        "urls": [encodable(url) for url in pair.urls],
        "group": encodable(pair.group),
        "split": encodable(pair.split),
        "meta": encodable(json.dumps(dict(pair.meta), ensure_ascii=False, sort_keys=True)),
    }


def _turn(turn: Turn) -> dict[str, str]:
    """Return a turn as a struct of role, text and speaker."""
    return {"role": turn.role, "text": encodable(turn.text), "speaker": encodable(turn.speaker)}
