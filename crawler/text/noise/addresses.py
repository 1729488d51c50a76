"""Addresses of sites in a folded line, and the disguises in which they get past a filter."""

from __future__ import annotations

import re

DOMAIN = (
    r"(?:(?:https?://|www\.)[a-z0-9]"
    r"|[a-z0-9-]{0,39}[a-z0-9]\.(?:com|net|org|cc|la|info|tv|xyz|top|me|co|so|vip|cn|app|club|io|site"
    r"|example)(?![a-z]))"
)
WWW = r"w(?:[-_*~ ]{0,2}|[.·])w(?:[-_*~ ]{0,2}|[.·])w"
_WWW = re.compile(WWW)
# Letters with a space between any two: "a b c . c o m".
_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9](?: [a-z0-9.-]){4,60}(?![a-z0-9])")
_ENDING = re.compile(r"(?<![a-z0-9])(?:c o m|n e t|o r g)(?![a-z0-9])")
# Signs and words that stand for a dot between letters; spaces only on both sides.
_DOT = re.compile(r"(?<=[a-z0-9])(?:[。·•点點丶](?=[a-z0-9])| [.。·•点點丶] (?=[a-z0-9]))")
WORDS_FOR_DOT = "点丶"


def plain(line: str) -> str:
    """Return a folded line with its addresses written as addresses.

    >>> plain("w w w . q u a y . c o m"), plain("w-w-w。quay点com")
    ('www.quay.com', 'www.quay.com')
    """
    joined = _ENDING.sub(_closed, _SPACED.sub(_closed, line))
    return _DOT.sub(".", _WWW.sub("www", joined))


def _closed(run: re.Match[str]) -> str:
    return run[0].replace(" ", "")
