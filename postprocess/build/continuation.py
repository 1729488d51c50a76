"""Continuation: a passage of a novel or article and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postprocess.build.making import MARKUP, make_pair, message_bytes, passages, wording
from postprocess.pairs import Pair, Turn, Work

# Where a sentence begins; what stands between two goes with the first, so that nothing is lost.
SENTENCES = re.compile(r"""(?<=[。！？!?])(?![”」’』)）"' ])|(?<=[。！？][”」’』])|(?<=[.!?…] )""")
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


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield pairs over whole paragraphs; no pair crosses a chapter and no text stands in two pairs."""
    if work.kind not in ("chapter", "article"):
        return
    longest = max(message_bytes(task) for tasks in TASK.values() for task in tasks)
    for passage in passages(work):
        sides = blocks(passage.text, max_prompt_bytes - longest - MARKUP)
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


def blocks(text: str, room: int) -> list[str]:
    """Cut a text into pieces of at most ``room`` bytes, at paragraphs where they fit, else at sentences.

    A sentence longer than ``room`` stays whole; a short rest at the end is left out.
    """
    found = [""]
    for separator, piece in _pieces(text, room):
        longer = found[-1] + separator + piece if found[-1] else piece
        if found[-1] and len(longer.encode("utf-8", "replace")) > room:
            found.append(piece)
        else:
            found[-1] = longer
    whole = found if len(found[-1].encode("utf-8", "replace")) >= room // 4 else found[:-1]
    return [block.strip() for block in whole]


def opening(text: str, room: int) -> str:
    """Return a text that has at most ``room`` bytes, else its first block, "" if that has more."""
    text = text.strip()
    if len(text.encode("utf-8", "replace")) <= room:
        return text
    first = next(iter(blocks(text, room)), "") if room > 0 else ""
    return first if len(first.encode("utf-8", "replace")) <= room else ""


def _pieces(text: str, room: int) -> Iterator[tuple[str, str]]:
    """Yield paragraphs, and the sentences of those that are too long, with what stands before each."""
    for paragraph in text.split("\n\n"):
        if len(paragraph.encode("utf-8", "replace")) <= room:
            yield "\n\n", paragraph
            continue
        for number, sentence in enumerate(SENTENCES.split(paragraph)):
            if sentence:
                yield "\n\n" if number == 0 else "", sentence
