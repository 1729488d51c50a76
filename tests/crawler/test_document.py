"""Bytes to a readable page: encodings guessed right or refused, traps of depth and size, addresses."""

from __future__ import annotations

import json
import time
from urllib.parse import urldefrag, urljoin

import pytest
from conftest import a_page
from hypothesis import given
from hypothesis import strategies as st

from crawler.document import Document, identity, read
from crawler.engines import extract, stranger
from crawler.records import Context, Drop, Page
from crawler.sites import Site
from crawler.tangles import MAX_DEPTH, nesting

# 镕 is in GBK and not in GB2312, as which such pages declare themselves.
CHINESE = "<p>落日镕金，朱镕老师傅把收音机放在窗台上，等着天黑。</p>" * 3
SITE = Site("site", domains=("site.example",))


def decoded(body: bytes, content_type: str = "text/html", encoding: str = "") -> Document | Drop:
    page = Page("http://site.example/1", body, headers={"Content-Type": content_type})
    return read(page, Site("site", encoding=encoding))


def the_text(found: Document | Drop) -> str:
    assert isinstance(found, Document), found
    return found.html


def meta(charset: str) -> bytes:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'.encode()


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", '"gb2312"'])
def test_gbk_is_read_whatever_member_of_its_family_is_declared(charset: str) -> None:
    """In the page alone, which is where old sites declare it."""
    assert CHINESE in the_text(decoded(meta(charset) + CHINESE.encode("gb18030")))


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (CHINESE.encode("gb18030"), "text/html; charset=gb2312"),
        (CHINESE.encode("gb18030"), "text/html"),
        (CHINESE.encode(), "text/html"),
        (CHINESE.encode(), ""),
        (CHINESE.encode("utf-16"), "text/html"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "text/html; charset=utf-8"),
        (b"\xef\xbb\xbf" + CHINESE.encode(), "text/html; charset=gbk"),
        (meta("x-unknown-9") + CHINESE.encode("gb18030"), "text/html; charset=none-such"),
        (meta("utf-8") + CHINESE.encode("gb18030"), "text/html; charset=gb18030"),
        (CHINESE.encode("big5", "ignore") * 20, "text/html; charset=big5"),
    ],
    ids=[
        "header", "no charset, GBK", "no charset, UTF-8", "no header", "UTF-16", "UTF-16 big",
        "BOM over header", "unknown names", "header over meta", "Big5",
    ],
)  # fmt: skip
def test_text_is_read_as_it_was_written(body: bytes, content_type: str) -> None:
    """Declared in the header, in the page, by a byte order mark, or not at all."""
    found = the_text(decoded(body, content_type))
    assert "落日" in found
    assert "\ufffd" not in found


@pytest.mark.parametrize("charset", ["gb2312", "iso-8859-1", "windows-1252", "big5"])
def test_utf8_is_read_as_such_whatever_it_declares(charset: str) -> None:
    """Servers add a charset of their own to pages that they did not write."""
    found = decoded(CHINESE.encode(), f"text/html; charset={charset}")
    assert (the_text(found), found.encoding) == (CHINESE, "utf-8")  # type: ignore[union-attr]


def test_western_pages_stay_what_they_declare() -> None:
    """A few accented letters in latin-1 are no UTF-8."""
    assert "café naïve" in the_text(
        decoded("<p>café naïve".encode("latin-1"), "text/html; charset=iso-8859-1")
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("月光下的影子很长，他走得很慢，谁也没有说话。", "gb18030"),
        (
            "Вечером мы пошли к реке, и никто не сказал ни слова. Было тихо, как бывает только осенью.",
            "cp1251",
        ),
        ("夜になると、川のほとりは静かだった。誰も何も言わなかった。秋の夜はいつもそうだ。", "euc_jp"),
    ],
    ids=["Chinese", "Russian", "Japanese"],
)
def test_undeclared_chinese_is_known_by_its_commonest_signs(text: str, encoding: str) -> None:
    """Among much markup too; what has the same bytes in other encodings is not taken for Chinese."""
    menu = "".join(f"<a href='/{number}.shtml' class=link>{number}</a>" for number in range(600))
    found = decoded(f"<div>{menu}</div><p>{text}</p>".encode(encoding))
    assert isinstance(found, Document)
    assert (found.encoding == "gb18030") is (encoding == "gb18030")


