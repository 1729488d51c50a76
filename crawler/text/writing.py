"""How languages are written: scripts, and characters that tell Chinese, Cantonese and Japanese apart.

Tables of their own, because the language room reads them as data and never as rules.
Ranges follow the blocks of the Unicode Standard; the lists of characters are hand-picked
from what is common in forums and novels, so a rare character simply casts no vote.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
KANA = "\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"

# Ranges of a script, and the languages written in it that the model may answer with.
# A script with one language decides alone.  The Latin list leaves out languages that forums
# hardly hold and that the model likes to see in short posts (Cebuano, Ido, Alemannic …).
SCRIPTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Latn": (
        LATIN,
        tuple(
            "en de fr es it pt nl tr vi pl sv da no fi cs sk hu ro id ms tl hr sl et lv lt ca sq is az eu gl"
            " ga cy la sw af eo uz so".split()
        ),
    ),
    "Cyrl": ("\u0400-\u052f", tuple("ru uk bg sr mk be kk mn ky tg tt".split())),
    "Arab": (ARABIC, ("ar", "fa", "ur", "ps", "ug")),
    "Deva": ("\u0900-\u097f", ("hi", "mr", "ne", "sa")),
    "Beng": ("\u0980-\u09ff", ("bn", "as")),
    "Hebr": ("\u0590-\u05ff", ("he", "yi")),
    "Grek": ("\u0370-\u03ff\u1f00-\u1fff", ("el",)),
    "Thai": ("\u0e00-\u0e7f", ("th",)),
    "Laoo": ("\u0e80-\u0eff", ("lo",)),
    "Geor": ("\u10a0-\u10ff", ("ka",)),
    "Armn": ("\u0530-\u058f", ("hy",)),
    "Guru": ("\u0a00-\u0a7f", ("pa",)),
    "Gujr": ("\u0a80-\u0aff", ("gu",)),
    "Orya": ("\u0b00-\u0b7f", ("or",)),
    "Taml": ("\u0b80-\u0bff", ("ta",)),
    "Telu": ("\u0c00-\u0c7f", ("te",)),
    "Knda": ("\u0c80-\u0cff", ("kn",)),
    "Mlym": ("\u0d00-\u0d7f", ("ml",)),
    "Sinh": ("\u0d80-\u0dff", ("si",)),
    "Tibt": ("\u0f00-\u0fff", ("bo",)),
    "Mymr": ("\u1000-\u109f", ("my",)),
    "Ethi": ("\u1200-\u137f", ("am",)),
    "Khmr": ("\u1780-\u17ff", ("km",)),
}

# Of these, the languages that have a list of words (crawler/text/lexicon.py).
LISTED: dict[str, tuple[str, ...]] = {
    "Latn": tuple("en de fr es it pt nl tr vi pl sv da no fi cs sk hu ro id ms tl hr sl lv lt ca is".split()),
    "Cyrl": ("ru", "uk", "bg", "sr", "mk"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi",),
    "Beng": ("bn",),
    "Hebr": ("he",),
}

# Simplified and traditional in turn; a simplified form that is also a traditional character of
# its own (后, 里, 干, 云 …) is left out.
_PAIRS = """
爱愛罢罷备備贝貝笔筆毕畢边邊宾賓补補参參层層产產长長尝嘗场場车車陈陳称稱诚誠齿齒处處传傳创創纯純词詞从從
错錯达達带帶单單当當党黨导導灯燈邓鄧敌敵点點电電东東动動独獨读讀队隊对對吨噸夺奪儿兒尔爾发發饭飯访訪飞飛
费費风風妇婦复復负負盖蓋赶趕刚剛钢鋼个個给給巩鞏沟溝构構顾顧关關观觀馆館惯慣广廣归歸国國过過汉漢号號红紅
护護华華话話画畫怀懷坏壞欢歡环環还還换換汇匯会會绘繪货貨获獲机機击擊积積极極级級纪紀际際济濟继繼记記计計
价價驾駕坚堅间間艰艱监監检檢简簡见見剑劍舰艦将將讲講酱醬胶膠阶階节節结結紧緊尽盡进進惊驚经經净淨镜鏡旧舊
举舉剧劇据據惧懼绝絕觉覺军軍开開课課块塊宽寬矿礦亏虧扩擴来來蓝藍览覽烂爛劳勞乐樂类類离離礼禮历歷丽麗励勵
连連联聯脸臉练練炼煉两兩辆輛疗療辽遼邻鄰临臨灵靈龄齡领領刘劉龙龍楼樓录錄陆陸虑慮绿綠乱亂轮輪论論罗羅妈媽
马馬吗嗎买買卖賣满滿猫貓贸貿么麼没沒梦夢弥彌绵綿庙廟灭滅鸣鳴难難脑腦闹鬧鸟鳥宁寧农農诺諾欧歐盘盤赔賠喷噴
骗騙飘飄频頻评評凭憑苹蘋齐齊骑騎气氣启啟弃棄迁遷钱錢枪槍强強墙牆抢搶亲親轻輕倾傾请請庆慶穷窮区區权權劝勸
确確让讓扰擾热熱认認荣榮软軟赛賽伞傘丧喪扫掃杀殺伤傷赏賞烧燒绍紹设設谁誰审審声聲胜勝圣聖师師诗詩时時识識
实實适適势勢视視试試释釋寿壽书書输輸属屬术術树樹数數双雙税稅顺順说說丝絲讼訟苏蘇诉訴虽雖随隨岁歲孙孫损損
缩縮态態谈談叹嘆汤湯讨討腾騰题題体體条條铁鐵听聽厅廳头頭图圖团團弯彎万萬网網为為围圍伟偉伪偽卫衛温溫闻聞
稳穩问問无無雾霧习習戏戲细細吓嚇纤纖显顯现現线線县縣献獻乡鄉响響项項协協写寫谢謝兴興须須许許续續选選学學
寻尋训訓压壓亚亞烟煙严嚴盐鹽颜顏艳豔验驗阳陽杨楊养養样樣药藥爷爺业業叶葉页頁医醫亿億忆憶义義艺藝议議异異
译譯阴陰银銀应應营營赢贏拥擁优優邮郵犹猶鱼魚与與语語预預员員园園圆圓远遠愿願约約阅閱跃躍运運杂雜载載赞讚
脏髒择擇泽澤则則责責贼賊赠贈债債战戰张張帐帳账賬这這贞貞针針阵陣镇鎮争爭证證郑鄭织織职職纸紙质質种種众眾
钟鐘终終诸諸烛燭驻駐专專转轉赚賺庄莊装裝壮壯状狀资資总總纵縱钻鑽组組们們仅僅仓倉仪儀伦倫侠俠侣侶储儲偿償
凤鳳凯凱别別剂劑勋勳卢盧却卻厂廠厌厭厕廁叙敘吕呂咏詠哑啞唤喚啸嘯嘱囑坠墜坟墳垫墊堕墮壶壺够夠夹夾奋奮奖獎
娱娛婴嬰宠寵宫宮宪憲屿嶼岂豈岭嶺岛島峡峽币幣帅帥帮幫库庫庞龐废廢弹彈彻徹忧憂怜憐恋戀恳懇恶惡恼惱悬懸惨慘
惭慚愤憤慑懾懒懶扑撲执執抚撫抛拋报報拟擬拦攔拧擰拨撥挂掛挚摯挠撓挡擋挣掙挤擠挥揮捞撈捡撿掷擲揽攬摄攝摆擺
摇搖摊攤撑撐敛斂斋齋斩斬断斷旷曠昼晝晒曬晓曉晕暈暂暫柜櫃标標栋棟栏欄档檔桥橋残殘毁毀毙斃沪滬泪淚泼潑洁潔
洒灑浅淺浆漿测測浓濃涛濤润潤涨漲渊淵渐漸渔漁湾灣湿濕溃潰滚滾滥濫滩灘潜潛潇瀟澜瀾灾災炉爐烁爍焕煥牵牽牺犧
狱獄狭狹狮獅猎獵玛瑪琐瑣疯瘋疮瘡痒癢皱皺盏盞盗盜码碼砖磚础礎硕碩祷禱祸禍禅禪窍竅窜竄竞競笼籠签簽篮籃粮糧
纠糾纷紛纽紐绅紳绊絆绑綁绕繞统統绣繡绪緒维維缓緩编編缘緣缝縫缠纏罚罰羡羨翘翹耸聳聂聶肃肅肠腸肤膚肿腫胀脹
胁脅脱脫腊臘舆輿苍蒼荡蕩荐薦莱萊莲蓮萧蕭萨薩蕴蘊虏虜虚虛蚁蟻蛮蠻袭襲裤褲规規觅覓誉譽订訂讥譏讯訊诀訣诅詛
诈詐诊診诞誕诡詭询詢该該详詳诱誘诲誨谅諒谊誼谋謀谍諜谎謊谜謎谣謠谦謙谨謹谬謬谱譜贡貢财財贤賢败敗贩販贪貪
贫貧购購贯貫贱賤贴貼贵貴贺賀贾賈赋賦赌賭赐賜趋趨践踐踪蹤躯軀轨軌轰轟轴軸较較辅輔辈輩辉輝辑輯辞辭辩辯迈邁
违違迟遲逊遜递遞逻邏遗遺酿釀钓釣钥鑰钩鉤铃鈴铜銅铠鎧铺鋪链鏈销銷锁鎖锅鍋锋鋒锐銳锦錦键鍵锻鍛门門闪閃闭閉
闯闖闲閒闷悶阁閣阔闊陕陝险險隐隱雏雛顶頂顽頑顿頓颂頌颇頗颈頸颗顆额額颠顛颤顫饥飢饮飲饰飾饱飽饼餅饿餓馈饋
驱驅驳駁驴驢骂罵骄驕鲁魯鲜鮮鸡雞鸭鴨鸿鴻鹅鵝鹰鷹麦麥龟龜浏瀏户戶脚腳贰貳闽閩鹏鵬驰馳
"""
_FORMS = "".join(_PAIRS.split())
TO_SIMPLIFIED = str.maketrans(_FORMS[1::2], _FORMS[::2])
SIMPLIFIED = frozenset(_FORMS[::2])
TRADITIONAL = frozenset(_FORMS[1::2]) | frozenset("裏裡後隻雲髮鬱鬆臺颱籲闆誌鬥豐夥繫幾儘妳祂係説爲衆啓裝錶")

# Characters of Chinese that Japanese does not use, beyond those that are written differently.
CHINESE = "你您们們她它吗嗎呢吧很这這哪啊哦么麼还還没咱给给啦嘛"

# Words of English that no other language of the Latin script has among its common ones.
ENGLISH = frozenset(
    "the and of that this with you your for have not they them their what which from are were been would"
    " could should there it's don't i'm he she his her but when who how why about because just like than"
    " then these those into only some other".split()
)

# Words that are written in Cantonese and not in Mandarin; 唔 alone is also a Mandarin grunt.
CANTONESE = re.compile(
    "嘅|咗|喺|嚟|冇|佢|哋|嗰|啲|嘢|噉|咁|攞|搵|揾|瞓|㗎|喎|嘥|啱|咪住|乜嘢|點解|边度|邊度|而家|"
    "唔[好係系知使想會会得到該该同見见識识要洗緊]"
)

# New Japanese forms that neither Chinese writing has.
JAPANESE = frozenset(
    "亜圧囲壱隠栄営駅円塩応桜価仮楽覚気帰拡関勧歓観拠挙郷挟暁駆勲恵掲渓経継軽鶏県倹剣険圏検権顕験厳広鉱黒済斎剤"
    "雑桟蚕賛歯児実釈収従渋獣縦奨焼乗浄剰畳縄壌嬢譲醸粋酔穂髄瀬斉摂専戦銭繊捜挿巣荘総臓蔵騒増続対帯滞滝択沢単団弾"
    "遅鋳庁聴勅逓鉄転伝闘徳読届弐悩脳覇廃拝売発髪抜払仏併塀辺変歩豊褒毎黙訳薬揺様謡頼覧竜両猟緑涙塁霊齢労録込"
    "働峠畑枠辻匂図戸歳巻々"
)
