"""Bad texts made by rule, one maker a kind, for the benchmark of quality.

``makers()`` maps the name of a kind to a function that takes a random.Random and returns a text;
what clean sentences they need come from the novels of the demo.
"""

from __future__ import annotations

import base64
import random
import re
import string
from collections.abc import Callable
from pathlib import Path

NOVELS = Path(__file__).parents[1] / "seeds" / "demo"
EN, ZH = "en", "zh-Hans"
_MENU_EN = (
    "Home|About us|Contact|Products|Services|News|Blog|Login|Register|My account|Shopping cart|Help|FAQ"
    "|Privacy policy|Terms of use|Site map|Careers|Press|Partners|Support|Downloads|Forum|Gallery|Events"
    "|Archive|Search|RSS|Facebook|Twitter|Instagram|Newsletter|Share|Print|Next page|Previous page"
    "|Back to top|Categories|Tags|Popular posts|Comments"
)
_MENU_ZH = (
    "首页|关于我们|联系方式|产品中心|新闻动态|登录|注册|个人中心|购物车|帮助|常见问题|隐私政策|服务条款"
    "|网站地图|招聘信息|合作伙伴|技术支持|下载专区|论坛|图库|活动|归档|搜索|微博|微信|订阅|分享|打印本页"
    "|下一页|上一页|返回顶部|分类|标签|热门文章|评论|友情链接|设为首页|加入收藏|客服热线|广告合作"
)
_GOODS_EN = "shoes watches bags laptops phones sofas lamps tents knives jackets toys tea coffee bikes".split()
_SELL_EN = (
    "cheap best discount buy online sale top quality free wholesale new original price deals 2024".split()
)
_GOODS_ZH = "减肥药 手表 女包 手机 沙发 台灯 帐篷 菜刀 外套 玩具 茶叶 咖啡机 自行车 保险 净水器".split()
_SELL_ZH = "便宜 最好的 打折 购买 网上 促销 顶级 正品 包邮 批发 新款 原装 价格 优惠 哪家好 排行榜".split()
_MASHED = (
    "阿斯顿 阿斯蒂芬 阿萨德 撒旦 发斯蒂芬 水电费 啊实打实 大师傅 士大夫 胜多负少 似懂非懂 驱蚊器".split()
)
_COLOURS_EN, _COLOURS_ZH = (
    "red blue green black white grey pink brown".split(),
    "红 蓝 绿 黑 白 灰 粉 棕".split(),
)


def _paragraphs(language: str) -> list[str]:
    text = (NOVELS / f"novel-{language[:2]}.txt").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if len(line) > (60 if language == EN else 30)]


def _sentences(language: str) -> list[str]:
    return [
        found
        for line in _paragraphs(language)
        for found in re.findall(r"[^.!?。！？]{8,200}[.!?。！？]", line)
    ]


def _either(r: random.Random) -> str:
    return r.choice((EN, ZH))


def menu(r: random.Random) -> str:
    """Return what stands around a page."""
    language = _either(r)
    words = (_MENU_EN if language == EN else _MENU_ZH).split("|")
    return "\n".join(r.sample(words, r.randint(20, 38)))


def links(r: random.Random) -> str:
    """Return titles with addresses, dates or arrows."""
    language = _either(r)
    titles = [
        re.sub(r"[.!?。！？“”\"]", "", each)[:60]
        for each in r.sample(_sentences(language), r.randint(15, 40))
    ]
    form = r.choice(
        ("{t}\nhttps://site{n}.example/{n}/page-{n}.html", "» {t} [{n}]", "{t} 2023-0{d}-1{d}", "{t}")
    )
    return "\n".join(form.format(t=t, n=r.randint(100, 99999), d=r.randint(1, 9)) for t in titles)


def repeated(r: random.Random) -> str:
    """Return few paragraphs, each several times."""
    language = _either(r)
    few = r.sample(_paragraphs(language), r.randint(3, 6))
    return r.choice(("\n", "\n\n")).join(r.choices(few, k=6) + few * r.randint(1, 3))


