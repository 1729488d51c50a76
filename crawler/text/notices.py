"""What novel sites put between the lines of a chapter: tables of patterns by reason.

A room of its own because it is a list that grows by a line with every site seen.  A pattern is
searched in the folded line: one width and case, dots of addresses put right, speech left out,
and Chinese simplified, without spaces or ornaments.  Gaps in a pattern are bounded, so no line takes long.
When in doubt a line is text: a pattern names what only a site or its author says.
"""

from __future__ import annotations

import re
import unicodedata

from crawler.text.writing import TO_SIMPLIFIED

LONGEST_CHINESE = 120  # characters; what is longer is prose
LONGEST_ENGLISH = 320

_DOMAIN = (
    r"(?:(?:https?://|www\.|wap\.|m\.)[a-z0-9]"
    r"|[a-z0-9-]{1,40}\.(?:com|net|org|cc|la|info|tv|xyz|top|me|co|so|vip|cn|app|club|io|site"
    r"|example)(?![a-z]))"
)
_SITE = (
    r"(?:笔趣[阁閣]|顶点小说|飘天文学|八一中文|起点中文|纵横中文|晋江文学|番茄小说|七猫|"
    r"[一-鿿]{1,6}(?:小说网|文学网|中文网|文学城|书屋|书库|书院网|小说吧))"
)
_NEW = r"(?:最新|永久|备用|手机版?|移动版|本站|首发|发布页?)"
_OPEN = r"^[(\[【<「—-]{0,3}"
_CLOSE = r"[)\]】>」。.!…—-]{0,6}$"
_PLACE = r"(?:网址|域名|网站|站点|入口|地址)"
_VOTE = r"(?:月票|推荐票|红票|鲜花|首订|全订|追读|打赏|五星好评)"
_MORE = r"(?:第?[一二三四五六七八九十两\d]{1,3}更)"
_LINKS = (
    r"(?:上一[章页]|下一[章页]|返回目录|章节目录|返回书页|返回列表|回目录|目录|书页|首页|加入书签"
    r"|保存书签|存书签|加入书架|"
    r"我的书架|打开书架|投推荐票|推荐本书|章节报错|错误举报)"
)

