"""What holds for every text step and for all of them in a row, whatever a page holds.

No step raises, none takes longer than its text asks for, all leave a record that agrees with itself,
and a record that went through all of them comes out of a second run as it was.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import content
import pytest
from conftest import a_record
from growth import excess
from hostile_texts import ALONE, TEXTS, THREADS, TURNS, thread
from hypothesis import given, settings
from hypothesis import strategies as st

import crawler.text
from crawler.records import KINDS, Drop, Part, Record, joined
from crawler.text.privacy import find
from crawler.text.private import NAMELESS, handles, texts
from crawler.text.removals import REMOVALS
from crawler.text.steps import ASKED, STEPS, Said, refine

# Sensible limits of the steps that are asked for or do little without any, and each policy of private.
ASKED_FOR: dict[str, Mapping[str, Any]] = {
    "boilerplate": {"lines": ("a", "Page 1", "It rains again today.")},
    "removals": {"removals": dict.fromkeys(REMOVALS, "")},
    "script": {"to": "zh-Hant-TW"},
    "content": {"drop": ("drugs",), "max_hits": 3},
    "quality": {"keep": True},
    "private": {"policy": "pseudonym", "authors": True},
}
MASK: Said = {"private": {"policy": "mask", "authors": True}}
RUNS: dict[str, tuple[str, Mapping[str, Any]]] = {
    **{name: (name, {}) for name in STEPS if name not in ASKED or name == "corrections"},
    **{f"{name} with limits": (name, own) for name, own in ASKED_FOR.items()},
    "private masked": ("private", MASK["private"]),  # type: ignore[dict-item]
}
# Characters of a hostile text, and posts of a hostile thread; benchmarks/hostile.py takes a megabyte.
SIZE = 8000
POSTS = 300
# What people write, and what nobody does.
PIECES = [
    *ALONE.values(),
    *TURNS.values(),
    *(12 * piece for piece in TURNS.values()),
    *"\n\n;\n; ;。;，;他说：;“你好。”;said Ann.;“Go,” ;Hello there. ;the quick brown fox was here. ".split(
        ";"
    ),
    *"今天天气很好，我们去公园。;張三說;&lt;b&gt;;&amp;lt;;<p>;</p>;&#8220;;&nbsp;;Ã¤;â€œ;\u00ad;１３８;١٢٣".split(
        ";"
    ),
    *"[电话];[email];[name A];User 1;User A;用户B;@ann;13812345678;110101199003074;0x;冰毒;[/b];\u0301".split(
        ";"
    ),
]
pieces = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec=None), max_size=4)), max_size=12
)
odd_texts = st.one_of(pieces.map("".join), st.text(st.characters(codec=None), max_size=60))
authors = st.one_of(
    st.sampled_from(["", "ann", "林晚", "陈默1988"]), st.text(st.characters(codec=None), max_size=6)
)


@st.composite
def odd_records(draw: st.DrawFn) -> Record:
    """A record of any kind, and of posts by a few authors."""
    kind = draw(st.sampled_from(KINDS))
    part_kind = {"chapter": "body", "article": "body", "status": "status"}.get(kind, "post")
    parts = [
        Part(str(number), text, kind=part_kind, author=draw(authors))
        for number, text in enumerate(draw(st.lists(odd_texts, min_size=1, max_size=4)))
    ]
    title, author = draw(odd_texts), draw(authors)
    return replace(a_record(kind=kind), title=title, author=author).with_parts(parts)


def run(name: str, record: Record) -> Record | Drop:
    """Run a step with its limits."""
    step, own = RUNS[name]
    return STEPS[step](record, **own)


def check(record: Record) -> None:
    """Assert that a record agrees with itself."""
    assert record.text == joined(record.parts)
    for part in record.parts:
        assert [said.text for said in part.utterances] == [
            part.text[said.start : said.end] for said in part.utterances
        ]


def left(record: Record) -> list[str]:
    """Return the kinds of what a masked record still tells."""
    names = record.kind not in NAMELESS
    language = None if record.language == "und" else record.language
    people = handles(record) if names else ()
    return [span.kind for text in texts(record) for span in find(text, language, people, names=names)]


def demo() -> list[Record]:
    """Return the threads, statuses and chapters of the bundled sites."""
    found = content.load()
    threads = [
        thread([post.text for post in each.posts], [post.author for post in each.posts])
        for each in found.threads
    ]
    statuses = [a_record(each.text, kind="status", author=each.author) for each in found.statuses]
    chapters = [
        a_record("\n\n".join(each.paragraphs), kind="chapter", title=each.title)
        for novel in found.novels
        for each in novel.chapters
    ]
    return [*threads, *statuses, *chapters]


@pytest.mark.parametrize("name", RUNS)
@settings(deadline=None, max_examples=60)
@given(record=odd_records())
def test_no_record_is_too_odd_for_a_step(name: str, record: Record) -> None:
    """Every str has an answer that agrees with itself, also where quoted speech is marked already."""
    for asked in (record, STEPS["dialogue"](record)):
        assert isinstance(asked, Record)
        result = run(name, asked)
        if isinstance(result, Drop):
            assert result.step == RUNS[name][0]
        else:
            check(result)


@pytest.mark.parametrize("name", RUNS)
def test_no_hostile_text_takes_longer_than_its_length_asks(name: str) -> None:
    """Twice the text takes about twice the time, in a thread and in a chapter."""

    def call(make: Callable[[int], Record]) -> Callable[[int], Callable[[], object]]:
        def made(size: int) -> Callable[[], object]:
            record = make(size)
            return lambda: run(name, record)

        return made

    for kind in ("thread", "chapter"):
        slow = {
            each: seconds
            for each, text in TEXTS.items()
            if (
                seconds := excess(
                    call(lambda size, text=text, kind=kind: a_record(text(size), kind=kind)), SIZE
                )
            )
        }
        assert slow == {}
    assert {each: more for each, posts in THREADS.items() if (more := excess(call(posts), POSTS))} == {}


def caches() -> dict[str, int]:
    """Return how much each cache of the room holds."""
    found = {}
    for module in pkgutil.walk_packages(crawler.text.__path__, "crawler.text."):
        for name, own in vars(importlib.import_module(module.name)).items():
            if callable(information := getattr(own, "cache_info", None)):
                found[f"{module.name}.{name}"] = information().currsize
    return found


def test_no_cache_holds_what_a_text_says() -> None:
    """Else memory grows with the pages, private numbers stay in it, and a benchmark measures nothing."""

    def asked(number: int) -> None:
        record = a_record(
            f"“Go,” said Ann{number}. Call +44 20 7946 {1000 + number} or 138 1234 {1000 + number}, "
            f"a{number}@b.example, @ann{number}. I live at {number} High Street. He said {number}.",
            author=f"ann{number}",
            kind="thread" if number % 2 else "article",
        )
        for name in RUNS:
            run(name, record)

    for number in range(100, 104):
        asked(number)
    before = caches()
    for number in range(104, 130):
        asked(number)
    assert len(before) > 10 and caches() == before


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_are_refined_once_and_for_all(kind: str) -> None:
    """They come out of a second run as they were, and of a mask without anything private."""
    for text in TEXTS.values():
        record = refine(a_record(text(600), kind=kind, author="ann"))
        if isinstance(record, Record):
            check(record)
            assert refine(record) == record
        masked = refine(a_record(text(600), kind=kind, author="ann"), MASK)
        if isinstance(masked, Record):
            check(masked)
            assert left(masked) == []


@settings(deadline=None, max_examples=400)
@given(odd_records())
def test_refining_twice_is_refining_once(record: Record) -> None:
    """Stored records may be refined again without moving."""
    once = refine(record)
    if isinstance(once, Record):
        check(once)
        assert refine(once) == once


@settings(deadline=None, max_examples=200)
@given(odd_records(), st.sampled_from(["mask", "pseudonym"]))
def test_nothing_private_is_left_by_a_mask(record: Record, policy: str) -> None:
    """Over the whole record: title, posts, quotes and footers; and hiding twice hides no more."""
    said: Said = {"private": {"policy": policy, "authors": True}}
    once = refine(record, said)
    if isinstance(once, Record):
        check(once)
        assert policy == "pseudonym" or left(once) == []
        again = STEPS["private"](once, **said["private"])
        assert isinstance(again, Record) and again.parts == once.parts


@pytest.mark.parametrize(
    "said",
    [
        {},
        MASK,
        {"private": {"policy": "pseudonym", "authors": True}},
        {name: ASKED_FOR.get(name, True) for name in ASKED},
    ],
    ids=["usual", "mask", "pseudonym", "asked for"],
)
def test_the_demo_is_refined_once_and_for_all(said: Said) -> None:
    """Under any policy, every thread, status and chapter of the bundled sites."""
    for record in demo():
        once = refine(record, said)
        assert isinstance(once, Record)
        check(once)
        assert refine(once, said) == once
