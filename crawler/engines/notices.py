"""Lines that stand before and after an article without being part of it: headline, byline, credits, notices.

A room of its own because it is a vocabulary: tables of words, Chinese and English first, and the three
ways in which a line may use them.
"""

from __future__ import annotations

import re

# Words that make a line a notice if a colon, a slash or a date follows.
LABELS = """
author | source | sources | image | images | photo | photos | credit | credits | tags | tag | tagged
topics | topic | category | categories | updated | published | posted | last updated | last modified
last reviewed | date | time | filed under | story by | words by | text size | reporting by | editing by
notice | disclaimer | disclosure | views | quelle | fonte | etiquetas | теги | источник | автор | autor
auteur | 作者 | 文 | 撰文 | 图 | 摄影 | 记者 | 本报记者 | 通讯员 | 撰稿 | 来源 | 稿源 | 信息来源
文章来源 | 新闻来源 | 编辑 | 责编 | 责任编辑 | 值班编辑 | 编审 | 校对 | 监制 | 审核 | 发布 | 发布者
发布人 | 发布时间 | 发布日期 | 发表 | 发表时间 | 发表日期 | 更新时间 | 时间 | 日期 | 点击 | 点击数
点击率 | 浏览 | 浏览次数 | 浏览量 | 阅读 | 阅读数 | 阅读次数 | 字体 | 字号 | 字数 | 当前位置 | 您的位置
您现在的位置 | 您当前的位置 | 所在位置 | 位置 | 音频 | 原标题 | 人气 | 热度 | 关键词 | 关键字 | 标签
摘要 | 声明 | 郑重声明 | 特别声明 | 免责声明 | 版权声明 | 版权 | 地址 | 邮箱 | 电话 | 联系电话 | 传真
图片说明 | 本文来源 | 本文链接 | 本文地址 | 原文链接 | 转载自 | 转自 | 摘自 | 原载 | 选自 | 主题
"""
# Phrases that begin a notice, whatever follows.
OPENINGS = """
share this | share on | share via | share your | read more | read also | read next | read the full
more from | more on | more stories | filed under | copyright | © | (c) | all rights reserved | sign up
subscribe to | subscribe for | subscribe now | follow us | follow him | follow her | follow me on
follow them on | follow @ | leave a comment | leave a reply | post a comment | about the author
about the writer | about author | get the latest | this website uses | this site uses | our website uses
this website is using | we use cookies | the cookie settings | image credit | photo by | photo credit
photos by | have a tip | have a question | have any questions | have your say | back to top | skip to
click here | posted in | posted by | posted on | posted under | view all | view comments | view more
recommended | you may also | you might also | you may like | don't miss | don’t miss | reporting by
join the conversation | like us on | tell us what | let us know | contact us | contact the author
report this | support us | most popular | most read | trending | related | fact checked
medically reviewed | reviewed by | edited by | written by | breaking news | this post may contain
next article | previous article | editor's picks | sponsored | promoted | advertisement | compartilhe
leia também | leia mais | veja também | comentários | teilen | lesen sie auch | partager | lire aussi
à lire | condividi | leggi anche | comparte | compartir | lee también | поделиться | читайте также
комментарии | добавить | atenção | 责任编辑 | 责编 | 相关新闻 | 相关阅读 | 相关链接 | 相关文章 | 相关专题
相关报道 | 相关推荐 | 相关资讯 | 相关内容 | 相关搜索 | 相关评论 | 推荐阅读 | 推荐文章 | 推荐新闻 | 推荐给
延伸阅读 | 热门推荐 | 热门文章 | 热点新闻 | 热点推荐 | 最新文章 | 最新评论 | 精彩推荐 | 精彩图片 | 上一篇
上一章 | 上一页 | 上一条 | 上章 | 上页 | 下一篇 | 下一章 | 下一页 | 下一条 | 下章 | 下页 | 返回首页
返回列表 | 返回目录 | 返回顶部 | 返回页首 | 返回搜狐 | 关闭窗口 | 关闭本页 | 打印本 | 打印此 | 收藏本
版权所有 | 版权声明 | 版权归 | 免责声明 | 特别声明 | 凡本网 | 凡本站 | 凡注明 | 转载请 | 本文为 | 本文由
本文版权 | 本文已 | 本站 | 本贴由 | 本帖由 | 发表评论 | 我要评论 | 我来说 | 我要纠错 | 网友评论 | 查看评论
查看更多 | 查看全文 | 更多精彩 | 更多新闻 | 更多内容 | 分享到 | 分享让 | 扫一扫 | 扫码 | 扫描二维码
关注我们 | 微信扫 | 长按 | 点击查看 | 点击进入 | 阅读原文 | 阅读全文 | 大中小 | trackback | 投诉或 | 举报
友情链接 | 欢迎关注 | 欢迎投稿 | 投稿 | 告诉好友 | 发送给 | 展开全文 | 没有更多 | 按热度 | 进入论坛
联系我们 | 主办单位 | 承办单位 | 京icp | 沪icp | 粤icp | icp备
"""
# Words that are a notice if a line has no others.
ALONE = """
share | comment | comments | print | email | e-mail | save | listen | watch | follow | subscribe | tweet
close | menu | search | home | advertisement | advert | ad | ads | iklan | tags | topics | next | previous
related | recommended | popular | latest | loading | facebook | twitter | whatsapp | linkedin | pinterest
reddit | telegram | instagram | google+ | pocket | flipboard | opinion | news | staff | credit | photo
image | sponsored | promoted | scroll | more | back | reply | like | voltar | fechar | publicidade
anzeige | publicité | publicidad | реклама | 打印 | 关闭 | 收藏 | 分享 | 评论 | 推荐 | 热门 | 热点 | 更多
首页 | 目录 | 返回 | 转发 | 点赞 | 关注 | 举报 | 投诉 | 专题 | 正文 | 广告 | 大 | 中 | 小 | 字体 | 论坛
博客 | 微博 | 微信 | 腾讯微博 | 新浪微博 | qq空间 | 顶 | 踩 | 回复 | 引用 | 下载 | 展开 | 收起 | 上章
下章 | 上页 | 下页 | 编辑 | 版权 | 复制链接 | 繁体 | 朗读
"""
# Words that begin a notice if the line is short and no sentence.
STARTS = """
next | previous | comments | comment | tags | tagged | tag | category | categories | updated | published
posted | last updated | last modified | photo | photos | image | images | source | email | follow | print
contact | latest | staff | author | see also | explore | trending | watch | listen | topics | news
opinion | scroll | view | share | subscribe | 作者 | 记者 | 本报记者 | 来源 | 编辑 | 发布 | 发表 | 更新
浏览 | 阅读 | 字体 | 字号 | 点击 | 评论 | 分享 | 推荐 | 热门 | 更多 | 查看 | 关注 | 欢迎 | 引用 | 上一
下一 | 返回 | 打印 | 收藏 | 关闭 | 标签 | 关键词 | 网友 | 回复 | 首页 | 我要 | 转自 | 摘自 | 转载 | 选自
本报 | 版权
"""
# What makes a short line a notice wherever it stands in it.
WITHIN = """
icp备 | icp证 | 版权所有 | all rights reserved | 经营许可证 | 许可证编号 | 举报电话 | 举报邮箱 | 法律顾问
未经授权 | 未经许可 | 公网安备 | 来源： | 责任编辑： | 责任编辑: | 责编： | trackback
"""
# Lines of the body that never belong to it.
STRAY = re.compile(
    r"(?:- )?(?:advertisement|advert|iklan|image \d{1,3} of \d{1,3}|read (?:more|also)|share this on \w{1,20}"
    r"|(?:story|article) continues below.{0,40}|continue reading.{0,40}|related(?: articles?| stories)?"
    r"|(?:photo|image)s? (?:by|credit|courtesy).{0,80}|\(image credit.{0,80}|.{0,60}getty images\)?|close"
    r"|comments?|recommended|see also|click here.{0,40}|this slideshow requires javascript\.?|whatsapp"
    r"|facebook|twitter|tweet|email|print|share|subscribe|view all(?: \(\d{1,5}\))?|广告|展开全文|查看更多"
    r"|点击查看(?:大图|原图|更多)|扫一扫.{0,20}|pdf下载.{0,20}|分享到.{0,20})\s?[:：]?",
    re.I,
)
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d"
    rf"|\b{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH}\.?,? (?:19|20)\d\d",
    re.I,
)
BY = re.compile(r"[Bb][Yy](?: [A-Z][^.]*)?$")
SENTENCE = re.compile(r"[,，。！？；]|[.!?…][\"'”’」』)）]?$")
ENDED = re.compile(r"[。！？.!?][\"'”’」』)）]?$")
SPLIT = re.compile(r"[\s|/·•,，、\-–—>»<«()（）\[\]【】{}:：]+|\d+")
FRONT = "-·•*※【[(（〖<《 \u3000"
# Letters of a headline; fewer are found in it by chance.
MIN_TITLE = 5
# Bytes of UTF-8: a longer line is no notice at the head, one at the foot, one told by a word within; prose.
HEAD, FOOT, SHORT, DATED, PROSE, SLACK = 240, 700, 400, 150, 90, 50
# Lines that are passed over in search of a notice behind them, and the part of the text they may be.
MAX_PASSED, MAX_LINES, MAX_HEAD = 8, 30, 0.3


