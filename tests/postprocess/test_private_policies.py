"""Policies over a work: masked, numbered, dropped or kept, by kind and on both sides of a pair."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import a_pair, a_part, a_work

from postprocess.pairs import Pair
from postprocess.private import Policy, Screen

POSTS = (
    a_part("My cell is 415-555-0132, ring me", "1", author="sun_flower1"),
    a_part("@sun_flower1 is 415-555-0132 yours? Mine is 415-555-0199", "2", author="moon"),
)


def screen(policy: str = "mask", language: str = "en", **kinds: str) -> Screen:
    """Return a screen over a thread of two posts."""
    return Screen(Policy(policy, kinds), a_work(*POSTS, language=language))


def hidden(pair: Pair, policy: str = "mask", **kinds: str) -> tuple[Pair, Counter[str]]:
    """Return the pair as the policy wants it, and what was counted."""
    counts: Counter[str] = Counter()
    shown = screen(policy, **kinds).hidden(pair, counts)
    assert isinstance(shown, Pair)
    return shown, counts


def test_both_sides_of_a_pair_are_masked_and_counted() -> None:
    """What was found is counted by kind."""
    shown, counts = hidden(a_pair("ring 415-555-0132", "write to me@example.org"))
    assert [turn.text for turn in shown.turns] == ["ring [phone]", "write to [email]"]
    assert counts == {"phone": 1, "email": 1}


def test_the_letters_choose_the_label_where_the_language_is_unknown() -> None:
    """A pair that no detector could name is masked in its own script."""
    pair = a_pair("请打13812345678", "好", language="und")
    shown = screen(language="und").hidden(pair, Counter())
    assert isinstance(shown, Pair)
    assert shown.turns[0].text == "请打[电话]"


def test_a_number_has_one_pseudonym_in_all_pairs_of_a_work() -> None:
    """The order is that of the work, not of the pair."""
    work = screen("pseudonym")
    first, second = (a_pair("ring 415-555-0199", "no, (415) 555-0132"), a_pair("(415) 555-0199?", "yes"))
    shown = [work.hidden(pair, Counter()) for pair in (first, second)]
    assert [turn.text for pair in shown if isinstance(pair, Pair) for turn in pair.turns] == [
        "ring [phone2]",
        "no, [phone1]",
        "[phone2]?",
        "yes",
    ]


def test_people_are_renamed_where_they_speak_and_where_they_are_named() -> None:
    """In the turn, as its speaker, and in what a builder says of them."""
    pair = a_pair("@sun_flower1 hello", "hi", system="You are sun_flower1.", meta={"author": "moon"})
    shown, _ = hidden(pair, "pseudonym")
    assert (shown.turns[0].text, shown.system, shown.meta["author"]) == (
        "@User A hello",
        "You are User A.",
        "User B",
    )


def test_a_pair_is_dropped_for_a_kind_and_the_reason_names_no_value() -> None:
    """Kinds only, so that a table of reasons stays short and tells nothing."""
    counts: Counter[str] = Counter()
    reason = screen("mask", email="drop").hidden(a_pair("ring 415-555-0132", "me@example.org"), counts)
    assert reason == "private data (email)" and not counts


def test_a_kind_may_be_kept() -> None:
    """And is not counted as masked then."""
    shown, counts = hidden(a_pair("ring 415-555-0132", "me@example.org"), "mask", phone="keep")
    assert [turn.text for turn in shown.turns] == ["ring 415-555-0132", "[email]"]
    assert counts == {"email": 1}


@pytest.mark.parametrize("policy", ["keep"])
def test_nothing_is_touched_where_all_is_kept(policy: str) -> None:
    """Somebody's own chats."""
    pair = a_pair("ring 415-555-0132", "ok")
    assert hidden(pair, policy) == (pair, Counter())


def test_a_novel_keeps_its_names() -> None:
    """Its speakers are characters, and no pseudonym is given to them."""
    novel = Screen(Policy("pseudonym"), a_work(a_part("“我叫张三，”他说。", "1", author="作者名")))
    book = Screen(
        Policy("pseudonym"), a_work(a_part("“我叫张三，”他说。", "1"), kind="chapter", language="zh")
    )
    pair = a_pair("谁？", "我叫张三，", language="zh")
    assert book.hidden(pair, Counter()) == pair
    assert novel.hidden(pair, Counter()) != pair
