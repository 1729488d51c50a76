"""Characters put right: what nobody sees goes, forms that mean the same are written the same.

All patterns are of the kind that one scan of a text rules out, and most texts hold nothing of it.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters, lone surrogates, noncharacters, and what takes no room on a page: zero
# width, direction and language marks, soft hyphens, Hangul fillers, the object replacement.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
_JOINER = "\u200c\u200d"
# A little more than the blocks that hold marks on letters.
_MARKS = (
    "\u0300-\u036f\u0483-\u1dff\u20d0-\u20ff\u2ce0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e"
    "\ufe20-\ufe2f\U000101f0-\U0001e94f"
)
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_NARROW_KANA = "\uff66-\uff9f"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"

_RARE = re.compile(f"[{_INVISIBLE}{_JOINER}{_MARKS}{_WIDE}{_NARROW_KANA}]")
_WIDTHS = re.compile(f"[{_WIDE}{_NARROW_KANA}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_MARK = re.compile(f"[{_MARKS}]")
# The joiners shape Persian and Indic words and hold emoji together; elsewhere nobody sees them.
_JOINERS = re.compile(f"[{_JOINER}](?![\u0600-\u0dff\u2600-\u27bf\U0001f000-\U0001faff])")
# Marks on letters stand in such runs, and little else does; composed ones count for up to three.
_ODD_RUN = re.compile(r"[^\w\s]{11,}")
MARKS_ON_A_LETTER = 30
# Strokes through letters, enclosures but that of keycap emoji, and marks that no Han, digit or sign bears.
_OBFUSCATION = re.compile(
    "[\u0334-\u0338\u20d0-\u20e2\u20e4-\u20f0]"
    f"|(?<=[{_HAN}0-9\u3000-\u3029\uff01-\uff19])[\u0300-\u036f]{{1,30}}"
)
# Two marks are as many as an alphabet stacks on a letter once it is composed.
_STACK = re.compile("([\u0300-\u036f]{2})[\u0300-\u036f]{1,30}")
_WIDE_RUN = re.compile(f"[{_WIDE}]{{1,1000}}")
# What stands within a number or an address is of its width: 0．9 is 0.9.
_POINT = re.compile("(?<=[0-9A-Za-z])[．／＠](?=[0-9A-Za-z])")
_KANA_RUN = re.compile(f"[{_NARROW_KANA}]{{1,1000}}")
_HAN_COMMA = re.compile(rf"(?<=[{_HAN}”」』》）])([,;:!?.])[ ]?(?=[{_HAN}“「『《（]|$)", re.MULTILINE)
_HAN_BRACKETS = re.compile(rf"\(([{_HAN}，。、；：！？,;:!?.]{{1,100}})\)")
FULL_FORMS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}


def plain(text: str) -> str:
    """Return a text in NFC, without what cannot be seen and without marks that hide words.

    >>> plain("月\u0336票\u200b e\u0301")
    '月票 é'
    """
    if text.isascii():
        return _UNSEEN.sub("", text)
    if not _RARE.search(text):
        return unicodedata.normalize("NFC", text)
    seen = _JOINERS.sub("", _UNSEEN.sub("", text))
    if not _MARK.search(seen):
        return unicodedata.normalize("NFC", seen)
    composed = unicodedata.normalize("NFC", _ODD_RUN.sub(_stream_safe, seen))
    bared = _OBFUSCATION.sub("", composed)
    return _STACK.sub(r"\1", composed if bared == composed else unicodedata.normalize("NFC", bared))


def usual_width(text: str) -> str:
    """Return a text with Latin letters and digits in half width and kana in full width.

    Punctuation keeps its width: in Chinese and Japanese it is full.

    >>> usual_width("ＡＢＣ１２３，ｶﾞｲﾄﾞ")
    'ABC123，ガイド'
    """
    if text.isascii() or not _WIDTHS.search(text):
        return text
    narrow = _POINT.sub(_compatible, _KANA_RUN.sub(_compatible, _WIDE_RUN.sub(_compatible, text)))
    return unicodedata.normalize("NFC", narrow)  # a mark behind a wide letter is composed with the usual one


def full_punctuation(text: str) -> str:
    """Return a text with full-width punctuation between Han characters.

    >>> full_punctuation("他说,好. 走了!(笑)v1.2")
    '他说，好。走了！（笑）v1.2'
    """
    bracketed = _HAN_BRACKETS.sub(r"（\1）", text)
    return _HAN_COMMA.sub(lambda sign: FULL_FORMS[sign[1]], bracketed)


def _compatible(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", run[0])


def _stream_safe(run: re.Match[str]) -> str:
    """Return the run with at most thirty marks on a letter; no language needs more.

    The time that normalizing takes grows with the square of their number.
    Source: UAX #15, Stream-Safe Text Format.
    """
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + len(unicodedata.normalize("NFD", char)) if unicodedata.combining(char) else 0
        if marks <= MARKS_ON_A_LETTER:
            kept.append(char)
    return "".join(kept)
