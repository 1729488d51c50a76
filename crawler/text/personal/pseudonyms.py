"""Stand-ins for private data that are the same wherever the same number or name stands in a work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.text.personal.labels import MARK, label, person
from crawler.text.personal.people import People, roster
from crawler.text.personal.reading import is_chinese, narrow
from crawler.text.privacy import Span, replaced

_NOISE = re.compile(r"[^0-9A-Za-z\u0080-\U0010ffff]+")
# Calling codes before a Chinese mobile number, and an extension behind a number: the same telephone.
_PREFIX = re.compile(r"\A(?:00)?86(?=1\d{10}\Z)")
_AS_WRITTEN = frozenset({"key", "wallet", "url"})  # capitals count in them

Choose = Callable[[str, str, str], str | None]


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What stands for each private thing of a work: ``[电话1]``, ``[phone2]``, ``用户A``, ``User B``.

    ``labels`` leads from kind and key (the thing as it is told from others) to its stand-in.  Numbers
    follow the order of first appearance; nothing can be computed back from them.
    """

    labels: Mapping[tuple[str, str], str]
    chinese: bool
    language: str | None = None
    people: People = ()
    names: bool = True

    def stand_in(self, kind: str, value: str) -> str:
        """Return what stands for ``value``: its kind in brackets if the work was not known to hold it.

        A stand-in stands for itself, so that a text may come again.
        """
        if MARK.fullmatch(value):
            return value
        return self.labels.get((kind, key(kind, value))) or label(kind, self.chinese)

    def apply(self, text: str, choose: Choose | None = None, found: Sequence[Span] | None = None) -> str:
        """Return ``text`` with stand-ins for all that is private in it (``found``, if that is known).

        ``choose`` takes a kind, its label without and the stand-in with a number, and returns what
        to write, or None to keep what is there.
        """

        def chosen(kind: str, value: str) -> str | None:
            stand_in = self.stand_in(kind, value)
            return choose(kind, label(kind, self.chinese), stand_in) if choose else stand_in

        return replaced(text, chosen, self.language, self.people, names=self.names, found=found)


def pseudonyms(
    texts: Iterable[str], language: str | None = None, people: Sequence[str] = (), *, names: bool = True
) -> Pseudonyms:
    """Return the stand-ins of a work from its texts in order; ``people`` are the handles of those who write.

    >>> work = pseudonyms(["打13812345678", "13812345678是我的，另一个是13987654321"], "zh")
    >>> work.apply("13987654321和+86 138-1234-5678")
    '[电话2]和[电话1]'
    """
    texts = list(texts)
    chinese = is_chinese("\n".join(texts), language)
    counts: dict[str, int] = {}
    labels: dict[tuple[str, str], str] = {}

    def stand_in(kind: str, value: str) -> str:
        place = kind, key(kind, value)
        if place not in labels:
            counts[kind] = counts.get(kind, 0) + 1
            labels[place] = (
                person(counts[kind], chinese) if kind == "name" else label(kind, chinese, counts[kind])
            )
        return labels[place]

    for handle in people:
        if handle.strip() and not MARK.fullmatch(handle):
            stand_in("name", handle)
    known = roster(people)
    for text in texts:
        replaced(text, stand_in, language, known, names=names)
    return Pseudonyms(labels, chinese, language, known, names)


def key(kind: str, value: str) -> str:
    """Return what two spellings of the same private thing have in common.

    >>> key("phone", "+86 138-1234-5678") == key("phone", "13812345678")
    True
    """
    value = narrow(value)
    if kind in _AS_WRITTEN:
        return value
    value = _NOISE.sub("", value).casefold() if kind != "email" else value.casefold()
    return _PREFIX.sub("", value) if kind == "phone" else value
