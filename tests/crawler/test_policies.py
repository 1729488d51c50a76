"""What a host's own files say of the use of its pages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policies import (
    MAX_FILE,
    MAX_SIGNALS,
    MAX_TEXT,
    File,
    Policies,
    decoded,
    licence_addresses,
    matches,
    own_lines,
    path_of,
    said,
)
from crawler.records import Signal

SEEN = "2026-11-20T12:00:00+00:00"
PAGE = "https://forum.example/t/1?page=2"
RSL = """<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>
<permits type="usage">ai-train search</permits><payment type="free"/></license></content></rsl>"""


def of_robots(text: str, url: str = PAGE) -> list[tuple[str, str]]:
    """Return what a robots.txt says of a page, and the lines where it does."""
    return [(signal.says, signal.text) for signal in Policies(robots=File(text, SEEN)).signals(url)]


def of_tdmrep(rules: object, url: str = PAGE) -> list[str]:
    return [signal.says for signal in Policies(tdmrep=File(json.dumps(rules), SEEN)).signals(url)]


def of_ai(text: str, url: str = PAGE) -> list[tuple[str, str]]:
    return [(signal.says, signal.text) for signal in Policies(ai=File(text, SEEN)).signals(url)]


def test_a_signal_is_the_line_as_it_stands_with_its_source_and_time() -> None:
    """Comments and odd spelling included."""
    robots = "User-agent: *\r\n  content-usage :  /  train-ai=n # 不得用于训练\r\n"
    (found,) = Policies(robots=File(robots, SEEN)).signals(PAGE)
    assert found == Signal("robots.txt", "content-usage :  /  train-ai=n # 不得用于训练", SEEN, "deny")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("train-ai=n", "deny"),
        ("train-ai=y", "allow"),
        ("search=n", ""),
        ("search=y, train-ai=n", "deny"),
        ("train-ai=y, ai-use=n", "deny"),
        ("train-genai=n", "deny"),
        ("train-ai=n, train-ai=y", "deny"),
        ("train-ai=no", "deny"),
        ("train-ai = N", "deny"),
        ("train-ai=yes", ""),
        ("Train-AI=y", ""),
        ('train-ai="y"', ""),
        ("train-ai", ""),
        ("train-ai=y;until=2027", "allow"),
        ("not-train-ai=n", ""),
        ("train-ai=y" + " " * MAX_TEXT, ""),
    ],
)
def test_content_usage_permits_only_in_its_own_words_and_refuses_in_any(value: str, says: str) -> None:
    """A misspelt permission is none; a misspelt refusal is meant."""
    assert said("content-usage", value) == says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("ai-train=no", "deny"),
        ("search=yes,ai-train=no,use=reference", "deny"),
        ("search=yes, ai-input=no", "deny"),
        ("ai-train=yes, ai-input=yes", "allow"),
        ("AI-Train=Yes", "allow"),
        ("ai-train=yes, ai-train=no", "deny"),
        ("search=no", ""),
        ("ai-train", ""),
    ],
)
def test_content_signal_is_read_in_the_words_of_cloudflare(value: str, says: str) -> None:
    """Input to a model is refused with training, for rewriting shows a text to a model."""
    assert said("content-signal", value) == says


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://forum.example/", "deny"),
        ("https://forum.example/open/", "allow"),
        ("https://forum.example/open/closed/1", "deny"),
        ("https://forum.example/OPEN/", "deny"),
        ("https://forum.example/%6Fpen/1", "allow"),
    ],
    ids=["all", "longer", "longest", "case", "escaped"],
)
def test_the_longest_path_of_content_usage_decides(url: str, says: str) -> None:
    """As Allow and Disallow do in RFC 9309."""
    robots = """User-agent: *
        Content-Usage: / train-ai=n
        Content-Usage: /open/ train-ai=y
        Content-Usage: /open/closed/ train-ai=n"""
    assert [found for found, _ in of_robots(robots, url)] == [says]


def test_rules_of_the_same_path_all_count_and_the_refusal_comes_first() -> None:
    """draft-ietf-aipref-attach: they apply separately; a rule without a path is one for the root."""
    robots = "User-agent: *\nContent-Usage: / train-ai=y\nContent-Usage: train-ai=n"
    assert of_robots(robots) == [
        ("deny", "Content-Usage: train-ai=n"),
        ("allow", "Content-Usage: / train-ai=y"),
    ]


@pytest.mark.parametrize(
    ("robots", "says"),
    [
        (
            "User-agent: pairmill\nContent-Signal: ai-train=yes\nUser-agent: *\nContent-Signal: ai-train=no",
            "allow",
        ),
        ("User-agent: *\nContent-Signal: ai-train=no\nUser-agent: Pairmill/1.0\nAllow: /", None),
        ("User-agent: otherbot\nContent-Signal: ai-train=no", None),
        ("User-agent: otherbot\nUser-agent: *\nContent-Signal: ai-train=no", "deny"),
        ("User-agent: pairmillbot\nContent-Signal: ai-train=no", None),
        ("Content-Signal: ai-train=no\nUser-agent: pairmill\nAllow: /", "deny"),
        ("User-agent: otherbot\nDisallow: /\n\nContent-Signal: ai-train=no", "deny"),
        ("User-agent: otherbot\n\nDisallow: /\nContent-Signal: ai-train=no", None),
        ("User-agent: otherbot\r\nDisallow: /\r\nContent-Signal: ai-train=no", None),
    ],
    ids=["ours", "ours is silent", "another's", "shared", "longer name", "before", "apart", "gap", "crlf"],
)
def test_only_our_group_counts_else_the_one_for_all(robots: str, says: str | None) -> None:
    """And lines that stand in no group."""
    assert [found for found, _ in of_robots(robots)] == ([says] if says else [])


def test_groups_of_one_name_are_one() -> None:
    """RFC 9309, 2.2.1."""
    robots = "User-agent: pairmill\nAllow: /\nUser-agent: x\nAllow: /\nUser-agent: pairmill\nLicense: /l.xml"
    assert [line.label for line in own_lines(robots)] == ["allow", "license"]


def test_an_rsl_licence_is_a_refusal_until_it_is_read_as_free() -> None:
    """Its address may be relative; a document for other paths frees nothing."""
    robots = File("License: /rsl.xml", SEEN)
    freed = Policies(robots=robots, licences={"https://forum.example/rsl.xml": File(RSL, SEEN)})
    other = Policies(
        robots=robots, licences={"https://forum.example/rsl.xml": File(RSL.replace('"/"', '"/b/"'))}
    )
    found = [policies.signals(PAGE) for policies in (Policies(robots=robots), other, freed)]
    assert [[signal.says for signal in signals] for signals in found] == [["deny"], ["deny"], ["allow"]]


def test_the_licences_of_a_robots_txt_are_named_once_and_for_us() -> None:
    """Those of another crawler's group are not ours."""
    robots = "License: /a.xml\nLicense: /a.xml\nLicense: https://[/\nUser-agent: x\nLicense: /b.xml"
    assert licence_addresses(robots, "https://forum.example/robots.txt") == ["https://forum.example/a.xml"]


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ([{"location": "/", "tdm-reservation": 1}], ["deny"]),
        ([{"location": "/", "tdm-reservation": 0}], [""]),
        ([{"location": "/t/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}], [""]),
        ([{"location": "/b/", "tdm-reservation": 1}], []),
        ([{"location": "/t/*page=2$", "tdm-reservation": "1"}], ["deny"]),
        ([{"location": "https://forum.example/t/", "tdm-reservation": 1}], ["deny"]),
        ([{"location": "*", "tdm-reservation": 1}], ["deny"]),
        ([{"location": "t/", "tdm-reservation": 1}], ["deny"]),
        ([{"location": "/", "tdm-reservation": 2}], []),
        ([None, 1, {"location": 3}, {"location": "/"}], []),
        ({"location": "/", "tdm-reservation": 1}, []),
    ],
    ids="all none first elsewhere pattern address star relative error junk object".split(),
)
def test_the_first_rule_of_tdmrep_that_fits_decides(rules: object, says: list[str]) -> None:
    """0 reserves nothing; a value that the protocol does not know says nothing."""
    assert of_tdmrep(rules) == says


def test_a_reservation_keeps_its_policy() -> None:
    """Whoever wants a licence finds where to ask."""
    rule = {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://forum.example/政策.json"}
    (found,) = Policies(tdmrep=File(json.dumps([rule]), SEEN)).signals(PAGE)
    assert json.loads(found.text) == rule


@pytest.mark.parametrize(
    ("text", "url", "line"),
    [
        ("User-Agent: *\nDisallow: /", PAGE, "Disallow: /"),
        ("User-Agent: *\nDisallow: *", PAGE, "Disallow: *"),
        ("User-Agent: *\nDisallow: *.html", PAGE, "Disallow: *.html"),
        ("User-Agent: *\nDisallow: *.txt", PAGE, None),
        ("User-Agent: *\nDisallow: *.txt", "https://forum.example/book.txt?v=2", "Disallow: *.txt"),
        ("User-Agent: *\nDisallow: *.h", PAGE, None),
        ("User-Agent: *\nDisallow: /\nAllow: *.html", PAGE, None),
        ("User-Agent: *\nDisallow: /\nAllow: /", PAGE, "Disallow: /"),
        ("User-Agent: *\nAllow: /\nDisallow: /", PAGE, "Disallow: /"),
        ("User-Agent: otherbot\nDisallow: /", PAGE, None),
        ("User-Agent: *\nAllow: /", PAGE, None),
        ("User-Agent: *\nDisallow:", PAGE, None),
        ("<!DOCTYPE html>\nUser-Agent: *\nDisallow: /", PAGE, None),
    ],
    ids="root star html txt file type allowed tie reversed other allow empty error".split(),
)
def test_ai_txt_refuses_pages_by_path_and_by_type(text: str, url: str, line: str | None) -> None:
    """An address without an ending is a page of HTML; an error page that answers 200 is no ai.txt."""
    assert of_ai(text, url) == ([("deny", line)] if line else [])


def test_a_file_that_could_not_be_read_is_told_and_decides_nothing() -> None:
    """So that a record shows what nobody could see."""
    found = Policies(tdmrep=File("", SEEN, "status 503")).signals(PAGE)
    assert found == (Signal("tdmrep.json", "could not be read: status 503", SEEN),)


def test_no_file_says_nothing() -> None:
    """The common case."""
    assert Policies().signals(PAGE) == ()


def test_signals_are_few_and_short_and_refusals_are_among_them() -> None:
    """Each page keeps its signals, so a host cannot fill the archive with them."""
    lines = [f"Content-Signal: search=yes, x={number}" for number in range(50)] + [
        "Content-Signal: ai-train=no, " + "x" * 5000
    ]
    found = Policies(robots=File("\n".join(lines), SEEN)).signals(PAGE)
    assert (len(found), found[0].says, len(found[0].text)) == (MAX_SIGNALS, "deny", MAX_TEXT)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/", "/a", True),
        ("/a", "/abc", True),
        ("/a$", "/ab", False),
        ("/a$", "/a", True),
        ("/*.php", "/x/index.php?id=1", True),
        ("/*.php$", "/x/index.php?id=1", False),
        ("/*a*a$", "/a", False),
        ("/*a*a$", "/aba", True),
        ("*$", "/any", True),
        ("/fish*", "/Fish", False),
        ("", "/a", True),
    ],
)
def test_patterns_match_as_rfc_9309_says(pattern: str, path: str, fits: bool) -> None:
    """A star is any characters, a dollar at the end is the end, anything else stands for itself."""
    assert matches(pattern, path) is fits


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example", "/"),
        ("https://a.example/%7Eme/%e4%b9%a6#top", "/~me/%E4%B9%A6"),
        ("https://a.example/书", "/%E4%B9%A6"),
        ("http://[/x", "/x"),
        ("mailto:me", "/"),
    ],
)
def test_the_path_of_an_address_has_one_spelling(url: str, path: str) -> None:
    """Also of an address that is none."""
    assert path_of(url) == path


def test_a_file_is_read_up_to_its_limit() -> None:
    """Whatever its bytes are."""
    assert decoded(b"\xef\xbb\xbfUser-agent: \xff") == "User-agent: \ufffd"
    assert len(decoded(b"a" * 2 * MAX_FILE)) == MAX_FILE


LINES = st.lists(
    st.sampled_from(
        ["User-agent: *", "Content-Usage: /", "Content-Signal:", "License:", "Disallow: *", "[", "{", ""]
    )
    | st.text()
).map("\n".join)


@given(LINES, st.text())
def test_no_file_and_no_address_raises(text: str, url: str) -> None:
    """Half surrogate pairs, unbalanced brackets and all."""
    file = File(text, SEEN, text)
    for signal in Policies(file, file, file, {url: file}).signals(url):
        signal.text.encode()
    for label in ("content-usage", "content-signal"):
        assert said(label, text) in ("deny", "allow", "")