def test_the_sites_file_wins_over_the_page() -> None:
    """A person looked at it."""
    found = decoded(meta("utf-8") + CHINESE.encode("gb18030"), "text/html; charset=utf-8", "gb18030")
    assert CHINESE in the_text(found)


def test_a_wrong_charset_is_a_drop_that_says_what_to_do() -> None:
    """Half of the characters lost is no text."""
    found = decoded(meta("utf-8") + CHINESE.encode("gb18030"))
    assert isinstance(found, Drop)
    assert found.step == "encoding"
    assert found.reason.endswith('% of its characters are not utf-8; set encoding = "…" in the site\'s file')


def test_a_few_broken_characters_are_borne() -> None:
    """A page cut within a character keeps the rest."""
    body = (CHINESE * 9).encode() + "镕".encode()[:2]
    assert CHINESE in the_text(decoded(body, "text/html; charset=utf-8"))


@pytest.mark.parametrize(
    ("page", "step", "reason"),
    [
        (a_page("x", status=404), "http", "status 404"),
        (a_page("x", status=206), "http", "status 206"),
        (a_page(b""), "empty", "the page is empty"),
        (a_page(b" \n\t"), "empty", "the page is empty"),
        (a_page(b"\x89PNG\r\n\0\0"), "type", "the page is binary, not text"),
        (
            Page("u", b"%PDF", headers={"content-type": "application/pdf"}),
            "type",
            "application/pdf is not text",
        ),
        (Page("u", b"x", headers={"Content-Type": "IMAGE/PNG; a"}), "type", "image/png is not text"),
        (a_page("<div>" * 100_000), "html", "elements nest 100000 deep, limit 3000"),
        (a_page("<a " + "b " * 9_000 + ">"), "html", "one tag has 9001 attributes, limit 3000"),
    ],
)
def test_what_is_no_page_is_a_drop(page: Page, step: str, reason: str) -> None:
    """With the step and the reason that the report counts."""
    assert read(page, SITE) == Drop(None, step, reason, page.url)


@pytest.mark.parametrize("kind", ["text/plain", "application/xhtml+xml", "application/xml", ""])
def test_kinds_of_text_are_read(kind: str) -> None:
    """Sitemaps are XML; some servers send no type."""
    assert isinstance(decoded(b"<p>x", kind), Document)


@pytest.mark.parametrize(
    ("html", "depth"),
    [
        ("<div>" * 5, 0),
        ("<div></div>" * MAX_DEPTH, 1),
        ("</div>" * MAX_DEPTH + "<div>" * MAX_DEPTH, MAX_DEPTH),
        ("<span>" * MAX_DEPTH, MAX_DEPTH),
        ("<p>" * MAX_DEPTH, 0),
    ],
    ids=["short", "side by side", "closed before", "nested", "paragraphs close themselves"],
)
def test_depth_is_that_of_open_blocks(html: str, depth: int) -> None:
    """Pages with few blocks are not looked at."""
    assert nesting(html) == depth


@pytest.mark.parametrize("text", ["plain words " * 9_000, "<div>" * 9_000], ids=["words", "markup"])
def test_json_is_no_tag_however_long_its_texts_are(text: str) -> None:
    """Answers of an API hold words without an end of a tag, and markup that is read on its own."""
    body = json.dumps([{"text": text}]).encode()
    assert isinstance(decoded(body, "application/json"), Document)


