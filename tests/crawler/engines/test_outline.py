"""The flat table of a page's elements."""

from __future__ import annotations

import pytest
from made_boards import an_outline

from crawler.engines.outline import Element


def only(html: str, tag: str) -> Element:
    (found,) = (e for e in an_outline(html).elements if e.tag == tag)
    return found


def test_elements_stand_in_page_order_with_their_ends() -> None:
    """A slice is an element and all below it."""
    page = an_outline("<div><p>one</p><p>two</p></div><div>three</div>")
    assert [(e.tag, e.end) for e in page.elements] == [
        ("body", 5),
        ("div", 4),
        ("p", 3),
        ("p", 4),
        ("div", 5),
    ]


def test_plain_inline_markup_is_text_of_its_parent() -> None:
    """So that a sentence is one text."""
    assert only("<p>a <i>quick</i> <em>brown</em> fox</p>", "p").own == "a quick brown fox"


@pytest.mark.parametrize(
    "html", ["<p style='display: none'>x</p>", "<p hidden>x</p>", "<script>x</script>", "<nav>x</nav>"]
)
def test_what_readers_do_not_see_is_not_there(html: str) -> None:
    """Hidden text, scripts and menus."""
    assert an_outline(html).plain[-1] == 0


@pytest.mark.parametrize(
    ("html", "when"),
    [
        ("<b datetime='2026-02-01T10:00:00Z'>long ago</b>", "2026-02-01T10:00:00Z"),
        ("<b data-time='1769940000'>x</b>", "2026-02-01T10:00:00+00:00"),
        ("<b title='Feb 1, 2026 at 10:00 AM'>Sunday</b>", "Feb 1, 2026 at 10:00 AM"),
        ("<b>发表于 2026-2-1 10:00</b>", "2026-2-1 10:00"),
        ("<b>3 hours ago</b>", "3 hours ago"),
        ("<b data-id='1769'>version 2.1</b>", ""),
        ("<b>On 3 May 2001 our boat sank. " + "She had leaked from the first day. " * 3 + "</b>", ""),
    ],
)  # fmt: skip
def test_the_time_that_an_element_names_is_noted(html: str, when: str) -> None:
    """What is written for programs before what readers see; a sentence is no date."""
    assert only(html, "b").when == when


@pytest.mark.parametrize(
    ("html", "who"),
    [
        ("<a href='/user/7'>ida</a>", "ida"),
        ("<a href='/@ida'>@ida</a>", "ida"),
        ("<a href='home.php?mod=space&uid=7'>小满</a>", "小满"),
        ("<a class='post-author' href='/x'>by ida</a>", "ida"),
        ("<a class='user-title' href='/x'>Deckhand</a>", ""),
        ("<a href='/topic/7'>ida</a>", ""),
        ("<a href='/user/7'>Reply</a>", ""),
        ("<a href='/user/7'>1,204</a>", ""),
    ],
)
def test_the_person_that_an_element_names_is_noted(html: str, who: str) -> None:
    """By where its link leads or what its class says."""
    assert only(html, "a").who == who


def test_words_links_and_labels_are_summed_apart() -> None:
    """A text that stands thrice is a label; one number more or less makes no other text of it."""
    page = an_outline("<p>Words.</p><a href=/x>linked</a><b>16 posts</b><b>3 posts</b><b>8 posts</b>")
    assert (page.plain[-1], page.links[-1], page.junk[-1]) == (6, 6, 22)


def test_numbers_in_names_do_not_tell_elements_apart() -> None:
    """Ids of posts share a stem, and an element is grouped under it once."""
    page = an_outline("<p id=post-1 class='m1 m2'>a</p><p id=post-22 class='m1 m2'>b</p>")
    assert page.groups["p", "id=post-0"] == page.groups["p", "m0"] == [1, 2]
