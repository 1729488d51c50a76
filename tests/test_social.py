"""Real answers of APIs: every post arrives with every field, and every reply finds what it answers."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from conftest import ROOT

from crawler.engines import visit
from crawler.records import Page, Record

# Posts and true replies that the recorded answers of a platform hold.
EXPECTED = {"discourse": (155, 118)}


@pytest.mark.parametrize("platform", EXPECTED)
def test_all_fields_and_replies_of_recorded_answers_arrive(platform: str, shared: Path) -> None:
    """The benchmark's own measure: nothing is missing, and no field differs from what the API says."""
    measure = runpy.run_path(str(ROOT / "benchmarks" / "answers.py"))["PLATFORMS"][platform]
    score = measure(runpy.run_path(str(shared / "data" / "social_api" / "load.py")))
    assert (score.posts, score.found_replies) == EXPECTED[platform]
    assert (score.arrived, score.true_replies) == EXPECTED[platform]
    assert score.wrong == {}


def test_answers_of_a_topic_are_read_as_they_were_recorded(shared: Path) -> None:
    """Each of the recorded pages gives its twenty posts, however its JSON is laid out."""
    folder = shared / "data" / "social_api" / "data" / "discourse"
    counts = {}
    for path in sorted(folder.glob("t_2108_post*.json")):
        result = visit(Page(f"https://forum.example/t/2108/{path.stem}.json", path.read_bytes())).result
        counts[path.stem] = len(result.parts) if isinstance(result, Record) else result.reason
    assert counts.pop("t_2108_posts_pn_5") == 4
    assert set(counts.values()) == {20}
