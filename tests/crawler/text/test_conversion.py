"""Scripts: Chinese is converted where asked, other languages never."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Utterance
from crawler.text.conversion import CONFIGURATIONS, TARGETS, converted, script


@pytest.mark.parametrize(
    ("text", "to", "source", "written"),
    [
        ("后面的头发", "zh-Hant", "zh-Hans", "後面的頭髮"),
        ("後面的頭髮", "zh-Hans", "zh-Hant", "后面的头发"),
        ("软件和鼠标", "zh-Hant-TW", "zh-Hans", "軟體和滑鼠"),
        ("軟體和滑鼠", "zh-Hans", "zh-Hant-TW", "软件和鼠标"),
        ("里面", "zh-Hant-HK", "zh-Hans", "裏面"),
        ("头发", "zh-Hans", "zh-Hans", "头发"),
        ("plain", "zh-Hant", "", "plain"),
    ],
)
def test_words_are_written_in_the_script(text: str, to: str, source: str, written: str) -> None:
    """By the configuration for both scripts, with the words of the place where that is asked."""
    assert converted(text, to, source) == written


@pytest.mark.parametrize(("source", "to"), CONFIGURATIONS)
def test_every_configuration_is_there(source: str, to: str) -> None:
    """The table names only what OpenCC has."""
    assert converted("中文", to, source) == "中文"


def test_an_unknown_script_is_refused() -> None:
    """The name is in the error."""
    with pytest.raises(KeyError, match="zh-Latn"):
        converted("中文", "zh-Latn")


def test_a_record_changes_its_script_and_says_so() -> None:
    """Utterances keep their places in a text of the same length, and their speakers' names change too."""
    record = a_record("“头发。”刘明说。", kind="chapter", language="zh-Hans", title="头发")
    said = Utterance(0, 5, "“头发。”", "刘明")
    record = record.with_parts([replace(record.parts[0], utterances=(said,))])
    written = script(record, to="zh-Hant")
    assert (written.title, written.text, written.language) == ("頭髮", "“頭髮。”劉明說。", "zh-Hant")
    assert written.parts[0].utterances == (Utterance(0, 5, "“頭髮。”", "劉明"),)


def test_other_languages_stay() -> None:
    """Japanese has Han characters as well; a part in it is left within a Chinese thread, too."""
    japanese = a_record("国語の先生", language="ja")
    assert script(japanese, to="zh-Hant") == japanese
    mixed = a_record("国语", "国語の先生", language="zh-Hans")
    mixed = mixed.with_parts([mixed.parts[0], replace(mixed.parts[1], language="ja")])
    assert [part.text for part in script(mixed, to="zh-Hant").parts] == ["國語", "国語の先生"]


@settings(deadline=None, max_examples=100)
@given(st.text(), st.sampled_from(TARGETS))
def test_no_text_is_too_odd(text: str, to: str) -> None:
    """Lone surrogates leave a text as it is."""
    assert converted("\ud800" + text, to) == "\ud800" + text
    assert isinstance(converted(text, to), str)
