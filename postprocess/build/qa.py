"""Question answering: the opening post of a thread and its best reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postprocess.build.making import MARKUP, conversation, language_of, make_pair, message_bytes
from postprocess.pairs import Pair, Piece, Turn, Work

# Below this an answer is a remark.
MIN_ANSWER_CHARS = 30
QUESTION_MARKS = ("?", "？")
QUESTION_WORDS = (
    "how ", "what ", "why ", "which ", "where ", "when ", "can ", "does ", "is there", "any advice", "help",
    "怎么", "怎样", "如何", "为什么", "请问", "求助", "求教", "哪里", "哪个", "什么", "吗", "请教",
)  # fmt: skip


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield at most one pair: a question, with its title where there is room, and its best reply."""
    posts = conversation(work)
    if work.kind != "thread" or not work.pieces or len(posts) < 2 or posts[0] is not work.pieces[0]:
        return
    question, replies = posts[0], [each for each in posts[1:] if each.part.author != posts[0].part.author]
    answer = best(question, replies)
    if answer is None or not (answer.part.accepted or is_question(work.title, question.part.text)):
        return
    asked = question.part.text
    titled = f"{work.title}\n\n{asked}"
    if work.title not in asked and message_bytes(titled) + MARKUP <= max_prompt_bytes:
        asked = titled
    turns = [
        Turn("user", asked, question.part.author),
        Turn("assistant", answer.part.text, answer.part.author),
    ]
    yield make_pair(
        work,
        "qa",
        turns,
        [question, answer],
        key=[answer.part.id],
        language=language_of(answer.part, work),
        meta={"accepted": str(answer.part.accepted).lower(), "score": str(answer.part.score)},
    )


def best(question: Piece, replies: Sequence[Piece]) -> Piece | None:
    """Return the accepted reply, else the one voted up most, else the first long one to the question."""
    accepted = [piece for piece in replies if piece.part.accepted]
    if accepted:
        return accepted[0]
    fit = [piece for piece in replies if len(piece.part.text) >= MIN_ANSWER_CHARS]
    voted = max(fit, key=lambda piece: piece.part.score, default=None)
    if voted is not None and voted.part.score > 0:
        return voted
    return next((piece for piece in fit if piece.part.reply_to in ("", question.part.id)), None)


def is_question(title: str, text: str) -> bool:
    """Whether an opening post asks: a question mark, or a word that asks in its title."""
    lowered = title.lower()
    return any(mark in title or mark in text for mark in QUESTION_MARKS) or any(
        w in lowered for w in QUESTION_WORDS
    )
