"""Forums of django-machina; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import detect, extract, links
from crawler.engines.forum import Place
from crawler.engines.machina import place
from crawler.records import Context, Drop, Part, Record
from crawler.sites import Site

TOPIC = "http://site.example/forum/boats-4/topic/the-dinghy-12/"
SITE = Site("board", "machina", domains=("site.example",), timezone="Asia/Shanghai")
LONG = "It has been tied to the third ring since Easter."


def post(body: str, name: str = "1", who: str = "May", when: str = "May 3, 2024, 9:28 p.m.") -> str:
    return f"""
<div id="{name}" class="my-3 card post"><div class="post-content-wrapper">
<p><small class="text-muted">By: <a href="/member/profile/7/">{who}</a> on {when}</small></p>
<div class="post-content">{body}</div><div class="post-signature"><p>sig of {who}</p></div></div>
<div class="username"><a href="/member/profile/7/"><b>{who}</b></a></div></div>"""


def read(html: str, url: str = TOPIC) -> Record | Drop:
    return extract(a_page(f"<h1>The dinghy</h1>{html}", url), SITE)


def parts(*posts: str) -> tuple[Part, ...]:
    found = read("".join(posts))
    assert isinstance(found, Record)
    return found.parts


@pytest.mark.parametrize("who", ["May", "y", "on", "a.m.", "By:", "2024", "阿山"])
@pytest.mark.parametrize("when", ["May 3, 2024, 9:28 p.m.", "2024-05-03 21:28"])
def test_author_and_time_are_told_apart(who: str, when: str) -> None:
    """Whatever the author's name is made of."""
    (part,) = parts(post("x", who=who, when=when))
    assert (part.author, part.published) == (who, "2024-05-03T13:28:00+00:00")


def test_a_quote_is_kept_apart_and_answers_its_post() -> None:
    """The name above it is no part of it."""
    quote = f"<blockquote><p><strong>May wrote:</strong><br>{LONG}</p></blockquote><p>Mine.</p>"
    first, second = parts(post(LONG), post(quote, "2", "Amos"))
    assert (second.text, second.quote, second.quote_author, second.reply_to) == ("Mine.", LONG, "May", "1")
    assert (first.footer, second.footer) == ("sig of May", "sig of Amos")


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote><p>said somewhere</p></blockquote>",
        "<blockquote><p><strong>Note</strong> well</p></blockquote>",
        "<ul><li><blockquote><strong>May wrote:</strong> x</blockquote></li></ul>",
    ],
)
def test_a_quotation_of_nobody_here_is_the_authors_own_words(quote: str) -> None:
    """Only a head with a name, first in the post, makes a quote."""
    (part,) = parts(post(f"{quote}<p>Indeed."))
    assert (part.quote, part.quote_author) == ("", "")
    assert part.text.endswith("Indeed.")
    assert part.text != "Indeed."


@pytest.mark.parametrize(
    ("query", "position"),
    [("", 1), ("?page=2", 2), ("?page=²", 1), ("?page=x", 1), ("?post=9", 1), ("?page=", 1), ("?page=３", 3)],
)
def test_the_page_of_a_topic_stands_in_its_address(query: str, position: int) -> None:
    """What is no number is the first page."""
    wanted = TOPIC + (f"?page={position}" if position > 1 else "")
    assert place(TOPIC + query) == Place(wanted, "thread", "topic-12", position)


@pytest.mark.parametrize(
    "path", ["/", "/forum/", "/forum/boats-4/topic/", "/member/profile/7/", "/search/?q=x"]
)
def test_other_pages_are_no_topics(path: str) -> None:
    """They are links only, also where they show posts."""
    assert place("http://site.example" + path) is None
    found = read(post("x"), "http://site.example" + path)
    assert isinstance(found, Drop)
    assert found.step == "listing"


def test_each_page_has_one_address() -> None:
    """Links to single posts and to the first page are links to the topic; odd numbers harm nothing."""
    hrefs = [
        "?page=1",
        "?page=2",
        "?post=9#9",
        "?page=²",
        "?page=2&x=1",
        "/forum/boats-4/",
        "/forum/boats-4/?page=1",
    ]
    html = "".join(
        f'<a href="{href}">x</a>'
        for href in [*hrefs, "/member/profile/7/", "http://other.example/forum/a-1/"]
    )
    found = links(a_page(html, TOPIC.replace("dinghy-12", "other-13")), SITE)
    assert [(link.url.removeprefix("http://site.example"), link.context.position) for link in found] == [
        ("/forum/boats-4/topic/the-other-13/?page=2", 2),
        ("/forum/boats-4/", 0),
    ]


@pytest.mark.parametrize(
    ("html", "engine"),
    [
        ('<link rel="stylesheet" href="/static/css/machina.board_theme.min.css">', "machina"),
        ('<div class="post-content">x</div>', "generic"),
    ],
)
def test_the_software_is_known_by_its_marks(html: str, engine: str) -> None:
    """Style sheet or containers."""
    assert detect(a_page(html)) == engine


def row(number: int, replies: int, views: int, last: str) -> str:
    href = f"/forum/boats-4/topic/the-dinghy-{number}/"
    return f"""<div class="row"><div class="topic-name"><a href="{href}?page=2">2</a>
<a href="{href}" class="topic-name-link">The dinghy</a></div><div class="topic-count">{replies}</div>
<div class="topic-count">{views}</div>
<div class="topic-last-post">By: May <small>{last}</small></div></div>"""


def marks(html: str, path: str = "/forum/boats-4/") -> dict[str, str]:
    found = links(a_page(html, "http://site.example" + path), SITE)
    return {link.url.removeprefix("http://site.example"): link.context.mark for link in found}


def test_a_board_tells_of_replies_and_last_posts() -> None:
    """Not of views, which our own visits add to."""
    first, later, seen = (
        marks(f'<div class="topiclist">{row(12, *more)}</div>')
        for more in ((14, 90, "May 3"), (15, 90, "May 4"), (14, 99, "May 3"))
    )
    assert first == {"/forum/boats-4/topic/the-dinghy-12/": "row 14 By: May May 3"}
    assert first == seen != later


def test_the_index_tells_which_boards_have_new_posts() -> None:
    """A category, which counts nothing, has no mark and is read again."""
    line = """<h3><a href="/forum/english-1/">English</a></h3><div class="row">
<a href="/forum/boats-4/" class="forum-name-link">Boats</a><div class="forum-count">46</div>
<div class="forum-count">344</div><div class="forum-last-post">By: May <small>May 3</small></div></div>"""
    assert marks(f'<div class="forumlist">{line}</div>', "/") == {
        "/forum/english-1/": "",
        "/forum/boats-4/": "row 46 344 By: May May 3",
    }


def test_the_pages_of_a_board_are_counted() -> None:
    """So that the crawl knows which are further ones."""
    found = links(a_page("<a href='?page=3'>3</a>", "http://site.example/forum/boats-4/"), SITE)
    assert [link.context for link in found] == [Context("listing", page=3)]
