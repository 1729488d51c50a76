"""What posts that sell or say nothing look like, in Chinese and English: tables and two questions.

Forums sell with the same few moves: an offer, a price, a way to get in touch, an urge to do so
now.  One of them is talk, three together an advertisement; a few offers are never anything else.
"""

from __future__ import annotations

import re
import unicodedata

# Offers that no honest post makes in these words.
_ALWAYS = re.compile(
    r"代开.{0,8}发票|专业办证|办证.{0,6}(?:刻章|电话|qq|微信|加)|刻章办证|(?:迷药|迷魂药|窃听器|枪支|假币|假钞|身份证复制).{0,12}(?:出售|货到付款|联系|微信|qq)"
    r"|(?:网上|网络|手机|打字|淘宝)?(?:兼职|刷单).{0,30}(?:日赚|日结|日入|月入|一天).{0,30}(?:微信|qq|加|联系)"
    r"|(?:澳门|皇冠|永利|葡京|金沙|威尼斯人?)(?:线上|网上|在线)?(?:赌场|娱乐城|博彩|投注|真人娱乐).{0,40}(?:注册|开户|送|充值|上线|网址|官网|http|www)"
    r"|(?:时时彩|六合彩|百家乐|北京赛车|幸运飞艇).{0,40}(?:计划群|带赚|稳赚|开户|注册|加微信|加qq|包赢|平台)"
    r"|(?:无抵押|信用卡|小额|急用钱).{0,12}(?:贷款|套现|提额|代还).{0,30}(?:微信|qq|电话|加|联系|秒到)"
    r"|(?:buy|order|cheap|discount).{0,20}\b(?:viagra|cialis|xanax|tramadol|oxycontin|steroids)\b"
    r"|\b(?:online casino|casino online|sports? betting|slot games?)\b.{0,60}(?:https?://|www\.|bonus|sign ?up|register|free spins|deposit)"
    r"|\bbuy (?:real |cheap |instagram |twitter |facebook |tiktok |youtube ){1,3}(?:followers|likes|views|subscribers)\b"
    r"|\bearn (?:up to )?\$ ?\d[\d,.]{1,8}.{0,20}(?:per|a|every|each) (?:day|hour|week|month)\b.{0,80}(?:home|online|click|link|https?://|www\.|contact|whatsapp|telegram)"
    r"|\b(?:love spell|spell ?caster|hire a hacker|bitcoin recovery|recover (?:your )?(?:lost|stolen) (?:funds|bitcoin|crypto))\b.{0,160}(?:@|whatsapp|telegram|contact|e-?mail|\+\d)",
)
_OFFER = re.compile(
    r"代购|代理|代写|代办|代刷|代练|批发|出售|低价|特价|厂家直销|高仿|一比一|精仿|正品保证|货到付款|全国包邮|兼职|刷单|日赚|日入|月入过?万|躺赚|稳赚|带单|贷款|套现|"
    r"彩票|博彩|投注|开户|返利|返现|优惠券|招代理|招商|加盟|减肥药|丰胸|壮阳|增高|祛斑|私家侦探|"
    r"\bcheap\b|\bdiscounts?\b|\b\d{2}% off\b|\bfor sale\b|\bwholesale\b|\breplicas?\b|\bwork (?:from|at) home\b|\bmake money\b|\bearn money\b|\bpassive income\b|"
    r"\bcasino\b|\bbetting\b|\bloans?\b|\binvest(?:ment)?\b|\bforex\b|\bweight loss\b|\bseo services?\b|\bessay writing\b|\bescorts?\b|\bfree shipping\b|\bbest price\b|\bpromo code\b"
)
_PRICE = re.compile(
    r"[$￥¥€£] ?\d|\d ?(?:元|块钱|rmb|usd|美元)|仅需|只要\d|只需\d|免费领|\b(?:low|best|lowest) prices?\b|\bonly \d|\bfree trial\b|\bguaranteed?\b|\b100%"
)
_CONTACT = re.compile(
    r"(?:加|\+|联系|咨询|添加|私)(?:我)?(?:的)?(?:微信|v信|vx?|qq|q|扣扣|威信|薇信)|(?:微信|薇信|威信|vx|qq|扣扣|电话|手机|联系方式)(?:号|号码|同号)?[:：]? ?[a-z0-9_-]{5,20}|"
    r"\b(?:whatsapp|telegram|skype|wechat|viber)\b.{0,12}[+@:\d]|\bt\.me/|\bwa\.me/|\b(?:call|text|contact|e-?mail|dm|inbox) (?:us|me|now|our)\b|https?://|www\."
)
_URGE = re.compile(
    r"有意者?|需要的?(?:朋友|亲|老板)?(?:请)?(?:联系|加|私|来)|欢迎(?:咨询|选购|来电|联系|加)|速来|先到先得|机不可失|赶紧加|快来|名额有限|诚信(?:经营|可靠|合作)|长期有效|点击(?:链接|进入|领取)|"
    r"\b(?:buy|order|click|sign up|register|apply|act|shop|join|subscribe) (?:it |here |this )?(?:now|today|here|link|below)\b|\bclick (?:on )?(?:the|this) link\b|\bvisit (?:our|my) (?:site|website|shop|store|page)\b|\blimited (?:time|offer)\b|\bhurry\b|\bdon'?t miss\b"
)
_MOVES = (_OFFER, _PRICE, _CONTACT, _URGE)
MOVES_OF_AN_ADVERT = 3
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\u3000-\u9fff]{1,300}", re.IGNORECASE)

