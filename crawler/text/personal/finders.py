"""Who looks for what private data, and what a window must hold for it to be worth the look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from crawler.text.personal import documents, numbers, online, persons, phones, postal, wallets
from crawler.text.personal.anchors import AT, CHAT, COLONS, DIGIT, FEW, FORM, KEY, LONG, PERSON, PLACE
from crawler.text.personal.reading import Finder, Reading

Found = Iterator[tuple[str, int, int]]  # kind, start, end
Gate = Callable[[str], object]
Finders = tuple[tuple[int, Gate | None, Callable[[Reading], Found]], ...]

_CLUSTER = re.compile(r"[+\d](?:[-. ()/]{0,3}\d){6,}")
_MOMENT = re.compile(
    r"(?:19|20)\d\d[-./ ]{1,2}\d{1,2}[-./ ]{1,2}\d{1,2}(?: {1,2}\d{1,2})?"
    r"|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d(?: {1,2}\d{1,2})?"
)
# All that a few digits can be: a street, a plate, a postcode.
_CODE = re.compile(r"\d[A-D]? ?[^\W\da-z_]|[A-Z][- ]?\d").search
_STREET = re.compile(r"\d[A-D]? [^\Wa-z_]").search
_CLOCK = re.compile(r"\d:\d\d").search
_FOURS = re.compile(r"\.[\da-fA-F]{4}\.").search
_OCTETS = re.compile(r"\.\d{1,3}\.\d").search
_MAC_GAPS = 5


def _of(kind: str, finder: Finder) -> Callable[[Reading], Found]:
    def found(reading: Reading) -> Found:
        return ((kind, start, end) for start, end in finder(reading))

    return found


def _seen(pattern: str) -> Gate:
    return re.compile(pattern).search


def _seen_in_chinese(pattern: str) -> Gate:
    search = re.compile(pattern).search
    return lambda text: None if text.isascii() else search(text)


def _has_pairs(text: str) -> object:
    return text.count(":") >= _MAC_GAPS or text.count("-") >= _MAC_GAPS or _FOURS(text)


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
    (DIGIT | COLONS, _has_pairs, _of("mac", online.macs)),
    (DIGIT | COLONS, lambda text: text.count(":") > 1 or _OCTETS(text), _of("ip", online.hosts)),
    (LONG, None, _of("ssn", numbers.ssns)),
    (CHAT, _seen(r"\d{5}"), _of("qq", online.qqs)),
    (LONG, None, _of("phone", phones.numbers)),
    (CHAT, None, _of("wechat", online.wechats)),
    (DIGIT | FEW, _seen_in_chinese("[\u4e00-\u9fff][A-Z]"), _of("plate", numbers.plates)),
    (FORM, lambda text: ":" in text, _of("name", postal.names)),
    (FORM, lambda text: ":" in text, _of("address", postal.labelled)),
    (DIGIT | FEW, _seen_in_chinese("[路街道巷弄同村园苑区里庄]"), _of("address", postal.dwellings)),
    (DIGIT | FEW, lambda text: _STREET(text) or "Box" in text, _of("address", postal.streets)),
    (PLACE, _seen(r"\d"), _of("address", postal.told)),
)
# What a novel is not asked for.
NAMERS: Finders = (
    (PERSON, None, _of("name", persons.names)),
    (AT, _seen("@[\u4e00-\u9fff]"), _of("name", persons.mentions)),
    (DIGIT, lambda text: ":" in text and _CLOCK(text), _of("name", persons.speakers)),
)


def private(reading: Reading, topics: int, *, names: bool) -> Found:
    """Yield what the finders of some topics claim in a window, the first claim first."""
    text = reading.text
    if topics == FEW and not _CODE(text) and "号" not in text:
        return
    if topics & DIGIT and any(not _MOMENT.fullmatch(each[0]) for each in _CLUSTER.finditer(text)):
        topics |= LONG
    for gate, finder in _asked(topics, names):
        if gate is None or gate(text):
            yield from finder(reading)


@lru_cache(maxsize=1024)
def _asked(topics: int, names: bool) -> tuple[tuple[Gate | None, Callable[[Reading], Found]], ...]:
    """Return gates and finders for some topics, in order."""
    finders = FINDERS + NAMERS if names else FINDERS
    return tuple((gate, finder) for wanted, gate, finder in finders if topics & wanted)
