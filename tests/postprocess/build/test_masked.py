"""Masked text: which sentence is taken out, and that nothing else is changed."""

from __future__ import annotations

from conftest import a_part, a_work
from hypothesis import given
from hypothesis import strategies as st

from postprocess.build.making import prompt_bytes
from postprocess.build.masked import GAP, build, gap

TEXT = "".join(f"他在第{n}级石阶上坐了{n}个钟头，数着河里的船。" for n in range(60))


def test_the_sentence_fits_the_gap() -> None:
    """Put back, the passage is as it was."""
    pairs = list(build(a_work(a_part(TEXT, kind="body"), kind="chapter", language="zh-Hans"), 1000))
    assert len(pairs) > 2
    for pair in pairs:
        shown = pair.prompt.partition("\n\n")[2]
        assert shown.count(GAP) == 1 and shown.replace(GAP, pair.response) in TEXT
        assert prompt_bytes(pair) <= 1000


def test_a_sentence_that_stands_there_twice_is_no_riddle() -> None:
    """The other one gives it away."""
    assert gap("他在石阶上坐了一个钟头。" * 9) is None


def test_short_passages_have_no_gap() -> None:
    """Four sentences give no context."""
    assert gap(TEXT[:80]) is None and gap("") is None


def test_a_text_with_gaps_of_its_own_is_left_alone() -> None:
    """Exercises of a school book."""
    assert gap(TEXT + GAP) is None


def test_threads_have_none() -> None:
    """Posts are no passages."""
    assert list(build(a_work(a_part(TEXT)), 1000)) == []


@given(st.text(alphabet="ab 。.!?\n“”", max_size=300))
def test_whatever_the_text_only_the_sentence_goes(text: str) -> None:
    """No character is lost."""
    found = gap(text)
    assert found is None or found[0].replace(GAP, found[1]) == text
