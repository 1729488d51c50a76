"""Lines that software puts into posts, by reason, in Chinese and English.

Patterns are searched in the line in one width and case, Chinese simplified.  They name whole
lines, for a person may write of editing, phones and quotes as well.
"""

from __future__ import annotations

_DATE = r"(?:\d{2,4}[-/.年]\d{1,2}|\d{1,2}[-/.月]\d{1,2}|\d{1,2}:\d{2})"
_DEVICE = (
    r"(?:iphone|ipad|ios|android|安卓|手机版?|移动版?|客户端|触屏版|网页版|平板|小尾巴|tapatalk|app"
    r"|小米|华为|荣耀|三星"
    r"|魅族|oppo|vivo|wap版?|浏览器)"
)
_MACHINE = (
    r"(?:iphone|ipad|ipod|android|phone|mobile|tapatalk|samsung|galaxy|pixel|blackberry|tablet|nexus"
    r"|htc|huawei"
    r"|xiaomi|outlook|yahoo|windows|device|oneplus|redmi|moto|nokia|lumia|kindle|the app|using .{1,20} app)"
)
_BUTTON = (
    r"(?:回复|引用|支持|反对|举报|收藏|分享|点评|评分|编辑|删除|顶|踩|赞|点赞|只看该作者|只看楼主"
    r"|使用道具|倒序浏览"
    r"|显示全部楼层|楼主|返回顶部|发消息|加好友|电梯直达)"
)
_ENGLISH_BUTTON = (
    r"(?:like|reply|quote|report|share|flag|permalink|multiquote|multi-quote|edit|delete|upvote"
    r"|downvote|save|hide"
    r"|bookmark|react|thanks|link|parent|give award|embed|context)"
)

