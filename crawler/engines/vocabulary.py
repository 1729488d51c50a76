"""Words by which pages of any software tell what their elements are: evidence, never a rule of its own.

Names of classes, ids and microdata are compared word by word (``words`` cuts them); what is shown to
readers is compared as a whole.  Explicit tables, so that a missing word is one more word.
"""

from __future__ import annotations

import re

# Addresses of people's own pages, and the words in names of elements that hold a person's name.
PROFILE = re.compile(
    r"(?:^|[/?&=.-])(?:users?|members?|membres?|profiles?|people|person|author|authors|u|uid|usuario|mitglied"
    r"|perfil|profil|customer|contributor|space|home\.php\?mod=space|accounts?|blogger|nick|memberlist|seller)(?:[/?=&._-]|$)"
    r"|/[@~][\w.-]+/?$",
    re.I,
)
AUTHOR = frozenset(
    "author user username usr uname nick nickname name member poster posted by creator handle login "
    "byline profile person owner fn hnuser commenter writer displayname screenname authorname authi "
    "mention sender".split()
)
NOT_AUTHOR = frozenset(
    "content body text title rank role status info stats details avatar group location date time icon badge count "
    "counter counts signature menu control controls actions bar description area container link reputation image img "
    "photo pic flair tools popup block blocks list listing joined category tag tags forum quote".split()
)
TIME = frozenset("time date datetime timestamp posted published created when ago dateline postdate age".split())
BODY = frozenset(
    "body content contents text message msg post postbody comment entry said usertext description md "
    "markdown articlebody answer reply prose postcontent messagetext commenttext".split()
)
TEXTS = frozenset("itemprop=text itemprop=articleBody itemprop=description itemprop=commentText".split())
POST = frozenset(
    "post comment message reply answer topic thread entry response msg article question item "
    "postcontainer commentarea postbit floor review".split()
)
SIGNATURE = frozenset("signature sig signatures usersig signatur firma signed autograph sign".split())
QUOTE = frozenset("quote quoted quotes quotebox blockquote bbquote citation zitat quotecontainer quotemain".split())
# What stands in or below a body and is not its author's text.
ASIDE = frozenset(
    "edited edit editedby lastedited lastedit modified reactions reaction likes liked like share sharing social "
    "actions action controls buttons toolbar tools footer attribution badge badges rating votes vote permalink report "
    "ad ads advert advertisement sponsor promo breadcrumb pagination pager avatar gravatar "
    "userinfo userdetails userpanel postprofile related tags tag".split()
)
COMMENTS = frozenset("comment comments commentlist respond disqus".split())
"""Classes by which articles name what readers wrote below them."""

JOINED = re.compile(
    r"\b(?:joined|join date|registered|member since|regist|last (?:seen|online|visit|active)|inscri|registriert|dabei seit"
    r"|birthday|since)\b|注册|加入|最后登录|上次登录|在线时间|生日", re.I
)
EDITED = re.compile(
    r"^\W{0,3}(?:(?:this (?:post|message|topic|comment|entry) (?:was|has been) )?(?:last )?(?:edited|modified|updated|changed|edit(?:ion)?|update)\b[^\n]{0,40}"
    r"\b(?:by|on|at|:|ago|am|pm)|last (?:edited|modified)|本帖最后由|本贴最后由|最后编辑|编辑于|最后修改|[^\n]{0,30}编辑于)", re.I
)
LABELS = frozenset(
    "reply quote report like share edit delete link permalink flag save parent follow more context upvote downvote "
    "up down top next prev previous root unfollow hide show copy print close open add cancel send login join op "
    "author moderator admin administrator guest member members user staff newbie "
    "回复 引用 举报 支持 反对 楼主 只看该作者 只看楼主 分享 收藏 编辑 删除 使用道具 顶 踩 评分 点评 赞 电梯直达 "
    "发消息 加好友 关注 沙发 板凳 地板 地下室 倒序浏览 显示全部楼层 返回顶部 查看 管理员 版主 会员 游客".split()
)
NAMED = frozenset("data-author data-username data-user-name data-poster data-nick data-nickname author data-user-login".split())


def words(name: str) -> list[str]:
    """Cut the name of a class, id or property into words.

    >>> words("postBody js-comment_text")
    ['post', 'body', 'js', 'comment', 'text']
    """
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
