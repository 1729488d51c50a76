"""Posts of one to four words: those that everybody writes, and others as short, each written once."""

from __future__ import annotations

# What everybody writes, with the language.
EVERYBODYS = {"谢谢楼主": "zh", "thanks!": "en", "顶": "zh"}

_ZH = (
    "感谢 支持 求问 收藏 路过 围观 同意 反对 怀疑 期待 羡慕 佩服 祝贺 想要 买过 试过 学会 看懂 没懂".split(),
    "教程 图片 链接 第三 地址 价格 方法 结局 作者 标题 封面 签名 头像 版主 沙发 板凳 新番 旧书".split(),
    "了 啊 吧 呢 哦 哈 呀 嘛".split(),
)
_EN = (
    "love hate need want tried fixed broke found lost saw bought sold read wrote missed got made".split(),
    "it maps links tents boots tools books plots covers titles prices photos recipes bikes kettles".split(),
    "too already again here twice once lately today".split(),
)


def post(number: int, language: str) -> str:
    """Return the short post of a number; no two numbers have the same."""
    found, rest = [], number
    for words in _ZH if language == "zh" else _EN:
        found.append(words[rest % len(words)])
        rest //= len(words)
    joint = "" if language == "zh" else " "
    return joint.join(found) + (f" {rest}" if rest else "")
