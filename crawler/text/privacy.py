"""Find private data in text and mask it: numbers that ring, pay or identify, addresses, handles, keys, names.

Precision comes from check digits and from the words around a number.  Names of persons are found
only where the text itself presents them (see ``persons``): a novel is full of names, and none of
them is private.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crawler.text.personal.anchors import ANYTHING, DIGIT, FEW, PERSON
from crawler.text.personal.fields import MAX_CHARS, fields
from crawler.text.personal.finders import private
from crawler.text.personal.labels import LABELS, MARK, label
from crawler.text.personal.people import People, mentioned, roster, touches
from crawler.text.personal.reading import Reading, is_chinese, narrow
from crawler.text.personal.windows import windows

__all__ = ["LABELS", "Span", "find", "mask", "moved", "replaced", "rewritten"]


@dataclass(frozen=True, slots=True)
class Span:
    """Private data of a kind, from ``start`` to ``end`` of a text."""

    start: int
    end: int
    kind: str


Round = list[tuple[int, int, int]]  # start and end in the text before, characters in their place


_MAX_ROUNDS = 50  # of replacing in one text; a few are enough for any that was tried


def find(text: str, language: str | None = None, people: People = (), *, names: bool = True) -> list[Span]:
    """Return what is private in ``text``, in order and without overlaps.

    ``language`` is a BCP 47 tag; without one the letters decide.  ``people`` are handles of those
    who write in a thread (or their roster, for many texts), found where the text names them.
    Without ``names`` (a novel) names of persons are found only after the label of a form.
    """
    found = windows(text, ANYTHING if names else ANYTHING & ~PERSON)
    chinese = bool(found) and is_chinese(text, language)
    spans: list[Span] = []
    topics = 0
    for start, end, about in found:
        topics |= about
        reading = Reading(narrow(text[start:end]), chinese, language or "")
        spans += _claimed(reading, start, about, names)
    if not spans and topics & (DIGIT | FEW) and len(text) <= MAX_CHARS:
        spans = [Span(start, end, kind) for kind, start, end in fields(narrow(text))]
    if people and text:
        claimed = [(span.start, span.end) for span in spans]
        free = (place for place in mentioned(text, people) if not touches(claimed, *place))
        spans = sorted([*spans, *(Span(start, end, "name") for start, end in free)], key=_start)
    return spans


def _claimed(reading: Reading, offset: int, topics: int, names: bool) -> list[Span]:
    """Return the spans of a window; characters that are claimed, and labels, are claimed for good."""
    text = reading.text
    taken = bytearray(len(text))
    for marked in MARK.finditer(text) if "[" in text or "User " in text or "用户" in text else ():
        taken[marked.start() : marked.end()] = b"\1" * len(marked[0])
    spans = []
    for kind, start, end in private(reading, topics, names=names):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            spans.append(Span(offset + start, offset + end, kind))
    return sorted(spans, key=_start)


def _start(span: Span) -> int:
    return span.start


def mask(text: str, language: str | None = None, people: People = (), *, names: bool = True) -> str:
    """Return ``text`` with every span replaced by its kind in brackets, as the language calls it.

    >>> mask("电话13812345678请联系")
    '电话[电话]请联系'
    >>> mask("write to me@example.org", "en")
    'write to [email]'
    """
    chinese = is_chinese(text, language)
    return replaced(text, lambda kind, _: label(kind, chinese), language, people, names=names)


def replaced(
    text: str,
    stand_in: Callable[[str, str], str | None],
    language: str | None = None,
    people: People = (),
    *,
    names: bool = True,
    found: Sequence[Span] | None = None,
) -> str:
    """Return ``text`` with every span replaced by what ``stand_in`` returns for its kind and its text.

    ``found`` is what ``find`` says of the text, if it was asked before.  None keeps a span.
    Repeated until nothing new is found, since what stands around a number decides what it is;
    labels themselves are never private.
    """
    return rewritten(text, stand_in, language, people, names=names, found=found)[0]


def rewritten(
    text: str,
    stand_in: Callable[[str, str], str | None],
    language: str | None = None,
    people: People = (),
    *,
    names: bool = True,
    found: Sequence[Span] | None = None,
) -> tuple[str, list[Round]]:
    """Return what ``replaced`` does, and the rounds of edits that led there (for ``moved``)."""
    rounds: list[Round] = []
    people = roster(people)
    for _ in range(_MAX_ROUNDS):
        pieces, edits, last = [], [], 0
        for span in find(text, language, people, names=names) if found is None or rounds else found:
            new = stand_in(span.kind, text[span.start : span.end])
            if new is not None:
                pieces += [text[last : span.start], new]
                edits.append((span.start, span.end, len(new)))
                last = span.end
        if not pieces:
            break
        rounds.append(edits)
        text = "".join([*pieces, text[last:]])
    return text, rounds


def moved(place: int, rounds: Iterable[Round]) -> int | None:
    """Return where an offset of the old text is in the new one, None if it was in what was replaced."""
    for edits in rounds:
        shift = 0
        for start, end, size in edits:
            if start < place < end:
                return None
            if place >= end:
                shift += size - (end - start)
        place += shift
    return place
