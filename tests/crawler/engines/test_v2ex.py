"""Boards like V2EX; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import extract
from crawler.engines.v2ex import place
from crawler.records import Record
from crawler.sites import Site

SITE = Site("board", "v2ex", domains=("site.example",))
HOST = "https://site.example/"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("t/81", ("t/81", "thread", "topic-81", 1)),
        ("t/81#reply12", ("t/81", "thread", "topic-81", 1)),
        ("t/81?p=1", ("t/81", "thread", "topic-81", 1)),
        ("t/81?p=3", ("t/81?p=3", "thread", "topic-81", 3)),
        ("t/81?r=someone&p=2", ("t/81?p=2", "thread", "topic-81", 2)),
        ("t/81?p=x", ("t/81", "thread", "topic-81", 1)),
        ("go/diy", ("go/diy", "listing", "go/diy", 1)),
        ("go/node-js.v2?p=2", ("go/node-js.v2?p=2", "listing", "go/node-js.v2", 2)),
        ("recent", ("recent", "listing", "recent", 1)),
        ("recent?p=9", ("recent?p=9", "listing", "recent", 9)),
    ],
)
def test_an_address_names_a_page(path: str, wanted: tuple[str, str, str, int]) -> None:
    """Topics, nodes and the list of all."""
    found = place(HOST + path)
    assert found is not None
    assert (found.url.removeprefix(HOST), found.rel, found.work, found.page) == wanted


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?tab=tech",
        "member/livid",
        "member/livid/replies?p=2",
        "tag/diy",
        "append/topic/81",
        "new/diy",
        "signin?next=/t/81",
        "planes",
        "t/diy",
        "thank/reply/12",
    ],
)
def test_other_addresses_lead_nowhere(path: str) -> None:
    """People, tags, tabs and forms."""
    assert place(HOST + path) is None


def reply(name: int, who: str, body: str) -> str:
    return f"""<div id="r_{name}" class="cell"><span class="no">{name}</span>
<strong><a href="/member/{who}">{who}</a></strong><div class="reply_content">{body}</div></div>"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("@ada 是的", "r_3"),
        ("@Ada #1 是的", "r_1"),
        ("@ada #2 是的", "r_3"),
        ("@bob，是的", "r_2"),
        ("@nobody 是的", ""),
        ("2楼说得对", "r_2"),
        ("#2 说得对", "r_2"),
        ("回复 2 楼", "r_2"),
        ("9楼说得对", ""),
        ("是的 @bob", ""),
        ("2 个问题", ""),
        ("#20 说得对", ""),
        ("@op 谢谢", "t_81"),
    ],
)
def test_a_reply_answers_whom_it_names_first(text: str, wanted: str) -> None:
    """The latest earlier post of that person, or the floor that it tells; no guess otherwise."""
    topic = """<div class="box"><div class="header"><h1>收音机</h1>
<small class="gray"><a href="/member/op">op</a></small></div></div>"""
    replies = [reply(1, "ada", "a"), reply(2, "bob", "b"), reply(3, "ada", "c"), reply(4, "eve", text)]
    found = extract(a_page(topic + "".join(replies), HOST + "t/81"), SITE)
    assert isinstance(found, Record)
    assert found.parts[-1].reply_to == wanted