_NOTHING = frozenset(
    "顶 帮顶 沙发 板凳 地板 抢沙发 前排 前排围观 围观 路过 飘过 打酱油 酱油 纯支持 支持 支持楼主 支持一下 顶一下 顶起 顶起来 顶楼主 顶贴 顶帖 回帖 回复 回复看看 "
    "占楼 占位 占座 签到 打卡 留名 留个名 留爪 马克 马克一下 码 码住 mark mark一下 标记 标记一下 插眼 收藏 收藏了 先收藏 学习 学习了 学习中 学习学习 学习一下 "
    "不错 很不错 不错不错 真不错 好 好帖 好贴 好文 好东西 好人一生平安 楼主好人 楼主辛苦 楼主辛苦了 辛苦 辛苦了 赞 点赞 赞一个 赞赞 强 牛 牛逼 牛b nb 厉害 给力 膜拜 "
    "谢 谢谢 谢谢分享 谢谢楼主 谢谢lz 谢谢楼主分享 感谢 感谢分享 感谢楼主 感谢楼主分享 多谢 多谢分享 多谢楼主 非常感谢 谢了 谢谢啦 谢谢了 thx 3q 3ks 哈 哈哈 呵 呵呵 嘿嘿 嘻嘻 "
    "额 呃 哦 噢 嗯 嗯嗯 啊 同求 同问 同感 水 水一下 水贴 看看 看一看 来看看 进来看看 我来看看 看看再说 了解 了解了 知道了 收到 已阅 已读 坐等 等 蹲 蹲一个 dd 滴滴 up uo 1 6 2 8 666 233 2333 "
    "+1 bump bumping ^ this lol lmao rofl haha ha hehe thanks thank you thx ty tysm tyvm cheers nice cool great awesome wow ok k kk yep same first second subbed sub subscribed following "
    "follow f in mark bookmarked op ping up pls please good post agreed indeed interesting very much so a lot again man guys everyone all for sharing mate dude bro sir".split()
)
# Words that say nothing only beside one that does: "thank you very much", never "please".
_FILLERS = frozenset(
    "you very much so a lot again man guys everyone all for sharing mate dude bro sir op k in second please pls good post 等 好 水 码 sub first follow great cool interesting same great indeed agreed this".split()
)
_WORD = re.compile(r"\+1|[^\W_]+(?:'[^\W_]+)?|\^")
LONGEST_NOTHING = 6  # words


def is_advert(text: str) -> bool:
    """Whether a post sells something: a certain offer, three moves of a seller, or links without words."""
    folded = unicodedata.normalize("NFKC", text[:2000]).casefold()
    if _ALWAYS.search(folded) or sum(bool(move.search(folded)) for move in _MOVES) >= MOVES_OF_AN_ADVERT:
        return True
    links = len(_LINK.findall(folded))
    return links >= 3 and len(re.sub(r"\s", "", _LINK.sub("", folded))) < 10 * links


def says_nothing(text: str) -> bool:
    """Whether a post holds no more than a bump, a thanks or a laugh."""
    if len(text) > 200:
        return False
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    words = _WORD.findall(folded)
    if len(words) > LONGEST_NOTHING:
        return False
    return all(_is_nothing(word) for word in words) and not (
        words and all(word in _FILLERS for word in words)
    )


def _is_nothing(word: str) -> bool:
    """Whether the word is in the table, as it stands or with its repeated characters once (顶顶顶)."""
    return word in _NOTHING or re.sub(r"(.)\1+", r"\1", word) in _NOTHING
