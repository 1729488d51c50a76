"""Stretches of a page that may be its posts."""

from __future__ import annotations

import pytest
from made_boards import POST, SAID, a_board, a_post, an_outline

from crawler.engines.repeats import Block, below, candidates

ROWS = (
    "<tr><td><a href='/user/{who}'>{name}</a></td><td>{day} Feb 2026</td></tr>"
    "<tr><td colspan=2>{said}</td></tr><tr><td colspan=2><hr></td></tr>"
)
BARE = "<div><a href='/user/{who}'>{name}</a><span>{day} Feb 2026</span><div><p>{said}</p></div></div>"


def first_texts(html: str) -> list[str]:
    """Return the longest text in each block of the best candidate."""
    page = an_outline(html)
    blocks = candidates(page)[0].blocks
    return [max((e.own for e in page.elements[b.start : b.end]), key=len) for b in blocks]


@pytest.mark.parametrize(
    "html",
    [
        a_board(),
        a_board(template=BARE),
        f"<table>{''.join(a_post(n, ROWS) for n in range(6))}</table>",
        "".join(f"<div class=ad{n}>{a_post(n)}</div>" for n in range(6)),
    ],
    ids=["classes", "tags alone", "rows of a table", "wrapped one by one"],
)
def test_posts_are_the_blocks_in_which_words_a_person_and_a_time_recur(html: str) -> None:
    """Whatever the markup: one block a post, in page order."""
    assert first_texts(html) == list(SAID)


def test_the_outermost_of_elements_with_the_same_posts_is_taken() -> None:
    """So that a name beside the words is in the block."""
    html = "".join(f"<li class=row><b class=rank>Deckhand</b>{a_post(n)}</li>" for n in range(6))
    page = an_outline(f"<ol>{html}</ol>")
    assert {page.elements[b.start].tag for b in candidates(page)[0].blocks} == {"li"}


def test_blocks_in_blocks_know_the_one_around_them() -> None:
    """A tree of comments."""
    inner = a_post(1).removesuffix("</div>") + a_post(2) + "</div>"
    page = an_outline(a_post(0).removesuffix("</div>") + inner + "</div>" + a_post(3))
    assert [block.above for block in candidates(page)[0].blocks] == [-1, 0, 1, -1]


def test_a_wrapper_in_a_wrapper_is_no_post_and_its_answer() -> None:
    """Though they have a class in common."""
    page = an_outline(f"<div class=box><p>{SAID[0]}</p><div class=box>{a_post(1)}</div></div>")
    assert all(len(each.blocks) != 2 for each in candidates(page))


def test_comments_below_posts_are_told_from_posts() -> None:
    """They have persons, times and words of their own, and several stand in one post."""
    comment = "<li class=c><i class=w>{said}</i> <a href='/user/{who}'>{name}</a> <b>{day} Feb 2026</b></li>"
    thread = POST.replace(
        "</p></div>", "</p><p>And so much more that it is longer than what follows.</p></div>"
    )
    html = "".join(
        a_post(n, thread, said=f"{SAID[n] * 3}").removesuffix("</div>")
        + f"<ul>{a_post(n + 1, comment)}{a_post(n + 2, comment)}</ul></div>"
        for n in range(3)
    )
    page = an_outline(html)
    posts = [Block(place, page.elements[place].end) for place in page.groups["div", "post"]]
    assert [block.above for block in below(page, posts, ())] == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    "html", ["", "<p>One text alone.</p>", "<ul><li><a href=/a>a</a><li><a href=/b>b</a></ul>"]
)
def test_a_page_without_repeated_words_has_no_candidate(html: str) -> None:
    """Menus are none."""
    assert candidates(an_outline(html)) == []
