"""The pure rooms can be used where neither Scrapy nor an engine of tables is installed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

PURE = (
    "crawler.allowance",
    "crawler.intents",
    "crawler.policies",
    "crawler.licences",
    "crawler.schedule",
    "crawler.coverage",
    "crawler.latency",
    "crawler.revisit",
    "crawler.records", "crawler.errors", "crawler.sites", "crawler.engines", "crawler.consent",
    "crawler.text.steps", "crawler.text.privacy", "crawler.text.chapters",
    "postprocess.pairs", "postprocess.build", "postprocess.formats",
)  # fmt: skip
ABSENT = ("scrapy", "twisted", "ibis", "duckdb", "pyarrow")


@pytest.mark.parametrize("room", PURE)
def test_pure_room_imports_without_scrapy_and_engine(room: str) -> None:
    """Import the room in a process where importing Scrapy, Twisted, Ibis, DuckDB or pyarrow fails."""
    code = f"import sys\nfor name in {ABSENT}: sys.modules[name] = None\nimport {room}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize(
    "call",
    [
        "crawler.records.Page", "crawler.engines.extract", "crawler.text.language.detect",
        "crawler.text.dialogue.utterances", "crawler.text.dialogue.attribute", "crawler.text.chapters.split",
        "crawler.text.clean.noise", "crawler.text.privacy.find", "crawler.text.duplicates.near",
        "postprocess.formats.FORMATS",
    ],
)  # fmt: skip
def test_public_name_is_there(call: str) -> None:
    """The names that scripts rely on exist."""
    module, _, name = call.rpartition(".")
    assert hasattr(__import__(module, fromlist=[name]), name)
