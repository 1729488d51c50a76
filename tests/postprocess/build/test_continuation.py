"""Continuation: a passage and what follows it, cut where a reader would pause."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import a_part, a_work
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Part
from postprocess.build.continuation import TASK, blocks, build
from postprocess.build.making import prompt_bytes
from postprocess.pairs import Pair

CHINESE = [f"第{n}段，雨还在下，渡口没有人。" + "他想起了很久以前的事，一件也没有说。" * 2 for n in range(40)]
CURLY = "She left. “Wait,” he said. “It’s late!” Nobody came… The rain went on? Yes. It did. " * 20


def body(text: str, name: str = "1") -> Part:
    """Return the body of a chapter."""
    return a_part(text, name, kind="body")


def pairs(*texts: str, room: int = 1000, kind: str = "chapter", language: str = "zh-Hans") -> list[Pair]:
    """Return the pairs of a book whose chapters have these texts."""
    work = a_work(*(body(text, str(n)) for n, text in enumerate(texts)), kind=kind, language=language)
    return list(build(work, room))


def passage(pair: Pair) -> str:
    """Return a prompt without the task before it."""
    tasks = [task for known in TASK.values() for task in known if pair.prompt.startswith(task)]
    return pair.prompt.removeprefix(max(tasks, key=len))


def test_a_passage_is_followed_by_what_follows_it() -> None:
    """Prompt and response stand in the source one after the other."""
    text = "\n\n".join(CHINESE)
    found = pairs(text)
    assert len(found) > 2
    assert all(f"{passage(pair)}\n\n{pair.response}" in text for pair in found)


def test_no_text_stands_in_two_pairs() -> None:
    """Each paragraph is learned once: as a prompt or as a response."""
    sides = [side for pair in pairs("\n\n".join(CHINESE)) for side in (passage(pair), pair.response)]
    paragraphs = [paragraph for side in sides for paragraph in side.split("\n\n")]
    assert len(set(paragraphs)) == len(paragraphs)
    assert set(paragraphs) <= set(CHINESE)


def test_no_pair_crosses_a_chapter() -> None:
    """What begins the next chapter does not follow from the end of this one."""
    chapters = ["\n\n".join(CHINESE[:13]), "\n\n".join(CHINESE[13:])]
    found = pairs(*chapters)
    assert {pair.sources for pair in found} == {("site/1",), ("site/2",)}
    assert all(
        sum(passage(pair) in text and pair.response in text for text in chapters) == 1 for pair in found
    )


def test_a_chapter_on_two_pages_is_one_text() -> None:
    """A pair may go over the turn of the page, and names both pages."""
    work = a_work(body(CHINESE[0] * 3, "1"), body(CHINESE[1] * 3, "2"), kind="chapter")
    pages = tuple(replace(piece, position=1, page=number) for number, piece in enumerate(work.pieces, 1))
    (pair,) = build(replace(work, pieces=pages), 700)
    assert pair.sources == ("site/1", "site/2")


@pytest.mark.parametrize("room", [250, 400, 1000])
@pytest.mark.parametrize("text", ["\n\n".join(CHINESE), CURLY], ids=["Chinese", "English"])
def test_a_prompt_obeys_the_room(text: str, room: int) -> None:
    """Task, passage and template together, in bytes."""
    found = pairs(text, room=room)
    assert found
    assert max(prompt_bytes(pair) for pair in found) <= room


@pytest.mark.parametrize("kind", ["thread", "status", "conversation"])
def test_talk_is_not_continued(kind: str) -> None:
    """Posts do not follow one another as paragraphs do."""
    assert pairs("\n\n".join(CHINESE), kind=kind) == []


def test_comments_are_no_part_of_the_text() -> None:
    """A book is its author's words."""
    comment = a_part("催更！" * 200, "c", kind="comment")
    work = a_work(body("\n\n".join(CHINESE)), comment, kind="chapter")
    assert not any("催更" in turn.text for pair in build(work, 1000) for turn in pair.turns)


@pytest.mark.parametrize(("language", "task"), [("zh-Hant", "zh"), ("yue", "zh"), ("en", "en"), ("fr", "en")])
def test_the_task_is_in_the_language_of_the_text(language: str, task: str) -> None:
    """Where there is no wording in it, English."""
    assert all(pair.prompt.startswith(TASK[task]) for pair in pairs("\n\n".join(CHINESE), language=language))


def test_sentences_of_a_long_paragraph_keep_their_spaces() -> None:
    """English with curly quotes is not glued together, nor ASCII spaced twice."""
    assert all(block in CURLY for block in blocks(CURLY, 200))


def test_a_quotation_is_closed_before_the_cut() -> None:
    """No block begins with the mark that closes the one before."""
    text = "“雨还在下，我们走吧。”她说。他没有答话！“走？”" * 40
    assert [block[0] for block in blocks(text, 100) if block[0] in "”」』）"] == []


def test_a_short_rest_is_left_out() -> None:
    """Two words at a chapter's end are no answer."""
    assert blocks("\n\n".join(["长" * 30, "长" * 30, "短"]), 92) == ["长" * 30, "长" * 30]


def test_a_sentence_that_is_too_long_stays_whole() -> None:
    """It is the sieve's business; cut in its middle it would be nobody's sentence."""
    assert blocks("长" * 500 + "。", 100) == ["长" * 500 + "。"]


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("中文a b.。!？”“\n\n\ud800😀"), max_size=200), st.integers(4, 60))
def test_blocks_are_the_text_in_order(text: str, room: int) -> None:
    """Nothing is added or changed, and nothing lost but white space and a short rest."""
    found, place = blocks(text, room), 0
    for block in found:
        place = text.index(block, place) + len(block)
    lost = len("".join(text.split())) - len("".join("".join(found).split()))
    assert lost == 0 or len(text[place:].strip().encode("utf-8", "replace")) < max(room // 4, 1)


@pytest.mark.parametrize(
    "unit", ["中", "。", "a ", "”", "\n\n", "? "], ids=["Han", "stop", "words", "quote", "line", "?"]
)
def test_a_million_equal_characters_take_seconds_at_most(unit: str) -> None:
    """No text of a page hangs a build."""
    assert isinstance(blocks(unit * (1_000_000 // len(unit)), 900), list)
