"""A text as the finders of private data read it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crawler.text.personal.reading import is_chinese, narrow, whole

WIDE = st.text(st.sampled_from("１３８ａＡ，。：（）！？；～＠＋－—–　\t\u00a0中文abc 1~-"))


@given(st.one_of(st.text(st.characters(codec=None)), WIDE))
def test_one_width_keeps_every_place(text: str) -> None:
    """Offsets stay, and what is narrow stays narrow."""
    small = narrow(text)
    assert len(small) == len(text) and narrow(small) == small
    assert not any("！" <= char <= "～" for char in small)


def test_full_width_is_read_as_ascii() -> None:
    """Digits, letters, signs, dashes and spaces."""
    assert narrow("电话：１３８—１２３４　ａ＠ｂ，（ｘ）！") == "电话:138-1234 a@b,(x)!"


@given(st.text(st.characters(codec=None)))
def test_half_a_pair_is_marked(text: str) -> None:
    """So that it can be searched as UTF-8."""
    assert len(whole(text)) == len(text)
    assert whole(text).encode().decode() == whole(text)


def test_the_letters_tell_chinese_where_no_tag_does() -> None:
    """Addresses and handles are Latin in Chinese too; Japanese has kana."""
    assert is_chinese("加微信abc") and not is_chinese("my 微 phone number is")
    assert not is_chinese("電話番号はこちらです") and is_chinese("abc", "zh-Hans")
