"""What novel sites put between the lines of a chapter: a table of patterns, each with its reason.

A room of its own because it is a list that grows by a line with every site seen.  Every pattern
is matched against a line folded to one width and case; Chinese ones see it without spaces and
ornaments.  Gaps in a pattern are bounded, so no line takes long.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_ZH = 120  # characters of a notice; what is longer is prose
LONGEST_EN = 320

_DOT = r"[.。·•点點丶]"
_DOMAIN = (
    rf"(?:(?:w[-_.]?w[-_.]?w|wap|m|http(?:s)?:/?/?){_DOT}?[a-z0-9][a-z0-9-]{{1,30}}(?:{_DOT}[a-z]{{2,6}})?"
    rf"|[a-z0-9][a-z0-9-]{{1,30}}{_DOT}(?:com|net|org|cc|la|info|tv|xyz|top|me|co|so|vip|cn|app|club|io)(?![a-z]))"
)
_SITE_NAME = (
    r"(?:笔趣[阁閣]|顶点小说|飘天文学|八一中文|起点中文|纵横中文|晋江文学|番茄小说|七猫|小说阅读网|"
    r"[一-鿿]{1,6}(?:小说网|文学网|中文网|文学城|书屋|书库|书院网|小说吧))"
)
_EN_DOMAIN = r"(?:https?://|www\.|[a-z0-9-]{2,40}\.(?:com|net|org|me|info|io|co|xyz|top)\b)"

# Reason and pattern, searched in the squeezed line; the first that fits gives the reason.
_CHINESE = (
    (
        "unfinished",
        r"本章(?:节)?(?:还)?(?:未完|没有?完)|(?:点击|翻到|请看)下一页(?:继续|阅读|观看)|这个?章节?后面还有",
    ),
    ("unfinished", r"^(?:继续阅读)?下一页继续(?:阅读|观看)?$|翻页继续阅读|请翻页$"),
    (
        "site",
        r"(?:请|请您|请大家|敬请|请各位)?(?:记住|牢记|收藏|关注)(?:一下)?(?:本站|本书首发|我们的?(?:网站|网址|域名))",
    ),
    ("site", r"(?:天才)?(?:一|壹|1|几|三)秒(?:钟)?(?:就能|即可|便可)?记住"),
    (
        "site",
        rf"(?:最新|永久|备用|手机版?|本站|首发|完整|阅读|本书)(?:的)?(?:网址|域名|网站|站点|入口|地址)[是为]?[:：]?{_DOMAIN}",
    ),
    (
        "site",
        r"^(?:[(（【\[])?(?:本站|本书)?(?:最新|永久|备用|手机版?|移动版)(?:阅读)?(?:网址|域名|站点|地址|入口)[:：]",
    ),
    ("site", r"^(?:[(（【\[])?手机(?:版|端)?(?:用户|读者|党)(?:请|可)"),
    ("site", r"^(?:[(（【\[])?(?:支持)?(?:用)?手机(?:版)?(?:阅读|看书|同步阅读)(?:本书|请|更)"),
    (
        "site",
        rf"(?:请|来|到|上|访问|登录|登陆|百度|搜索|记住|收藏|域名|网址).{{0,12}}{_DOMAIN}.{{0,12}}(?:阅读|看书|看小说|更新|最新|首发|书友|无弹窗|小说|章节|域名)",
    ),
    (
        "site",
        rf"(?:小说|阅读|首发|更新|章节|无弹窗|全文|书友|书屋|书库|文学|txt|本站|本书|域名|网址).{{0,20}}{_DOMAIN}",
    ),
    ("site", rf"{_DOMAIN}.{{0,20}}(?:小说|首发|更新最快|无弹窗|全文阅读|书友|最新章节|免费阅读|txt)"),
    ("site", rf"^[(（【\[<「-]?{_DOMAIN}(?:/[a-z0-9/_.-]{{0,40}})?[)）】\]>」-]?$"),
    (
        "site",
        rf"(?:搜索?|百度|欢迎(?:来到|光临|访问)|请到|请上|认准|关注|来自|正版|首发于).{{0,8}}{_SITE_NAME}.{{0,30}}(?:阅读|看书|更新|首发|订阅|支持|章节|查看|观看|小说|$)",
    ),
    (
        "site",
        rf"^[(（【\[]?{_SITE_NAME}[:：,，]?(?:.{{0,20}}(?:最快更新|更新最快|无弹窗|首发|全文免费|免费阅读|为您|最新章节).{{0,40}})[)）】\]]?$",
    ),
    ("advert", r"为[您你]?(?:免费)?提供.{0,20}(?:小说)?(?:在线)?(?:阅读|最新章节|免费小说|更新|下载)"),
    ("advert", r"喜欢.{1,60}请(?:大家|各位|您|你)?(?:收藏|支持|关注|推荐)"),
    (
        "advert",
        r"(?:全网|本站|全站|小说网)?(?:更新速度(?:全网)?最快|最快更新|更新最快)[^一-鿿]|(?:更新速度|全网)(?:全网)?(?:更新)?最快|最新章节列表|无弹窗(?:小说|广告|阅读|全文|,|，|$)|无错(?:字)?(?:小说|首发|章节)",
    ),
    (
        "advert",
        r"(?:本书|本文|小说|本章)(?:由|的)?.{0,12}(?:首发|独家发布)(?:[,，。!！:：]|于|在|$)|^首发(?:于|网站?|地址|域名)",
    ),
    (
        "advert",
        r"(?:更多|海量)(?:精彩|好看|免费|最新|热门)?(?:的)?(?:小说|内容|章节|好书|精彩)(?:,|，)?(?:请|尽在|就在|敬请|访问|下载|都在)",
    ),
    (
        "advert",
        r"(?:全本|全集|全文)?txt(?:电子书)?(?:全集|全本|全文)?(?:免费)?下载|全文免费(?:在线)?阅读|最[新火快].{0,12}(?:小说|作品)尽在",
    ),
    (
        "advert",
        r"(?:加入|关注|搜索?|添加|加)(?:本站|我们的?|作者|官方)?(?:书友|读者|vip|粉丝|qq|微信|企鹅|q)?(?:公众号|书友群|读者群|粉丝群|qq群|q群|交流群)",
    ),
    (
        "advert",
        r"(?:书友群|读者群|粉丝群|交流群|qq群|q群|群号|公众号|公号|微信号)[:：]?[(（【\[「“]?[a-z0-9_]{5,}",
    ),
    (
        "advert",
        r"(?:下载|安装|打开|使用)(?:本站|我们的?|最新)?(?:小说)?(?:app|客户端)(?:.{0,12}(?:阅读|观看|免费|追书|看书)|$)|追书(?:神器|必备)",
    ),
    (
        "votes",
        r"求(?:月票|推荐票|收藏|订阅|打赏|追读|首订|全订|红票|鲜花|保底|票票|评论|五星|好评|全定|自动订阅)(?![他她我你者家的了])",
    ),
    (
        "votes",
        r"^[(（【\[]?(?:ps[:：,.。]?)?(?:(?:各种|跪|继续|拜|急|再)?求[一-鿿]{0,4}票[,，、!！。~～)）】\]]*){1,4}$",
    ),
    (
        "votes",
        r"(?:感谢|谢谢|多谢|鸣谢).{1,60}(?:打赏|月票|推荐票|盟主|舵主|书币|起点币|万赏|慷慨捧场|红包支持)",
    ),
    (
        "votes",
        r"(?:月票|推荐票|订阅|收藏|打赏).{0,12}(?:投|砸|来|给|支持)(?:一下|给|我|本书|作者|过来|吧|一波)|(?:投|砸)(?:一下|几张|张|点)?(?:月票|推荐票)",
    ),
    (
        "notice",
        r"^[(（【\[]?第?[一二三四五六七八九十两0-9]{1,3}更(?:到|送到|奉上|送上|完毕|完成|来了|达成|求|[!！,，)）】\]]|$)",
    ),
    ("notice", r"(?:今天|今日|明天|明日|晚上|稍后|凌晨).{0,8}(?:还有|加|补|继续|爆)[一二三四五两0-9]?更"),
    (
        "notice",
        r"^[(（【\[]?(?:ps|p\.s\.?)[:：,，].{0,80}(?:更新|[一二三四五两]更|月票|推荐|订阅|收藏|打赏|大家|书友|读者|新书|本章|码字|群)",
    ),
    ("notice", r"(?:正在手打|手打中|内容更新后|请稍后(?:重新)?刷新|重新刷新页面|获取最新(?:更新|章节|内容))"),
    (
        "notice",
        r"(?:章节|内容)(?:有)?(?:错误|缺失|不全|重复|报错).{0,12}(?:举报|反馈|报错|点此|点击|联系|告知)|点此(?:举报|报错)",
    ),
    (
        "notice",
        r"(?:退出|关闭)(?:浏览器)?(?:的)?(?:转码|畅读|阅读)(?:模式|页面|声明)|转码(?:阅读|失败|页面)|防盗章|防采集|请关闭广告(?:拦截|屏蔽)",
    ),
    (
        "notice",
        r"(?:本站|本网站)(?:所有|全部|仅|只|不|内容|小说|书籍|作品|提供|收录|纯属|均)|版权(?:归|所有)(?:原)?(?:作者|属)|(?:未经|禁止)(?:授权|许可|转载)|转载请注明",
    ),
    ("notice", r"(?:更新时间|本章字数|字数统计|更新日期|发布时间)[:：]\d"),
    (
        "notice",
        r"^[(（【\[<-]*(?:本章|本卷|本书|全书|全文|正文)(?:节)?完(?:结|毕)?[)）】\]>。-]*$|^[(（【\[]?未完待续",
    ),
    (
        "menu",
        r"^(?:上一章|下一章|上一页|下一页|返回目录|章节目录|返回书页|加入书签|加入书架|投推荐票|目录|推荐本书|章节报错|打开书架|我的书架|保存书签|返回列表|书页|回目录|错误举报|存书签|首页|[|｜←→<>/·,，]){1,12}$",
    ),
)
_MENU_WORD = re.compile(
    r"上一章|下一章|上一页|下一页|返回目录|章节目录|返回书页|加入书签|加入书架|投推荐票|推荐本书|章节报错|我的书架|返回列表"
)

# The same for English, searched in the folded line with its spaces.
_ENGLISH = (
    (
        "unfinished",
        r"^\W*(?:this chapter )?(?:is )?(?:to be )?continue[sd]? (?:on|to) (?:the )?next page\W*$",
    ),
    (
        "unfinished",
        r"^\W*(?:please )?(?:click|go to|turn to|tap|see)(?: on)? (?:the )?next (?:page|button)\b.{0,60}$",
    ),
    (
        "notice",
        r"\bif you (?:find|notice|spot|see|encounter) any (?:errors?|mistakes?|typos?|broken links?|issues?|problems?|non-standard).{0,160}(?:let us know|report|comment|contact|inform|fix)",
    ),
    (
        "notice",
        r"\b(?:taken|used|stolen|reproduced|lifted|pilfered|misappropriated|appropriated|published|posted|copied|obtained)\b.{0,60}\bwithout (?:the )?(?:author'?s? |proper |any )?(?:consent|permission|authori[sz]ation|approval|knowledge)",
    ),
    (
        "notice",
        r"\b(?:royal ?road|scribble ?hub|wattpad|webnovel|ao3)\b.{0,80}\b(?:amazon|stolen|theft|report|original|genuine|pirated|support|official|authori[sz]ed|first published)",
    ),
    (
        "notice",
        r"\b(?:stolen|pirated|unauthori[sz]ed)\b.{0,80}\b(?:amazon|royal ?road|report (?:it|any|this|the)|original (?:site|source))",
    ),
    (
        "notice",
        r"^\W*(?:this|the) (?:chapter|novel|content|translation|release|update)s? (?:is|was|has been|are) (?:updated?|uploaded|translated|provided|brought|hosted|released|sponsored|made available|first (?:posted|published|released))\b.{0,120}\b(?:by|from|on|at|to you)\b",
    ),
    (
        "notice",
        r"^\W*(?:translator|translators?|editor|proofreader|translated by|edited by|tl|ed|pr|tlc|raw)\s*[:：]\s*\S.{0,80}$",
    ),
    (
        "notice",
        r"^\W*(?:to be continued|end of (?:the )?chapter(?: \d{1,5})?|chapter end|the source of this (?:content|chapter)\b.{0,100})\W*$",
    ),
    ("notice", r"^\W*(?:author'?s?|translator'?s?|editor'?s?)(?:'s)? notes?\s*[:：]?\W*$"),
    (
        "advert",
        r"\b(?:visit|go to|head (?:over )?to|check out|come to|search|browse|log ?on to|find (?:it|this|us|the \w{1,12}) (?:at|on))\b.{0,60}"
        + _EN_DOMAIN
        + r".{0,80}\b(?:chapters?|novels?|updates?|read|reading|experience|stories|free|ads?)\b",
    ),
    (
        "advert",
        r"\b(?:latest|newest|next|new|more|advanced?|extra|bonus|full|rest of the|updated|missing|original) (?:chapters?|novels?|content|updates?)\b.{0,60}(?:\b(?:at|on|in|from|only|visit|first)\b).{0,40}(?:"
        + _EN_DOMAIN
        + r"|\b(?:our|my|the) (?:website|site|web ?page|patreon|discord|blog|app)\b|\bpatreon\b)",
    ),
    (
        "advert",
        r"^\W*(?:please )?(?:read|find|follow|get|enjoy|discover)\b.{0,50}\b(?:latest|newest|new|more|advanced?|up-to-date|full|free|complete) (?:chapters?|novels?|updates?|web ?novels?|stories)\b.{0,20}\b(?:at|on|in|only|from|here)\b",
    ),
    (
        "advert",
        r"\b(?:support|donat(?:e|ions?)|tip)\b.{0,60}\b(?:patreon|ko-?fi|pay ?pal|buy ?me ?a ?coffee|subscribestar)\b|\b(?:patreon|ko-fi|subscribestar)(?:\.com|\b.{0,60}\b(?:chapters?|ahead|early access|advance|support|join|subscrib\w{1,4}|pledge|link))|\b(?:chapters? ahead|advance(?:d)? chapters?|early access)\b.{0,60}\bpatreon\b",
    ),
    (
        "advert",
        r"\b(?:join|follow)\b.{0,30}\b(?:our|my|the|us on) ?(?:discord|facebook|telegram|twitter|instagram)\b.{0,80}$|\bdiscord\.gg/",
    ),
    (
        "advert",
        r"^\W*(?:sponsored(?: content| post| links?)?|advertisements?|ads?(?: by google)?|promoted(?: content)?|remove ads.{0,40}|advertisement - continue reading below)\W*$",
    ),
    (
        "site",
        r"^\W*(?:please )?(?:bookmark|remember|save) (?:this|our|the) (?:site|website|page|web ?site|domain)\b",
    ),
    (
        "site",
        r"^\W*(?:(?:https?://)?(?:www\.)?[a-z0-9-]{2,40}\.(?:com|net|org|me|info|io|co|xyz|top)(?:/\S{0,80})?)\W*$",
    ),
    (
        "site",
        r"^\W*(?:updated?|source|sourced|published|posted|translated|original|official|all) ?(?:(?:latest )?chapters?|content|text|translations?)? ?(?:from|by|at|on|[:：])\s{0,2}"
        + _EN_DOMAIN,
    ),
    (
        "votes",
        r"\b(?:please|don'?t forget to|remember to|kindly|pls)\b.{0,30}\b(?:vote (?:for|if|and)|rate (?:and|this|the)|leave (?:a |your )?(?:review|comment|like|rating|vote)|drop (?:a |some )?(?:comment|review|power ?stones?)|comment and|like and (?:share|subscribe)|review (?:and|this|the (?:story|novel|book)))",
    ),
    (
        "votes",
        r"\b(?:power ?stones?|golden tickets?|gts?)\b.{0,40}(?:\b(?:please|goal|bonus|chapter|vote|support)\b|=)",
    ),
    (
        "menu",
        r"\buse (?:the |your )?(?:left |arrow |right |keyboard )?(?:arrow |left |right )?keys?\b.{0,60}\b(?:chapters?|navigate|browse|prev)|\bkeyboard keys to browse\b|\btap the (?:middle of the )?screen\b.{0,60}\b(?:read|option|menu)",
    ),
    (
        "menu",
        r"^\W*(?:(?:previous|prev|next|first|last)(?: chapters?| page)?|table of contents|contents|index|toc|chapter list|bookmark|add to library|report(?: chapter| error)?|back to top|share this)(?:[\s|/<>«»←→·:,-]{1,8}(?:(?:previous|prev|next|first|last)(?: chapters?| page)?|table of contents|contents|index|toc|chapter list|bookmark|add to library|report(?: chapter| error)?|back to top|home)){1,5}\W*$",
    ),
    (
        "menu",
        r"^\W*(?:(?:previous|prev|next) chapters?|table of contents|chapter list|add to library|report chapter)\W*$",
    ),
)

_ZH_RULES = tuple((why, re.compile(pattern)) for why, pattern in _CHINESE)
_EN_RULES = tuple((why, re.compile(pattern)) for why, pattern in _ENGLISH)
_ORNAMENTS = re.compile(r"[\s*#=~～_★☆◆◇■□●○▲△▼※⊙♂♀§◎→←↑↓^`'\"]+")
_SPEECH = ("“", "‘", "「", "『", '"', "'", "—", "–", "- ")
_HAN = re.compile(r"[一-鿿]")


def reason(line: str) -> str | None:
    """Return why ``line`` is not of the novel: advert, site, menu, unfinished, votes or notice."""
    line = line[: LONGEST_EN + 200].strip()
    if not line or line.startswith(_SPEECH):
        return None
    folded = unicodedata.normalize("NFKC", line).casefold().replace("’", "'")
    if not _HAN.search(folded):
        return _first(_EN_RULES, folded, LONGEST_EN)
    return _first(_ZH_RULES, _ORNAMENTS.sub("", folded), LONGEST_ZH)


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], line: str, longest: int) -> str | None:
    if len(line) > longest:
        return None
    return next((why for why, pattern in rules if pattern.search(line)), None)
