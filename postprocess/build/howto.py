"""Instructions: what somebody wants to do, by a title, and a list of steps that says how."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postprocess.build.making import conversation, language_of, make_pair, passages
from postprocess.pairs import Pair, Piece, Turn, Work

MIN_STEPS, MAX_STEPS = 3, 40
MIN_STEP_CHARS = 4
STEP = re.compile(
    r"\s{0,8}(?:(\d{1,2})\s{0,2}[.)、．）]|step\s{1,2}(\d{1,2})\b\W{0,2}|第([一二三四五六七八九十])步\W?)",
    re.I,
)
HANZI = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
# A title that announces steps, of whoever opens the thread; and one that may ask for them.
GUIDES = re.compile(
    r"(?i)^[^?？]*(?:\bhow to\b|\bguide\b|\btutorial\b|\brecipe\b|步骤|教程|攻略|做法)[^?？]*$"
)
ASKS = re.compile(
    r"(?i)\bhow (?:to|do|can|i)\b|\bguide\b|\btutorial\b|\brecipe\b|怎么|怎样|如何|方法|步骤|教程|攻略|做法"
)


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:  # noqa: ARG001 (a title is short)
    """Yield a pair for each post or article with a list of steps, where the title says what they are for.

    Who asks lists what is wanted, and not how it is done.
    """
    for title, text, language, pieces, key in _texts(work):
        found = steps(text) if ASKS.search(title) else ""
        if found:
            turns = [Turn("user", title), Turn("assistant", found)]
            yield make_pair(work, "howto", turns, pieces, key=key, language=language)


def steps(text: str) -> str:
    """Return the first list of a text whose numbers count from one, "" if there is none.

    A step reaches to the next one; the last one to the end of its paragraph.
    """
    lines = text.split("\n")
    begin, wanted = 0, 1
    for place, line in enumerate(lines):
        number = _number(line)
        if number == 1:
            begin, wanted = place, 2
        elif wanted > 1 and number == wanted:
            wanted += 1
        elif wanted > MIN_STEPS and (not line.strip() or number):
            return _whole(lines[begin:place], wanted - 1)
    return _whole(lines[begin:], wanted - 1) if wanted > MIN_STEPS else ""


def _whole(lines: list[str], count: int) -> str:
    said = [line.strip() for line in lines if line.strip()]
    if count > MAX_STEPS or any(len(STEP.sub("", line, count=1).strip()) < MIN_STEP_CHARS for line in said):
        return ""
    return "\n".join(said)


def _number(line: str) -> int:
    found = STEP.match(line)
    if not found:
        return 0
    digits, step, sign = found.groups()
    return HANZI[sign] if sign else int(digits or step)


def _texts(work: Work) -> Iterator[tuple[str, str, str, tuple[Piece, ...], list[object]]]:
    posts = conversation(work)
    if work.kind == "thread":
        asked = posts[0].part.author if posts and not GUIDES.search(work.title) else None
        for piece in (each for each in posts if each.part.author != asked):
            yield work.title, piece.part.text, language_of(piece.part, work), (piece,), [piece.part.id]
    elif work.kind == "article":
        for passage in passages(work):
            yield (
                passage.title or work.title,
                passage.text,
                passage.language,
                passage.pieces,
                [passage.position],
            )
