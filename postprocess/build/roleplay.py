"""Role-play: a scene of a novel up to a line, and the line that its character says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from postprocess.build.making import MARKUP, Passage, make_pair, message_bytes, passages, wording
from postprocess.pairs import Pair, Turn, Work

MIN_SCENE_CHARS, MAX_SCENE_CHARS = 60, 3000
MARKS = "“”‘’「」『』\"'«»„—- \n\t"
# Where a scene may begin if no paragraph does in its first half.
SENTENCE = re.compile(r"[。！？][”」’』]*|[”」]|[.!?]['”’]? ")
SYSTEM = {
    "zh": (
        "你是《{title}》中的{name}。请根据前面的情节，以{name}的口吻说出下一句话。",
        "请扮演小说《{title}》里的{name}，读完下面的场景后，只说{name}接下来要说的话。",
    ),
    "en": (
        "You are {name} from “{title}”. Read the scene and say what {name} says next.",
        "Play {name}, a character of “{title}”. Answer the scene with {name}'s next line only.",
    ),
}


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield a pair for each line whose speaker is known and who does not answer themselves."""
    if work.kind != "chapter":
        return
    for passage in passages(work):
        yield from _lines(work, passage, max_prompt_bytes)


def _lines(work: Work, passage: Passage, max_prompt_bytes: int) -> Iterator[Pair]:
    for before, line in pairwise((None, *passage.utterances)):
        if line is None or line.speaker is None or (before is not None and before.speaker == line.speaker):
            continue
        system = wording(SYSTEM, passage.language, (work.id, passage.position, line.start))
        system = system.replace("{title}", work.title or passage.title).replace("{name}", line.speaker)
        room = max_prompt_bytes - message_bytes(system) - 2 * MARKUP
        scene, said = scene_before(passage.text, line.start, room), line.text.strip(MARKS)
        if len(scene) < MIN_SCENE_CHARS or not said:
            continue
        yield make_pair(
            work,
            "roleplay",
            [Turn("user", scene), Turn("assistant", said, line.speaker)],
            passage.pieces,
            key=[passage.position, line.start],
            system=system,
            meta={"speaker": line.speaker, "method": line.method, "chapter": passage.title},
        )


def scene_before(text: str, end: int, room: int) -> str:
    """Return what stands before a line, as many whole paragraphs or sentences as ``room`` bytes hold."""
    scene = text[max(0, end - MAX_SCENE_CHARS) : end]
    if end <= MAX_SCENE_CHARS and len(scene.encode("utf-8", "replace")) <= room:
        return scene.strip()
    scene = scene.encode("utf-8", "replace")[-room:].decode("utf-8", "ignore") if room > 0 else ""
    paragraph = scene.find("\n\n", 0, len(scene) // 2)
    if paragraph >= 0:
        return scene[paragraph:].strip()
    sentence = SENTENCE.search(scene)
    return scene[sentence.end() :].strip() if sentence else ""
