"""Words that are bad content only in company: drugs are spoken of for many reasons, and offered for one.

A head counts where one of the words of its offer stands near, on the same line; so do groups of
people with what only hate says of them.
"""

from __future__ import annotations

from typing import NamedTuple

from crawler.text.unwanted.terms import terms


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
            "包夜|一夜情|无码|看片|性爱|特殊服务|上门服务|莞式服务|全套服务|找小姐|叫小姐|人妻|双飞",
            "快餐小姐|阳具|下体|乳头|龟头|阴蒂|酥胸|肉棒|小穴|私处|花穴|蜜穴|巨根|双乳|乳房|丰乳|会所|嫩模",
            "妹子|学生妹|外围|少妇|熟女|寡妇|楼层|桑拿|按摩|私房|自拍|小姐|兼职妹|大学生兼职",
            "quickie|no strings|cock|pussy|tits|webcam girl|hookup|hookups|erotic|escort|escorts",
            "massage girl|naked girls|naked women|nude women|having sex|boobs|onlyfans|girls|babes|milf",
            "teens|lesbian|lesbians|sluts|slut|wives|stepmom|stepsister|coeds|dick|clit|housewife",
            "housewives|sex|webcams|amateurs|spread her legs|legs apart|nipples|orgasm|panties",
        ),
        terms(
            "上门|全套|同城约|约吗|加微信|加群|高清|欧美|日韩|网址|视频网|自拍视频|录像|小姐|美女|学生妹",
            "嫩模|少妇|包夜|一夜|百元|元一次|快餐|在线观看|系列|偷情|呻吟|舔|吮|娇喘|湿透|插入|进入她",
            "进入了她|进入我的身体|她的身体|射在|高潮|抽送|挺入|任选|服务到位|看照片|可上门|加扣扣|求安慰",
            "口爆|陪睡|一条龙|裸聊|无套|丝袜诱惑|私密照|出台|半套|可约|随叫随到|质量高|服务好|安全隐私",
            "高清完整|国产自拍|国产|一小时",
            "sex tonight|no strings sex|suck|fuck|horny|nude|nsfw|tonight, hotel|incall|outcall|per hour",
            "24/7|whatsapp|telegram|sexy|webcam|on cam|leaked|free access|subscribe|uncensored|watch hot",
            "stripping|fuck me|fucking|fucked|xxx|blowjob|lick|cumming|moaned as|harder|naked for",
            "take off your|strip for|discreet|casual|ride my|ride his|all night long|xxx rated|lonely",
            "entered her|between her legs|thrust|moaning|wet for|real amateurs|adult dating|meet singles",
        ),
    ),
    Offer(
        "minors",
        terms(
            "幼女|炼铜|女童|男童|小女孩|小男孩|萝莉控|萝莉|未成年|小学生|初中生|学生妹|高中女生|小妹妹",
            "女学生|正太|小学女生|初中女生|幼童",
            "teen girls|12yo|13yo|14yo|11yo|10yo|15yo|12 yo|13 yo|14 yo|underage|preteen|little girls",
            "little boys|young girls|schoolgirl|schoolgirls|12 year old|13 year old|14 year old|preteens|cp",
            "lolita|lolitas|young girl|little girl|little boy|minors|girls 12",
        ),
        terms(
            "裸体|裸照|裸聊|网盘|资源群|约拍|性视频|性爱|约炮|卖淫|破处|资源加|私照|资源打包|大尺度|懂的来",
            "懂的进|懂的私",
            "sex video|sex tape|sex pics|nude pic|nudes|nude photo|porn|naked photo|xxx|for trade|nude",
            "naked pics|sexy pics|sex with|horny|vids|mega link|naked vid|vids of|trade only",
        ),
    ),
    Offer(
        "hate",
        terms(
            "支那|犹太猪",
            "paki|spic|faggot|faggots|chink|chinks|spics|pakis|tranny|trannies|sand niggers|whores",
        ),
        terms(
            "去死|滚|狗|猪|贱|滚蛋|赶出去",
            "fucking|filthy|dirty|stupid|scum|hate all|vermin|disgusting|dies|should die|hang|burn in|aids",
            "belong in hell|in hell|wiped out|worthless",
        ),
    ),
    Offer(
        "hate",
        terms(
            "黑人|白人|犹太人|穆斯林|回民|同性恋|女人|男人|外地人|农民工|印度人|日本人|韩国人|美国人|中国人",
            "残疾人|难民|移民",
            "lgbt|jews|jew|muslims|muslim|blacks|black people|gays|homosexuals|immigrants|refugees|mexicans",
            "gypsies|arabs|asians|women|whites|white people|trans people|transgenders",
        ),
        terms(
            "都该死|都去死|都是垃圾|都是畜生|都是人渣|都是贱|都该杀|都得死|全部去死|应该被消灭|不配活",
            "滚出中国|滚出我们|全部杀光|劣等|猪狗不如|应该绝育|应该把他们赶|赶出去才",
            "should be exterminated|should be shot|should be gassed|should be hanged|should be killed",
            "should be deported or shot|should all die|must die|deserve to die|must hang|are vermin",
            "are subhuman|are cockroaches|are parasites|are animals|are rats|are scum|are filth",
            "are a plague|are a disease|are monkeys|are apes|subhumans|fucking pigs|i hate all",
            "belong in the kitchen|belong in hell|belong in ovens|belong in cages|be wiped out|gas chamber",
            "gas chambers|cancer of the earth|cancer of this|worthless whores",
        ),
    ),
    Offer(
        "violence",
        terms(
            "杀手|暗杀|弄死他|弄死她|弄死你|做掉他|干掉他|花钱找人|出钱找人|花钱雇人|雇人|找几个人|出钱",
            "虐待动物|虐猫|虐狗|斩首|虐杀|处决|真实死亡|凶杀现场|碎尸|酷刑|砍死|杀人|杀了",
            "hitman|beheading|massacre|shooting spree|gore|beheadings|executions|torture|gun|guns|rifle",
            "knife|bomb|ar-15|murder you|murder them|decapitated|tortured|executed",
        ),
        terms(
            "接单|雇一个|多少钱|联系方式|谁帮我|谁能帮|给十万|给五万|万块|报酬|出价|打断|砍死|砍他|弄死",
            "教训他|教训她|废了|卸他|做掉|干掉|收拾他|要他的命|要他命|视频合集|视频资源|合集|重口味",
            "资源打包|原版视频|无码视频|我帮你|给我十万|所有人|公司的人|全公司|全班",
            "for hire|looking for a|how much does a|cost to hire|uncensored|full video|my school|videos",
            "on video|uncensored footage|real footage|to school tomorrow|to my school|at school and shoot",
            "everyone dies|everybody dies|shoot my classmates|kill everyone|kill them all tomorrow",
            "blow you all|bury your body|bury you|and decapitated",
        ),
    ),
    Offer(
        "self_harm",
        terms(
            "割腕|安眠药|自杀|自残|上吊|烧炭|跳楼|天台|寻死|轻生|死法|永别|不想活",
            "suicide|overdose|end it all|sleeping pills|self harm|self-harm|hanging|wrists|noose|bridge",
            "blade|razor|my pills|all my pills|self-harm scars",
        ),
        terms(
            "怎么才能|最快的方法|不痛苦|无痛|没有痛苦|多少片|多少颗|能死|会死吗|想试试|疼不疼|会不会疼",
            "求方法|约个|哪种|最不痛|最不疼|不疼|不痛|永别|各位再见|一了百了|怎样才能|求推荐|准备好了",
            "准备烧炭|够不够|准备走",
            "best way|easiest way|painless|how many|how to commit|going to kill|tonight i|to die|teach me",
            "pact|can't go on|cannot go on|end my|end it|kill me|want to die|going to jump|goodbye everyone",
            "again last night|how much does it take|quickest|never wake up|hide it from|from my parents",
        ),
    ),
    Offer(
        "weapons",
        terms(
            "真枪|土枪|买枪|卖枪|火药|枪械|军刀|手枪|仿真枪|气枪|猎枪|步枪|子弹|枪支|弹药|炸药|雷管|弓弩",
            "十字弩|手雷|消音器|电击枪|狗粮枪|管制刀具|五四式|六四式|54式|64式|沙鹰|秃鹰|枪支弹药|出枪|收枪",
            "枪友|弩|土炸药|手榴弹|炸弹|燃烧瓶|导火索|硝铵|硝酸甘油|硝化甘油|三硝基|雷酸汞|黑索金",
            "c4|shotgun|shotguns|firearm|revolver|ak 47|uzi|gun|guns|pistol|pistols|glock|glocks|ar-15",
            "ak-47|ak47|rifle|rifles|handgun|handguns|firearms|ammo|grenade|grenades|explosives|silencer",
            "silencers|lower receiver|lower receivers|suppressors|suppressor|full auto|hand grenade",
            "dynamite|detonator|detonators|pipe bomb|pipe bombs|bomb",
        ),
        _TRADE
        + terms(
            "黑市|多少钱一把|怎么买|打钢珠|图纸|组装教程|出一把|带子弹|面交|请联系|买卖|量大|加微信",
            "同城交易|货到|教程|怎么做|简单易学|在家就能做|买家秀|合成|怎么合成|打穿|钢珠|钢板",
            "cheap, dm|black market|no background check|without background check|no license",
            "without a license|no questions asked|untraceable|unregistered|serial number removed|no serial",
            "no paperwork|without papers|no papers|cash only, no|dm|how do i make|how to convert|convert to",
            "without license|ship to|instructions|how to make|how to build|step by step|from household",
            "without id|crypto only|build your own|your own|detailed guide|at home guide|make your own",
        ),
    ),
    Offer(
        "drugs",
        terms(
            "溜冰|冰毒|海洛因|可卡因|大麻|摇头丸|k粉|氯胺酮|麻古|麻果|芬太尼|笑气|迷幻蘑菇|安非他命|杜冷丁",
            "曲马多|三唑仑|迷药|蒙汗药|毒品|安眠药|卖冰|出冰|出草|出k|卖k|冰友|飞行员|迷幻药|致幻剂|麻黄素",
            "coke|edibles|lsd|cocaine|heroin|meth|methamphetamine|crystal meth|mdma|ketamine|fentanyl",
            "oxycontin|oxycodone|xanax|weed|marijuana|cannabis|hashish|shrooms|magic mushrooms|adderall",
            "opium|crack cocaine|ghb|dmt|percocet|steroids|kush|ecstasy|molly|blotters|fent|crystal|hash|k",
            "acid",
        ),
        _TRADE
        + terms(
            "面交|同城|冰友|溜冰壶|嗨|到付|怎么吸|吸食方法|提炼|制作方法|配方|代购处方|让女生|乖乖|听话",
            "出草|迷|加微信|货到|量大|纯天然|一克|克起|搞到|弄到|哪里有|求购|想买|想试|谁有|有没有货|出货",
            "收货|怎么弄|质量好|纯度|一手|工艺|包教包会|同城送|全都有|有货",
            "plug|hook me up|score some|dm for|dm to|wholesale prices|who has|anyone got|got that|need some",
            "want some|worldwide|ships to|hmu|dealer number|quality product|pure and|good quality",
            "tested pure|next day delivery|where to get|a gram|text only|top quality|delivery in",
            "anyone know where",
        ),
    ),
    Offer(
        "gambling",
        terms(
            "赌场|博彩|注册送|投注|返水|下注|老虎机|棋牌|彩票|德州扑克|扑克|麻将|牌局|娱乐城|娱乐场",
            "网上娱乐|威尼斯人|金沙|葡京|特肖|平特|六合|百家乐|龙虎",
            "gambling|jackpots|roulette|baccarat|blackjack|bookmaker|bookies|slots|betting|poker|slot",
            "casino|casinos|sports betting",
        ),
        terms(
            "彩金|送现金|送88|送58|送18|开户|网址|回血|包赢|稳赢|打水|出款|首存|首充|注册送|充值|提现|返水",
            "稳赚|包中|导师带|返现|上分|俱乐部线上|约局|滚球|赔率|下注|必中|串关|存取|进群|跟单",
            "free bet|odds boost|welcome offer|play now|join now|register now|bonus|deposit|win big",
            "real money|jackpot|real cash|win real|spin|daily winners|guaranteed win|vip picks",
            "sign up bonus|free chips|jackpot today|play and win|claim your|welcome bonus|win rate|picks",
        ),
    ),
    Offer(
        "fraud",
        terms(
            "办证|套现|假证|银行卡|征信|代考|代写|学历|洗钱|文凭|假币|假钞|毕业证|学位证|驾驶证|证件|信用卡",
            "微信号|支付宝账号|对公账户|证书|网贷|贷款|花呗|营业执照|手机卡|发票|刻章|逾期",
            "western union|cash app|bitcoin|crypto|driver's license|credit cards|paypal accounts|passports",
            "diplomas|counterfeit|diploma|licence|license|btc|atm cards|paypal|netflix accounts",
            "spotify accounts|gift cards|fake id|fake ids|bank accounts|cvv|dumps|whatsapp",
        ),
        terms(
            "各类证件|全国可办|刻章|出售|收购|高价|抽成|秒到|不成功不收|包拿证|免考|无视征信|无需征信",
            "不看征信|秒下款|黑户|代办|代开|包过|渠道|当天下款|加微信|低价|高仿|批发|各类|可查|高价收|套现",
            "提额|可上网查|包下款|强开|无视|内部渠道|白户|电话同|微信同|保证金|秒批|洗白|消除|逾期记录",
            "transfer hack|hire me|contact me on|100% profit|buy real|registered with|whatsapp|telegram",
            "weekly returns|fake|hacked|counterfeit|cloned|for sale|i sell|undetectable|buy real and fake",
            "buy fake|passes all|registered in the database|send 1|get 2|back instantly|with pin",
            "double your|doubled|ships in|scannable|selling hacked|for sale cheap|no exam|buy now without",
            "verified accounts for sale|without exam|i will hack|hack your|real diploma",
        ),
    ),
)
