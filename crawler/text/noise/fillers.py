"""Words and phrases of posts that say nothing: bumps, thanks, laughs, and what goes with them."""

from __future__ import annotations

NOTHING = frozenset(
    """
    顶 帮顶 沙发 板凳 地板 抢沙发 前排 前排围观 围观 路过 飘过 打酱油 酱油 支持 支持楼主 支持一下 顶一下
    顶起 顶起来 顶楼主 顶贴 顶帖 回帖 回复看看 占楼 占位 占座 签到 打卡 留名 留个名 留爪 马克 马克一下
    码住 mark mark一下 标记 标记一下 插眼 收藏了 先收藏 学习 学习了 学习中 学习一下 向楼主学习 不错
    很不错 真不错 好帖 好贴 好文 好东西 好人一生平安 楼主好人 楼主好人一生平安 楼主辛苦 楼主辛苦了
    辛苦了 赞 点赞 赞一个 牛 牛逼 厉害 给力 膜拜 谢 谢谢 谢谢分享 谢谢楼主 谢谢lz 谢谢楼主分享 感谢
    感谢分享 感谢楼主 感谢楼主分享 多谢 多谢分享 多谢楼主 非常感谢 谢了 谢谢啦 谢谢了 thx 3q 哈 呵 嘿 嘻
    额 呃 哦 噢 嗯 同求 同问 同感 水 水一下 水贴 看看 看一看 来看看 进来看看 我来看看 看看再说 已阅 坐等
    蹲 蹲一个 dd 滴滴 up uo 1 6 8 23 233 bump bumping lol lmao rofl haha ha hehe thanks thank thankyou
    ty tysm tyvm cheers awesome wow kk yep subbed subscribed following bookmarked +1 ^ 顶一个 路过看看
    多谢了 看过 留言 我也是 我也一样 同感 同意 赞同 强烈支持 必须支持 来支持 帮顶 回头看 回头再看 以后看
    以后再看 慢慢看 先看看 有用 很有用 占个楼 占个座 飘过 已收藏 收藏 涨知识 涨姿势 受教 受教了 说得好
    说的对 说得对 有道理 有才 太强了 威武 霸气 围观大佬 是我的沙发 前排 好帖要顶 顶了 路过支持 默默路过
    打酱油的 火钳刘明 吃瓜 坐等更新 催更 期待 期待中 持续关注 关注 关注中 cy 插个眼 dddd yyds awsl xswl
    hhh orz nb tql agree agreed same ditto subscribing sub follow followed tagging lmfao rotfl congrats
    congratulations this^ indeed exactly amen props kudos appreciated
    """.split()
) - {"水", "this^"}
# What says nothing beside a word of the table, and something alone: "thank you very much".
FILLERS = frozenset(
    """
    you very much so a lot again man guys everyone all for sharing mate dude bro sir op this that it the
    great nice cool post thread good 一下 分享 楼主 lz 了 啊 呀 大家 大佬 大神 很 非常 我 我来 来 先 再
    下 个 楼上 太 真 好 的 也 都 就 要 这个 这 帖子 帖 贴 吧 哦 哈 嗯 呢 一个 一波 个楼 强 老铁 兄弟
    各位 大神们 是我的 以 后 看 i me too here in advance problem issue true one mate any news update
    updates please from well said really totally completely job work stuff info information helpful help
    love it's my is and your all thread topic page definitely absolutely
    """.split()
)
# Remarks that are nothing as a whole, though their words say something elsewhere.
PHRASES = frozenset(
    [
        "this", "me too", "same here", "great job", "good job", "nice job", "well done", "well said",
        "nice one", "great thread", "great post", "good post", "nice post", "good stuff", "great stuff",
        "nice work", "so true", "very true", "any news", "any update", "any updates", "no words",
        "love it", "love this", "i second this", "seconded", "what he said", "came here to say this",
        "take my upvote", "太好了",
    ]
)  # fmt: skip
# Openings of posts that say nothing worth an answer, whatever short remark follows.
OPENINGS = frozenset(
    "顶 沙发 前排 前排顶一个 沙发没抢到 mark 马克 留名 路过 签到 打卡 谢谢楼主 +1 bump up".split()
)
