"""Novels without a selector: lists, chapters, pages and roles are found in the layouts that sites have."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import a_page
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.engines import detect, extract, links
from crawler.records import Context, Drop, Link, Record
from crawler.sites import Site

HOST = "http://books.example"
SITE = Site("books", "book", domains=("books.example",), license="CC0-1.0")
NAV = "<div class='x1a'><a href='/'>首页</a> <a href='/top/'>排行榜</a> <a href='/login'>登录</a></div>"
ASIDE = (
    "<div class='k9f'><h3>热门小说</h3><ul>"
    + "".join(f"<li><a href='/book/{n}/'>第{n}座桥</a></li>" for n in range(41, 49))
    + "</ul></div><div class='u7'>渡口书屋 版权所有</div>"
)
TITLES = ("楔子", "第一章 船夫", "第二章 雨夜", "第三章 镕金", "第四章 对岸", "第五章 归人")
PARAGRAPHS = (
    "落日镕金，船夫把篙子横在膝上，看着对岸的灯一盏一盏亮起来。",
    "“还渡么？”他问。没有人回答，风从芦苇里出来，带着一点水腥气。",
    "后来下起了雨，雨点打在船篷上，像谁在远处撒豆子。",
    "他想起很多年前也有这样一个晚上，有人坐在他现在坐的地方，一句话也不说。",
)
ENGLISH = (
    "The ferryman laid his pole across his knees and watched the lamps come out on the other bank.",
    "“Is anyone crossing?” he asked. Nobody answered, and the wind came out of the reeds.",
    "Later it rained, and the drops on the awning sounded like beans thrown from far away.",
)


def page(body: str, title: str = "渡口", head: str = "") -> str:
    return f"<html><head><title>{title} - 渡口书屋</title>{head}</head><body>{body}</body></html>"


def a_list(entries: list[str], shape: str) -> str:
    """Return links to chapters in one of the shapes that sites give a list."""
    if shape == "dl":
        return "<div class='q2'><dl>" + "".join(f"<dd>{entry}</dd>" for entry in entries) + "</dl></div>"
    if shape == "table":
        rows = [entries[at : at + 3] for at in range(0, len(entries), 3)]
        cells = "".join("<tr>" + "".join(f"<td>{entry}</td>" for entry in row) + "</tr>" for row in rows)
        return f"<table border=0>{cells}</table>"
    if shape == "divs":
        return (
            "<div class='zz'>"
            + "".join(f"<div class='c{n}'>{e}</div>" for n, e in enumerate(entries))
            + "</div>"
        )
    if shape == "volumes":
        half = len(entries) // 2
        lists = ("".join(f"<li>{entry}</li>" for entry in part) for part in (entries[:half], entries[half:]))
        return "".join(f"<h3>卷{n}</h3><ul>{part}</ul>" for n, part in enumerate(lists, 1))
    return "<p>" + "<br>".join(entries) + "</p>"


def entries(*numbers: int, form: str = "{}.html", titles: tuple[str, ...] = TITLES) -> list[str]:
    return [f"<a href='{form.format(100 + n)}'>{titles[n]}</a>" for n in numbers]


def found(html: str, url: str = HOST + "/book/7/", context: Context = Context()) -> list[Link]:  # noqa: B008
    return links(a_page(html, url, context=context), SITE)


def chapters(html: str, url: str = HOST + "/book/7/", context: Context = Context()) -> list[tuple[int, str]]:  # noqa: B008
    return [
        (link.context.position, link.context.title)
        for link in found(html, url, context)
        if link.context.rel == "chapter"
    ]


IN_ORDER = list(enumerate(TITLES, 1))


@pytest.mark.parametrize("shape", ["dl", "table", "divs", "volumes", "lines"])
@pytest.mark.parametrize(
    "form", ["{}.html", "/book/7/{}/", "/book/7/{}/slug-of-it", "/read.php?bid=7&cid={}"]
)
def test_a_list_is_found_in_any_shape(shape: str, form: str) -> None:
    """Without a class name that means anything, between the ways to other books."""
    html = page(NAV + "<h1>渡口</h1>作者：老船夫" + a_list(entries(*range(6), form=form), shape) + ASIDE)
    assert chapters(html) == IN_ORDER


@pytest.mark.parametrize(
    "listed",
    [
        ["第5章", "第4章"],
        ["最新章节：第5章"],
    ],
)
def test_the_latest_chapters_above_a_list_are_not_its_first(listed: list[str]) -> None:
    """They are named below once more."""
    latest = "".join(f"<dd><a href='10{title[-2]}.html'>{title}</a></dd>" for title in listed)
    html = f"<h1>渡口</h1><dl><dt>《渡口》最新章节</dt>{latest}<dt>《渡口》正文</dt>"
    html += "".join(f"<dd>{entry}</dd>" for entry in entries(*range(6))) + "</dl>"
    assert chapters(page(NAV + html + ASIDE)) == IN_ORDER


def test_a_list_that_begins_with_the_newest_is_turned_round() -> None:
    """By the numbers of its titles."""
    html = page("<h1>渡口</h1>" + a_list(entries(5, 4, 3, 2, 1, 0), "dl"))
    assert chapters(html) == IN_ORDER


def test_a_list_without_numbers_is_turned_round_by_its_addresses() -> None:
    """They were given when the chapters came."""
    names = ("船夫", "雨夜", "镕金", "对岸", "归人", "灯")
    html = page("<h1>渡口</h1><h2>目录</h2>" + a_list(entries(5, 4, 3, 2, 1, 0, titles=names), "dl"))
    assert chapters(html) == list(enumerate(names, 1))


def test_a_book_knows_title_and_author() -> None:
    """Its chapters are told both, and how many there are."""
    html = page(
        NAV + "<h1>《渡口》最新章节</h1><p>作&nbsp;&nbsp;者：老船夫</p>" + a_list(entries(*range(6)), "dl")
    )
    context = found(html)[0].context
    assert (context.book, context.author, context.advertised) == ("渡口", "老船夫", 6)
    assert context.work == HOST + "/book/7/"


@pytest.mark.parametrize(
    ("pager", "url"),
    [
        ("<a href='index_2.html'>下一页</a>", HOST + "/book/7/index_2.html"),
        ("<a href='/book/7/p-2'>下页</a>", HOST + "/book/7/p-2"),
        (
            "<select><option value='/book/7/'>1</option><option value='/list/7/2/'>2</option>"
            "<option value='/list/7/3/'>3</option></select>",
            HOST + "/list/7/2/",
        ),
        ("<a href='index_2.html'>2</a> <a href='index_3.html'>3</a>", HOST + "/book/7/index_2.html"),
    ],
    ids=["next", "its own address", "menu", "numbers"],
)
def test_a_list_goes_on_over_pages_one_after_the_other(pager: str, url: str) -> None:
    """The next page is told how many chapters stood before it."""
    html = page("<h1>渡口</h1>" + a_list(entries(*range(6)), "dl") + f"<div>{pager}</div>")
    (further,) = [link for link in found(html) if link.context.rel == "contents"]
    assert (further.url, further.context.position, further.context.page) == (url, 6, 2)
    assert (further.context.work, further.context.book) == (HOST + "/book/7/", "渡口")


def test_the_second_page_of_a_list_goes_on_counting() -> None:
    """And ends where no page follows."""
    context = Context("contents", HOST + "/book/7/", 100, 2, book="渡口")
    html = page("<h1>渡口</h1>" + a_list(entries(*range(6)), "dl") + "<a href='/book/7/'>上一页</a>")
    seen = found(html, HOST + "/book/7/index_2.html", context)
    assert [link.context.position for link in seen] == list(range(101, 107))


def test_a_page_of_a_list_that_counts_down_gives_the_numbers_of_its_titles() -> None:
    """So that pages need not wait for the last one."""
    titles = tuple(f"第{n}章" for n in range(210, 204, -1))
    html = page("<h1>渡口</h1>" + a_list(entries(*range(6), titles=titles), "dl"))
    html += "<a href='index_2.html'>下一页</a>"
    assert [position for position, _ in chapters(html)] == list(range(205, 211))


def test_a_page_with_the_latest_chapters_alone_leads_to_the_whole_list() -> None:
    """What it shows is not the book."""
    html = (
        "<h1>渡口</h1><h2>最新章节</h2>"
        + a_list(entries(5, 4, 3), "dl")
        + "<a href='/book/7/all/'>查看全部章节</a>"
    )
    assert [(link.url, link.context.rel) for link in found(page(html), HOST + "/info/7.html")] == [
        (HOST + "/book/7/all/", "contents")
    ]


def test_a_shelf_leads_to_books_and_not_about_the_site() -> None:
    """Below the start page everything may be a book; behind that, what lies below the page."""
    html = page(
        "<nav>" + NAV + "</nav><a href='/book/7/'>渡口</a> <a href='/book/8/'>桥</a> <a href='/bbs/'>论坛</a>"
    )
    assert [link.url for link in found(html, HOST + "/book/")] == [HOST + "/book/7/", HOST + "/book/8/"]
    assert found(html, HOST + "/other/", Context("listing")) == []


TEXT = "\n\n".join(PARAGRAPHS)
TURN = "<div><a href='102.html'>上一章</a> <a href='./'>目录</a> <a href='104.html'>下一章</a></div>"
BODIES = {
    "br": "<div class='h3x'>&nbsp;&nbsp;" + "<br><br>&nbsp;&nbsp;".join(PARAGRAPHS) + "</div>",
    "p": "<div class='h3x'>" + "".join(f"<p>{each}</p>" for each in PARAGRAPHS) + "</div>",
    "divs": "<div class='h3x'>" + "".join(f"<div class='l'>{each}</div>" for each in PARAGRAPHS) + "</div>",
    "table": f"<table><tr><td width=80%>{'<br><br>'.join(PARAGRAPHS)}</td><td>{ASIDE}</td></tr></table>",
    "sections": "<div class='h3x'><section>"
    + "</section><section>".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    + "</section></div>",
    "article": "<main><article>" + "".join(f"<p>{each}</p>" for each in PARAGRAPHS) + "</article></main>",
    "with its turns": f"<div class='h3x'>{TURN}"
    + "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    + f"{TURN}</div>",
}
THIRD = Context("chapter", HOST + "/book/7/", 3, 1, "第二章 雨夜", "渡口", 6, author="老船夫")


def record(body: str, context: Context = THIRD, url: str = HOST + "/book/7/103.html", **more: Any) -> Record:
    result = extract(a_page(page(body, **more), url, context=context), SITE)
    assert isinstance(result, Record), result
    return result


@pytest.mark.parametrize("shape", BODIES)
@pytest.mark.parametrize("context", [THIRD, Context()], ids=["known", "unknown"])
def test_the_text_of_a_chapter_is_found_in_any_shape(shape: str, context: Context) -> None:
    """The whole of it and nothing else, whatever role the page was asked for in."""
    seen = record(NAV + f"<h1>第二章 雨夜</h1>{TURN}{BODIES[shape]}{TURN}{ASIDE}", context)
    assert (seen.text, seen.title, seen.kind) == (TEXT, "第二章 雨夜", "chapter")
    assert (seen.work, seen.position, seen.author) == (
        (HOST + "/book/7/", 3, "老船夫") if context.rel else (HOST + "/book/7/103.html", 0, "")
    )


def test_an_english_chapter_is_found() -> None:
    """A static page of old, its way on at the foot."""
    body = "<center><h2>Chapter II</h2><h3>The Rain</h3></center>" + "".join(f"<p>{each}" for each in ENGLISH)
    body += "<hr><p><a href='ch01.htm'>Previous Chapter</a> | <a href='index.htm'>Contents</a> | "
    body += "<a href='ch03.htm'>Next Chapter</a>"
    seen = record(body, Context(), HOST + "/ferry/ch02.htm", title="The Ferry")
    assert (seen.text, seen.title) == ("\n\n".join(ENGLISH), "Chapter II")


def test_a_page_of_unknown_role_is_told_by_what_stands_on_it() -> None:
    """Without a site's file too, where a chapter leads to its neighbours and their list."""
    html = page(f"<h1>第二章 雨夜</h1>{TURN}{BODIES['br']}{TURN}")
    assert detect(a_page(html, HOST + "/book/7/103.html")) == "book"
    assert detect(a_page(page(BODIES["br"]), HOST + "/about.html")) == "generic"


