"""Wikis, Gutenberg books and fan archives: what whole pages alone do not show."""

from __future__ import annotations

import json

import pytest
from conftest import Context, a_page
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.document import Document, read
from crawler.engines import ao3, detect, extract, gutenberg, links, mediawiki, royalroad, stranger
from crawler.engines.gutenberg import flowing
from crawler.engines.wikis import address, continued, is_other_view, is_text, name
from crawler.records import Drop, Page, Record

WIKI = "https://w.example/wiki/"
API = "https://w.example/w/api.php?action="


def opened(html: str, url: str, context: Context = Context()) -> Document:  # noqa: B008
    page = a_page(html, url, context=context)
    document = read(page, stranger(url))
    assert isinstance(document, Document)
    return document


def wiki(text: str) -> str:
    head = '<html><head><meta name="generator" content="MediaWiki 1.39"></head><body class="mediawiki">'
    return f'{head}<div id="mw-content-text"><div class="mw-parser-output">{text}</div></div></body></html>'


@pytest.mark.parametrize(
    "title",
    ["The Ferry", "The Ferry/Chapter 1", "鹽路/第二章", "It's (not) so: a, b!", "100%", "A+B", "What?", "C#"],
)
@pytest.mark.parametrize("base", [WIKI + "X", "https://w.example/w/index.php?title=X", API + "parse&page=X"])
def test_a_title_and_its_address_are_one(title: str, base: str) -> None:
    """In all three manners of a wiki's addresses, whatever characters a title has."""
    assert name(address(base, title)) == title


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("The Ferry", True),
        ("Talk:The Ferry", False),
        ("User talk:Ada", False),
        ("讨论:鹽路", False),
        ("Category:Letters", False),
        ("Page:The Ferry.djvu/12", False),
        ("Vol. 1: The Ferry", True),
        ("", False),
    ],
)
def test_pages_about_pages_are_no_texts(title: str, text: bool) -> None:
    """A colon alone is no namespace."""
    assert is_text(title) is text


@pytest.mark.parametrize("query", ["action=edit", "oldid=12", "diff=prev&oldid=12", "veaction=edit"])
def test_earlier_versions_and_editors_are_no_pages(query: str) -> None:
    """Nor do they lead anywhere."""
    url = f"https://w.example/w/index.php?title=The_Ferry&{query}"
    assert is_other_view(url)
    seen = extract(a_page(wiki("<p>text"), url))
    assert isinstance(seen, Drop)
    assert (
        seen.step,
        links(a_page(wiki("<a href=/wiki/The_Ferry/1>1</a><a href=/wiki/The_Ferry/2>2</a>"), url)),
    ) == (
        "listing",
        [],
    )


def test_a_text_with_a_few_subpages_is_a_text() -> None:
    """And its subpages are followed only where it is little else than their list."""
    ways = "<a href=/wiki/The_Ferry/Notes>Notes</a> <a href=/wiki/The_Ferry/Map>Map</a>"
    whole = wiki(f"<p>{'The ferry would not go. ' * 200}</p>{ways}")
    assert isinstance(extract(a_page(whole, WIKI + "The_Ferry")), Record)
    assert links(a_page(whole, WIKI + "The_Ferry")) == []
    assert len(links(a_page(wiki(f"<p>A tale.</p>{ways}"), WIKI + "The_Ferry"))) == 2


def test_subpages_by_the_api_are_asked_for_by_the_api() -> None:
    """Under the very address that a list gives them, so that none is fetched twice."""
    html = (
        '<div class="mw-parser-output"><a href="/wiki/Ferry/1">One</a> <a href="/wiki/Ferry/2">Two</a></div>'
    )
    body = json.dumps({"parse": {"title": "Ferry", "text": {"*": html}}})
    base = address(API + "parse&page=X", "Ferry")
    page = Page(base, body.encode(), headers={"Content-Type": "application/json"})
    found = {link.url: link.context.position for link in links(page)}
    rows = json.dumps({"query": {"allpages": [{"ns": 0, "title": "Ferry/1"}, {"ns": 0, "title": "Ferry/2"}]}})
    listed = links(
        Page(API + "query&list=allpages", rows.encode(), headers={"Content-Type": "application/json"})
    )
    assert list(found.items()) == [(link.url, n) for n, link in enumerate(listed, 1)]


def test_a_list_of_the_api_goes_on_where_it_says() -> None:
    """All parameters of ``continue`` are added or replaced."""
    url = continued(API + "query&list=allpages&apcontinue=B", {"apcontinue": "C d", "continue": "-||"})
    assert url == API + "query&list=allpages&apcontinue=C+d&continue=-%7C%7C"


START = "*** START OF THE PROJECT GUTENBERG EBOOK THE FERRY ***"
END = "*** END OF THE PROJECT GUTENBERG EBOOK THE FERRY ***"
FILE = "https://www.gutenberg.org/files/7/7-0.txt"


