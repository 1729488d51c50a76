"""Which lines of a chapter a novel site or its author put there: notices, and the words that give them away.

The patterns stand in tables (crawler.text.noise.notices_zh, notices_en).  They are searched in the folded
line: one width and case, addresses written plainly, speech left out, and Chinese simplified,
without spaces or ornaments.  Only the few lines that hold a word which some pattern needs are searched.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from crawler.text.noise.addresses import DOMAIN, WORDS_FOR_DOT, WWW, plain
from crawler.text.noise.bare import SIMPLER
from crawler.text.noise.literals import literals
from crawler.text.noise.notices_en import ENGLISH
from crawler.text.noise.notices_zh import CHINESE, SITE
from crawler.text.noise.screen import Numbers, Screen

LONGEST_CHINESE = 120  # characters; what is longer is prose
LONGEST_ENGLISH = 320
# A site's name and address within a sentence; not in the folded line, for it is cut from the text.
WITHIN = rf"{SITE}[ :：,，]{{0,2}}{DOMAIN}[a-z0-9./_-]{{0,60}}"

_CHINESE = [(why, pattern) for why, patterns in CHINESE.items() for pattern in patterns]
_ENGLISH = [(why, pattern) for why, patterns in ENGLISH.items() for pattern in patterns]
_RULES = [*_CHINESE, *_ENGLISH]

_HAN = re.compile(r"[一-鿿]")
_SAID = re.compile(r"[:,] ?[“「『\"][^”」』\"]{0,300}[”」』\"]?")
_FULL_STOP = re.compile(r"\.(?=\s)(?!(?<=[a-z0-9]\s\.)\s[a-z0-9])")
_ORNAMENTS = re.compile(r"[\s*#=~_★☆◆◇■□●○▲△▼※⊙♂♀§◎→←↑↓^`'\"]+")
# Strokes between the characters of a name hide it: 笔|趣|阁.
_STROKES = re.compile(r"(?<=[一-鿿])[|-](?=[一-鿿])")
_WWW = literals([WWW])
_SPEECH = ("“", "‘", "「", "『", '"', "'")


def reason(line: str, candidates: Numbers | None = None) -> str | None:
    """Return why ``line`` is not of the novel: advert, site, menu, unfinished, votes or notice.

    ``candidates`` are those that ``suspects`` gave for the line that this one is a piece of.
    """
    line = line.strip()
    if not line or len(line) > 2 * LONGEST_ENGLISH or line.startswith(_SPEECH):
        return None
    candidates = _screen().candidates(line) if candidates is None else candidates
    return _first(candidates, line) if candidates else None


def suspects(text: str) -> dict[int, Numbers]:
    """Return by number, from 0, the lines that may hold a notice, and which; in all others there is none."""
    return _screen().lines(text)


def holds_address(candidates: Numbers) -> bool:
    """Whether a site's name and address may stand within a line (the pattern WITHIN)."""
    return bool(candidates) and candidates[-1] == len(_RULES)


def folded(line: str) -> str:
    """Return a line as the patterns are written: plainly, and in Chinese without spaces or ornaments."""
    usual = unicodedata.normalize("NFKC", line).casefold().translate(SIMPLER).replace("’", "'")
    spoken = _SAID.sub(",", plain(usual))
    if not _HAN.search(spoken):
        return spoken
    return _STROKES.sub("", _ORNAMENTS.sub("", _FULL_STOP.sub("。", spoken)))


def _first(candidates: Numbers, line: str) -> str | None:
    """Return the reason of the first candidate that is of the line's language and matches."""
    text = folded(line)
    is_chinese = _HAN.search(text) is not None
    if len(text) > (LONGEST_CHINESE if is_chinese else LONGEST_ENGLISH):
        return None
    patterns = _screen().patterns
    own = (number for number in candidates if (number < len(_CHINESE)) == is_chinese and number < len(_RULES))
    return next((_RULES[number][0] for number in own if patterns[number].search(text)), None)


@cache
def _screen() -> Screen:
    """Return the screen of all patterns, and of the name and address within a sentence."""
    return Screen([*(pattern for _, pattern in _RULES), WITHIN], _forms)


def _forms(word: str) -> set[str]:
    """Return a word with its dots and its "www" in disguise."""
    dotted = {word, *(word.replace(".", dot) for dot in WORDS_FOR_DOT)}
    return {form.replace("www", www) for form in dotted for www in _WWW}
