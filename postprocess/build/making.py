"""What every builder needs: pairs with stable ids, wordings in the text's language, whole chapters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s
from itertools import groupby

from crawler.records import Part, Utterance
from postprocess.pairs import Pair, Piece, Turn, Work

# Bytes that a chat template puts around a message, and before an answer: <|im_start|>assistant …
MARKUP = 18


@dataclass(frozen=True, slots=True)
class Passage:
    """A whole chapter or article: its pages put together, utterances counted from its beginning."""

    title: str
    text: str
    language: str
    position: int
    utterances: tuple[Utterance, ...]
    pieces: tuple[Piece, ...]


def passages(work: Work) -> Iterator[Passage]:
    """Yield the chapters of a book, or the one text of an article, in order."""
    bodies = (piece for piece in work.pieces if piece.part.kind == "body" and not piece.part.mark)
    for position, found in groupby(bodies, key=lambda piece: piece.position):
        pieces = tuple(found)
        text, utterances = "", []
        for piece in pieces:
            start = len(text) + 2 if text else 0
            text = f"{text}\n\n{piece.part.text}" if text else piece.part.text
            utterances += [
                replace(u, start=u.start + start, end=u.end + start) for u in piece.part.utterances
            ]
        yield Passage(pieces[0].title, text, work.language, position, tuple(utterances), pieces)


def conversation(work: Work) -> list[Piece]:
    """Return the posts, statuses or comments of a work that say something and copy nothing."""
    return [
        piece
        for piece in work.pieces
        if piece.part.kind != "body" and piece.part.text and not piece.part.mark
    ]


def make_pair(
    work: Work,
    task: str,
    turns: Sequence[Turn],
    pieces: Iterable[Piece],
    *,
    key: Sequence[object],
    language: str = "",
    system: str = "",
    group: str = "",
    meta: Mapping[str, str] | None = None,
) -> Pair:
    """Return a pair of a work; ``key`` tells it from the other pairs of the same task and work."""
    sources = dict.fromkeys((piece.source, piece.url) for piece in pieces)
    return Pair(
        id=blake2s(
            "\n".join(map(str, (task, work.id, *key))).encode("utf-8", "replace"), digest_size=10
        ).hexdigest(),
        task=task,
        language=language or work.language,
        turns=tuple(turns),
        system=system,
        site=work.site,
        work=work.id,
        group=group or work.group,
        license=work.license,
        sources=tuple(source for source, _ in sources),
        urls=tuple(url for _, url in sources),
        meta={"title": work.title, "author": work.author} | dict(meta or {}),
    )


def prompt_bytes(pair: Pair) -> int:
    """Return the size of all that stands before the answer: UTF-8, and what a chat template adds."""
    said = (
        [pair.system, *(turn.text for turn in pair.turns[:-1])]
        if pair.system
        else [t.text for t in pair.turns[:-1]]
    )
    return sum(map(message_bytes, said)) + MARKUP


def message_bytes(text: str) -> int:
    """Return the size of one message in UTF-8, the marks of a chat template around it included."""
    return len(text.encode("utf-8", "replace")) + MARKUP


def wording(choices: Mapping[str, Sequence[str]], language: str, key: object) -> str:
    """Choose a wording in the language of the text (Chinese, else English), always the same for one key."""
    known = choices["zh" if language.startswith(("zh", "yue")) else "en"]
    number = int.from_bytes(blake2s(str(key).encode("utf-8", "replace"), digest_size=4).digest(), "big")
    return known[number % len(known)]


def language_of(part: Part, work: Work) -> str:
    """Return the language of a part, its work's where the part is too short to tell."""
    return part.language if part.language not in ("", "und") else work.language
