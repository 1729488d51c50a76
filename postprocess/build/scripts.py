"""Scripts: a Chinese text in one script and in the other, by OpenCC's tables and no model."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.text.conversion import converted
from postprocess.build.continuation import opening
from postprocess.build.making import (
    MARKUP,
    conversation,
    language_of,
    make_pair,
    message_bytes,
    passages,
    wording,
)
from postprocess.pairs import Pair, Piece, Turn, Work

MIN_CHARS = 40
# Characters that must differ: else there is nothing to learn.
MIN_CHANGED = 5
TASK = {
    "zh-Hant": (
        "把下面的文字转换成繁体中文。\n\n",
        "请用繁体字重写这段话：\n\n",
        "简体转繁体：\n\n",
    ),
    "zh-Hans": (
        "把下面的文字轉換成簡體中文。\n\n",
        "請用簡體字重寫這段話：\n\n",
        "繁體轉簡體：\n\n",
    ),
}
OTHER = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield a pair for the first block of each chapter, article or post that is Chinese.

    The response is made by rule, which ``meta`` says.
    """
    for text, language, pieces, key in _texts(work):
        to = OTHER.get(language, "")
        if not to:
            continue
        task = wording({"zh": TASK[to]}, "zh", (work.id, key))
        shown = opening(text, max_prompt_bytes - message_bytes(task) - MARKUP)
        if len(shown) < MIN_CHARS:
            continue
        other = converted(shown, to, language)
        if changed(shown, other) >= MIN_CHANGED:
            yield make_pair(
                work,
                "script",
                [Turn("user", task + shown), Turn("assistant", other)],
                pieces,
                key=key,
                language=to,
                meta={"made": "by rule, OpenCC"},
            )


def changed(one: str, other: str) -> int:
    """Return how many characters differ between two texts of one length, all if their lengths differ."""
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))


def _texts(work: Work) -> Iterator[tuple[str, str, tuple[Piece, ...], list[object]]]:
    for piece in conversation(work):
        yield piece.part.text, language_of(piece.part, work), (piece,), [piece.part.id]
    for passage in passages(work):
        yield passage.text, passage.language, passage.pieces, [passage.position]
