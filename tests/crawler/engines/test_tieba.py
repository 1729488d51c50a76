"""Boards like Tieba; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import extract
from crawler.engines.tieba import place
from crawler.records import Drop, Record
from crawler.sites import Site

SITE = Site("board", "tieba", domains=("site.example",))
HOST = "https://site.example/"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("p/6600", ("p/6600", "thread", "topic-6600", 1)),
        ("p/6600?pn=1", ("p/6600", "thread", "topic-6600", 1)),
        ("p/6600?pn=2", ("p/6600?pn=2", "thread", "topic-6600", 2)),
        ("p/6600?fid=5&pid=7&cid=0#7", ("p/6600", "thread", "topic-6600", 1)),
        ("p/6600?pn=x", ("p/6600", "thread", "topic-6600", 1)),
        ("p/6600?fr=good&pn=12", ("p/6600?pn=12", "thread", "topic-6600", 12)),
        ("f?kw=wood", ("f?kw=wood", "listing", "wood", 1)),
        ("f?ie=utf-8&kw=%E6%9C%A8", ("f?kw=%E6%9C%A8", "listing", "木", 1)),
        ("f?kw=wood&pn=0", ("f?kw=wood", "listing", "wood", 1)),
        ("f?kw=wood&ie=utf-8&pn=100", ("f?kw=wood&pn=100", "listing", "wood", 3)),
    ],
)
def test_an_address_names_a_page(path: str, wanted: tuple[str, str, str, int]) -> None:
    """Topics count their pages, boards the topics before a page."""
    found = place(HOST + path)
    assert found is not None
    assert (found.url.removeprefix(HOST), found.rel, found.work, found.page) == wanted


@pytest.mark.parametrize(
    "path",
    [
        "",
        "p/6600?see_lz=1",
        "p/6600?see_lz=1&pn=2",
        "p/comment?tid=6600&pid=7&pn=1",
        "p/abc",
        "f?ie=utf-8",
        "f/good?kw=wood",
        "f?kw=wood&good=1&cid=0",
        "home/main?un=x",
        "f/like/level?kw=wood",
        "f/search/res?qw=wood",
    ],
)
def test_other_addresses_lead_nowhere(path: str) -> None:
    """One author's posts, selections, people and searches."""
    assert place(HOST + path) is None


def floor(data: str, body: str = "x") -> str:
    return f"""<div class="l_post" data-field='{data}'><a class="p_author_name">刨花</a>
<div class="d_post_content">{body}</div></div>"""


@pytest.mark.parametrize("data", ["", "{", "[]", "7", '{"content": 7}', '{"content": {"post_id": true}}'])
def test_what_has_no_number_is_no_post(data: str) -> None:
    """Advertisements stand between floors, and data may be anything."""
    found = extract(a_page(floor(data), HOST + "p/6600"), SITE)
    assert isinstance(found, Drop)


def test_names_and_times_come_from_the_data_where_the_page_has_none() -> None:
    """The clock is China's whatever the site's file says nothing of."""
    data = '{"author": {"user_name": "墨斗"}, "content": {"post_id": 7, "date": "2013-03-01 12:00"}}'
    html = floor(data).replace('<a class="p_author_name">刨花</a>', "")
    found = extract(a_page(html, HOST + "p/6600"), SITE)
    assert isinstance(found, Record)
    assert [(part.id, part.author, part.published) for part in found.parts] == [
        ("7", "墨斗", "2013-03-01T04:00:00+00:00")
    ]
