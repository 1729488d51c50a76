"""Words of unlawful, hateful and sexual content by kind, in Chinese and English.

A small list of what is strong and unambiguous; crawler.text.content says how it is matched.
``TERMS`` count wherever they stand; ``INNOCENT`` words hold a term and mean something else; what
counts only as part of an offer is in crawler.text.offers.  Bars separate terms; English ones are
whole words, Chinese ones stand anywhere and are looked for in traditional characters, too.
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
        "成人激情|一夜情群|寂寞少妇|约少妇|少妇约|全套服务|无码高清|高清无码|欧美无码|日韩无码|约炮|炮友",
        "招嫖|嫖娼|卖淫|援交|裸聊|色情|三级片|黄色电影|黄色视频|黄色网站|黄色小说|看黄片|成人影片|成人电影",
        "成人视频|成人网站|av女优|a片|做爱|口交|肛交|乳交|群交|内射|颜射|潮吹|轮奸|迷奸|强奸视频|兽交|性奴",
        "淫荡|淫穴|淫水|骚逼|骚穴|骚货|大肉棒|鸡巴|操逼|草泥马逼|舔逼|自慰视频|自慰棒",
        "性爱视频|性爱录像|激情视频|裸体视频|裸照交易|偷拍视频|走光视频|楼凤|外围女|上门小姐|小姐上门",
        "学生妹上门|酒店小姐|求包养|乱伦小说|情色直播|色情直播|福利姬|无码av|无码视频|催情药|催情水|春药",
        "big tits|huge tits|nice tits|nude girls|naked teens|nude teens|gay porn",
        "casual sex tonight|sex tonight|free sex|sex slave|sex slaves|fuck tonight|sucked his cock",
        "sucks his cock|rode his cock|his hard cock|his thick cock|her wet pussy|her pussy|fucked her",
        "fucks her|fucking her hard|porn|porno|pornos|pornhub|pornography|xxx video|xxx videos|xxx movies",
        "blowjob|blowjobs|blow job|handjob|cumshot|cumshots|cumming|creampie|gangbang|gang bang|deepthroat",
        "bukkake|hot milf|hot milfs|milfs|dildo|dildos|sex tape|sex video|sex videos|sex cam|sex cams",
        "sexcam|sex chat|live sex|phone sex|sex toys|webcam girls|cam girls|camgirl|camgirls|send nudes",
        "leaked nudes|nude pics|nude selfies|nude cams|escort service|escort services|escort girls",
        "female escorts|vip escorts|call girls|jerk off|jerking off|hentai|ahegao|wet pussy|tight pussy",
        "eat pussy|lick pussy|licking pussy|suck my dick|suck my cock|sucking cock|cocksucker",
        "hard cock inside|fuck me hard|fucked her hard|fuck my ass|fuck her ass|fuck buddy|fuckbuddy",
        "rape fantasy|rape porn|rape video|erotic massage|happy ending massage|adult dating site",
        "adult videos|horny singles|horny girls|horny teens|horny milf|so horny|hookup tonight",
        "onlyfans leak|onlyfans leaks|cum inside|cum on my|swallow cum|threesome with two|naked webcam",
        "strip for me|sexting",
    ),
    "minors": terms(
        "小女孩裸体|小女孩裸照|女童裸|男童裸|幼女约|约幼女|小萝莉裸|儿童色情|幼女视频|幼女资源|幼女裸照",
        "萝莉资源|萝莉裸|幼交|童交|恋童视频|恋童资源|小学生裸照|初中生裸照|未成年裸|未成年卖淫|幼齿资源",
        "性侵幼女视频",
        "nude kids|kids nude|naked kids pics|child nudes|child sex video|kiddy porn|pthc|child porn",
        "child pornography|kiddie porn|kid porn|cp videos|cp links|preteen nude|preteen nudes|preteen sex",
        "underage sex|underage porn|underage nudes|underage girls nude|loli hentai|loli porn|lolicon",
        "jailbait|pedo videos|pedo porn|sex with children|sex with kids|sex with minors|sex with a minor",
        "sex with a child|nude children|naked children pics|child sex",
    ),
    "hate": terms(
        "黑鬼|黑皮猪|支那猪|支那狗|白皮猪|高丽棒子|印度阿三|死基佬|死同性恋|绿教徒|劣等民族|劣等种族",
        "低等民族|低等种族|人渣民族|杀光黑人|杀光犹太人|贱婊子",
        "nigger|niggers|sand nigger|sand niggers|kike|kikes|wetback|wetbacks|towelhead|towelheads|raghead",
        "ragheads|gook|gooks|zipperhead|gas the jews|kill all jews|kill all muslims|kill all blacks",
        "kill all gays|death to jews|death to muslims|death to arabs|white power|race traitor|race traitors",
        "race war now|subhuman race|subhuman filth|go back to africa|inferior race|dirty jew|dirty jews",
        "filthy jew|filthy jews|filthy arabs|filthy muslims|dirty muslims|muslim scum|immigrant scum",
        "fucking faggot|fucking faggots|filthy faggot|stupid faggot|faggots should|dirty chink",
        "fucking chink|fucking chinks|filthy chinks|fucking paki|dirty paki|fucking spic|dirty spic",
        "tranny freak|tranny freaks|feminazi cunts",
    )
    + _each(
        "黑人|白人|犹太人|穆斯林|回民|同性恋|女人|男人|外地人|河南人|东北人|上海人|农民工|印度人|日本人|韩国人|中国人|残疾人|难民|移民",
        "都该死|都去死|都是垃圾|都是畜生|都是人渣|都是劣等|都该杀|都得死|全部去死|应该被消灭|不配活|不配活着|滚出去",
    )
    + _each(
        "kill all|kill all the|gas the|hang all|exterminate all|exterminate the|death to|death to all",
        "jews|muslims|blacks|whites|gays|homosexuals|immigrants|refugees|mexicans|women|gypsies|asians|arabs",
        " ",
    )
    + _each(
        "jews|muslims|blacks|black people|whites|white people|gays|immigrants|refugees|mexicans|women|gypsies|asians|chinese|arabs|trans people",
        "are vermin|are subhuman|are parasites|are cockroaches|are animals|are scum|are filth|should be killed|should all die|should die|must die"
        "|should be exterminated|should be gassed|should be shot|deserve to die|need to be exterminated",
        " ",
    ),
    "violence": terms(
        "怎样杀人|杀人最快|杀了你全家|杀光你们|宰了你全家|灭了你全家|买凶|杀光他们全家|学校里开枪",
        "砍死他们全家|买凶杀人|雇凶杀人|雇凶|杀手接单|职业杀手接单|杀你全家|砍死你|弄死你全家|斩首视频",
        "虐杀视频|血腥视频|虐猫视频|虐狗视频|砍人视频|如何杀人|怎么杀人|杀人教程|杀人方法|分尸教程|碎尸教程",
        "泼硫酸报复|血洗学校|炸学校|炸掉学校|恐袭教程|恐怖袭击教程|收拾人上门|替人讨债砍",
        "kill you and your family|kill your family|need a hitman|find a hitman",
        "kill my wife for money|kill my husband for money|snuff porn|watch people die|beheading video",
        "beheading videos|execution video|gore video|gore videos|snuff film|snuff films|snuff video",
        "snuff movie|torture video|how to kill someone|how to murder someone|get away with murder tips",
        "hire a hitman|hitman for hire|hire a killer|contract killer for hire|shoot up the school",
        "shoot up a school|shoot up my school|shoot up the mall|shoot up the church|bomb the school",
        "blow up the school|slit your throat|i will rape you|gonna rape you|rape and kill|going to stab you",
        "gut you like|kill your whole family|murder your family|kill every last one of you",
        "massacre them all",
    ),
    "self_harm": terms(
        "how to kill yourself",
        "不痛的死法|没有痛苦的死法|无痛死法|怎么死最|怎样死最|怎么死不|吃多少安眠药|吃安眠药自杀|割腕会不会",
        "割腕疼|好想死掉|跳楼自杀方法|活着没意思想死|不想活下去了|自杀方法|自杀教程|自杀攻略",
        "怎么自杀|如何自杀|无痛自杀|自杀群|相约自杀|约死群|一起自杀|我想自杀|好想自杀|想要自杀|准备自杀",
        "割腕教程|怎么割腕|烧炭自杀|想结束自己的生命|想结束生命|自残图片|自残教程",
        "自残群|跳楼直播|去自杀吧|你怎么不去死",
        "don't want to live anymore|do not want to live anymore|don't want to be alive",
        "way to commit suicide|ways to commit suicide|want to commit suicide|going to commit suicide",
        "wanna die|sleeping pills to die|pills to die|how to overdose",
        "suicide plan|planning my suicide|write my suicide note|kill myself|killing myself",
        "how to commit suicide|painless suicide|painless way to die|suicide method",
        "suicide methods|suicide pact|kill yourself|kys|end my life|ending my life|self harm tips",
        "self-harm tips|cutting myself|cut myself again|slit my wrists|slitting my wrists|hang myself",
        "pro ana|pro-ana|thinspo|thinspiration|overdose on pills|want to be dead",
        "suicidal and have a plan",
    ),
    "weapons": terms(
        "卖真枪|真枪买卖|土枪制作|土枪图纸|枪械图纸|枪支配件货到|自制子弹|自制雷管|自制炸弹|制作炸弹|做炸弹",
        "炸弹制作|土制炸弹|炸弹配方|炸药配方|火药配方|制作炸药|自制炸药|自制火药|自制枪|改装枪支|枪支图纸",
        "自制手枪|自制土枪|3d打印枪|制作燃烧瓶|燃烧弹制作|军火交易|枪支交易|枪支买卖",
        "buy guns illegally|illegal guns|illegal firearms for|buy a gun illegally|buy a gun without",
        "buy guns online without|how to make explosives|how to make a silencer|how to build a bomb",
        "bomb recipe|bombs at home|c4 for sale|pipe bomb|pipe bombs|make a bomb|making a bomb|build a bomb",
        "building a bomb|bomb making|bomb-making|homemade bomb|homemade explosives|make explosives",
        "make napalm|make a molotov|molotov recipe|nail bomb|ghost gun|ghost guns|untraceable gun",
        "untraceable guns|untraceable firearm|auto sear|glock switch|3d printed gun|3d printed guns",
        "illegal guns for sale|buy illegal guns|unregistered gun|unregistered guns|unregistered firearms",
        "make ricin|ricin recipe|make sarin|nerve agent recipe|guns without background check",
        "gun without background check|gun without a license|guns no background check|homemade silencer",
    ),
    "drugs": terms(
        "卖大麻|买大麻|出大麻|大麻叶子|卖冰毒|买冰毒|卖海洛因|卖可卡因|卖麻古|卖麻果|卖k粉|出k粉|卖摇头丸",
        "卖迷药|买迷药|迷药货到|冰妹|溜冰找|上头电子烟|听话水|乖乖水|迷情水|迷奸水|制毒教程|制毒配方",
        "制毒技术|毒品交易|出售毒品|毒品货源|嗑药群|吸毒方法",
        "good coke|pure coke|eight ball of|plug for some|weed plug|pure molly|molly pills|oxy pills|oxy 30s",
        "dark web drugs|drug vendor|drug plug|get high on meth|cook meth|cooking meth|make meth",
        "meth recipe|snort coke|snorting coke|snort cocaine|snorting cocaine|smoke crack|smoking crack",
        "smoking meth|smoke meth|shoot heroin|shooting heroin|shoot up heroin|lines of coke|line of coke",
        "gram of coke|grams of coke|bag of coke|ball of coke|crack pipe|ecstasy pills|mdma pills|lsd tabs",
        "acid tabs|drug dealer wanted|buy drugs online|drugs for sale|sell drugs|legal highs for sale",
        "weed dealer|coke dealer",
    )
    + _each(
        "buy|order|score",
        "meth|weed|coke|cocaine|heroin|mdma|lsd|ketamine|fentanyl|xanax|oxycontin|oxycodone|shrooms|adderall|percocet|crystal meth|ghb",
        " ",
    ),
    "gambling": terms(
        "一肖一码|彩票计划群",
        "现金网|投注网|新葡京|葡京赌|线上赌博|网上赌博|网络博彩|博彩导航|赌博群|赌博app|红包赌|牛牛群",
        "炸金花群|注册送彩|首存送|赌钱网|赌钱平台|网上赌场|线上赌场|在线赌场|澳门赌场|赌场开户|博彩网",
        "博彩平台|博彩公司|时时彩|六合彩|百家乐|北京赛车|幸运飞艇|真人荷官|真钱棋牌|真人娱乐场|赌球|网赌",
        "赌博网站|赌博平台|投注平台|投注网站|皇冠体育|永利娱乐|葡京娱乐|金沙娱乐",
        "威尼斯人娱乐|太阳城娱乐|开元棋牌|捕鱼赢现金|送彩金|必中一|六合资料|老虎机平台",
        "电子游艺|体育投注|赢钱提现|棋牌上分",
        "online gambling|gambling online|casino games online|play slots|bet online|online betting",
        "sports bets online|crypto casino|bitcoin casino|betting odds tips|win real money|pk10",
        "online casino|online casinos|casino online|casino bonus|casino bonuses|free spins|online slots",
        "slots online|slot online|betting site|betting sites|betting tips|sportsbook|real money casino",
        "real money slots|no deposit bonus|deposit bonus|fixed matches|fixed match|baccarat online",
        "online baccarat|roulette online|online roulette|jackpot slots|gambling site|gambling sites",
        "casino jackpot|sure bets|judi online|slot gacor|live casino",
    ),
    "fraud": terms(
        "洗钱找|洗钱加|找我洗钱|套现加|刷信誉|刷流水|假驾驶证|假护照|做假证|做假章|包过代考|代办学历",
        "学历代办|学信网可查|银行卡出租|实名卡出售|黑卡出售|养卡套现|出售银行账户|高价收卡|虚拟币带单",
        "带你稳赚|稳赚项目|刷单|代开发票|开发票加|办假证|假证件|假身份证|假文凭|假毕业证|买文凭|买学历",
        "高仿人民币|信用卡套现|花呗套现|白条套现|黑户贷款|征信洗白|征信修复|裸贷|银行卡四件套",
        "收购银行卡|出售银行卡|出租银行卡|出售身份证|出售个人信息|公民信息出售|改号软件|伪基站|盗号软件",
        "代考|替考|代写论文|论文代写|日赚千元|包赚不赔|保本高收益|资金盘|跑分赚|洗钱渠道",
        "代洗钱|洗黑钱|原始股内部|内幕股票|带单老师|黑客接单|办证刻章|刻章办证",
        "buy fake id|buy fake ids|buy fake passport|scannable fake|fake documents for sale",
        "novelty passports|western union transfer hack|cash app flip|cashapp flip|hack any account",
        "hack any instagram|hack any facebook|hack any phone|hack whatsapp|cvv shop",
        "money flip|guaranteed income per day|work from home and earn $|fake passport|fake passports",
        "fake id for sale|fake ids|fake driver's license|fake diploma|fake diplomas|fake degree",
        "fake degrees|counterfeit money|counterfeit bills|counterfeit banknotes|counterfeit notes",
        "stolen credit cards|stolen credit card numbers|cvv dumps|dumps with pin|fullz|cloned cards",
        "cloned credit cards|money laundering service|bitcoin doubler",
        "double your bitcoin|double your money|get rich quick|guaranteed returns|guaranteed profit",
        "phishing kit|phishing page|hacked paypal|hacked accounts|money mule|money mules|hire a hacker",
        "hacker for hire|bank logs|hack facebook account|hack instagram account|risk-free profit",
        "inheritance of $|claim your prize|you have won the lottery|recover lost bitcoin",
        "essay writing service|take my exam for me",
    ),
}
INNOCENT: tuple[str, ...] = terms(
    "女性奴|男性奴|两性奴|楼凤凰|楼凤仪|a片区|a片段|a片子|网赌气|刷单反|被裸聊",
    "pussy cat|pussy cats|child sex ratio|sex tape measure|kill myself laughing",
    "众口交|贩卖海洛因|贩卖冰毒|贩卖大麻|贩卖可卡因|贩卖麻古|贩卖麻果|贩卖k粉|贩卖摇头丸|贩卖毒品|购买大麻",
    "买枪炮|买枪买马|卖枪炮|挂羊头卖冰|酒店小姐姐|玩具手枪|玩具步枪|玩具枪|塑料手枪|水手枪|卖冰棍|卖冰糖",
    "卖冰激凌|卖冰淇淋|卖冰箱|卖冰块|卖冰水|卖冰鞋|卖冰粉|办证大厅|办证中心|办证窗口|办证处|无码头|做爱心",
    "做爱好|做爱国|做爱吃|做爱豆|做爱的奉献|叫做爱|当做爱|看做爱|称做爱|路口交|出口交|进口交|港口交|人口交",
    "窗口交|门口交|接口交|关口交|渡口交|河口交|山口交|海口交|汉口交|胡同口交|口交通|口交易|口交货|口交叉",
    "口交汇|口交界|口交给|口交谈|口交代|口交流|口交换|口交接|口交付|口交警|口交钱|口交错|口交战|国内射",
    "室内射|体内射|境内射|年内射|向内射|院内射|场内射|海内射|以内射|内射击|内射线|内射门|内射箭|内射出",
    "内射入|退潮吹|海潮吹|热潮吹|潮吹来|潮吹响|支援交|救援交|增援交|后援交|援交流|人群交|族群交|社群交",
    "群交流|群交易|群交往|群交头|群交谈|群交给|群交错|群交换|群交友|群交叉|牛肉棒|鸡肉棒|蟹肉棒|维生素a片",
    "反色情|色情况|颜色情|角色情|特色情|物色情|神色情|景色情|脸色情|夜色情|绿色情|红色情|本色情|出色情",
    "音色情|月色情|染色情|大麻纤维|大麻籽|大麻哈|大麻子|大麻烦|大麻袋|大麻雀|大麻花|大麻布|大麻将|大麻绳",
    "工业大麻|大麻类|火麻|子弹头|子弹短信|子弹笔记|印刷单|冲刷单|刷单车|刷单位|刷单词|刷单元|刷单曲|刷单杠",
    "粉刷单|现代考|古代考|当代考|时代考|朝代考|历代考|近代考|年代考|代考古|代考虑|代考察|代考证|代替考",
    "替考虑|替考生|特码头|不特码|三肖像|上下分明",
    "以上下分|内赌|络绎|炮友军|屠尽头|做炸弹专家|当做炸弹|叫做炸弹|称做炸弹|打气枪|充气枪|电脑棋牌|纸质发票",
    "购买枪鱼|买枪鱼|卖枪鱼|卖枪手|买枪手|吹躺赚|防盗刷|避免盗刷|被盗刷|盗刷题",
    "pot roast|flower pot|cooking pot|coke oven|diet coke|cocktail|food porn|earth porn|word porn|anti-porn",
    "revenge porn law|weed killer|weed killers|weed control|weed out|weeds|glue gun|glue guns|nail gun",
    "nail guns|spray gun|squirt gun|water gun|water guns|heat gun|top gun|grease gun|staple gun|massage gun",
    "spic and span|chink in the|chinks in the|dyke road|van dyke|bath salts|poker face|kill myself laughing",
    "kill yourself laughing|killing myself laughing|kill myself for not|call girls'|meth.|cannabis oil law",
    "opium war|opium wars",
)
