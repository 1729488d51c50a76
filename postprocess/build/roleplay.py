"""Role-play: a scene of a novel up to a line, and the line that its character says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from postprocess.build.making import Passage, make_pair, passages, wording
from postprocess.pairs import Pair, Turn, Work

MIN_SCENE_CHARS, MAX_SCENE_CHARS = 60, 1200
MARKS = "“”‘’「」『』\"'«»„—- \n\t"
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


def build(work: Work) -> Iterator[Pair]:
    """Yield a pair for each line whose speaker is known and who does not answer themselves."""
    if work.kind != "chapter":
        return
    for passage in passages(work):
        yield from _lines(work, passage)


def _lines(work: Work, passage: Passage) -> Iterator[Pair]:
    for before, line in pairwise((None, *passage.utterances)):
        if line is None or line.speaker is None or (before is not None and before.speaker == line.speaker):
            continue
        scene, said = scene_before(passage.text, line.start), line.text.strip(MARKS)
        if len(scene) < MIN_SCENE_CHARS or not said:
            continue
        title = work_title(work, passage)
        system = wording(SYSTEM, passage.language, (work.id, passage.position, line.start))
        yield make_pair(
            work,
            "roleplay",
            [Turn("user", scene), Turn("assistant", said, line.speaker)],
            passage.pieces,
            key=[passage.position, line.start],
            system=system.replace("{title}", title).replace("{name}", line.speaker),
            meta={"speaker": line.speaker, "method": line.method, "chapter": passage.title},
        )


def scene_before(text: str, end: int) -> str:
    """Return what stands before a line, whole paragraphs as far as they fit."""
    scene = text[max(0, end - MAX_SCENE_CHARS) : end]
    if end > MAX_SCENE_CHARS:
        scene = scene.partition("\n\n")[2] or scene
    return scene.strip()


def work_title(work: Work, passage: Passage) -> str:
    """Return the title of a book, its chapter's where the book's is not known."""
    return work.title or passage.title
