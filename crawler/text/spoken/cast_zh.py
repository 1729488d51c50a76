"""Chinese names: who begins the clauses of narration by surname or title, or is said to speak in them.

Somebody without a name who speaks is called by kinship or role: 母亲, 队长, 掌柜.  Chinese has no
capitals and no spaces, so that what begins a clause is counted over the whole text before any of
it is taken for a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from crawler.text.spoken.gaps import Gap
from crawler.text.spoken.roles_zh import ROLES
from crawler.text.spoken.speech import ZH_SAY
from crawler.text.spoken.surnames import COMPOUND, SURNAMES, TITLES

MIN_OF_STEM = 0.25  # share of a name of three among the clauses that its first two characters begin
MIN_SPEECHES = (
    2  # of a name that has no surname: 宝玉, 凤姐, unless a clause that leads into speech is all its own
)
MIN_ACTS = 2  # clauses that a name with a surname begins, if it never speaks
MAX_MERGED = 400  # names, the most frequent first, whose short forms are looked for
MIN_NARRATOR = 2  # times that 我 speaks, or ten times that it begins a clause

# Who cannot be a name though a verb of saying follows: pronouns, crowds, adverbs, measures.
_NOBODY = frozenset(
    "他她它我你您咱谁众们这那哪此其某个人家都也又便就才却只还再不没忙仍已一两几双有是在会要能可当然于但而且因所如若"
    "说道问答喊叫笑骂声话着了过地得的轻低急微忽突随接继后终先慢快立赶连很太更最把被对向跟让从到里上下中边候时"
    "誰眾們這個說問罵聲話著過還沒雙會當於隨繼後終從裡邊時輕幾兩將卻來去起出进進回眼手头頭心口气氣句次番顿頓件条知慌乎互竭喝含糊争辩谎励解爭辯謊勵"
)
# What follows a name of two characters more often than it ends a name of three.
_VERBISH = frozenset(
    "说道问答喊叫笑骂哭叹走跑看听想点摇站坐的在是也又就都便却对向把被和跟同与给为从不没未一了着过来去上下"
    "起出进回到心手脸眼头身转抬拿接伸怒冷微轻大忙连已正突忽见只才再很更最有无这那他她我你您们气急赶立马将"
    "让使请愣呆摆拍抱拉推打开关吃喝抽抓放挥举指望瞪瞧盯皱沉默停顿顺随仍继兴知认曾似曰云里告先赞按抢插补家府村湾姓氏慌"
    "說問讓個這沒對從與給頭臉轉氣趕將請開關聽嘆罵來進過著還無見裡繼認讚補"
)
# Words that begin with a surname's character, or are said of nobody.
_WORDS = frozenset(
    "高兴 周围 马上 方才 白天 黄昏 金色 温柔 安静 许多 边上 任何 武器 高声 何况 何必 何尝 何以 "
    "何人 何处 马路 马车 方面 方向 白色 黄色 石头 金钱 金属 温暖 温和 安慰 安排 安全 康复 明天 "
    "明白 明明 明显 左右 左手 左边 房间 房子 房屋 车子 车上 车站 车辆 车速 江边 江湖 江南 路上 "
    "路边 路过 林子 林中 雷声 段时 段路 毛病 毛巾 党委 党员 查看 农村 农民 祝福 祝词 严肃 严重 "
    "单位 单独 易得 胡说 胡乱 胡子 毕竟 毕业 古代 古老 古人 沙发 沙滩 苗条 晏席 宣布 宣传 宣扬 "
    "冷笑 冷冷 冷静 冷气 鲁莽 施工 莫非 莫名 文章 文化 文学 米饭 盛开 郎中 池塘 桑树 桂花 牛车 "
    "牛羊 钱财 钟声 钟头 汤药 武功 武林 武装 顾客 顾不 顾虑 顾及 焦急 焦虑 焦躁 侯门 荣誉 荣幸 "
    "宁静 宁可 宁愿 温度 游客 游戏 景色 景象 项目 舒服 舒展 丁点 宫殿 宫女 麻烦 麻木 甘心 老是 "
    "老子 老家 老天 老两 老实 小时 小心 小声 小学 小路 小说 小车 小船 小汽 小鸭 嘴里 全班 对方 "
    "声音 曾经 尤其 尽管 简直 费用 或者 本来 申请 盘子 盘着 张着 张开 付了 管这 管他 对着 对面 "
    "按照 按原 蒙住 黎明 时时 时候 庄稼 燕子 相信 相当 连连 连声 何时 金光 白光 柴火 夏天 夏日 "
    "秋天 游丝 孔子 万一 解释 解开 幸好 幸亏 戴着 习惯 习俗 应该 应当 容易 容貌 常常 常年 华丽 "
    "成功 成为 成了 管家 乐意 乐得 别人 别的 经过 经常 终于 元宵 计划 计算 屈服 支持 支撑 岳父 "
    "岳母 辛苦 辛亥 干脆 干什 包括 包围 包裹 水面 水中 水里 花园 花朵 花儿 马匹 马蹄 雷电 云彩 "
    "云层 风声 风雨 阳光 阴沉 阴影 国家 公司 公开 公路 关于 关上 向前 向来 强烈 强大 平时 平静 "
    "高大 高高 石块 石板 叶子 程度 余下 余光 任凭 任务 谢谢 谢天 许久 曹操 温热 方法 方案 江水 "
    "江面 白云 白雪 周圍 馬上 許多 馬路 馬車 石頭 金錢 溫暖 溫和 車上 車站 農村 農民 嚴肅 嚴重 "
    "單位 單獨 畢竟 畢業 宣佈 冷靜 文學 盛開 錢財 鐘聲 顧客 項目 麻煩 老實 小時 小聲 小學 小說 "
    "對方 聲音 曾經 儘管 簡直 費用 應該 終於".split()
)
_COMPOUND, _TITLED = frozenset(COMPOUND.split("|")), tuple(TITLES.split("|"))
_TITLES = frozenset(_TITLED)
_SURNAMES, _FAMILIAR = frozenset(SURNAMES), frozenset("老小阿")
_ROLE_SIZES = sorted({len(role) for role in ROLES}, reverse=True)
_ROLE_FIRST = frozenset(role[0] for role in ROLES)
_DETERMINER = r"(?:[那这這][个個位名]?|[他她我你]的?|一[个個位名])"
_VERBS = [*ZH_SAY.split("|"), *"說問罵嚷勸嘆講應", "開口"]
_SAY = f"(?:{'|'.join(_VERBS)})"
_SAY_BEGINS = "".join(sorted({verb[0] for verb in _VERBS}))
_SAY_ENDS = "".join(sorted({verb[-1] for verb in _VERBS}))
# What begins a clause, as far as a name, two adverbs and a verb reach.
_LETTER = r"[\u3400-\u9fff·A-ZＡ-Ｚ]"
_CLAUSE = re.compile(rf"[\s。！？，,；：…”」』\"—、]({_LETTER}{{2,12}})")
# Of clauses on lines those that may begin with a name, with one who speaks, with a role and with a
# narrator, so that no other is looked at one by one.
_NO = f"(?![{''.join(sorted(_NOBODY))}])"
_NAMED = re.compile(rf"\n([{''.join(sorted(_SURNAMES | _FAMILIAR))}].+)")
_SPOKEN = re.compile(rf"\n({_NO}.{_NO}.*[{_SAY_ENDS}].*)")
_ROLE = re.compile(rf"\n((?={_DETERMINER}?[{''.join(sorted(_ROLE_FIRST))}]).+)")
_I = re.compile(r"\n(我(?![们們的国國]).+)")
_SPEAKS = re.compile(_SAY)
_SPEAKER = re.compile(
    rf"([\u3400-\u9fff·]{{2,5}}?)(?:忙|又|便|也|就|冷|笑|含笑|微微一|连忙|急忙|轻声|低声|大声){{0,2}}(?=[{_SAY_BEGINS}]){_SAY}"
)
_ALONE = re.compile(
    rf"(?:^|[\s。！？，,；…”」』—])([\u3400-\u9fff·]{{2,4}}?)(?:忙|又|便|也|就|冷|笑|含笑|微微一|连忙|急忙|轻声|低声|大声){{0,2}}(?=[{_SAY_BEGINS}]){_SAY}道?[：:，,]$"
)
_DETERMINED = re.compile(_DETERMINER)


def names(text: str, between: Sequence[Gap]) -> list[list[str]]:
    """Return the alias lists of the people in Chinese narration, the most named first."""
    narration = "”".join(["", *(text[gap.start : gap.end] for gap in between if gap.size)])
    lines = "\n".join(["", *_CLAUSE.findall(narration)])
    tails = [text[gap.tail_start : gap.end] for gap in between if gap.leads]
    leads = {match[1] for tail in tails if (match := _CLAUSE.match(f"”{tail}"))}
    found = _with_surname(Counter(_NAMED.findall(lines)), leads)
    leading = Counter(match[1] for tail in tails if (match := _ALONE.search(tail)))
    found += Counter(dict(_without_surname(Counter(_SPOKEN.findall(lines)), leading, found)))
    roles = _roles(Counter(_ROLE.findall(lines)))
    for role in roles:
        found.pop(role, None)
    cast = _merged([name for name, _ in found.most_common(MAX_MERGED)], lines)
    known = {alias for aliases in cast for alias in aliases}
    cast += [[role] for role, _ in roles.most_common() if role not in known]
    if _is_told_by_narrator(_I.findall(lines)):
        cast.append(["我"])
    return cast


def _with_surname(clauses: Counter[str], leading: set[str]) -> Counter[str]:
    """Return the names that begin with a surname or a familiar 老, 小 or 阿, and how many clauses they begin.

    ``clauses`` begin with the character of one; ``leading`` are those that begin a sentence which
    leads into speech.
    """
    heads: Counter[str] = Counter()
    stems: dict[str, str] = {}
    speaking: set[str] = set()
    for clause, times in clauses.items():
        if clause[:2] not in _WORDS and (head := _head(clause)) and head not in ROLES:
            heads[head] += times
            if head not in stems:
                stems[head] = _stem(head)
            if clause in leading or _SPEAKS.search(clause, len(stems[head])):
                speaking.add(head)
    begun: Counter[str] = Counter()
    for head, times in heads.items():
        begun[stems[head]] += times
    names: Counter[str] = Counter()
    for head, times in heads.items():
        stem = stems[head]
        name = head if _is_whole(head, times, begun[stem]) else stem
        if (begun[stem] >= MIN_ACTS or head in speaking) and name[-1] not in _VERBISH:
            names[name] += times
    return names


def _head(clause: str) -> str:
    """Return what begins a clause as a name does, at its longest, "" if nothing does."""
    first = clause[0]
    if first in _SURNAMES:
        family = 2 if clause[:2] in _COMPOUND else 1
        for title in (clause[family : family + 2], clause[family : family + 1]):
            if title in _TITLES:
                return clause[: family + len(title)]
        return clause[: family + 2]
    return clause[:2] if first in _FAMILIAR else ""


def _stem(head: str) -> str:
    """Return the shortest name that a clause's beginning may hold: 张三走 -> 张三, 王老师 whole."""
    if head.endswith(_TITLED):
        return head
    return head[:3] if head[:2] in _COMPOUND else head[:2]


