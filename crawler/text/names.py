"""Names in a text: where known ones stand, and which ones a text itself gives.

A mention says how it stands in its clause (subject, object or possessor), for that is what a
speaker is told by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from crawler.text.speech import CJK, EN_SAY, ZH_SAY

MAX_NAMES = 300  # a novel's cast; the rest are named too seldom to be told apart
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石"
    "金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍成苗谷盛曲翁冉骆蓝路游辛欧管柴蒙鲍华喻祁房滕屈饶牟艾尤时穆农司卓古"
    "吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
    "苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国"
    "狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯"
)
COMPOUND = "欧阳|上官|司马|诸葛|慕容|东方|皇甫|尉迟|公孙|令狐|司徒|夏侯|独孤|南宫|西门|轩辕|端木|百里|宇文|长孙|司空|东郭"
TITLES = "老师|师傅|先生|小姐|太太|夫人|女士|医生|大夫|主任|书记|经理|局长|处长|科长|校长|教授|队长|老板|掌柜|将军|大人|公子|姑娘|道长|长老|师兄|师姐|师弟|师妹|大哥|大姐|大爷|大妈|大叔|大婶|奶奶|爷爷|叔|婶|嫂|哥|姐|妈|总"

_POSSESSED = re.compile(r"(?:的|家|妈|爸|爹|娘|媳妇|老婆|老婆子|他妈|他爸|他爹|两口子|父亲|母亲|大人们|['’]s\b|s['’]\s)")
_OBJECT = re.compile(
    r"(?:[对向跟给朝把被和与同让叫问替为从比将望看瞅瞪见请劝告诉着了过]|面对|身后的)$"
    r"|\b(?:to|at|with|of|for|by|from|on|upon|and|told|asked|asks|tells|towards?|after|before|behind|beside|near|about|seeing|saw"
    r"|watched|facing|into|over|than|called|named|answered)\s(?:\w{1,12}\s)?$"
)


class Mention(NamedTuple):
    """A name at ``start`` of a piece; ``who`` counts the names from 0; ``role`` is subject, object or owner."""

    start: int
    end: int
    who: int
    role: str


class Roster(NamedTuple):
    """Names ready to be looked for: alias to number, and what an alias begins with."""

    names: tuple[str, ...]
    aliases: dict[str, int]
    longest: int
    first: re.Pattern[str]


def roster(names: Sequence[Sequence[str]]) -> Roster:
    """Return the look-up for alias lists; an alias that two share belongs to the first.

    An alias of one character stands in too many words to be looked for, unless it is all there is.
    """
    aliases: dict[str, int] = {}
    for who, known in enumerate(names):
        long = [alias for alias in known if len(alias) > 1] or list(known)
        for alias in long:
            if alias:
                aliases.setdefault(alias, who)
    first = "".join(sorted({re.escape(alias[0]) for alias in aliases})) or "\x00"
    pattern = re.compile(rf"[{first}]")
    return Roster(
        tuple(known[0] if known else "" for known in names), aliases, max(map(len, aliases), default=0), pattern
    )


def mentions(text: str, known: Roster) -> list[Mention]:
    """Return the names in ``text`` in order, the longest at each place."""
    found: list[Mention] = []
    done = 0
    for match in known.first.finditer(text):
        start = match.start()
        if start < done:
            continue
        end = _longest(text, start, known)
        if end:
            found.append(Mention(start, end, known.aliases[text[start:end]], _role(text, start, end)))
            done = end
    return found


def _longest(text: str, start: int, known: Roster) -> int:
    """Return the end of the longest name that begins at ``start`` and is not part of a word; 0 if none."""
    for end in range(min(len(text), start + known.longest), start, -1):
        if text[start:end] in known.aliases and not _within_word(text, start, end):
            return end
    return 0


def _within_word(text: str, start: int, end: int) -> bool:
    """Whether letters of one alphabetic word stand on both sides of an edge; Chinese has no such edge."""
    return any(
        0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum() and not CJK.match(text[edge])
        for edge in (start, end)
    )


def _role(text: str, start: int, end: int) -> str:
    if _POSSESSED.match(text, end):
        return "owner"
    return "object" if _OBJECT.search(text[max(0, start - 24) : start]) else "subject"
