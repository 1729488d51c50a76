"""The finder of quotations and speakers keeps its quality, against what it was."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BASELINE = json.loads((ROOT / "tests" / "baselines" / "dialogue.json").read_text())
SLACK = 0.01  # what a figure may fall by: three of the 298 quotations of WP2021's development part


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    """Return the figures of today."""
    folder = str(ROOT / "benchmarks")
    spec = importlib.util.spec_from_file_location("dialogue_measures", ROOT / "benchmarks" / "dialogue.py")
    assert spec and spec.loader
    dialogue = importlib.util.module_from_spec(spec)
    sys.path.insert(0, folder)  # for it imports the module beside it
    try:
        spec.loader.exec_module(dialogue)
    finally:
        sys.path.remove(folder)
    if not (Path(dialogue.speakers.DATA) / "litbank").is_dir():
        pytest.skip("the shared data is not beside this checkout")
    figures: dict[str, dict[str, float]] = dialogue.measured()
    return figures


@pytest.mark.parametrize("corpus", BASELINE["figures"])
def test_speakers_are_told_no_worse_than_before(corpus: str, measured: dict[str, dict[str, float]]) -> None:
    """Precision and coverage of speakers, with and without a list of names, and of quotations."""
    fallen = {
        key: (value, measured[corpus][key])
        for key, value in BASELINE["figures"][corpus].items()
        if measured[corpus][key] < value - SLACK
    }
    assert fallen == {}, "figure: (was, is)"
