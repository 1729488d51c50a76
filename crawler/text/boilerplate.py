"""Lines that repeat over a site: found by counting documents, taken out by a step.

Menus, notices and credits stand on page after page, and no list knows them all.  Two passes over a
site's records find and remove them: ``lines`` over the texts, then ``without_boilerplate``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import replace
from functools import lru_cache

from crawler.records import Part, Record

MIN_SHARE = 0.2
MIN_DOCUMENTS = 5
MIN_CHARS, MAX_CHARS = 4, 200
# A count may be too low by this share of the documents.
ERROR = 0.02
_DIGITS = re.compile(r"\d+")
_SPEECH = "“‘「『\"'«„—–"
_LETTER = re.compile(r"[^\W\d_]")


def lines(
    texts: Iterable[str],
    *,
    min_share: float = MIN_SHARE,
    min_documents: int = MIN_DOCUMENTS,
    min_chars: int = MIN_CHARS,
    max_chars: int = MAX_CHARS,
) -> frozenset[str]:
    """Return the forms (see ``form``) of the lines that are a site's and no text's.

    Such a line is in ``min_documents`` of the texts and in ``min_share`` of them, and of ``min_chars``
    to ``max_chars`` characters; speech never is.  One pass in bounded memory: a form is held from
    where it is seen until it falls behind, at most as many as 1 / ERROR texts have lines times the
    logarithm of the number of texts, some 100 bytes each; a count is too low by 2 % of the texts at most.
    Source: Manku and Motwani 2002, Approximate frequency counts over data streams, lossy counting.
    """
    width = round(1 / ERROR)
    counts: dict[str, int] = {}
    missed: dict[str, int] = {}
    total = 0
    for total, text in enumerate(texts, 1):
        bucket = (total - 1) // width
        for each in _forms(text, min_chars, max_chars):
            if each not in counts:
                counts[each], missed[each] = 0, bucket
            counts[each] += 1
        if total % width == 0:
            for each in [form for form, count in counts.items() if count + missed[form] <= bucket + 1]:
                del counts[each], missed[each]
    least = max(min_documents, (min_share - (ERROR if total > width else 0)) * total)
    return frozenset(each for each, count in counts.items() if count >= least)


def form(line: str) -> str:
    """Return what lines must share to be the same: letters, with any number as 0, without spaces.

    >>> form(" 第 12 / 30 页"), form("Page 3")
    ('第0/0页', 'page0')
    """
    return _DIGITS.sub("0", "".join(line.split()).casefold())


def without_boilerplate(record: Record, *, lines: tuple[str, ...] = ()) -> Record:
    """Take the lines of a site out of a record; ``meta["removed"]["boilerplate"]`` counts them.

    ``lines`` are such lines, as they stand on a page or in their forms.
    """
    if not lines:
        return record
    unwanted = _unwanted(lines)
    removed: Counter[str] = Counter(record.meta.get("removed", {}))
    before = removed.total()
    parts = [_without(part, unwanted, removed) for part in record.parts]
    if removed.total() == before:
        return record
    return replace(record.with_parts(parts), meta={**record.meta, "removed": dict(removed)})


@lru_cache(maxsize=16)  # of as many sites; none is kept for good
def _unwanted(lines: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(form, lines))


def _forms(text: str, min_chars: int, max_chars: int) -> set[str]:
    """Return the forms of the lines of a text that may be a site's."""
    whole = (line.strip() for line in text.split("\n"))
    found = {form(line) for line in whole if len(line) <= max_chars and not line.startswith(tuple(_SPEECH))}
    return {each for each in found if len(_LETTER.findall(each)) >= min_chars}


def _without(part: Part, lines: Set[str], removed: Counter[str]) -> Part:
    kept = []
    for line in part.text.split("\n"):
        if line and form(line) in lines:
            removed["boilerplate"] += 1
        else:
            kept.append(line)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return part if text == part.text else replace(part, text=text, utterances=())