_CHINESE = {
    "unfinished": (
        r"本章节?(?:还没有?|还未|未|没有?)完",
        r"(?:点击|翻到|请看)下一页(?:继续|阅读|观看)|下一页继续(?:阅读|观看)|翻页继续阅读",
        r"这个?章节?后面还有",
    ),
    "site": (
        r"(?:记住|牢记|收藏|关注)(?:一下)?(?:本站|我们的?(?:网站|网址|域名))",
        r"请(?:大家|您|各位)?(?:记住|牢记)(?:一下)?(?:本书|首发|最新)",
        r"(?:一|壹|1|几|三)秒钟?(?:就能|即可|便可)?记住",
        rf"{_NEW}(?:阅读|小说|完整)?的?{_PLACE}[是为]?:?{_DOMAIN}",
        rf"{_OPEN}(?:本站|本书)?{_NEW}(?:阅读)?{_PLACE}:",
        rf"{_OPEN}手机(?:版|端)?(?:用户|读者|党)(?:请|可)|{_OPEN}手机版?阅读:",
        rf"看最新章节,?就?(?:上|来|到)|{_OPEN}请(?:大家|各位)?(?:收藏|牢记){_CLOSE}",
        rf"{_OPEN}(?:支持)?用?手机版?(?:阅读|看书|同步阅读)(?:本书|请|更)",
        rf"(?:请|欢迎)(?:到|来|上|访问|登录|登陆|收藏|记住).{{0,12}}{_DOMAIN}",
        rf"(?:小说|首发|更新|章节|弹窗|全文|书友|书屋|书库|文学|书包|书城|txt|本站|域名"
        rf"|网址).{{0,16}}{_DOMAIN}",
        rf"{_DOMAIN}.{{0,24}}(?:小说|首发|最快|弹窗|全文|书友|最新章节|免费阅读|txt|阅读本书)",
        rf"{_OPEN}{_DOMAIN}[a-z0-9./_-]{{0,60}}{_CLOSE}",
        rf"(?:搜索?|百度|欢迎(?:来到|光临|访问)|请(?:到|上|访问|收藏)|认准|首发于).{{0,8}}{_SITE}.{{0,24}}"
        r"(?:阅读|看书|更新|首发|订阅|支持|章节|观看|小说|$)",
        rf"{_OPEN}{_SITE}[:,].{{0,20}}(?:最快|无弹窗|首发|全文|免费|为您|最新)",
        r"(?:百度|搜狗|谷歌)?搜索?[“「\[【].{1,16}[”」\]】](?:看|阅读|查看|即可).{0,6}(?:章节|小说|全文"
        r"|更新)",
        rf"(?:最新|最快)章节(?:更新)?(?:请)?(?:到|上|来|在){_SITE}",
        r"把(?:本站|网址|本书)(?:的?网址)?(?:分享|推荐)给|向(?:您|你).{0,12}(?:朋友|博友)们?推荐",
    ),
    "advert": (
        r"为[您你](?:免费)?提供.{0,20}(?:阅读|最新章节|免费小说|更新|下载)",
        r"喜欢.{1,60}请(?:大家|各位|您|你)(?:收藏|支持|关注|推荐)",
        r"更新(?:速度)?(?:全网)?最快|全网最快|最快更新[^一-鿿的]|最快更新.{0,20}(?:章节|小说)",
        r"无弹窗(?:小说|广告|阅读|全文|,|,|$)|无错(?:小说|首发|章节)|最新章节列表|广告,?无弹窗",
        r"(?:本书|本文|小说|本章)(?:最新章节)?(?:由|在).{1,12}(?:首发|独家发布)",
        rf"{_OPEN}(?:本书|本文|本章)?(?:全网)?首发(?:于|网站?|地址|域名|$)",
        r"(?:更多|海量)(?:精彩|好看|免费|最新|热门)的?(?:小说|内容|章节)",
        r"txt(?:电子书)?(?:全集|全本|全文)?(?:免费)?下载|全文免费(?:在线)?阅读|最[新火快].{0,12}(?:小说"
        r"|作品)尽在",
        r"(?:关注|搜索?|添加)(?:本站|我们的?|作者|官方|微信)?公众号|(?:加入?|进)(?:本站|我们的?|作者"
        r"|官方)?(?:书友|读者|粉丝)q?q?群",
        r"(?:书友|读者|粉丝|交流|vip|普通)(?:交流)?q?q?群号?:?[(\[【「“]?\d{5}|(?:公众号"
        r"|微信号):[“「\[]?[a-z0-9_]{5}",
        rf"(?:扫码|点击|立即)下载.{{0,8}}app|app.{{0,6}}免费看|{_OPEN}广告{_CLOSE}",
        r"(?:下载|安装|使用).{0,8}(?:小说|阅读|追书)(?:app|客户端|软件)|追书(?:神器|必备)",
        r"(?:新书|力荐|推荐(?:一本|好友|朋友)).{0,10}《.{1,30}》.{0,30}(?:支持|收藏|求|已(?:发布|上传)|书荒)",
    ),
    "votes": (
        rf"(?:^|[,。!~、;:…()\[\]】]|跪|拜|急|各种|继续|顺便|最后|新书|更|章|双倍|先)求(?:{_VOTE}|收藏"
        rf"|订阅|推荐(?:[,。!~、票]|$)|票票)",
        rf"{_OPEN}(?:[各跪拜急再]种?)?求.{{0,4}}票(?:[,、!。~]求.{{0,6}}){{0,4}}[,、!。~]{{0,3}}{_CLOSE}",
        rf"{_OPEN}(?:ps:?)?(?:再次|特别|非常)?(?:感谢|谢谢|多谢|鸣谢).{{1,60}}(?:{_VOTE}|盟主|舵主|书币"
        rf"|起点币|万赏|慷慨捧场)",
        rf"(?:手[里中]|兜里|还有|免费)的?.{{0,6}}{_VOTE}.{{0,12}}(?:投|砸|支持|给)",
        rf"(?:请|记得|别忘了?|不要忘记?).{{0,8}}(?:投|砸).{{0,4}}(?:{_VOTE}|一?票)",
        r"(?:求|请)(?:大家|各位|书友).{0,10}(?:支持正版|正版订阅|点个?收藏|加入书架)",
    ),
    "notice": (
        rf"{_OPEN}{_MORE}(?:到|送到|奉上|送上|完毕|完成|来了|达成|,求)",
        rf"^[(\[【]{_MORE}.{{0,10}}[)\]】]$",
        r"(?:今天|今日|明天|明日|晚上|稍后|凌晨).{0,8}(?:还有|加|补|爆)[一二三四五两\d]?更(?!多|加|好|大)",
        rf"{_OPEN}p\.?s\.?[:,。!].{{0,80}}(?:更新|加更|[一二三四五两]更|月票|推荐|订阅|收藏|打赏|书友"
        rf"|读者|新书|本章|码字)",
        r"正在手打|手打中|内容更新后|请?重新刷新页面|即可获取最新",
        r"(?:章节|内容)有?(?:错误|缺失|不全|重复).{0,12}(?:举报|反馈|报错|点此|告知)|点此(?:举报|报错)"
        r"|章节报错",
        r"(?:退出|关闭).{0,6}(?:转码|畅读|阅读模式)|转码(?:阅读|失败|页面)|防盗章|防采集"
        r"|关闭广告(?:拦截|屏蔽)",
        r"本(?:网)?站(?:的?(?:所有|全部))?(?:小说|书籍|作品|章节|资源|内容|收录|转载|不提供|提供的)",
        r"(?:本书|本文|本站|作品|小说).{0,12}版权|版权所有,?(?:翻印|侵权|转载)|(?:禁止|不得"
        r"|请勿)(?:任何)?转载|转载请注明",
        r"(?:更新时间|本章字数|字数统计|更新日期|发布时间):\d",
        rf"{_OPEN}(?:本章|本卷|本书|全书|全文|正文)节?完[结毕]?{_CLOSE}|{_OPEN}未完待续",
    ),
    "menu": (
        rf"{_OPEN}(?:{_LINKS}[|<>/·,:。!-]{{0,4}}){{1,12}}$",
        rf"{_LINKS}.{{0,4}}{_LINKS}.{{0,4}}{_LINKS}",
        rf"{_OPEN}加入书[签架],?(?:方便|下次)|按(?:回车|enter|键盘|左右).{{0,12}}(?:返回|翻页|上一|下一)",
    ),
}

