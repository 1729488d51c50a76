"""Where in a text private data can be at all: windows around digits, signs and words that go with it.

One scan by one automaton finds them.  Most prose has none and is done; the finders see the windows only.
"""

from __future__ import annotations

import re
from enum import IntFlag
from typing import NamedTuple

import ahocorasick_rs


class Topic(IntFlag):
    """What a window is about, by what was found in it."""

    DIGIT = 1
    AT = 2
    KEY = 4
    CHAT = 8
    FORM = 16
    COLONS = 32
    PERSON = 64
    LONG = 128  # seven digits or more close together, and no date


class Window(NamedTuple):
    """A piece of a text and its topics."""

    start: int
    end: int
    topics: Topic


def _cased(words: str) -> list[str]:
    """Return the words, separated by |, as they stand, small, large, and with capitals."""
    found = words.split("|")
    return [form for word in found for form in (word, word.lower(), word.upper(), word.title(), word.capitalize())]


# Longer than a mail's address or a login before its @, a host after it; the longest keys.
_REACH = {Topic.AT: (330, 600)}
_REACH_KEYS = {"-----BEGIN": 9000, "eyJ": 4100}
_BACK, _AHEAD = 96, 160

_ANCHORS: dict[str, Topic] = {}
for _topic, _words in {
    Topic.DIGIT: list("0123456789０１２３４５６７８９"),
    Topic.AT: ["@", "＠", *(f"{bracket}{gap}{at}" for bracket in "[({" for gap in ("", " ") for at in ("at", "AT", "At"))],
    Topic.KEY: "AKIA ASIA AIza ghp_ gho_ ghr_ ghs_ ghu_ github_pat_ glpat- xox hf_ sk- sk_ pk_ rk_ eyJ -----BEGIN SG. npm_ pypi- dop_v1_".split()
    + _cased("password|passwd|api key|api_key|apikey|secret|token") + ["密码", "口令", "密鑰", "密钥"],
    Topic.CHAT: _cased("微信|薇信|威信|徽信|wechat|we chat|weixin|wx|vx|v信|加v|+v|➕v"),
    Topic.FORM: "姓名 联系人 聯繫人 联络人 收件人 收货人 收貨人 户名 开户名 持卡人 法人代表 寄件人 发件人 申请人 地址 住址 称呼".split()
    + _cased("full name|first name|last name|surname|contact person|recipient|customer name|attn") + ["Name:", "NAME:", "name:"],
    Topic.COLONS: ["::", "：：", *_cased("mac address|hardware address|physical address|mac:")],
    Topic.PERSON: "我叫 我是 我的名字 本人 在下 名叫 敬上 谨上 敬启 敬礼 顿首 拜上 谨启 敬禮 謹上 敬啟 落款 先生 女士 小姐 同学 老师 医生 大夫 师傅 阿姨 叔叔".split()
    + _cased("my name is|my name's|name is|call me|this is|regards|sincerely|yours truly|yours faithfully|best wishes|cheers|warmly|cordially")
    + ["I'm ", "I’m ", "I am ", "i'm ", "i am ", "Thanks,\n", "Thank you,\n", "Best,\n", "Yours,\n", "Love,\n"],
}.items():  # fmt: skip
    for _word in _words:
        _ANCHORS.setdefault(_word, _topic)
_AUTOMATON = ahocorasick_rs.AhoCorasick(tuple(_ANCHORS), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
_TOPICS = tuple(
    (int(topic), *_REACH.get(topic, (_BACK, _REACH_KEYS.get(word, _AHEAD)))) for word, topic in _ANCHORS.items()
)


def windows(text: str, wanted: Topic) -> list[Window]:
    """Return the windows of ``text`` about what is wanted, in order, none touching the next."""
    asked = int(wanted)
    found: list[Window] = []
    start = end = about = 0
    for index, first, last in _AUTOMATON.find_matches_as_indexes(text):
        topic, back, ahead = _TOPICS[index]
        if topic & asked:
            if about and first - back > end:
                found.append(Window(start, end, Topic(about)))
                about = 0
            if not about:
                start, end = max(0, first - back), 0
            about |= topic
            end = max(end, last + ahead)
    if about:
        found.append(Window(start, min(end, len(text)), Topic(about)))
    return found
