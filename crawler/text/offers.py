"""Words that are bad content only in company: drugs are spoken of for many reasons, and offered for one.

A head counts where one of the words of its offer stands near, on the same line; so do groups of
people with what only hate says of them.
"""

from __future__ import annotations

from typing import NamedTuple

from crawler.text.terms import terms


class Offer(NamedTuple):
    """Heads that count as content of a kind where one of the words stands near."""

    kind: str
    heads: tuple[str, ...]
    near: tuple[str, ...]


_TRADE = terms(
    "出售|有售|货到付款|包邮|货源|现货|批发|邮寄|发货|微信|加q|薇信|威信|联系我|联系电话|要的联系|私聊",
    "一手货|哪里买|哪里有卖|哪里能买",
    "qq|for sale|telegram|whatsapp|wickr|dark web|darknet|discreet|stealth|bulk order|overnight shipping",
    "no prescription|without prescription|text me|hit me up|dm me|i sell|we sell|selling|where to buy",
    "where can i buy|where can i get|can i buy|buy online|order online|no rx",
)

OFFERS: tuple[Offer, ...] = (
    Offer(
        "sexual",
        terms(
            "包夜|一夜情|无码|看片|性爱|特殊服务|上门服务|莞式服务|全套服务",
            "quickie|no strings|cock|pussy|tits|webcam girl|hookup|hookups|erotic|escort|escorts",
            "massage girl",
        ),
        terms(
            "上门|全套|同城约|约吗|加微信|加群|高清|欧美|日韩|网址|视频网|自拍视频|录像|小姐|美女",
            "学生妹|嫩模|少妇|包夜",
            "sex tonight|no strings sex|suck|fuck|horny|nude|nsfw",
            "tonight, hotel|incall|outcall|per hour|24/7|whatsapp|telegram|sexy",
        ),
    ),
    Offer(
        "minors",
        terms(
            "幼女|炼铜|女童|男童|小女孩|小男孩|萝莉控|萝莉|未成年|小学生|初中生",
            "teen girls|12yo|13yo|14yo|11yo|10yo|15yo|12 yo|13 yo",
            "14 yo|underage|preteen|little girls|little boys|young girls|schoolgirl|schoolgirls",
            "12 year old",
            "13 year old|14 year old",
        ),
        terms(
            "裸体|裸照|裸聊|网盘|资源群|约拍|性视频|性爱|约炮|卖淫|破处|资源加",
            "sex video|sex tape|sex pics|nude pic|nudes|nude photo|porn|naked photo|xxx|for trade|nude",
            "naked pics|sexy pics|sex with|horny",
        ),
    ),
    Offer(
        "hate",
        terms(
            "支那",
            "paki|spic|faggot|faggots|chink|chinks|spics|pakis|tranny|trannies",
        ),
        terms(
            "去死|滚|狗|猪|贱",
            "fucking|filthy|dirty|stupid|scum|hate all|vermin|disgusting| dies|should die| hang|burn in",
            " aids",
        ),
    ),
    Offer(
        "hate",
        terms(
            "黑人|白人|犹太人|穆斯林|回民|同性恋|女人|男人|外地人|农民工|印度人|日本人|韩国人|美国人",
            "中国人",
            "残疾人|难民|移民",
            "lgbt|jews|jew|muslims|muslim|blacks|black people|gays|homosexuals|immigrants|refugees",
            "mexicans",
            "gypsies|arabs|asians|women|whites|white people|trans people|transgenders",
        ),
        terms(
            "都该死|都去死|都是垃圾|都是畜生|都是人渣|都是贱|都该杀|都得死|全部去死|应该被消灭|不配活",
            "滚出中国|滚出我们|全部杀光|劣等|猪狗不如|应该绝育",
            "should be exterminated|should be shot|should be gassed|should be hanged|should be killed",
            "should be deported or shot|should all die|must die|deserve to die|must hang|are vermin",
            "are subhuman|are cockroaches|are parasites|are animals|are rats|are scum|are filth",
            "are a plague|are a disease|are monkeys|are apes|subhumans|fucking pigs",
            "i hate all",
        ),
    ),
    Offer(
        "violence",
        terms(
            "杀手|暗杀",
            "hitman|beheading",
        ),
        terms(
            "接单|雇一个|多少钱|联系方式",
            "for hire|looking for a|how much does a|cost to hire|uncensored|full video",
        ),
    ),
    Offer(
        "self_harm",
        terms(
            "割腕|安眠药|自杀|自残|上吊|烧炭|跳楼",
            "suicide|overdose|end it all|sleeping pills|self harm|self-harm",
        ),
        terms(
            "怎么才能|最快的方法|不痛苦|无痛|没有痛苦|多少片|多少颗|能死|会死吗|想试试|疼不疼|会不会疼",
            "求方法|约个",
            "best way|easiest way|painless|how many|how to commit|going to kill|plan to",
            "tonight i|to die|teach me|pact",
        ),
    ),
    Offer(
        "weapons",
        terms(
            "真枪|土枪|买枪|卖枪|火药|枪械|军刀|手枪|仿真枪|气枪|猎枪|步枪|子弹|枪支|弹药|炸药|雷管|弓弩",
            "十字弩|手雷|消音器|电击枪|狗粮枪|管制刀具",
            "c4|shotgun|shotguns|firearm|revolver|ak 47|uzi|gun|guns|pistol|pistols|glock",
            "glocks|ar-15|ak-47|ak47|rifle|rifles|handgun|handguns|firearms|ammo|grenade|grenades",
            "explosives|silencer|silencers",
        ),
        _TRADE
        + terms(
            "黑市|多少钱一把|怎么买|打钢珠|图纸|组装教程",
            "cheap, dm|black market",
            "no background check|without background check|no license|without a license",
            "no questions asked",
            "untraceable|unregistered|serial number removed|no serial|no paperwork",
        ),
    ),
    Offer(
        "drugs",
        terms(
            "溜冰|冰毒|海洛因|可卡因|大麻|摇头丸|k粉|氯胺酮|麻古|麻果|芬太尼|笑气|迷幻蘑菇",
            "安非他命|杜冷丁|曲马多|三唑仑|迷药|蒙汗药|毒品",
            "coke|edibles|lsd|cocaine|heroin|meth|methamphetamine|crystal meth|mdma|ketamine",
            "fentanyl|oxycontin|oxycodone|xanax|weed|marijuana|cannabis|hashish|shrooms|magic mushrooms",
            "adderall|opium|crack cocaine|ghb|dmt|percocet|steroids|kush",
        ),
        _TRADE
        + terms(
            "面交|同城|冰友|溜冰壶|嗨|到付|怎么吸|吸食方法|提炼|制作方法|配方",
            "plug|hook me up|score some|dm for|dm to|wholesale prices",
        ),
    ),
    Offer(
        "gambling",
        terms(
            "赌场|博彩|注册送|投注|返水|下注|老虎机|棋牌|彩票",
            "gambling|jackpots|roulette|baccarat|blackjack|bookmaker|bookies|slots|betting|poker",
        ),
        terms(
            "彩金|送现金|送88|送58|送18|开户|网址|回血|包赢|稳赢|打水|出款|首存|首充|注册送|充值",
            "提现|返水|稳赚|包中|导师带",
            "free bet|odds boost|welcome offer|play now|join now|sign up|register now|bonus",
            "deposit|win big|real money|jackpot",
        ),
    ),
    Offer(
        "fraud",
        terms(
            "办证|套现|假证|银行卡|征信|代考|代写|学历|洗钱|文凭",
            "western union|cash app|bitcoin|crypto|driver's license",
            "credit cards|paypal accounts|passports|diplomas",
        ),
        terms(
            "各类证件|全国可办|刻章|出售|收购|高价|抽成|秒到|不成功不收|包拿证|免考|无视征信|无需征信",
            "不看征信|秒下款|黑户|代办|代开|包过|渠道|当天下款|加微信",
            "transfer hack|hire me|contact me on|100% profit|buy real",
            "registered with|whatsapp|telegram|weekly returns|fake|hacked|counterfeit|cloned",
            "for sale",
        ),
    ),
    Offer(
        "sexual",
        terms(
            "找小姐|叫小姐|人妻|双飞|快餐小姐|naked girls|naked women|nude women|having sex|boobs",
            "onlyfans",
        ),
        terms(
            "一夜|百元|元一次|快餐|在线观看|视频|系列|偷情|nsfw|webcam|on cam|leaked|free access",
            "subscribe|uncensored|watch hot",
        ),
    ),
    Offer(
        "violence",
        terms("弄死他|弄死她|弄死你|做掉他|干掉他|massacre|shooting spree"),
        terms("谁帮我|谁能帮|给十万|给五万|万块|报酬|出价|my school|next week|planning a"),
    ),
    Offer(
        "fraud",
        terms("假币|假钞|毕业证|学位证|驾驶证|证件|counterfeit|diploma|licence|license"),
        terms(
            "低价|高仿|批发|出售|刻章|各类|代办|可查|全国可办|i sell|undetectable|buy real and fake",
            "buy fake|passes all|registered in the database",
        ),
    ),
    Offer(
        "weapons",
        terms("五四式|六四式|54式|64式|沙鹰|秃鹰|枪支弹药|glock|pistol"),
        terms("出一把|带子弹|面交|请联系|买卖|量大|without papers|no papers|cash only, no"),
    ),
    Offer(
        "drugs",
        terms("三唑仑|安眠药"),
        terms("代购处方|让女生|乖乖|听话|出草|嗨|迷"),
    ),
    Offer(
        "weapons",
        terms("出枪|收枪|枪友"),
        terms("面交|加微信|同城交易|货到|包邮|私聊|现货"),
    ),
    Offer(
        "drugs",
        terms("卖冰|出冰|出草|出k|卖k|冰友|飞行员"),
        terms("面交|加微信|同城|货到|量大|纯天然|私聊|现货|一克|克起"),
    ),
    Offer(
        "sexual",
        terms("阳具|下体|乳头|龟头|阴蒂|酥胸|肉棒|小穴|私处|花穴|蜜穴|巨根|双乳|乳房|丰乳"),
        terms("呻吟|舔|吮|娇喘|湿透|插入|进入她|进入了她|进入我的身体|她的身体|射在|高潮|抽送|挺入"),
    ),
    Offer(
        "sexual",
        terms("会所|嫩模|妹妹|妹子|姑娘|学生妹|外围|人妻|少妇|熟女|寡妇|楼层|桑拿|按摩"),
        terms(
            "任选|包夜|全套|服务到位|看照片|可上门|加扣扣|求安慰|口爆|陪睡|一条龙|裸聊|无套|丝袜诱惑|私密照|出台|半套|约吗|可约"
        ),
    ),
    Offer(
        "sexual",
        terms(
            "girls|babes|milf|teens|lesbian|lesbians|sluts|slut|wives|stepmom|stepsister|coeds|dick|cock|pussy|ass|tits|clit|boobs"
        ),
        terms(
            "stripping|webcam|on cam|fuck me|fucking|fucked|xxx|horny|blowjob|suck|lick|cumming|moaned as|harder|naked for|uncensored|take off your|strip for"
        ),
    ),
    Offer(
        "minors",
        terms(
            "学生妹|初中|高中女生|小妹妹|女学生|幼女|萝莉|正太|preteens|preteen|cp|lolita|lolitas|young girl|little girl|little boy|minors"
        ),
        terms(
            "裸照|裸聊|裸体|私照|破处|性视频|资源打包|大尺度| vids|nudes| nude|sex video|mega link|trade|porn|naked vid|xxx"
        ),
    ),
    Offer(
        "violence",
        terms("花钱找人|出钱找人|花钱雇人|雇人|找几个人|出钱"),
        terms("打断|砍死|砍他|弄死|教训他|教训她|废了|卸他|做掉|干掉|收拾他|要他的命|要他命"),
    ),
    Offer(
        "violence",
        terms(
            "虐待动物|虐猫|虐狗|斩首|虐杀|处决|真实死亡|凶杀现场|碎尸|酷刑|gore|beheadings|executions|torture|murder"
        ),
        terms(
            "视频合集|视频资源|合集|重口味|资源打包|原版视频|无码视频| site|videos|on video|uncensored footage|real footage"
        ),
    ),
    Offer(
        "violence",
        terms("gun|guns|rifle|knife|bomb|ar-15"),
        terms(
            "to school tomorrow|to my school|at school and shoot|everyone dies|everybody dies|shoot my classmates|kill everyone|kill them all tomorrow|blow you all"
        ),
    ),
    Offer(
        "self_harm",
        terms("自杀|上吊|跳楼|割腕|烧炭|天台|寻死|轻生|死法|永别"),
        terms("哪种|最不痛|最不疼|不疼|不痛|永别|各位再见|一了百了|怎样才能|怎么才能|求推荐|准备好了|今晚"),
    ),
    Offer(
        "self_harm",
        terms("hanging|suicide|wrists|overdose|pills|noose|bridge|blade|razor"),
        terms(
            "painless|can't go on|cannot go on|end my|end it|kill me|want to die|going to jump|goodbye everyone|again last night|how much does it take|quickest"
        ),
    ),
    Offer(
        "weapons",
        terms("弩|土炸药|手榴弹|手雷|炸弹|炸药|雷管|燃烧瓶|枪|导火索|硝铵"),
        terms("包邮|货到付款|教程|怎么做|简单易学|在家就能做|出售|一手货|买家秀"),
    ),
    Offer(
        "weapons",
        terms(
            "lower receiver|lower receivers|ar-15|suppressors|suppressor|full auto|hand grenade|dynamite|detonator|detonators"
        ),
        terms(
            "no serial|selling|for sale|dm|how do i make|how to convert|convert to|without license|ship to"
        ),
    ),
    Offer(
        "drugs",
        terms("冰毒|海洛因|可卡因|大麻|摇头丸|k粉|安非他命|麻古|lsd|毒品|迷幻药|致幻剂"),
        terms("搞到|弄到|哪里有|求购|想买|想试|谁有|有没有货|出货|收货|怎么弄|质量好|纯度|一手"),
    ),
    Offer(
        "drugs",
        terms(
            "ecstasy|molly|lsd|blotters|shrooms|cocaine|heroin|meth|mdma|ketamine|weed|kush|xanax|edibles|fent|crystal|hash"
        ),
        terms(
            "who has|anyone got|got that|need some|want some|worldwide|stealth|ships to|menu|plug|hmu|dealer number|quality product|pure and|good quality|tested pure"
        ),
    ),
    Offer(
        "gambling",
        terms("德州扑克|扑克|麻将|牌局|娱乐城|娱乐场|网上娱乐|威尼斯人|金沙|葡京|特肖|平特|六合|足球|篮球"),
        terms("充值|返现|上分|首存|俱乐部线上|约局|开户|今晚|滚球|赔率|下注|必中|串关"),
    ),
    Offer(
        "gambling",
        terms("slots|slot|football|soccer|roulette|poker|bets|bet|casino"),
        terms(
            "real cash|win real|spin |daily winners|tips|guaranteed win|vip picks|sign up bonus|free chips|jackpot today|play and win"
        ),
    ),
    Offer(
        "fraud",
        terms("信用卡|银行卡|微信号|支付宝账号|对公账户|证书|网贷|贷款|花呗|营业执照|手机卡"),
        terms("黑户|代办|高价收|收购|套现|提额|可上网查|包下款|强开|出售|无视|内部渠道|白户"),
    ),
    Offer(
        "fraud",
        terms(
            "btc|bitcoin|eth|crypto|atm cards|paypal|netflix accounts|spotify accounts|gift cards|fake id|fake ids|bank accounts|degree|diplomas"
        ),
        terms(
            "send 1|get 2|back instantly|with pin|double your|doubled|ships in|scannable|selling hacked|hacked|cloned|for sale cheap|no exam|buy now without|verified accounts for sale"
        ),
    ),
    Offer(
        "weapons",
        terms("pipe bomb|pipe bombs|bomb"),
        terms(
            "instructions|how to make|how to build|build a|building a|make a|making a|step by step|from household"
        ),
    ),
)
