"""What builders share: chapters put together, stable ids, sizes in bytes, wordings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import a_pair, a_part, a_work
from hypothesis import given
from hypothesis import strategies as st

from crawler.records import Utterance
from postprocess.build import BUILDERS
from postprocess.build.making import (
    MARKUP,
    conversation,
    language_of,
    make_pair,
    message_bytes,
    passages,
    prompt_bytes,
    wording,
)
from postprocess.pairs import Turn, Work

PAGES = ["林晚说：“你先走。”", "“我不走。”陈默答道。", "雨停了。“走吧。”"]


def a_book(*pages: str, positions: tuple[int, ...] = ()) -> Work:
    """Return a book; each page has the one utterance between its quote marks."""
    parts = []
    for number, text in enumerate(pages):
        start, end = text.index("“"), text.index("”") + 1
        said = Utterance(start, end, text[start:end], f"speaker {number}", "verb", 0.9)
        parts.append(a_part(text, str(number), kind="body", utterances=(said,)))
    work = a_work(*parts, kind="chapter")
    places = positions or tuple(range(1, len(pages) + 1))
    pieces = tuple(replace(piece, position=place) for piece, place in zip(work.pieces, places, strict=True))
    return replace(work, pieces=pieces)


def test_the_pages_of_a_chapter_are_one_passage() -> None:
    """With a blank line between them, and all their records named."""
    (passage,) = passages(a_book(*PAGES, positions=(4, 4, 4)))
    assert (passage.text, passage.position) == ("\n\n".join(PAGES), 4)
    assert [piece.source for piece in passage.pieces] == ["site/1", "site/2", "site/3"]


def test_utterances_stand_where_their_text_is() -> None:
    """Offsets of the second page count from the beginning of the chapter."""
    (passage,) = passages(a_book(*PAGES, positions=(4, 4, 4)))
    assert [passage.text[u.start : u.end] for u in passage.utterances] == [
        "“你先走。”",
        "“我不走。”",
        "“走吧。”",
    ]
    assert [u.text for u in passage.utterances] == ["“你先走。”", "“我不走。”", "“走吧。”"]


def test_an_empty_first_page_shifts_nothing() -> None:
    """A page of which nothing was left after cleaning puts no blank lines before the next."""
    book = a_book(*PAGES[:2], positions=(1, 1))
    first = replace(book.pieces[0], part=a_part("", "0", kind="body"))
    (passage,) = passages(replace(book, pieces=(first, book.pieces[1])))
    (said,) = passage.utterances
    assert passage.text[said.start : said.end] == "“我不走。”"


def test_a_marked_body_is_no_passage() -> None:
    """An excerpt, or the front matter of a book, is not what anybody should learn from."""
    book = a_book(*PAGES[:2], positions=(1, 2))
    first = replace(book.pieces[0], part=replace(book.pieces[0].part, mark="excerpt"))
    (passage,) = passages(replace(book, pieces=(first, book.pieces[1])))
    assert passage.position == 2


def test_chapters_are_passages_of_their_own() -> None:
    """In the order of the work."""
    assert [passage.position for passage in passages(a_book(*PAGES))] == [1, 2, 3]


def test_a_conversation_holds_posts_that_say_something() -> None:
    """Bodies, empty posts and marked ones are none."""
    parts = [
        a_part("正文", "1", kind="body"),
        a_part("", "2"),
        a_part("广告", "3", mark="spam"),
        a_part("说得对", "4", kind="comment"),
    ]
    assert [piece.part.id for piece in conversation(a_work(*parts))] == ["4"]


def an_id(work: Work, task: str = "qa", *key: object) -> str:
    """Return the id of a pair of a work."""
    return make_pair(work, task, [Turn("user", "a"), Turn("assistant", "b")], work.pieces, key=key).id


def test_ids_are_stable() -> None:
    """Reviews, traces and removals name pairs by them over builds and years."""
    assert an_id(a_work(a_part()), "qa", 1) == "cdc5e867e2c5dadea940"


def test_ids_tell_task_work_and_key() -> None:
    """No two pairs of a dataset share one."""
    work, other = a_work(a_part()), a_work(a_part(), id="site/other")
    ids = [an_id(work, "qa", 1), an_id(work, "dialogue", 1), an_id(work, "qa", 2), an_id(other, "qa", 1)]
    assert len(set(ids)) == 4


def test_each_source_is_named_once() -> None:
    """Two posts of one page have one record; its page stands at the same place."""
    work = a_work(a_part("a", "1"), a_part("b", "2"))
    same = replace(work.pieces[1], source="site/1", url="http://site.example/1")
    pair = make_pair(work, "qa", [Turn("user", "a"), Turn("assistant", "b")], [work.pieces[0], same], key=[1])
    assert (pair.sources, pair.urls) == (("site/1",), ("http://site.example/1",))


def test_a_prompt_is_measured_in_bytes_with_its_template() -> None:
    """Three bytes a Chinese character, and the marks around each message and before the answer."""
    assert message_bytes("中文") == 6 + MARKUP
    assert prompt_bytes(a_pair("中", "b")) == 3 + 2 * MARKUP
    assert prompt_bytes(a_pair("中", "b", system="s")) == 3 + 1 + 3 * MARKUP
    assert prompt_bytes(a_pair("a", "bb", "ccc", "d")) == 6 + 4 * MARKUP
    assert prompt_bytes(a_pair("document")) == MARKUP


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_size(text: str) -> None:
    """A lone surrogate counts as what replaces it."""
    assert message_bytes(text) >= len(text) + MARKUP


@given(st.text(st.characters(exclude_categories=())))
def test_a_wording_stays_with_its_key(key: str) -> None:
    """A second build asks in the same words."""
    choices = {"zh": ("一", "二", "三"), "en": ("one",)}
    assert wording(choices, "zh-Hans", key) == wording(choices, "zh-Hans", key)


def test_wordings_are_all_used() -> None:
    """A dataset that asks in one sentence teaches that sentence."""
    choices = {"zh": ("一", "二", "三"), "en": ("one",)}
    assert {wording(choices, "zh", number) for number in range(50)} == {"一", "二", "三"}


@pytest.mark.parametrize(("own", "expected"), [("zh-Hant", "zh-Hant"), ("", "en"), ("und", "en")])
def test_a_post_too_short_to_tell_has_its_works_language(own: str, expected: str) -> None:
    """“ok” in a Chinese thread is Chinese."""
    assert language_of(a_part(language=own), a_work()) == expected


@pytest.mark.parametrize("task", BUILDERS)
@pytest.mark.parametrize("kind", ["thread", "status", "chapter", "article", "conversation"])
def test_every_builder_takes_every_work(task: str, kind: str) -> None:
    """An empty one, one of lone surrogates, and one of a single post: no text stops a build."""
    odd = [
        a_part("\ud800" * 200 + "？", str(n), author="\udfff", kind="body", reply_to="1") for n in range(3)
    ]
    posts = [a_part("\ud800" * 200 + "？", str(n), author=str(n), reply_to="1") for n in range(3)]
    for parts in ([], odd, posts, posts[:1]):
        for room in (-1, 0, 1000):
            assert isinstance(list(BUILDERS[task](a_work(*parts, kind=kind, title="\ud800"), room)), list)
