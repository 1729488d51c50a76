"""Spelling: what is listed is corrected and logged, and nothing else."""

from __future__ import annotations

import runpy
from itertools import pairwise

import pytest
from conftest import SHARED, a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.corrections import correct, corrected, corrections
from crawler.text.spelling.misspellings import CHINESE, ENGLISH

needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder shared is not beside the repository")
SLIPS = [*CHINESE, *ENGLISH, "the the", "of of"]


def test_the_tables_hold_no_word_that_another_pair_gives() -> None:
    """A correction is never corrected again, and there are enough of them."""
    for table in (CHINESE, ENGLISH):
        assert len(table) > 150
        assert not set(table) & set(table.values())
    assert all(not corrections(right) for right in [*CHINESE.values(), *ENGLISH.values()])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Recieve it.", "Receive it."),
        ("I DEFINATELY will", "I DEFINITELY will"),
        ("他必竟是个孩子，一如继往。", "他毕竟是个孩子，一如既往。"),
        ("It is the the end of of it.", "It is the end of it."),
        ("I dont, I didnt.", "I dont, I didn't."),
        ("The The are a band; by-by; a THE the", "The The are a band; by-by; a THE"),
        ("the ADN of teh teh-tarik", "the ADN of the teh-tarik"),
        ("recieved_at, foo.recieve and http://a.example/recieve", None),
        ("```\nrecieve\n``` `teh`", None),
        ("他既使说了，又使人难堪。", None),
        ("1,000,000 and 3,5", None),
        ("had had, that that, no no", None),
    ],
)
def test_words_are_corrected_in_their_case(text: str, right: str | None) -> None:
    """Names, code, addresses and words that may stand twice are left."""
    assert corrected(text, corrections(text)) == (right or text)


def test_quotations_may_be_left() -> None:
    """Who quotes, quotes mistakes as well."""
    text = '“必竟”是错字。\n> recieve\nI recieve "teh" mail.'
    made = corrections(text, in_quotes=False)
    assert [(each.before, text[each.start : each.end]) for each in made] == [("recieve", "recieve")]


def test_every_correction_is_logged() -> None:
    """With its part, its place in the text as it was, and both words; a second run adds none."""
    cleaned = correct(a_record("It is fine.", "I recieve teh mail."))
    assert cleaned.text == "It is fine.\n\nI receive the mail."
    assert cleaned.meta["corrections"] == [["2", 2, 9, "recieve", "receive"], ["2", 10, 13, "teh", "the"]]
    assert correct(cleaned) == cleaned


@pytest.mark.parametrize("text", ["the the the the end", "of of of it", "see teh the end", "the teh teh end"])
def test_a_corrected_text_holds_no_other_slip(text: str) -> None:
    """However often a word was said, and where one correction makes another."""
    once = correct(a_record(text))
    assert corrections(once.text) == []
    assert once.text in ("the end", "of it", "see the end")


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.one_of(st.sampled_from(SLIPS), st.text(st.characters(codec=None), max_size=8)), max_size=8
    ).map(" ".join)
)
def test_places_name_what_was_written(text: str) -> None:
    """Offsets slice to the word, none overlap, and what is corrected stays so."""
    made = corrections(text)
    assert all(text[each.start : each.end] == each.before for each in made)
    assert all(one.end <= two.start for one, two in pairwise(made))


@needs_data
def test_books_are_left_as_they_are() -> None:
    """Nothing is corrected in a printed novel and in a hundred stories."""
    book = (SHARED / "servers" / "common" / "books" / "CalltoArms.txt").read_text(encoding="utf-8")
    litbank = runpy.run_path(str(SHARED / "data" / "litbank" / "load.py"))["items"]()
    stories = "\n".join(" ".join(tokens) for text, _ in litbank for tokens in text)
    assert corrections(book) == corrections(stories) == []
