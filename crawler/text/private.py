"""The step that counts private data in a record, masks it, gives it pseudonyms, or drops the record.

Only kinds and counts are ever told, never what was found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from crawler.records import Drop, Part, Record, Utterance
from crawler.text.personal.labels import LABELS, MARK
from crawler.text.personal.people import roster
from crawler.text.personal.pseudonyms import Pseudonyms, pseudonyms
from crawler.text.personal.reading import is_chinese
from crawler.text.privacy import Round, find, moved, rewritten

POLICIES = ("count", "mask", "pseudonym", "drop", "keep")
NAMELESS = frozenset({"chapter"})  # kinds of records whose names are a novel's
_HANDLE = re.compile(r"(?<![\w@.\])])@([\w.-]{2,30})")
_MAX_HANDLES = 200  # of one page; more is spam
_ROUNDS = 3  # of looking for what is left of handles

Hide = Callable[[str], tuple[str, list[Round]]]


def private(
    record: Record,
    *,
    policy: str = "count",
    kinds: tuple[str, ...] = (),
    keep: tuple[str, ...] = (),
    authors: bool = False,
) -> Record | Drop:
    """Do with the private data of a record as ``policy`` says, and count it by kind in ``meta["private"]``.

    count leaves the text as it is, mask puts the kind in its place, pseudonym a number or letter
    that is the same all over the record, drop refuses the record, keep does nothing at all.
    ``kinds`` limits it to some kinds (none: all), ``keep`` spares some.
    ``authors`` hides the handles of the authors as well.

    Raises ValueError for an unknown policy or kind.
    """
    if unknown := {*kinds, *keep}.difference(LABELS):
        raise ValueError(f"unknown kind '{min(unknown)}'; the kinds are {', '.join(sorted(LABELS))}")
    if policy not in POLICIES:
        raise ValueError(f"unknown policy '{policy}'; the policies are {', '.join(POLICIES)}")
    if policy == "keep":
        return record
    names = record.kind not in NAMELESS
    language = None if record.language == "und" else record.language

    def wanted(kind: str) -> bool:
        return (not kinds or kind in kinds) and kind not in keep

    known = roster(handles(record) if names else ())
    counts = Counter(
        span.kind
        for text in texts(record)
        for span in find(text, language, known, names=names)
        if wanted(span.kind)
    )
    if policy == "drop" and counts:
        return Drop(record, "private", told(counts))
    if policy in ("mask", "pseudonym") and (counts or authors):
        record = _rid_of_all(record, language, wanted, numbered=policy == "pseudonym", authors=authors)
    if not counts:
        return record
    seen = record.meta.get("private", {}) if policy != "count" else {}
    most = {kind: max(counts[kind], seen.get(kind, 0)) for kind in sorted({*counts, *seen})}
    return replace(record, meta={**record.meta, "private": most})


def _rid_of_all(
    record: Record, language: str | None, wanted: Callable[[str], bool], *, numbered: bool, authors: bool
) -> Record:
    """Return the record with stand-ins for what is private.

    A number that runs into a handle (@lin13812345678) leaves half of it, which is a handle then.
    """
    names = record.kind not in NAMELESS
    people = handles(record) if names else ()
    hidden = record
    for _ in range(_ROUNDS):
        given = Pseudonyms({}, is_chinese(record.text, language))
        if numbered:
            given = pseudonyms(texts(record), language, people, names=names)

        def stand_in(kind: str, value: str, given: Pseudonyms = given) -> str | None:
            return given.stand_in(kind, value) if wanted(kind) else None

        hide = partial(rewritten, stand_in=stand_in, language=language, people=roster(people), names=names)
        hidden = _hidden(record, hide, partial(given.stand_in, "name") if authors else None)
        halves = set(handles(hidden) if names else ()).difference(people)
        if not (halves := {name for name in halves if not MARK.fullmatch(name)}):
            break
        people = (*people, *sorted(halves))
    return hidden


def told(counts: Mapping[str, int]) -> str:
    """Return kinds and counts in a line, the most frequent first.

    >>> told({"email": 1, "phone": 2})
    'phone 2, email 1'
    """
    return ", ".join(
        f"{kind} {count}" for kind, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    )


def texts(record: Record) -> Iterator[str]:
    """Yield all that a record says, in order; nothing that is empty."""
    pieces = [record.title] if record.parts else [record.title, record.text]
    for part in record.parts:
        pieces += (part.quote, part.text, part.footer)
    return filter(None, pieces)


def handles(record: Record) -> tuple[str, ...]:
    """Return who writes in a record and whom it addresses with @, each once, in order."""
    found = [record.author]
    for part in record.parts:
        found += [part.author, part.quote_author]
        if "@" in part.text:
            found += _HANDLE.findall(MARK.sub(" ", part.text))[:_MAX_HANDLES]
    return tuple(dict.fromkeys(name for name in found if name))


def _hidden(record: Record, hide: Hide, author: Callable[[str], str] | None) -> Record:
    parts = [_hidden_part(part, hide, author) for part in record.parts]
    record = replace(record, title=hide(record.title)[0])
    if author and record.author:
        record = replace(record, author=author(record.author))
    return record.with_parts(parts) if parts else replace(record, text=hide(record.text)[0])


def _hidden_part(part: Part, hide: Hide, author: Callable[[str], str] | None) -> Part:
    text, rounds = hide(part.text)
    utterances = tuple(_moved(part, text, rounds)) if rounds else part.utterances
    part = replace(
        part, text=text, utterances=utterances, quote=hide(part.quote)[0], footer=hide(part.footer)[0]
    )
    if author:
        quoted = part.quote_author and author(part.quote_author)
        part = replace(part, author=part.author and author(part.author), quote_author=quoted)
    return part


def _moved(part: Part, text: str, rounds: list[Round]) -> Iterator[Utterance]:
    """Yield the utterances where they stand in the new text, but for those cut by what went."""
    for utterance in part.utterances:
        start, end = moved(utterance.start, rounds), moved(utterance.end, rounds)
        if start is not None and end is not None:
            yield replace(utterance, start=start, end=end, text=text[start:end])
