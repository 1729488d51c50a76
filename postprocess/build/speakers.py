"""Who speaks: a scene of a novel and, for one of its lines, the name of who says it."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.records import Utterance
from postprocess.build.making import MARKUP, Passage, make_pair, message_bytes, passages, wording
from postprocess.build.roleplay import MARKS, SENTENCE, scene_before
from postprocess.pairs import Pair, Turn, Work

# What stands after a line often names its speaker: “…” said Tom.
AFTER_CHARS = 80
MIN_LINE_CHARS = 4
TASK = {
    "zh": (
        "下面这段文字里，“{line}”这句话是谁说的？\n\n",
        "读下面的片段，只回答说“{line}”的人的名字。\n\n",
        "“{line}”——这是谁的话？\n\n",
    ),
    "en": (
        "Who says “{line}” in this passage?\n\n",
        "Read the passage and name the speaker of “{line}”. Answer with the name only.\n\n",
        "“{line}”: whose line is this?\n\n",
    ),
}


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield a pair for each line whose speaker is known and is named in what is shown of the scene."""
    if work.kind != "chapter":
        return
    for passage in passages(work):
        for line in passage.utterances:
            yield from _asked(work, passage, line, max_prompt_bytes)


def _asked(work: Work, passage: Passage, line: Utterance, max_prompt_bytes: int) -> Iterator[Pair]:
    said = line.text.strip(MARKS)
    if line.speaker is None or len(said) < MIN_LINE_CHARS:
        return
    task = wording(TASK, passage.language, (work.id, passage.position, line.start)).replace("{line}", said)
    end = _sentence_end(passage.text, line.end)
    scene = scene_before(passage.text, end, max_prompt_bytes - message_bytes(task) - MARKUP)
    if line.speaker not in scene or scene.count(said) != 1:
        return
    yield make_pair(
        work,
        "speaker",
        [Turn("user", task + scene), Turn("assistant", line.speaker)],
        passage.pieces,
        key=[passage.position, line.start],
        meta={"method": line.method, "confidence": f"{line.confidence:.2f}", "chapter": passage.title},
    )


def _sentence_end(text: str, start: int) -> int:
    """Return where the sentence ends that a line stands in, AFTER_CHARS behind it at most."""
    window = text[start : start + AFTER_CHARS]
    found = SENTENCE.search(window)
    paragraph = window.find("\n\n")
    ends = [place for place in (found.end() if found else -1, paragraph) if place >= 0]
    return start + min(ends, default=0)
