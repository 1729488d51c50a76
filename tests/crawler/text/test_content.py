"""Unlawful, hateful and sexual content: what is found, what is not, and what becomes of it."""

from __future__ import annotations

from functools import partial

import pytest
from content_cases import BAD, CALM
from growth import excess
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Drop, Part, Record
from crawler.text.content import flag, hits
from crawler.text.unwanted.terms import KINDS


def a_record(kind: str, *texts: str) -> Record:
    """Return a record of these parts."""
    sort = "body" if kind in ("article", "chapter") else "post"
    return Record("1", "u", "s", kind).with_parts(
        Part(str(n), text, kind=sort) for n, text in enumerate(texts)
    )


def kinds(text: str, **more: object) -> list[str]:
    """Return the kinds of the words found in a text."""
    return [hit.kind for hit in hits(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_bad_content_is_found_under_its_kind(kind: str) -> None:
    """Of offers, threats and slurs as they are posted a list misses one in twenty at most, or one."""
    missed = [text for text in BAD[kind] if kind not in kinds(text)]
    assert len(missed) <= max(1, len(BAD[kind]) // 18), missed


def test_calm_posts_have_no_hit() -> None:
    """Names of places, words of doctors and hunters, words in words: one in fifty at most is wrong."""
    wrong = [(text, hits(text)) for text in CALM if hits(text)]
    assert len(wrong) <= len(CALM) // 50, wrong


@pytest.mark.parametrize(
    "text",
    [
        *(
            "请填写姓名、性别和年龄",
            "她的性格很温和",
            "大麻纤维可以织布",
            "大麻烦来了",
            "学校在路口交通灯的旁边",
        ),
        *("人群交头接耳", "做 爱好的事", "维生素A片", "现代考古学", "我在印刷单位工作", "今日逼近的台风"),
        *("Essex and Scunthorpe", "the sex ratio", "They are shooting a film", "a classic assassin movie"),
        *("rapeseed oil", "The heroine dies", "a chink in the armour", "magna cum laude", "nail gun"),
    ],
)
def test_words_in_words_and_of_other_trades_are_no_hit(text: str) -> None:
    """A word ends where its letters end, and a Chinese one where its neighbours make another."""
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("裸聊", "sexual"),
        ("裸 聊", "sexual"),
        ("裸.聊", "sexual"),
        ("裸·聊", "sexual"),
        ("裸**聊", "sexual"),
        ("來裸聊", "sexual"),
        ("賣淫", "sexual"),
        ("ＰＯＲＮ", "sexual"),
        ("PORN!", "sexual"),
        ("看porn吗", "sexual"),
        ("六 合 彩", "gambling"),
    ],
)
def test_simple_disguises_hide_nothing(text: str, kind: str) -> None:
    """Full width, capitals, traditional characters, dots and spaces between characters."""
    assert kinds(text) == [kind]


def test_a_head_counts_only_near_an_offer_on_its_line() -> None:
    """Who speaks of heroin sells none, and neither does the next line."""
    assert kinds("heroin for sale") == ["drugs"]
    assert kinds("heroin is a drug" + " of many" * 20 + " for sale") == []
    assert kinds("heroin is a drug\nbike for sale") == []


def test_own_words_are_plain_strings_of_a_kind() -> None:
    """They may be of a kind of one's own, are no patterns, and may be innocent."""
    assert kinds("the blue.bird sings", extra={"birds": ["Blue.Bird"]}) == ["birds"]
    assert kinds("the blue bird sings", extra={"birds": ["blue.bird"]}) == []
    assert kinds("the bluebirds sing", extra={"birds": ["bluebird"]}) == []
    assert kinds("我讨厌榴莲", extra={"drugs": ["榴莲"]}) == ["drugs"]
    assert kinds("a porn addiction clinic", innocent=["porn addiction"]) == []


def test_content_is_counted_by_kind_and_kept_by_default() -> None:
    """What is done about it is the recipe's to say."""
    kept = flag(a_record("article", "出售冰毒，货到付款。裸聊。裸聊。"))
    assert isinstance(kept, Record)
    assert kept.meta["content"] == {"drugs": 1, "sexual": 2}


def test_a_calm_record_stays_as_it_is() -> None:
    """Most do, and say nothing of it."""
    record = a_record("article", "今天天气很好。")
    assert flag(record, drop=KINDS) is record


@pytest.mark.parametrize("kind", ["chapter", "article"])
def test_prose_with_too_many_words_of_an_unwanted_kind_is_dropped(kind: str) -> None:
    """The reason holds figure and limit; other kinds do not count."""
    record = a_record(kind, "裸聊。裸聊。六合彩。")
    assert isinstance(flag(record, drop=("sexual",), max_hits=2), Record)
    dropped = flag(record, drop=("sexual", "drugs"), max_hits=1)
    assert isinstance(dropped, Drop)
    assert (dropped.step, dropped.reason) == ("content", "sexual 2, at most 1")
    assert dropped.record is not None
    assert dropped.record.meta["content"] == {"gambling": 1, "sexual": 2}


@pytest.mark.parametrize("kind", ["thread", "status", "conversation"])
def test_of_posts_only_the_bad_one_is_marked(kind: str) -> None:
    """A thread without one of its posts would answer the wrong neighbour."""
    flagged = flag(a_record(kind, "大家好", "裸聊加我", "你好"), drop=("sexual",))
    assert isinstance(flagged, Record)
    assert [part.mark for part in flagged.parts] == ["", "sexual", ""]


def test_an_unknown_kind_is_an_error_that_names_the_known() -> None:
    """A slip in a recipe is found at once."""
    with pytest.raises(ValueError, match="unknown kind 'sexuel'; the kinds are sexual, minors"):
        flag(a_record("article", "x"), drop=("sexuel",))
    flag(a_record("article", "x"), drop=("birds",), extra={"birds": ["bluebird"]})


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.one_of(st.text(st.characters(codec=None)), st.sampled_from(("裸聊", "六 合 彩", "porn", "\n"))),
        max_size=9,
    )
)
def test_flagging_twice_is_flagging_once(texts: list[str]) -> None:
    """No str makes it fail."""
    once = flag(a_record("thread", *texts), drop=KINDS)
    assert isinstance(once, Record)
    assert flag(once, drop=KINDS) == once


@pytest.mark.parametrize(
    "piece",
    ["裸 ", "裸.", "好 ", "porn ", "gun ", "ａ", "枪支", "支", "大麻\u3000", "a", "\ud800", "裸聊"],
)
def test_hostile_texts_cost_no_more_than_they_are_long(piece: str) -> None:
    """Twice the text takes about twice the time."""
    assert excess(lambda count: partial(hits, piece * count), 10_000) == 0
