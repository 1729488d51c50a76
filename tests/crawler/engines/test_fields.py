"""Where author, time and words of posts stand."""

from __future__ import annotations

import pytest
from made_boards import NAMES, SAID, a_board, an_outline

from crawler.engines.anatomy import Template
from crawler.engines.fields import Fields, fields
from crawler.engines.repeats import candidates

HEAD = "<i class=when>{day} Feb 2026</i>"
PANEL = "<div class=side><b>{name}</b><i>Deckhand</i><i>Joined: {n} Mar 2011</i><i>Posts: 1{n}</i></div>"
WORDS = "<div class=main><p>{said}</p></div>"


def found(template: str, count: int = 6) -> Fields:
    page = an_outline(a_board(count, template))
    return fields(Template(page, candidates(page)[0].blocks))


def names(where: Fields) -> list[str]:
    return [where.posts.names.get(place, "") for place in where.authors]


@pytest.mark.parametrize(
    "template",
    [
        f"<div class=x1><a href='/u/{{who}}'>{{name}}</a>{HEAD}{WORDS}</div>",
        f"<div class=x1><span class=username>{{name}}</span>{HEAD}{WORDS}</div>",
        f"<div class=x1>{PANEL}{HEAD}{WORDS}</div>",
        f"<div class=x1><div class=q7>{{name}} · {HEAD}</div>{WORDS}</div>",
        f"<div class=x1 data-author='{{name}}'>{HEAD}{WORDS}</div>",
        f"<div class=x1><a href='/u/{{who}}'>{{name}}</a><i>Reply</i><i>Deckhand</i>{HEAD}{WORDS}</div>",
        f"<div class=x1>{WORDS}<p>— <a href='/u/{{who}}'>{{name}}</a>, {HEAD}</p></div>",
    ],
    ids=["link", "class", "panel", "beside a time", "attribute", "among labels", "below the words"],
)
def test_authors_are_found(template: str) -> None:
    """By what they are called, where they lead, or where they stand."""
    assert names(found(template)) == list(NAMES)


@pytest.mark.parametrize(
    ("template", "third"),
    [
        (f"<div class=x1><b>{{name}}</b>{HEAD}{WORDS}</div>", "3 Feb 2026"),
        (f"<div class=x1>{PANEL}{WORDS}{HEAD}</div>", "3 Feb 2026"),
        (
            f"<div class=x1><b>{{name}}</b>{HEAD}{WORDS}<i class=e>Last edited: 9 Feb 2026</i></div>",
            "3 Feb 2026",
        ),
        (
            f"<div class=x1><b>{{name}}</b><time datetime=2026-02-0{{day}}>soon</time>{HEAD}{WORDS}</div>",
            "2026-02-03",
        ),
    ],
    ids=["plain", "not when he joined", "not when it was edited", "what programs read"],
)
def test_times_are_found(template: str, third: str) -> None:
    """And no other dates for them."""
    where = found(template)
    assert where.posts.times[where.dates[2]] == third


def test_bodies_are_the_tightest_elements_with_the_words() -> None:
    """Names, dates and buttons stay outside."""
    where = found(
        f"<div class=x1>{PANEL}{HEAD}<div><div class=w><div class=in><p>{{said}}</p></div></div></div></div>"
    )
    elements = where.posts.page.elements
    assert [max(e.own for e in elements[p : elements[p].end]) for (p,) in where.bodies.values()] == list(SAID)


def test_what_is_called_a_quote_and_holds_every_body_is_none() -> None:
    """Some software writes every post into a blockquote."""
    where = found(
        f"<div class=x1><b>{{name}}</b>{HEAD}<blockquote class=postquote><p>{{said}}</p></blockquote></div>"
    )
    assert where.posts.quotes == set()


def test_a_post_without_a_name_has_no_author() -> None:
    """-1 for its place."""
    html = a_board(6).replace("<a class='author' href='/user/4'>keelson</a>", "")
    page = an_outline(html)
    where = fields(Template(page, candidates(page)[0].blocks))
    assert [place >= 0 for place in where.authors] == [True, True, True, True, False, True]
