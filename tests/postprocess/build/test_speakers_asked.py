"""Who speaks: which lines are asked for."""

from __future__ import annotations

from conftest import a_part, a_work

from crawler.records import Utterance
from postprocess.build.making import prompt_bytes
from postprocess.build.speakers import build
from postprocess.pairs import Pair

SCENE = "雨停了，老聂站在石阶上看着水。\n\n“几？”老聂问。\n\n“六十二点四。”姜禾说，声音不大。\n\n“到底几？”"


def asked(*lines: tuple[str, str | None], text: str = SCENE, room: int = 1000) -> list[Pair]:
    """Return the pairs of a chapter in which these lines are spoken by these people."""
    spoken = []
    for line, speaker in lines:
        start = text.rindex(line)
        spoken.append(Utterance(start, start + len(line), line, speaker, "verb", 0.9))
    part = a_part(text, kind="body", utterances=tuple(spoken))
    return list(build(a_work(part, kind="chapter", language="zh-Hans"), room))


def test_the_scene_reaches_to_the_end_of_the_sentence() -> None:
    """Which is where a speaker is named."""
    (pair,) = asked(("“六十二点四。”", "姜禾"))
    assert pair.response == "姜禾" and pair.prompt.endswith("“六十二点四。”姜禾说，声音不大。")
    assert "六十二点四" in pair.prompt.partition("\n\n")[0]


def test_a_line_of_nobody_known_is_not_asked_for() -> None:
    """Nor is one whose speaker the scene does not name."""
    assert asked(("“六十二点四。”", None)) == []
    assert asked(("“六十二点四。”", "方既明")) == []


def test_a_line_that_is_said_twice_is_not_asked_for() -> None:
    """Nobody knows which is meant."""
    assert asked(("“六十二点四。”", "姜禾"), text=f"{SCENE}\n\n{SCENE}") == []


def test_a_word_is_no_line() -> None:
    """几？ may be anybody's."""
    assert asked(("“几？”", "老聂")) == []


def test_no_prompt_is_longer_than_it_may_be() -> None:
    """The scene is cut at its beginning."""
    for room in (0, 100, 200, 400):
        assert all(prompt_bytes(pair) <= room for pair in asked(("“六十二点四。”", "姜禾"), room=room))
