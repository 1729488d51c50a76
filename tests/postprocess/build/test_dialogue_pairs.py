"""Dialogue: a reply with the conversation that led to it.

The file is not called test_dialogue, for a test of crawler.text.dialogue is, and pytest wants one of a name.
"""

from __future__ import annotations

import time

import pytest
from conftest import a_part, a_work
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Part
from postprocess.build.dialogue import MAX_BACK, build
from postprocess.build.making import prompt_bytes
from postprocess.pairs import Pair


def post(name: str, author: str, reply_to: str = "", text: str = "", **more: object) -> Part:
    """Return a post whose text is its name if nothing else is said."""
    return a_part(text or name, name, author=author, reply_to=reply_to, **more)


def pairs(*parts: Part, room: int = 1000, kind: str = "thread") -> list[Pair]:
    """Return the pairs of a work of these posts."""
    return list(build(a_work(*parts, kind=kind), room))


def said(*parts: Part, room: int = 1000) -> list[list[str]]:
    """Return the texts of each pair's turns."""
    return [[turn.text for turn in pair.turns] for pair in pairs(*parts, room=room)]


def test_a_reply_and_what_it_answers_make_a_pair() -> None:
    """By the link between them, whatever stands between."""
    assert said(post("a", "A"), post("b", "B"), post("c", "C", "a")) == [["a", "c"]]


def test_mere_order_says_nothing() -> None:
    """Neighbours in a thread answer the same question or nobody."""
    assert said(post("a", "A"), post("b", "B"), post("c", "C")) == []


def test_a_conversation_grows_with_its_replies() -> None:
    """Each reply is an answer once, with all that led to it."""
    chain = [post("a", "A"), post("b", "B", "a"), post("c", "A", "b"), post("d", "B", "c")]
    assert said(*chain) == [["a", "b"], ["b", "c"], ["a", "b", "c", "d"]]


def test_who_speaks_last_is_the_assistant() -> None:
    """Everyone else is the user; their posts in a row are one turn."""
    chain = [post("a", "A"), post("b", "B", "a"), post("c", "C", "b")]
    (_, pair) = pairs(*chain)
    assert [(turn.role, turn.text) for turn in pair.turns] == [("user", "a\n\nb"), ("assistant", "c")]


def test_posts_of_one_author_in_a_row_are_one_answer() -> None:
    """People answer in two posts."""
    assert said(post("a", "A"), post("b", "B", "a"), post("c", "B", "b")) == [["a", "b"], ["a", "b\n\nc"]]


def test_who_answers_only_themselves_answers_nobody() -> None:
    """A thread of one author's notes has no dialogue."""
    assert said(post("a", "A"), post("b", "A", "a")) == []


@pytest.mark.parametrize(
    "chain",
    [
        [post("a", "A", "a")],
        [post("a", "A", "b"), post("b", "B", "a")],
        [post("a", "A", "c"), post("b", "B", "a"), post("c", "C", "b")],
    ],
    ids=["itself", "two", "three"],
)
def test_a_circle_of_replies_ends_where_it_closes(chain: list[Part]) -> None:
    """Broken links of a forum do not hang a build, and no post stands twice in a pair."""
    texts = [[word for turn in turns for word in turn.split()] for turns in said(*chain)]
    assert all(len(set(words)) == len(words) for words in texts)


def test_a_reply_to_a_post_that_is_not_there_stands_alone() -> None:
    """It was deleted, or refused: nobody knows what this answers."""
    assert said(post("b", "B", "gone")) == []


@pytest.mark.parametrize("mark", ["spam", "low"])
def test_marked_posts_are_in_no_conversation(mark: str) -> None:
    """Neither as an answer nor as what is answered."""
    assert said(post("a", "A"), post("b", "B", "a", mark=mark), post("c", "C", "b")) == []


def test_a_pair_goes_back_eight_posts() -> None:
    """A quarrel of a hundred posts is no prompt of a hundred."""
    chain = [post(f"p{n}", "AB"[n % 2], f"p{n - 1}") for n in range(20)]
    assert max(len(turns) for turns in said(*chain)) == MAX_BACK


def test_what_is_furthest_back_goes_first_for_room() -> None:
    """The last question stays, so that the answer has one."""
    chain = [post("a", "A", text="旧" * 100), post("b", "B", "a"), post("c", "A", "b"), post("d", "B", "c")]
    assert said(*chain, room=200)[-1] == ["c", "d"]


def test_posts_of_one_turn_go_for_room_too() -> None:
    """Three people spoke before the answer: the nearest of them that fit stay."""
    chain = [post("a", "A", text="旧" * 100), post("b", "B", "a"), post("c", "C", "b")]
    assert said(*chain, room=200)[-1] == ["b", "c"]


TEXTS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.text(max_size=60), st.integers(1, 3)), min_size=2, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(40, 400))
def test_turns_alternate_and_obey_the_room(posts: list[tuple[str, str, int]], room: int) -> None:
    """User first, assistant last; a prompt is too long only where its last post alone is."""
    parts = [
        post(str(n), author, str(n - back), text or "。") for n, (author, text, back) in enumerate(posts)
    ]
    texts = {part.text for part in parts}
    for pair in pairs(*parts, room=room):
        roles = [turn.role for turn in pair.turns]
        assert roles == ["user", "assistant"] * (len(roles) // 2)
        alone = len(pair.turns) == 2 and pair.prompt in texts
        assert prompt_bytes(pair) <= room or alone


def test_a_conversation_of_a_timeline_is_a_group_of_its_own() -> None:
    """A timeline is one work of thousands of conversations; a whole one on one side would be no split."""
    found = pairs(
        post("a", "A"), post("b", "B", "a"), post("c", "A", "b"), post("x", "X"), post("y", "Y", "x"),
        kind="status",
    )  # fmt: skip
    assert [pair.group for pair in found] == ["site/work#a", "site/work#a", "site/work#x"]


def test_a_thread_is_one_group() -> None:
    """Its conversations are about one thing."""
    found = pairs(post("a", "A"), post("b", "B", "a"), post("x", "X"), post("y", "Y", "x"))
    assert {pair.group for pair in found} == {"site/work"}


def test_ids_tell_pairs_apart_and_stay() -> None:
    """A review keeps its verdicts by id over builds."""
    chain = [post("a", "A"), post("b", "B", "a"), post("c", "A", "b")]
    ids = [pair.id for pair in pairs(*chain)]
    assert ids == [pair.id for pair in pairs(*chain)]
    assert len(set(ids)) == 2


def test_comments_below_a_chapter_talk_too() -> None:
    """Its body is no post."""
    chain = [
        a_part("正文", "1", kind="body"),
        post("a", "A", kind="comment"),
        post("b", "B", "a", kind="comment"),
    ]
    assert [pair.prompt for pair in pairs(*chain, kind="chapter")] == ["a"]


def test_a_chain_of_2_000_replies_takes_seconds_at_most() -> None:
    """Two people can answer one another for ever."""
    chain = [post(f"p{n}", "AB"[n % 2], f"p{n - 1}") for n in range(2000)]
    begin = time.perf_counter()
    assert len(pairs(*chain, kind="status")) == 1999
    assert time.perf_counter() - begin < 5