_START = r"(?:^|[.!?)\]|] ?)\W{0,4}(?:please |kindly )?"
_OF_STORIES = r"(?:chapters?|novels?|updates?|stories|web ?novels?|light ?novels?|translations?)"
_FRESH = r"(?:latest|newest|new|next|more|advanced?|extra|bonus|full|up-to-date|updated|rest of the|missing)"
_LINK = (
    r"(?:(?:previous|prev|next|first|last)(?: chapters?| page)?|table of contents|contents|index|toc"
    r"|chapter list|home"
    r"|bookmark|add to library|report(?: chapter| error)?|back to top|share)"
)

_ENGLISH = {
    "unfinished": (
        r"^\W*(?:this chapter )?(?:is |to be )?continue[sd]? (?:on|to) (?:the )?next page\W*$",
        r"^\W*(?:please )?(?:click|go to|turn to|tap|see)(?: on)? (?:the )?next (?:page|button)\b"
        r".{0,60}(?:read|continue|more)",
    ),
    "notice": (
        r"\bif you (?:find|notice|spot|see|encounter) any (?:errors?|mistakes?|typos?|broken links?"
        r"|issues?|problems?)"
        r".{0,160}(?:let us know|let me know in the comment|report (?:(?:the |this )?chapter|it|them"
        r"|this)|contact us"
        r"|inform us)",
        r"\b(?:taken|used|stolen|reproduced|lifted|pilfered|misappropriated|appropriated|published"
        r"|posted|copied|obtained)"
        r"\b.{0,50}\bwithout (?:the )?(?:author'?s? |proper )?(?:consent|permission|authori[sz]ation"
        r"|approval)\b.{0,20}$",
        r"\b(?:royal ?road|scribble ?hub|wattpad|webnovel|ao3)\b.{0,80}"
        r"\b(?:amazon|stolen|theft|report|original|genuine|pirated|support|official|authori[sz]ed)\b",
        r"\b(?:stolen|pirated|unauthori[sz]ed|amazon)\b.{0,80}\b(?:royal ?road|report (?:it|any|this"
        r"|the violation))",
        r"\b(?:tale|story|narrative|novel|content|book)\b.{0,40}\b(?:misappropriated|purloined|pilfered"
        r"|pirated|stolen|lifted"
        r"|taken|unlawfully|illicitly)\b.{0,80}\b(?:amazon|author's (?:consent|approval|permission))",
        r"\breport (?:any|it|this|the)\b.{0,60}\b(?:on amazon|violation|infringement)",
        r"\b(?:preferred|official|original|genuine) (?:platform|site|source|website|release|version)\b"
        r".{0,40}\bsupport\b|\bsupport (?:the |creative )?(?:authors?|writers?|creators?)\b"
        r".{0,60}\boriginal site\b",
        r"\bstolen (?:story|content|novel|tale)\b.{0,10}\breport\b",
        r"^\W*(?:love|enjoy(?:ing)?) this (?:novel|story|book|tale)\?.{0,20}\bread\b",
        r"\bunauthori[sz]ed (?:use|reproduction|duplication|copy|usage|tale)\b.{0,80}\b(?:amazon|site"
        r"|report|story|content)",
        r"^\W*(?:this|the) (?:chapter|novel|content|translation|release)s? (?:is|was|has been|are) "
        r"(?:updated?|uploaded|translated|provided|brought|hosted|released|sponsored|first (?:posted"
        r"|published))\b"
        r".{0,20}\b(?:by|from|on|at|to you)\b",
        r"^\W*(?:translators?|editors?|proofreaders?|translated by|edited by|tlc?) ?: ?\S.{0,80}$",
        r"^\W*(?:to be continued|end of (?:the )?chapter(?: \d{1,5})?|chapter end"
        r"|the source of this (?:content|chapter)\b.{0,80})\W*$",
        r"^\W*(?:author|translator|editor)'?s?'? notes? ?:?\W*$|^\W*a/n ?:",
    ),
    "advert": (
        _START + r"(?:visit|go to|head (?:over )?to|check out|come to|search)\b.{0,60}" + _DOMAIN,
        _START + r"(?:visit|go to|head (?:over )?to|check out)\b.{0,40}\b(?:site|website|patreon|discord)\b"
        r".{0,60}\b(?:" + _OF_STORIES + r"|reading|read)\b",
        _START + r"(?:continue |start |keep )?(?:read(?:ing)?|find|follow|get|enjoy|discover)\b.{0,40}\b"
        rf"{_OF_STORIES}\b.{{0,20}}\b(?:at|on|from|only) .{{0,24}}(?:{_DOMAIN}|\b(?:website|site|app"
        rf"|patreon)\b)",
        _START + rf"read (?:the )?{_FRESH} {_OF_STORIES} (?:at|on|in|only|from|for|here)\b",
        rf"\b{_FRESH} {_OF_STORIES}\b.{{0,60}}(?:{_DOMAIN}|\b(?:our|my) (?:website|site|patreon|discord"
        rf"|blog|app)\b|\bpatreon\b)",
        r"\b(?:support|donat(?:e|ions?)|tip)\b.{0,60}\b(?:patreon|ko-?fi|pay ?pal|buy ?me ?a ?coffee"
        r"|subscribestar)\b",
        r"\b(?:read (?:ahead|more|on)|join|check out|subscribe|become|pledge|link to)\b.{0,40}\bpatreon\b",
        r"\b(?:patreon|ko-fi|subscribestar)\.com|\bdiscord\.gg/",
        r"\b(?:chapters? ahead|advanced? chapters?|early access)\b.{0,60}\bpatreon\b|\bmy patreon\b",
        _START
        + r"(?:join|follow)\b.{0,20}\b(?:our|my|us on) ?(?:discord|facebook|telegram|twitter|instagram)\b",
        r"^\W*(?:sponsored(?: content| post| links?)?|advertisements?|ads?(?: by google)?"
        r"|promoted(?: content)?)\W*$",
        r"^\W*(?:advertisement ?- ?continue reading below|remove ads\b.{0,40})\W*$",
    ),
    "site": (
        r"^\W*(?:please )?(?:bookmark|remember|save) (?:this|our) (?:site|website|page|web ?site|domain)\b",
        rf"^\W*{_DOMAIN}[a-z0-9./?=&%_-]{{0,100}}\W*$",
        r"^\W*(?:updated?|sourced?|published|posted|translated|original|official|all|latest)"
        rf"(?: latest)?(?: {_OF_STORIES}| content| text)?(?: are| is)? ?(?:from|by|at|on|:) {{0,2}}{_DOMAIN}",
    ),
    "votes": (
        r"\b(?:please|don'?t forget to|remember to|kindly|pls)\b.{0,30}\b(?:vote (?:for|if|and)"
        r"|rate (?:and|this|the)|"
        r"leave (?:a |your )?(?:review|comment|like|rating|vote)|drop (?:a |some )?(?:comment|review"
        r"|power ?stones?)|"
        r"like and (?:share|subscribe)|review (?:and|this|the (?:story|novel|book)))",
        r"\b(?:power ?stones?|golden tickets?)\b.{0,40}(?:\b(?:please|goal|bonus|vote|support)\b|=)",
    ),
    "menu": (
        r"\buse (?:the |your )?(?:left |arrow |right |keyboard ){1,3}keys?\b.{0,60}\b(?:chapters?"
        r"|navigate|browse)",
        r"\bkeyboard keys to browse\b|\btap the (?:middle of the )?screen\b.{0,60}\b(?:read|option|menu)",
        rf"^\W*{_LINK}(?:[\s|/<>«»·:,-]{{1,8}}{_LINK}){{1,6}}\W*$",
        r"^\W*(?:(?:previous|prev|next) chapter|table of contents|chapter list|add to library"
        r"|report chapter)\W*$",
    ),
}

