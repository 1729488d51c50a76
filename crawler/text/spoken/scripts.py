"""Speech without quotation marks: plays, transcripts and chats (a name, then speech), and dash dialogue.

Both are told by the whole text: one line with a colon or a dash in it is seldom speech, a text
made of them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.text.spoken import asides
from crawler.text.spoken.cast import COMPOUND, SURNAMES, TITLES
from crawler.text.spoken.marks import PAUSES

MIN_LINES = 2
MIN_RUN = 3  # speeches in a row that make a chat within prose
MIN_SHARE = 0.3  # of the lines that hold text
MIN_DASHES = 0.1

# Words that stand before a colon in forms and notes, not in plays.
LABELS = frozenset(
    "注 注意 注释 备注 提示 说明 作者 译者 书名 标题 题目 来源 编辑 责编 时间 日期 地点 人物 简介 "
    "内容简介 摘要 关键词 地址 电话 邮箱 网址 链接 目录 类型 状态 更新 字数 标签 分类 价格 总结 结论 第一 "
    "第二 第三 例如 比如 如下 首先 其次 最后 ps note notes warning title author editor translator source "
    "summary subject from to date time re p.s url http https place characters cast chapter contents "
    "abstract keywords address phone email e-mail website tags rating example disclaimer update edit tldr "
    "tl;dr price step first second third finally however".split()
)

_NAME = r"[\u3400-\u9fff·]{1,8}|[A-Z][\w.'’-]{0,20}(?:[ ][A-Z][\w.'’-]{0,20}){0,3}"
_TIME = r"[\[(（]?(?:\d{4}[-/.]\d\d?[-/.]\d\d?[ ,]{1,2})?\d\d?:\d\d(?::\d\d)?(?:[ ]?[AaPp][Mm])?[\])）]?"
_DIRECTION = r"[（(\[【][^（(\[【）)\]】\n]{0,40}[）)\]】]"
_SCRIPT = re.compile(
    rf"[ \t\u3000]{{0,8}}(?:(?P<time>{_TIME})[ ]?[-–]?[ ])?"
    rf"(?:【(?P<boxed>[^】\n]{{1,8}})】(?:{_DIRECTION})?[：:]?|<(?P<nick>[\w .'’-]{{1,20}})>[：:]?[ ]"
    rf"|(?P<name>{_NAME})(?:[ ]?{_DIRECTION})?[ ]?[：:](?!//)|(?<=[ ])(?P<handle>[\w.-]{{1,20}}):(?=[ ]))"
    rf"[ \t\u3000]*(?:{_DIRECTION}[ \t\u3000]*)?(?P<speech>[^\s“”„«「『\"‘'][^\n]*)"
)
# A name on its own line: in capitals, as screenplays have it, or with the hour, as chats are kept.
_ALONE = re.compile(
    r"\n[ \t]{0,60}(?:(?P<name>[A-Z][A-Z0-9 .'’-]{1,30}?)[.:]?(?:[ ]?\([^)\n]{0,30}\))?"
    rf"|(?P<nick>[^\s:：]{{1,20}})[ ]{{1,3}}{_TIME})[ \t]*\n(?:[ \t]*\([^)\n]{{0,80}}\)[ \t]*\n)?"
    r"[ \t]*(?P<speech>[^\s(（\[][^\n]*(?:\n[ \t]*[^\s(（\[][^\n]*){0,40})"
)
_NO_NAME = re.compile(
    r"(?:CHAPTER|ACT|SCENE|PART|BOOK|VOLUME|LETTER|CANTO|STAVE|PROLOGUE|EPILOGUE|INT|EXT|FADE|CUT|THE END|END"
    r"|CONTENTS|PREFACE|INTRODUCTION|MONTAGE|TITLE|[IVXLC]+)\b"
)
_CAPITALS = re.compile(r"\n[ \t]{0,60}[A-Z][A-Z0-9 .'’-]{1,30}[^a-z\n]{0,30}\n")
_HOURS = re.compile(r":\d\d[\])）]?[ \t]*\n")
_HEAD = 100  # characters from a line's begin to the mark behind a name: the hour, the name, a direction
_SAYS = re.compile(r"[说道问答喊叫笑說問]$|^[他她它]")
_FIRST, _LAST = (*SURNAMES, *COMPOUND.split("|"), "老", "小", "阿"), tuple(TITLES.split("|"))
_DASHED = re.compile(r"\n[ \t\u3000\u00a0]{0,8}(?P<dash>[—–―]{1,2}|--|-(?=[ ]\w))[ \u00a0]?[^\s—–―-][^\n]*")
_DASH_WITHIN = re.compile(r": (?P<dash>[—–―]{1,2}|--)[ ]?[^\s—–―-][^\n]*")
_LOWER_LINE = re.compile(r"[!?] ?\n[a-z]+ ")


def lines_of_script(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, name) of the speeches of a play, transcript or chat, in order.

    A speech is a line of a name, a colon and what is said (甲：…, 【甲】…, NAME: …, [12:03] name: …),
    or the lines below a line that is a name in capitals or a name and an hour.  Where lines of
    the first kind are fewer than three tenths of all, three in a row of two people count, one of
    whom speaks again.  Something must tell the lines from a table of facts.
    """
    found = [match for match in _candidates(text) if _may_name(_named(match))]
    if found and _share(text, len(found), MIN_SHARE) and _is_script(found):
        return _speeches(text, found)
    runs = [match for run in _runs(text, found) for match in run] if len(found) >= MIN_RUN else []
    return _speeches(text, runs) or _alone(text)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that begin as speeches do; only those with a mark near their begin are looked at."""
    begins = set()
    for mark in ":：】>":
        at = text.find(mark)
        while at >= 0:
            begin = text.rfind("\n", max(0, at - _HEAD), at) + 1
            if begin or at < _HEAD:
                begins.add(begin)
            line_end = text.find("\n", at)
            at = text.find(mark, line_end) if line_end >= 0 else -1
    matches = (_SCRIPT.match(text, begin) for begin in sorted(begins))
    yield from (match for match in matches if match)


def _share(text: str, found: int, least: float) -> bool:
    """Whether enough lines are speeches; one will do if it is all there is."""
    total = _lines(text)
    return found >= min(MIN_LINES, total) and found >= least * total


def _named(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return next(groups[group] for group in ("name", "boxed", "nick", "handle") if groups.get(group))


def _speeches(text: str, found: list[re.Match[str]]) -> list[tuple[int, int, str]]:
    """Return the places of speeches with their names.

    Where speeches have blank lines between them, the lines below one belong to it: verse.
    """
    if not found:
        return []
    apart = sum(text.startswith("\n\n", match.start() - 2) for match in found[1:])
    starts = [match.start() for match in found[1:]] + [len(text)]
    speeches = []
    for match, following in zip(found, starts, strict=True):
        start, end = match.start("speech"), match.end()
        if 2 * apart > len(found) - 1:
            blank = text.find("\n\n", start, following)
            end = blank if blank >= 0 else following
        speeches.append((start, start + len(text[start:end].rstrip()), _named(match)))
    return speeches


def _runs(text: str, found: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the speeches that follow each other with nothing between, if a chat is likely."""
    run: list[re.Match[str]] = []
    for match in found:
        if run and text[run[-1].end() : match.start()].strip():
            yield from [run] if _is_chat(run) else []
            run = []
        run.append(match)
    yield from [run] if _is_chat(run) else []


