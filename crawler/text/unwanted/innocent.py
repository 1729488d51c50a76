"""Words that hold a term of bad content and mean something else: 路口交通 is no 口交.

Unspaced text has no ends of words, so its innocent neighbours are listed; where one stands, the
term in it is not seen.
"""

from __future__ import annotations

from crawler.text.unwanted.terms import terms

INNOCENT: tuple[str, ...] = terms(
    "做爱花|做爱读|做爱笑|做爱美|做爱学|做爱家|做爱生活|做爱自己|做爱运动|做爱思|做爱动|做爱唱|做爱旅",
    "做爱猫|做爱狗|做爱书|做爱干净|做爱老婆|幼幼儿|老老幼幼|幼吾幼|买卖枪支罪|出售假冒|出售假药罪|出售假货",
    "贩卖枪支罪|女性奴|男性奴|两性奴|楼凤凰|楼凤仪|a片区|a片段|a片子|网赌气|刷单反|被裸聊|众口交|贩卖海洛因",
    "贩卖冰毒|贩卖大麻|贩卖可卡因|贩卖麻古|贩卖麻果|贩卖k粉|贩卖摇头丸|贩卖毒品|购买大麻|买枪炮|卖枪炮",
    "挂羊头卖冰|酒店小姐姐|玩具手枪|玩具步枪|玩具枪|塑料手枪|水手枪|卖冰棍|卖冰糖|卖冰激凌|卖冰淇淋|卖冰箱",
    "卖冰块|卖冰水|卖冰鞋|卖冰粉|办证大厅|办证中心|办证窗口|办证处|无码头|做爱心|做爱好|做爱国|做爱吃",
    "做爱豆|做爱的奉献|叫做爱|当做爱|看做爱|称做爱|路口交|出口交|进口交|港口交|人口交|窗口交|门口交|接口交",
    "关口交|渡口交|河口交|山口交|海口交|汉口交|胡同口交|口交通|口交易|口交货|口交叉|口交汇|口交界|口交给",
    "口交谈|口交代|口交流|口交换|口交接|口交付|口交警|口交钱|口交错|口交战|国内射|室内射|体内射|境内射",
    "年内射|向内射|院内射|场内射|海内射|以内射|内射击|内射线|内射门|内射箭|内射出|内射入|退潮吹|海潮吹",
    "热潮吹|潮吹来|潮吹响|支援交|救援交|增援交|后援交|援交流|人群交|族群交|社群交|群交流|群交易|群交往",
    "群交头|群交谈|群交给|群交错|群交换|群交友|群交叉|牛肉棒|鸡肉棒|蟹肉棒|维生素a片|反色情|色情况|颜色情",
    "角色情|特色情|物色情|神色情|景色情|脸色情|夜色情|绿色情|红色情|本色情|出色情|音色情|月色情|染色情",
    "大麻纤维|大麻籽|大麻哈|大麻子|大麻烦|大麻袋|大麻雀|大麻花|大麻布|大麻将|大麻绳|工业大麻|大麻类|火麻",
    "子弹头|子弹短信|子弹笔记|印刷单|冲刷单|刷单车|刷单位|刷单词|刷单元|刷单曲|刷单杠|粉刷单|现代考|古代考",
    "当代考|时代考|朝代考|历代考|近代考|年代考|代考古|代考虑|代考察|代考证|代替考|替考虑|替考生|特码头",
    "不特码|三肖像|上下分明|以上下分|内赌|络绎|炮友军|屠尽头|做炸弹专家|当做炸弹|叫做炸弹|称做炸弹|打气枪",
    "充气枪|电脑棋牌|纸质发票|购买枪鱼|买枪鱼|卖枪鱼|卖枪手|买枪手|吹躺赚|防盗刷|避免盗刷|被盗刷|盗刷题",
    "pussy cat|pussy cats|child sex ratio|sex tape measure|kill myself laughing|pot roast|flower pot",
    "cooking pot|coke oven|diet coke|cocktail|food porn|earth porn|word porn|anti-porn|revenge porn law",
    "weed killer|weed killers|weed control|weed out|weeds|glue gun|glue guns|nail gun|nail guns|spray gun",
    "squirt gun|water gun|water guns|heat gun|top gun|grease gun|staple gun|massage gun|spic and span",
    "chink in the|chinks in the|dyke road|van dyke|bath salts|poker face|kill yourself laughing",
    "killing myself laughing|kill myself for not|call girls'|meth.|cannabis oil law|opium war|opium wars",
)
