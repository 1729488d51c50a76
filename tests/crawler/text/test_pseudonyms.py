"""Pseudonyms: one stand-in for one person or number, all over a work."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.personal.pseudonyms import key, pseudonyms
from crawler.text.privacy import find

PIECES = st.sampled_from(
    [
        "13812345678",
        "+86 138-1234-5678",
        "13987654321",
        "a@b.com",
        "我叫张三，",
        "打",
        " 和 ",
        "[电话1]",
        "用户A",
        "QQ12345678",
        "，",
    ]
)
TEXTS = st.lists(st.lists(PIECES).map("".join), max_size=4)


def test_the_same_number_is_the_same_in_every_text_and_spelling() -> None:
    """Numbers follow the order of first appearance."""
    posts = ["我的手机13812345678", "打+86 139-8765-4321或者138-1234-5678", "座机010-62345678"]
    work = pseudonyms(posts, "zh-Hans")
    assert [work.apply(post) for post in posts] == ["我的手机[电话1]", "打[电话2]或者[电话1]", "座机[电话3]"]


def test_people_get_letters_in_the_language_of_the_work() -> None:
    """Those who write come first, then those that the text presents."""
    work = pseudonyms(["@dark_knight77 thanks! My name is Jane Doe."], "en", ["sun_flower1", "dark_knight77"])
    assert work.apply("@dark_knight77, Jane Doe here. My name is Jane Doe.") == (
        "@User B, Jane Doe here. My name is User C."
    )
    assert pseudonyms(["大家好，我叫张三，今年二十"], "zh").apply("我叫张三，") == "我叫用户A，"


@pytest.mark.parametrize("behind", ["User B", "ABC", "王", "的", "A："])
def test_a_stand_in_that_runs_into_the_next_word_stays(behind: str) -> None:
    """It is not taken for a name again, and again."""
    text = f"收件人: 欧阳建国{behind}"
    assert pseudonyms([text], "zh").apply(text) in (f"收件人: 用户A{behind}", text)


def test_what_the_work_was_not_known_to_hold_gets_its_kind() -> None:
    """A stand-in never tells two strangers apart."""
    assert pseudonyms([], "zh").apply("打13812345678") == "打[电话]"


def test_a_kind_may_be_kept() -> None:
    """The choice is by kind."""
    work = pseudonyms(["打13812345678，写a@b.com"], "zh")
    assert work.apply(
        "打13812345678，写a@b.com", lambda kind, plain, numbered: numbered if kind == "phone" else None
    ) == ("打[电话1]，写a@b.com")


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("phone", "+86 138-1234-5678", "13812345678", True),
        ("phone", "13812345678", "13812345679", False),
        ("email", "Jane@Example.org", "jane@example.org", True),
        ("email", "jane.doe@example.org", "janedoe@example.org", False),
        ("bank_card", "4111 1111 1111 1111", "4111111111111111", True),
        ("key", "ghp_A", "ghp_a", False),
        ("name", "dark knight", "Dark Knight", True),
    ],
)
def test_a_key_joins_spellings_and_nothing_else(kind: str, one: str, other: str, same: bool) -> None:
    """Gaps and a calling code do not make another number."""
    assert (key(kind, one) == key(kind, other)) is same


@settings(deadline=None)
@given(TEXTS, st.sampled_from([None, "zh", "en"]))
def test_pseudonyms_are_deterministic_and_leave_nothing(texts: list[str], language: str | None) -> None:
    """The same work gives the same stand-ins; once given, nothing is found; twice is once."""
    work, again = pseudonyms(texts, language), pseudonyms(texts, language)
    for text in texts:
        shown = work.apply(text)
        assert shown == again.apply(text) == work.apply(shown)
        assert find(shown, language) == []