@pytest.mark.parametrize(
    ("heading", "foot", "url"),
    [
        ("第二章 雨夜（第1/3页）", "<a href='103_2.html'>下一页</a>", "103_2.html"),
        ("第二章 雨夜(1/2)", "<a href='9981.html'>下一页</a>", "9981.html"),
        ("第二章 雨夜", "本章未完，点击下一页继续阅读<br><a href='9981.html'>下一页</a>", "9981.html"),
        ("第二章 雨夜", "<a href='9981.html'>下一页</a> <a href='104.html'>下一章</a>", "9981.html"),
        ("第二章 雨夜", "<a href='104.html'>下一页</a>", ""),
        ("第二章 雨夜（第2/2页）", "<a href='104.html'>下一页</a>", ""),
        ("第二章 雨夜", "<a href='104.html'>下一章</a>", ""),
    ],
)
def test_a_chapter_goes_on_over_pages(heading: str, foot: str, url: str) -> None:
    """By address, or by a 下一页 that can be nothing else than its own."""
    html = page(f"<h1>{heading}</h1>{BODIES['br'].replace('</div>', '<br>' + foot + '</div>')}")
    pages = [link for link in found(html, HOST + "/book/7/103.html", THIRD) if link.context.rel == "chapter"]
    assert [link.url for link in pages] == ([f"{HOST}/book/7/{url}"] if url else [])
    assert all((link.context.page, link.context.position) == (2, 3) for link in pages)