Rules = dict[str, re.Pattern[str]]
_CHINESE_RULES: Rules = {why: re.compile("|".join(patterns)) for why, patterns in _CHINESE.items()}
_ENGLISH_RULES: Rules = {why: re.compile("|".join(patterns)) for why, patterns in _ENGLISH.items()}

_HAN = re.compile(r"[一-鿿]")
_WWW = re.compile(r"w[-_.*· ]{0,2}w[-_.*· ]{0,2}w")
_DOT = re.compile(r"(?<=[a-z0-9]) ?[。·•点點丶] ?(?=[a-z0-9])")
_SAID = re.compile(r"[:,] ?[“「『\"][^”」』\"]{0,300}[”」』\"]?")
_ORNAMENTS = re.compile(r"[\s*#=~_★☆◆◇■□●○▲△▼※⊙♂♀§◎→←↑↓^`'\"]+")
_SPEECH = ("“", "‘", "「", "『", '"', "'")


def reason(line: str) -> str | None:
    """Return why ``line`` is not of the novel: advert, site, menu, unfinished, votes or notice."""
    line = line.strip()
    if not line or len(line) > 2 * LONGEST_ENGLISH or line.startswith(_SPEECH):
        return None
    folded = unicodedata.normalize("NFKC", line).casefold().replace("’", "'")
    folded = _SAID.sub("", _DOT.sub(".", _WWW.sub("www", folded)))
    if not _HAN.search(folded):
        return _first(_ENGLISH_RULES, folded[: LONGEST_ENGLISH + 1], LONGEST_ENGLISH)
    return _first(_CHINESE_RULES, _ORNAMENTS.sub("", folded).translate(TO_SIMPLIFIED), LONGEST_CHINESE)


def _first(rules: Rules, line: str, longest: int) -> str | None:
    if len(line) > longest:
        return None
    return next((why for why, pattern in rules.items() if pattern.search(line)), None)
