"""What posts that sell or say nothing look like, in Chinese and English: tables and two questions.

Forums sell with the same few moves: an offer, a price, a way to get in touch, an urge to do so
now.  One of them is talk, three together an advertisement; a few offers are never anything else.
"""

from __future__ import annotations

import re
import unicodedata

LOOK_CHARS = 2000
MOVES_OF_AN_ADVERT = 3
LINKS_OF_AN_ADVERT = 3
WORDS_OF_NOTHING = 6

# Offers that no honest post makes in these words.
_ALWAYS = re.compile(
    r"代开.{0,8}发票.{0,20}(?:电话|微信|qq|联系|扣扣|\d{6})"
    r"|专业办证|办证.{0,6}(?:刻章|电话|qq|微信|加)|刻章办证"
    r"|(?:迷药|迷魂药|窃听器|枪支|假币|假钞).{0,12}(?:出售|货到付款|联系|微信|qq)"
    r"|(?:兼职|刷单).{0,30}(?:日赚|日结|日入|月入|一天).{0,30}(?:微信|qq|加|联系)"
    r"|(?:日赚|日入|月入过?)\d.{0,30}(?:加我?(?:微信|qq|vx?)|微信[:号]|vx:)"
    r"|(?:代写|代办|代刷|代练|代孕|批发|高仿|精仿|刷单|套现|博彩).{0,40}(?:微信|qq|vx|电话)号?:?[a-z0-9_-]{5}"
    r"|(?:澳门|皇冠|永利|葡京|金沙|威尼斯人?)(?:线上|网上|在线)?(?:赌场|娱乐城|博彩|投注|真人娱乐)"
    r".{0,40}(?:注册|开户|送|充值|上线|网址|官网|http|www)"
    r"|(?:时时彩|六合彩|百家乐|北京赛车|幸运飞艇).{0,40}(?:计划群|带赚|稳赚|开户|注册|加微信|加qq|包赢|平台)"
    r"|(?:无抵押|信用卡|小额|急用钱).{0,12}(?:贷款|套现|提额|代还).{0,30}(?:微信|qq|电话|加|联系|秒到)"
    r"|(?:buy|order|cheap|discount).{0,20}\b(?:viagra|cialis|xanax|tramadol|oxycontin|steroids)\b"
    r"|\b(?:online casino|casino online|sports? betting|slot games?)\b"
    r".{0,60}(?:https?://|www\.|bonus|sign ?up|register|free spins|deposit)"
    r"|\bbuy (?:real |cheap |instagram |twitter |facebook |tiktok |youtube ){1,3}(?:followers|likes"
    r"|views|subscribers)\b"
    r"|\b(?:earn|make) (?:up to )?\$ ?\d[\d,.]{1,8}.{0,20}(?:per|a|every|each) (?:day|hour|week|month)\b"
    r".{0,80}(?:from home|click|https?://|www\.|contact|whatsapp|telegram)"
    r"|\bwork (?:from|at) home\b.{0,60}\$ ?\d.{0,80}(?:click|https?://|www\.|contact|whatsapp|telegram"
    r"|sign ?up)"
    r"|\b(?:love spell|spell ?caster|hire a hacker|bitcoin recovery|recover (?:your )?(?:lost"
    r"|stolen) (?:funds|bitcoin))\b"
    r".{0,160}(?:@|whatsapp|telegram|contact|e-?mail|\+\d)"
)

_OFFER = (
    r"代购|代理|代写|代办|代刷|代练|代孕|批发|出售|低价|特价|厂家直销|高仿|一比一|精仿|正品保证"
    r"|货到付款|全国包邮",
    r"兼职|刷单|日赚|日入|月入过?万|躺赚|稳赚|带单|贷款|套现|彩票|博彩|投注|开户|返利|返现|优惠券"
    r"|招代理|招商|加盟",
    r"减肥药|丰胸|壮阳|增高药|祛斑|私家侦探|\bcheap\b|\bdiscounts?\b|\b\d{2}% off\b|\bfor sale\b"
    r"|\bwholesale\b",
    r"\breplicas?\b|\bwork (?:from|at) home\b|\b(?:make|earn) money\b|\bpassive income\b|\bcasino\b"
    r"|\bbetting\b|\bloans?\b",
    r"\binvestment\b|\bforex\b|\bweight loss\b|\bseo services?\b|\bessay writing\b|\bescorts?\b"
    r"|\bfree shipping\b",
    r"\bpromo code\b|\b(?:earn|earning) (?:up to )?\d{3,6}\b|\bmiracle\b"
    r"|\blose \d+ (?:kilos|kg|pounds|lbs)\b",
    r"秒杀|立减|清仓|[一二三四五六七八1-8]折|买[一二两三1-3]送[一二三1-3]|瘦身|减肥|无效全额退款|代发|日赚|领取优惠",
)
_PRICE = (
    r"[$￥¥€£] ?\d|\d ?(?:元|块钱|rmb|usd|美元)|仅需|只要\d|只需\d|免费领",
    r"\b(?:low|best|lowest) prices?\b|\bonly \d|\bguaranteed?\b|\b100%|\b[23] for 1\b|原价",
)
_CONTACT = (
    r"(?:加|联系|咨询|添加|私)我?的?(?:微信|v信|vx?|qq|q|扣扣|威信|薇信)",
    r"(?:微信|薇信|威信|vx|qq|扣扣|电话|手机|联系方式)(?:号码?|同号)?[: ]{0,2}[a-z0-9_-]{5,20}",
    r"\b(?:whatsapp|telegram|skype|wechat|viber)\b.{0,12}[+@:\d]|\bt\.me/|\bwa\.me/",
    r"\b(?:call|text|contact|e-?mail|dm|inbox) (?:us|me) (?:now|today|at|on|for)\b|https?://|www\.",
)
_URGE = (
    r"有意者|需要的?(?:朋友|亲|老板)?请?(?:联系|加|私)|欢迎(?:咨询|选购|来电|联系)|先到先得|机不可失"
    r"|赶紧加|名额有限",
    r"诚信(?:经营|可靠|合作)|长期有效|点击(?:链接|进入|领取)|\blimited (?:time|offer)\b|\bhurry up\b",
    r"\b(?:buy|order|click|sign up|register|apply|act|shop|subscribe) (?:it |here |this )?(?:now|today"
    r"|here|below)\b",
    r"手慢无|限时|马上抢|前[一二三四五六七八九十百千\d]{1,4}名|名额只剩|今日下单|当天结|家月入|下单请",
    r"\bonly today\b|\buse code\b|\bno experience needed\b|\bask me how\b|\bjoin (?:my|our) free\b",
    r"\bclick (?:on )?(?:the|this) link\b|\bvisit (?:our|my) (?:site|website|shop|store|page)\b",
)
_MOVES = tuple(re.compile("|".join(patterns)) for patterns in (_OFFER, _PRICE, _CONTACT, _URGE))
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\u3000-\u9fff]{1,300}")

