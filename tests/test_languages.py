"""Languages are told no worse than they were: a tenth of the measured texts, against the baseline."""

from __future__ import annotations

import json
import runpy

import pytest
from conftest import ROOT

BASELINE = json.loads((ROOT / "tests" / "baselines" / "language.json").read_text(encoding="utf-8"))
SLACK = 0.003  # a few texts among thousands


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    """Return the figures of a sample, or skip where the texts are not."""
    benchmark = runpy.run_path(str(ROOT / "benchmarks" / "language.py"))
    if not (benchmark["DATA"] / "lid_lingua").is_dir():
        pytest.skip("the texts of lid_lingua are not beside this checkout")
    sampled: dict[str, float] = benchmark["sample"]()
    return sampled


@pytest.mark.parametrize("name", sorted(BASELINE))
def test_no_language_figure_falls_below_the_baseline(figures: dict[str, float], name: str) -> None:
    """But for a hair; a better detector raises the baseline (benchmarks/language.py --write)."""
    assert figures[name] >= BASELINE[name] - SLACK


@pytest.mark.parametrize(
    ("name", "least"), [("sentences", 0.995), ("word pairs", 0.95), ("single words", 0.86)]
)
def test_sixteen_languages_are_told_as_well_as_promised(
    figures: dict[str, float], name: str, least: float
) -> None:
    """Macro accuracy without a hint and without a list of languages to choose from."""
    assert figures[f"{name}, 16 languages"] >= least
