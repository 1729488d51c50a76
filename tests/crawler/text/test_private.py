"""The step: counted, masked, given pseudonyms or dropped, and never told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from growth import excess
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Drop, Part, Record, Utterance
from crawler.text.private import POLICIES, private

POSTS = st.lists(
    st.sampled_from(["13812345678", "a@b.com", "@sun_1 ", "我叫张三，", "“", "”", "好", "\n", "QQ12345678"])
).map("".join)


def a_thread(*texts: str, **changes: object) -> Record:
    """Return a thread of posts by sun_1, sun_2 and so on."""
    parts = tuple(Part(str(n), text, author=f"sun_{n}") for n, text in enumerate(texts, 1))
    record = Record("1", "https://forum.example/1", "forum", "thread", language="zh-Hans").with_parts(parts)
    return replace(record, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("policy", "shown"), [("mask", "[姓名]"), ("pseudonym", "用户B")])
def test_half_a_handle_is_a_handle(policy: str, shown: str) -> None:
    """What a number leaves of it names the same person."""
    record = private(a_thread("@月亮，4111 1111 1111 1111 @月光4111 1111 1111 1111"), policy=policy)
    assert isinstance(record, Record)
    assert "月" not in record.text and shown in record.text
    again = private(record, policy=policy)
    assert isinstance(again, Record) and again.parts == record.parts


def test_counting_leaves_the_text() -> None:
    """The build masks it; the record knows how much there is."""
    record = a_thread("打13812345678", "写a@b.com，打13812345678", title="QQ12345678")
    counted = private(record)
    assert isinstance(counted, Record)
    assert counted.parts == record.parts
    assert counted.meta["private"] == {"email": 1, "phone": 2, "qq": 1}


def test_a_mask_covers_text_quote_footer_and_title() -> None:
    """And the text of the record is made of its parts again."""
    part = Part("1", "打13812345678", quote="写a@b.com", footer="QQ12345678")
    record = private(replace(a_thread(), title="加微信：abc_123").with_parts([part]), policy="mask")
    assert isinstance(record, Record)
    said = record.parts[0]
    assert (record.title, said.text, said.quote, said.footer) == (
        "加微信：[微信号]",
        "打[电话]",
        "写[邮箱]",
        "QQ[QQ号]",
    )
    assert record.text == "打[电话]"


def test_pseudonyms_reach_over_the_parts_and_to_the_authors() -> None:
    """The handle of an author is the same letter where he writes and where he is named."""
    record = private(a_thread("打13812345678", "@sun_1 是13812345678吗"), policy="pseudonym", authors=True)
    assert isinstance(record, Record)
    assert [(part.author, part.text) for part in record.parts] == [
        ("用户A", "打[电话1]"),
        ("用户B", "@用户A 是[电话1]吗"),
    ]


def test_a_drop_tells_kinds_and_counts_only() -> None:
    """No value goes to a log."""
    dropped = private(a_thread("打13812345678或13987654321，写a@b.com"), policy="drop")
    assert isinstance(dropped, Drop)
    assert (dropped.step, dropped.reason) == ("private", "phone 2, email 1")
    assert isinstance(private(a_thread("你好"), policy="drop"), Record)


def test_kinds_may_be_chosen_or_spared() -> None:
    """Mask phones, keep mails."""
    record = a_thread("打13812345678，写a@b.com")
    for one in (
        private(record, policy="mask", kinds=("phone",)),
        private(record, policy="mask", keep=("email",)),
    ):
        assert isinstance(one, Record)
        assert one.parts[0].text == "打[电话]，写a@b.com" and one.meta["private"] == {"phone": 1}


def test_a_novel_keeps_the_names_of_its_characters() -> None:
    """A chapter is not asked for names."""
    chapter = a_thread("“我叫张三，”他说。", kind="chapter")
    assert private(chapter, policy="mask") == chapter
    assert private(replace(chapter, kind="thread"), policy="mask") != chapter


def test_speech_is_found_where_it_stands_after_masking() -> None:
    """Offsets move with the text; speech that ends in what was hidden is dropped."""
    text = "打13812345678。“你好”，她说。“打13987654321”"
    spoken = (
        Utterance(13, 17, text[13:17], "她"),
        Utterance(21, 30, text[21:30]),
        Utterance(21, len(text), text[21:]),
    )
    record = a_thread().with_parts([Part("1", text, utterances=spoken)])
    masked = private(record, policy="mask")
    assert isinstance(masked, Record)
    part = masked.parts[0]
    assert [(each.text, each.speaker) for each in part.utterances] == [("“你好”", "她"), ("“打[电话]”", None)]
    assert all(part.text[each.start : each.end] == each.text for each in part.utterances)


def test_an_unknown_policy_is_an_error_that_names_the_known_ones() -> None:
    """A slip in a site's file shows."""
    with pytest.raises(ValueError, match=r"hide.*count, mask, pseudonym, drop, keep"):
        private(a_thread(), policy="hide")


@settings(deadline=None)
@given(st.lists(POSTS, max_size=3), st.sampled_from(POLICIES), st.booleans())
def test_doing_it_twice_is_doing_it_once(texts: list[str], policy: str, authors: bool) -> None:
    """Stored records may be refined again without moving."""
    once = private(a_thread(*texts), policy=policy, authors=authors)
    if isinstance(once, Record):
        assert private(once, policy=policy, authors=authors) == once


@pytest.mark.parametrize(
    "made",
    [
        lambda size: a_thread(*["well, it rains"] * size),
        lambda size: a_thread("@sun_1 138 1234 5678, " * size),
        lambda size: a_thread("[电话]@sun_1 " * size),
        lambda size: a_thread("passport A12345678, " * size, language="en"),
    ],
    ids=["authors", "names among numbers", "names among stand-ins", "documents"],
)
def test_the_time_grows_with_the_text_alone(made: Callable[[int], Record]) -> None:
    """Neither with the number of authors at every post, nor with what else was found at every name."""

    def call(size: int) -> Callable[[], object]:
        record = made(size)
        return lambda: private(record, policy="mask")

    call(1)()
    assert excess(call, 4000) == 0.0
