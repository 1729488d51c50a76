"""Notices of novel sites: recall and precision on made-up lines, and the scan that rules lines out."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notice_cases import FIRST, PROSE_FIRST, PROSE_SECOND, SECOND

from crawler.records import Part, Record
from crawler.text import clean
from crawler.text.noise import cuts, notices

# What the second halves showed when they were written.
LEAST_RECALL = {"site": 1.0, "advert": 0.94, "unfinished": 1.0, "votes": 0.9, "notice": 1.0, "menu": 0.87}
NOTICES = [line for half in (FIRST, SECOND) for lines in half.values() for line in lines]
PROSE = [*PROSE_FIRST, *PROSE_SECOND]


@pytest.mark.parametrize(("why", "line"), [(why, line) for why, lines in FIRST.items() for line in lines])
def test_a_notice_has_its_reason(why: str, line: str) -> None:
    """Each line of the first half is known, disguised or not, in both languages."""
    assert notices.reason(line) == why


@pytest.mark.parametrize("why", SECOND)
def test_notices_of_other_sites_are_found(why: str) -> None:
    """The second half was written apart; as many as ever are found, for whatever reason."""
    lines = SECOND[why]
    found = sum(notices.reason(line) is not None for line in lines)
    assert found / len(lines) >= LEAST_RECALL[why]


@pytest.mark.parametrize("line", PROSE)
def test_prose_about_sites_and_votes_is_no_notice(line: str) -> None:
    """Not a line of prose goes."""
    assert notices.reason(line) is None


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("他走(笔趣阁 www.quay.com)了。", "他走了。"),
        ("他推开门，青石小说网www.quay.com屋里没有人。", "他推开门，屋里没有人。"),
        ("她笑了{最新网址：quay.net}笑，走了。", "她笑了笑，走了。"),
        ("他登录www.quay.com查了查。", "他登录www.quay.com查了查。"),
    ],
)
def test_a_name_put_into_a_sentence_is_cut_out(line: str, left: str) -> None:
    """The sentence around it stays whole; an address that somebody visits stays, too."""
    record = Record("1", "u", "s", "chapter").with_parts([Part("1", line, kind="body")])
    assert clean.without_noise(record).text == left


pieces = st.one_of(
    st.sampled_from([*NOTICES, *PROSE]),
    st.text(max_size=12),
    st.sampled_from(list("。！.!()（）【】|｜-*· \u3000點点丶ｗｗｗ:：“”")),
)


@settings(deadline=None, max_examples=500)
@given(st.lists(pieces, min_size=1, max_size=5).map("".join))
def test_the_scan_changes_no_result(line: str) -> None:
    """With the words that were found, a line is cut as if every pattern were tried on every piece."""
    line = line.replace("\n", " ")
    every = list(range(len(notices._RULES) + 1))
    slow, fast = Counter[str](), Counter[str]()
    assert notices.reason(line) == notices.reason(line, every)
    kept = cuts.kept(line, every, slow)
    suspected = notices.suspects(line)
    assert (cuts.kept(line, suspected[0], fast) if suspected else line) == kept
    assert fast == slow


@settings(deadline=None, max_examples=100)
@given(st.lists(pieces, max_size=30).map("\n".join))
def test_the_suspects_are_lines_of_the_text(text: str) -> None:
    """Numbers count from 0 and name each line that holds a notice."""
    lines = text.split("\n")
    suspected = notices.suspects(text)
    assert {number for number, line in enumerate(lines) if notices.reason(line)} <= set(suspected)
    assert all(0 <= number < len(lines) for number in suspected)


@pytest.mark.parametrize(
    "unit",
    ["w ", "求", "本站", "a.", "[", "（", "w-", "chapter ", "第1更", "www.a.com", "“", "\ud800", "笔|"],
)
def test_hostile_lines_take_time_by_their_length(unit: str) -> None:
    """Eight times the length takes far less than eight times eight the time."""
    short, long = (unit * (40_000 // len(unit)), unit * (320_000 // len(unit)))
    took = []
    for text in (short, long):
        record = Record("1", "u", "s", "chapter").with_parts([Part("1", text, kind="body")])
        started = time.process_time()
        clean.without_noise(record)
        notices.reason(text[:640])
        took.append(time.process_time() - started)
    assert took[1] < 24 * took[0] + 0.5


def test_a_line_that_stays_whole_is_not_counted() -> None:
    """It is a notice, and none of its sentences is: a second run would count it again."""
    removed: Counter[str] = Counter()
    assert cuts.without_notices("http://B区。小说", removed) == "http://B区。小说"
    assert not +removed