def _phrases(table: str) -> list[str]:
    return [phrase.strip() for line in table.splitlines() for phrase in line.split("|") if phrase.strip()]


def _begins(table: str, end: str) -> re.Pattern[str]:
    """Return what matches the phrases of a table at the start of a line; Latin words end where they end."""
    spaced = (r"\s?".join(map(re.escape, each)) if not each.isascii() else re.escape(each) + r"(?!\w)"
              for each in sorted(_phrases(table), key=len, reverse=True))  # fmt: skip
    return re.compile(f"(?:{'|'.join(spaced)}){end}", re.I)


LABELLED = _begins(LABELS, r"\s?(?:[:：/／]|(?=\d{4}))")
OPENED = _begins(OPENINGS, "")
STARTED = _begins(STARTS, "")
SAID_ALONE = frozenset(_phrases(ALONE))
SAID_WITHIN = tuple(_phrases(WITHIN))


def body(text: str, title: str = "") -> str:
    r"""Return a text without the lines at its head and foot that are about it.

    ``title`` is what the head of the page calls it: the headline and all above go.  Lines are looked at
    from both ends up to the first of prose; what has nothing else is returned as it is.

    >>> body("首页\n\n作者：林晚 2021-03-04\n\n下了一周的雨，今天终于停了。\n\n责任编辑：周舟")
    '下了一周的雨，今天终于停了。'
    """
    lines = text.split("\n")
    start = _head(lines, _letters(title), MAX_HEAD * _size(text))
    end = _foot(lines, start)
    kept = "\n".join(_without_strays(lines[start:end]))
    return re.sub(r"\n{3,}", "\n\n", kept).strip() or text


