"""Misspellings that are nothing else, each with what was meant: pairs in Chinese and English.

A pair is here only if its first form is no word, no name and no part of other words side by side.
Variants that dictionaries allow (部份, 恶梦, 座落) are no misspellings.
"""

from __future__ import annotations

_CHINESE = """
必竟 毕竟 按装 安装 安祥 安详 即然 既然 按步就班 按部就班 爱屋及鸟 爱屋及乌 白壁无瑕 白璧无瑕
百战不怠 百战不殆 搬门弄斧 班门弄斧 半途而费 半途而废 暴燥 暴躁 爆燥 暴躁 卑恭屈膝 卑躬屈膝
背景离乡 背井离乡 毕恭必敬 毕恭毕敬 变本加利 变本加厉 变换莫测 变幻莫测 别出心栽 别出心裁
并行不背 并行不悖 拨苗助长 拔苗助长 不径而走 不胫而走 不记其数 不计其数 不可思异 不可思议
不屑一故 不屑一顾 不知所错 不知所措 不寒而粟 不寒而栗 不修边副 不修边幅 不落巢臼 不落窠臼
不言而谕 不言而喻 布署 部署 惨不忍堵 惨不忍睹 沧海一栗 沧海一粟 草管人命 草菅人命 察颜观色 察言观色
查颜观色 察言观色 插科打浑 插科打诨 缠绵悱侧 缠绵悱恻 陈词烂调 陈词滥调 驰聘 驰骋 迟顿 迟钝
重蹈复辙 重蹈覆辙 出奇不意 出其不意 穿流不息 川流不息 粗旷 粗犷 粗制烂造 粗制滥造 措手不急 措手不及
大名顶顶 大名鼎鼎 大相径廷 大相径庭 大声急呼 大声疾呼 得不尝失 得不偿失 跌荡起伏 跌宕起伏
断章取意 断章取义 耳熟能祥 耳熟能详 发韧 发轫 番然悔悟 幡然悔悟 防碍 妨碍 防患未燃 防患未然
飞扬拔扈 飞扬跋扈 菲夷所思 匪夷所思 匪疑所思 匪夷所思 费寝忘食 废寝忘食 风糜一时 风靡一时
风驰电挚 风驰电掣 辐员辽阔 幅员辽阔 幅射 辐射 负偶顽抗 负隅顽抗 甘败下风 甘拜下风 感概 感慨
刚腹自用 刚愎自用 高屋建领 高屋建瓴 歌舞生平 歌舞升平 功亏一馈 功亏一篑 鬼鬼崇崇 鬼鬼祟祟
鬼计多端 诡计多端 归跟结底 归根结底 汗流夹背 汗流浃背 汗流颊背 汗流浃背 和霭可亲 和蔼可亲
和盘拖出 和盘托出 轰堂大笑 哄堂大笑 后顾之犹 后顾之忧 涣然一新 焕然一新 荒诞不径 荒诞不经
黄梁美梦 黄粱美梦 黄梁一梦 黄粱一梦 恍然大误 恍然大悟 混身解数 浑身解数 饥肠漉漉 饥肠辘辘
急不可奈 急不可耐 即往不咎 既往不咎 记忆尤新 记忆犹新 坚守自盗 监守自盗 坚如盘石 坚如磐石
娇揉造作 矫揉造作 骄生惯养 娇生惯养 侥兴 侥幸 竭泽而鱼 竭泽而渔 竭斯底里 歇斯底里 金榜提名 金榜题名
金壁辉煌 金碧辉煌 精神焕散 精神涣散 炯然不同 迥然不同 鸠占雀巢 鸠占鹊巢 开天劈地 开天辟地 慷概 慷慨
刻不容援 刻不容缓 扣人心玄 扣人心弦 口干舌躁 口干舌燥 脍灸人口 脍炙人口 滥芋充数 滥竽充数
烂竽充数 滥竽充数 老生长谈 老生常谈 雷历风行 雷厉风行 雷励风行 雷厉风行 礼上往来 礼尚往来
伶牙利齿 伶牙俐齿 流光异彩 流光溢彩 流恋忘返 流连忘返 炉火纯清 炉火纯青 绿草如荫 绿草如茵
落英缤芬 落英缤纷 慢条斯里 慢条斯理 毛骨耸然 毛骨悚然 貌和神离 貌合神离 没精打彩 没精打采
美仑美奂 美轮美奂 名列前矛 名列前茅 明查秋毫 明察秋毫 莫不关心 漠不关心 墨守陈规 墨守成规
默守成规 墨守成规 目不遐接 目不暇接 怒不可竭 怒不可遏 呕心历血 呕心沥血 旁证博引 旁征博引 磅薄 磅礴
披星带月 披星戴月 批星戴月 披星戴月 迫不急待 迫不及待 破斧沉舟 破釜沉舟 气喘嘘嘘 气喘吁吁
气势凶凶 气势汹汹 气慨 气概 恰如其份 恰如其分 前扑后继 前仆后继 潜移默划 潜移默化 浅移默化 潜移默化
轻而一举 轻而易举 情不自尽 情不自禁 磬竹难书 罄竹难书 趋之若骛 趋之若鹜 全神惯注 全神贯注
热泪盈框 热泪盈眶 人才汇萃 人才荟萃 如法炮治 如法炮制 如火如茶 如火如荼 如愿以尝 如愿以偿
如雷灌耳 如雷贯耳 杀戳 杀戮 稍纵既逝 稍纵即逝 申张正义 伸张正义 神彩奕奕 神采奕奕 神采弈弈 神采奕奕
声名雀起 声名鹊起 声名狼籍 声名狼藉 史无前列 史无前例 试目以待 拭目以待 世外桃园 世外桃源
事必恭亲 事必躬亲 手屈一指 首屈一指 束之高搁 束之高阁 水泻不通 水泄不通 水乳交溶 水乳交融
死心踏地 死心塌地 死不冥目 死不瞑目 松驰 松弛 谈笑风声 谈笑风生 提心掉胆 提心吊胆 天翻地复 天翻地覆
挺而走险 铤而走险 通霄 通宵 同仇敌慨 同仇敌忾 推心致腹 推心置腹 脱颍而出 脱颖而出 完壁归赵 完璧归赵
万事具备 万事俱备 妄费心机 枉费心机 唯唯喏喏 唯唯诺诺 萎糜不振 萎靡不振 温文而雅 温文尔雅
无动于中 无动于衷 无精打彩 无精打采 无可耐何 无可奈何 无以伦比 无与伦比 物竟天择 物竞天择
熙熙嚷嚷 熙熙攘攘 熙熙壤壤 熙熙攘攘 洗耳躬听 洗耳恭听 相辅相承 相辅相成 相形见拙 相形见绌
响彻云宵 响彻云霄 消声匿迹 销声匿迹 兴高彩烈 兴高采烈 兴至勃勃 兴致勃勃 修茸 修葺 宣宾夺主 喧宾夺主
悬梁刺骨 悬梁刺股 渲泄 宣泄 寻规蹈矩 循规蹈矩 鸦鹊无声 鸦雀无声 言简意该 言简意赅 严惩不怠 严惩不贷
养精畜锐 养精蓄锐 一愁莫展 一筹莫展 一股作气 一鼓作气 一泄千里 一泻千里 一诺千斤 一诺千金
一如继往 一如既往 一如即往 一如既往 一视同人 一视同仁 一张一驰 一张一弛 衣衫蓝缕 衣衫褴褛
义不容词 义不容辞 饮鸠止渴 饮鸩止渴 应接不遐 应接不暇 永往直前 勇往直前 有持无恐 有恃无恐
有侍无恐 有恃无恐 原形必露 原形毕露 怨声栽道 怨声载道 再接再励 再接再厉 责无旁代 责无旁贷
战战惊惊 战战兢兢 张慌失措 张皇失措 真知卓见 真知灼见 震憾 震撼 直接了当 直截了当 置若惘闻 置若罔闻
至理明言 至理名言 众口烁金 众口铄金 众志成诚 众志成城 珠联壁合 珠联璧合 专心至志 专心致志 追朔 追溯
自抱自弃 自暴自弃 走头无路 走投无路 罪魁祸手 罪魁祸首 坐壁上观 作壁上观 坐想其成 坐享其成
"""
_ENGLISH = """
recieve receive recieved received recieves receives recieving receiving reciever receiver
definately definitely definatly definitely definitly definitely defiantely definitely seperate separate
seperated separated seperately separately seperation separation teh the adn and hte the occured occurred
occuring occurring occurence occurrence occurrance occurrence occurences occurrences untill until
wich which becuase because becasue because beacuse because becouse because wierd weird wierdly weirdly
beleive believe beleived believed beleives believes belive believe acheive achieve acheived achieved
acheivement achievement accomodate accommodate accomodation accommodation accross across
agressive aggressive agression aggression apparantly apparently apparant apparent arguement argument
arguements arguments assasin assassin begining beginning beginings beginnings buisness business
bussiness business catagory category catagories categories cemetary cemetery changable changeable
collegue colleague collegues colleagues comming coming commited committed commitee committee
comittee committee committment commitment completly completely concious conscious
conciousness consciousness consistant consistent consistancy consistency continously continuously
convienent convenient convinient convenient dependancy dependency dependancies dependencies
desparate desperate desparately desperately diffrent different dissapear disappear
dissapeared disappeared dissapoint disappoint dissapointed disappointed dissapointing disappointing
embarass embarrass embarassed embarrassed embarassing embarrassing embarassment embarrassment
enviroment environment enviroments environments equiptment equipment exagerate exaggerate
exagerated exaggerated excercise exercise existance existence existant existent experiance experience
experiances experiences explaination explanation familar familiar finaly finally foriegn foreign
fourty forty freind friend freinds friends freindly friendly fundemental fundamental garantee guarantee
gaurantee guarantee goverment government governer governor greatful grateful gratefull grateful
happend happened happenned happened harrassment harassment hieght height higway highway
humourous humorous hygeine hygiene immediatly immediately immediatley immediately
independant independent independance independence independantly independently intresting interesting
interupt interrupt interupted interrupted knowlege knowledge knowledgable knowledgeable liason liaison
libary library lisence license litrally literally maintainance maintenance maintenence maintenance
millenium millennium mispell misspell mispelled misspelled neccessary necessary necessery necessary
neccesary necessary neccesarily necessarily noticable noticeable noticably noticeably occassion occasion
occassionally occasionally occasionaly occasionally oppurtunity opportunity oppertunity opportunity
orginal original originaly originally parliment parliament particulary particularly peice piece
peices pieces percieve perceive percieved perceived performence performance permanant permanent
persistant persistent posession possession posessed possessed possesion possession potatos potatoes
prefered preferred prefering preferring preformance performance privelege privilege priviledge privilege
probaly probably pronounciation pronunciation questionaire questionnaire realy really
reccomend recommend reccommend recommend recomend recommend recomended recommended refered referred
refering referring relevent relevant religous religious remeber remember repitition repetition
resistence resistance responsability responsibility responsable responsible rythm rhythm
sandwhich sandwich scedule schedule sentance sentence sentances sentences similiar similar
similarily similarly sincerly sincerely speach speech stategy strategy sucess success
sucessful successful successfull successful succesful successful succesfully successfully
suprise surprise suprised surprised suprising surprising tommorow tomorrow tommorrow tomorrow
tomorow tomorrow tounge tongue truely truly tyrany tyranny unfortunatly unfortunately
unforseen unforeseen unneccessary unnecessary usefull useful usualy usually vaccuum vacuum vaccum vacuum
vegatable vegetable vehical vehicle visable visible whereever wherever writting writing writen written
yeild yield thier their theri their thsi this taht that waht what whta what wnat want woudl would
shoudl should coudl could doesnt doesn't didnt didn't isnt isn't wasnt wasn't wouldnt wouldn't
couldnt couldn't shouldnt shouldn't havent haven't hasnt hasn't arent aren't werent weren't
"""


def _pairs(words: str) -> dict[str, str]:
    split = words.split()
    return dict(zip(split[::2], split[1::2], strict=True))


CHINESE: dict[str, str] = _pairs(_CHINESE)
ENGLISH: dict[str, str] = _pairs(_ENGLISH)
# Words that nobody means to say twice in a row.
DOUBLED = ("the", "an", "of", "and", "with", "from", "for", "by", "at", "my", "our", "their", "its")
