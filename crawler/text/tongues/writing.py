"""How languages are written: scripts, and characters that tell Chinese, Cantonese and Japanese apart.

Tables of their own, because the language room reads them as data and never as rules.
Ranges follow the blocks of the Unicode Standard; the lists of characters hold what forums and
novels use, so a rare character simply casts no vote.
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

# Of these, the languages that have a list of words (crawler/text/tongues/lexicon.py).
LISTED: dict[str, tuple[str, ...]] = {
    "Latn": tuple("en de fr es it pt nl tr vi pl sv da no fi cs sk hu ro id ms tl hr sl lv lt ca is".split()),
    "Cyrl": ("ru", "uk", "bg", "sr", "mk"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi",),
    "Beng": ("bn",),
    "Hebr": ("he",),
}

# Simplified and traditional in turn; a simplified form that is also a traditional character of
# its own (后, 里, 干, 云 …) is left out.  The first half is what is common; the second, from 皑 on, is
# what else stands in GB 2312 and not in Big5 and has one traditional form (OpenCC's tables, Apache 2.0).
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
皑皚蔼藹碍礙袄襖奥奧坝壩颁頒办辦镑鎊谤謗剥剝宝寶鲍鮑钡鋇狈狽惫憊绷繃贬貶变變辫辮鳖鱉瘪癟濒瀕滨濱摈擯铂鉑灿燦
舱艙沧滄侧側册冊诧詫搀攙掺摻蝉蟬馋饞谗讒铲鏟阐闡畅暢钞鈔尘塵衬襯惩懲骋騁耻恥炽熾冲衝畴疇踌躊筹籌绸綢橱櫥厨廚
锄鋤锤錘绰綽聪聰葱蔥囱囪丛叢凑湊蹿躥贷貸担擔郸鄲掸撣胆膽惮憚捣搗涤滌缔締调調叠疊钉釘锭錠丢丟冻凍犊犢镀鍍缎緞
兑兌钝鈍讹訛饵餌阀閥珐琺矾礬钒釩烦煩纺紡诽誹粪糞枫楓冯馮讽諷辐輻讣訃缚縛钙鈣秆稈赣贛冈岡纲綱岗崗镐鎬搁擱鸽鴿
铬鉻龚龔蛊蠱剐剮闺閨刽劊辊輥骇駭韩韓阂閡鹤鶴横橫恒恆哗譁痪瘓涣渙黄黃贿賄秽穢烩燴讳諱荤葷浑渾迹跡绩績缉緝蓟薊
荚莢颊頰钾鉀歼殲笺箋缄緘碱鹼拣揀俭儉减減槛檻鉴鑑饯餞溅濺涧澗蒋蔣桨槳浇澆娇嬌搅攪铰鉸矫矯侥僥饺餃缴繳绞絞轿轎
诫誡届屆晋晉烬燼劲勁荆荊茎莖鲸鯨静靜径徑痉痙厩廄驹駒锯鋸鹃鵑绢絹决決钧鈞骏駿壳殼垦墾抠摳侩儈况況岿巋窥窺赖賴
阑闌兰蘭谰讕缆纜涝澇镭鐳垒壘鲤鯉厉厲砾礫沥瀝隶隸俩倆镰鐮涟漣凉涼镣鐐鳞鱗凛凜赁賃馏餾聋聾咙嚨垄壟拢攏陇隴娄婁
搂摟篓簍芦蘆颅顱庐廬掳擄卤滷赂賂禄祿铝鋁屡屢缕縷滤濾峦巒挛攣孪孿滦灤抡掄仑侖沦淪纶綸萝蘿锣鑼箩籮骡騾骆駱络絡
蚂螞脉脈瞒瞞馒饅谩謾锚錨铆鉚镁鎂锰錳幂冪缅緬悯憫铭銘亩畝呐吶钠鈉纳納馁餒内內腻膩撵攆啮齧镊鑷镍鎳柠檸狞獰钮鈕
脓膿疟瘧鸥鷗殴毆呕嘔沤漚脐臍讫訖铅鉛钳鉗谴譴堑塹呛嗆蔷薔锹鍬乔喬侨僑窃竊钦欽寝寢氢氫顷頃琼瓊龋齲颧顴鹊鵲饶饒
韧韌纫紉绒絨闰閏鳃鰓骚騷涩澀刹剎纱紗筛篩删刪赡贍缮繕赊賒婶嬸肾腎渗滲绳繩蚀蝕驶駛兽獸枢樞赎贖竖豎饲飼怂慫诵誦
擞擻绥綏笋筍獭獺挞撻瘫癱坛壇谭譚烫燙绦絛誊謄锑銻屉屜烃烴秃禿颓頹蜕蛻鸵鴕驮馱驼駝椭橢袜襪韦韋潍濰苇葦纬緯谓謂
纹紋挝撾蜗蝸涡渦窝窩卧臥呜嗚钨鎢乌烏诬誣芜蕪吴吳坞塢务務误誤锡錫铣銑虾蝦辖轄厦廈衔銜馅餡厢廂镶鑲嚣囂挟挾携攜
谐諧泻瀉锌鋅衅釁汹洶锈鏽嘘噓轩軒癣癬绚絢驯馴鸦鴉讶訝阉閹阎閻砚硯彦彥谚諺鸯鴦扬揚疡瘍瑶瑤尧堯遥遙窑窯铱銥颐頤
诣詣绎繹荫蔭樱櫻缨纓莹瑩萤螢荧熒蝇蠅颖穎哟喲痈癰铀鈾驭馭鸳鴛辕轅粤粵悦悅郧鄖匀勻陨隕酝醞韵韻攒攢赃贓凿鑿枣棗
轧軋铡鍘闸閘栅柵毡氈辗輾崭嶄栈棧绽綻赵趙蛰蟄辙轍锗鍺侦偵睁睜狰猙帧幀帜幟滞滯诌謅骤驟猪豬诛誅瞩矚贮貯铸鑄桩樁
妆妝锥錐赘贅缀綴谆諄浊濁兹茲渍漬综綜邹鄒亘亙芈羋啬嗇厍厙厣厴厮廝靥靨赝贗匦匭匮匱赜賾刭剄刿劌剀剴伛傴伥倀伧傖
伫佇侪儕侬儂俦儔俨儼俪儷俣俁偾僨偬傯偻僂傥儻傧儐傩儺佥僉籴糴黉黌冁囅凫鳧兖兗衮袞亵褻脔臠禀稟讦訐讧訌讪訕讴謳
讵詎讷訥诂詁诃訶诋詆诏詔诎詘诒詒诓誆诔誄诖詿诘詰诙詼诜詵诟詬诠詮诤諍诨諢诩詡诮誚诰誥诳誑诶誒诹諏诼諑诿諉谀諛
谂諗谄諂谇誶谌諶谏諫谑謔谒謁谔諤谕諭谖諼谙諳谛諦谝諞谟謨谠讜谡謖谥諡谧謐谪謫谫譾谮譖谯譙谲譎谳讞谵譫谶讖卺巹
陉陘陧隉邝鄺邬鄔邺鄴郏郟郐鄶郓鄆郦酈刍芻奂奐劢勱巯巰垩堊圹壙坜壢垆壚垭埡垲塏埘塒埚堝埙壎芗薌苈藶苋莧苌萇苁蓯
苎苧茏蘢茑蔦茔塋茕煢荛蕘荜蓽荞蕎荟薈荠薺荦犖荥滎荨蕁荩藎荪蓀荭葒莳蒔莴萵莅蒞莶薟莸蕕莺鶯莼蓴萦縈蒇蕆蒉蕢蒌蔞
蓦驀蓠蘺蓥鎣蓣蕷蔹蘞蔺藺蕲蘄薮藪藓蘚蘖櫱奁奩尴尷扪捫抟摶挢撟掴摑掼摜揿撳摅攄撄攖撷擷撸擼撺攛弑弒叽嘰呒嘸呓囈
呖嚦呗唄呙咼咛嚀哒噠哓嘵哔嗶哕噦哙噲哜嚌哝噥唛嘜唠嘮唢嗩啧嘖啭囀喽嘍喾嚳嗫囁嗳噯辔轡嘤嚶噜嚕囵圇帏幃帱幬帻幘
帼幗岖嶇岘峴岚嵐峄嶧峤嶠峥崢崂嶗崃崍嵘嶸嵝嶁巅巔徕徠犷獷狯獪狲猻猃獫猡玀猕獼猬蝟饧餳饨飩饩餼饪飪饫飫饬飭饴飴
饷餉饽餑馄餛馊餿馍饃馐饈馑饉馔饌庑廡赓賡廪廩怃憮怄慪忾愾怅悵怆愴怿懌恸慟恹懨恻惻恺愷恽惲悭慳惬愜愠慍愦憒懔懍
闩閂闫閆闱闈闳閎闵閔闶閌闼闥闾閭阃閫阄鬮阆閬阈閾阊閶阋鬩阌閿阍閽阏閼阒闃阕闋阖闔阗闐阙闕阚闞沣灃泷瀧泸瀘泺濼
泾涇浃浹浈湞浍澮浒滸浔潯涞淶涠潿渎瀆渑澠渌淥溆漵滟灩滠灄滢瀅滗潷潆瀠潋瀲潴瀦濑瀨灏灝骞騫迩邇逦邐屦屨弪弳妩嫵
妪嫗姗姍娅婭娆嬈娈孌姹奼娲媧婵嬋媪媼嫒嬡嫔嬪嫱嬙嬷嬤驵駔驷駟驸駙驺騶驿驛驽駑骀駘骁驍骅驊骈駢骊驪骐騏骒騍骓騅
骖驂骘騭骛騖骜驁骝騮骟騸骠驃骢驄骣驏骥驥骧驤纡紆纣紂纥紇纨紈纩纊纭紜纰紕纾紓绀紺绁紲绂紱绉縐绋紼绌絀绐紿绗絎
绛絳绠綆绡綃绨綈绫綾绮綺绯緋绱鞝绲緄缍綞绶綬绺綹绻綣绾綰缁緇缂緙缃緗缇緹缈緲缋繢缌緦缏緶缑緱缒縋缗緡缙縉缜縝
缛縟缟縞缡縭缢縊缣縑缤繽缥縹缦縵缧縲缪繆缫繅缬纈缭繚缯繒缱繾缲繰缳繯缵纘玑璣玮瑋珑瓏顼頊玺璽珲琿琏璉瑷璦璎瓔
瓒瓚韪韙韫韞韬韜杩榪枥櫪枨棖枞樅枭梟栉櫛栊櫳栌櫨栀梔栎櫟柽檉桠椏桡橈桢楨桤榿桦樺桧檜栾欒棂欞椟櫝椠槧椤欏椁槨
榄欖榇櫬榈櫚榉櫸槟檳槠櫧樯檣橥櫫橹櫓橼櫞檩檁殁歿殇殤殒殞殓殮殚殫殡殯轫軔轭軛轲軻轳轤轵軹轶軼轸軫轹轢轺軺轼軾
轾輊辁輇辂輅辄輒辇輦辋輞辍輟辎輜辏輳辘轆辚轔戋戔戗戧戬戩瓯甌昙曇晔曄晖暉暧曖贲賁贳貰贶貺贻貽贽贄赀貲赅賅赆贐
赈賑赉賚赇賕赍齎赕賧赙賻觇覘觊覬觋覡觌覿觎覦觏覯觐覲觑覷牦犛毵毿氇氌氩氬氲氳牍牘胧朧胪臚胫脛脍膾脶腡腼靦腽膃
腭齶膑臏欤歟飑颮飒颯飓颶飕颼飙飆毂轂齑齏斓斕炀煬炜煒炝熗烨燁焖燜焘燾祢禰祯禎怼懟悫愨懑懣戆戇泶澩矶磯砀碭砗硨
砺礪砻礱硖硤硗磽碛磧碜磣龛龕眦眥睐睞睑瞼罴羆羁羈钆釓钇釔钋釙钊釗钌釕钍釷钏釧钐釤钔鍆钗釵钕釹钛鈦钣鈑钤鈐钫鈁
钪鈧钭鈄钬鈥钯鈀钰鈺钲鉦钴鈷钶鈳钸鈽钹鈸钺鉞钼鉬钽鉭钿鈿铄鑠铈鈰铉鉉铊鉈铋鉍铌鈮铍鈹铎鐸铐銬铑銠铒鉺铕銪铖鋮
铗鋏铙鐃铛鐺铟銦铢銖铤鋌铥銩铧鏵铨銓铪鉿铩鎩铫銚铮錚铯銫铳銃铴鐋铵銨铷銣铹鐒铼錸铽鋱铿鏗锂鋰锆鋯锇鋨锉銼锊鋝
锒鋃锓鋟锔鋦锕錒锖錆锛錛锞錁锟錕锢錮锩錈锬錟锱錙锲鍥锴鍇锶鍶锷鍔锸鍤锼鎪锾鍰镂鏤锵鏘镄鐨镆鏌镉鎘镌鐫镏鎦镒鎰
镓鎵镔鑌镖鏢镗鏜镘鏝镙鏍镛鏞镞鏃镝鏑镡鐔镢钁镤鏷镦鐓镧鑭镨鐠镪鏹镫鐙镬鑊镯鐲镱鐿镳鑣穑穡鸠鳩鸢鳶鸨鴇鸩鴆鸪鴣
鸫鶇鸬鸕鸲鴝鸱鴟鸶鷥鸸鴯鸷鷙鸹鴰鸺鵂鸾鸞鹁鵓鹂鸝鹄鵠鹆鵒鹇鷳鹈鵜鹉鵡鹌鵪鹎鵯鹑鶉鹕鶘鹗鶚鹜鶩鹞鷂鹣鶼鹦鸚鹧鷓
鹨鷚鹩鷯鹪鷦鹫鷲鹬鷸鹭鷺鹳鸛疖癤疠癘疴痾疱皰痨癆痫癇瘅癉瘗瘞瘿癭瘾癮癞癩癫癲窦竇窭窶裆襠裢褳裣襝裥襉褛褸褴襤
皲皸耧耬聍聹聩聵顸頇颀頎颃頏颉頡颌頜颍潁颏頦颔頷颚顎颛顓颞顳颟顢颡顙颢顥颦顰虬虯虿蠆蚬蜆蛎蠣蛏蟶蛱蛺蛲蟯蛳螄
蛴蠐蝈蟈蝾蠑蝼螻罂罌笃篤笕筧笾籩筚篳筝箏箦簀箧篋箨籜箪簞箫簫篑簣簖籪籁籟舣艤舻艫袅嫋羟羥籼秈粝糲粜糶糁糝糇餱
糍餈絷縶麸麩趱趲酽釅酾釃鹾鹺趸躉跄蹌跞躒跷蹺跸蹕跹躚跻躋踬躓踯躑蹑躡蹒蹣蹰躕躏躪躜躦觞觴觯觶靓靚雳靂霁霽霭靄
龀齔龃齟龅齙龆齠龇齜龈齦龉齬龊齪龌齷黾黽鼋黿鼍鼉隽雋雠讎銮鑾錾鏨鱿魷鲂魴鲈鱸稣穌鲋鮒鲎鱟鲐鮐鲑鮭鲒鮚鲔鮪鲕鮞
鲚鱭鲛鮫鲞鯗鲟鱘鲠鯁鲡鱺鲢鰱鲣鰹鲥鰣鲦鰷鲧鯀鲨鯊鲩鯇鲫鯽鲭鯖鲮鯪鲰鯫鲱鯡鲲鯤鲳鯧鲵鯢鲶鯰鲷鯛鲻鯔鲽鰈鳄鱷鳅鰍
鳆鰒鳇鰉鳌鰲鳍鰭鳎鰨鳏鰥鳐鰩鳓鰳鳔鰾鳕鱈鳗鰻鳜鱖鳝鱔鳟鱒鳢鱧鞑韃鞯韉鞲韝鹘鶻髅髏髋髖髌髕魇魘魉魎飨饗餍饜鬓鬢
黩黷黪黲鼹鼴
"""
_FORMS = "".join(_PAIRS.split())
TO_SIMPLIFIED = str.maketrans(_FORMS[1::2], _FORMS[::2])
SIMPLIFIED = frozenset(_FORMS[::2])
TRADITIONAL = frozenset(_FORMS[1::2]) | frozenset("裏裡後隻雲髮鬱鬆臺颱籲闆誌鬥豐夥繫幾儘妳祂係説爲衆啓裝錶")

