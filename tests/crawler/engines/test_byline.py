"""Who wrote a page, by what it says itself."""

from __future__ import annotations

import json
import time

import pytest
from conftest import a_page

from crawler.engines import extract
from crawler.engines.linked import MAX_CHARS
from crawler.records import Record
from crawler.sites import Site

SITE = Site("site", domains=("site.example",))
PROSE = "A rope is a row of small promises, each twisted around the next so that none holds alone. " * 3
HAN = "绳子是一排小小的约定，一个缠着一个，谁也不必独自承受全部的重量，谁也不能先松手。" * 3


def author(html: str) -> str:
    found = extract(a_page(html), SITE)
    assert isinstance(found, Record), found
    return found.author


def linked(value: object) -> str:
    data = {"@type": "NewsArticle", "author": value}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<meta name=author content='Tilda  Brandt'>", "Tilda Brandt"),
        ("<meta property=article:author content=https://social.example/tb><a rel=author>Tilda</a>", "Tilda"),
        ("<meta name=parsely-author content=Ann><meta name=parsely-author content=Bo>", "Ann, Bo"),
        ("<meta name=DC.Creator content='Tilda Brandt'>", "Tilda Brandt"),
        (linked({"@type": "Person", "name": "Tilda Brandt"}), "Tilda Brandt"),
        (linked([{"name": "Ann Lee"}, "Bo Yu"]), "Ann Lee, Bo Yu"),
        (linked(7) + linked({"name": {"x": 1}}) + "<meta name=author content=Ann>", "Ann"),
        ("<script type=application/ld+json>{broken</script><meta name=author content=Ann>", "Ann"),
        ("<span itemprop=author><b itemprop=name>Tilda Brandt</b>, 43 posts</span>", "Tilda Brandt"),
        ("<p class=byline>By Tilda Brandt | 3 May 2021</p>", "Tilda Brandt"),
        ("<p class=c-byline__x>Written by <a>Tilda Brandt</a>, Staff</p>", "Tilda Brandt"),
        ("<p>By Tilda Brandt</p>", "Tilda Brandt"),
        ("<p>Posted by Tilda Brandt on 2021-05-03</p>", "Tilda Brandt"),
        ("<div class=post-author-box><a>Tilda Brandt</a></div>", "Tilda Brandt"),
        ("<meta name=author content=admin><p>By Tilda Brandt</p>", "Tilda Brandt"),
        ("<meta property=og:site_name content=S><meta name=author content=S><p>By Ann Lee</p>", "Ann Lee"),
        ("<meta property=og:site_name content=Slow><meta name=author content=Slow>", "Slow"),
        ("<p>By the river</p>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_an_author_is_found(html: str, name: str) -> None:
    """In the head, in the template or in a line; a site's own name only where there is no other."""
    assert author(f"<body>{html}<div class=entry-content><p>{PROSE}</p></div>") == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("作者：林晚", "林晚"),
        ("作　者: 放飞&心情 振威将军(从一品)", "放飞&心情"),
        ("文/周小舟", "周小舟"),
        ("2021-03-04 08:12 来源：江城晚报 作者：林晚、周舟", "林晚、周舟"),
        ("本报记者 许望舒 陶然", "许望舒 陶然"),
        ("江城晚报记者许望舒/文 受访者供图", "许望舒"),
        ("本报记者扎西达瓦发自拉萨", "扎西达瓦"),
        ("据新华社拉萨电（记者 格桑边觉）", "格桑边觉"),
        ("本贴由 大卫 于2005年8月12日16:12:21在〖茶座〗发表", "大卫"),
        ("ggbond 发表于 2005-9-15 11:46:00", "ggbond"),
        ("http://news.example 2004年7月16日08:19 [ 黄宇 ]", "黄宇"),
        ("来源: 尹小娟", "尹小娟"),
        ("责任编辑：秦简", "秦简"),
        ("记者看到，渡口已经关闭", ""),
        ("年轻的医生微笑着告诉记者：不会的", ""),
        ("来源：江城晚报", ""),
        ("作者：佚名", ""),
    ],
)  # fmt: skip
def test_a_chinese_line_names_its_author(line: str, name: str) -> None:
    """By label, by trade, by who posted, at last by source and editor."""
    assert (
        author(f"<h1>雨停了</h1><div>{line}</div><div class=content><p>{HAN}</p><p>{HAN}</p></div>") == name
    )


@pytest.mark.parametrize(
    ("end", "name"), [("（文知秋）", "文知秋"), ("（常书香 马丹阳 ）", "常书香 马丹阳"), ("（完）", "")]
)
def test_a_chinese_text_is_signed_at_its_end(end: str, name: str) -> None:
    """In brackets after the last sentence."""
    assert author(f"<div class=content><p>{HAN}</p><p>{HAN}{end}</p></div>") == name


def test_the_publisher_in_a_chinese_head_is_not_the_author() -> None:
    """What stands there is seldom a person."""
    html = f"<body><div>作者：林晚</div><div class=content><p>{HAN}</p></div>"
    assert author(f"<meta name=author content='云岭日报报业集团,云岭网'>{html}") == "林晚"


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        '{"a":' * 5000,
        '"' + "x" * (MAX_CHARS + 1) + '"',
        "[" + "{}," * 50_000 + "{}]",
        "null",
    ],
    ids=["deep", "deep objects", "long", "many", "null"],
)
def test_hostile_linked_data_say_nothing(script: str) -> None:
    """In bounded time."""
    start = time.process_time()
    assert author(f"<script type=application/ld+json>{script}</script><p>{PROSE}</p>") == ""
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "line", ["作 者 " * 20_000, "记者" * 50_000, "（" * 50_000, "By A" * 30_000, "王 " * 50_000]
)
def test_long_lines_cost_little(line: str) -> None:
    """Patterns look at the ends of lines only."""
    start = time.process_time()
    author(f"<p>{line}</p><p>{HAN}</p>")
    assert time.process_time() - start < 3
