"""Quoted speech is found as well as before, in every style of marks: an eighth of the measured texts."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from conftest import ROOT

BASELINE = json.loads((ROOT / "tests" / "baselines" / "spans.json").read_text())
SLACK = 0.01  # of F1: two or three among some two hundred quotations


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    """Return the figures of today."""
    spec = importlib.util.spec_from_file_location("spans", ROOT / "benchmarks" / "spans.py")
    assert spec and spec.loader
    spans = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(spans)
    if not (Path(spans.DATA) / "litbank").is_dir():
        pytest.skip("the shared data is not beside this checkout")
    figures: dict[str, dict[str, float]] = spans.measured(spans.DATA, BASELINE["part"])
    return figures


@pytest.mark.parametrize("setting", BASELINE["f1"])
def test_speech_is_found_no_worse_than_before(setting: str, measured: dict[str, dict[str, float]]) -> None:
    """Exact spans of LitBank, as they are and with the marks of other books and countries."""
    assert measured[setting]["f1"] >= BASELINE["f1"][setting] - SLACK
