"""What posts that sell look like, in Chinese and English: certain offers, and the moves of a seller.

Forums sell with the same few moves: an offer, a price, a way to get in touch, an urge to do so
now.  The patterns are searched in the text in one width and case.
"""

from __future__ import annotations

# Offers that no honest post makes in these words.
ALWAYS: tuple[str, ...] = (
    r"代开.{0,8}发票.{0,20}(?:电话|微信|qq|联系|扣扣|\d{6})",
    r"专业办证",
    r"办证.{0,6}(?:刻章|电话|qq|微信|加)",
    r"刻章办证",
    r"(?:迷药|迷魂药|窃听器|枪支|假币|假钞).{0,12}(?:出售|货到付款|联系|微信|qq)",
    r"(?:兼职|刷单).{0,30}(?:日赚|日结|日入|月入|一天).{0,30}(?:微信|qq|加|联系)",
    r"(?:日赚|日入|月入过?)\d.{0,30}(?:加我?(?:微信|qq|vx?)|微信[:号]|vx:)",
    r"(?:代写|代办|代刷|代练|代孕|批发|高仿|精仿|刷单|套现|博彩).{0,40}(?:微信|qq|vx|电话)号?:?[a-z0-9_-]{5}",
    r"(?:澳门|皇冠|永利|葡京|金沙|威尼斯人?)(?:线上|网上|在线)?(?:赌场|娱乐城|博彩|投注"
    r"|真人娱乐).{0,40}(?:注册|开户|送|充值|上线|网址|官网|http|www)",
    r"(?:时时彩|六合彩|百家乐|北京赛车|幸运飞艇).{0,40}(?:计划群|带赚|稳赚|开户|注册|加微信|加qq|包赢|平台)",
    r"(?:无抵押|信用卡|小额|急用钱).{0,12}(?:贷款|套现|提额|代还).{0,30}(?:微信|qq|电话|加|联系|秒到)",
    r"(?:buy|order|cheap|discount).{0,20}\b(?:viagra|cialis|xanax|tramadol|oxycontin|steroids)\b",
    r"\b(?:online casino|casino online|sports? betting|slot games?)\b.{0,60}(?:https?://|www\.|bonus"
    r"|sign ?up|register|free spins|deposit)",
    r"\bbuy (?:real |cheap |instagram |twitter |facebook |tiktok |youtube ){1,3}(?:followers|likes"
    r"|views|subscribers)\b",
    r"\b(?:earn|make) (?:up to )?\$ ?\d[\d,.]{1,8}.{0,20}(?:per|a|every|each) (?:day|hour|week"
    r"|month)\b.{0,80}(?:from home|click|https?://|www\.|contact|whatsapp|telegram)",
    r"\bwork (?:from|at) home\b.{0,60}\$ ?\d.{0,80}(?:click|https?://|www\.|contact|whatsapp"
    r"|telegram|sign ?up)",
    r"\b(?:love spell|spell ?caster|hire a hacker|bitcoin recovery|recover (?:your )?(?:lost"
    r"|stolen) (?:funds|bitcoin))\b.{0,160}(?:@|whatsapp|telegram|contact|e-?mail|\+\d)",
    r"(?:日|月|周|天|时)(?:薪|入|赚|结)(?:过|上)?(?:\d|[一二三四五六七八九十两百千万]).{0,40}(?:加"
    r"|微信|qq|vx|联系|有意)",
    r"注册(?:即|就|立)?送\d{0,6}(?:元|块|彩金|金币|现金)|送彩金|提现秒到|包中特码|(?:内部|精准)(?:特码|一码)",
    r"银行卡四件套|(?:出售|卖).{0,6}(?:答案|枪|证件|身份证)|学历证书.{0,20}(?:微信|qq|联系|电话)",
    r"\b(?:double|triple) your (?:bitcoin|money|btc|crypto|investment)|\bget your (?:ex|lover"
    r"|husband|wife) back\b",
    r"\b(?:real|fake|novelty) (?:passports?|driver'?s? licen[cs]es?|id cards?"
    r"|banknotes?)\b.{0,60}\b(?:online|contact|whatsapp|sale)",
    r"\b(?:claim|get) your (?:free|prize)\b.{0,40}(?:https?://|www\.|here\b)"
    r"|\bguest posts?\b.{0,40}\b(?:high|cheap|da)\b",
    r"\b(?:call girls?|escorts?)\b.{0,60}(?:call|available|whatsapp|\d{6})",
)

