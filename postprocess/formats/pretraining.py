"""Text to continue, one document a row."""

from __future__ import annotations

from postprocess.formats.sayable import document, encodable
from postprocess.pairs import Pair


def pretraining(pair: Pair) -> dict[str, object]:
    """Return text and url, the url of the first page that the text was read from ("" if unknown).

    There is no timestamp: the JSON reader of ``datasets`` (seen in 4.0 and 5.2) takes a column of
    dates for timestamps and fails at the first "" that stands more than a block later.  The time
    is in the canonical row's ``meta`` where it is known.

    Raises FormatError for a conversation or a blank text.
    """
    text = document(pair, "pretraining")
    return {"text": text, "url": encodable(pair.urls[0]) if pair.urls else ""}
