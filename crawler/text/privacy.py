"""Find private data in text and mask it: numbers that ring, pay or identify, addresses, handles, keys.

Precision comes from check digits and from the words around a number.  Names and postal
addresses are found only where a label or their form gives them away: a novel is full of names,
and none of them is private.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.text import numbers, online, phones, postal
from crawler.text.reading import Finder, is_chinese, read


@dataclass(frozen=True, slots=True)
class Span:
    """Private data of a kind, from ``start`` to ``end`` of a text."""

    start: int
    end: int
    kind: str


# What stands for a span of a kind in Chinese and in every other language.
LABELS = {
    "phone": ("电话", "phone"),
    "email": ("邮箱", "email"),
    "id_card": ("身份证号", "id card"),
    "bank_card": ("银行卡号", "bank card"),
    "ip": ("IP地址", "IP"),
    "wechat": ("微信号", "WeChat"),
    "qq": ("QQ号", "QQ"),
    "name": ("姓名", "name"),
    "address": ("地址", "address"),
    "url": ("链接", "url"),
    "plate": ("车牌号", "plate"),
    "passport": ("护照号", "passport"),
    "iban": ("银行账号", "iban"),
    "ssn": ("社会安全号", "ssn"),
    "key": ("密钥", "key"),
}

_DIGIT = re.compile(r"\d")
_SEVEN_DIGITS = re.compile(r"\d(?:[^\d\n]{0,3}\d){6}")
_LABEL = re.compile(r"[:：]")

# Kind, what must be in a text at all (most prose has none of it and is done), finder.  Where two
# claim the same characters, the one that stands first has them.
FINDERS: tuple[tuple[str, re.Pattern[str], Finder], ...] = (
    ("key", re.compile(r"AKIA|AIza|gh[oprsu]_|pat_|glpat|xox|hf_|sk-|eyJ|BEGIN "), online.keys),
    ("url", re.compile(r"://[^/\s]{1,300}@"), online.logins),
    ("email", re.compile(r"@|[\[({]\s?at\s?[\])}]", re.IGNORECASE), online.emails),
    ("id_card", _SEVEN_DIGITS, numbers.id_cards),
    ("bank_card", _SEVEN_DIGITS, numbers.bank_cards),
    ("iban", _SEVEN_DIGITS, numbers.ibans),
    ("passport", _SEVEN_DIGITS, numbers.passports),
    ("ip", re.compile(r"\d\.\d|:[^\n]{0,20}:"), online.hosts),
    ("ssn", _SEVEN_DIGITS, numbers.ssns),
    ("qq", _DIGIT, online.qqs),
    ("phone", _SEVEN_DIGITS, phones.numbers),
    ("wechat", re.compile(r"信|vx?|w", re.IGNORECASE), online.wechats),
    ("plate", _DIGIT, numbers.plates),
    ("name", _LABEL, postal.names),
    ("address", _LABEL, postal.labelled),
    ("address", _DIGIT, postal.addresses),
)


def find(text: str, language: str | None = None) -> list[Span]:
    """Return what is private in ``text``, in order and without overlaps.

    ``language`` is a BCP 47 tag; without one the letters decide.
    """
    reading = read(text, language)
    taken = bytearray(len(text))
    spans = []
    for kind, gate, finder in FINDERS:
        for start, end in finder(reading) if gate.search(reading.text) else ():
            if not any(taken[start:end]):
                taken[start:end] = bytes([1]) * (end - start)
                spans.append(Span(start, end, kind))
    return sorted(spans, key=lambda span: span.start)


def mask(text: str, language: str | None = None) -> str:
    """Return ``text`` with every span replaced by its kind in brackets, as the language calls it.

    Repeated until nothing is found, since what stands around a number decides what it is.

    >>> mask("电话13812345678请联系")
    '电话[电话]请联系'
    >>> mask("write to me@example.org", "en")
    'write to [email]'
    """
    chinese = is_chinese(text, language)
    tag = language or ("zh" if chinese else "en")
    while spans := find(text, tag):
        pieces, last = [], 0
        for span in spans:
            pieces += [text[last : span.start], f"[{LABELS[span.kind][0 if chinese else 1]}]"]
            last = span.end
        text = "".join([*pieces, text[last:]])
    return text