LINES: dict[str, tuple[str, ...]] = {
    "edited": (
        r"^\W*(?:本帖|本贴|该帖|该贴|此帖|此贴|帖子|本主题|本文|本楼|本回复|内容)(?:子)?(?:最后|最近"
        r"|已)? ?(?:由|被|经)"
        r".{1,40}(?:于|在).{0,40}(?:编辑|修改|更新|删除|移动|置顶|加精|操作)过?\W*$",
        r"^\W*(?:最后|最近|上次|末次)(?:编辑|修改|更新)(?:时间|于|者|:|,| ).{0,60}$",
        rf"^\W*\[?\S{{1,24}} ?(?:于|在) ?{_DATE}.{{0,24}}(?:编辑|修改)过?(?:了?此帖|了?本帖)?\W*$",
        r"^\W*(?:last |recently )?(?:edited|modified|updated|changed) (?:by|on|at)\b.{0,60}\d.{0,40}$",
        r"^\W*last (?:edited|edit|modified|updated)\b ?(?:by|on|at|:).{1,90}$",
        r"^\W*(?:this|the) (?:post|message|thread|topic|comment|reply) (?:was"
        r"|has been) (?:last )?(?:edited|modified"
        r"|updated|changed|moved|merged)\b.{0,100}$",
        r"^\W*(?:last )?(?:edited|modified) (?:\d{1,3}|one|two|three) times?\b.{0,80}$",
        rf"^\W*\(?edited\)?:? {{0,2}}{_DATE}.{{0,30}}$|^\W*\(?(?:post )?edited (?:\d{{1,3}}|an?) "
        r"(?:seconds?|minutes?|hours?|days?|months?|years?) ago\W*$",
        r"^\W*reason for (?:the )?edit(?:ing)?\b.{0,80}$|^\W*(?:编辑|修改)(?:原因|理由) ?:.{0,60}$",
    ),
    "client": (
        r"^\W*(?:本帖|本贴|此帖|该帖)?(?:内容)?(?:发自|来自|发送自|发表自"
        rf"|发布自)[: ]{{0,2}}(?:我的)? ?.{{0,20}}?{_DEVICE}"
        r"[\w .+-]{0,16}\W*$",
        rf"^\W*(?:本帖|此帖|该帖|我)?(?:通过|使用|用|由) ?.{{0,16}}{_DEVICE}.{{0,8}}(?:发布|发表|回复"
        r"|发送|上传|发出)的?\W*$",
        r"^\W*[—–-]{1,3} ?(?:来自|发自|via|from).{1,40}$",
        rf"^\W*(?:sent|posted|written|typed|submitted|composed)(?: \w{{2,12}})? (?:from|via|using"
        rf"|with|on)\b.{{0,40}}"
        rf"\b{_MACHINE}\b.{{0,50}}$",
        r"^\W*sent from my \S.{0,30}$|^\W*sent (?:via|using) \S.{0,30}$|^\W*get outlook for \w{2,10}\W*$",
        r"^\W*(?:via|from) (?:tapatalk|mobile|the mobile app|my (?:phone|iphone|ipad|android))\b.{0,20}$",
    ),
    "quoted": (
        r"^\W*on .{4,90}\b(?:wrote|said|posted)\b ?:$",
        rf"^\W*.{{0,60}}{_DATE}.{{0,60}}\b(?:wrote|写道|说道|发表) ?:$",
        r"^\W*(?!(?:i|he|she|we|you|they|it|who|this|that|the|and|but|so|as"
        r"|what) )[\w.@-]{2,24}(?: [\w.@-]{1,20}){0,2} wrote ?:$",
        rf"^\W*[^,。!?\s]{{1,24}} ?(?:发表于|写于|回复于|发布于|发表在"
        rf"|于) ?[: ]?{_DATE}[-\d/.年月日时分秒: apm]{{0,24}}\W*"
        r"(?:写道|说)?:?$",
        r"^\W*[^,。!?\s]{1,20} ?写道 ?:$|^\W*引用 ?[:\]]?$|^\W*引用 ?[^,。!?\s]{1,20} ?的?(?:发言|话"
        r"|帖子|回复|内容) ?:?$",
        r"^\W*(?:回复|引用|回覆|re|reply to)[: ]{0,2}(?:第? ?\d{1,5} ?(?:楼|#|层|f)|# ?\d{1,5}).{0,40}$",
        r"^\W*回复 ?[^,。!?\s]{1,20} ?的(?:帖子|回复|发言)\W*$"
        r"|^\W*\d{1,5}楼 ?[^,。!?\s]{1,20} ?(?:写道|说|发表) ?:?$",
        r"^\W*originally posted by .{1,50}$|^\W*quote (?:from|by)\b ?:? ?.{1,70}$|^\W*quoting .{1,30}:$",
        r"^\W*-{2,12} ?(?:original message|original post|forwarded message|原始邮件|原帖"
        r"|转发邮件) ?-{0,12}\W*$",
        r"^\W*quote ?:$|^\W*\S{1,24} said ?: ?(?:↑|⤴|click to expand.{0,6})$|^\W*click to expand\W*$"
        r"|^\W*点击展开\W*$",
    ),
    "button": (
        rf"^\W*{_BUTTON}(?:[\s|·,/()\[\]\d]{{1,8}}{_BUTTON}){{1,8}}[\s()\d]{{0,8}}$",
        rf"^\W*{_ENGLISH_BUTTON}(?:[\s|·,/()\[\]\d]{{1,8}}{_ENGLISH_BUTTON}){{1,8}}[\s()\d]{{0,8}}$",
        r"^\W*(?:只看该作者|只看楼主|使用道具|倒序浏览|显示全部楼层|返回顶部|电梯直达|点击查看原图"
        r"|下载附件|登录后可?回复"
        r"|展开全文|收起全文|加载更多|查看更多回复)\W*$",
        r"^\W*(?:like|love|react to|upvote|share|report|flag) this (?:post|comment|message|topic"
        r"|thread|reply)\W*$",
        r"^\W*(?:\d{1,6} )?(?:people|users?|members?|persons?) (?:like|likes|liked"
        r"|found) this(?: post| comment| helpful)?\W*$",
        r"^\W*(?:log ?in|sign ?in|sign up|register)(?: or (?:register|sign ?up"
        r"|log ?in))? to (?:reply|post|comment|like|vote"
        r"|view|see|download)\b.{0,60}$|^\W*(?:本帖隐藏的内容)?(?:您|你)?(?:需要|请)(?:先)?(?:登录"
        r"|注册|回复)(?:后|才)?(?:才)?(?:可以|能|可)"
        r"?(?:下载|查看|浏览|回复|回帖|看到|发帖).{0,30}$",
        r"^\W*(?:\d{1,4} )?(?:view|show|load|read) (?:more |all )?(?:\d{1,5} )?(?:more )?(?:replies"
        r"|comments|posts)\W*$",
        r"^\W*(?:下载|上传)?附件 ?[:(].{0,60}(?:下载次数|[km]b).{0,30}$"
        r"|^\W*\(?[\d.]{1,8} ?[km]b, ?下载次数.{0,20}$",
    ),
}
