"""The nouns: records as plain rows and back, and how their text is joined."""

from __future__ import annotations

import orjson
import pytest
from conftest import a_page, a_part, a_record
from hypothesis import given
from hypothesis import strategies as st

from crawler.records import Consent, Part, Record, Utterance, from_json, joined, to_json

WORDS = st.text(max_size=20)
UTTERANCES = st.builds(
    Utterance, st.integers(), st.integers(), WORDS, st.none() | WORDS, WORDS, st.floats(0, 1)
)
PARTS = st.builds(
    Part,
    **dict.fromkeys(("id", "text", "author", "published", "reply_to", "kind", "quote", "mark"), WORDS),
    score=st.integers(),
    accepted=st.booleans(),
    utterances=st.lists(UTTERANCES, max_size=2).map(tuple),
)
META = st.dictionaries(WORDS, WORDS | st.integers(-(2**53), 2**53) | st.lists(WORDS, max_size=2), max_size=3)
RECORDS = st.builds(
    Record,
    **dict.fromkeys(("id", "url", "site", "kind", "title", "author", "text", "work", "licence"), WORDS),
    position=st.integers(),
    parts=st.lists(PARTS, max_size=3).map(tuple),
    consent=st.builds(Consent, WORDS, st.lists(WORDS, max_size=2).map(tuple)),
    meta=META,
)


@given(RECORDS)
def test_a_record_comes_back_from_its_row(record: Record) -> None:
    """Parts, utterances, consent and meta are the same objects again, whatever their text holds."""
    assert from_json(to_json(record)) == record


def test_a_record_comes_back_from_its_line() -> None:
    """JSON turns tuples into lists; reading turns them back."""
    said = Utterance(0, 4, "“是”", "小满", "tag", 0.9)
    record = a_record("“是”").with_parts([a_part("“是”", utterances=(said,))])
    assert from_json(orjson.loads(orjson.dumps(to_json(record)))) == record


@pytest.mark.parametrize("key", ["parts", "consent", "id"])
def test_a_row_without_what_a_record_needs_is_refused(key: str) -> None:
    """KeyError or TypeError, so that a reader can name the line."""
    row = to_json(a_record())
    del row[key]
    with pytest.raises((KeyError, TypeError), match=key):
        from_json(row)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([], ""),
        ([a_part("one"), a_part(""), a_part("two")], "one\n\ntwo"),
        ([a_part("body", kind="body"), a_part("comment", kind="comment")], "body"),
        ([a_part("a", kind="comment"), a_part("b", kind="comment")], "a\n\nb"),
    ],
    ids=["nothing", "posts", "comments below a body", "comments alone"],
)
def test_the_text_of_a_record_is_that_of_its_parts(parts: list[Part], text: str) -> None:
    """Blank lines between them; empty parts and comments below a body left out."""
    assert joined(parts) == text


def test_other_parts_make_another_text() -> None:
    """A step that changes parts cannot forget the text."""
    record = a_record("one", "two")
    assert (record.text, record.with_parts(record.parts[1:]).text) == ("one\n\ntwo", "two")


@pytest.mark.parametrize(("name", "value"), [("content-type", "text/html"), ("X-None", "")])
def test_a_header_is_found_in_any_case(name: str, value: str) -> None:
    """HTTP does not mind the case of names; a missing header is an empty one."""
    assert a_page().header(name) == value
