"""Further pages of a thread."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.document import Document, read
from crawler.engines.pagers import pages
from crawler.sites import Site


def found(here: str, *links: tuple[str, str], rel: str = "") -> dict[int, str]:
    html = "".join(f"<a {rel} href='{href}'>{text}</a> " for text, href in links)
    document = read(a_page(f"<p>x</p>{html}", f"http://b.example{here}"), Site("b", domains=("b.example",)))
    assert isinstance(document, Document)
    return {number: url.removeprefix("http://b.example") for number, url in pages(document).items()}


@pytest.mark.parametrize(
    ("here", "links", "wanted"),
    [
        ("/t/lines.47/", [("2", "/t/lines.47/page-2"), ("9", "/t/lines.47/page-9")],
         {1: "/t/lines.47/", 2: "/t/lines.47/page-2", 9: "/t/lines.47/page-9"}),
        ("/v.php?t=47&start=25", [("1", "/v.php?t=47&start=0"), ("3", "/v.php?t=47&start=50")],
         {1: "/v.php?t=47&start=0", 2: "/v.php?t=47&start=25", 3: "/v.php?t=47&start=50"}),
        ("/thread-88-1-1.html", [("2", "/thread-88-2-1.html"), ("3", "/thread-88-3-1.html")],
         {1: "/thread-88-1-1.html", 2: "/thread-88-2-1.html", 3: "/thread-88-3-1.html"}),
        ("/topic/knots", [("2", "/topic/knots?p=2")], {1: "/topic/knots", 2: "/topic/knots?p=2"}),
        ("/topic/knots", [("下一页", "/topic/knots?p=2")], {1: "/topic/knots", 2: "/topic/knots?p=2"}),
        ("/t/47", [("第2页", "/t/47/2")], {1: "/t/47", 2: "/t/47/2"}),
    ],
)  # fmt: skip
def test_pages_are_numbered_as_their_addresses_and_links_say(
    here: str, links: list[tuple[str, str]], wanted: dict[int, str]
) -> None:
    """By page, by post or by a part of the path, the page's own address with them."""
    assert found(here, *links) == wanted


@pytest.mark.parametrize(
    ("here", "links"),
    [
        ("/t/47", [("2", "/t/48?p=2"), ("3", "/t/48?p=3")]),
        ("/t/47", [("2", "/t/47#p2"), ("3", "/t/47#p3")]),
        ("/t/47", [("1", "/post/1001"), ("2", "/post/1002")]),
        ("/t/47", [("12", "/u/7"), ("31", "/u/8")]),
        ("/t/47", [("2", "http://elsewhere.example/t/47?p=2")]),
        ("/t/47", [("Next thread", "/t/48")]),
        ("/t/47", []),
    ],
    ids=["another thread", "posts", "addresses of posts", "counts", "another host", "another next", "none"],
)  # fmt: skip
def test_other_numbers_are_no_pages(here: str, links: list[tuple[str, str]]) -> None:
    """Nothing is asked for that is not sure to be the thread."""
    assert found(here, *links) == {}


def test_the_next_page_may_be_named_by_its_relation() -> None:
    """Where the text is an arrow."""
    assert found("/t/47", ("⇨", "/t/47?page=2"), rel="rel=next") == {1: "/t/47", 2: "/t/47?page=2"}
