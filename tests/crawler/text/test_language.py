"""Languages: what the script says, what the model says, and what the hint says."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Part, Record
from crawler.text import language


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
        ("経済学会", "ja"),
        ("図書館", "ja"),
        ("這本書的第一巻我看過了，寫得很好", "zh-Hant"),
        ("辦公室", "zh-Hant"),
        ("可爱の猫猫们", "zh-Hans"),
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
        ("Kerajaan Malaysia berkata bahawa mereka akan membantu rakyat kerana keadaan ekonomi", "ms"),
        ("Pemerintah Indonesia mengatakan bahwa mereka akan membantu rakyat karena keadaan ekonomi", "id"),
        ("Дзе мы былі ўчора, калі пайшоў дождж", "be"),
        ("Бид нар энэ өдөр ууланд явна, ээж аав ч явна", "mn"),
        ("این روزها هوا خیلی خوب است و ما به پارک می‌رویم", "fa"),
        ("2026-11-20 12:34 😀 https://example.com/für/immer", "und"),
        ("", "und"),
    ],
)
def test_a_text_tells_its_language(text: str, tag: str) -> None:
    """Without a hint: script first, then the model; addresses and digits say nothing."""
    assert language.detect(text) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("thanks!", "en"),
        ("lol", "en"),
        ("this is so good lmao", "en"),
        ("TL;DR", "en"),
        ("ty, gg wp", "en"),
        ("@bob see https://example.com/für/immer, it works!!", "en"),
        ("Danke", "de"),
        ("köszönöm", "hu"),
        ("teşekkürler", "tr"),
        ("gracias", "es"),
        ("merci", "fr"),
        ("cảm ơn", "vi"),
        ("obrigado", "pt"),
        ("спасибо", "ru"),
        ("људима", "sr"),
        ("شكرا", "ar"),
    ],
)
def test_one_word_is_told_by_the_lists_of_words(text: str, tag: str) -> None:
    """Letters alone call "thanks!" Xhosa; that it is a common word of English decides."""
    assert language.detect(text) == tag


@pytest.mark.parametrize(
    "text",
    [
        "+1",
        "www",
        "I",
        "?!",
        "(´・ω・`)",
        "(づ｡◕‿‿◕｡)づ",
        "ヽ(´ー`)ノ",
        "щ（ﾟДﾟщ）",
        "ಠ_ಠ",
        "```\nfor i in range(10): print(i)\n```",
        "@bob @alice",
        "-" * 100,
        "12:30 " * 50,
        "\ud800" * 100,
    ],
)
def test_what_holds_no_words_is_in_no_language(text: str) -> None:
    """Kaomoji are made of letters of many scripts, and code is in no language."""
    assert language.detect(text) == "und"
    assert language.detect(text, "ja") == "ja"


@pytest.mark.parametrize(
    ("hint", "tag"),
    [("zh_TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("zh", "zh-Hans"), ("en-US", "en"), ("nb-NO", "no")],
)
def test_a_hint_may_be_what_pages_write(hint: str, tag: str) -> None:
    """An attribute of HTML names a place; a record names the language."""
    assert language.detect("👍", hint) == tag


def test_a_long_text_is_judged_by_more_than_its_menu() -> None:
    """Pages begin with a menu in the language of the software."""
    menu = "Home | Forum | Search | Login | Register | Help\n" * 3
    body = "Gestern sind wir mit dem Zug ans Meer gefahren und haben lange am Strand gesessen. " * 20
    assert language.detect(menu + body) == "de"


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


@pytest.mark.parametrize("mask", ["[email1] [电话2] User A", "@[name] [id card], 用户B [driver license]"])
def test_what_stands_for_private_data_is_no_language(mask: str) -> None:
    """A record that was labelled before its data was masked keeps its language."""
    fresh = Record("1", "u", "s", "thread").with_parts([Part("1", mask)])
    assert language.label(fresh).language == "und"
    masked = Record("1", "u", "s", "thread", language="de").with_parts([Part("1", mask, language="de")])
    assert language.label(masked, hint="fr") == masked


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(codec=None)), st.sampled_from([None, "zh-Hans", "en"]))
def test_every_str_has_an_answer(text: str, hint: str | None) -> None:
    """Lone surrogates, controls and rare scripts included; the same text always has the same answer."""
    assert language.detect(text, hint) == language.detect(text, hint) != ""


@pytest.mark.parametrize(
    "unit", ["a", "а", "ب", "你", "の", " ", "`", "[a=", "a@", "/", "ß ", "\ud800", "\x00"]
)
def test_ever_longer_texts_take_no_longer(unit: str) -> None:
    """Only a bounded part is looked at, and no pattern makes much of a hostile one."""
    language.detect(unit * 1000)  # loads what is loaded late
    spent = []
    for size in (10_000, 1_000_000):
        text = unit * (size // len(unit))
        spent.append(min(_seconds(text) for _ in range(3)))
    assert spent[1] < 10 * spent[0] + 0.01


def _seconds(text: str) -> float:
    start = time.process_time()
    language.detect(text)
    return time.process_time() - start


def test_langdetect_leaves_the_random_numbers_of_others_alone() -> None:
    """Neither the seed of the library nor that of the interpreter is ours to set."""
    from langdetect import DetectorFactory

    before = random.getstate(), DetectorFactory.seed
    language.detect("Das ist ein Satz.", detector="langdetect")
    assert (random.getstate(), DetectorFactory.seed) == before


def test_no_model_is_loaded_before_it_is_needed() -> None:
    """Chinese and plain English pay for no list and no model."""
    code = (
        "import sys; from crawler.text import language;"
        "language.detect('今天天气很好，我们去公园散步吧。');"
        "language.detect('He told her that they would be there when the others came.');"
        "print({'fasttext', 'py3langid', 'wordfreq', 'langdetect'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "set()"


def test_models_load_beside_other_work() -> None:
    """``prepare`` returns at once; the first text waits for what is being loaded and loads nothing twice."""
    code = (
        "import threading, time; from crawler.text import language\n"
        "from crawler.text.tongues import guesses\n"
        "start = time.perf_counter(); language.prepare(); took = time.perf_counter() - start\n"
        "assert took < 0.1 and any(t.name == 'language models' for t in threading.enumerate())\n"
        "assert language.detect('kommissioniert') == 'de'\n"
        "assert guesses._naive_model.cache_info().misses == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_tables_agree() -> None:
    """Every language with a list or a prior is one of its script, and commoner words weigh more."""
    from crawler.text.tongues.lexicon import lexicon
    from crawler.text.tongues.priors import PRIORS, WEIGHTS
    from crawler.text.tongues.writing import LISTED, SCRIPTS

    assert all(set(listed) <= set(SCRIPTS[script][1]) for script, listed in LISTED.items())
    assert set(PRIORS) <= {tag for _, tags in SCRIPTS.values() for tag in tags}
    assert all(earlier[2] > later[2] > 0 > later[3] for earlier, later in pairwise(WEIGHTS))
    columns, decades = lexicon("Latn").entries(["the", "xqzzxq"])
    english = LISTED["Latn"].index("en")
    assert dict(zip(columns.tolist(), decades.tolist(), strict=True))[english] == 4
