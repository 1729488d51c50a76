"""Telephone numbers in running text, Chinese and international.

A table of formats finds candidates, a judge for each says which of them ring, and the words
around have the last say.  Digits look around themselves for other digits and never for word
boundaries: in unspaced Chinese there are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from crawler.text.personal.dialing import abroad, regions_of, rings
from crawler.text.personal.reading import Ends, Reading, near

# Calling codes.  Source: ITU-T E.164, list of assigned codes.
_CODES = frozenset(
    """
    1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65
    66 81 82 84 86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230
    231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 248 249 250 251 252 253 254 255 256 257
    258 260 261 262 263 264 265 266 267 268 269 297 298 299 350 351 352 353 354 355 356 357 358 359 370
    371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 501 502 503 504 505 506
    507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 682 685
    686 687 689 691 692 800 850 852 853 855 856 870 880 886 960 961 962 963 964 965 966 967 968 970 971
    972 973 974 975 976 977 992 993 994 995 996 998
    """.split()
)
# How people group the eleven digits of a Chinese mobile number; 13 812 345 678 is a sum.
_MOBILE_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (1,) * 11})
_DATES = frozenset({(2, 2, 4), (4, 2, 2), (3, 2, 4)})  # and social security numbers

_LEFT = r"(?<![\d+])(?<!\d[-.,/])"  # not inside a longer number, a decimal or a date
_RIGHT = r"(?![-.,/]?\d)(?![A-Za-z_])"
_EXT = r"(?P<extension>[ ,]{0,2}(?:ext\.?|extension|x|转|轉|分机) ?\d{1,6})?"

_CALL = re.compile(
    r"(?:电话|電話|手机(?!用户)|手機(?!用戶)|座机|座機|联系方式|聯繫方式|热线|熱線|致电|拨打|撥打|传真|傳真|来电|短信"
    r"|(?<!彩票)(?<!中奖)(?<!开奖)(?<!车牌)号码|號碼|电联|携帯|電話番号|전화|휴대폰|연락처|тел|телефон"
    r"|\b(?:tel|tell?ephone|phone|mobile|cell|call|fax|hotline|whatsapp|contact|dial|ring|sms|text"
    r"|reach|number|ph"
    r"|mob|desk|office|messages? to|answering|t[eé]l[eé]phone|t[eé]l[eé]fono?|telepono|telefoon"
    r"|cep|gsm|handy|mobil|celular|m[oó]vil|portable|cellulare)\b)[^\d\n]{0,20}\n?\Z",
    re.IGNORECASE | re.ASCII,
)
_CALLED = re.compile(
    r" ?-?\(?(?:office|fax|mobile|cell|home|work|手机|电话)(?![A-Za-z])", re.IGNORECASE | re.ASCII
)
_OTHER_NAME = re.compile(
    r"(?:订单|訂單|单号|單號|编号|編號|流水号?|货号|型号|条码|序列号|学号|工号|卡号|帐号|账号|时间戳"
    r"|isbn|issn|order|invoice"
    r"|serial|tracking|sku|uid|tid|pid|\bid\b|asin|ticket|case|model|item|version|qq|扣扣|群号?|[￥¥$€£])"
    r"[^\d\n]{0,12}\Z",
    re.IGNORECASE | re.ASCII,
)
_UNIT = re.compile(
    r" ?(?:[元块塊万萬亿億人次年字票粉%点點米吨克℃°]|美元|(?:usd|rmb|cny|dollars?|people|users?|views?"
    r"|km|kg|mb|gb)\b)",
    re.IGNORECASE | re.ASCII,
)
_LETTERS = re.compile(r"[A-Za-z]+\Z")
_GLUED = frozenset(
    "tel phone telephone mobile mob cell call sms ph t m v vx wx fax is at on to number no".split()
)

# Six digits or more that stand close together: all that the formats need to look at.
_CLUSTER = re.compile(r"\d(?:[-. ()/]{0,3}\d){5,}")
# A trunk prefix and digits without a gap: whether they ring, only a country's plan can say.
_PLAIN = re.compile(_LEFT + r"(?P<number>0\d{9,10})" + _RIGHT, re.ASCII)
_OPENING_CHARS = 4  # before the first digit: "(+ "
_EXTENSION_CHARS = 20


def numbers(reading: Reading) -> Ends:
    """Yield start and end of every number that rings."""
    plan = regions_of(reading.language or ("zh" if reading.chinese else None))
    formats = _ANYWHERE if reading.chinese else _ANYWHERE + _ABROAD
    for cluster in _CLUSTER.finditer(reading.text):
        start, end = max(0, cluster.start() - _OPENING_CHARS), cluster.end() + _EXTENSION_CHARS
        for pattern, judge in formats:
            for found in pattern.finditer(reading.text, start, end):
                if found.start() < cluster.end() and judge(found) and _may_ring(found):
                    yield found.span()
        for found in _PLAIN.finditer(reading.text, start, end):
            if _may_ring(found) and rings(found["number"], plan):
                yield found.span()


def _may_ring(found: re.Match[str]) -> bool:
    """Whether no unit, no other name and no letters of a code stand beside a number."""
    before = _LETTERS.search(found.string, max(0, found.start() - 12), found.start())
    if _UNIT.match(found.string, found.end()) or (before and before[0].lower() not in _GLUED):
        return False
    return not near(_OTHER_NAME, found, 24) or _is_called(found)


def _is_called(found: re.Match[str]) -> bool:
    """Whether a word just before or after says that a number is a telephone number."""
    return near(_CALL, found, 32) or _CALLED.match(found.string, found.end()) is not None


def _groups(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(map(len, re.findall(r"\d+", found["number"])))


def _mobile(found: re.Match[str]) -> bool:
    groups = _groups(found)
    year = groups[0] == 4 and found["number"].startswith("19")  # 1979-2011 100
    return groups in _MOBILE_GROUPS and not year


def _spaced_or_called(found: re.Match[str]) -> bool:
    return found["gap"] != "" or found["extension"] is not None or _is_called(found)


def _international(found: re.Match[str]) -> bool:
    """Whether a calling code exists and what follows is as long as numbers there are.

    Source: ITU-T E.164, at most fifteen digits; the North American plan has ten after its 1.
    """
    digits = "".join(re.findall(r"\d+", found["number"])).removeprefix("00")
    code = next((digits[:size] for size in (1, 2, 3) if digits[:size] in _CODES), "")
    length = len(digits[len(code) :].removeprefix("0"))
    if code == "1":
        return length == 10 and digits[1] > "1" and ("+" in found["number"] or digits[4] > "1")
    told = len(_groups(found)) > 1 or found["extension"] is not None
    if code != "" and (5 if told else 7) <= length <= 12 and (told or "+" in found["number"]):
        return True
    return "+" in found["number"] and abroad(found["number"])  # an island's may be of four digits


def _trunk(found: re.Match[str]) -> bool:
    """Whether a number with a leading zero is as long as numbers are, and no date or list of pairs."""
    groups = _groups(found)
    return (
        9 <= sum(groups) <= (12 if len(groups) == 2 else 11)
        and groups[:3] not in _DATES
        and groups != (2,) * 5
    )


def _local(found: re.Match[str]) -> bool:
    return 7 <= sum(_groups(found)) <= 11 and _is_called(found)


def _always(found: re.Match[str]) -> bool:
    return bool(found["number"])


Judge = Callable[[re.Match[str]], bool]
Formats = tuple[tuple[re.Pattern[str], Judge], ...]


def _compiled(*formats: tuple[str, Judge]) -> Formats:
    return tuple((re.compile(pattern, re.IGNORECASE | re.ASCII), judge) for pattern, judge in formats)


_ANYWHERE = _compiled(
    # 13812345678, 138-1234-5678, +86 138 1234 5678
    (
        r"(?<!\d)(?<!\d[-.,/])(?:\(?(?:\+|00)? ?86\)?[- ]{0,2})?"
        r"(?P<number>1[-. ]{0,2}[3-9](?:[-. ]{0,2}\d){9})" + _EXT + _RIGHT,
        _mobile,
    ),
    # 010-12345678, (0351)89082910, 0755 2345 6789 转 801
    (
        _LEFT
        + r"(?P<number>\(?0(?:10|2\d|[3-9]\d{2})(?P<gap>[- )]{0,3})[2-9]\d{2,3}[- ]?\d{4}(?:-\d{2,4})?)"
        + _EXT
        + _RIGHT,
        _spaced_or_called,
    ),
    # 400-123-4567
    (_LEFT + r"(?P<number>[48]00(?P<gap>[- ]?)\d{3,4}[- ]?\d{3,4})" + _EXT + _RIGHT, _spaced_or_called),
    # +44 20 7946 0958, +49 (0)30 1234567, 0086-10-12345678
    (
        r"(?<![\w+])(?<!\d[-.,/])(?P<number>\(?(?:\+ ?|00)[1-9](?:[-. ()/]{0,3}\d){5,14})" + _EXT + _RIGHT,
        _international,
    ),
    # (415) 555-0132, 1-415-555-0132
    (
        _LEFT
        + r"(?:(?:00)?1[-. ]?)?(?P<number>\(?[2-9]\d{2}(?P<gap>\) ?|[-./]?)[2-9]\d{2}[-. ]?\d{4})"
        + _EXT
        + _RIGHT,
        _spaced_or_called,
    ),
    # 020 7946 0958, 090-1234-5678
    (
        _LEFT + r"(?P<number>(?:\(0\) ?|\(?0)[1-9]\d{0,3}\)?(?:[- ]\d{1,8}){1,5})(?! \d)" + _EXT + _RIGHT,
        _trunk,
    ),
    # 电话：87654321, call me at 467 3395
    (_LEFT + r"(?P<number>\(?\d{1,4}\)?(?:[-. ]{0,2}\d{2,7}){1,5})" + _EXT + _RIGHT, _local),
)
# What is a number abroad may be a list or a table in Chinese.
_ABROAD = _compiled(
    # 8 (912) 345-67-89, 532 123 45 67
    (
        _LEFT
        + r"(?:8[- ]?)?(?P<number>\(?[2-9]\d{2}\)?(?P<gap>[ .-])\d{3}(?P=gap)\d{2}(?P=gap)\d{2})"
        + _RIGHT,
        _always,
    ),
    (_LEFT + r"8[- ]?(?P<number>\(\d{3}\) ?\d{3}-\d{2}-\d{2})" + _RIGHT, _always),
    # 415 555 0132, (33) 3461 2234, 01 42 68 53 00
    (
        _LEFT + r"(?<!\d\d )(?:1 )?(?P<number>[2-9]\d{2} [2-9]\d{2}[- ]\d{4})" + _EXT + r"(?! ?\d)" + _RIGHT,
        _always,
    ),
    (_LEFT + r"(?:\d{2} )?(?P<number>\(\d{2,3}\) ?\d{3,4}[- ]\d{3,4})" + _EXT + _RIGHT, _always),
    (_LEFT + r"(?P<number>0[1-9](?:(?P<gap>[ .-])\d{2})(?:(?P=gap)\d{2}){3})(?! ?\d)" + _RIGHT, _always),
)