# Characters of Chinese that Japanese does not use, beyond those that are written differently.
CHINESE = "你您们們她它吗嗎呢吧很这這哪啊哦么麼还還没咱给给啦嘛"

# Words that are common in English and, but for a few short ones, in no other language of the script.
ENGLISH = frozenset(
    "the and of that this with you your for have not they them their what which from are were been would"
    " could should there it's don't i'm he she his her but when who how why about because just like than"
    " then these those into only some other people now its our him know make think said way much where here"
    " need really did right being too going before made still got many never say down through you're that's"
    " while such look something use can't used both every around between always better since another does"
    " own things during i've again each without against didn't must feel sure ever keep might please someone"
    " until doing few he's different having thought done however getting already anything nothing today"
    " enough everything told yet doesn't mean once though actually maybe".split()
)

# Abbreviations of English phrases, which no list of words and no model knows.
ABBREVIATED = frozenset(
    "afaik asap bbl brb btw cya dae ffs ftfy ftw fwiw fyi gg gj gtg hf hmu iirc ikr imho imo irl jk lmao"
    " lmfao lmk ltns nsfw nvm np nvr omfg omg ootl pls plz rofl smh smol stfu tbh tbf tgif thx tia tl dr"
    " tldr ttyl ty tyia tysm wip wp wtf wth yolo yw idk idc idgaf ngl istg iykyk afk".split()
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
