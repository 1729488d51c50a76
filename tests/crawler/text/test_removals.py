"""What recipes take out: markup, addresses and repeated sentences, each with its replacement."""

from __future__ import annotations

import time

import pytest
from conftest import a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text import clean
from crawler.text.removals import REMOVALS, emails, html, ips, links, repeats, unicode, without, without_named


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("写信给 lin.w+x@mail.a-b.example，谢谢", "写信给 <X>，谢谢"),
        ("é.lin@a.example", "é.<X>"),
        ("lin@localhost and @lin and a@b.c1", "lin@localhost and @lin and a@b.c1"),
        ("<lin@a.example>", "<<X>>"),
    ],
)
def test_mail_addresses_go(text: str, left: str) -> None:
    """Only what has a domain ending in letters is one."""
    assert emails(text, "<X>") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("from 192.0.2.255:80", "from <X>:80"),
        ("v1.2.3, 1.2.3.4.5 and 300.1.1.1", "v1.2.3, 1.2.3.4.5 and 300.1.1.1"),
        ("2001:db8:0:0:0:0:0:1 或 fe80::1", "<X> 或 <X>"),
        ("at 12:30:45, std::vector, C::D", "at 12:30:45, std::vector, C::D"),
    ],
)
def test_ip_addresses_go(text: str, left: str) -> None:
    """Times, versions and names in code are none."""
    assert ips(text, "<X>") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("看 HTTPS://a.example/b?c=d&e#f。", "看 <X>。"),
        ("看https://a.example/b这里有", "看<X>这里有"),
        ("http://例子.example/路", "<X>路"),
        ("(see www.a.example/b), gopher://x.", "(see <X>), <X>."),
        ("either/or a://", "either/or a://"),
    ],
)
def test_links_go(text: str, left: str) -> None:
    """Any scheme, no sign that ends a sentence, and no Chinese behind the host."""
    assert links(text, "<X>") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<p>One</p><p>two &amp; <b>three</b></p>", "Onetwo & three"),
        ("<ul><li>a<li>b</ul>", "*a\n*b"),
        ("a <script>x()</script><style>y</style>b", "a b"),
        ("1 < 2 &amp; 3 > 2", "1 < 2 &amp; 3 > 2"),
        ("<div>" * 20_000 + "x", "<div>" * 20_000 + "x"),
    ],
    ids=["paragraphs", "list", "script", "no markup", "trap"],
)
def test_markup_goes(text: str, left: str) -> None:
    """A text without tags is no markup, and one that would choke a parser is left."""
    assert html(text) == left


def test_paragraphs_may_be_kept_apart() -> None:
    """By what stands for their marks."""
    assert html("<p>One</p><p>two</p>", "\n").split() == ["One", "two"]


@pytest.mark.parametrize(
    ("text", "min_chars", "left"),
    [
        ("下雨了。他走了。下雨了！", 2, "下雨了。他走了。"),
        ("Yes. No! yes? NO.", 2, "Yes. No!"),
        ("Yes. No! yes? NO.", 3, "Yes. No! NO."),
        ("哈。哈。", 2, "哈。哈。"),
        ("v1.2 is out. v1.2 is out. So.", 2, "v1.2 is out. So."),
    ],
)
def test_a_sentence_said_before_goes(text: str, min_chars: int, left: str) -> None:
    """From a length on, whatever its signs and case."""
    assert repeats(text, min_chars=min_chars) == left


def test_ftfy_writes_plain_text() -> None:
    """Mojibake, curled quotation marks and entities."""
    assert unicode("â€œHiâ€\x9d ﬁne &amp; 中文，好") == '"Hi" fine & 中文,好'


def test_a_recipe_names_what_goes() -> None:
    """In the order of the table, each by its own replacement; a wrong name is an error."""
    record = a_record("<p>Mail lin@a.example or see http://a.example.</p>")
    named = {"links": "<LINK>", "html": "", "emails": "<EMAIL>"}
    assert without_named(record, removals=named).text == "Mail <EMAIL> or see <LINK>."
    assert without_named(record, removals={}) == record
    with pytest.raises(KeyError, match="phones"):
        without("text", {"phones": ""})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see http://a.example/b now", "see now"),
        ("Now.\nNow.\n\nThen.\n", "Now.\n\nThen."),
        ("&amp;lt;b&amp;gt;a&amp;lt;/b&amp;gt;", "a"),
        ("ht<b></b>tp://a.example/b", ""),
    ],
)
def test_what_is_left_is_spaced_and_holds_nothing_more(text: str, left: str) -> None:
    """As if what went had never stood there."""
    everything = dict.fromkeys(REMOVALS, "")
    once = without_named(clean.spaces(a_record(text)), removals=everything)
    assert once.text == left
    assert without_named(clean.spaces(once), removals=everything) == once


@settings(deadline=None, max_examples=200)
@given(st.text(st.one_of(st.characters(codec=None), st.sampled_from("<>/@.:&;#ab1。 \n"))))
def test_no_text_is_too_odd(text: str) -> None:
    """Each removal gives a text, and taking links, addresses or repeats out adds nothing."""
    for name, removal in REMOVALS.items():
        left = removal(text, "")
        assert isinstance(left, str)
        assert name in ("html", "unicode") or len(left) <= len(text)


@pytest.mark.parametrize(
    "unit", ["a@", "a.", "1.", "a:", "http://", "测试://", "<", "<p>", "。a", "a", "://", "1:", "www."]
)
@pytest.mark.parametrize("name", ["html", "links", "emails", "ips", "repeats"])
def test_hostile_texts_take_time_by_their_length(unit: str, name: str) -> None:
    """Eight times the length takes far less than eight times eight the time."""
    took = []
    for chars in (20_000, 160_000):
        started = time.process_time()
        REMOVALS[name](unit * (chars // len(unit)), "")
        took.append(time.process_time() - started)
    assert took[1] < 24 * took[0] + 0.5
