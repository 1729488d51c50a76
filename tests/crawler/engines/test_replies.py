"""Which post answers which."""

from __future__ import annotations

import pytest
from made_boards import POST, a_post, an_outline

from crawler.engines.anatomy import Template
from crawler.engines.repeats import nested
from crawler.engines.replies import parents

LINKED = POST.replace("<p>{said}", "<p>{more}{said}")


def answers(html: str) -> list[int]:
    page = an_outline(html)
    posts = Template(page, nested(page, page.groups["div", "post"]))
    return parents(posts, [f"p{n}" for n in range(len(posts.blocks))])


def open_post(n: int) -> str:
    return a_post(n).removesuffix("</div>")


def test_a_post_in_another_answers_it() -> None:
    """As deep as they nest."""
    html = f"{open_post(0)}{open_post(1)}{a_post(2)}</div></div>{a_post(3)}"
    assert answers(html) == [-1, 0, 1, -1]


def test_a_post_deeper_in_what_another_stands_in_answers_it() -> None:
    """The lists of a tree of comments."""
    tree = f"<li>{a_post(0)}<ul><li>{a_post(1)}<ul><li>{a_post(2)}</ul><li>{a_post(3)}</ul><li>{a_post(4)}"
    assert answers(f"<ul>{tree}</ul>") == [-1, 0, 1, 0, -1]


@pytest.mark.parametrize(
    "mark", ["data-depth='{}'", "class='comment level-{}'", "style='margin-left: {}0px'"]
)
def test_a_number_that_grows_by_steps_says_how_deep_a_post_stands(mark: str) -> None:
    """In an attribute, a class or a margin."""
    html = "".join(a_post(n, POST.replace("<div class='head'>", f"<div {mark.format(depth)}>"))
                   for n, depth in enumerate((0, 1, 2, 1, 0)))  # fmt: skip
    assert answers(html) == [-1, 0, 1, 0, -1]


def test_a_number_that_jumps_says_nothing() -> None:
    """It counts something else."""
    html = "".join(a_post(n, POST.replace("<div class='head'>", f"<div data-level='{votes}'>"))
                   for n, votes in enumerate((0, 7, 3, 9, 1)))  # fmt: skip
    assert answers(html) == [-1] * 5


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ("<a href='#p1'>in reply to bo_ek</a> ", 1),
        ("<a href='/t/7#p0'>@ida</a> ", 0),
        ("<a href='#p1'>&gt;&gt;p1</a> ", 1),
        ("<a href='#p9'>in reply to nobody</a> ", -1),
        ("<a href='#p3'>@later</a> ", -1),
        ("<a href='#p0'>permalink of ida</a> ", -1),
        ("", -1),
    ],
)
def test_a_link_that_says_so_names_the_post_that_is_answered(more: str, wanted: int) -> None:
    """An earlier one on the page; other links between posts say nothing."""
    html = "".join(a_post(n, LINKED, more=more if n == 2 else "") for n in range(4))
    assert answers(html)[2] == wanted


def test_flat_posts_answer_nobody() -> None:
    """But for what they quote, which is looked at elsewhere."""
    assert answers("".join(a_post(n) for n in range(4))) == [-1] * 4
