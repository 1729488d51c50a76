"""Unlawful, hateful and sexual content: what is found, what is not, and what becomes of it."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Drop, Part, Record
from crawler.text import terms
from crawler.text.content import flag, hits

BAD: dict[str, tuple[str, ...]] = {
    "sexual": (
        "本地约炮群，想来的加我微信，照片可看",
        "美女裸聊，一对一，十分钟三十元",
        "全国可飞，酒店小姐上门，先看人后付款",
        "高清色情电影免费下载，无需注册",
        "免费观看成人视频的网站，点这里进",
        "洗浴中心提供特殊服务，美女任选",
        "裸.聊.视.频，点开即看",
        "色 情 直 播 间，今晚八点",
        "提供援交，学生妹，价格面议",
        "Free porn videos, no sign-up needed",
        "Hot MILFs near you want to chat tonight",
        "I will send nudes if you send nudes first",
        "She gave him a blowjob in the back of the car",
        "Our escort service covers the whole city, incall and outcall",
        "Live sex shows with camgirls around the clock",
        "ＰＯＲＮ for free",
    ),
    "minors": (
        "出售幼女视频，要的私聊",
        "有萝莉资源的加群",
        "Trading preteen nudes, message me",
        "He was arrested for downloading child porn",
        "looking for underage sex, any city",
        "未成年 裸照 打包出",
    ),
    "hate": (
        "犹太人都该死，一个不留",
        "黑鬼滚回去",
        "同性恋都是垃圾",
        "支那猪没有资格说话",
        "这种劣等民族就该消失",
        "All immigrants? No: immigrants are vermin, full stop.",
        "Gas the Jews, he wrote under the video",
        "Muslims should be shot on sight",
        "You fucking faggot, go away",
        "shut up you stupid nigger",
        "women are subhuman and everybody knows it",
        "White power! Join our march.",
    ),
    "violence": (
        "专业收账，可替你教训人，杀手接单",
        "谁知道怎么杀人不会被查出来",
        "分享斩首视频合集",
        "我要血洗学校，你们等着",
        "Where can I hire a hitman?",
        "I'm going to shoot up the school on Monday",
        "Beheading videos, uncensored, new every week",
        "How to kill someone and never get caught",
    ),
    "self_harm": (
        "有没有无痛自杀的办法",
        "我想自杀，活着没意思",
        "加入约死群，一起走",
        "I want to kill myself tonight",
        "painless suicide methods that work at home",
        "just kys already",
        "thinspo thread: post your goal weight",
        "I keep cutting myself and hiding it",
    ),
    "weapons": (
        "出售仿真枪，货到付款，电话联系",
        "教你自制炸弹，材料超市都有",
        "军用手枪现货，加微信看实物",
        "How to make a bomb with things from the kitchen",
        "Glock 19 for cash, no background check, no questions asked",
        "Ghost guns shipped in parts, untraceable",
        "Selling grenades and ammo on the dark web, contact via Telegram",
        "气枪图纸和子弹模具，要的联系",
    ),
    "drugs": (
        "出售冰毒，质量保证，货到付款",
        "大麻现货，顺丰包邮，加微信",
        "听话水哪里买？在线等",
        "K粉、摇头丸批发，全国发货",
        "麻古怎么吸才对",
        "Buy cocaine online, discreet shipping to all countries",
        "Selling weed and shrooms, hit me up",
        "heroin for sale, text me on Wickr",
        "Xanax and oxycodone, no prescription needed, order online",
        "we spent the night smoking crack and snorting coke",
        "How to cook meth: a step by step recipe",
    ),
    "gambling": (
        "澳门赌场线上开户，首存送一百",
        "六合彩内部资料，一肖一码必中",
        "时时彩计划群，导师带你回血",
        "百家乐技巧教学，稳赢",
        "真人荷官在线发牌，注册就送彩金",
        "Online casino with a 200% deposit bonus",
        "Free spins for every new player, sign up",
        "fixed matches this weekend, 100% sure bets",
        "棋牌平台，充值秒到，提现无忧",
    ),
    "fraud": (
        "刷单兼职，一单一结，在家就能做",
        "代开发票，各行各业都可以",
        "办理假文凭，学信网可查",
        "收购银行卡四件套，价格从优",
        "信用卡套现，秒到账",
        "黑户贷款，无视征信，当天下款",
        "Fake passports and driver's licenses, real quality",
        "Counterfeit bills that pass every test",
        "fullz and cvv dumps, fresh daily",
        "Double your bitcoin in 24 hours, guaranteed returns",
        "stolen credit card numbers, bulk discount",
    ),
}
CALM = (
    *("请填写姓名、性别和年龄", "她的性格很温和", "雌雄两性的比例接近一比一", "这部电影在上海拍摄了三个月", "大麻纤维可以织布"),
    *("大麻烦来了，老板要查账", "火麻仁和大麻籽是两味药", "做爱心早餐需要两个鸡蛋", "把助人当做爱好的人", "学校在路口交通灯的旁边"),
    *("出口交易会今天开幕", "他在窗口交了钱就走了", "国内射击比赛的冠军", "退潮吹来一阵海风", "救援交通工具已经出发"),
    *("人群交头接耳", "微信群交流一下心得", "牛肉棒和鸡肉棒哪个好吃", "维生素A片每天一粒", "我在印刷单位工作"),
    *("新出的共享单车，我天天刷单车码", "现代考古学的方法", "替考生加油", "子弹头列车三百公里", "苏-27战斗机的子弹打光了"),
    *("他从猎人那里买来一支猎枪，扛着上山了", "鸦片战争以后的贸易", "医生给他打了一针杜冷丁", "法院判决被告人贩卖海洛因罪名成立"),
    *("小学生在操场上跑步", "未成年人保护法修订", "这盘棋牌理清楚", "银行贷款利率下调了", "请携带身份证和毕业证", "黑人音乐的历史"),
    *("犹太人在欧洲的历史", "自杀式袭击之后的街道", "自杀干预热线二十四小时开通", "炸弹没有响，排爆队来了", "杀手级应用", "这游戏把我杀得片甲不留"),
    *("她剪了个杀马特头", "他的脸色情况都不好", "反色情组织的宣传", "角色情感丰富", "特色情调餐厅", "淡蓝色，情绪也平静", "做 爱好的事", "老鹰捉小鸡，巴士来了"),
    *("Essex, Sussex and Middlesex", "The people of Scunthorpe and Penistone", "the sex ratio at birth", "They are shooting a film in Rome"),
    *("a classic assassin movie", "The cockpit and the peacock", "Dick Cheney and Moby Dick", "a cocktail with a twist", "He is an analyst of therapists"),
    *("rapeseed oil and grapes", "The heroine of the novel dies", "a chink in the armour", "spic and span", "Weed killer for sale at the garden centre"),
    *("My hot glue gun broke", "the massage gun for sale works well", "food porn from our trip", "magna cum laude", "The MILF peace deal in Mindanao"),
    *("She escorts her daughter to school", "the pussycat slept", "a faggot of dry wood", "He was shot during the war with a rifle"),
    *("Cocaine was in the first recipe of the drink", "The opium war began in 1839", "Doctors prescribe oxycodone after surgery", "cannabis is a plant genus"),
    *("I could kill for a coffee", "you are killing it", "the deadline will kill us", "This bug will be the death of me", "kill the process with ctrl-c"),
    *("The suicide prevention hotline is open", "suicide squad, the movie", "I bet you ten dollars", "The casino was closed", "a bank loan for a house"),
    *("He fired the gun and ran", "guns, germs and steel", "The bombing of Dresden", "explosive growth", "a grenade-shaped pomegranate"),
    *("jews and muslims are neighbours here", "women are paid less", "black people were not allowed to vote", "the immigrants are welcome"),
    *("the dyke road along the canal", "Selling my bike, text me", "Fake flowers look real", "counterfeit is a hard word", "a schoolgirl with a red bag"),
    *("underage drinking is a problem", "little girls in white dresses", "Child sexology", "a hooker in rugby", "horny toads live in the desert"),
)  # fmt: skip


def a_record(text: str, kind: str = "article", *more: str) -> Record:
    """Return a record of one part or more."""
    parts = [Part(str(n), each, kind="body" if kind in ("article", "chapter") else "post") for n, each in enumerate((text, *more))]
    return Record("1", "u", "s", kind).with_parts(parts)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in BAD.items() for text in texts])
def test_bad_content_is_found_under_its_kind(kind: str, text: str) -> None:
    """Posts as they are made: offers, threats, slurs."""
    assert kind in {hit.kind for hit in hits(text)}


@pytest.mark.parametrize("text", CALM)
def test_calm_text_has_no_hit(text: str) -> None:
    """A list knows the names of places, the words of doctors and hunters, and where one word ends."""
    assert hits(text) == []
