"""Words that a pattern needs: derived from it, and in every text that it matches."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.noise.bare import LIMIT, SHORT_CHARS, SIMPLER, _table, bare
from crawler.text.noise.literals import literals
from crawler.text.noise.notices_en import ENGLISH
from crawler.text.noise.notices_zh import CHINESE
from crawler.text.noise.screen import Screen

PATTERNS = [pattern for table in (CHINESE, ENGLISH) for each in table.values() for pattern in each]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("votes?", {"vote"}),
        ("(?:月票|推荐票).{0,9}大家", {"月票", "推荐票"}),
        ("[abc]d", {"ad", "bd", "cd"}),
        (r"^\W*ads?$", {" ad ", " ads "}),
        (r"x{2,5}yellow", {"xyellow"}),
        (r"a.{0,3}(?!b)cd(?=e)", {"cd"}),
        (r"(?:one|two) (?:three)?\w+four", {"four"}),
        (r"www\.[a-z0-9]{2,9}\.com", {"www."}),
        (r"\d更", {f"{digit}更" for digit in range(10)}),
    ],
)
def test_the_words_of_a_pattern(pattern: str, words: set[str]) -> None:
    """Optional pieces are left out, alternatives counted, repeated ones needed once."""
    assert literals([pattern]) == words


@pytest.mark.parametrize("pattern", ["", ".{0,9}", "[^a]", "a?", r"\W*", "(?:ab|)"])
def test_a_pattern_without_words_is_refused(pattern: str) -> None:
    """It would have to be tried on every line."""
    with pytest.raises(ValueError, match="without any word"):
        literals([pattern])


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_every_match_holds_a_word(pattern: str, data: st.DataObject) -> None:
    """Texts are made from the pattern; signs among the letters do not matter."""
    made = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    folded = unicodedata.normalize("NFKC", made).casefold().translate(SIMPLER)
    if "\n" not in folded and re.search(pattern, folded):
        assert Screen([pattern]).candidates(folded) == [0], folded


def test_the_table_folds_as_the_standard_does() -> None:
    """A letter becomes what compatibility, case and script make of it, where that is one letter."""
    table = _table()
    for code in range(LIMIT):
        folded = unicodedata.normalize("NFKC", chr(code)).casefold().translate(SIMPLER)
        if len(folded) == 1 and folded.isalnum():
            assert chr(table[code]) == folded, hex(code)
    behind = (unicodedata.normalize("NFKC", chr(code)).casefold() for code in range(LIMIT, 0x110000))
    assert not any(folded.isascii() for folded in behind)


@settings(max_examples=500)
@given(st.text(st.one_of(st.characters(codec=None), st.sampled_from("ab1. 。·*\u200b\n⑴ﬁ…點ｗ．!(|)"))))
def test_short_and_long_texts_have_one_form(text: str) -> None:
    """Arrays and tables of characters agree, whatever stands around a dot."""
    short = text[:SHORT_CHARS]
    other = "x" * SHORT_CHARS
    assert bare(f"{short}\n{other}") == bare(short) + b"\n" + bare(other)


@given(st.text())
def test_lines_are_counted_by_line_ends_alone(text: str) -> None:
    """No separator but the line end makes a line of the bare form."""
    assert bare(text).count(b"\n") == text.count("\n")
