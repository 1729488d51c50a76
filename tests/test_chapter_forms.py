"""Made books are cut into their chapters as well as before, whatever form their headings have."""

from __future__ import annotations

import importlib.util
import json

import pytest
from conftest import ROOT

BASELINE = json.loads((ROOT / "tests" / "baselines" / "chapters.json").read_text())
SLACK = 0.01


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    """Return the figures of today."""
    spec = importlib.util.spec_from_file_location("chapters", ROOT / "benchmarks" / "chapters.py")
    assert spec and spec.loader
    chapters = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(chapters)
    figures: dict[str, dict[str, float]] = chapters.measured()
    return figures


def test_every_form_is_held_to_a_figure(measured: dict[str, dict[str, float]]) -> None:
    """A form that the benchmark gains needs one."""
    assert sorted(BASELINE["f1"]) == sorted(measured)


@pytest.mark.parametrize("form", BASELINE["f1"])
def test_chapters_are_found_no_worse_than_before(form: str, measured: dict[str, dict[str, float]]) -> None:
    """Boundaries, under contents lists, running heads, numbers of pages and stray lines."""
    assert measured[form]["f1"] >= BASELINE["f1"][form] - SLACK
