"""Where in a text private data can be at all: windows around digits, signs and words that go with it.

One scan by one automaton finds them.  Most prose has none and is done; the finders see the windows only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import ahocorasick_rs

from crawler.text.reading import hits
from crawler.text.surnames import SURNAMES

# What a window is about, as bits: plain numbers, since they are joined at every digit of a text.
DIGIT, AT, KEY, CHAT, FORM, COLONS, PERSON, PLACE = (1 << place for place in range(8))
FEW = 256  # fewer than four digits and nothing else
LONG = 512  # seven digits or more close together, and no date
ANYTHING = 255

_FEW_DIGITS = 4


class Window(NamedTuple):
    """A piece of a text and its topics."""

    start: int
    end: int
    topics: int


def _cased(words: str) -> list[str]:
    """Return the words, separated by |, as they stand, small, large, and with capitals."""
    found = words.split("|")
    return [
        form for word in found for form in (word, word.lower(), word.upper(), word.title(), word.capitalize())
    ]


# Longer than a mail's address or a login before its @, a host after it; the longest keys.
_REACH = {AT: (330, 600), DIGIT: (64, 80), PLACE: (16, 240)}
_REACH_KEYS = {"-----BEGIN": 9000, "eyJ": 4100}
_BACK, _AHEAD = 96, 160

_ANCHORS: dict[str, int] = {}
for _topic, _words in {
    DIGIT: list("0123456789０１２３４５６７８９"),
    AT: ["@", "＠", *(f"{bracket}{gap}{at}" for bracket in "[({" for gap in ("", " ") for at in ("at", "AT", "At"))],
    KEY: "AKIA ASIA AIza ghp_ gho_ ghr_ ghs_ ghu_ github_pat_ glpat- xox hf_ sk- sk_ pk_ rk_ eyJ -----BEGIN SG. npm_ pypi- dop_v1_".split()
    + _cased("password|passwd|api key|api_key|apikey|secret|token") + ["密码", "口令", "密鑰", "密钥"],
    CHAT: _cased("微信|薇信|威信|徽信|wechat|WeChat|we chat|weixin|wx|vx|v信|加v|+v|➕v"),
    FORM: "姓名 联系人 聯繫人 联络人 收件人 收货人 收貨人 户名 开户名 持卡人 法人代表 寄件人 发件人 申请人 地址 住址 称呼".split()
    + _cased("full name|first name|last name|surname|contact person|recipient|customer name|attn") + ["Name:", "NAME:", "name:"],
    PLACE: ["邮编", "邮政编码", "郵遞區號", "PLZ", "Postleitzahl"]
    + _cased("address|addresses|lives at|live at|living at|resides at|residing at|stay at|staying at|located at|office is at|restaurant is at"
    "|house is at|home is at|shop is at|store is at|hotel is at|apartment is at|meet you at|meet me at|you off at|me off at|you up at"
    "|me up at|deliver to|delivered to|ship to|shipped to|mail to|mailed to|moved to|moving to|return to|return it to|new one to|it to"
    "|one at|deliver it to|ship it to|mail it to|zip|zip code|zipcode|postal code|postcode|post code"),
    COLONS: ["::", "：：", *_cased("mac address|hardware address|physical address|mac:")],
}.items():  # fmt: skip
    for _word in _words:
        _ANCHORS.setdefault(_word, _topic)

# Words that present a person, and what must stand beside them for it to be worth a look.
Beside = Callable[[str, int, int], object]


def _capital(text: str, start: int, end: int) -> bool:
    return text[end : end + 2].lstrip(" ")[:1].isupper()


def _line_end(text: str, start: int, end: int) -> bool:
    return "\n" in text[end : end + 5]


def _surname_after(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in SURNAMES


def _surname_before(text: str, start: int, end: int) -> bool:
    return not SURNAMES.isdisjoint(text[max(0, start - 4) : start])


def _always(text: str, start: int, end: int) -> bool:
    return True


_PRESENTING: dict[str, Beside] = (
    dict.fromkeys("我叫 我的名字 本人 敬礼 敬禮 落款".split(), _always)
    | dict.fromkeys(["我是"], _surname_after)
    | dict.fromkeys(
        "敬上 谨上 敬启 顿首 拜上 谨启 謹上 敬啟 先生 女士 小姐 同学 老师 医生 大夫 师傅 阿姨 叔叔".split(),
        _surname_before,
    )
    | dict.fromkeys(
        [*_cased("name is|name's|name’s|call me|this is"), "I'm ", "I’m ", "I am ", "i'm ", "i am "], _capital
    )
    | dict.fromkeys(
        _cased(
            "regards|sincerely|yours truly|yours faithfully|best wishes|cheers|warmly|cordially|thanks|thank you"
        )
        + ["Best,", "Yours,", "Love,", "best,", "yours,", "love,"],
        _line_end,
    )
)
for _word in _PRESENTING:
    _ANCHORS.setdefault(_word, PERSON)
_AUTOMATON = ahocorasick_rs.AhoCorasick(tuple(_ANCHORS), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
_TOPICS = tuple(
    (topic, *_REACH.get(topic, (_BACK, _REACH_KEYS.get(word, _AHEAD))), _PRESENTING.get(word))
    for word, topic in _ANCHORS.items()
)


def windows(text: str, wanted: int = ANYTHING) -> list[Window]:
    """Return the windows of ``text`` about the topics ``wanted``, in order, none touching the next."""
    found: list[Window] = []
    start = end = about = digits = 0
    for index, first, last in hits(_AUTOMATON, text):
        topic, back, ahead, beside = _TOPICS[index]
        if topic & wanted and (beside is None or beside(text, first, last)):
            if about and first - back > end:
                found.append(Window(start, end, about if digits >= _FEW_DIGITS or about != DIGIT else FEW))
                about = 0
            if not about:
                start, end, digits = max(0, first - back), 0, 0
            about |= topic
            digits += topic == DIGIT
            end = max(end, last + ahead)
    if about:
        end = min(end, len(text))
        found.append(Window(start, end, about if digits >= _FEW_DIGITS or about != DIGIT else FEW))
    return found
