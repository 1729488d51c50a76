"""Words by which pages of any software tell what their elements are: evidence, never a rule of its own.

Names of classes, ids and microdata are compared word by word (``words`` cuts them), what readers see
as a whole.  Explicit tables, so that a missing word is one more word.
"""

from __future__ import annotations

import re
from functools import lru_cache

ROLES: dict[str, frozenset[str]] = {
    "author": frozenset(
        "author user username usr uname nick nickname name member poster posted by creator handle login "
        "byline profile person owner fn hnuser commenter writer displayname screenname authorname".split()
    ),
    "time": frozenset(
        "time date datetime timestamp posted published created when ago dateline postdate age".split()
    ),
    "signature": frozenset("signature sig signatures usersig signatur signaturecontainer".split()),
    "quote": frozenset("quote quoted quotes blockquote citation zitat".split()),
    "aside": frozenset(
        "edited edit editedby lastedited lastedit postedit modified reactions reaction likes liked like "
        "share sharing social actions action controls buttons toolbar tools footer attribution badge badges "
        "rating "
        "votes vote permalink report ad ads advert advertisement sponsor promo breadcrumb pagination pager "
        "avatar gravatar userinfo userdetails userpanel postprofile related tags toc".split()
    ),
    "accepted": frozenset(["accepted"]),
    "answer": frozenset("answer answers comment comments reply replies".split()),
    "comment": frozenset("comment comments commentlist respond disqus".split()),
}
# Words that are long enough to be found inside others: postsignature, quotebox.
PARTS = {"signature": "signature", "quote": "quote", "username": "author"}
# Beside a word for a signature they say that the element holds a whole post.
HOLDS_ALL = re.compile("content(?!s?$)|postbody")
# Beside a word for an author they say that more than a name is there: where he lives, what he has.
PANEL = frozenset(
    "pane panel info details extras profile column cell box stats area card sidebar userinfo userdetails "
    "postprofile profilebox authorinfo".split()
)
# Beside a word for an author they say that something else of his is there: his title, his menu.
ABOUT = frozenset(
    "content body text message title rank role status info stats details avatar group location date time "
    "icon badge count counter counts signature menu control controls actions bar description area container "
    "link reputation image img photo pic flair tools popup block blocks list listing joined category tag "
    "tags forum quote meta header posts".split()
)
TEXTS = frozenset("itemprop=text itemprop=articleBody itemprop=commentText".split())

# Addresses of people's own pages.
PROFILE = re.compile(
    r"(?:^|[/?&=.-])(?:users?|members?|profiles?|people|person|authors?|u|uid|usuarios?|mitglied|perfil"
    r"|profil|customer|contributor|space|accounts?|nick|memberlist)(?:[/?=&._-]|$)|/[@~][\w.-]{1,60}/?$",
    re.I,
)
# Attributes that hold a person's name.
NAMED = frozenset(
    "data-author data-username data-user-name data-poster data-nick data-nickname author".split()
)
# What stands before a time that is not the post's: when its author came, when the text was changed.
JOINED = re.compile(
    r"\b(?:joined?|register(?:ed)?|regist|(?:member )?since|last (?:seen|online|visit|active)|birthday)\b"
    r"|inscri|registriert|dabei seit|注册|加入|最后登录|上次登录|在线|生日",
    re.I,
)
EDITED = re.compile(
    r"\W{0,3}(?:(?:this \w{1,12} (?:was|has been) )?(?:last )?(?:edited|modified|updated|changed)\b"
    r"[^\n]{0,60}(?:\b(?:by|on|at|ago|am|pm|times?)\b|\d)"
    r"|本[帖贴][^\n]{0,12}最后由|最后编辑|最后修改|[^\n]{0,30}编辑于)",
    re.I,
)
# What readers can do, and what they are called: never a name, never anybody's words.
LABELS = frozenset(
    "reply quote report like share edit delete link permalink flag save parent follow more context upvote "
    "downvote up down top next prev previous root unfollow hide show copy print close open add cancel send "
    "login join op author moderator admin administrator guest member members user staff newbie profile "
    "offline online 回复 引用 举报 支持 反对 楼主 只看该作者 只看楼主 分享 收藏 编辑 删除 使用道具 顶 踩 "
    "评分 点评 赞 电梯直达 发消息 加好友 关注 沙发 板凳 地板 地下室 倒序浏览 显示全部楼层 返回顶部 "
    "查看 管理员 版主 会员 游客 离线 在线".split()
)


def words(name: str) -> list[str]:
    """Cut the name of a class, id or property into words.

    >>> words("postBody js-comment_text")
    ['post', 'body', 'js', 'comment', 'text']
    """
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


@lru_cache(maxsize=8192)
def roles(token: str) -> frozenset[str]:
    """Return what the name of an element says that it holds; the hook of a script says nothing.

    >>> sorted(roles("comment__author")), sorted(roles("user-title")), sorted(roles("js-quote"))
    (['answer', 'author', 'comment'], [], [])
    """
    if token.startswith("js-"):
        return frozenset()
    found = set(words(token.partition("=")[2] or token))
    said = {role for role, known in ROLES.items() if not known.isdisjoint(found)}
    said |= {role for part, role in PARTS.items() if any(part in word for word in found)}
    if any(HOLDS_ALL.search(word) for word in found):
        said.discard("signature")
    if "author" in said and not PANEL.isdisjoint(found):
        said.add("panel")
    if not ABOUT.isdisjoint(found):
        said.discard("author")
    return frozenset(said)
