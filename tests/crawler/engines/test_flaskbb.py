"""Forums of FlaskBB; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest

from crawler.engines.flaskbb import place

HOST = "http://site.example/"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("topic/7-the-dinghy", ("topic/7-the-dinghy", "thread", "topic-7", 1)),
        ("topic/7-the-dinghy?page=2", ("topic/7-the-dinghy?page=2", "thread", "topic-7", 2)),
        ("topic/7-the-dinghy?page=2#pid81", ("topic/7-the-dinghy?page=2", "thread", "topic-7", 2)),
        ("topic/7", ("topic/7", "thread", "topic-7", 1)),
        ("topic/7-", ("topic/7-", "thread", "topic-7", 1)),
        ("forum/topic/7-the-dinghy", ("forum/topic/7-the-dinghy", "thread", "topic-7", 1)),
        ("forum/4-boats", ("forum/4-boats", "listing", "forum-4", 1)),
        ("forum/4-boats?page=3", ("forum/4-boats?page=3", "listing", "forum-4", 3)),
        ("category/1-harbour", ("category/1-harbour", "listing", "category-1", 1)),
        ("category/1", ("category/1", "listing", "category-1", 1)),
    ],
)
def test_an_address_names_a_page(path: str, wanted: tuple[str, str, str, int]) -> None:
    """Topics, forums and categories, and how far into them."""
    found = place(HOST + path)
    assert found is not None
    assert (found.url.removeprefix(HOST), found.rel, found.work, found.page) == wanted


@pytest.mark.parametrize(
    "path",
    [
        "",
        "post/81",
        "topic/7-the-dinghy/post/81/reply",
        "topic/7/post/new",
        "4/topic/new",
        "forum/memberlist",
        "forum/search",
        "user/gaffer",
        "user/gaffer/topics",
        "auth/login",
        "who-is-online",
    ],
)
def test_other_addresses_lead_nowhere(path: str) -> None:
    """Single posts, people, searches and forms."""
    assert place(HOST + path) is None
