"""Characters: mojibake, entities, widths and hidden marks are put right, clean text is not touched."""

from __future__ import annotations

import runpy
import time

import pytest
from conftest import SHARED, a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text import clean
from crawler.text.spelling.characters import full_punctuation
from crawler.text.spelling.entities import decoded
from crawler.text.spelling.mojibake import repaired

needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder shared is not beside the repository")
odd_text = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from("&amp;#38;lt;gt39x nbsp`\n"),
        st.sampled_from("ÃÂâ€™œ\u0080\u0085\u0094\u00a0é"),
        st.sampled_from("Ａ１．ｶﾞ\ue000\u0336\u0301\u0300月e,(.)!"),
    )
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("It doesnâ€™t work, naÃ¯vely.", "It doesn’t work, naïvely."),
        ("Ã¤Â½Â Ã¥Â¥Â½", "你好"),
        ("Café “à la mode”, São Paulo, l’été : 20 °C", "Café “à la mode”, São Paulo, l’été : 20 °C"),
        ("他说：Ã©tude", "他说：Ã©tude"),
        ("a&amp;nbsp;b &#39;c&#x27; AT&amp;T &amp;amp;lt; &hellip;", "a b 'c' AT&T < …"),
        ("R&D; a && b; x &amp y", "R&D; a && b; x &amp y"),
        ("`&lt;b&gt;` 和\n```\n&amp;nbsp;  Ａ\n```", "`&lt;b&gt;` 和\n```\n&amp;nbsp;  Ａ\n```"),
        ("ＡＢＣ１２３，（全角）！ｶﾀｶﾅ ０．９", "ABC123，（全角）！カタカナ 0.9"),
        ("Ａ\u0301 １\u0301 &#65;&#769;", "Á 1 Á"),
        ("私\ue000有\U000f0001字", "私\ue000有\U000f0001字"),
        ("月\u0336票\u0336 c\u0337o\u0337m 求\u0301", "月票 com 求"),
        ("Z\u0351\u036b\u0343\u036a\u0302\u036bA", "Z\u0351\u036bA"),
        ("Tiếng Việt, ≠, 1️⃣, ḗ, กำ, शक्ति", "Tiếng Việt, ≠, 1️⃣, ḗ, กำ, शक्ति"),
    ],
)
def test_what_went_wrong_is_put_right(text: str, cleaned: str) -> None:
    """And what only looks like it stays: foreign letters, code, ampersands, marks that belong."""
    assert clean.text(text, width="usual") == clean.text(cleaned, width="usual") == cleaned


def test_widths_are_kept_unless_asked() -> None:
    """阿Ｑ is a name, and a book's own way to write it."""
    assert clean.text("阿Ｑ") == "阿Ｑ"
    assert clean.text("阿Ｑ", width="usual") == "阿Q"


def test_repairs_are_counted() -> None:
    """By line, over all texts of a record, and added to what was counted before."""
    record = a_record("It isnâ€™t.\nFine.", "Itâ€™s\nwhat itâ€™s", title="Nothing")
    cleaned = clean.spaces(record)
    assert cleaned.meta["repaired"] == {"mojibake": 3}
    assert clean.spaces(cleaned) == cleaned
    assert "repaired" not in clean.spaces(a_record("Fine.")).meta


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("他说,好. 走吧!(笑)", "他说，好。走吧！（笑）"),
        ("版本1.2,共3页;见a.com", "版本1.2,共3页；见a.com"),
        ("“走。”他说:“好。”", "“走。”他说：“好。”"),
    ],
)
def test_punctuation_may_be_written_in_full_width(text: str, full: str) -> None:
    """Between Han characters only, and only where that is asked."""
    assert full_punctuation(text) == clean.text(text, punctuation="full") == full
    assert clean.text(text) == text


@settings(deadline=None, max_examples=500)
@given(odd_text, st.sampled_from(["kept", "full"]))
def test_cleaning_twice_is_cleaning_once(text: str, punctuation: str) -> None:
    """Whatever entities, mojibake and marks make of each other."""
    once = clean.text(text, punctuation=punctuation)
    assert clean.text(once, punctuation=punctuation) == once


@pytest.mark.parametrize(
    "unit",
    [
        "&amp;",
        "&#38;",
        "&#38;#38;",
        "&amp;#",
        "Ã©",
        "Ã",
        "â€™",
        "a\u0336",
        "\u0301",
        "Ａ",
        "ｶ\uff9e",
        "`",
        "```\n",
        " \u3000",
        "(他",
        "，.",
    ],
)
def test_hostile_texts_take_time_by_their_length(unit: str) -> None:
    """Eight times the length takes far less than eight times eight the time."""
    took = []
    for chars in (30_000, 240_000):
        started = time.process_time()
        clean.text(unit * (chars // len(unit)), punctuation="full")
        took.append(time.process_time() - started)
    assert took[1] < 24 * took[0] + 0.5


@needs_data
def test_clean_prose_is_not_repaired() -> None:
    """No line of Chinese, and none of a hundred English stories, is mojibake or holds entities."""
    book = (SHARED / "servers" / "common" / "books" / "CalltoArms.txt").read_text(encoding="utf-8")
    litbank = runpy.run_path(str(SHARED / "data" / "litbank" / "load.py"))["items"]()
    stories = "\n".join(" ".join(tokens) for text, _ in litbank for tokens in text)
    for text in (book, stories):
        assert repaired(text) == (text, 0)
        assert decoded(text) == text
