"""Works: threads and books gathered from records, in order, each part once."""

from __future__ import annotations

from dataclasses import replace

import ibis
import pytest
from conftest import a_part, a_record

from crawler.records import Part, Record, Utterance
from postprocess.pairs import Work
from postprocess.tables import RECORDS, write_tables
from postprocess.works import gather


@pytest.fixture
def gathered(tmp_path, request):  # type: ignore[no-untyped-def]
    """Return a function that stores records in the order given, one file each, and gathers them."""
    from crawler.records import to_json
    from crawler.store import Lines

    def gathered(*records: Record, dropped: frozenset[str] = frozenset(), groups=None) -> list[Work]:  # type: ignore[no-untyped-def]
        for number, record in enumerate(records):
            lines = Lines(tmp_path / "data" / "records" / record.site / f"run{number:03}.jsonl")
            lines.append(to_json(record))
            lines.close()
        write_tables(tmp_path / "data", (), tmp_path / "tables")
        engine = ibis.duckdb.connect()
        request.addfinalizer(engine.disconnect)
        table = engine.read_parquet(tmp_path / "tables" / "records.parquet")
        return list(gather(table, dropped, groups or {}))

    return gathered
