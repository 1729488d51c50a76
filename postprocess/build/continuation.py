"""Continuation: a passage of a novel or article and what follows it."""

from __future__ import annotations

from collections.abc import Iterator

from postprocess.build.making import Passage, make_pair, passages, wording
from postprocess.pairs import Pair, Turn, Work

# One side of a pair in characters: a few paragraphs, of which Chinese needs a third of the characters.
SIDE = {"zh": 500, "en": 1200}
TASK = {
    "zh": (
        "请续写下面这段文字。\n\n",
        "接着往下写：\n\n",
        "下面是一部作品的片段，请保持文风继续写下去。\n\n",
    ),
    "en": (
        "Continue this passage.\n\n",
        "Write what comes next, in the same style.\n\n",
        "Here is part of a text. Go on with it.\n\n",
    ),
}


def build(work: Work) -> Iterator[Pair]:
    """Yield pairs over whole paragraphs; no pair crosses a chapter and no text stands in two pairs."""
    if work.kind not in ("chapter", "article"):
        return
    for passage in passages(work):
        sides = blocks(passage)
        for number in range(0, len(sides) - 1, 2):
            prompt, response = sides[number], sides[number + 1]
            task = wording(TASK, passage.language, (work.id, passage.position, number))
            yield make_pair(
                work,
                "continuation",
                [Turn("user", task + prompt), Turn("assistant", response)],
                passage.pieces,
                key=[passage.position, number],
                meta={"chapter": passage.title},
            )


def blocks(passage: Passage) -> list[str]:
    """Cut a text at its paragraphs into pieces of about the length of one side, a short rest left out."""
    size = SIDE["zh" if passage.language.startswith(("zh", "yue", "ja")) else "en"]
    found: list[str] = [""]
    for paragraph in passage.text.split("\n\n"):
        if len(found[-1]) >= size:
            found.append("")
        found[-1] = f"{found[-1]}\n\n{paragraph}" if found[-1] else paragraph
    return found if len(found[-1]) >= size // 4 else found[:-1]