def _is_whole(head: str, times: int, of_stem: int) -> bool:
    """Whether the last character of a clause's beginning is the name's: 孙少平 is, 张三走 is not."""
    often = times == of_stem or (times >= 2 and times >= MIN_OF_STEM * of_stem)
    return often and head[-1] not in _VERBISH


def _without_surname(
    clauses: Counter[str], leading: Counter[str], known: Counter[str]
) -> Iterator[tuple[str, int]]:
    """Yield the names that only speaking tells, 宝玉 or 凤姐, and how often they speak."""
    found: Counter[str] = Counter()
    for clause, times in clauses.items():
        if (match := _SPEAKER.match(clause)) and _may_name(match[1]):
            found[match[1]] += times
    for name, times in found.items():
        longer = name[:2] in known or name[:3] in known
        if not longer and (times >= MIN_SPEECHES or leading[name]):
            yield name, times


def _may_name(name: str) -> bool:
    return _NOBODY.isdisjoint(name) and name[:2] not in _WORDS and not name.endswith(("家", "里", "边"))


def _roles(clauses: Counter[str]) -> Counter[str]:
    """Return who speaks by kinship or role alone, and how often."""
    found: Counter[str] = Counter()
    for clause, times in clauses.items():
        if match := _DETERMINED.match(clause):
            clause = clause[match.end() :]
        if clause and clause[0] in _ROLE_FIRST:
            role = next((clause[:size] for size in _ROLE_SIZES if clause[:size] in ROLES), "")
            if role and _SPEAKS.search(clause, len(role), len(role) + 6):
                found[role] += times
    return found


