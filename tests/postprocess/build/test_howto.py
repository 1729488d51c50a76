"""Instructions: which lists of steps are answers to a title."""

from __future__ import annotations

import pytest
from conftest import a_part, a_work

from postprocess.build.howto import build, steps
from postprocess.pairs import Pair

STEPS = "1. Switch the machine off.\n2. Take out both screws.\n3. Lift the old drum out."


def pairs(*posts: tuple[str, str], title: str) -> list[Pair]:
    """Return what comes of a thread of authors and texts."""
    parts = [a_part(text, str(n), author=author) for n, (author, text) in enumerate(posts)]
    return list(build(a_work(*parts, title=title), 1000))


def test_a_reply_with_steps_answers_the_title() -> None:
    """What stands around the list is left out."""
    (pair,) = pairs(
        ("A", "It squeals."), ("B", f"That is easy.\n\n{STEPS}\n\nGood luck!"), title="How do I fix it?"
    )
    assert (pair.prompt, pair.response, pair.task) == ("How do I fix it?", STEPS, "howto")


def test_a_list_of_wishes_is_no_answer() -> None:
    """Who asks lists what is wanted."""
    assert pairs(("A", STEPS), ("B", "Try it."), title="How do I fix it?") == []


def test_a_guide_is_its_authors_own() -> None:
    """A title that announces and does not ask."""
    (pair,) = pairs(("A", STEPS), title="换硒鼓教程")
    assert pair.response == STEPS


def test_a_title_that_asks_for_no_steps_gets_none() -> None:
    """A list of books is no instruction."""
    assert pairs(("A", "Hello."), ("B", STEPS), title="My favourite books") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一步：断开电源\n第二步：拧下螺丝\n第三步：取出硒鼓", 3),
        ("1、断开电源\n2、拧下螺丝\n3、取出硒鼓\n\n1、别的东西", 3),
        ("Step 1: switch it off\nStep 2: wait a while\nStep 3: switch it on", 3),
        ("1. one more\n2. two more", 0),
        ("1. switch off\n3. switch on\n4. wait for it", 0),
        ("1. a\n2. b\n3. c", 0),
        ("3. late\n2. later\n1. latest", 0),
        ("", 0),
    ],
    ids=[
        "Chinese ordinals",
        "two lists",
        "steps",
        "too few",
        "one missing",
        "too short",
        "backwards",
        "empty",
    ],
)
def test_a_list_counts_from_one(text: str, found: int) -> None:
    """Every number is there, and every step says something."""
    assert len(steps(text).splitlines()) == found


def test_a_long_flood_of_numbers_is_read_once() -> None:
    """Nothing of it is no list, and it takes no time."""
    assert steps("1. x\n" * 100_000) == ""
