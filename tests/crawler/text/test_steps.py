"""The steps run in one order under a site's limits, and the first drop ends them."""

from __future__ import annotations

import pickle

import pytest
from conftest import ROOT, a_part, a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import RecipeError
from crawler.records import Drop, Record
from crawler.sites import Limits, Site
from crawler.text.options import limits, read
from crawler.text.steps import STEPS, refine, refine_again, steps

STORY = "夜里下了一场雨。\n\n“你先走。”林晚说。\n\n“我不走。”陈默答道，他站在门口没有动。"


def test_texts_are_cleaned_before_they_are_judged_and_signed() -> None:
    """A signature of text that is changed afterwards finds no copy; the order is part of the data."""
    order = list(STEPS)
    assert order.index("spaces") < order.index("enough_text") < order.index("signature") == len(order) - 1


def test_a_refined_record_has_a_language_and_a_signature() -> None:
    """What the stages of a build look for is there."""
    record = refine(a_record(STORY, kind="chapter"))
    assert isinstance(record, Record)
    assert (record.language, record.signature.partition(":")[0]) == ("zh-Hans", "s2u5p128r2")


def test_a_site_sets_its_own_limits() -> None:
    """The same record stays at one site and goes at another."""
    record = a_record("ten chars!", kind="article")
    strict = refine(record, Site("s", limits=Limits(min_chars=20)).options)
    assert isinstance(refine(record), Record)
    assert isinstance(strict, Drop) and strict.step == "enough_text"


def test_a_site_sets_a_single_limit_of_quality() -> None:
    """The others stay as the language has them."""
    novel = (ROOT / "seeds" / "demo" / "novel-en.txt").read_text(encoding="utf-8")
    record = a_record(novel[:4000], kind="article")
    strict = Site("s", steps={"quality": {"max_punctuation": 0.001}})
    dropped = refine(record, strict.options)
    assert isinstance(refine(record), Record)
    assert isinstance(dropped, Drop) and dropped.reason.startswith("punctuation")


def test_a_site_says_the_language_of_what_is_too_short_to_tell() -> None:
    """Short posts get the site's language and no guess."""
    refined = refine(a_record("ok ok"), Site("s", language="en").options)
    assert isinstance(refined, Record) and refined.language == "en"


def test_the_first_drop_ends_the_steps() -> None:
    """The record of a drop is as the step before left it: without a language."""
    dropped = refine(a_record("短", kind="article"), Site("s", limits=Limits(min_chars=5)).options)
    assert isinstance(dropped, Drop) and dropped.record is not None
    assert dropped.record.language == "und"


def test_steps_travel_to_other_processes() -> None:
    """A pool of processes gets them pickled, with their limits."""
    sent = pickle.loads(pickle.dumps(steps({"enough_text": {"min_chars": 99}})))
    record = a_record("a  text\r\nof lines")
    assert sent["spaces"](record) == STEPS["spaces"](record)
    assert isinstance(sent["enough_text"](record), Drop)


def test_a_site_switches_a_step_off() -> None:
    """What a file says of a step holds for that step alone."""
    site = Site("s", steps={"dialogue": False, "enough_text": {"min_chars": 3}})
    record = refine(a_record(STORY, kind="chapter"), site.options)
    assert isinstance(record, Record) and not record.parts[0].utterances and record.signature


def test_the_steps_table_has_the_last_word_over_limits() -> None:
    """``[limits]`` and ``[steps]`` may say the same; the latter is about the step itself."""
    site = Site("s", limits=Limits(min_chars=99), language="en", steps={"enough_text": {"min_chars": 3}})
    assert site.options["enough_text"] == {"min_chars": 3}
    assert site.options["language"] == {"hint": "en", "detector": "rules"}


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"dialog": False}, "x: unknown step 'dialog'; did you mean 'dialogue'?"),
        ({"noise": 3}, "x.noise: expected true, false or a table of limits, got 3"),
        (
            {"enough_text": {"min_char": 3}},
            "x.enough_text: unknown key 'min_char'; did you mean 'min_chars'?",
        ),
        (
            {"enough_text": {"min_chars": "3"}},
            "x.enough_text: min_chars: expected a whole number, got '3'",
        ),
        (
            {"language": {"detector": "guess"}},
            "x.language: unknown detector 'guess'; the detectors are rules, langdetect",
        ),
        (
            {"removals": {"removals": {"links": 3}}},
            "x.removals.removals: links: expected a string, got 3",
        ),
        ({"removals": True}, "x.removals: expected a table with removals"),
    ],
    ids=[
        "unknown step",
        "neither",
        "unknown limit",
        "wrong type",
        "wrong value",
        "wrong in a table",
        "no table",
    ],
)
def test_a_slip_in_a_file_is_named_with_what_would_be_right(table: dict[str, object], complaint: str) -> None:
    """Step, key and the nearest valid one are in the line."""
    with pytest.raises(RecipeError) as raised:
        read(table, "x", RecipeError)
    assert str(raised.value) == complaint


def test_every_limit_has_a_usual_value() -> None:
    """A file may set any limit of any step, and need set none."""
    assert all(default is not ... for name in STEPS for default in limits(name).values())


def test_only_named_steps_run_again() -> None:
    """A recipe tunes one step; the others have done their work when the page was read."""
    record = refine(a_record(STORY, kind="chapter"))
    assert isinstance(record, Record)
    assert refine_again(record, {"enough_text": {"min_chars": 3}}) == record
    dropped = refine_again(record, {"enough_text": {"min_chars": 9999}})
    assert isinstance(dropped, Drop) and dropped.step == "enough_text"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=60), min_size=1, max_size=4))
def test_no_text_stops_the_steps(texts: list[str]) -> None:
    """Lone surrogates, right-to-left text and signs of any kind give a record or a drop."""
    parts = [a_part(text, str(number)) for number, text in enumerate(texts)]
    assert isinstance(refine(a_record().with_parts(parts)), Record | Drop)