def notice(line: str) -> bool:
    """Whether a line is about the text: it names author or source, offers to share or to read something else.

    >>> notice("责任编辑：周舟"), notice("Share on Facebook"), notice("【打印】"), notice("编辑部里很静。")
    (True, True, True, False)
    """
    line = line.strip(FRONT)
    if LABELLED.match(line) or OPENED.match(line):
        return True
    if _size(line) < SHORT and any(phrase in line.lower() for phrase in SAID_WITHIN):
        return True
    if _size(line) < PROSE and not SENTENCE.search(line) and STARTED.match(line):
        return True
    words = [word for word in SPLIT.split(line[:SHORT].lower()) if word]
    return bool(words) and SAID_ALONE.issuperset(words)


def _head(lines: list[str], title: str, most: float) -> int:
    """Return the number of the first line of the text."""
    start, seen = 0, 0
    for number, line in enumerate(lines[:MAX_LINES]):
        line = line.strip()
        seen += _size(line)
        if line.startswith("```"):
            break
        if line and (_headline(line, title) or _above(line)):
            start = number + 1
        elif _prose(line) or ENDED.search(line) or seen > most + SLACK:
            break
    return start


def _headline(line: str, title: str) -> bool:
    letters = _letters(line)
    if min(len(letters), len(title)) < MIN_TITLE:
        return False
    return letters in title or (title in letters and len(letters) < 1.5 * len(title) + 8)


def _above(line: str) -> bool:
    """Whether a line at the head is a byline, a date or another notice."""
    size = _size(line)
    if size >= HEAD:
        return False
    return bool(size < DATED and DATE.search(line)) or (
        not _prose(line) and (bool(BY.match(line)) or notice(line))
    )


def _foot(lines: list[str], start: int) -> int:
    """Return the number of the line after the last one of the text."""
    end, passed = len(lines), 0
    for number in range(len(lines) - 1, start, -1):
        line = lines[number].strip()
        if not line:
            continue
        if _size(line) < FOOT and notice(line):
            end, passed = number, 0
            continue
        passed += 1
        if line.startswith("```") or _prose(line) or passed > MAX_PASSED:
            break
    return end


def _without_strays(lines: list[str]) -> list[str]:
    """Return lines without advertisements and the like; those of code stay."""
    kept, fenced = [], False
    for line in lines:
        fenced ^= line.startswith("```")
        if fenced or not STRAY.fullmatch(line.strip()):
            kept.append(line)
    return kept


def _prose(line: str) -> bool:
    return _size(line) >= PROSE and SENTENCE.search(line) is not None


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
