"""Languages: what the script says, what the model says, and what the hint says."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Part, Record
from crawler.text import language

DATA = Path(__file__).parents[3].parent / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the folder shared/data is not beside the repository"
)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("今天天气很好，我们去公园散步吧。", "zh-Hans"),
        ("今天天氣很好，我們去公園散步吧。", "zh-Hant"),
        ("你好", "zh-Hans"),
        ("佢哋喺度做緊嘢，唔好嘈住佢。", "yue"),
        ("唔該晒，你哋嘅嘢好好食", "yue"),
        ("好嘅", "yue"),
        ("“唔……”他沉吟了一下，“好的，我们走。”", "zh-Hans"),
        ("今日は天気がいいので、公園を散歩しましょう。", "ja"),
        ("東京の大学", "ja"),
        ("経済産業省", "ja"),
        ("看https://example.com/a我觉得很好 ¯\\_(ツ)_/¯", "zh-Hans"),
        ("오늘은 날씨가 좋으니 공원을 산책합시다.", "ko"),
        ("我用Python写了一个爬虫，但是pip install scrapy报错了", "zh-Hans"),
        ("The weather is lovely today, let us walk in the park.", "en"),
        ("Heute ist das Wetter schön, lass uns in den Park gehen.", "de"),
        ("Сегодня хорошая погода, пойдём гулять в парк.", "ru"),
        ("Сьогодні гарна погода, ходімо гуляти до парку.", "uk"),
        ("Σήμερα ο καιρός είναι καλός.", "el"),
        ("วันนี้อากาศดี", "th"),
        ("الطقس جميل اليوم، هيا نتمشى في الحديقة", "ar"),
        ("היום מזג האוויר יפה", "he"),
        ("आज मौसम अच्छा है, चलो पार्क में टहलते हैं।", "hi"),
        ("Hôm nay trời đẹp, chúng ta đi dạo trong công viên nhé.", "vi"),
        ("2026-11-20 12:34 😀 https://example.com/für/immer", "und"),
        ("", "und"),
    ],
)
def test_a_text_tells_its_language(text: str, tag: str) -> None:
    """Without a hint: script first, then the model; addresses and digits say nothing."""
    assert language.detect(text) == tag


@pytest.mark.parametrize(
    ("text", "hint", "tag"),
    [
        ("thanks!", "de", "de"),
        ("ok", "zh-Hans", "zh-Hans"),
        ("👍", "fr", "fr"),
        ("你好", "zh-Hant", "zh-Hant"),
        ("你好", "yue", "yue"),
        ("了解", "ja", "ja"),
        ("我の家", "zh-Hans", "zh-Hans"),
        ("这个问题", "zh-Hant", "zh-Hans"),
        ("你好", "en", "zh-Hans"),
        ("спасибо", "en", "ru"),
        ("The weather is lovely today, let us walk in the park.", "de", "en"),
    ],
)
def test_a_short_text_takes_the_hint_that_its_script_allows(text: str, hint: str, tag: str) -> None:
    """A reply of one word is in the language of its thread; a long one speaks for itself."""
    assert language.detect(text, hint) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("今天天气很好，我们去公园散步吧。", "zh-Hans"),
        ("The weather is lovely today, is it not?", "en"),
        ("123", "und"),
    ],
)
def test_langdetect_answers_in_the_same_tags(text: str, tag: str) -> None:
    """The second detector is selectable, and fixed in its random choices."""
    assert {language.detect(text, detector="langdetect") for _ in range(3)} == {tag}


def test_an_unknown_detector_is_named() -> None:
    """The message says which detectors there are."""
    with pytest.raises(ValueError, match="unknown detector 'cld9'; the detectors are rules, langdetect"):
        language.detect("text", detector="cld9")


def test_short_parts_take_the_language_of_their_record() -> None:
    """A thread in German stays German where somebody says thanks."""
    record = Record("1", "u", "s", "thread").with_parts(
        [
            Part("1", "Wie bekomme ich den Kaffeefleck aus dem Teppich?"),
            Part("2", "thanks"),
            Part("3", "你好"),
        ]
    )
    labelled = language.label(record)
    assert (labelled.language, *(part.language for part in labelled.parts)) == ("de", "de", "de", "zh-Hans")


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(codec=None)), st.sampled_from([None, "zh-Hans", "en"]))
def test_every_str_has_an_answer(text: str, hint: str | None) -> None:
    """Lone surrogates, controls and rare scripts included; the same text always has the same answer."""
    assert language.detect(text, hint) == language.detect(text, hint) != ""


@needs_data
@pytest.mark.parametrize(("kind", "floor"), [("sentences", 0.98), ("word-pairs", 0.85)])
def test_real_sentences_are_told_apart(kind: str, floor: float) -> None:
    """Macro accuracy over fourteen languages, without a hint (measured: benchmarks/text.py)."""
    tags = "zh ja ko en ru de fr es it pt nl tr vi ar".split()
    items = runpy.run_path(str(DATA / "lid_lingua" / "load.py"))["items"]
    shares = []
    for tag in tags:
        texts = [text for text, _ in items(kind, [tag])][::10]
        shares.append(sum(language.detect(text).split("-")[0] == tag for text in texts) / len(texts))
    assert sum(shares) / len(shares) >= floor