def _is_chat(run: list[re.Match[str]]) -> bool:
    names = {_named(match) for match in run}
    return len(run) >= MIN_RUN and 1 < len(names) < len(run)


def _alone(text: str) -> list[tuple[int, int, str]]:
    """Return the speeches below names that stand on their own line, if a name comes twice or all are such."""
    if not (_HOURS.search(text) or _CAPITALS.search("\n" + text)):
        return []
    found = [match for match in _ALONE.finditer("\n" + text) if not _NO_NAME.match(_named(match))]
    found = [match for match in found if not match["speech"].isupper()]
    names = {_named(match) for match in found}
    if len(found) < MIN_LINES or (
        len(names) == len(found) and not _share(text, 2 * len(found), 2 * MIN_SHARE)
    ):
        return []
    return [
        (
            match.start("speech") - 1,
            match.start("speech") - 1 + len(match["speech"].rstrip()),
            _named(match).strip(),
        )
        for match in found
    ]


def _lines(text: str) -> int:
    """Return how many lines of ``text`` hold something."""
    return sum(not line.isspace() for line in text.split("\n") if line)


def _may_name(name: str) -> bool:
    return name.lower() not in LABELS and not _SAYS.search(name)


def _is_script(found: list[re.Match[str]]) -> bool:
    """Whether somebody speaks twice, or most lines end as sentences do, or all names look like names."""
    if any(match["time"] or match["boxed"] for match in found):
        return True
    names = {_named(match) for match in found}
    ended = sum(match["speech"].rstrip()[-1] in PAUSES for match in found)
    alike = all(name.isupper() or name.startswith(_FIRST) or name.endswith(_LAST) for name in names)
    return alike or (len(found) > 1 and (len(names) < len(found) or 2 * ended > len(found)))


def dashes(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of dash dialogue: from the dash to the line's end, the narrator's asides left out.

    Nothing, unless two lines begin with a dash and they are a tenth of the lines; hyphens begin
    lists too, so that a fourth of them must ask, exclaim or be broken by an aside.
    """
    if not any(dash in text for dash in "—–―-"):
        return []
    found = list(_DASHED.finditer("\n" + text))
    places = [(match.start("dash") - 1, match.end() - 1) for match in found]
    within = [(match.start("dash"), match.end()) for match in _DASH_WITHIN.finditer(text)]
    places += within
    if len(places) < MIN_LINES or len(places) < MIN_DASHES * _lines(text):
        return []
    hyphens = [match[0].rstrip() for match in found if match["dash"] == "-"]
    lively = sum(line[-1] in "?!？！" or asides.breaks(line) for line in hyphens)
    if 4 * lively < len(hyphens):
        return []
    # One sentence a line, as corpora are set: a speech goes on over lines.
    broken = max(len(within), len(_LOWER_LINE.findall(text)))
    sentences = broken >= MIN_LINES and "\n\n" not in text
    read = asides.over_lines if sentences else asides.without
    return [span for start, end in sorted(places) for span in read(text, start, end)]
