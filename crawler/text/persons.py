"""Names of private persons: where one says his own, signs, is addressed, or heads a line of a chat export.

Precision first: a Chinese name is a surname and characters that people are named with, between
marks that end a name; an English one is capitalised words after words that present somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import ahocorasick_rs

from crawler.text.reading import Ends, Reading

# The commonest surnames, and characters that given names are made of.  Source: Ministry of Public
# Security, reports on names of 2019 to 2021 (surnames); the characters are those of common usage.
_SURNAMES = (
    "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧"
    "姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻雷段龙龍黎史陶贺賀毛郝顾顧龚龔邵万覃武钱錢戴严嚴莫孔向常汤湯康易乔喬赖賴文庞樊兰殷施洪翟安"
    "颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳齐沿梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴"
)
_DOUBLE = "欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|东方|夏侯|尉迟|皇甫|令狐|公孙|慕容|长孙|宇文|端木"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文辉力斌波鹏飞宇浩凯健俊帆帅旭宁龙林琳雪梅兰竹菊莉莎蕾薇婷婕妍怡佳嘉欣心悦雨晴晨曦阳光亮峰岩海江河湖涵泽润清洁冰霜"
    "云雷电鑫金银铜铁森树枫桐柏松楠梓杨柳花荷莲蓉芸芬芝苗萌菲萱蓝青紫丹彤朱赤雯霖露虹彩春夏秋冬天宏宝家国民安康福禄寿喜庆祥瑞吉利祺德仁义礼智信忠孝诚正直良善美好学思"
    "志远达博雅书琴棋诗词哲睿慧聪颖灵巧淑贤惠珍珠瑜瑾琪琦瑶玲珊珂璐璇彬彦昊昕昌晖晓晶智景晗皓翔翰荣贵富财发兴旺盛茂生长永恒久元亨利贞立成功胜凡然轩逸卓越群超伦冠权威武文武"
    "坤乾震艮子孜儿妹姐娇娥媛嫣婉妮姗倩玥舒畅意若如一二三四五六七八九十小大中南北东西新豪雄虎彪骏骥骁驰腾昂扬启航进步向前勤奋勉励凤凰鸾鹤鹃燕莺鸿雁沁沛洪浪淼源潇滢漫演炎炜"
    "煜焕熙燕烨焱钰铭锋锐钊钢锦镇锡楚韩齐鲁晋秦川渝京津沪甜可爱亚欧菁蓓薪蕊莹营星辰昱祖耀辉先绍承继传守礼仲伯叔季延庭廷堂岚岳峻嵩维纲纯绪绮琛璞尧舜禹汤佑佐伊依倩俪"
)
_HAN = r"\u4e00-\u9fff"
_FULL = rf"(?:(?:{_DOUBLE})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}})"
_LIKELY = rf"(?:(?:{_DOUBLE})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_GIVEN}]{{1,2}})"
_ENDS = rf"(?=[^{_HAN}]|\Z|来自|今年|家住|是|在|从|毕业|男|女|也|现)"
_WHOLE = rf"(?![{_HAN}·])"
_LATIN = r"[A-Z][a-z'’-]{1,20}(?: [A-Z]\.?(?![A-Za-z])| (?:(?:van|von|de|da|bin) )?[A-Z][A-Za-z'’-]{1,20}){0,3}"
_TWO = r"[A-Z][a-z'’-]{1,20}(?: [A-Z]\.)? [A-Z][A-Za-z'’-]{1,20}(?![A-Za-z])"
# What "I am" leads to that is no name.
_NO_NAME = frozenset(
    "African American Arab Argentine Asian Australian Austrian Belgian Black Brazilian British Buddhist Canadian"
    " Catholic Chinese Christian Cuban Czech Danish Dutch Egyptian English European Filipino Finnish French"
    " German Greek Hindu Hungarian Indian Irish Italian Japanese Jewish Korean Latin Latino Mexican Muslim New"
    " Native North Norwegian Polish Portuguese Protestant Roman Russian Scottish Senior South Spanish Swedish"
    " Swiss Thai Turkish Ukrainian Vietnamese Welsh West White Not So Very Just In On At The A An Also Only Still"
    " From For With Sorry Happy Sure Mr Mrs Ms Dr Professor God Team Your Our My This That It There Here What"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December Thanks Thank Best Kind Regards Yes No Well Ok Please Looking Let If"
    " And But Or To Of By As Is Was When Where How Why Who Which You We They He She".split()
)

_CHINESE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:我叫|我的名字[是叫]|本人(?:姓名|名叫|叫)|本人(?={_LIKELY}[,，(（]))[: ]{{0,2}}(?P<name>{_FULL}){_ENDS}",
        rf"(?<![{_HAN}])(?:大家好[,!。 ]?|你好[,!。 ]?|您好[,!。 ]?)?我是(?P<name>{_LIKELY}){_WHOLE}(?![“\"'])",
        rf"敬[礼禮][!。.]?[ ]{{0,8}}\n\s{{0,24}}(?P<name>{_FULL}){_WHOLE}",
        rf"(?<![{_HAN}])(?P<name>{_FULL}) ?(?:敬上|谨上|敬启|顿首|拜上|谨启|謹上|敬啟)",
        rf"落款: ?(?P<name>{_FULL}){_WHOLE}",
        rf"(?<![{_HAN}])(?P<name>{_LIKELY})(?:先生|女士|小姐|同学|老师|医生|大夫|师傅|阿姨|叔叔)(?:[,，:!。 ]|\Z|您好|你好)",
    )
)
_ENGLISH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![A-Za-z])(?:[Mm]y (?:full |real )?name(?: is|['’]s)|MY NAME IS|[Cc]all me) (?P<name>{_LATIN})",
        rf"(?<![A-Za-z])[Ii](?:['’]m| am) (?P<name>{_TWO})(?! (?:[a-z]{{1,20}} )?(?:fan|fans|user|lover|player)\b)",
        rf"(?<![A-Za-z])[Tt]his is (?P<name>{_LATIN})(?= (?:speaking|calling|here|from|with)\b)",
        r"(?<![A-Za-z])(?i:regards|sincerely|yours truly|yours faithfully|best wishes|cheers|thanks|thank you|best|love|warmly"
        rf"|cordially|yours)[,.!]? {{0,3}}\n\s{{0,8}}[-–~—]{{0,2}} ?(?P<name>{_LATIN})[ .]{{0,4}}(?=\n|\Z)",
    )
)
_CHAT = re.compile(
    r"^(?:\[?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}, \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?(?:\] | - )(?P<a>[^:\n]{1,30}): "
    r"|\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d (?P<b>[^\n()]{1,30})\(\d{5,11}\)"
    r"|(?P<c>[^\n\d:]{2,20}) \d{4}[-/]\d\d?[-/]\d\d? \d{1,2}:\d\d(?::\d\d)?$)",
    re.MULTILINE,
)
_CLOCK = re.compile(r"\d:\d\d")
_MARKED = re.compile(r"[\d_.-]|[a-z][A-Z]|[\u3041-\u30fa\u4e00-\u9fff]{3}|.\s.")
_ADDRESSED = re.compile(r"(?:@|(?:回复|回覆|引用|感谢|谢谢|[Rr]eply to|[Qq]uote from) ?|^)\Z", re.MULTILINE)
_SAID = re.compile(r" ?[:,，：]| (?:wrote|said|发表于|说)|，| 写道")


def names(reading: Reading) -> Ends:
    """Yield the names that a text presents as those of persons."""
    text = reading.text
    for pattern in _CHINESE if reading.chinese else ():
        yield from (found.span("name") for found in pattern.finditer(text))
    for pattern in _ENGLISH:
        for found in pattern.finditer(text):
            if found["name"].split()[0] not in _NO_NAME:
                yield found.span("name")
    if _CLOCK.search(text):
        for found in _CHAT.finditer(text):
            yield found.span(found.lastgroup or 0)


def mentioned(text: str, people: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a text names one of ``people``: anywhere if the name is like no word, else where it is addressed.

    A handle with a digit, a sign, a capital inside, two words or three Chinese characters is like no word; any
    other counts after @ or "reply to", or at the head of a line before a colon.
    """
    automaton, known = _roster(tuple(people))
    if automaton is None:
        return
    for index, start, end in automaton.find_matches_as_indexes(text):
        name = known[index]
        if _is_part(text, start, end):
            continue
        if _MARKED.search(name) or _is_addressed(text, start, end):
            yield start, end


@lru_cache(maxsize=64)
def _roster(people: tuple[str, ...]) -> tuple[ahocorasick_rs.AhoCorasick | None, tuple[str, ...]]:
    known = tuple(dict.fromkeys(name.strip() for name in people if len(name.strip()) > 1))
    if not known:
        return None, ()
    return ahocorasick_rs.AhoCorasick(known, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), known


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether Latin letters or digits go on beyond a name."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return any(
        beside.isascii() and (beside.isalnum() or beside == "_") and edge.isascii() and edge.isalnum()
        for beside, edge in ((before, text[start]), (after, text[end - 1]))
    )


def _is_addressed(text: str, start: int, end: int) -> bool:
    opened = _ADDRESSED.search(text, max(0, start - 12), start)
    return opened is not None and (opened[0] != "" or _SAID.match(text, end) is not None)
