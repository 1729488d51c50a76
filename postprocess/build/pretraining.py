"""Pretraining: a chapter, an article or a whole thread as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from postprocess.build.making import conversation, make_pair, passages
from postprocess.pairs import Pair, Piece, Turn, Work


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:  # noqa: ARG001 (a document has no prompt)
    """Yield a document for each chapter or article, one for a thread, none for a timeline."""
    if work.kind == "thread":
        posts = conversation(work)
        text = "\n\n".join(filter(None, [work.title, *map(_said, posts)]))
        if posts:
            when = posts[0].part.published
            yield make_pair(
                work, "pretraining", [Turn("assistant", text)], posts, key=[], meta={"published": when}
            )
        return
    for passage in passages(work):
        titled = (
            passage.text if passage.text.startswith(passage.title) else f"{passage.title}\n\n{passage.text}"
        )
        when = passage.pieces[0].part.published
        yield make_pair(
            work,
            "pretraining",
            [Turn("assistant", titled.strip())],
            passage.pieces,
            key=[passage.position],
            meta={"published": when, "chapter": passage.title},
        )


def _said(piece: Piece) -> str:
    author, text = piece.part.author, piece.part.text
    return f"{author}: {text}" if author else text