@pytest.mark.parametrize(
    ("page_number", "heading", "nav", "unfinished", "pages"),
    [
        (1, "第二章 雨夜", "<a href='102.html'>上一章</a>", True, 2),
        (2, "第二章 雨夜", TURN, True, 3),
        (1, "第二章 雨夜", TURN, True, 1),
        (2, "第二章 雨夜（第2/2页）", TURN, None, 2),
        (1, "第二章 雨夜", "<a href='103_2.html'>下一页</a>", None, 1),
    ],
    ids=["no way on", "last page of several", "one page with a next chapter", "counted", "goes on"],
)
def test_a_last_page_that_says_there_is_more_is_unfinished(
    page_number: int, heading: str, nav: str, unfinished: bool | None, pages: int
) -> None:
    """It is said so, and the page that never came is missed, but where the site says so everywhere."""
    url = HOST + ("/book/7/103_2.html" if page_number == 2 else "/book/7/103.html")
    context = Context("chapter", HOST + "/book/7/", 3, page_number, "第二章 雨夜")
    seen = record(
        f"<h1>{heading}</h1><div>{'<br><br>'.join(PARAGRAPHS)}<br>（本章未完，请翻页）</div>{nav}",
        context,
        url,
    )
    assert (seen.meta.get("unfinished"), seen.meta["pages"]) == (unfinished, pages)


