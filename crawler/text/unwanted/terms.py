"""Words of unlawful, hateful and sexual content by kind, in Chinese and English.

A small list of what is strong and unambiguous; crawler.text.content says how it is matched.
``TERMS`` count wherever they stand; what counts only as part of an offer is in crawler.text.unwanted.offers,
what holds a term and means something else in crawler.text.unwanted.innocent.  Bars separate terms; English
ones are whole words, Chinese ones stand anywhere and are looked for in traditional characters, too.
"""

from __future__ import annotations

KINDS = ("sexual", "minors", "hate", "violence", "self_harm", "weapons", "drugs", "gambling", "fraud")


def terms(*lines: str) -> tuple[str, ...]:
    """Return the terms that the lines hold between their bars."""
    return tuple(term for line in lines for term in line.split("|"))


def _each(subjects: str, predicates: str, between: str = "") -> tuple[str, ...]:
    """Return every subject with every predicate."""
    return tuple(
        f"{subject}{between}{each}" for subject in subjects.split("|") for each in predicates.split("|")
    )


TERMS: dict[str, tuple[str, ...]] = {
    "sexual": terms(
        "张开双腿|抽插|深夜福利|福利视频|福利写真|大尺度写真|大尺度视频|裸舞|小黄文|小黄片|h文|成人小说",
        "成人漫画|在线av|国产av|av在线|巨乳|爆乳|肉便器|足交|潮喷|淫妻|淫乱|淫荡|偷情视频|母狗调教|sm调教",
        "陪睡服务|脱衣直播|裸聊直播|约p|色情网|黄色直播|成人直播|性感荷官|被操哭|被操得|操哭|人妻熟女",
        "成人激情|一夜情群|寂寞少妇|约少妇|少妇约|全套服务|无码高清|高清无码|欧美无码|日韩无码|约炮|炮友",
        "招嫖|嫖娼|卖淫|援交|裸聊|色情|三级片|黄色电影|黄色视频|黄色网站|黄色小说|看黄片|成人影片|成人电影",
        "成人视频|成人网站|av女优|a片|做爱|口交|肛交|乳交|群交|内射|颜射|潮吹|轮奸|迷奸|强奸视频|兽交|性奴",
        "淫穴|淫水|骚逼|骚穴|骚货|大肉棒|鸡巴|操逼|草泥马逼|舔逼|自慰视频|自慰棒|性爱视频|性爱录像|激情视频",
        "裸体视频|裸照交易|偷拍视频|走光视频|楼凤|外围女|上门小姐|小姐上门|学生妹上门|酒店小姐|求包养",
        "乱伦小说|情色直播|色情直播|福利姬|无码av|无码视频|催情药|催情水|春药",
        "hot naked|naked chicks|naked babes|came all over her|came on her face|came inside her",
        "came in her mouth|fuck my wife|fuck your wife|dick pic|dick pics|pic of your dick|suck your dick",
        "her clit|big dick|hard dick|barely legal|her tits|his dick|dripping pussy|erect cock|huge cock",
        "big black cock|lesbian sex|lesbians having sex|sex on camera|having sex on cam|celebrity nudes",
        "nude celebrities|nudes leaked|dm for nudes|big boobs|huge boobs|anal porn|anal creampie",
        "double penetration|kinky sex|rough sex|hardcore sex|group sex|swingers club|swinger club",
        "fetish porn|sissy porn|slut wife|naughty wife|incest porn|bestiality|cheating wife porn",
        "stepmom porn|stepsister porn|nude webcam|naked webcams|sexy nudes|nude leaks|x-rated videos",
        "adult content creators|sex doll|sex dolls|sexting partner|sugar daddy arrangement|nude massage",
        "sensual massage|big tits|huge tits|nice tits|nude girls|naked teens|nude teens|gay porn",
        "casual sex tonight|sex tonight|free sex|fuck tonight|sucked his cock|sucks his cock|rode his cock",
        "his hard cock|his thick cock|her wet pussy|her pussy|fucked her|fucks her|fucking her hard|porn",
        "porno|pornos|pornhub|pornography|xxx video|xxx videos|xxx movies|blowjob|blowjobs|blow job|handjob",
        "cumshot|cumshots|cumming|creampie|gangbang|gang bang|deepthroat|bukkake|hot milf|hot milfs|milfs",
        "dildo|dildos|sex tape|sex video|sex videos|sex cam|sex cams|sexcam|sex chat|live sex|phone sex",
        "sex toys|webcam girls|cam girls|camgirl|camgirls|send nudes|leaked nudes|nude pics|nude selfies",
        "nude cams|escort service|escort services|escort girls|female escorts|vip escorts|call girls",
        "jerk off|jerking off|hentai|ahegao|wet pussy|tight pussy|eat pussy|lick pussy|licking pussy",
        "suck my dick|suck my cock|sucking cock|cocksucker|hard cock inside|fuck me hard|fucked her hard",
        "fuck my ass|fuck her ass|fuck buddy|fuckbuddy|rape fantasy|rape porn|rape video|erotic massage",
        "happy ending massage|adult dating site|adult videos|horny singles|horny girls|horny teens",
        "horny milf|so horny|hookup tonight|onlyfans leak|onlyfans leaks|cum inside|cum on my|swallow cum",
        "threesome with two|naked webcam|strip for me|sexting",
    ),
    "minors": terms(
        "萝莉福利|萝莉视频合集|萝莉写真合集|恋童癖交流|正太资源|幼幼|幼女色情|小学生色情|小女孩裸体",
        "小女孩裸照|女童裸|男童裸|幼女约|约幼女|小萝莉裸|儿童色情|幼女视频|幼女资源|幼女裸照|萝莉资源",
        "萝莉裸|幼交|童交|恋童视频|恋童资源|小学生裸照|初中生裸照|未成年裸|未成年卖淫|幼齿资源|性侵幼女视频",
        "shota porn|shotacon|shota and loli|underage nudity|teen nudes 16|minor nudes|nude minors|nude boys",
        "nude little|naked little girl pics|child erotica|pthc|nude kids|kids nude|naked kids pics",
        "child nudes|child sex video|kiddy porn|child porn|child pornography|kiddie porn|kid porn|cp videos",
        "cp links|preteen nude|preteen nudes|preteen sex|underage sex|underage porn|underage nudes",
        "underage girls nude|loli hentai|loli porn|lolicon|jailbait|pedo videos|pedo porn|sex with children",
        "sex with kids|sex with minors|sex with a minor|sex with a child|nude children|naked children pics",
    ),
    "hate": terms(
        "女权婊|黑鬼都|黑皮滚|劣等人种|低劣人种|白皮滚|小日本去死|鬼子都去死|棒子去死|基佬去死|同性恋去死",
        "死黑鬼|死残废|残废去死|婊子都该死|女拳去死|低端人口滚|贱民就该|穆黑|滚出我们的国家|黑鬼|黑皮猪",
        "支那猪|支那狗|白皮猪|高丽棒子|印度阿三|死基佬|死同性恋|绿教徒|劣等民族|劣等种族|低等民族|低等种族",
        "人渣民族|杀光黑人|杀光犹太人|贱婊子",
        "faggots burn|filthy kikes|filthy kike|dirty kikes|jewish vermin|muslim vermin|black vermin",
        "are all terrorists and|all muslims are terrorists|muslims are terrorists|jews run the world",
        "jews control the world|blacks are criminals|hitler was right|hitler did nothing wrong",
        "great replacement is real|white genocide|rapefugee|rapefugees|mudslime|mudslimes|shitskin",
        "shitskins|jigaboo|porch monkey|beaners|camel jockey|camel jockeys|goat fucker|goat fuckers|nigger",
        "niggers|sand nigger|sand niggers|kike|kikes|wetback|wetbacks|towelhead|towelheads|raghead|ragheads",
        "gook|gooks|zipperhead|white power|race traitor|race traitors|race war now|subhuman race",
        "subhuman filth|go back to africa|dirty jew|dirty jews|filthy jew|filthy jews|filthy arabs",
        "filthy muslims|dirty muslims|muslim scum|immigrant scum|fucking faggot|fucking faggots",
        "filthy faggot|stupid faggot|faggots should|dirty chink|fucking chink|fucking chinks|filthy chinks",
        "fucking paki|dirty paki|fucking spic|dirty spic|tranny freak|tranny freaks|feminazi cunts",
    )
    + _each(
        "黑人|白人|犹太人|穆斯林|回民|同性恋|女人|男人|外地人|河南人|东北人|上海人|农民工|印度人|日本人|"
        "韩国人|中国人|残疾人|难民|移民",
        "都该死|都去死|都是垃圾|都是畜生|都是人渣|都是劣等|都该杀|都得死|全部去死|应该被消灭|不配活|"
        "不配活着|滚出去",
    )
    + _each(
        "kill all|kill all the|gas the|hang all|exterminate all|exterminate the|death to|death to all",
        "jews|muslims|blacks|whites|gays|homosexuals|immigrants|refugees|mexicans|women|gypsies|asians|arabs",
        " ",
    )
    + _each(
        "jews|muslims|blacks|black people|whites|white people|gays|immigrants|refugees|mexicans|women|"
        "gypsies|asians|chinese|arabs|trans people",
        "are vermin|are subhuman|are parasites|are cockroaches|are animals|are scum|are filth|"
        "should be killed|should all die|should die|must die"
        "|should be exterminated|should be gassed|should be shot|deserve to die|need to be exterminated",
        " ",
    ),
    "violence": terms(
        "制人于死地|置人于死地不留|杀人不留痕迹|卸他一条腿|打断他的腿给|炸死你们|炸死他们全家|持刀砍人直播",
        "处决视频|灭口服务|怎样杀人|杀人最快|杀了你全家|杀光你们|宰了你全家|灭了你全家|买凶|杀光他们全家",
        "学校里开枪|砍死他们全家|买凶杀人|雇凶杀人|雇凶|杀手接单|职业杀手接单|杀你全家|砍死你|弄死你全家",
        "斩首视频|虐杀视频|血腥视频|虐猫视频|虐狗视频|砍人视频|如何杀人|怎么杀人|杀人教程|杀人方法|分尸教程",
        "碎尸教程|泼硫酸报复|血洗学校|炸学校|炸掉学校|恐袭教程|恐怖袭击教程|收拾人上门|替人讨债砍",
        "gun to school tomorrow|real murders|hitman needed|hitman wanted|planning to kill|plan to shoot",
        "kill everyone at|massacre at my|shoot everyone|gun down everyone|stab everyone|behead you",
        "chop off your head|slit your|beat you to death|burn your house down|put a bullet in your",
        "put a bullet through your|rape your|throw acid|kill you and your family|kill your family",
        "need a hitman|find a hitman|kill my wife for money|kill my husband for money|snuff porn",
        "watch people die|beheading video|beheading videos|execution video|gore video|gore videos",
        "snuff film|snuff films|snuff video|snuff movie|torture video|how to kill someone",
        "how to murder someone|get away with murder tips|hire a hitman|hitman for hire|hire a killer",
        "contract killer for hire|shoot up the school|shoot up a school|shoot up my school",
        "shoot up the mall|shoot up the church|bomb the school|blow up the school|slit your throat",
        "i will rape you|gonna rape you|rape and kill|going to stab you|gut you like|kill your whole family",
        "murder your family|kill every last one of you|massacre them all",
    ),
    "self_harm": terms(
        "永别了世界|安乐死药|求安乐死|遗书已经写好|写好遗书|写好了遗书|今晚就跳|求死法|想割腕|又割腕",
        "割腕自残|厌食打卡|催吐打卡|不痛的死法|没有痛苦的死法|无痛死法|怎么死最|怎样死最|怎么死不",
        "吃多少安眠药|吃安眠药自杀|割腕会不会|割腕疼|好想死掉|跳楼自杀方法|活着没意思想死|不想活下去了",
        "自杀方法|自杀教程|自杀攻略|怎么自杀|如何自杀|无痛自杀|自杀群|相约自杀|约死群|一起自杀|我想自杀",
        "好想自杀|想要自杀|准备自杀|割腕教程|怎么割腕|烧炭自杀|想结束自己的生命|想结束生命|自残图片",
        "自残教程|自残群|跳楼直播|去自杀吧|你怎么不去死",
        "cut my wrists|cutting my wrists|cut my arms|i can't go on living|ana tips|ana buddy|mia tips",
        "pro mia|pro-mia|starve myself|starving myself|purging tips|self harmed again|relapsed and cut",
        "unalive myself|kms tonight|ending it tonight|suicide note ready|jump off a bridge tonight",
        "how to kill yourself|don't want to live anymore|do not want to live anymore|don't want to be alive",
        "way to commit suicide|ways to commit suicide|want to commit suicide|going to commit suicide",
        "wanna die|sleeping pills to die|pills to die|how to overdose|suicide plan|planning my suicide",
        "write my suicide note|kill myself|killing myself|how to commit suicide|painless suicide",
        "painless way to die|suicide method|suicide methods|suicide pact|kill yourself|kys|end my life",
        "ending my life|self harm tips|self-harm tips|cutting myself|cut myself again|slit my wrists",
        "slitting my wrists|hang myself|pro ana|pro-ana|thinspo|thinspiration|overdose on pills",
        "want to be dead|suicidal and have a plan",
    ),
    "weapons": terms(
        "土炸药|枪支弹药买卖|买卖枪支|贩卖枪支|做炸药|五四式手枪出|真家伙出|气狗出售|狗粮出售|秃鹰气枪",
        "气枪配件|炸药教程|爆炸物制作|卖真枪|真枪买卖|土枪制作|土枪图纸|枪械图纸|枪支配件货到|自制子弹",
        "自制雷管|自制炸弹|制作炸弹|做炸弹|炸弹制作|土制炸弹|炸弹配方|炸药配方|火药配方|制作炸药|自制炸药",
        "自制火药|自制枪|改装枪支|枪支图纸|自制手枪|自制土枪|3d打印枪|制作燃烧瓶|燃烧弹制作|军火交易",
        "枪支交易|枪支买卖",
        "3d print a gun|3d print guns|3d printing guns|tatp|gun parts kit no serial|glock without papers",
        "pistol without papers|no papers gun|black market guns|guns on the dark web|acetone peroxide",
        "buy guns illegally|illegal guns|illegal firearms for|buy a gun illegally|buy a gun without",
        "buy guns online without|how to make explosives|how to make a silencer|how to build a bomb",
        "bomb recipe|bombs at home|c4 for sale|make a bomb|making a bomb|build a bomb|building a bomb",
        "bomb making|homemade bomb|homemade explosives|make explosives|make napalm|make a molotov",
        "molotov recipe|nail bomb|ghost gun|ghost guns|untraceable gun|untraceable guns|untraceable firearm",
        "auto sear|glock switch|3d printed gun|3d printed guns|illegal guns for sale|buy illegal guns",
        "unregistered gun|unregistered guns|unregistered firearms|make ricin|ricin recipe|make sarin",
        "nerve agent recipe|guns without background check|gun without background check",
        "gun without a license|guns no background check|homemade silencer",
    ),
    "drugs": terms(
        "飞行燃料|冰友|肉友群|嗨粉|大力丸货|迷魂药|三唑仑货|昏睡药|失忆水|催情迷|卖大麻|买大麻|出大麻",
        "大麻叶子|卖冰毒|买冰毒|卖海洛因|卖可卡因|卖麻古|卖麻果|卖k粉|出k粉|卖摇头丸|卖迷药|买迷药|迷药货到",
        "冰妹|溜冰找|上头电子烟|听话水|乖乖水|迷情水|迷奸水|制毒教程|制毒配方|制毒技术|毒品交易|出售毒品",
        "毒品货源|嗑药群|吸毒方法",
        "gbl|drug menu|weed delivery|coke delivery|pills for sale|mdma for sale|lsd for sale|weed for sale",
        "carts for sale|buy shrooms online|research chemicals for sale|mephedrone|trip on dxm|dope dealer",
        "slinging dope|bath salts high|good coke|pure coke|eight ball of|plug for some|weed plug|pure molly",
        "molly pills|oxy pills|oxy 30s|dark web drugs|drug vendor|drug plug|get high on meth|cook meth",
        "cooking meth|make meth|meth recipe|snort coke|snorting coke|snort cocaine|snorting cocaine",
        "smoke crack|smoking crack|smoking meth|smoke meth|shoot heroin|shooting heroin|shoot up heroin",
        "lines of coke|line of coke|gram of coke|grams of coke|bag of coke|ball of coke|crack pipe",
        "ecstasy pills|mdma pills|lsd tabs|acid tabs|drug dealer wanted|buy drugs online|drugs for sale",
        "sell drugs|legal highs for sale|weed dealer|coke dealer",
    )
    + _each(
        "buy|order|score",
        "meth|weed|coke|cocaine|heroin|mdma|lsd|ketamine|fentanyl|xanax|oxycontin|oxycodone|shrooms|"
        "adderall|percocet|crystal meth|ghb",
        " ",
    ),
    "gambling": terms(
        "稳赚彩票|六合宝典|香港六合|澳门六合|彩金大放送|存一百送|首存|流水返水|上分快|棋牌代理|房卡代理",
        "赌博网|赌场网|赌场官网|真人赌|电子赌|开奖直播特|足球外围|外围投注|赔率网|滚球投注|pg电子|捕鱼上分",
        "一肖一码|彩票计划群|现金网|投注网|新葡京|葡京赌|线上赌博|网上赌博|网络博彩|博彩导航|赌博群|赌博app",
        "红包赌|牛牛群|炸金花群|注册送彩|首存送|赌钱网|赌钱平台|网上赌场|线上赌场|在线赌场|澳门赌场",
        "赌场开户|博彩网|博彩平台|博彩公司|时时彩|六合彩|百家乐|北京赛车|幸运飞艇|真人荷官|真钱棋牌",
        "真人娱乐场|赌球|网赌|赌博网站|赌博平台|投注平台|投注网站|皇冠体育|永利娱乐|葡京娱乐|金沙娱乐",
        "威尼斯人娱乐|太阳城娱乐|开元棋牌|捕鱼赢现金|送彩金|必中一|六合资料|老虎机平台|电子游艺|体育投注",
        "赢钱提现|棋牌上分",
        "bet on sports|casino online bonus|casino promo|casino codes|bookmaker bonus|bet365 bonus|1xbet",
        "betway|sports betting bonus|parlay picks|sure odds|betting picks|slots bonus|poker bonus",
        "crypto gambling|gamble online|mega jackpot|online gambling|gambling online|casino games online",
        "play slots|bet online|online betting|sports bets online|crypto casino|bitcoin casino",
        "betting odds tips|win real money|pk10|online casino|online casinos|casino online|casino bonus",
        "casino bonuses|free spins|online slots|slots online|slot online|betting site|betting sites",
        "betting tips|sportsbook|real money casino|real money slots|no deposit bonus|fixed matches",
        "fixed match|baccarat online|online baccarat|roulette online|online roulette|jackpot slots",
        "gambling site|gambling sites|casino jackpot|sure bets|judi online|slot gacor|live casino",
    ),
    "fraud": terms(
        "假学历|假证书|学历造假|刷好评|刷销量|刷粉丝|刷信誉赚|办理各类证件|代办各类证件|各类证件办理",
        "毕业证办理|低价出售假|假发票|代办信用卡提额|强开花呗|征信黑户|网贷黑户|贷款不看征信|跑分兼职",
        "跑分团队|usdt跑分|卡农|卡商收卡|四件套出售|实名手机卡出售|电信诈骗话术|杀猪盘话术|黑产|薅羊毛软件",
        "盗取微信|盗取qq|破解微信密码|查开房记录|手机定位找人服务|监听软件|窃听器出售|洗钱找|洗钱加",
        "找我洗钱|套现加|刷信誉|刷流水|假驾驶证|假护照|做假证|做假章|包过代考|代办学历|学历代办|学信网可查",
        "银行卡出租|实名卡出售|黑卡出售|养卡套现|出售银行账户|高价收卡|虚拟币带单|带你稳赚|稳赚项目|刷单",
        "代开发票|开发票加|办假证|假证件|假身份证|假文凭|假毕业证|买文凭|买学历|高仿人民币|信用卡套现",
        "花呗套现|白条套现|黑户贷款|征信洗白|征信修复|裸贷|银行卡四件套|收购银行卡|出售银行卡|出租银行卡",
        "出售身份证|出售个人信息|公民信息出售|改号软件|伪基站|盗号软件|代考|替考|代写论文|论文代写|日赚千元",
        "包赚不赔|保本高收益|资金盘|跑分赚|洗钱渠道|代洗钱|洗黑钱|原始股内部|内幕股票|带单老师|黑客接单",
        "办证刻章|刻章办证",
        "counterfeit dollars|counterfeit pounds|cloned atm cards|fake id maker|bitcoin giveaway|fake euros",
        "fake dollars|fake money for sale|undetectable counterfeit|fake degree certificates|ssn for sale",
        "ssn dumps|sim swap service|otp bot|bank drops|refund method|hacked netflix",
        "cracked accounts for sale|spy on your wife|spy on your husband|make money fast guaranteed",
        "earn $5000|crypto doubling|forex signals guaranteed|binary options profit",
        "investment with guaranteed|ponzi scheme join|pyramid scheme join|buy followers",
        "buy instagram followers|fake reviews for sale|pay for fake reviews|buy fake id|buy fake ids",
        "buy fake passport|scannable fake|fake documents for sale|novelty passports",
        "western union transfer hack|cash app flip|cashapp flip|hack any account|hack any instagram",
        "hack any facebook|hack any phone|hack whatsapp|cvv shop|money flip|guaranteed income per day",
        "work from home and earn $|fake passport|fake passports|fake id for sale|fake ids",
        "fake driver's license|fake diploma|fake diplomas|fake degree|fake degrees|counterfeit money",
        "counterfeit bills|counterfeit banknotes|counterfeit notes|stolen credit cards",
        "stolen credit card numbers|cvv dumps|dumps with pin|fullz|cloned cards|cloned credit cards",
        "money laundering service|bitcoin doubler|double your bitcoin|double your money|get rich quick",
        "guaranteed returns|guaranteed profit|phishing kit|phishing page|hacked paypal|hacked accounts",
        "money mule|money mules|hire a hacker|hacker for hire|bank logs|hack facebook account",
        "hack instagram account|risk-free profit|inheritance of $|claim your prize|you have won the lottery",
        "recover lost bitcoin|essay writing service|take my exam for me",
    ),
}
