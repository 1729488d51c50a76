"""The nouns of the crawl: a page as fetched, the record read from it, and what was dropped.

Frozen dataclasses on the standard library alone, so that every room may import them.
``to_json`` and ``from_json`` give the form that stands on a line of data/records/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

KINDS = ("thread", "status", "chapter", "article", "conversation")
# The mark of a part whose author asks not to be indexed or trained on.
OPTED_OUT = "opted out"


@dataclass(frozen=True, slots=True)
class Context:
    """What the linking page knew of a page: its role and its place in a work.

    ``rel`` is listing, changes (a listing in the order of the last change), thread, topic (the first
    page of a thread that names all its posts, and is read again when the thread changes), timeline,
    contents, chapter, article or comments ("" if unknown);
    ``work`` names the thread or book; ``position`` counts chapters from 1 (0 unknown);
    ``page`` counts the pages of one thread or chapter from 1; ``title`` is the link's
    text, ``book`` the title of the whole work, ``advertised`` how many positions the work is said
    to have (0 unknown).  ``mark`` is what the linking page says of the page's state, such as its
    number of replies and the date of the last one: another mark means that the page has changed.
    ``posts`` is how many posts a listing says that a thread has (0 unknown), ``author`` who wrote
    the whole work, ``opt_out`` the words by which the author of the linked pages refuses their use
    ("" if the linking page has none), ``reply_to`` the id of the part that the page's own answers,
    where only the listing shows what answers what.
    """

    rel: str = ""
    work: str = ""
    position: int = 0
    page: int = 1
    title: str = ""
    book: str = ""
    advertised: int = 0
    mark: str = ""
    posts: int = 0
    opt_out: str = ""
    author: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An address worth fetching, with what this page knows of it."""

    url: str
    context: Context = Context()


@dataclass(frozen=True, slots=True)
class Signal:
    """What a host says of the use of a page, word for word.

    ``source`` is where it stands (robots.txt, tdmrep.json, ai.txt, header X, meta x), ``text`` what
    stands there, ``seen`` when it was read (ISO 8601 in UTC), ``says`` what that means: deny,
    allow, or "" if it decides nothing.
    """

    source: str
    text: str
    seen: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as fetched, content encoding undone, character encoding untouched.

    ``signals`` are those of the host's own files that are about this page.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None
    context: Context = Context()
    signals: tuple[Signal, ...] = ()

    def header(self, name: str) -> str:
        """Return the header ``name`` in any case, "" if it is not there."""
        wanted = name.lower()
        return next((value for key, value in self.headers.items() if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether the text may be used for training: allow, deny or unknown, and the signals seen."""

    decision: str = "unknown"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """Quoted speech: ``text`` is the part's text from ``start`` to ``end``, quote marks included.

    ``speaker`` is None unless ``confidence`` (a probability) says that it is known;
    ``method`` names the evidence.
    """

    start: int
    end: int
    text: str
    speaker: str | None = None
    method: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One post, status, comment or body of a chapter.

    ``published`` is ISO 8601 in UTC, "" if unknown.  ``reply_to`` is the id of the part that this
    one answers, "" if none.  ``kind`` is post, status, comment or body; ``mark`` says why a
    builder should pass the part over (spam, low, excerpt, or OPTED_OUT where its author wants no
    training on it), "" if it should not.  ``quote`` and ``footer`` (a forum signature) are kept apart from
    ``text``.  ``licence`` is the part's own where each has one, "" where the record's holds.
    """

    id: str
    text: str
    author: str = ""
    published: str = ""
    reply_to: str = ""
    kind: str = "post"
    language: str = ""
    quote: str = ""
    quote_author: str = ""
    footer: str = ""
    score: int = 0
    accepted: bool = False
    mark: str = ""
    licence: str = ""
    signature: str = ""
    duplicate_of: str = ""
    utterances: tuple[Utterance, ...] = ()


_PLACES = {name: place for place, name in enumerate(Part.__slots__)}
_VALUES = attrgetter(*Part.__slots__)


def changed(part: Part, **changes: Any) -> Part:
    """Return a part with other values, as ``dataclasses.replace`` does, in half its time.

    A thread of short posts spends more on new posts than on what is found in them.
    """
    values = list(_VALUES(part))
    for name, value in changes.items():
        values[_PLACES[name]] = value
    return Part(*values)


@dataclass(frozen=True, slots=True)
class Record:
    """One document read from a page; the records of one ``work`` make a thread or a book.

    ``text`` is the text of the parts, blank lines between them.  ``position`` is the chapter's
    number in its book or the page's number in its thread (from 1, 0 unknown), ``page`` the page
    within a chapter.  ``signature`` is a MinHash (see crawler.text.duplicates), ``duplicate_of``
    the id of the record that this one nearly copies.  ``meta`` holds what only some kinds have.
    """

    id: str
    url: str
    site: str
    kind: str
    title: str = ""
    author: str = ""
    published: str = ""
    language: str = "und"
    text: str = ""
    parts: tuple[Part, ...] = ()
    work: str = ""
    position: int = 0
    page: int = 1
    licence: str = ""
    consent: Consent = Consent()
    signature: str = ""
    duplicate_of: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)

    def with_parts(self, parts: Iterable[Part]) -> Record:
        """Return the record with other parts, its text made from them anew."""
        parts = tuple(parts)
        return replace(self, parts=parts, text=joined(parts))


@dataclass(frozen=True, slots=True)
class Drop:
    """What was not wanted: ``step`` and ``reason`` say who refused it and why.

    ``record`` is None where a page gave no record at all; ``url`` names the page then.
    The step "listing" marks a page that holds links only.
    """

    record: Record | None
    step: str
    reason: str
    url: str = ""


def joined(parts: Iterable[Part]) -> str:
    """Return the text of a record: its parts' texts, comments left out where there is anything else."""
    parts = tuple(parts)
    body = [part for part in parts if part.kind != "comment"] or parts
    return "\n\n".join(part.text for part in body if part.text)


_OF_RECORD = attrgetter(*Record.__slots__)
_OF_UTTERANCE = attrgetter(*Utterance.__slots__)


def to_json(record: Record) -> dict[str, Any]:
    """Return a record as plain dicts and tuples; ``asdict`` says the same in five times as long."""
    row: dict[str, Any] = dict(zip(Record.__slots__, _OF_RECORD(record), strict=True))
    row["parts"] = tuple(map(_part_json, record.parts))
    row["consent"] = {"decision": record.consent.decision, "evidence": record.consent.evidence}
    row["meta"] = dict(record.meta)
    return row


def _part_json(part: Part) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(Part.__slots__, _VALUES(part), strict=True))
    row["utterances"] = tuple(
        dict(zip(Utterance.__slots__, _OF_UTTERANCE(each), strict=True)) for each in part.utterances
    )
    return row


def from_json(row: Mapping[str, Any]) -> Record:
    """Return the record that ``to_json`` wrote.

    Raises KeyError or TypeError if ``row`` is not of that form.
    """
    parts = tuple(
        Part(**{**part, "utterances": tuple(Utterance(**u) for u in part.get("utterances", ()))})
        for part in row["parts"]
    )
    consent = Consent(row["consent"]["decision"], tuple(row["consent"]["evidence"]))
    return Record(**{**row, "parts": parts, "consent": consent})
