"""The names that a text itself gives: who is said to speak or act in its narration.

Chinese names are known by surname, title or by speaking often, English ones by their capital.
What is found is for telling speakers apart, so that a name too few costs less than a false one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.text.spoken.speech import EN_SAY, ZH_SAY

MAX_NAMES = 300  # a novel's cast; the rest are named too seldom to be told apart
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔汤温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿兰焦俞左柳甘祝宁尚符舒阮柯纪梅童凌毕单裴霍苗谷盛曲翁冉"
    "骆蓝路游辛欧管柴蒙鲍华喻祁房滕屈饶牟艾尤穆农司卓古吉缪简车项芦麦褚娄窦戚岑景党宫费卜冷晏卫米柏宗瞿桂"
    "佟臧闵苟邬边卞姬师仇栾隋刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻权盘楼宣闻燕楚玉厉匡惠張劉陳楊黃趙吳孫馬"
    "鄭謝許韓馮鄧蕭蔣葉蘇呂盧鍾譚陸賈鄒閻龍賀顧龔錢嚴湯齊喬龐顏莊聶魯蘭寧紀畢單駱藍歐韋饒"
)
COMPOUND = (
    "欧阳|上官|司马|诸葛|慕容|东方|皇甫|尉迟|公孙|令狐|司徒|夏侯|独孤|南宫|西门|轩辕|端木|百里|宇文|长孙|"
    "司空|东郭"
)
TITLES = (
    "老师|师傅|先生|小姐|太太|夫人|女士|医生|大夫|主任|书记|经理|局长|处长|科长|校长|教授|队长|老板|掌柜|"
    "将军|大人|公子|姑娘|道长|长老|师兄|师姐|师弟|师妹|大哥|大姐|大爷|大妈|大叔|大婶|奶奶|爷爷|叔|婶|嫂|"
    "哥|姐|妈|总"
)

# Who cannot be a name though a verb of saying follows: pronouns, crowds, adverbs, kin without a name.
_ZH_NOBODY = re.compile(
    "[他她它我你您咱谁众们这那哪此其某个人家都也又便就才却只还再不没忙仍已一两几双有是在会要能可当然于但"
    "而且因所如若说道问答喊叫笑骂声话着了过地得的]"
)
# What follows a name of two characters more often than it ends a name of three.
_ZH_VERBISH = frozenset(
    "说道问答喊叫笑骂哭叹走跑看听想点摇站坐的在是也又就都便却对向把被和跟同与给为从不没未一了着过来去上下"
    "起出进回到心手脸眼头身转抬拿接伸怒冷微轻大忙连已正突忽见只才再很更最有无这那他她我你您们气急赶立马将"
    "让使请愣呆摆拍抱拉推打开关吃喝抽抓放挥举指望瞪瞧盯皱沉默停顿顺随說問讓個這沒對從與給頭臉轉氣趕將請開"
    "關"
)
_ZH_WORDS = frozenset(
    "老师 师傅 先生 小姐 太太 夫人 老板 姑娘 奶奶 爷爷 高兴 周围 马上 方才 白天 黄昏 金色 温柔 安静 "
    "许多 边上 任何 武器 高声 何况 何必 何尝 何以 何人 何处 马路 马车 方面 方向 白色 黄色 石头 金钱 "
    "金属 温暖 温和 安慰 安排 安全 康复 明天 明白 明明 明显 左右 左手 左边 房间 房子 房屋 车子 车上 "
    "车站 江边 江湖 江南 路上 路边 路过 林子 林中 雷声 段时 段路 毛病 毛巾 党委 党员 查看 农村 农民 "
    "祝福 严肃 严重 单位 单独 易得 胡说 胡乱 胡子 毕竟 毕业 古代 古老 沙发 沙滩 苗条 晏席 宣布 冷笑 "
    "冷冷 冷静 冷气 鲁莽 施工 莫非 莫名 文章 文化 文学 米饭 盛开 郎中 池塘 桑树 桂花 牛车 牛羊 钱财 "
    "钟声 钟头 汤药 武功 武林 武装 顾客 顾不 顾虑 顾及 焦急 焦虑 焦躁 侯门 荣誉 荣幸 宁静 宁可 宁愿 "
    "温度 游客 游戏 景色 景象 项目 舒服 舒展 丁点 宫殿 宫女 麻烦 麻木 甘心 老人 老汉 老太 老天 老者 "
    "老妇 老乡 老头 老婆 老两 老家 老是 小时 小心 小声 小学 小孩 小伙 小路 小子 小说 母亲 父亲 司机 "
    "嘴里 全班 师父 妈妈 爸爸 女人 男人 老爷 孩子 少年 少女 青年 女子 男子 妇女 店家 众人 对方 声音 "
    "同学 家长 妻子 丈夫 儿子 女儿 哥哥 姐姐 弟弟 妹妹".split()
)
_COMPOUND, _TITLES = tuple(COMPOUND.split("|")), tuple(TITLES.split("|"))
_HAN = r"[\u3400-\u9fff]"
_CLAUSE = r"(?:^|(?<=[\s。！？，,；：…”」』\"—]))"
_FAMILY = f"(?:{COMPOUND}|[{SURNAMES}])"
_ZH_HEAD = re.compile(
    rf"{_CLAUSE}(?:{_FAMILY}(?:{TITLES})|{_FAMILY}{_HAN}{{1,2}}|[老小阿]{_HAN})", re.MULTILINE
)
_ZH_SPEAKS = re.compile(rf"[^。！？\n]{{0,30}}?(?:{ZH_SAY})")
_ZH_SPEAKER = re.compile(
    rf"{_CLAUSE}({_HAN}{{2,3}}?)(?:忙|又|便|也|就|冷|笑|含笑|微微一){{0,2}}(?:{ZH_SAY})", re.MULTILINE
)
_ZH_PAIR = re.compile(rf"{_CLAUSE}({_HAN}{{2}})", re.MULTILINE)
MIN_OF_STEM = 0.25  # share of a name of three among the clauses that its first two characters begin
MIN_SPEECHES = 3  # of a name that has no surname: 宝玉, 凤姐
_EN_TITLE = (
    r"(?:Mrs?|Ms|Miss|Dr|Sir|Lady|Lord|Captain|Colonel|Major|Madame|Monsieur|Aunt|Uncle|Father|Mother|Master"
    r"|Professor|Inspector|King|Queen|Prince|Princess|Old)\.?"
)
_EN_NAME = rf"(?:{_EN_TITLE}\s)?[A-Z][a-z][\w'’-]{{0,20}}(?:\s[A-Z][a-z][\w'’-]{{0,20}}){{0,2}}"
_EN_SPEAKER = re.compile(rf"\b(?:{EN_SAY})\s({_EN_NAME})|({_EN_NAME})\s(?:\w{{2,12}}ly\s)?(?:{EN_SAY})\b")
_EN_CAPITALS = re.compile(rf"(?<=[a-z,;] )({_EN_NAME})")
MIN_CAPITALS = 2  # times that a capitalised name must stand within sentences
_EN_NOBODY = frozenset(
    "I He She They We You It The A An And But Then So That This There What Who When Where Why How Oh Ah "
    "Yes No Not If As At In On Of For To From With By Or Nor Yet His Her Their My Your Our Its One Some "
    "All Both Each Every Everybody Everyone Nobody Somebody Someone Now Here Well Please God Heaven Lord "
    "Sir Madam Mr Mrs Miss Chapter".split()
)


def cast(text: str, quotations: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Return the alias lists of who is said to speak in the narration of ``text``, the most named first.

    A Chinese name is known by its surname or title or by speaking three times, an English one
    by its capital beside a verb of saying or twice within sentences.
    """
    narration = _narration(text, quotations)
    chinese, english = _zh_names(narration), _en_names(narration)
    return _given(narration, _most(chinese)) + _merged(_most(english))


