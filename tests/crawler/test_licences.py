"""Which licence a page states, and what it is called."""

from __future__ import annotations

import json

import pytest
from conftest import a_page
from hypothesis import given
from hypothesis import strategies as st

from crawler.document import Document
from crawler.licences import MAX_STATEMENTS, OPEN, is_free, spdx, statements
from crawler.sites import Site


def stated(html: str) -> list[tuple[str, str]]:
    """Return the sources and the texts of what a page says of its licence."""
    document = Document(a_page(html), Site("site"), html, "utf-8")
    return [(signal.source, signal.text) for signal in statements(document, "now")]


def embedded(thing: object) -> list[str]:
    html = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    return [text for _, text in stated(html)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        ("http://creativecommons.org/licenses/by/3.0/deed.zh", "CC-BY-3.0"),
        ("//CreativeCommons.org/licenses/BY-NC/4.0/legalcode", "CC-BY-NC-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/2.0/fr/", "CC-BY-NC-SA-2.0-FR"),
        ("https://creativecommons.org/licenses/by/2.0/fr/", "CC-BY-2.0"),
        ("https://creativecommons.org/licenses/by-sa/2.1/jp/", "CC-BY-SA-2.1-JP"),
        ("https://creativecommons.org/licenses/by-sa/2.1/es/", ""),
        ("https://creativecommons.org/licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"),
        ("https://creativecommons.org/licenses/sampling/1.0/", ""),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "CC-PDM-1.0"),
        ("本站内容采用 CC BY-NC-SA 4.0 许可", "CC-BY-NC-SA-4.0"),
        ("CC-BY-3.0-DE", "CC-BY-3.0-DE"),
        ("CC0", "CC0-1.0"),
        ("cc0-1.0", "CC0-1.0"),
        ("https://www.gnu.org/licenses/fdl-1.3.html", "GFDL-1.3-or-later"),
        ("https://opendatacommons.org/licenses/by/1-0/", "ODC-By-1.0"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
        ("mit", "MIT"),
        ("All rights reserved. Submit nothing.", ""),
        ("https://site.example/terms", ""),
        ("", ""),
    ],
)
def test_a_licence_has_the_name_that_spdx_gives_it(text: str, name: str) -> None:
    """A country's version keeps its country only where the list has it; the unknown has no name."""
    assert spdx(text) == name


@pytest.mark.parametrize(
    ("name", "is_open"),
    [("CC-BY-4.0", True), ("CC-BY-SA-3.0-DE", True), ("CC0-1.0", True), ("GFDL-1.3-or-later", True),
     ("CC-BY-NC-4.0", False), ("CC-BY-ND-4.0", False), ("CC-BY-NC-SA-2.0-FR", False)],
)  # fmt: skip
def test_what_forbids_selling_or_changing_is_not_open(name: str, is_open: bool) -> None:
    """Pairs are changed texts, and nobody knows what a dataset's readers earn."""
    assert (name in OPEN) is is_open


def test_a_page_states_its_licence_in_many_ways() -> None:
    """Each is kept word for word, the clearest way first, and what is said twice once."""
    html = """<link rel="license" href="https://a.example/1"><meta name="DC.rights" content="© 张三">
        <meta property="dcterms.license" content="https://a.example/2">
        <script type="application/ld+json">{"@type": "Article", "license": "https://a.example/3"}</script>
        <a rel="nofollow license" href="https://a.example/4">by</a><a rel="license" href="https://a.example/1">1</a>
        <a rel="nolicense" href="https://a.example/5">no</a><a rel="license" href="">none</a>"""
    assert stated(html) == [
        ("link license", "https://a.example/1"),
        ("JSON-LD license", "https://a.example/3"),
        ("meta dc.rights", "© 张三"),
        ("meta dcterms.license", "https://a.example/2"),
        ("a license", "https://a.example/4"),
    ]


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        ({"license": "x"}, ["x"]),
        ({"license": {"@type": "CreativeWork", "url": "x"}}, ["x"]),
        ({"license": ["x", {"@id": "y"}, {"name": 3}, None]}, ["x", "y"]),
        ([{"@graph": [{"@type": ["WebPage"], "license": "x"}]}], ["x"]),
        ({"mainEntity": {"license": "x"}}, ["x"]),
        ({"@type": "ImageObject", "license": "x"}, []),
        ({"image": {"license": "x"}, "comment": [{"license": "y"}]}, []),
        ("license", []),
    ],
    ids="text object list graph entity image parts nothing".split(),
)
def test_json_ld_gives_the_licence_of_the_page_and_not_of_its_pictures(
    thing: object, found: list[str]
) -> None:
    """A picture has often another one."""
    assert embedded(thing) == found


def test_statements_are_few() -> None:
    """A gallery links to the licence of each picture."""
    links = "".join(f'<a rel="license" href="https://a.example/{number}">l</a>' for number in range(99))
    assert len(stated(links)) == MAX_STATEMENTS


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, '{"license": "x"' + " " * 300_000 + "}", "null", "NaN"]
)
def test_a_script_that_cannot_be_read_states_nothing(script: str) -> None:
    """Broken, endlessly nested, or longer than any page needs."""
    assert stated(f'<script type="application/ld+json">{script}</script>') == []


def rsl(terms: str, attributes: str = 'url="/"') -> str:
    content = f"<content {attributes}><license>{terms}</license></content>"
    return f'<rsl xmlns="https://rslstandard.org/rsl">{content}</rsl>'


FREE = '<permits type="usage">search ai-train</permits><payment type="free"/>'


@pytest.mark.parametrize(
    ("document", "free"),
    [
        (rsl(FREE), True),
        (rsl(FREE.replace("ai-train", "all")), True),
        (rsl(FREE).replace(' xmlns="https://rslstandard.org/rsl"', ""), True),
        (rsl(FREE.replace("ai-train", "ai-input")), False),
        (rsl(FREE.replace('"free"', '"subscription"')), False),
        (rsl(FREE.replace('<payment type="free"/>', "")), False),
        (rsl(FREE + '<prohibits type="usage">ai-all</prohibits>'), False),
        (rsl(FREE + '<permits type="user">non-commercial</permits>'), False),
        (rsl(FREE, 'url="/" server="https://a.example"'), False),
        (rsl(FREE, 'url="/b"'), False),
        ("not xml", False),
        ("", False),
    ],
    ids="train all bare input paid unsaid prohibited users server elsewhere text empty".split(),
)
def test_only_a_free_licence_to_train_frees(document: str, free: bool) -> None:
    """Everything that is not said counts as reserved."""
    assert is_free(document, lambda pattern: pattern == "/") is free


def test_the_longest_pattern_of_rsl_decides() -> None:
    """A free part of a site does not free the rest, nor the reverse."""
    paid = FREE.replace("free", "crawl")
    document = rsl(paid).replace("</rsl>", "") + rsl(FREE, 'url="/open/"').partition(">")[2]
    assert is_free(document, lambda _: True)
    assert not is_free(document, lambda pattern: pattern == "/")


def test_entities_of_rsl_are_not_expanded() -> None:
    """Neither a bomb nor a file of this machine becomes a permission."""
    entities = '<!DOCTYPE rsl [<!ENTITY a "ai-train"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert not is_free(entities + rsl(FREE.replace("ai-train", "&a; &f;")), lambda _: True)


@given(st.text(), st.binary())
def test_nothing_raises(text: str, junk: bytes) -> None:
    """Whatever a page holds."""
    assert spdx(text) in OPEN or "NC" in spdx(text) or "ND" in spdx(text) or not spdx(text)
    assert not is_free(junk.decode("utf-8", "surrogateescape"), lambda _: True)
