"""Find private data in text and mask it: numbers that ring, pay or identify, addresses, handles, keys, names.

Precision comes from check digits and from the words around a number.  Names of persons are found
only where the text itself presents them (see ``persons``): a novel is full of names, and none of
them is private.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.text import documents, numbers, online, persons, phones, postal, wallets
from crawler.text.anchors import ANYTHING, AT, CHAT, COLONS, DIGIT, FEW, FORM, KEY, LONG, PERSON, PLACE
from crawler.text.fields import MAX_CHARS, fields
from crawler.text.labels import LABELS, MARK, label
from crawler.text.people import mentioned
from crawler.text.reading import Finder, Reading, is_chinese, narrow
from crawler.text.windows import windows

__all__ = ["LABELS", "Span", "find", "mask", "moved", "replaced", "rewritten"]


@dataclass(frozen=True, slots=True)
class Span:
    """Private data of a kind, from ``start`` to ``end`` of a text."""

    start: int
    end: int
    kind: str


Round = list[tuple[int, int, int]]  # start and end in the text before, characters in their place
Found = Iterator[tuple[str, int, int]]

_CLUSTER = re.compile(r"[+\d](?:[-. ()/]{0,3}\d){6,}")
_MOMENT = re.compile(
    r"(?:19|20)\d\d[-./ ]{1,2}\d{1,2}[-./ ]{1,2}\d{1,2}(?: {1,2}\d{1,2})?"
    r"|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d(?: {1,2}\d{1,2})?"
)


def _of(kind: str, finder: Finder) -> Callable[[Reading], Found]:
    def found(reading: Reading) -> Found:
        return ((kind, start, end) for start, end in finder(reading))

    return found


Gate = Callable[[str], object]
Finders = tuple[tuple[int, Gate | None, Callable[[Reading], Found]], ...]


def _seen(pattern: str) -> Gate:
    return re.compile(pattern).search


def _says_han(then: str) -> Gate:
    """Return a gate for what ASCII has not."""
    search = re.compile(then).search
    return lambda text: None if text.isascii() else search(text)


def _has_pairs(text: str) -> bool:
    return text.count(":") > _MAC_SIGNS or text.count("-") > _MAC_SIGNS or _FOURS(text) is not None


def _has_octets(text: str) -> bool:
    return text.count(":") > 1 or _OCTETS(text) is not None


_MAC_SIGNS = 4
_FOURS = re.compile(r"\.[\da-fA-F]{4}\.").search
_OCTETS = re.compile(r"\.\d{1,3}\.\d").search
# All that a few digits can be: a street, a plate, a postcode.
_FEW = re.compile(r"\d[A-D]? ?[^\W\da-z_]|[A-Z][- ]?\d").search
_STREET = re.compile(r"\d[A-D]? [^\Wa-z_]").search
_CLOCK = re.compile(r"\d:\d\d").search

# Topics of which a window must have one, what else must be in it (most windows lack it and are done),
# finder.  Where two claim the same characters, the one that stands first has them.
FINDERS: Finders = (
    (KEY, None, _of("key", online.keys)),
    (AT, lambda text: "://" in text, _of("url", online.logins)),
    (AT, None, _of("email", online.emails)),
    (DIGIT, _seen(r"(?:bc1|0x|[13T])[0-9A-Za-z]{12}"), _of("wallet", wallets.wallets)),
    (LONG, None, _of("id_card", numbers.id_cards)),
    (LONG, None, _of("bank_card", numbers.bank_cards)),
    (LONG, _seen(r"[A-Za-z]{2}\d\d"), _of("iban", numbers.ibans)),
    (LONG, None, _of("passport", numbers.passports)),
    (DIGIT | FEW, None, documents.numbers),
    (
        DIGIT | COLONS,
        lambda text: max(map(text.count, ":-")) > 4 or text.count(".") > 1,
        _of("mac", online.macs),
    ),
    (DIGIT | COLONS, _has_octets, _of("ip", online.hosts)),
    (LONG, None, _of("ssn", numbers.ssns)),
    (CHAT, _seen(r"\d{5}"), _of("qq", online.qqs)),
    (LONG, None, _of("phone", phones.numbers)),
    (CHAT, None, _of("wechat", online.wechats)),
    (DIGIT | FEW, _says_han("[\u4e00-\u9fff][A-Z]"), _of("plate", numbers.plates)),
    (FORM, _seen("[:：]"), _of("name", postal.names)),
    (FORM, _seen("[:：]"), _of("address", postal.labelled)),
    (DIGIT, _says_han("[路街道巷弄同村园苑区]"), _of("address", postal.dwellings)),
    (DIGIT | FEW, lambda text: _STREET(text) or "Box" in text, _of("address", postal.streets)),
    (PLACE, _seen(r"\d"), _of("address", postal.told)),
)
# What a novel is not asked for.
NAMERS: Finders = (
    (PERSON, None, _of("name", persons.names)),
    (AT, _seen("@[\u4e00-\u9fff]"), _of("name", persons.mentions)),
    (DIGIT, lambda text: ":" in text and _CLOCK(text), _of("name", persons.speakers)),
)


def find(
    text: str, language: str | None = None, people: Sequence[str] = (), *, names: bool = True
) -> list[Span]:
    """Return what is private in ``text``, in order and without overlaps.

    ``language`` is a BCP 47 tag; without one the letters decide.  ``people`` are handles of those
    who write in a thread, found where the text names them.  Without ``names`` (a novel) names
    of persons are found only after the label of a form.
    """
    spans: list[Span] = []
    chinese: bool | None = None
    topics = 0
    for window in windows(text, ANYTHING if names else ANYTHING & ~PERSON):
        topics |= window.topics
        if window.topics == FEW and not _FEW(text, window.start, window.end):
            continue
        if chinese is None:
            chinese = is_chinese(text, language)
        reading = Reading(narrow(text[window.start : window.end]), chinese, language or "")
        spans += _in_window(reading, window.start, window.topics, names)
    if not spans and topics & (DIGIT | FEW) and len(text) <= MAX_CHARS:
        spans = [Span(start, end, kind) for kind, start, end in fields(Reading(narrow(text), bool(chinese)))]
    if people and text:
        free = (span for span in mentioned(text, people) if _is_free(spans, *span))
        spans = sorted([*spans, *(Span(start, end, "name") for start, end in free)], key=_start)
    return spans


def _in_window(reading: Reading, offset: int, topics: int, names: bool) -> list[Span]:
    text = reading.text
    if topics & DIGIT and any(not _MOMENT.fullmatch(each[0]) for each in _CLUSTER.finditer(text)):
        topics |= LONG
    taken = bytearray(len(text))
    for marked in MARK.finditer(text) if "[" in text or "User " in text or "用户" in text else ():
        taken[marked.start() : marked.end()] = b"\1" * len(marked[0])
    spans = []
    for gate, finder in _asked(topics, names):
        if gate is None or gate(text):
            for kind, start, end in finder(reading):
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    spans.append(Span(offset + start, offset + end, kind))
    return sorted(spans, key=_start)


@lru_cache(maxsize=1024)
def _asked(topics: int, names: bool) -> tuple[tuple[Gate | None, Callable[[Reading], Found]], ...]:
    """Return gates and finders for some topics, in order."""
    finders = FINDERS + NAMERS if names else FINDERS
    return tuple((gate, finder) for wanted, gate, finder in finders if topics & wanted)


def _start(span: Span) -> int:
    return span.start


def _is_free(spans: Iterable[Span], start: int, end: int) -> bool:
    return all(end <= span.start or start >= span.end for span in spans)


def mask(text: str, language: str | None = None, people: Sequence[str] = (), *, names: bool = True) -> str:
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
    people: Sequence[str] = (),
    *,
    names: bool = True,
) -> str:
    """Return ``text`` with every span replaced by what ``stand_in`` returns for its kind and its text.

    None keeps a span.  Repeated until nothing new is found, since what stands around a number
    decides what it is; labels themselves are never private.
    """
    return rewritten(text, stand_in, language, people, names=names)[0]


def rewritten(
    text: str,
    stand_in: Callable[[str, str], str | None],
    language: str | None = None,
    people: Sequence[str] = (),
    *,
    names: bool = True,
) -> tuple[str, list[Round]]:
    """Return what ``replaced`` does, and the rounds of edits that led there (for ``moved``)."""
    tag = language or ("zh" if is_chinese(text, language) else "en")
    rounds: list[Round] = []
    while True:
        pieces, edits, last = [], [], 0
        for span in find(text, tag, people, names=names):
            new = stand_in(span.kind, text[span.start : span.end])
            if new is not None:
                pieces += [text[last : span.start], new]
                edits.append((span.start, span.end, len(new)))
                last = span.end
        if not pieces:
            return text, rounds
        rounds.append(edits)
        text = "".join([*pieces, text[last:]])


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