def _is_told_by_narrator(clauses: list[str]) -> bool:
    """Whether somebody who calls himself 我, with which all of ``clauses`` begin, tells the story."""
    speaks = sum(_SPEAKS.search(clause, 1, 7) is not None for clause in clauses)
    return 10 * speaks + len(clauses) >= 10 * MIN_NARRATOR


def _merged(names: list[str], lines: str) -> list[list[str]]:
    """Return the names, each with what is short for it where that is nobody else's.

    孙少平 is 少平 too if no other name of three ends so and it begins one of the clauses
    on ``lines``; 惠英嫂 is 惠英 where both are named.
    """
    given = Counter(name[1:] for name in names if _has_given(name))
    known, taken = set(names), set[str]()
    aliases: dict[str, list[str]] = {}
    for name in names:
        own = [name]
        if _has_given(name) and given[name[1:]] == 1 and f"\n{name[1:]}" in lines:
            own.append(name[1:])
        title = next(filter(name.endswith, _TITLED), "") if name.endswith(_TITLED) else ""
        if title and len(name) - len(title) >= 2 and name.removesuffix(title) in known:
            own.append(name.removesuffix(title))
        aliases[name] = own
        taken.update(own[1:])
    return [own for name, own in aliases.items() if name not in taken]


def _has_given(name: str) -> bool:
    return len(name) == 3 and name[0] in _SURNAMES and name[1:] not in _TITLES and name[1:] not in _WORDS
