"""Lines at the ends of an article that are about it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.engines.notices import body, notice

PROSE = "A rope is a row of small promises, each twisted around the next so that none holds alone."
HAN = "绳子是一排小小的约定，一个缠着一个，谁也不必独自承受全部的重量，谁也不能先松手。"


@pytest.mark.parametrize(
    "line",
    [
        "作者：林晚", "来源: 江城晚报", "责任编辑：秦简", "【打印】【关闭】", "相关阅读", "上一篇：雨",
        "字号：大 中 小", "2005年04月12日 17:35 江城晚报", "当前位置：首页 > 新闻", "分享到：",
        "滇ICP备00000000号", "By Tilda Brandt", "April 5, 2023", "Share on Facebook",
        "Facebook Twitter Email", "Read more", "12 Comments", "Published 3 May 2021", "Tags: tin, fire",
        "Copyright 2021 Slow Tools", "Photo by Ines", "On rope",
    ],
)  # fmt: skip
@pytest.mark.parametrize("prose", [PROSE, HAN])
def test_a_notice_above_the_text_goes(line: str, prose: str) -> None:
    """Bylines, dates, shares and the headline, in both languages."""
    assert body(f"{line}\n\n{prose}\n\n{prose}", "On rope | Slow Tools") == f"{prose}\n\n{prose}"


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：秦简", "（责编：周舟）", "相关新闻", "下一章", "转载请注明出处", "扫一扫，关注我们",
        "打印 | 关闭", "版权所有 未经授权禁止复制", "标签：绳子", "Related articles", "Leave a comment",
        "Sign up for our newsletter", "Follow us on Twitter", "Filed under: rope", "© 2021 Slow Tools",
        "All rights reserved.", "You may also like", "Reporting by Ann Lee; editing by Bo Yu",
        "Next Auto News",
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", ["", "\n\nAnother headline", "\n\n又一个标题"])
def test_a_notice_below_the_text_goes_with_all_that_follows(line: str, more: str) -> None:
    """What stands under it are headlines of other pages."""
    assert body(f"{PROSE}\n\n{HAN}\n\n{line}{more}") == f"{PROSE}\n\n{HAN}"


@pytest.mark.parametrize(
    "line",
    [
        "编辑部里很静。", "时间过得很快。", "分享是一种快乐，他说。", "By the river she sat down.",
        "Share what you have.", "“打印出来。”", "“By heart,” he said.", "Comments were few.", "The end",
        "完", "他笑了",
    ],
)  # fmt: skip
def test_a_sentence_that_begins_like_a_notice_stays(line: str) -> None:
    """At either end."""
    assert body(f"{line}\n\n{PROSE}\n\n{line}") == f"{line}\n\n{PROSE}\n\n{line}"


def test_advertisements_within_go_and_code_stays() -> None:
    """Whole lines alone."""
    text = f"{PROSE}\n\nAdvertisement\n\nRead more\n\n```\nprint\nclose\n```\n\n{PROSE}"
    assert body(text) == f"{PROSE}\n\n```\nprint\nclose\n```\n\n{PROSE}"


@pytest.mark.parametrize("text", ["", "Share", "作者：林晚", "打印\n\n关闭"])
def test_a_text_of_notices_only_is_returned(text: str) -> None:
    """Rather than nothing."""
    assert body(text) == text


@given(st.text("作者：林晚 share by\n.，abc2021-", max_size=200), st.text(max_size=20))
def test_lines_are_taken_away_and_never_made(text: str, title: str) -> None:
    """Whatever the text."""
    assert set(body(text, title).split("\n")) <= set(text.split("\n")) | {
        text.strip(),
        *text.strip().split("\n"),
    }


@pytest.mark.parametrize(
    "line", ["作 " * 50_000, "by " * 50_000, "(" * 100_000, "1" * 100_000, "image credit" * 9000]
)
def test_long_lines_cost_little(line: str) -> None:
    """No pattern looks at one twice."""
    start = time.process_time()
    notice(line)
    body(f"{line}\n{PROSE}\n{line}")
    assert time.process_time() - start < 1
