"""Scripts: Chinese texts in the other script."""

from __future__ import annotations

import pytest
from conftest import a_part, a_work

from postprocess.build.making import prompt_bytes
from postprocess.build.scripts import build, changed

HANS = (
    "月底要搬到北边去，带不走的东西找个好人家：书架一个，一米八高，五层，有一层被猫抓过，六十块钱。电话联系。"
)
HANT = (
    "月底要搬到北邊去，帶不走的東西找個好人家：書架一個，一米八高，五層，有一層被貓抓過，六十塊錢。電話聯繫。"
)


@pytest.mark.parametrize(
    ("language", "text", "to", "other"),
    [("zh-Hans", HANS, "zh-Hant", HANT), ("zh-Hant", HANT, "zh-Hans", HANS)],
)
def test_a_post_is_turned_into_the_other_script(language: str, text: str, to: str, other: str) -> None:
    """The prompt is written in the script of the text."""
    (pair,) = build(a_work(a_part(text, language=language), language=language), 1000)
    assert (pair.response, pair.language) == (other, to)
    assert pair.prompt.endswith(f"\n\n{text}") and pair.meta["made"] == "by rule, OpenCC"


def test_a_chapter_gives_what_fits() -> None:
    """Its first block, and no more."""
    body = a_part("\n\n".join([HANS] * 30), kind="body")
    (pair,) = build(a_work(body, kind="chapter", language="zh-Hans"), 1000)
    assert prompt_bytes(pair) <= 1000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry left at six, and nobody was on it but the postman.", "en"),
        ("谢谢楼主", "zh-Hans"),
        ("山" * 60, "zh-Hans"),
    ],
    ids=["English", "short", "the same in both"],
)
def test_what_there_is_nothing_to_learn_from_is_left_out(text: str, language: str) -> None:
    """No other language, no remark, nothing that stays as it is."""
    assert list(build(a_work(a_part(text, language=language), language=language), 1000)) == []


def test_texts_of_two_lengths_differ_everywhere() -> None:
    """Where characters do not stand below one another nothing can be counted."""
    assert changed("一二", "一二三") == 3