def _most(names: Counter[str]) -> list[str]:
    return [name for name, _ in names.most_common(MAX_NAMES)]


def _narration(text: str, quotations: Sequence[tuple[int, int]]) -> str:
    """Return the text with each quotation but its last mark cut out."""
    parts: list[str] = []
    done = 0
    for start, end in quotations:
        parts.append(text[done:start])
        parts.append("”")
        done = end
    return "".join([*parts, text[done:]])


def _zh_names(narration: str) -> Counter[str]:
    """Return the Chinese names that begin clauses of narration, and how often."""
    heads, speaking = _zh_heads(narration)
    stems: Counter[str] = Counter()
    for head, times in heads.items():
        stems[_stem(head)] += times
    names: Counter[str] = Counter()
    for head, times in heads.items():
        name = head if _is_whole(head, times, stems[_stem(head)]) else _stem(head)
        known = stems[_stem(head)] >= 2 or head in speaking
        if known and name[:2] not in _ZH_WORDS and name[-1] not in _ZH_VERBISH:
            names[name] += times
    return names + _zh_without_surname(narration, names)


def _zh_heads(narration: str) -> tuple[Counter[str], set[str]]:
    """Return what begins clauses as a name does, at its longest, and which of it a verb of saying follows."""
    heads: Counter[str] = Counter()
    speaking: set[str] = set()
    for match in _ZH_HEAD.finditer(narration):
        heads[match[0]] += 1
        if _ZH_SPEAKS.match(narration, match.start() + len(_stem(match[0]))):
            speaking.add(match[0])
    return heads, speaking


