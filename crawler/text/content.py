"""Unlawful, hateful and sexual content: found by lists of words, counted by kind, kept or dropped.

The words are in crawler.text.unwanted, a user's own are added to them.  A list cannot judge what
is said with a word; so records are counted here, and dropped only where asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from opencc import OpenCC

from crawler.records import Drop, Part, Record
from crawler.text.quality import PROSE
from crawler.text.unwanted.innocent import INNOCENT
from crawler.text.unwanted.offers import OFFERS
from crawler.text.unwanted.terms import KINDS, TERMS

NEAR_CHARS = 60  # between a head and the word that makes it an offer; half of it in Chinese, which is denser

_HAN = "\u3400-\u9fff"
# Of full-width characters the letters and digits: most Chinese has the marks.  Bytes are searched
# because that is the fastest way to find nothing.
_WIDE_BYTES = re.compile(b"\xef(?:\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a])")
# How Chinese characters begin in UTF-8.
_LEADS = tuple(bytes([lead]) for lead in range(0xE4, 0xEA))
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
# What people put between characters so that no list finds the word.  Patterns begin with what is
# rare, and look back from there.
_DOTS = ".．·・•*＊|/_~^+=-"
_PARTED = re.compile(f"[ \u3000{_DOTS}](?<=[{_HAN}].)[ \u3000{_DOTS}]{{0,2}}[{_HAN}]")
_DOTTED = re.compile(f"[{_DOTS}](?<=[{_HAN}].)[{_DOTS}]{{0,2}}(?=[{_HAN}])")
# Spaces part words, too: only characters that each stand alone are taken together.
_SPACED = re.compile(f"[ \u3000](?<=(?<![{_HAN}])[{_HAN}].)[ \u3000]{{0,2}}(?=[{_HAN}](?![{_HAN}]))")
_NO_WORD = re.compile(r"[^\w$%]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a kind, as the list has it."""

    kind: str
    term: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A term, or the head of an offer with the words of which one must stand near."""

    kind: str
    term: str
    near: AhoCorasick | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    automaton: AhoCorasick
    meanings: tuple[tuple[_Word, ...], ...]  # of each literal; an innocent one has none


Extra = tuple[tuple[str, tuple[str, ...]], ...]


def hits(
    text: str, *, extra: Mapping[str, Iterable[str]] | None = None, innocent: Iterable[str] = ()
) -> list[Hit]:
    """Return the words of unlawful, hateful and sexual content in ``text``, in order.

    ``extra`` adds terms to a kind, or kinds of one's own; ``innocent`` adds words that hold a term
    and mean something else.  Both are plain strings in any case.  Full-width letters, and dots or
    spaces between Chinese characters, hide nothing.

    >>> hits("出售冰毒，货到付款"), hits("加拿大的大麻纤维"), hits("裸 聊 加我")
    ([Hit(kind='drugs', term='冰毒')], [], [Hit(kind='sexual', term='裸聊')])
    """
    return _hits(text, _words(_frozen(extra), tuple(innocent)))


def flag(
    record: Record,
    *,
    drop: Iterable[str] = (),
    max_hits: int = 0,
    extra: Mapping[str, Iterable[str]] | None = None,
    innocent: Iterable[str] = (),
) -> Record | Drop:
    """Count the words of each kind in ``meta["content"]``; drop a record, or mark posts, by kind.

    With more than ``max_hits`` words of the kinds in ``drop``, a chapter or article is dropped;
    of a thread, status or conversation each post that holds so many gets the kind as its mark (a
    thread without one of its posts would answer the wrong neighbour).  Records without any word
    stay as they are.  ``extra`` and ``innocent`` are those of ``hits``.

    Raises ValueError if ``drop`` names a kind that is not there.
    """
    words, unwanted = _words(_frozen(extra), tuple(innocent)), tuple(drop)
    for kind in unwanted:
        if kind not in KINDS and kind not in (extra or {}):
            raise ValueError(f"unknown kind {kind!r}; the kinds are {', '.join((*KINDS, *(extra or {})))}")
    found = _hits(_whole(record), words)
    if not found:
        return record
    counts = Counter(hit.kind for hit in found)
    counted = replace(record, meta={**record.meta, "content": dict(sorted(counts.items()))})
    if sum(counts[kind] for kind in unwanted) <= max_hits:
        return counted
    if record.kind in PROSE:
        figures = ", ".join(f"{kind} {counts[kind]}" for kind in unwanted if counts[kind])
        return Drop(counted, "content", f"{figures}, at most {max_hits}")
    return replace(counted, parts=tuple(_marked(part, words, unwanted, max_hits) for part in record.parts))


def _whole(record: Record) -> str:
    return "\n".join(
        [record.title, *(part.text for part in record.parts)] if record.parts else [record.title, record.text]
    )


def _marked(part: Part, words: _Words, unwanted: tuple[str, ...], max_hits: int) -> Part:
    if part.mark:
        return part
    counts = Counter(hit.kind for hit in _hits(part.text, words) if hit.kind in unwanted)
    return replace(part, mark=counts.most_common(1)[0][0]) if counts.total() > max_hits else part


def _hits(text: str, words: _Words) -> list[Hit]:
    folded = _folded(text)
    found = []
    for index, start, end in words.automaton.find_matches_as_indexes(folded):
        if _stands_alone(folded, start, end):
            found += [
                Hit(word.kind, word.term)
                for word in words.meanings[index]
                if word.near is None or _offered(folded, start, end, word.near)
            ]
    return found


def _folded(text: str) -> str:
    """Return the text in lower case, full-width characters narrow, and hidden words put together."""
    folded = text.lower()
    if folded.isascii():
        return folded
    raw = folded.encode("utf-8", "replace")
    if b"?" in raw:  # perhaps for half of a surrogate pair, which the automaton does not take
        folded = raw.decode()
    if _WIDE_BYTES.search(raw):
        folded = _WIDE.sub(lambda wide: chr(ord(wide[0]) - 0xFEE0), folded).lower()
    if any(map(raw.__contains__, _LEADS)) and _PARTED.search(folded):
        folded = _SPACED.sub("", _DOTTED.sub("", folded))
    return folded


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word in a spaced script has no letter or digit beside it; Chinese needs nothing."""
    before = start and _is_letter(text[start]) and _is_letter(text[start - 1])
    return not before and not (end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]))


