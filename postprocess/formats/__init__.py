"""The formats that trainers read: pure functions from a pair to one row.

Every row of a format has the same keys with the same types, because loaders take the types of a
file from its first rows.  A pair that a format cannot say is a FormatError, which names the pair.
To add a format: a file with one function, a line in ``FORMATS``, a rule in
``postprocess.checks.rows``, a test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crawler.errors import FormatError
from postprocess.formats.alpaca import alpaca
from postprocess.formats.info import dataset_info
from postprocess.formats.messages import messages
from postprocess.formats.parquet import parquet
from postprocess.formats.pretraining import pretraining
from postprocess.formats.sharegpt import sharegpt
from postprocess.formats.trl import trl_sft
from postprocess.pairs import Pair

__all__ = ["FORMATS", "Format", "dataset_info", "lookup"]

Format = Callable[[Pair], dict[str, object]]

FORMATS: Mapping[str, Format] = {
    "alpaca": alpaca,
    "messages": messages,
    "parquet": parquet,
    "pretraining": pretraining,
    "sharegpt": sharegpt,
    "trl-sft": trl_sft,
}


def lookup(name: str) -> Format:
    """Return the format called ``name``.

    Raises FormatError, with the names that there are, if no format is called that.
    """
    if name not in FORMATS:
        raise FormatError(f"unknown format {name!r}; the formats are {', '.join(sorted(FORMATS))}")
    return FORMATS[name]
