"""Role-play: a scene, and the line that its character says next."""

from __future__ import annotations

import pytest
from conftest import a_part, a_work
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Utterance
from postprocess.build.making import prompt_bytes
from postprocess.build.roleplay import build, scene_before
from postprocess.pairs import Pair, Work

SCENE = (
    "夜里下了一场大雨，渡口的船都收了篙。林晚提着灯站在屋檐下面，看见远处有人撑着伞走了过来，"
    "走得很慢很慢，她等了很久，才认出那是陈默。\n\n"
)


def a_chapter(
    *lines: tuple[str, str | None], opening: str = SCENE, between: str = "\n\n", **more: object
) -> Work:
    """Return a book of one chapter: an opening, then what is said, by whom."""
    text, utterances = opening, []
    for said, speaker in lines:
        quoted = f"“{said}”"
        utterances.append(Utterance(len(text), len(text) + len(quoted), quoted, speaker, "verb", 0.9))
        text += quoted + between
    part = a_part(text, kind="body", utterances=tuple(utterances))
    return a_work(part, kind="chapter", **{"language": "zh-Hans", "title": "渡口", **more})


def pairs(work: Work, room: int = 1000) -> list[Pair]:
    """Return the pairs of a work."""
    return list(build(work, room))


def test_a_line_whose_speaker_is_known_answers_its_scene() -> None:
    """The scene is all that stands before it."""
    (pair,) = pairs(a_chapter(("你先走。", "林晚")))
    assert (pair.prompt, pair.response) == (SCENE.strip(), "你先走。")
    assert (pair.turns[1].speaker, pair.meta["speaker"]) == ("林晚", "林晚")


def test_a_line_of_nobody_known_is_left_out() -> None:
    """A guess would put words into a character's mouth."""
    assert pairs(a_chapter(("谁在那里？", None))) == []


def test_nobody_answers_themselves() -> None:
    """Who goes on speaking after a pause answers no one."""
    found = pairs(a_chapter(("你先走。", "林晚"), ("快走！", "林晚"), ("我不走。", "陈默")))
    assert [pair.response for pair in found] == ["你先走。", "我不走。"]


def test_a_line_after_one_of_nobody_known_counts() -> None:
    """What was said before stands in the scene, whoever said it."""
    found = pairs(a_chapter(("谁？", None), ("是我。", "陈默")))
    assert [pair.response for pair in found] == ["是我。"]
    assert found[0].prompt.endswith("“谁？”")


@pytest.mark.parametrize(("language", "words"), [("zh-Hans", "《渡口》"), ("en", "“渡口”")])
def test_the_system_names_the_character_and_the_book(language: str, words: str) -> None:
    """In the language of the text."""
    (pair,) = pairs(a_chapter(("你先走。", "林晚"), language=language))
    assert "林晚" in pair.system and words in pair.system


def test_a_book_without_a_title_goes_by_its_chapter() -> None:
    """No prompt says 《》."""
    (pair,) = pairs(a_chapter(("你先走。", "林晚"), title=""))
    assert "《Title》" in pair.system


def test_a_short_scene_is_none() -> None:
    """A line at the beginning of a chapter has nothing to answer."""
    assert pairs(a_chapter(("你先走。", "林晚"), opening="雨。\n\n")) == []


def test_a_line_of_marks_alone_is_none() -> None:
    """“……” may be an answer in a novel and teaches nothing."""
    assert pairs(a_chapter((" — ", "林晚"))) == []


@pytest.mark.parametrize("kind", ["thread", "status", "article", "conversation"])
def test_only_chapters_have_characters(kind: str) -> None:
    """An article quotes people who did say it."""
    part = a_chapter(("你先走。", "林晚")).pieces[0].part
    assert pairs(a_work(part, kind=kind)) == []


PARAGRAPHS = [f"第{n}段，雨还在下。" + "他想起了很久以前的事，一件也没有说。" * 3 for n in range(40)]
SENTENCES = [f"第{n}句，他说：“雨还在下，我们走吧。”她没有答话。" for n in range(150)]


def test_a_long_scene_begins_at_a_paragraph() -> None:
    """Cut text is whole paragraphs where the first one ends soon."""
    (pair,) = pairs(a_chapter(("你先走。", "林晚"), opening="\n\n".join(PARAGRAPHS) + "\n\n"))
    assert pair.prompt.split("\n\n")[0] in PARAGRAPHS
    assert pair.prompt.endswith(PARAGRAPHS[-1])


def test_a_scene_is_not_cut_to_nothing_by_the_paragraph_it_ends_with() -> None:
    """One long paragraph before the line: its last sentences stay, as many as there is room for."""
    (pair,) = pairs(a_chapter(("你先走。", "林晚"), opening="".join(SENTENCES) + "\n\n"))
    assert pair.prompt.startswith(("第", "她没有答话。"))
    assert prompt_bytes(pair) > 900


@pytest.mark.parametrize("room", range(1000, 1060, 3))
def test_a_scene_of_one_paragraph_begins_at_a_sentence(room: int) -> None:
    """And not with the mark that closes a quotation, wherever the cut falls."""
    (pair,) = pairs(a_chapter(("你先走。", "林晚"), opening="".join(SENTENCES)), room)
    assert pair.prompt.startswith(("第", "她没有答话。"))


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 3000), st.integers(1, 40), st.booleans())
def test_a_prompt_obeys_the_room(room: int, paragraphs: int, broken: bool) -> None:
    """System, scene and template together, in bytes."""
    opening = ("\n\n" if broken else "").join(PARAGRAPHS[:paragraphs])
    for pair in pairs(a_chapter(("你先走。", "林晚"), opening=opening + "\n\n"), room):
        assert prompt_bytes(pair) <= room


@given(st.text(st.characters(exclude_categories=()), max_size=300), st.integers(-5, 400))
def test_a_scene_is_text_of_the_book(text: str, room: int) -> None:
    """Cut at both ends and nothing else; what UTF-8 cannot say may be a question mark."""
    scene = scene_before(text, len(text), room)
    assert scene in text or scene in text.encode("utf-8", "replace").decode()
    assert len(scene.encode("utf-8", "replace")) <= max(room, 0)


def test_the_response_stands_in_the_source_as_it_is() -> None:
    """Role-play learns a book's words and no others; only the marks around them go."""
    work = a_chapter(("“天……”他顿了顿，“黑了？”", "林晚"), ("嗯——好。", "陈默"))
    assert [pair.response in work.pieces[0].part.text for pair in pairs(work)] == [True, True]


def test_lines_of_one_speaker_have_ids_of_their_own() -> None:
    """The same words again are another line."""
    work = a_chapter(("走。", "林晚"), ("不。", "陈默"), ("走。", "林晚"))
    assert len({pair.id for pair in pairs(work)}) == 3
