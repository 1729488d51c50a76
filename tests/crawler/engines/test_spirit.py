"""Forums of Spirit; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest

from crawler.engines.spirit import place

HOST = "http://site.example/"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("topic/7/the-dinghy/", ("topic/7/the-dinghy/", "thread", "topic-7", 1)),
        ("topic/7/the-dinghy/?page=2", ("topic/7/the-dinghy/?page=2", "thread", "topic-7", 2)),
        ("topic/7/the-dinghy/?page=1#c15", ("topic/7/the-dinghy/", "thread", "topic-7", 1)),
        ("topic/7/?page=x", ("topic/7/", "thread", "topic-7", 1)),
        ("forum/topic/7/%E8%88%B9/", ("forum/topic/7/%E8%88%B9/", "thread", "topic-7", 1)),
        ("category/5/boats/", ("category/5/boats/", "listing", "board-5", 1)),
        ("category/5/boats/?page=3", ("category/5/boats/?page=3", "listing", "board-5", 3)),
        ("category/5/", ("category/5/", "listing", "board-5", 1)),
        ("category/", ("category/", "listing", "board-", 1)),
        ("topic/active/", ("topic/active/", "listing", "board-", 1)),
    ],
)
def test_an_address_names_a_page(path: str, wanted: tuple[str, str, str, int]) -> None:
    """Topics and categories, and how far into them."""
    found = place(HOST + path)
    assert found is not None
    assert (found.url.removeprefix(HOST), found.rel, found.work, found.page) == wanted


@pytest.mark.parametrize(
    "path",
    [
        "",
        "comment/31/find/",
        "comment/history/31/detail/",
        "comment/7/publish/",
        "topic/publish/5/",
        "topic/7/update/more/",
        "topic/unread/",
        "user/4/marlin/",
        "user/login/",
        "search/?q=rope",
        "category/5/boats/edit/",
    ],
)
def test_other_addresses_lead_nowhere(path: str) -> None:
    """Single comments, their history, people, searches and forms."""
    assert place(HOST + path) is None
