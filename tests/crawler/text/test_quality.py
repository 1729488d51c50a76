"""Judging texts: what is dropped, and which posts are marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Drop, Part, Record
from crawler.text.quality import enough_text, marks, without_repeated_lines


def a_record(text: str, kind: str = "article") -> Record:
    """Return a record of one part."""
    return Record("1", "u", "s", kind).with_parts([Part("1", text)])


def marked(text: str, kind: str = "post") -> str:
    """Return the mark that a part of this text gets."""
    return marks(a_record(text, "thread").with_parts([Part("1", text, kind=kind)])).parts[0].mark


@pytest.mark.parametrize(
    ("text", "kept"), [("四个字了", True), ("三个字", False), (" a b c ", False), ("", False)]
)
def test_a_record_needs_enough_text(text: str, kept: bool) -> None:
    """White space is no text."""
    assert isinstance(enough_text(a_record(text), min_chars=4), Record) is kept


def test_the_reason_holds_the_figure_and_the_limit() -> None:
    """Whoever reads the rejected records sees by how much one failed."""
    record = a_record("三个字")
    assert enough_text(record, min_chars=9) == Drop(record, "enough_text", "3 characters, at least 9")


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("one\ntwo\nthree", "article", True),
        ("menu\nmenu\nmenu\nprose", "article", False),
        ("menu\nmenu\nmenu\nprose", "chapter", False),
        ("+1\n+1\n+1\n+1", "thread", True),
        ("+1\n+1\n+1\n+1", "status", True),
        ("", "article", True),
    ],
    ids=["prose", "menu", "menu in a chapter", "thread", "status", "empty"],
)
def test_repeated_lines_are_dropped_above_the_limit(text: str, kind: str, kept: bool) -> None:
    """A menu goes, prose and people who agree stay, and an empty record is not this step's business."""
    assert isinstance(without_repeated_lines(a_record(text, kind)), Record) is kept


@pytest.mark.parametrize(
    "text",
    [
        *(
            "+1",
            "顶",
            "顶顶顶",
            "沙发",
            "mark 一下",
            "路过",
            "学习了",
            "哈哈哈哈",
            "666666",
            "谢谢楼主分享！！",
            "感谢 楼主 分享",
            "mark，以后肯定用得到",
            "+1，坐等楼主",
        ),
        *("bump", "LOL", "thanks!", "Thank you very much", "Thanks for sharing", "hahahaha", "👍👍", "…"),
    ],
)
def test_posts_that_say_nothing_are_low(text: str) -> None:
    """Bumps, thanks and laughs are no answers."""
    assert marked(text) == "low"


@pytest.mark.parametrize(
    "text",
    [
        "代开各类发票，电话13812345678",
        "办证刻章 联系电话13812345678",
        "淘宝刷单兼职，日结200-500，加QQ 12345678",
        "日赚500元不是梦，加微信abc12345",
        "高仿手表批发，微信：abc123，全国包邮",
        "急用钱？无抵押贷款，当天放款，电话13812345678",
        "限时秒杀！按摩仪买一送一，前五十名再送眼罩！点击 http://shop.example/neck 马上抢",
        "Lose 10 kilos with miracle tea! Only today 2 for 1 at https://tea.example, use code SLIM",
        "Cheap Nike shoes, buy now http://shop.example only $29",
        "Best online casino bonus, register at http://casino.example",
        "Work from home and earn $500 a day, click here: http://x.example",
        "http://a.example http://b.example http://c.example",
    ],
)
def test_posts_that_sell_are_spam(text: str) -> None:
    """An offer, a price, a way to get in touch, an urge: three of these, or one that is never honest."""
    assert marked(text) == "spam"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "是的",
            "不是",
            "好的",
            "yes",
            "no",
            "42",
            "Python",
            "please",
            "谢谢，问题解决了",
            "thanks, that fixed it",
        ),
        "沙发很舒服，推荐",
        "+1 谁知道为什么？",
        "限时免费的课我领了，链接 http://course.example，讲得一般",
        "公司让我去代开发票，怎么办？",
        "我在淘宝花200元买了件衣服，还用了优惠券",
        "兼职一天100元，值得做吗？",
        "I paid $500 for a cheap loan from a bank.",
        "The casino was closed.",
        "I work from home and make $500 a day as a contractor.",
        "The documentation is at https://docs.example and the price is $20.",
    ],
)
def test_answers_and_talk_about_money_have_no_mark(text: str) -> None:
    """A short answer is an answer, and who asks about a price sells nothing."""
    assert marked(text) == ""


def test_a_body_and_a_mark_that_is_there_stay_as_they_are() -> None:
    """Chapters are not posts, and somebody may have judged before."""
    assert marked("顶", kind="body") == ""
    record = a_record("顶", "thread").with_parts([Part("1", "顶", mark="spam")])
    assert marks(record) == record


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(codec=None)))
def test_marking_twice_is_marking_once(text: str) -> None:
    """No str makes it fail, and no part is ever removed."""
    once = marks(a_record(text, "thread"))
    assert marks(once) == once
    assert len(once.parts) == 1
