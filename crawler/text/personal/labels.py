"""What stands for private data where it stood: a kind in brackets, or the letter of a person."""

from __future__ import annotations

import re

# What stands for a span of a kind in Chinese and in every other language.
LABELS = {
    "phone": ("电话", "phone"),
    "email": ("邮箱", "email"),
    "id_card": ("身份证号", "id card"),
    "bank_card": ("银行卡号", "bank card"),
    "ip": ("IP地址", "IP"),
    "wechat": ("微信号", "WeChat"),
    "qq": ("QQ号", "QQ"),
    "name": ("姓名", "name"),
    "address": ("地址", "address"),
    "url": ("链接", "url"),
    "plate": ("车牌号", "plate"),
    "passport": ("护照号", "passport"),
    "iban": ("银行账号", "iban"),
    "bank_account": ("账户号码", "bank account"),
    "ssn": ("社会安全号", "ssn"),
    "national_id": ("证件号", "id number"),
    "tax_id": ("税号", "tax id"),
    "health_id": ("医保号", "health id"),
    "driver_license": ("驾照号", "driver license"),
    "wallet": ("钱包地址", "wallet"),
    "mac": ("MAC地址", "MAC"),
    "key": ("密钥", "key"),
}
PERSON = ("用户", "User ")

_KINDS = "|".join(re.escape(name) for pair in LABELS.values() for name in pair)
# Whatever follows: a stand-in that runs into the next word is a stand-in all the same.
MARK = re.compile(rf"\[(?:{_KINDS})\d{{0,9}}\]|(?:用户|User )[A-Z]{{1,4}}")


def without_labels(text: str) -> str:
    """Return a text without what stands for private data in it.

    >>> without_labels("打[电话2]找用户A")
    '打找'
    """
    return MARK.sub("", text) if "[" in text or PERSON[0] in text or PERSON[1] in text else text


def label(kind: str, chinese: bool, number: int = 0) -> str:
    """Return the kind in brackets, with its number in a work unless that is 0.

    >>> label("phone", True), label("phone", False, 2)
    ('[电话]', '[phone2]')
    """
    return f"[{LABELS[kind][0 if chinese else 1]}{number or ''}]"


def person(number: int, chinese: bool) -> str:
    """Return the name that stands for the person of a number from 1.

    >>> person(1, True), person(28, False)
    ('用户A', 'User AB')
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return PERSON[0 if chinese else 1] + letters
