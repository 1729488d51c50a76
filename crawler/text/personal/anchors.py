"""The signs and words that private data stands beside, and how far from them it can reach.

A table and nothing else; ``windows`` looks for all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from crawler.text.personal.surnames import SURNAMES

# What a window is about, as bits: plain numbers, since they are joined at every digit of a text.
DIGIT, AT, KEY, CHAT, FORM, COLONS, PERSON, PLACE = (1 << place for place in range(8))
ANYTHING = (1 << 8) - 1
FEW = 1 << 8  # fewer than four digits and nothing else
LONG = 1 << 9  # seven digits or more close together, and no date

# How many characters before a word (negative) or after it must pass which test.
Beside = tuple[int, Callable[[str], bool]]


class Anchor(NamedTuple):
    """A topic, the characters before and after that its private data may need, and what must stand beside."""

    topic: int
    back: int = 96
    ahead: int = 160
    beside: Beside | None = None


def _capital(after: str) -> bool:
    return after.lstrip(" ")[:1].isupper()


def _surname(before: str) -> bool:
    return not SURNAMES.isdisjoint(before)


_CAPITAL: Beside = (2, _capital)
_LINE_END: Beside = (5, lambda after: "\n" in after)
_SURNAME_AFTER: Beside = (1, _surname)
_SURNAME_BEFORE: Beside = (-4, _surname)


def _cased(words: str) -> list[str]:
    """Return the words, separated by |, as they stand, small, large, and with capitals."""
    return [
        form
        for word in words.split("|")
        for form in (word, word.lower(), word.upper(), word.title(), word.capitalize())
    ]


_HOSTS = "qq 163 126 gmail sina sohu outlook hotmail foxmail yahoo icloud".split()
_KEYS = ("AKIA AIza ghp_ gho_ ghr_ ghs_ ghu_ github_pat_ glpat- xox hf_ sk- 密码 密碼 口令 密钥 密鑰").split()
_FORM = (
    "姓名 联系人 聯繫人 联络人 收件人 收货人 收貨人 户名 开户名"
    " 持卡人 法人代表 寄件人 发件人 申请人 地址 住址 Name: NAME: name:"
).split()
_PLACES = (
    "address|addresses|lives at|live at|living at|resides at|residing at|stay at|staying at|located at"
    "|office is at|restaurant is at|house is at|home is at|shop is at|store is at|hotel is at|apartment is at"
    "|meet you at|meet me at|you off at|me off at|you up at|me up at|deliver to|delivered to|ship to"
    "|shipped to|mail to|mailed to|moved to|moving to|return to|return it to|new one to|it to|one at"
    "|zip|zip code|zipcode|postal code|postcode|post code"
)
_SIGNED = "敬上 谨上 敬启 顿首 拜上 谨启 謹上 敬啟 先生 女士 小姐 同学 老师 医生 大夫 师傅 阿姨 叔叔".split()
_CLOSING = (
    "regards|sincerely|yours truly|yours faithfully|best wishes|cheers|warmly|cordially|thanks|thank you"
)

_TABLE: tuple[tuple[Iterable[str], Anchor], ...] = (
    ("0123456789０１２３４５６７８９", Anchor(DIGIT, 64, 80)),
    # A mail's address or a login stands before its @, a host after it.
    ("@＠", Anchor(AT, 330, 600)),
    (
        [f"{bracket}{at}" for bracket in "[({" for at in ("at", "AT", "At", " at", " AT")],
        Anchor(AT, 330, 600),
    ),
    ([f"{at}{host}" for at in ("#", " at ", " AT ") for host in _HOSTS], Anchor(AT, 64, 64)),
    (_KEYS, Anchor(KEY)),
    (_cased("password|passwd|api key|api_key|apikey|secret|token"), Anchor(KEY, 16, 96)),
    (["eyJ"], Anchor(KEY, ahead=4100)),
    (["-----BEGIN"], Anchor(KEY, ahead=9000)),
    (
        _cased("微信|薇信|威信|徽信|wechat|WeChat|we chat|weixin|wx|vx|v信|加v|+v|➕v|v:|v：|＋v|wei信"),
        Anchor(CHAT),
    ),
    ([f"{sign}{heart}" for sign in "微薇威徽vV" for heart in "❤♥♡"], Anchor(CHAT)),
    (
        _cased("qq|q群|q号|加q|q:|q：|q q") + "球球 扣扣 企鹅 抠抠 群号 加群 进群 入群 交流群".split(),
        Anchor(CHAT),
    ),
    (_FORM, Anchor(FORM)),
    (_cased("full name|first name|last name|surname|contact person|recipient|customer name"), Anchor(FORM)),
    ("邮编 邮政编码 郵遞區號 PLZ Postleitzahl".split(), Anchor(PLACE, 16)),
    (_cased(_PLACES), Anchor(PLACE, 16, 240)),
    (["::", "：：", *_cased("mac address|hardware address|physical address|mac:")], Anchor(COLONS)),
    ("我叫 我的名字 本人 敬礼 敬禮 落款".split(), Anchor(PERSON)),
    (["我是"], Anchor(PERSON, beside=_SURNAME_AFTER)),
    (_SIGNED, Anchor(PERSON, beside=_SURNAME_BEFORE)),
    (_cased("name is|name's|name’s|call me|this is"), Anchor(PERSON, beside=_CAPITAL)),
    (["I'm ", "I’m ", "I am ", "i'm ", "i am "], Anchor(PERSON, beside=_CAPITAL)),
    (_cased(_CLOSING), Anchor(PERSON, beside=_LINE_END)),
    (_cased("Best,|Yours,|Love,"), Anchor(PERSON, beside=_LINE_END)),
)
# A word that stands twice is of the topic that stands first.
ANCHORS: dict[str, Anchor] = {}
for _words, _anchor in _TABLE:
    for _word in _words:
        ANCHORS.setdefault(_word, _anchor)
