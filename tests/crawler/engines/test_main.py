"""Which element holds the text of a page, and what in it does not belong."""

from __future__ import annotations

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.engines.main import Found, main
from crawler.engines.prose import prose

PROSE = "A rope is a row of small promises, each twisted around the next so that none holds alone. " * 3
OTHER = "I keep mine dry, and never cut one that can still be untied; the old hands taught me so. " * 3
HAN = "绳子是一排小小的约定，一个缠着一个，谁也不必独自承受全部的重量，谁也不能先松手。" * 3
LINKS = "".join(f"<li><a href=/{n}>Another page of some length, number {n}</a></li>" for n in range(6))
TEASERS = "".join(
    f"<div class=x><h3><a href=/{n}>A headline of some length</a></h3><p>{PROSE[:120]}</p></div>"
    for n in range(5)
)


def found(html: str) -> Found:
    body = LexborHTMLParser(html).body
    assert body is not None
    return main(body)


def text(html: str) -> str:
    at = found(html)
    return prose(at.node, at.without)


@pytest.mark.parametrize(
    ("around", "name"),
    [
        ("<div class=sidebar><p>{}</p></div>", "by class"),
        ("<div id=comments><p>{0}</p><p>{0}</p><p>{0}</p></div>", "more comments than text"),
        ("<div class='article-footer promo'><p>{}</p></div>", "one word of a class"),
        ("<aside><p>{}</p></aside>", "by tag"),
        ("<div role=complementary><p>{}</p></div>", "by role"),
        ("<div style='display: none'><p>{}</p></div>", "hidden"),
        ("<div class=pinglun><p>{}</p></div>", "by a Chinese word"),
    ],
)
def test_parts_around_the_text_are_left_out(around: str, name: str) -> None:
    """Wherever they stand, and however long they are."""
    said = text(f"<div class=c><p>{PROSE}</p>{around.format(OTHER)}<p>{PROSE}</p><p>{PROSE}</p></div>")
    assert "old hands" not in said and said.count("small promises") == 9, name


@pytest.mark.parametrize(
    "html",
    [
        f"<body class=sidebar-left><div class=content-sidebar-wrap><h1>t</h1><p>{PROSE}</p></div>",
        f"<div class=comments><p>{PROSE}</p></div>",
        f"<div class='print:hidden md:sidebar'><p>{PROSE}</p></div><div class=footer>x, y.</div>",
        f"<div hidden id=S:0><div><p>{PROSE}</p></div></div>",
        f"<div class=entry-content><div class='widget card'><p>{PROSE}</p></div></div>",
        f"<form id=aspnetForm><div class=hot><p>{PROSE}</p></div></form>",
    ],
    ids=["all of it", "nothing else", "layout", "streamed", "in the text", "form"],
)
def test_a_name_does_not_hide_the_only_text(html: str) -> None:
    """What holds the page is the text, whatever a template calls it."""
    assert text(html) == PROSE.strip()


@pytest.mark.parametrize(
    "html",
    [
        f"<div><p>{PROSE}</p><ul>{LINKS}</ul></div>",
        f"<table><tr><td>{LINKS}</td><td>{PROSE}<br><br>{OTHER}</td></tr></table>",
        f"<main><p>{PROSE}</p></main><div class=row>{TEASERS}</div>",
        f"<div><div><p>{PROSE}</p><p>{OTHER}</p></div><div>{TEASERS}</div></div>",
    ],
    ids=["menu after", "menu cell", "teasers after main", "teasers after"],
)
def test_lists_of_other_pages_are_left_out(html: str) -> None:
    """Menus of links, and teasers with prose of their own."""
    said = text(html)
    assert PROSE.strip() in said and "Another page" not in said and "headline" not in said


def test_links_between_paragraphs_are_text() -> None:
    """A list that the text speaks of is part of it."""
    said = text(f"<div><p>{PROSE}</p><ul>{LINKS}</ul><p>{OTHER}</p></div>")
    assert said.count("- Another page") == 6


def test_a_cell_of_text_and_breaks_is_found_in_nested_tables() -> None:
    """Old pages have no paragraphs."""
    cell = f"<td><font>{HAN}</font><br><br>　　{HAN}</td>"
    html = (
        f"<table><tr><td><table><tr><td><a href=/>首页</a></td></tr><tr>{cell}</tr></table></td></tr></table>"
    )
    assert text(html) == f"{HAN}\n\n{HAN}"


def test_an_anchor_left_open_makes_no_link_of_the_page() -> None:
    """Only what leads somewhere is a link, and a table never is."""
    assert text(f"<a name=top><div><p>{PROSE}</p></div>") == PROSE.strip()
    assert text(f"<a href=/x><table><tr><td>{PROSE}</td></tr></table>") == PROSE.strip()


def test_the_classes_of_code_are_its_grammar() -> None:
    """A comment in code is code."""
    code = "<pre class='hidden highlight'>x = 1 <span class=comment># one</span></pre>"
    assert "# one" in text(f"<article><p>{PROSE}</p>{code}<p>{OTHER}</p></article>")


def test_lines_before_and_after_are_told_apart() -> None:
    """Bylines stand outside of the text as often as in it."""
    at = found(
        f"<h1>On rope</h1><p>By  Tilda\nBrandt</p><div class=entry-content><p>{PROSE}</p></div><p>End</p>"
    )
    assert (at.before, at.inside, at.after) == (["On rope", "By Tilda Brandt"], [PROSE.strip()], ["End"])


@pytest.mark.parametrize("html", ["", "<p>", "<script>x</script>", "<a href=/>x</a>", "<img>"])
def test_a_page_without_prose_has_no_worth(html: str) -> None:
    """And an element all the same."""
    assert found(html).worth == 0


@pytest.mark.parametrize(
    "piece",
    [
        "<p>{}</p>",
        "<div>" * 20 + "{}" + "</div>" * 20,
        "<li><a href=/>{}</a></li>",
        "{}<br>",
        "<td>{}",
        "<b>{}",
    ],
)
def test_time_grows_with_the_page(piece: str) -> None:
    """Ten times the page costs about ten times as much."""

    def took_s(times: int) -> float:
        body = LexborHTMLParser(piece.format("Some words, and a comma. ") * times).body
        assert body is not None
        start = time.process_time()
        main(body)
        return time.process_time() - start

    small, large = (min(took_s(times) for _ in range(3)) for times in (300, 3000))
    assert large < 40 * max(small, 0.001)


def test_depth_is_no_trouble() -> None:
    """Pages nest as deep as a page may."""
    assert text("<div><span>" * 2900 + PROSE).startswith("A rope")
