"""Questions and answers: which reply of a thread answers its opening post."""

from __future__ import annotations

import pytest
from conftest import a_part, a_work

from crawler.records import Part
from postprocess.build.making import prompt_bytes
from postprocess.build.qa import build
from postprocess.pairs import Pair, Work

LONG = "先断电，再拧下背面的两颗螺丝，把旧的鼓粉盒慢慢拉出来，最后装上新的。"
REMARK = "同问"


def asked(*replies: Part, title: str = "打印机有异响怎么办？", question: str = "响了两周了。") -> Work:
    """Return a thread whose opening post is of 楼主, with replies to it."""
    return a_work(a_part(question, "q", author="楼主"), *replies, title=title, language="zh-Hans")


def reply(text: str = LONG, name: str = "r", author: str = "老手", **more: object) -> Part:
    """Return a reply."""
    return a_part(text, name, author=author, **more)


def only(work: Work, max_prompt_bytes: int = 1000) -> Pair:
    """Return the one pair of a work."""
    (pair,) = build(work, max_prompt_bytes)
    return pair


def answers(work: Work) -> list[str]:
    """Return the responses that come of a work."""
    return [pair.response for pair in build(work, 1000)]


def test_the_accepted_reply_answers() -> None:
    """However short it is, and whatever was voted up."""
    assert answers(asked(reply(score=90), reply("换电池。", "x", accepted=True))) == ["换电池。"]


def test_an_accepted_reply_needs_no_question_mark() -> None:
    """That somebody accepted it says that somebody asked."""
    assert answers(asked(reply(accepted=True), title="打印机", question="坏了。")) == [LONG]


def test_without_an_accepted_reply_votes_decide() -> None:
    """The reply voted up most, and not the first."""
    assert answers(asked(reply("一" * 40), reply(LONG, "x", score=3), reply("二" * 40, "y", score=2))) == [
        LONG
    ]


def test_a_remark_is_no_answer_however_many_votes() -> None:
    """A joke gets the votes; below 30 characters it is none."""
    assert answers(asked(reply(REMARK, score=99), reply(LONG, "x"))) == [LONG]


def test_without_votes_the_first_long_reply_answers() -> None:
    """Remarks before it are passed over."""
    assert answers(asked(reply(REMARK), reply(LONG, "x"), reply("三" * 40, "y"))) == [LONG]


def test_a_reply_to_another_reply_does_not_answer_the_question() -> None:
    """It answers somebody else; one that links to the question does."""
    side, own = reply("四" * 40, "x", reply_to="r"), reply(LONG, "y", reply_to="q")
    assert answers(asked(reply(REMARK), side, own)) == [LONG]


@pytest.mark.parametrize(
    "own",
    [reply(author="楼主"), reply(author="楼主", accepted=True), reply(author="楼主", score=9)],
    ids=["first", "accepted", "voted"],
)
def test_nobody_answers_their_own_question(own: Part) -> None:
    """“Solved it, thanks” of the asker is no answer to learn."""
    assert answers(asked(own)) == []


@pytest.mark.parametrize("mark", ["spam", "low"])
def test_marked_posts_never_answer(mark: str) -> None:
    """Spam stays out even if it was accepted and voted up."""
    assert answers(asked(reply(mark=mark, accepted=True, score=9), reply(REMARK, "x"))) == []


def test_a_thread_with_a_marked_opening_post_gives_nothing() -> None:
    """The first reply must not be taken for the question."""
    opening = a_part("加微信领奖？", "q", author="a", mark="spam")
    assert answers(a_work(opening, reply("怎么办？" * 10, author="b"), reply(LONG, "x"))) == []


@pytest.mark.parametrize(
    ("title", "question", "asks"),
    [
        ("打印机有异响", "怎么修", False),
        ("打印机怎么修", "", False),
        ("打印机怎么修", "响了", True),
        ("打印机", "会坏吗？", True),
        ("How do I fix it", "It hums.", True),
        ("晒图", "今天的晚霞。", False),
    ],
    ids=["word in the text only", "no text", "word in title", "mark in text", "English", "no question"],
)
def test_only_questions_are_answered(title: str, question: str, asks: bool) -> None:
    """A reply to a picture or a report is talk and no answer."""
    assert bool(answers(asked(reply(), title=title, question=question))) is asks


@pytest.mark.parametrize("kind", ["status", "chapter", "article", "conversation"])
def test_only_threads_hold_questions(kind: str) -> None:
    """A comment below a chapter answers nobody's question."""
    assert list(build(a_work(a_part("怎么办？", author="a"), reply(), kind=kind), 1000)) == []


def test_a_thread_without_replies_gives_nothing() -> None:
    """Nor does one without posts."""
    assert (answers(asked()), answers(a_work())) == ([], [])


def test_the_title_stands_before_the_question() -> None:
    """Forums ask in the title and describe in the post."""
    assert only(asked(reply())).prompt == "打印机有异响怎么办？\n\n响了两周了。"


def test_a_title_that_the_post_repeats_is_not_said_twice() -> None:
    """Many forums copy the title into the post."""
    question = "打印机有异响怎么办？响了两周了。"
    assert only(asked(reply(), question=question)).prompt == question


def test_a_title_goes_where_there_is_no_room() -> None:
    """Titled, it takes one byte more than there is; bare, it fits."""
    work = asked(reply())
    size = prompt_bytes(only(work))
    assert only(work, size).prompt.startswith(work.title)
    assert only(work, size - 1).prompt == "响了两周了。"


def test_a_pair_says_where_it_comes_from() -> None:
    """Both posts' records and pages, whether it was accepted, and its votes."""
    pair = only(asked(reply(accepted=True, score=4, language="zh-Hant")))
    assert pair.sources == ("site/1", "site/2")
    assert pair.urls == ("http://site.example/1", "http://site.example/2")
    assert (pair.meta["accepted"], pair.meta["score"], pair.language) == ("true", "4", "zh-Hant")
    assert [turn.speaker for turn in pair.turns] == ["楼主", "老手"]