def _is_letter(char: str) -> bool:
    return char.isalnum() and char < "\u2e80"


def _offered(text: str, start: int, end: int, near: AhoCorasick) -> bool:
    """Whether a word that makes an offer of it stands near, on the same line."""
    reach = NEAR_CHARS if _is_letter(text[start]) else NEAR_CHARS // 2
    before = text[max(0, start - reach) : start].rpartition("\n")[2]
    after = text[end : end + reach].partition("\n")[0]
    return bool(near.find_matches_as_indexes(_spoken(f"{before}\n{after}")))


def _spoken(words: str) -> str:
    """Return words with a space around each, so that a Latin one is found as a whole."""
    return f" {_NO_WORD.sub(' ', words)} "


def _frozen(extra: Mapping[str, Iterable[str]] | None) -> Extra:
    return tuple((kind, tuple(own)) for kind, own in (extra or {}).items())


@lru_cache(maxsize=16)  # of as many sites; none is kept for good
def _words(extra: Extra, innocent: tuple[str, ...]) -> _Words:
    """Return the automaton over all words; what is innocent is nothing else."""
    meanings: dict[str, tuple[_Word, ...]] = {}
    for kind, heads, near in OFFERS:
        forms = {_spoken(form) if form.isascii() else form for each in near for form in _forms(each)}
        words = AhoCorasick(sorted(forms))
        for head in heads:
            for form in _forms(head):
                meanings[form] = (*meanings.get(form, ()), _Word(kind, head, words))
    for kind, listed in (*TERMS.items(), *extra):
        for term in listed:
            for form in _forms(term):
                meanings[form] = (*(w for w in meanings.get(form, ()) if w.kind != kind), _Word(kind, term))
    for term in (*INNOCENT, *innocent):
        meanings |= dict.fromkeys(_forms(term), ())
    meanings.pop("", None)
    return _Words(AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest), tuple(meanings.values()))


def _forms(term: str) -> set[str]:
    """Return a word in lower case as it is and, if it is Chinese, in traditional characters."""
    folded = _folded(term)
    return {folded} if folded.isascii() else {folded, _traditional().convert(folded)}


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")
