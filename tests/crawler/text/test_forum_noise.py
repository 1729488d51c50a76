"""Posts: lines of the software go, signatures move, what sells or says nothing is marked."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

import pytest
from conftest import a_part, a_record
from hypothesis import given, settings
from hypothesis import strategies as st
from post_cases import HONEST, LINES, NOTHING, OWN_LINES, SOMETHING, SPAM

from crawler.text import adverts, clean, forum
from crawler.text.noise.signatures import apart

ALL_LINES = [(why, line) for why, lines in LINES.items() for line in lines]
any_text = st.text(st.one_of(st.characters(codec=None), st.sampled_from("\n\r-_[]`=/>")))


@pytest.mark.parametrize("why", LINES)
def test_lines_of_the_software_are_known(why: str) -> None:
    """All of the first half, and nearly all of the second, for the right reason."""
    lines = LINES[why]
    half = len(lines) // 2
    assert [forum.line_reason(line) for line in lines[:half]] == [why] * half
    assert sum(forum.line_reason(line) == why for line in lines[half:]) >= len(lines) - half - 1


@pytest.mark.parametrize("line", OWN_LINES)
def test_what_people_write_of_phones_and_quotes_stays(line: str) -> None:
    """A line of a person's own is kept."""
    assert forum.line_reason(line) is None


@pytest.mark.parametrize(
    ("texts", "answer", "least"),
    [(NOTHING, True, 70), (SOMETHING, False, 60)],
    ids=["nothing", "something"],
)
def test_posts_that_say_nothing(texts: tuple[str, ...], answer: bool, least: int) -> None:
    """Bumps and thanks are told from short answers, which are all kept."""
    assert sum(adverts.says_nothing(text) is answer for text in texts) >= least


@pytest.mark.parametrize(
    ("texts", "answer", "least"), [(SPAM, True, 60), (HONEST, False, 60)], ids=["spam", "honest"]
)
def test_posts_that_sell(texts: tuple[str, ...], answer: bool, least: int) -> None:
    """Offers are told from talk about money and contact, of which none is taken for one."""
    assert sum(adverts.is_advert(text) is answer for text in texts) >= least


def test_a_record_is_marked_as_its_posts_are() -> None:
    """One scan over all posts says what is said of each alone."""
    texts = [*SPAM, *HONEST, *NOTHING, *SOMETHING]
    marks = [part.mark for part in adverts.marks(a_record(*texts)).parts]
    alone = ["spam" if adverts.is_advert(t) else "low" if adverts.says_nothing(t) else "" for t in texts]
    assert marks == alone


def test_posts_lose_what_is_not_their_authors() -> None:
    """Each removal is counted by its reason; a second run finds nothing."""
    record = a_record(
        "Birch wrote:\nI did [b]not[/b] know.\n\nLast edited by Birch; 03-04-2011 at 09:12 PM.",
        "[url=http://a.example]这里[/url]有说明。\n\n发自我的 iPhone",
        "It works.\n\n--\nLin\nalways online",
        "```\nSent from my iPhone\na[i] = b[/b]\n```",
    )
    cleaned = forum.without_forum_noise(record)
    assert [part.text for part in cleaned.parts[:3]] == ["I did not know.", "这里有说明。", "It works."]
    assert cleaned.parts[2].footer == "Lin\nalways online"
    assert cleaned.parts[3] == record.parts[3]
    counts = {"quoted": 1, "edited": 1, "client": 1, "bbcode": 2, "signature": 1}
    assert cleaned.meta["removed"] == counts
    assert forum.without_forum_noise(cleaned) == cleaned
    only = forum.without_forum_noise(a_record("So.\n\n发自我的 iPhone"))
    assert only.meta["removed"] == {"client": 1}


def test_lines_under_three_posts_of_an_author_are_a_signature() -> None:
    """They move to the footer; the same words under other people's posts stay."""
    words = ["One thing.", "Another thing.", "A third.", "A fourth."]
    parts = [
        a_part(f"{said}\n\nmy blog: birch.example", str(n), author="Birch") for n, said in enumerate(words)
    ]
    parts[3] = replace(parts[3], author="Lin")
    cleaned = forum.without_forum_noise(a_record().with_parts(parts))
    assert [part.text for part in cleaned.parts[:3]] == words[:3]
    assert {part.footer for part in cleaned.parts[:3]} == {"my blog: birch.example"}
    assert cleaned.parts[3] == parts[3]


@pytest.mark.parametrize(
    "texts",
    [
        ["One.\n--\nTwo.\n--\nThree."],
        ["It works.\n\n" + "\n".join(f"line {n} of a signature" for n in range(9))] * 3,
        ["a [b] [/b] b[i]a[/i]\u0301 &[u][/u]amp;"],
        ["It works.\n--\n[b]a[/b]\u0301"],
        ["```\nx\n--\n&amp;lt;"],
        ["```\nx\nline of code &amp;lt;"] * 3,
    ],
    ids=["two strokes", "a long ending", "tags in a line", "tags in a signature", "code", "endings of code"],
)
def test_a_second_run_changes_nothing(texts: list[str]) -> None:
    """One signature goes, what tags leave is clean, and code that was never closed is code."""
    parts = [a_part(text, str(number), author="Birch") for number, text in enumerate(texts)]
    once = forum.without_forum_noise(clean.spaces(a_record().with_parts(parts)))
    assert forum.without_forum_noise(clean.spaces(once)) == once


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\n-----\nEdit: solved, the cable was broken.",
        "a\n--\n" + "long " * 100,
        "list[i] and list[b] are strings",
        "--\nonly a line",
    ],
)
def test_what_only_looks_like_a_signature_or_a_tag_stays(text: str) -> None:
    """A stroke divides texts as well, and brackets index lists."""
    assert forum.without_forum_noise(a_record(text)).parts[0].text == text
    assert apart(text) == (text, "")


@settings(deadline=None, max_examples=200)
@given(st.lists(any_text, min_size=1, max_size=5))
def test_no_post_is_too_odd(texts: list[str]) -> None:
    """No text makes the steps fail, and nothing is added."""
    record = a_record(*texts)
    cleaned = adverts.marks(forum.without_forum_noise(record))
    assert all(len(new.text) <= len(old.text) for new, old in zip(cleaned.parts, record.parts, strict=True))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*[line for _, line in ALL_LINES], *OWN_LINES, "", "```"]), max_size=12))
def test_the_scan_changes_no_result(lines: list[str]) -> None:
    """One scan over many posts finds what each line alone does."""
    texts = ["\n".join(lines[start : start + 3]) for start in range(0, len(lines), 3)] or [""]
    expected = Counter(
        why for text in texts if "```" not in text for why in map(forum.line_reason, text.split("\n")) if why
    )
    found = Counter(forum.without_forum_noise(a_record(*texts)).meta.get("removed", {}))
    found.pop("signature", None)
    if "```" not in lines:
        assert found == expected


@pytest.mark.parametrize(
    "unit",
    ["[b]", "[/b]", "\n--\n", "微信", "http://", "顶", "on ", "\n- ", "回复 ", "-", "发自我的 iPhone\n"],
)
def test_hostile_posts_take_time_by_their_length(unit: str) -> None:
    """Eight times the length takes far less than eight times eight the time."""
    took = []
    for chars in (40_000, 320_000):
        record = a_record(unit * (chars // len(unit)))
        started = time.process_time()
        adverts.marks(forum.without_forum_noise(record))
        took.append(time.process_time() - started)
    assert took[1] < 24 * took[0] + 0.5
