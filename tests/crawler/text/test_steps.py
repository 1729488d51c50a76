"""The steps run in one order under a site's limits, and the first drop ends them."""

from __future__ import annotations

import pickle

from conftest import a_part, a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Drop, Record
from crawler.sites import Limits, Site
from crawler.text.steps import STEPS, refine, steps

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


def test_a_site_allows_more_repeated_lines() -> None:
    """A site of song texts raises the share; the default drops a menu."""
    record = a_record("\n".join(["la la la"] * 9 + ["the end of it"]), kind="article")
    loose = refine(record, Site("s", limits=Limits(max_repeated_share=1.0)).options)
    assert isinstance(refine(record), Drop)
    assert isinstance(loose, Record)


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


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=60), min_size=1, max_size=4))
def test_no_text_stops_the_steps(texts: list[str]) -> None:
    """Lone surrogates, right-to-left text and signs of any kind give a record or a drop."""
    parts = [a_part(text, str(number)) for number, text in enumerate(texts)]
    assert isinstance(refine(a_record().with_parts(parts)), Record | Drop)