OFFER = (
    r"办证|发票|侦探|调查|刷(?:粉|赞|信誉|量|钻|单)|涨粉|外挂|辅助脚本|私服|棋牌|提现|代练|一件代发"
    r"|招代理|零投资|成人用品"
    r"|特码|彩金|学历证|包过|查重|秒批|黑户|特价机票|奢侈品|新开传奇|茶叶|祛痘|美白",
    r"\b(?:jerseys?|handbags?|diplomas?|certificates?|followers|subscribers|views|unlock|pills|weed"
    r"|crypto|bitcoin"
    r"|signals|loan approval|credit check|weight loss|designer|luxury)\b",
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
    r"秒杀|立减|清仓|[一二三四五六七八1-8]折|买[一二两三1-3]送[一二三1-3]|瘦身|减肥|无效全额退款"
    r"|代发|日赚|领取优惠",
)
PRICE = (
    r"[$￥¥€£] ?\d|\d ?(?:元|块钱|rmb|usd|美元)|仅需|只要\d|只需\d|免费领",
    r"\b(?:low|best|lowest) prices?\b|\bonly \d|\bguaranteed?\b|\b100%|\b[23] for 1\b|原价",
)
CONTACT = (
    r"(?:加|联系|咨询|添加|私)我?的?(?:微信|v信|vx?|qq|q|扣扣|威信|薇信)",
    r"(?:微信|薇信|威信|vx|qq|扣扣|电话|手机|联系方式)(?:号码?|同号)?[: ]{0,2}[a-z0-9_-]{5,20}",
    r"\b(?:whatsapp|telegram|skype|wechat|viber)\b.{0,12}[+@:\d]|\bt\.me/|\bwa\.me/",
    r"\b(?:call|text|contact|e-?mail|dm|inbox) (?:us|me) (?:now|today|at|on|for)\b|https?://|www\.",
)
URGE = (
    r"欢迎来电|名额有限|保密发货|秒到|(?:上线|下单|注册)(?:就|即)?送|价格(?:便宜|公道|优惠)|安全快速"
    r"|无效退款|时间自由|小回报",
    r"\bask me how\b|\bdiscreet\b|\binstant delivery\b|\b24/7\b|\bapply today\b|\b(?:call|order"
    r"|contact me|join) on\b"
    r"|\bcall now\b|\btoday only\b|\bno (?:documents|prescription|credit check)\b",
    r"有意者|需要的?(?:朋友|亲|老板)?请?(?:联系|加|私)|欢迎(?:咨询|选购|来电|联系)|先到先得|机不可失"
    r"|赶紧加|名额有限",
    r"诚信(?:经营|可靠|合作)|长期有效|点击(?:链接|进入|领取)|\blimited (?:time|offer)\b|\bhurry up\b",
    r"\b(?:buy|order|click|sign up|register|apply|act|shop|subscribe) (?:it |here |this )?(?:now|today"
    r"|here|below)\b",
    r"手慢无|限时|马上抢|前[一二三四五六七八九十百千\d]{1,4}名|名额只剩|今日下单|当天结|家月入|下单请",
    r"\bonly today\b|\buse code\b|\bno experience needed\b|\bask me how\b|\bjoin (?:my|our) free\b",
    r"\bclick (?:on )?(?:the|this) link\b|\bvisit (?:our|my) (?:site|website|shop|store|page)\b",
)
# A handle or number to write to is what a seller cannot do without; it counts for two moves.
HANDLE = (
    r"(?:微信|薇信|威信|v信|vx|wx|加v|qq群?|扣扣|电话|手机|联系方式)(?:微信|qq)?(?:号码?"
    r"|同号)?[: ]{0,3}(?=[a-z0-9_-]{0,19}\d)"
    r"[a-z0-9_-]{5,20}",
    r"(?:微信|薇信|威信|v信|vx|加v|qq)(?:号码?)?(?::| ) ?[a-z][a-z0-9_-]{4,20}",
    r"\b(?:whatsapp|telegram|wechat|viber|skype)\b[: ]{0,3}(?:me )?(?:on "
    r"|at )?[@+]?(?=[a-z0-9_ +-]{0,9}[\d@])[@+a-z0-9_]",
    r"\b(?:e-?mail|contact) (?:me|us)?.{0,12}[a-z0-9._-]{2,30}@[a-z0-9]",
    r"\bt\.me/|\bwa\.me/|\b(?:whatsapp|telegram)\b ?:? ?[@+]",
)
