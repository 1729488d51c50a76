"""The first post where it is marked up in another way."""

from __future__ import annotations

import pytest
from made_boards import POST, a_post, an_outline

from crawler.engines.lead import lead

LONG = (
    "It rises well in the basket, and then spreads like a pancake as soon as it meets the stone. "
    "The dough is at 75 % water, and I prove it overnight in the cold. Why is that?"
)
BY = "<a href='/user/9'>asker</a> <i class=date>1 Jan 2026</i>"


def found(above: str) -> tuple[str, str] | None:
    """Return the author and the first words of what stands above two posts."""
    page = an_outline(f"<div>{above}{a_post(0, POST)}{a_post(1, POST)}</div>")
    start = page.groups["div", "post"][0]
    first = lead(page, start)
    if first is None:
        return None
    e = page.elements[first.body]
    return page.elements[first.author].who, " ".join(x.own for x in page.elements[first.body : e.end])[:12]


@pytest.mark.parametrize(
    "above",
    [
        f"<h1>Flat</h1><p>{LONG}</p><div>{BY}</div>",
        f"<h1>Flat</h1><div>{BY}</div><div class=words><p>{LONG}</p></div>",
        f"<div><h1>Flat</h1>{BY}<div><p>{LONG}</p></div></div>",
        f"<p>{LONG.replace('It', 'He')}</p><h1>Flat</h1><div>{BY}</div><p>{LONG}</p>",
    ],
    ids=["name below", "name above", "in a block", "under a notice"],
)
def test_words_between_the_title_and_the_posts_are_the_first_post(above: str) -> None:
    """With the name that stands beside them."""
    assert found(above) == ("asker", "It rises wel")


@pytest.mark.parametrize(
    "above",
    [
        "<h1>Flat</h1>",
        f"<h1>Flat</h1><p>Short.</p>{BY}",
        f"<h1>Flat</h1><p>{LONG}</p>",
        f"<div>{BY}<p>{LONG}</p></div><h1>Flat</h1>",
        "<h1>Flat</h1>" + "<p><a href=/x>A link to something else that is long</a></p>" * 9 + BY,
    ],
    ids=["nothing", "too short", "no name", "above the title", "links"],
)
def test_other_things_above_the_posts_are_no_post(above: str) -> None:
    """Notices, descriptions of boards, menus."""
    assert found(above) is None


def test_what_is_marked_up_like_the_bodies_of_posts_comes_first() -> None:
    """However short it is."""
    own = "<div class=text>Why does it go flat in the oven, each time?</div>"
    html = f"<h1>Flat</h1><b>{BY}</b><p>{LONG}</p>{own}"
    page = an_outline(f"<div>{html}{a_post(0)}{a_post(1)}</div>")
    start = page.groups["div", "post"][0]
    places = [place for place in page.groups["div", "text"] if place < start]
    first = lead(page, start, places)
    assert first is not None and [first.body] == places