def _stem(head: str) -> str:
    """Return the shortest name that a clause's beginning may hold: 张三走 -> 张三, 王老师 whole."""
    if head.endswith(_TITLES):
        return head
    return head[:3] if head.startswith(_COMPOUND) else head[:2]


def _is_whole(head: str, times: int, of_stem: int) -> bool:
    """Whether the last character of a clause's beginning is the name's: 孙少平 is, 张三走 is not."""
    often = times == of_stem or (times >= 2 and times >= MIN_OF_STEM * of_stem)
    return often and head[-1] not in _ZH_VERBISH


def _zh_without_surname(narration: str, names: Counter[str]) -> Counter[str]:
    """Return the names that only speaking tells, 宝玉 or 凤姐, and how often they speak."""
    found = Counter(m[1] for m in _ZH_SPEAKER.finditer(narration) if not _ZH_NOBODY.search(m[1]))
    return Counter({name: n for name, n in found.items() if n >= MIN_SPEECHES and name not in names})


def _given(narration: str, names: list[str]) -> list[list[str]]:
    """Return the names, each with what follows its surname for an alias where that is nobody else's."""
    begins = set(_ZH_PAIR.findall(narration))
    full = Counter(name[1:] for name in names if len(name) == 3 and name[0] in SURNAMES)
    own = {given for given, times in full.items() if times == 1 and given in begins}
    return [
        [name, name[1:]] if len(name) == 3 and name[0] in SURNAMES and name[1:] in own else [name]
        for name in names
        if name[:2] not in own or name[0] in SURNAMES
    ]


def _en_names(narration: str) -> Counter[str]:
    """Return who stands beside a verb of saying, and capitalised words within sentences, and how often."""
    beside = (_trimmed(match[1] or match[2]) for match in _EN_SPEAKER.finditer(narration))
    within = Counter(_trimmed(match[1]) for match in _EN_CAPITALS.finditer(narration))
    names = Counter(beside) + Counter({name: n for name, n in within.items() if n >= MIN_CAPITALS})
    del names[""]
    return names


def _trimmed(name: str) -> str:
    """Return an English name without the words before it that are none; "" if nothing is left."""
    words = name.split()
    while words and words[0] in _EN_NOBODY and not re.match(_EN_TITLE, words[0]):
        words.pop(0)
    if len(words) == 1 and words[0].rstrip(".") in _EN_NOBODY:
        return ""
    return " ".join(words)


def _merged(names: list[str]) -> list[list[str]]:
    """Put a name that is the end or the beginning of one longer name among its aliases."""
    full = [name for name in names if " " in name]
    aliases = {name: [name] for name in names}
    for name in names:
        longer = [other for other in full if other != name and name in (other.split()[-1], other.split()[0])]
        if " " not in name and len(longer) == 1:
            aliases[longer[0]].append(name)
            del aliases[name]
    return list(aliases.values())