def book(text: str) -> Record | Drop:
    return extract(Page(FILE, text.encode(), headers={"Content-Type": "text/plain"}))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"Title: The Ferry\n\n{START}\n\nThe river.\n\n{END}\n\nlicence", "The river."),
        (
            f"{START}\r\n\r\nThe river.\r\n\r\nEnd of Project Gutenberg's The Ferry, by Ada\r\n{END}\r\n",
            "The river.",
        ),
        ("x\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*\n\nThe river.", "The river."),
        (f"{START}\n\nProduced by A. and B.\n\n[Illustration: A\nboat]\n\nThe river.\n\n{END}", "The river."),
        (f"{START}\n\n[Transcriber's Note: x]\n\nThe river.\n\n{END}", "The river."),
        (f"{START}\n\nIt was produced by hand.\n\n{END}", "It was produced by hand."),
        (f"{START}\n\nThe\n  river,\n  oh\n\n{END}", "The\n  river,\n  oh"),
    ],
    ids=["marks", "old end", "oldest", "picture", "note", "prose", "verse"],
)
def test_a_book_is_what_stands_between_the_marks(text: str, kept: str) -> None:
    """Those of all times; pictures and notes of the makers go, a book's own words stay."""
    record = book(text)
    assert isinstance(record, Record)
    assert record.text == kept


def test_a_book_without_a_word_is_a_loss() -> None:
    """It is said so."""
    seen = gutenberg.extract(opened(f"{START}\n\n{END}", FILE))
    assert isinstance(seen, Drop)
    assert seen.step == "extract"


@given(st.text(alphabet="ab _\n", max_size=200))
def test_flowing_twice_is_flowing_once(text: str) -> None:
    """No word is lost or made up."""
    once = flowing(text)
    assert flowing(once) == once
    assert [word.strip("_") for word in text.split() if word.strip("_")] == [
        word.strip("_") for word in once.split() if word.strip("_")
    ]


def test_a_single_work_of_an_archive_is_its_only_chapter() -> None:
    """Its text stands in the list of chapters itself."""
    html = "<dd class=chapters>1/1</dd><div id=workskin><div class='preface group'>"
    html += "<h2 class='title heading'>Wick</h2><h3 class='byline heading'><a rel=author>ida</a></h3></div>"
    html += "<div id=chapters>"
    html += "<h3 class=landmark>Work Text:</h3><div class=userstuff><p>The wick was wet.</div></div></div>"
    seen = ao3.extract(opened(html, "https://archiveofourown.org/works/5"))
    assert isinstance(seen, Record)
    assert (seen.text, seen.title, seen.author, seen.position) == ("The wick was wet.", "Wick", "ida", 1)
    assert seen.meta["complete"] is True


def test_a_list_of_works_leads_to_their_first_chapters() -> None:
    """And to its next page."""
    html = "<ol><li class='work blurb'><h4 class=heading><a href=/works/5>Wick</a> by"
    html += " <a href=/users/ida>ida</a></h4></li></ol>"
    html += "<ol class=pagination><li class=next><a href=?page=2>Next</a></li></ol>"
    found = ao3.links(opened(html, "https://archiveofourown.org/tags/Lamps/works"))
    assert [(link.url.removeprefix("https://archiveofourown.org"), link.context.rel) for link in found] == [
        ("/works/5", "chapter"),
        ("/tags/Lamps/works?page=2", "listing"),
    ]


@pytest.mark.parametrize("table", ["[", "[{]", '{"a":1}', "[1, null]", '[{"url": 5}]', "[" * 5000])
def test_a_broken_table_of_chapters_is_passed_over(table: str) -> None:
    """The rows of the page count then."""
    html = "<table id=chapters><tr><td><a href=/fiction/1/x/chapter/2/y>Y</a></table>"
    html += f"<script>window.chapters = {table}];"
    found = royalroad.links(opened(html, "https://www.royalroad.com/fiction/1/x"))
    assert [link.context.title for link in found] == ["Y"]


PIECES = """<div class=mw-parser-output>|<a href=/wiki/A/1>|<a href=/wiki/A/2>|</a>|<h2>|text
<div id=chapters>|<div class=userstuff>|<select id=selected_id><option value=3>|<dd class=chapters>²/³
<div class=chapter-content>|window.chapters = [|*** START OF THE PROJECT GUTENBERG EBOOK|CHAPTER I
<section id=pg-header>|Title: x"""
SOUP = st.lists(st.sampled_from(PIECES.replace("\n", "|").split("|")), max_size=20).map("".join)
PLACES = (
    (mediawiki, WIKI + "A"), (ao3, "https://archiveofourown.org/works/5"), (gutenberg, FILE),
    (royalroad, "https://www.royalroad.com/fiction/1/x/chapter/2/y"),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SOUP, st.sampled_from(PLACES), st.sampled_from(["", "chapter"]))
def test_no_page_raises(html: str, place: tuple[object, str], rel: str) -> None:
    """What it gives is a record or the reason why not."""
    engine, url = place
    document = opened(html + "x", url, Context(rel))
    assert isinstance(engine.extract(document), Record | Drop)  # type: ignore[attr-defined]
    assert isinstance(engine.links(document), list)  # type: ignore[attr-defined]


def test_libraries_are_known_by_what_they_say_of_themselves() -> None:
    """By generator, address or their own words."""
    assert detect(a_page(wiki("x"), "https://w.example/x")) == "mediawiki"
    assert (
        detect(Page("https://mirror.example/7.txt", f"The Project Gutenberg eBook of X\n{START}".encode()))
        == "gutenberg"
    )
