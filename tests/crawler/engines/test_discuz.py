"""Boards of Discuz!; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import detect, extract, links
from crawler.engines.discuz import place
from crawler.records import Context, Part, Record
from crawler.sites import Site

SITE = Site("board", "discuz", domains=("site.example",), timezone="Asia/Shanghai")
HOST = "http://site.example/"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("thread-7-1-1.html", ("thread-7-1-1.html", "thread", "thread-7", 1)),
        ("bbs/thread-7-12-3.html", ("bbs/thread-7-12-1.html", "thread", "thread-7", 12)),
        ("forum.php?mod=viewthread&tid=7", ("forum.php?mod=viewthread&tid=7", "thread", "thread-7", 1)),
        (
            "forum.php?mod=viewthread&tid=7&extra=page%3D1&page=2",
            ("forum.php?mod=viewthread&tid=7&page=2", "thread", "thread-7", 2),
        ),
        ("viewthread.php?tid=7&page=2&extra=", ("viewthread.php?tid=7&page=2", "thread", "thread-7", 2)),
        ("forum-12-3.html", ("forum-12-3.html", "listing", "board-12", 3)),
        ("forum-boats-1.html", ("forum-boats-1.html", "listing", "board-boats", 1)),
        ("forumdisplay.php?fid=9&page=2", ("forumdisplay.php?fid=9&page=2", "listing", "board-9", 2)),
        ("forum.php?mod=forumdisplay&fid=9", ("forum.php?mod=forumdisplay&fid=9", "listing", "board-9", 1)),
        ("forum.php?gid=3", ("forum.php?gid=3", "listing", "board-3", 1)),
        ("forum.php", ("forum.php", "listing", "board-", 1)),
        ("bbs/index.php", ("bbs/index.php", "listing", "board-", 1)),
        ("archiver/?tid-7.html", ("archiver/?tid-7.html", "thread", "thread-7", 1)),
        ("archiver/tid-7.html?page=2", ("archiver/tid-7.html?page=2", "thread", "thread-7", 2)),
        ("archiver/fid-9.html", ("archiver/fid-9.html", "listing", "board-9", 1)),
    ],
)
def test_an_address_names_a_page(path: str, wanted: tuple[str, str, str, int]) -> None:
    """Written by the server's rewriting or as a script with its parameters."""
    found = place(HOST + path)
    assert found is not None
    assert (found.url.removeprefix(HOST), found.rel, found.work, found.page) == wanted


@pytest.mark.parametrize(
    "path",
    [
        "forum.php?mod=viewthread&tid=7&page=1&authorid=301",
        "forum.php?mod=viewthread&tid=7&ordertype=1",
        "viewthread.php?action=printable&tid=7",
        "forum.php?mod=redirect&goto=findpost&ptid=7&pid=81",
        "forum.php?mod=forumdisplay&fid=9&filter=digest&digest=1",
        "forum.php?mod=post&action=reply&fid=9&tid=7",
        "forum.php?mod=viewthread&tid=x",
        "home.php?mod=space&uid=301",
        "space-uid-301.html",
        "archiver/",
        "thread-7-1.html",
        "misc.php?mod=tag&id=3",
        "index.php?mod=member",
    ],
)
def test_other_addresses_lead_nowhere(path: str) -> None:
    """Views of one author, in another order, for print, of single posts, people and forms."""
    assert place(HOST + path) is None


def post(body: str, name: str = "81", head: str = "发表于 2019-3-1 08:05") -> str:
    return f"""<table id="pid{name}" summary="pid{name}"><tr><td class="pls"><div class="authi">
<a href="space-uid-1.html" class="xw1">阿海</a></div></td><td class="plc"><em id="authorposton{name}">{head}
</em><table><tr><td class="t_f" id="postmessage_{name}">{body}</td></tr></table></td></tr></table>"""


def parts(*posts: str, foot: str = "", site: Site = SITE) -> tuple[Part, ...]:
    found = extract(a_page("".join(posts) + foot, HOST + "thread-7-1-1.html"), site)
    assert isinstance(found, Record)
    return found.parts


@pytest.mark.parametrize(
    "line",
    [
        "本帖最后由 阿海 于 2019-3-1 09:00 编辑",
        "[ 本帖最后由 阿海 于 2019-3-1 09:00 编辑 ]",
        "本帖最後由 阿海 於 2019-3-1 09:00 編輯",
    ],
)
def test_the_line_that_says_a_post_was_edited_is_no_text(line: str) -> None:
    """Old templates write it without an element of its own, and in both scripts."""
    assert parts(post(f"<i> {line} </i><br><br>船底有缝。"))[0].text == "船底有缝。"


def test_words_that_only_begin_like_a_reply_stay() -> None:
    """回复 is a verb that people use."""
    assert parts(post("回复得真快，谢谢。"))[0].text == "回复得真快，谢谢。"


@pytest.mark.parametrize(
    ("foot", "timezone", "hour"),
    [
        ("<p id=footer>GMT+8, 2026-3-5 12:00</p>", "UTC", "00"),
        ("<p id=footer>GMT-5, 2026-3-5 12:00</p>", "UTC", "13"),
        ("<p id=footer>GMT+8, 2026-3-5 12:00</p>", "Europe/Berlin", "07"),
        ("", "UTC", "08"),
    ],
)
def test_the_clock_of_a_board_stands_in_its_foot(foot: str, timezone: str, hour: str) -> None:
    """The site's file knows better, if it says anything."""
    (part,) = parts(post("x"), foot=foot, site=Site("board", "discuz", timezone=timezone))
    assert part.published == f"2019-03-01T{hour}:05:00+00:00"


def test_a_board_without_any_name_is_known_by_its_posts() -> None:
    """Sites take the software's name away; they seldom rename its elements."""
    assert detect(a_page(post("x"))) == "discuz"


def test_a_mark_does_not_change_by_itself() -> None:
    """Neither views nor "3 minutes ago" say anything of the thread."""

    def listing(views: int, ago: str) -> str:
        return f"""<table><tbody id="normalthread_7"><tr>
<th><a href="thread-7-1-1.html" class="s xst">缝</a></th>
<td class="num"><a href="thread-7-1-1.html">4</a><em>{views}</em></td><td class="by"><cite>阿海</cite><em>
<span title="2019-3-1 08:05">{ago}</span></em></td></tr></tbody></table>"""

    found = [
        links(a_page(listing(*told), HOST + "forum-12-1.html"), SITE)[0].context
        for told in ((90, "1 小时前"), (99, "2 小时前"))
    ]
    assert found == [Context("thread", "thread-7", 1, mark="row 4 阿海 2019-3-1 08:05", posts=5)] * 2
