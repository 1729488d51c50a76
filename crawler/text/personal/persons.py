"""Names of private persons: where one says his own, signs, is addressed, or heads a line of a chat export.

Precision first: a Chinese name is a surname and characters that people are named with, between
marks that end a name; an English one is capitalised words after words that present somebody.
"""

from __future__ import annotations

import re

from crawler.text.personal.reading import Ends, Reading
from crawler.text.personal.surnames import DOUBLE_SURNAMES, GIVEN, SINGLE_SURNAMES

_HAN = r"\u4e00-\u9fff"
_FULL = rf"(?:(?:{DOUBLE_SURNAMES})[{_HAN}]{{1,2}}|[{SINGLE_SURNAMES}][{_HAN}]{{1,2}})"
_LIKELY = rf"(?:(?:{DOUBLE_SURNAMES})[{_HAN}]{{1,2}}|[{SINGLE_SURNAMES}][{GIVEN}]{{1,2}})"
_ENDS = rf"(?=[^{_HAN}]|\Z|来自|今年|家住|是|在|从|毕业|男|女|也|现)"
_WHOLE = rf"(?![{_HAN}·])"
_LATIN = (
    r"[A-Z][a-z'’-]{1,20}(?: [A-Z]\.?(?![A-Za-z])| (?:(?:van|von|de|da|bin) )?[A-Z][A-Za-z'’-]{1,20}){0,3}"
)
_TWO = r"[A-Z][a-z'’-]{1,20}(?: [A-Z]\.)? [A-Z][A-Za-z'’-]{1,20}(?![A-Za-z])"
# What "I am" leads to that is no name.
_NO_NAME = frozenset(
    """
    African American Arab Argentine Asian Australian Austrian Belgian Black Brazilian British Buddhist
    Canadian Catholic Chinese Christian Cuban Czech Danish Dutch Egyptian English European Filipino
    Finnish French German Greek Hindu Hungarian Indian Irish Italian Japanese Jewish Korean Latin Latino
    Mexican Muslim New Native North Norwegian Polish Portuguese Protestant Roman Russian Scottish Senior
    South Spanish Swedish Swiss Thai Turkish Ukrainian Vietnamese Welsh West White Not So Very Just In
    On At The A An Also Only Still From For With Sorry Happy Sure Mr Mrs Ms Dr Professor God Team Your
    Our My This That It There Here What Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December Thanks Thank Best Kind
    Regards Yes No Well Ok Please Looking Let If And But Or To Of By As Is Was When Where How Why Who
    Which You We They He She
    """.split()
)

_SIGNING = "敬上|谨上|敬启|顿首|拜上|谨启|謹上|敬啟"
_TITLE = "先生|女士|小姐|同学|老师|医生|大夫|师傅|阿姨|叔叔"
_HELLO = "大家好[,!。 ]?|你好[,!。 ]?|您好[,!。 ]?"
_CLOSING = (
    "regards|sincerely|yours truly|yours faithfully|best wishes|cheers|thanks|thank you|best|love|warmly"
    "|cordially|yours"
)
_NO_FAN = r"(?! (?:[a-z]{1,20} )?(?:fan|fans|user|lover|player)\b)"

Gated = tuple[tuple[str, re.Pattern[str]], ...]


def _gated(*rows: tuple[str, str]) -> Gated:
    return tuple((gate, re.compile(pattern)) for gate, pattern in rows)


# What must be in a text at all, and the words around a name.
_CHINESE = _gated(
    ("", rf"(?:我叫|我的名字[是叫]|本人(?:姓名|名叫|叫))[: ]{{0,2}}(?P<name>{_FULL}){_ENDS}"),
    ("本人", rf"本人(?P<name>{_LIKELY})(?=[,(])"),
    ("我是", rf"(?<![{_HAN}])(?:{_HELLO})?我是(?P<name>{_LIKELY}){_WHOLE}(?![“\"'])"),
    ("敬", rf"敬[礼禮][!。.]?[ ]{{0,8}}\n\s{{0,24}}(?P<name>{_FULL}){_WHOLE}"),
    ("", rf"(?<![{_HAN}])(?P<name>{_FULL}) ?(?:{_SIGNING})"),
    ("落款", rf"落款: ?(?P<name>{_FULL}){_WHOLE}"),
    ("", rf"(?<![{_HAN}])(?P<name>{_LIKELY})(?:{_TITLE})(?:[,:!。 ]|\Z|您好|你好)"),
)
_ENGLISH = _gated(
    (
        "e",
        rf"(?<![A-Za-z])(?:[Mm]y (?:full |real )?name(?: is|['’]s)|MY NAME IS|[Cc]all me) (?P<name>{_LATIN})",
    ),
    ("m ", rf"(?<![A-Za-z])[Ii](?:['’]m| am) (?P<name>{_TWO}){_NO_FAN}"),
    ("his is ", rf"(?<![A-Za-z])[Tt]his is (?P<name>{_LATIN})(?= (?:speaking|calling|here|from|with)\b)"),
    (
        "\n",
        rf"(?<![A-Za-z])(?i:{_CLOSING})[,.!]? {{0,3}}\n\s{{0,8}}[-–~—]{{0,2}} ?(?P<name>{_LATIN})"
        r"[ .]{0,4}(?=\n|\Z)",
    ),
)
_MENTION = re.compile(rf"@(?P<name>{_FULL})(?![\w-])(?! ?[\u4e00-\u9fff]{{0,2}}[.·])")
_CHAT = re.compile(
    r"^(?:\[?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}, \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?(?:\] | - )"
    r"(?P<a>[^:\n]{1,30}): "
    r"|\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d (?P<b>[^\n()]{1,30})\(\d{5,11}\)"
    r"|(?P<c>[^\n\d:]{2,20}) \d{4}[-/]\d\d?[-/]\d\d? \d{1,2}:\d\d(?::\d\d)?$)",
    re.MULTILINE,
)


def names(reading: Reading) -> Ends:
    """Yield the names that a text presents as those of persons."""
    text = reading.text
    for gate, pattern in _CHINESE if reading.chinese else ():
        if gate in text:
            yield from (found.span("name") for found in pattern.finditer(text))
    for gate, pattern in _ENGLISH:
        if gate in text:
            for found in pattern.finditer(text):
                if found["name"].split()[0] not in _NO_NAME:
                    yield found.span("name")


def mentions(reading: Reading) -> Ends:
    """Yield the handles after @ that are a Chinese name and nothing else."""
    return (found.span("name") for found in _MENTION.finditer(reading.text))


def speakers(reading: Reading) -> Ends:
    """Yield the names at the head of the lines of a chat export (WhatsApp, QQ, WeChat)."""
    for found in _CHAT.finditer(reading.text):
        yield found.span(found.lastgroup or 0)