@pytest.mark.parametrize(
    "html",
    [
        "<" * 5_000_000,
        "<p>a<b class='x>y</i><td>&amp " * 170_000,
        "<a href='/x'>" * 350_000,
        "&#x110000;&lt" * 380_000,
        "<!--" * 1_250_000,
        "<x>" * 100_000,
        json.dumps(["<div>" * 1_000_000]),
        "<![x y]>",
        "\ud800 is no character".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
    ids=[
        "open tags",
        "broken tags",
        "open links",
        "entities",
        "comments",
        "unknown tags",
        "JSON",
        "marked",
        "bytes",
    ],
)  # fmt: skip
def test_broken_pages_cost_bounded_time(html: str) -> None:
    """Five megabytes of nonsense are read or refused in seconds, and never raise."""
    start = time.process_time()
    extract(a_page(html))
    assert time.process_time() - start < 15


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html", "text/html; charset=gbk", "text/xml; charset=x"]),
)
def test_no_bytes_raise(body: bytes, kind: str) -> None:
    """Each page is read or refused."""
    found = extract(Page("http://site.example/1", body, headers={"Content-Type": kind}))
    assert found is not None


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/b", "http://site.example/b"),
        ("b#part", "http://site.example/a/b"),
        (" ../c\n", "http://site.example/c"),
        ("//cdn.example/x", "http://cdn.example/x"),
        ("?p=2", "http://site.example/a/1?p=2"),
        ("#top", "http://site.example/a/1"),
        ("javascript:go()", ""),
        ("mailto:a@site.example", ""),
        ("data:text/html,x", ""),
        ("tel:1", ""),
        ("http://[x/", ""),
    ],
)
def test_links_become_addresses(href: str, address: str) -> None:
    """Without fragment; what leads to no page is empty."""
    found = read(a_page("<p>x", "http://site.example/a/1"), SITE)
    assert isinstance(found, Document)
    assert found.absolute(href) == address


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ('<base href="/top/">', "http://site.example/top/x"),
        ('<base href=" http://other.example/ ">', "http://other.example/x"),
        ("<base target=_blank>", "http://site.example/a/x"),
        ("<base href>", "http://site.example/a/x"),
    ],
)
def test_the_base_of_a_page_holds_for_its_links(base: str, address: str) -> None:
    """Only where it names one."""
    found = read(a_page(f"{base}<p>x", "http://site.example/a/1"), SITE)
    assert isinstance(found, Document)
    assert found.absolute("x") == address


@pytest.mark.parametrize(
    ("selector", "value"),
    [
        ("h1", "Big title"),
        ("a@href", "/x"),
        ("a@title", ""),
        ("h2", ""),
        ("", ""),
        ("@lang", "en"),
        ("input@checked", ""),
    ],
)
def test_a_value_is_folded_text_or_an_attribute(selector: str, value: str) -> None:
    """Of the first match; nothing where nothing matches."""
    html = "<html lang=en><h1>Big\n <b>title</b></h1><h1>2</h1><a href='/x'>y</a><input checked></html>"
    found = read(a_page(html), SITE)
    assert isinstance(found, Document)
    assert found.value(selector) == value


def test_a_strangers_site_is_its_host() -> None:
    """Also where an address has none."""
    assert stranger("http://a.example/x").domains == ("a.example",)
    assert stranger("x").name == "unknown"


@given(st.text(), st.text())
def test_addresses_have_names_of_their_own(one: str, other: str) -> None:
    """Sixteen hexadecimal digits, the same each time."""
    assert (identity(one) == identity(other)) is (one == other)
    assert len(identity("\ud800")) == 16


@given(
    st.sampled_from(["http://site.example/a/1?q=2", "http://site.example", "https://[::1]:8/a/;b=1/c#d"]),
    st.sampled_from(
        ["", "<base href='/top/x'>", "<base href='//other.example/y?z'>", "<base href='about:blank'>"]
    ),
    st.text("/\\.:;?#@%[]ab日 \t\n\r", max_size=12),
)
def test_links_that_begin_at_the_root_are_read_as_all_others(url: str, base: str, href: str) -> None:
    """They are remembered for all pages of a host: what comes out is what the page's own address gives."""
    found = read(a_page(f"{base}<p>x", url), SITE)
    assert isinstance(found, Document)
    try:
        address = urldefrag(urljoin(found.base, href.strip())).url
    except ValueError:
        address = ""
    assert found.absolute(href) == (address if address.startswith(("http://", "https://")) else "")


def test_a_page_whose_place_became_known_is_not_parsed_again() -> None:
    """Neither is one that nobody had parsed before: both are read."""
    found = read(a_page(), SITE)
    assert isinstance(found, Document)
    assert found.placed(Context("thread", "1", 2)).tree is found.tree
