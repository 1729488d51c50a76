"""Hostile texts by name, each made at a size: what a page may hold that no author ever wrote.

``TEXTS`` maps a name to a text of about as many characters as are asked for; ``records`` maps a
name to a record of posts.  They stand here for the tests of all steps and for benchmarks/hostile.py.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable

from crawler.records import Part, Record

# One character, over and over.
ALONE = {
    "a": "a",
    "han": "中",
    "kana": "か",
    "hangul": "한",
    "space": " ",
    "wide space": "\u3000",
    "line end": "\n",
    "carriage return": "\r",
    "tab": "\t",
    "opening quote": "“",
    "closing quote": "”",
    "straight quote": '"',
    "corner": "「",
    "apostrophe": "'",
    "hyphen": "-",
    "dash": "—",
    "underscore": "_",
    "colon": ":",
    "wide colon": "：",
    "dot": ".",
    "wide dot": "。",
    "comma": ",",
    "slash": "/",
    "backslash": "\\",
    "one": "1",
    "wide one": "１",
    "at": "@",
    "plus": "+",
    "less": "<",
    "more": ">",
    "bracket": "(",
    "square": "[",
    "book mark": "【",
    "star": "*",
    "equals": "=",
    "hash": "#",
    "percent": "%",
    "dollar": "$",
    "ampersand": "&",
    "backtick": "`",
    "question": "?",
    "exclamation": "!",
    "byte order mark": "\ufeff",
    "joiner": "\u200d",
    "combining mark": "\u0301",
    "family": "👨\u200d👩\u200d👧\u200d👦",
    "hebrew": "שָׁ",
    "arabic": "مُّ",
    "thai": "ก็",
    "right to left": "\u202e",
    "lone surrogate": "\ud800",
    "low surrogate": "\udc80",
    "null": "\0",
    "replacement": "\ufffd",
    "mathematical": "𝐚",
    "ligature": "ﷺ",
    "dotted capital": "İ",
}
# A few characters in turn.
TURNS = {
    "quotes": "“”",
    "wrong quotes": "”“",
    "straight quotes": '"a" ',
    "said": "“a” said b. ",
    "said zh": "“好。”林晚说。",
    "plays": "Ann: go\n",
    "plays zh": "林晚：走\n",
    "dashes": "— go\n",
    "one letter lines": "a\n",
    "two letter words": "ab ",
    "blank lines": "a\n\n\n\n",
    "spaced lines": " \n",
    "carriage lines": "a\r\n\rb\n",
    "line separators": "a\u2028b\u2029c\x85",
    "mail": "a@b.example ",
    "near mail": "a@",
    "near domain": "a.",
    "long mail": "a.a-a_a@a.a-a.",
    "phones": "138 1234 5678, ",
    "near phones": "1-",
    "phones abroad": "+44 20 7946 0958 ",
    "plus ones": "+1 ",
    "cards": "4111 1111 1111 1111 ",
    "addresses": "http://a.example/b?c=d ",
    "near addresses": "http://",
    "www": "www.",
    "octets": "1.2.3.4.",
    "hextets": "ab:cd:",
    "wallets": "bc1q0x",
    "wechat": "微信：a ",
    "qq": "QQ：",
    "names": "Mr. A B ",
    "titles": "Mr. Mrs. Dr. ",
    "capitals": "Ab Cd ",
    "surnames": "王小明李",
    "streets": "12 High Street, ",
    "streets zh": "市区路12号",
    "entities": "&amp;",
    "near entities": "&a",
    "deep entities": "&amp;amp;",
    "mojibake": "Ã©â€™",
    "near mojibake": "Ã",
    "bulletin": "[b]a[/b]",
    "open bulletin": "[quote=",
    "images": "[img]a",
    "tags": "<b>a</b>",
    "near tags": "<a ",
    "comments": "<!--",
    "markdown": "**a** _b_ ",
    "links": "[a](b)",
    "near links": "[a](",
    "rules": "\n--\n",
    "fences": "```\n",
    "headings": "第1章 a\n",
    "headings en": "Chapter 1\n",
    "numerals": "一二三",
    "adverts": "加微信abc领红包",
    "notices": "求推荐票求收藏",
    "brackets of notices": "（求票",
    "parted": "冰.",
    "spaced han": "冰 毒 ",
    "errors": "recieve the the ",
    "doubled": "the the ",
    "wide and narrow": "aＡ",
    "decomposed": "e\u0301",
    "scripts": "aяあ中",
    "directions": "abcשלום",
    "laughs": "哈哈哈",
    "plus one zh": "顶顶+1 ",
    "handles": "@abc ",
    "numbers": "12,345.67 ",
    "dates": "2024-01-02 ",
    "mentions": "User 1: ",
    "ellipses": "……",
    "contractions": "I'm 'd ",
    "nested apostrophes": "'a' ",
    "papers": "passport 123456789 ",
    "named and told": "@ann 138 1234 5678 ",
    "stand-ins": "[phone] ann: ",
    "passwords": "password: Ab1! ",
    "forms": "Name: Ann B\n",
    "semicolons": "a;b:c,",
}


def nested(opening: str, closing: str, size: int) -> str:
    """Return as many openings as closings behind them."""
    half = size // 2
    return opening * (half // len(opening)) + closing * (half // len(closing))


def _random(size: int, first: int, last: int) -> str:
    draw = random.Random(size)
    return "".join(chr(draw.randint(first, last)) for _ in range(size))


def _base64(size: int) -> str:
    return base64.b64encode(random.Random(size).randbytes(size * 3 // 4)).decode()


def _words(size: int) -> str:
    draw = random.Random(size)
    words = "the of and it is a very old man who said that he will not go there any more".split()
    return " ".join(draw.choice(words) for _ in range(size // 4))


def _numbered(size: int) -> str:
    return "".join(f"{number}. a{number}\n" for number in range(max(1, size // 12)))


def _quoted(size: int) -> str:
    return "> " * (size // 4) + "a\n" + ">" * (size // 2)


MADE: dict[str, Callable[[int], str]] = {
    "nested quotes": lambda size: nested("“", "”", size),
    "nested corners": lambda size: nested("「『", "』」", size),
    "nested brackets": lambda size: nested("([{（【", "】）}])", size),
    "nested tags": lambda size: nested("<div>", "</div>", size),
    "nested bulletin": lambda size: nested("[quote]", "[/quote]", size),
    "quote chain": _quoted,
    "base64": _base64,
    "random bytes": lambda size: _random(size, 0, 255),
    "random han": lambda size: _random(size, 0x4E00, 0x9FFF),
    "random anything": lambda size: _random(size, 0, 0x10FFFF),
    "random digits": lambda size: _random(size, 0x30, 0x39),
    "random signs": lambda size: _random(size, 0x21, 0x2F),
    "random latin": lambda size: _random(size, 0x61, 0x7A),
    "random words": _words,
    "numbered lines": _numbered,
    "one quote of all": lambda size: "“" + "a b. " * (size // 5) + "”",
    "never closed": lambda size: "“" + "他说好。" * (size // 4),
    "half of a link": lambda size: "http://a.example/" + "a" * size,
    "half of a mail": lambda size: "a" * size + "@" + "b" * 10,
    "letter behind digits": lambda size: "1" * size + "a",
    "end behind spaces": lambda size: "a" + " " * size + "b",
    "end behind lines": lambda size: "a" + "\n" * size + "b",
}

TEXTS: dict[str, Callable[[int], str]] = {
    **{f"{name} alone": lambda size, one=one: one * (size // len(one)) for name, one in ALONE.items()},
    **{f"{name} in turn": lambda size, few=few: few * (size // len(few)) for name, few in TURNS.items()},
    **MADE,
}


def thread(texts: list[str], authors: list[str], kind: str = "thread") -> Record:
    """Return a record of posts, their authors in turn."""
    parts = [
        Part(str(number), text, author=authors[number % len(authors)]) for number, text in enumerate(texts)
    ]
    return Record("site/1", "https://site.example/1", "site", kind, "title", work="1").with_parts(parts)


# Many posts that are nothing by themselves; the size is in posts.
THREADS: dict[str, Callable[[int], Record]] = {
    "empty posts": lambda size: thread([""] * size, ["ann"]),
    "posts of a letter": lambda size: thread(["a"] * size, ["ann"]),
    "posts of one author": lambda size: thread(["It rains again today.\n--\nann"] * size, ["ann"]),
    "posts of as many authors": lambda size: thread(
        ["well, @ann, it rains"] * size, [f"author{number}" for number in range(size)]
    ),
    "posts that name authors": lambda size: thread(
        [f"@author{number} it rains, author{number + 1}" for number in range(size)],
        [f"author{number}" for number in range(size)],
    ),
    "posts that differ": lambda size: thread(
        [f"It rains {number} times again today, and {number * 7} times tomorrow." for number in range(size)],
        ["ann", "bob", "林晚"],
    ),
    "posts of a name in Chinese": lambda size: thread(["林晚说今天下雨了。"] * size, ["林晚", "陈默"]),
    "posts with mail": lambda size: thread(
        [f"write to a{number}@b.example" for number in range(size)], ["x"]
    ),
    "posts with signatures": lambda size: thread(
        [f"It rains {number}.\n\n--\nsigned {number % 7}" for number in range(size)],
        [f"author{number % 50}" for number in range(size)],
    ),
}