def test_what_a_style_hides_is_no_text() -> None:
    """The class has another name on every page."""
    planted = "<p class='cnQx7'>本文首发别处。</p>"
    body = "<div>" + planted.join(f"<p>{each}</p>" for each in PARAGRAPHS) + "</div>"
    head = "<style>.cnQx7{ display: none; speak: never; } @media print { p { display: none } }</style>"
    assert record(f"<h1>第二章 雨夜</h1>{body}", head=head).text == TEXT


@pytest.mark.parametrize("attribute", ["style='order: {}'", "data-order='{}'", "id='p{}'"])
def test_paragraphs_are_put_in_the_order_that_the_page_tells(attribute: str) -> None:
    """And the record says that they were not."""
    told = [f"<p {attribute.format(n)}>{text}</p>" for n, text in enumerate(PARAGRAPHS)]
    straight, mixed = (
        record("<h1>第二章 雨夜</h1><div class='f'>" + "".join(told[n] for n in order) + "</div>")
        for order in ((0, 1, 2, 3), (2, 0, 3, 1))
    )
    assert (straight.text, straight.meta.get("shuffled")) == (TEXT, None)
    assert (mixed.text, mixed.meta.get("shuffled")) == (TEXT, True)


def test_a_page_that_was_taken_for_a_chapter_may_be_a_contents_page() -> None:
    """A list of books looks like one of chapters; its books are read all the same."""
    html = page("<h1>渡口</h1>" + a_list(entries(*range(6)), "dl"))
    seen = found(html, HOST + "/book/7/", Context("chapter", HOST + "/shelf/", 4))
    assert [(link.context.work, link.context.position) for link in seen][:2] == [
        (HOST + "/book/7/", 1),
        (HOST + "/book/7/", 2),
    ]
    result = extract(a_page(html, HOST + "/book/7/", context=Context("chapter", HOST + "/shelf/", 4)), SITE)
    assert isinstance(result, Drop)
    assert result.step == "listing"


SOUP = st.lists(
    st.sampled_from(
        "<div>|</div>|<a href=1.html>第一章</a>|<a href=2.html>下一页</a>|<dl><dd>|<td>|第三章|<p>"
        "|<select><option value=/a/>|最新章节|<h1>|</h1>|<style>.a{display:none}</style>|<p class=a>"
        "|<p style='order:2'>"
        "|本章未完|作者：|text".split("|")
    ),
    max_size=30,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(SOUP, st.sampled_from([THIRD, Context(), Context("contents"), Context("listing")]))
def test_no_page_raises(html: str, context: Context) -> None:
    """What a page gives is a record or the reason why not."""
    assert isinstance(extract(a_page(html or "x", HOST + "/7/", context=context), SITE), Record | Drop)
    assert all(link.url.startswith(HOST) for link in found(html or "x", HOST + "/7/", context))
