"""Titles: the beginning of a text and the title that its author gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postprocess.build.continuation import opening
from postprocess.build.making import (
    MARKUP,
    Passage,
    conversation,
    make_pair,
    message_bytes,
    passages,
    wording,
)
from postprocess.pairs import Pair, Piece, Turn, Work

# Shorter ones name a place in a series, longer ones are sentences.
MIN_CHARS, MAX_CHARS = 4, 100
MIN_TEXT_CHARS = 200
# Titles that say where a text stands and not what it is about.
NUMBERED = re.compile(
    r"(?i)(?:第[\d零〇一二两三四五六七八九十百千]+[章回节集卷话部篇幕]|(?:chapter|part|book|episode|act|scene)\s+[\divxlc]+)"
    r"\W*|\W*\d+\W*|(?:re|fwd?|回复)\s*[:：].*"
)
TASK = {
    "zh": (
        "给下面这段文字起一个标题。\n\n",
        "这篇文章应该叫什么题目？只写题目。\n\n",
        "读完开头，拟一个合适的标题：\n\n",
    ),
    "en": (
        "Give this text a title.\n\n",
        "What should this piece be called? Answer with the title only.\n\n",
        "Here is how a text begins. Write its title.\n\n",
    ),
}


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield a pair for each chapter or article that has a title of its own, and one for a thread."""
    for title, text, language, pieces, key in _titled(work):
        task = wording(TASK, language, (work.id, key))
        shown = opening(text, max_prompt_bytes - message_bytes(task) - MARKUP)
        if is_title(title) and len(shown) >= MIN_TEXT_CHARS and title not in shown:
            turns = [Turn("user", task + shown), Turn("assistant", title)]
            yield make_pair(work, "title", turns, pieces, key=[key], language=language)


def is_title(title: str) -> bool:
    """Whether a title says what a text is about.

    >>> [is_title(each) for each in ("第十二章", "第十二章 雨夜渡口", "Chapter IV.", "Re: fog")]
    [False, True, False, False]
    """
    return MIN_CHARS <= len(title) <= MAX_CHARS and NUMBERED.fullmatch(title) is None


def _titled(work: Work) -> Iterator[tuple[str, str, str, tuple[Piece, ...], int]]:
    """Yield title, text, language, pieces and number of what has a title; of a thread the opening post."""
    if work.kind == "thread":
        posts = conversation(work)
        if posts and posts[0] is work.pieces[0]:
            yield work.title, posts[0].part.text, work.language, (posts[0],), 0
        return
    for passage in passages(work):
        yield _bare(passage), passage.text, passage.language, passage.pieces, passage.position


def _bare(passage: Passage) -> str:
    """Return the title of a chapter without its number."""
    number = NUMBERED.match(passage.title)
    return passage.title[number.end() :].strip() if number else passage.title.strip()