def encoded(r: random.Random) -> str:
    """Return encoded data, alone or under some prose."""
    language = _either(r)
    raw = r.randbytes(r.randint(600, 4000))
    width = r.choice((64, 76, 10_000))
    data = r.choice((base64.b64encode(raw).decode(), raw.hex(), base64.b64encode(raw).decode()))
    lines = [data[i : i + width] for i in range(0, len(data), width)]
    return "\n".join(r.sample(_paragraphs(language), r.randint(0, 2)) + lines)


def latin_1(r: random.Random) -> str:
    """Return Chinese in UTF-8 or GBK, read as Latin-1 or Windows-1252."""
    text = "\n".join(r.sample(_paragraphs(ZH), 5))
    return text.encode(r.choice(("utf-8", "gb18030"))).decode(r.choice(("latin-1", "cp1252")), "replace")


def as_utf_8(r: random.Random) -> str:
    """Return Chinese in GBK, read as UTF-8."""
    text = "\n".join(r.sample(_paragraphs(ZH), 5))
    return text.encode("gb18030").decode("utf-8", r.choice(("replace", "backslashreplace", "ignore")))


def as_gbk(r: random.Random) -> str:
    """Return Chinese in UTF-8, read as GBK."""
    text = "\n".join(r.sample(_paragraphs(ZH), 5))
    return text.encode().decode("gbk", r.choice(("replace", "ignore")))


def stuffed(r: random.Random) -> str:
    """Return words that are to be found, in no sentence."""
    language = _either(r)
    goods, sells = (_GOODS_EN, _SELL_EN) if language == EN else (_GOODS_ZH, _SELL_ZH)
    few, join = r.sample(goods, r.randint(1, 5)), r.choice((" ", ", " if language == EN else "，", "\n"))
    return join.join(f"{r.choice(sells)} {r.choice(few)}" for _ in range(r.randint(60, 200)))


def mashed(r: random.Random) -> str:
    """Return keys hit at random, in rows, or on the home row; or what an input method makes of it."""
    keys = r.choice((string.ascii_lowercase, "asdfghjkl", "asdfjkl;", "qwertyuiopasdfghjkl", ""))
    if not keys:
        return "".join(r.choices(_MASHED, k=r.randint(30, 90)))
    return " ".join("".join(r.choices(keys, k=r.randint(3, 12))) for _ in range(r.randint(40, 120)))


def goods(r: random.Random) -> str:
    """Return a list of products out of one template."""
    language = _either(r)
    forms = (
        (
            "{c} {g} no. {n} - ${n}.99 - Add to cart",
            "{g} ({c})\n${n}.00\nAdd to cart",
            "Buy {c} {g} {n} | In stock | Rated {d}.5 of 5",
        )
        if language == EN
        else (
            "{c}色{g} {n}号 ￥{n} 立即购买",
            "{g}（{c}）\n￥{n}.00\n加入购物车",
            "【正品】{c}色{g}{n}款 已售{n}件 包邮",
        )
    )
    form, names = r.choice(forms), (_GOODS_EN, _COLOURS_EN) if language == EN else (_GOODS_ZH, _COLOURS_ZH)
    return "\n".join(
        form.format(g=r.choice(names[0]), c=r.choice(names[1]), n=r.randint(10, 999), d=r.randint(1, 4))
        for _ in range(r.randint(15, 50))
    )


def half(r: random.Random) -> str:
    """Return a text half in the other language: sentence by sentence, or word by word."""
    english, chinese = r.sample(_sentences(EN), 12), r.sample(_sentences(ZH), 16)
    if r.random() < 0.5:
        return "\n".join(c + e for c, e in zip(chinese, english, strict=False))
    words = " ".join(english).split()
    return " ".join(r.choice(r.choice(chinese)[:9].split("，")) if r.random() < 0.3 else w for w in words)


def makers() -> dict[str, Callable[[random.Random], str]]:
    """Return the makers by the name of what they make."""
    return {
        "menus": menu,
        "lists of links": links,
        "repeated paragraphs": repeated,
        "encoded data": encoded,
        "Chinese read as Latin-1": latin_1,
        "GBK read as UTF-8": as_utf_8,
        "UTF-8 read as GBK": as_gbk,
        "keyword stuffing": stuffed,
        "keyboard mash": mashed,
        "templated products": goods,
        "half translated": half,
    }
