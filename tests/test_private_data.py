"""Private data is found no worse than before: the cases of other projects, sentences and posts."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest
from conftest import ROOT

BASELINE = json.loads((ROOT / "tests" / "baselines" / "privacy.json").read_text())
SLACK = 0.004  # of a share: two or three cases among seven hundred


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """Return the measuring script; skip where the data is absent."""
    spec = importlib.util.spec_from_file_location("privacy_benchmark", ROOT / "benchmarks" / "privacy.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not module.DATA.is_dir():
        pytest.skip("the shared data is not beside this checkout")
    return module


def test_formats_are_found_and_others_left(benchmark: ModuleType) -> None:
    """Over all kinds, and for each name of which there are enough cases."""
    fallen = {}
    for (name, positive), passed in benchmark.formats(benchmark.DATA).items():
        was = BASELINE["formats"].get(f"{name}, {'positives' if positive else 'negatives'}")
        share = sum(passed) / len(passed)
        if was is not None and share < was - SLACK:
            fallen[name, positive] = (was, share)
    assert fallen == {}, "case: (was, is)"


def test_the_bar_of_formats_is_held(benchmark: ModuleType) -> None:
    """Ninety-seven of a hundred, on both sides."""
    passed = benchmark.formats(benchmark.DATA)
    assert all(sum(passed["total", side]) >= 0.97 * len(passed["total", side]) for side in (True, False))


def test_sentences_and_names_are_read_no_worse(benchmark: ModuleType) -> None:
    """Recall by label, precision by kind, nothing found beside."""
    figures = benchmark.sentences(benchmark.DATA) | {
        f"names, {name}": value for name, value in benchmark.chinese_names(benchmark.DATA).items()
    }
    beside = figures.pop("found where nothing is labelled")
    fallen = {
        name: (was, figures[name]) for name, was in BASELINE["figures"].items() if figures[name] < was - SLACK
    }
    assert fallen == {}, "figure: (was, is)"
    assert beside <= BASELINE["beside"]
