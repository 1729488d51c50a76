"""What a build is measured on: made records are as a crawl leaves them, the same every time."""

from __future__ import annotations

import sys
from collections import Counter

from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import made_records
from made_records import COPIES, SOURCES, WORKS, block

from crawler.text.duplicates import Index, compare
from crawler.text.privacy import find


def test_a_block_holds_records_of_all_sites_that_the_steps_went_over() -> None:
    """Half Chinese and half English, signed, with near-copies and with private data."""
    found = block(1, 0)
    assert Counter(record.site for record in found) == {source.name: WORKS for source in SOURCES}
    assert {record.language.partition("-")[0] for record in found} == {"zh", "en"}
    assert all(record.signature for record in found)
    index = Index()
    copies = [record for record in (compare(record, index) for record in found) if record.duplicate_of]
    assert COPIES <= len(copies) <= COPIES * len(SOURCES)
    kinds = Counter(span.kind for record in found for part in record.parts for span in find(part.text))
    assert {"phone", "email", "ip"} <= kinds.keys()
    assert any(part.reply_to for record in found for part in record.parts)


def test_a_block_is_the_same_every_time_and_no_other() -> None:
    """Two machines measure the same work."""
    assert block(2, 5)[:9] == block(2, 5)[:9] != block(2, 6)[:9]
    assert made_records.RUN.endswith("Z")
