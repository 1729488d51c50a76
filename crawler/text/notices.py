"""Which lines of a chapter a novel site or its author put there: notices, and the words that give them away.

The patterns stand in tables (crawler.text.notices_zh, notices_en).  They are searched in the folded
line: one width and case, addresses written plainly, speech left out, and Chinese simplified,
without spaces or ornaments.  Only the few lines that hold a word which some pattern needs are searched.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from crawler.text.addresses import DOMAIN, WORDS_FOR_DOT, WWW, plain
from crawler.text.bare import Words, bare
from crawler.text.literals import literals
from crawler.text.notices_en import ENGLISH
from crawler.text.notices_zh import CHINESE, SITE
from crawler.text.writing import TO_SIMPLIFIED

LONGEST_CHINESE = 120  # characters; what is longer is prose
LONGEST_ENGLISH = 320
# A site's name and address within a sentence; not in the folded line, for it is cut from the text.
WITHIN = rf"{SITE}[ :：,，]{{0,2}}{DOMAIN}[a-z0-9./_-]{{0,60}}"

Rules = dict[str, re.Pattern[str]]
_CHINESE_RULES: Rules = {why: re.compile("|".join(patterns)) for why, patterns in CHINESE.items()}
_ENGLISH_RULES: Rules = {why: re.compile("|".join(patterns)) for why, patterns in ENGLISH.items()}

_HAN = re.compile(r"[一-鿿]")
_SAID = re.compile(r"[:,] ?[“「『\"][^”」』\"]{0,300}[”」』\"]?")
_FULL_STOP = re.compile(r"\.(?=\s)(?!(?<=[a-z0-9]\s\.)\s[a-z0-9])")
_ORNAMENTS = re.compile(r"[\s*#=~_★☆◆◇■□●○▲△▼※⊙♂♀§◎→←↑↓^`'\"]+")
# Strokes between the characters of a name hide it: 笔|趣|阁.
_STROKES = re.compile(r"(?<=[一-鿿])[|-](?=[一-鿿])")
_SPEECH = ("“", "‘", "「", "『", '"', "'")


def reason(line: str) -> str | None:
    """Return why ``line`` is not of the novel: advert, site, menu, unfinished, votes or notice."""
    line = line.strip()
    if not line or len(line) > 2 * LONGEST_ENGLISH or line.startswith(_SPEECH):
        return None
    folded = unicodedata.normalize("NFKC", line).casefold().replace("’", "'")
    folded = _SAID.sub(",", plain(folded))
    if not _HAN.search(folded):
        return _first(_ENGLISH_RULES, folded[: LONGEST_ENGLISH + 1], LONGEST_ENGLISH)
    folded = _STROKES.sub("", _ORNAMENTS.sub("", _FULL_STOP.sub("。", folded))).translate(TO_SIMPLIFIED)
    return _first(_CHINESE_RULES, folded, LONGEST_CHINESE)


def suspects(text: str) -> list[int]:
    """Return the numbers of the lines, from 0, that may hold a notice; in all the others there is none."""
    return bare(text).lines(_signs())


@cache
def _signs() -> Words:
    """Return words of which every notice holds one."""
    tables = (*CHINESE.values(), *ENGLISH.values(), (WWW, WITHIN))
    words = literals(pattern for table in tables for pattern in table)
    disguised = {word.replace(".", dot) for word in words for dot in WORDS_FOR_DOT}
    return Words(words | disguised)


def _first(rules: Rules, line: str, longest: int) -> str | None:
    if len(line) > longest:
        return None
    return next((why for why, pattern in rules.items() if pattern.search(line)), None)
