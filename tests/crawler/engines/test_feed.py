"""Feeds: which entries are whole, where the others lead, and XML that means harm."""

from __future__ import annotations

import time

import pytest

from crawler.engines import visit
from crawler.records import Context, Page, Record
from crawler.sites import Site

SITE = Site("notes", engine="feed", domains=("notes.example",))
LONG = "Every nib has a side that it prefers. " * 25


def a_feed(*items: str, head: str = "") -> Page:
    channel = f"<channel><title>Notes</title>{''.join(items)}</channel>"
    xml = f'<?xml version="1.0"?>{head}<rss version="2.0">{channel}</rss>'
    return Page(
        "https://notes.example/feed",
        xml.encode(),
        headers={"Content-Type": "application/rss+xml"},
        context=Context("timeline"),
    )


def an_item(text: str, title: str = "Nibs", tag: str = "description") -> str:
    link = "<link>https://notes.example/1</link><guid>https://notes.example/1</guid>"
    return f"<item><title>{title}</title>{link}<{tag}><![CDATA[{text}]]></{tag}></item>"


def texts(page: Page) -> list[str]:
    result = visit(page, SITE).result
    return [part.text for part in result.parts] if isinstance(result, Record) else []


@pytest.mark.parametrize(
    ("item", "is_whole"),
    [
        (an_item("<p>Short, and all of it.</p>", tag="content:encoded"), True),
        (an_item("<p>It begins like this […]</p>", tag="content:encoded"), False),
        (an_item("<p>It begins. <a href='/1'>Read more</a></p>", tag="content:encoded"), False),
        (an_item("<p>开头一句。<a href='/1'>阅读全文</a></p>", tag="content:encoded"), False),
        (an_item("Short."), False),
        (an_item(LONG), True),
        (an_item(LONG + "..."), False),
        (an_item("A status, and that is all...", title=""), True),
        (an_item(""), False),
    ],
)
def test_entry_is_whole_or_leads_to_its_page(item: str, is_whole: bool) -> None:
    """Never both: a text is read once."""
    page = a_feed(item)
    assert bool(texts(page)) is is_whole
    assert [link.url for link in visit(page, SITE).links] == ([] if is_whole else ["https://notes.example/1"])


def bare(text: str) -> str:
    """Return an item without title or address, its text as it stands in the XML."""
    return f"<item><guid>1</guid><description>{text}</description></item>"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    """Feeds hold bare ampersands."""
    assert texts(a_feed(bare("Ink & paper"))) == ["Ink paper"]


def entities() -> str:
    """Return a document type whose entity i stands for a thousand million letters."""
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    told = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairs)
    return f'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{told}]>'


@pytest.mark.parametrize(
    "head",
    [entities(), '<!DOCTYPE rss [<!ENTITY i SYSTEM "file:///etc/hostname">]>'],
    ids=["entities of entities", "a file of ours"],
)
def test_entities_stand_for_nothing(head: str) -> None:
    """Neither is a text made of a few nor is a file read."""
    began = time.process_time()
    found = texts(a_feed(bare("before &i; after"), head=head))
    assert [text.replace("&i;", "").replace("after", "").strip() for text in found] == ["before"]
    assert time.process_time() - began < 2


def test_deep_xml_is_no_feed_with_texts() -> None:
    """The parser ends where elements nest too deep."""
    began = time.process_time()
    assert texts(a_feed("<a>" * 200_000)) == [] and time.process_time() - began < 5


@pytest.mark.parametrize(
    ("html", "rel", "ways"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" href="/feed">',
            "",
            ["https://notes.example/feed"],
        ),
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', "article", []),
        ("<p>nothing</p>", "", []),
    ],
    ids=["start page", "page of an entry", "no feed"],
)
def test_start_page_leads_to_its_feed(html: str, rel: str, ways: list[str]) -> None:
    """The page of an entry names the same feed again and leads nowhere."""
    page = Page(
        "https://notes.example/", html.encode(), headers={"Content-Type": "text/html"}, context=Context(rel)
    )
    assert [link.url for link in visit(page, SITE).links] == ways


def test_page_of_an_entry_is_read_as_any_other() -> None:
    """Its main text is the record."""
    html = f"<html><body><article><h1>Nibs</h1><p>{LONG}</p></article></body></html>"
    page = Page(
        "https://notes.example/1",
        html.encode(),
        headers={"Content-Type": "text/html"},
        context=Context("article"),
    )
    result = visit(page, SITE).result
    assert isinstance(result, Record) and result.kind == "article" and LONG.strip()[:60] in result.text
