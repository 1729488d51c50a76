"""Speech without quotation marks: plays and transcripts (a name and a colon), and dash dialogue.

Both are told by the whole text: one line with a colon or a dash in it is seldom speech, a text
made of them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.text.cast import COMPOUND, SURNAMES, TITLES
from crawler.text.quotes import PAUSES
from crawler.text.speech import EN_SAY

MIN_LINES = 2
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
_SCRIPT = re.compile(
    rf"^[ \t\u3000]{{0,8}}(?P<name>{_NAME})(?:[ ]?[（(\[【][^）)\]】\n]{{0,40}}[）)\]】])?[ ]?[：:](?!//)"
    r"[ \t\u3000]*(?P<speech>[^\s“”„«「『\"‘'][^\n]*)",
    re.MULTILINE,
)
_SAYS = re.compile(r"[说道问答喊叫笑說問]$|^[他她它]")
_FIRST, _LAST = (*SURNAMES, *COMPOUND.split("|"), "老", "小", "阿"), tuple(TITLES.split("|"))
_DASH = re.compile(
    r"(?:^[ \t\u3000]{0,8}|(?<=: ))(?P<dash>[—–―]{1,2}|--|-(?=[ ]\w))[ ]?[^\s—–―-][^\n]*", re.MULTILINE
)
_HELD = re.compile(r"\S[^\n]*")
# Within dash dialogue the narrator breaks in after a pause: “— Thanks, old chap, he cried briskly.”
_SUBJECT = (
    r"(?:[A-Z][\w.]{0,20}|he|she|I|they|we|the|his|her|my|old|young|little|man|woman|boy|girl|voice|one)"
)
_ASIDE = re.compile(
    rf"(?<=[,.!?…])[ ]{{1,2}}(?:(?:{_SUBJECT}[ ]){{1,4}}(?:{EN_SAY})\b|(?:{EN_SAY})[ ]{_SUBJECT}\b)"
    r"[^,.;:!?\n]*[,.;:!?]*"
)


def lines_of_script(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, name) of the speeches of a play or transcript, nothing for other texts.

    At least two lines and three tenths of all must be a name, a colon and speech, one line will
    do if it is all there is; and something must tell the lines from a table of facts.
    """
    found = [match for match in _SCRIPT.finditer(text) if _may_name(match["name"])]
    total = sum(1 for _ in _HELD.finditer(text))
    if len(found) < min(MIN_LINES, total) or len(found) < MIN_SHARE * total or not _is_script(found):
        return []
    return [
        (match.start("speech"), match.start("speech") + len(match["speech"].rstrip()), match["name"])
        for match in found
    ]


def _may_name(name: str) -> bool:
    return name.lower() not in LABELS and not _SAYS.search(name)


def _is_script(found: list[re.Match[str]]) -> bool:
    """Whether somebody speaks twice, or most lines end as sentences do, or all names look like names."""
    names = {match["name"] for match in found}
    ended = sum(match["speech"].rstrip()[-1] in PAUSES for match in found)
    alike = all(name.isupper() or name.startswith(_FIRST) or name.endswith(_LAST) for name in names)
    return alike or (len(found) > 1 and (len(names) < len(found) or 2 * ended > len(found)))


def dashes(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of dash dialogue: from the dash to the line's end, the narrator's asides left out.

    Nothing, unless two lines begin with a dash and they are a tenth of the lines; hyphens begin
    lists too, so that a fourth of them must ask, exclaim or be broken by an aside.
    """
    found = list(_DASH.finditer(text))
    total = sum(1 for _ in _HELD.finditer(text))
    hyphens = [match[0].rstrip() for match in found if match["dash"] == "-"]
    lively = sum(line[-1] in "?!？！" or _ASIDE.search(line) is not None for line in hyphens)
    if len(found) < MIN_LINES or len(found) < MIN_DASHES * total or 4 * lively < len(hyphens):
        return []
    return [span for match in found for span in _without_asides(text, match.start("dash"), match.end())]


def _without_asides(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for aside in _ASIDE.finditer(text, start, end):
        if text[start : aside.start()].strip():
            yield _trimmed(text, start, aside.start())
        start = aside.end()
    if text[start:end].strip():
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its edges."""
    held = text[start:end]
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip())