_NOTHING = frozenset(
    """
    顶 帮顶 沙发 板凳 地板 抢沙发 前排 前排围观 围观 路过 飘过 打酱油 酱油 支持 支持楼主 支持一下 顶一下
    顶起 顶起来 顶楼主 顶贴 顶帖 回帖 回复看看 占楼 占位 占座 签到 打卡 留名 留个名 留爪 马克 马克一下
    码住 mark mark一下 标记 标记一下 插眼 收藏了 先收藏 学习 学习了 学习中 学习一下 向楼主学习 不错
    很不错 真不错 好帖 好贴 好文 好东西 好人一生平安 楼主好人
    楼主好人一生平安 楼主辛苦 楼主辛苦了 辛苦了 赞 点赞 赞一个
    牛 牛逼 厉害 给力 膜拜 谢 谢谢 谢谢分享 谢谢楼主 谢谢lz 谢谢楼主分享 感谢 感谢分享 感谢楼主
    感谢楼主分享 多谢 多谢分享 多谢楼主 非常感谢 谢了 谢谢啦 谢谢了 thx 3q 哈 呵 嘿 嘻 额 呃 哦 噢 嗯
    同求 同问 同感 水 水一下 水贴 看看 看一看 来看看 进来看看 我来看看 看看再说 已阅 坐等 蹲 蹲一个 dd
    滴滴 up uo 1 6 8 23 233 bump bumping lol lmao rofl haha ha hehe thanks thank thankyou ty tysm tyvm
    cheers awesome wow kk yep subbed subscribed following bookmarked +1 ^ 顶一个 路过看看 多谢了 看过
    留言
    """.split()
)
# What says nothing beside a word of the table, and something alone: "thank you very much".
_FILLERS = frozenset(
    """
    you very much so a lot again man guys everyone all for sharing mate dude bro sir op this that it the
    great nice cool post thread good 一下 分享 楼主 lz 了 啊 呀 大家 大佬 大神 很 非常
    """.split()
)
# Openings of posts that say nothing worth an answer, whatever short remark follows.
_OPENINGS = frozenset(
    "顶 沙发 前排 前排顶一个 沙发没抢到 mark 马克 留名 路过 签到 打卡 谢谢楼主 +1 bump up".split()
)
SHORT_CHARS = 20
_WORD = re.compile(r"\+1|[^\W_]+|\^")
_REPEATED = re.compile(r"(.+?)\1+")


def is_advert(text: str) -> bool:
    """Whether a post sells: with a certain offer, with three moves of a seller, or by links without words."""
    folded = unicodedata.normalize("NFKC", text[:LOOK_CHARS]).casefold()
    if _ALWAYS.search(folded) or sum(bool(move.search(folded)) for move in _MOVES) >= MOVES_OF_AN_ADVERT:
        return True
    links = len(_LINK.findall(folded))
    return links >= LINKS_OF_AN_ADVERT and len("".join(_LINK.sub("", folded).split())) < 10 * links


def says_nothing(text: str) -> bool:
    """Whether a post holds no more than a bump, a thanks or a laugh; no words at all is nothing too."""
    if len(text) > 100:
        return False
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    nothing = [word for word in words if _is_nothing(word)]
    others = [word for word in words if word not in nothing and word not in _FILLERS]
    if words and words[0] in _OPENINGS and len(text) <= SHORT_CHARS:
        return "?" not in text and "？" not in text
    return not words or (bool(nothing) and not others and len(words) <= WORDS_OF_NOTHING)


def _is_nothing(word: str) -> bool:
    """Whether the word is in the table, as it stands or said once (顶顶顶, hahaha, 2333)."""
    return word in _NOTHING or _REPEATED.sub(r"\1", word) in _NOTHING
