"""The finder of articles keeps its quality: a third of the measured pages, against what it was."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from conftest import ROOT

BASELINE = json.loads((ROOT / "tests" / "baselines" / "articles.json").read_text())
# What a figure may fall by: a page or two among some fifty.
SLACK = {"f1": 0.01, "author": 0.05, "published": 0.05}


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    """Return the figures of today."""
    spec = importlib.util.spec_from_file_location("articles", ROOT / "benchmarks" / "articles.py")
    assert spec and spec.loader
    articles = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(articles)
    if not Path(articles.DATA).is_dir():
        pytest.skip("the shared data is not beside this checkout")
    figures: dict[str, dict[str, float]] = articles.measured(BASELINE["part"])
    return figures


@pytest.mark.parametrize("corpus", BASELINE["figures"])
def test_articles_are_read_no_worse_than_before(corpus: str, measured: dict[str, dict[str, float]]) -> None:
    """Text, and authors and dates where there are enough, within a small slack."""
    fallen = {
        key: (value, measured[corpus][key])
        for key, value in BASELINE["figures"][corpus].items()
        if measured[corpus][key] < value - SLACK[key]
    }
    assert fallen == {}, "figure: (was, is)"
