"""Judging texts: what is dropped, and which posts are marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Drop, Part, Record
from crawler.text.measures.limits import LIMITS, limits_of
from crawler.text.quality import enough_text, judge, marks


def a_record(text: str, kind: str = "article") -> Record:
    """Return a record of one part."""
    return Record("1", "u", "s", kind, language="en").with_parts([Part("1", text)])


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
        ("menu\n" * 12 + "prose", "article", False),
        ("menu\n" * 12 + "prose", "chapter", False),
        ("menu\n" * 4 + "prose", "article", True),
        ("+1\n" * 12, "thread", True),
        ("+1\n" * 12, "status", True),
        ("", "article", True),
    ],
    ids=["prose", "menu", "menu in a chapter", "too short to tell", "thread", "status", "empty"],
)
def test_repeated_lines_are_dropped_above_the_limit(text: str, kind: str, kept: bool) -> None:
    """A menu goes, prose and people who agree stay, and an empty record is not this step's business."""
    assert isinstance(judge(a_record(text, kind=kind)), Record) is kept


PROSE = (
    "The ferry left at noon, and nobody on the pier thought that it would come back before the storm. "
    "She had packed two shirts, a loaf of bread and the letter; the rest of her things were in the house. "
    "Nobody asked where she was going, because everybody knew that there was only one road out of town."
)
PROSE_ZH = (
    "渡口只有一条铁皮船，船头坐着一个女孩，正拿一根竹签剔螺蛳。"
    "他问水文站怎么走，她用竹签往对岸一指，说看见那个白房子了就不用问。"
)
MENU = "\n".join("Home News Forum Login Help Contact Search Archive Gallery Tags Shop Blog".split())


@pytest.mark.parametrize("kind", ["chapter", "article"])
def test_prose_passes_and_a_menu_is_dropped(kind: str) -> None:
    """The reason names what was exceeded, with figure and limit; the record keeps all of it."""
    record = a_record(PROSE, kind)
    assert judge(record) is record
    dropped = judge(a_record(MENU + "\n" + MENU.lower(), kind))
    assert isinstance(dropped, Drop)
    assert dropped.step == "quality"
    assert dropped.reason == "ended 0, at least 0.08; short lines 1, at most 0.9"
    assert dropped.record is not None
    assert dropped.record.meta["quality"] == {"ended": 0.0, "short_lines": 1.0}


@pytest.mark.parametrize("kind", ["thread", "status", "conversation"])
def test_posts_are_never_judged_as_a_document(kind: str) -> None:
    """Their marks say what is wrong with each."""
    record = a_record(MENU, kind)
    assert judge(record) is record


@pytest.mark.parametrize("text", ["", "Home", "菜单\n首页\n登录", "!!!", "12345"])
def test_short_texts_are_exempt_from_what_says_nothing_of_them(text: str) -> None:
    """enough_text has the say there."""
    assert isinstance(judge(a_record(text)), Record)


def test_limits_are_keywords_over_those_of_the_language() -> None:
    """A site with tables may allow more digits; a slip in a name is an error with the nearest one."""
    dropped = judge(a_record(PROSE), max_digits=-1.0)
    assert isinstance(dropped, Drop)
    assert dropped.reason == "digits 0, at most -1"
    menu = a_record(MENU + "\n" + MENU.lower())
    assert isinstance(judge(menu, min_ended=0.0), Drop)
    assert isinstance(judge(menu, min_ended=0.0, max_short_lines=1.0), Record)
    with pytest.raises(ValueError, match="unknown limit 'max_digit'; did you mean 'max_digits'"):
        judge(a_record(PROSE), max_digit=1)


def test_chinese_and_english_limits_differ() -> None:
    """Function words have a limit where a table holds them."""
    assert LIMITS["zh"]["max_top_2"] > LIMITS["en"]["max_top_2"]
    assert limits_of("zh-Hant") == limits_of("yue") == LIMITS["zh"]
    assert "min_function_kinds" in limits_of("fr")
    assert "min_function_kinds" not in limits_of("sw")


@pytest.mark.parametrize("kind", ["chapter", "thread"])
def test_measures_and_a_score_are_kept_where_asked(kind: str) -> None:
    """Whoever chooses between copies takes the better one; a repeated text is a worse one."""
    good = judge(a_record(PROSE, kind), keep=True)
    assert isinstance(good, Record)
    assert judge(good, keep=True) == good
    worse = judge(a_record("\n".join([PROSE] * 6), "thread"), keep=True)
    assert isinstance(worse, Record)
    assert 0 <= worse.meta["quality"]["score"] < 0.5 < good.meta["quality"]["score"] <= 1
    assert good.meta["quality"]["words"] == len(PROSE.split())


def test_posts_that_nobody_wrote_are_garbled() -> None:
    """Wrongly decoded bytes, keys hit at random; what is said in any language is not."""
    assert marked(PROSE_ZH.encode().decode("latin-1")) == "garbled"
    assert marked(PROSE_ZH.encode("gbk").decode("utf-8", "replace")) == "garbled"
    assert marked("sdkfjh sldkfjhg wlkqjrh qwlkejr zxmncb vzxmcnbv") == "garbled"
    assert marked(PROSE) == marked(PROSE_ZH) == ""


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


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(codec=None)), st.sampled_from(("en", "zh-Hans", "und", "fr")))
def test_judging_twice_is_judging_once(text: str, language: str) -> None:
    """No str makes it fail."""
    record = replace(a_record(text), language=language)
    once = judge(record, keep=True)
    assert isinstance(once, Drop) or judge(once, keep=True) == once


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(codec=None)))
def test_marking_twice_is_marking_once(text: str) -> None:
    """No str makes it fail, and no part is ever removed."""
    once = marks(a_record(text, "thread"))
    assert marks(once) == once
    assert len(once.parts) == 1
