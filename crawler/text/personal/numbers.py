"""Numbers that identify or pay: identity and bank cards, accounts, passports, number plates."""

from __future__ import annotations

import re

from crawler.text.personal.checksums import IBAN_LENGTHS, chinese_id, iban, is_day, luhn
from crawler.text.personal.reading import Ends, Reading, group, near

_ID_CARD = re.compile(r"(?<![0-9A-Za-z])[1-9]\d(?: {0,2}\d){15} {0,2}[\dXx](?![0-9A-Za-z])")
_OLD_ID_CARD = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{14}(?![0-9A-Za-z])")
_ID_WORD = re.compile(r"身份证|身份證|身份号|证件号")


def id_cards(reading: Reading) -> Ends:
    """Eighteen characters with a check, in groups or not; the old fifteen digits near a word."""
    for found in _ID_CARD.finditer(reading.text):
        if chinese_id(found[0].replace(" ", "")):
            yield found.span()
    for found in _OLD_ID_CARD.finditer(reading.text):
        if near(_ID_WORD, found, 12) and is_day("19" + found[0][6:12]):
            yield found.span()


_CARD = re.compile(r"(?<![0-9A-Za-z])(?<!\d[-.,])\d{4}(?:[- ]{0,2}\d){8,15}(?![0-9A-Za-z])(?!-\d)")
_CARD_WORD = re.compile(
    r"卡|账号|帐号|账户|帐户|户头|汇款|转账|打款"
    r"|\b(?:card|visa|mastercard|amex|discover|debit|credit|account|pay|cc)\b",
    re.IGNORECASE | re.ASCII,
)
_OTHER_WORD = re.compile(
    r"(?:订单号?|单号|编号|流水号?|条码|order|tracking|isbn|ean|serial|uid|\bid)[^\d]{0,4}\Z",
    re.IGNORECASE | re.ASCII,
)
# First digits and lengths of Visa, Mastercard, American Express, Diners Club, UnionPay, Discover,
# JCB, Maestro and Dankort; other networks need a word.  Source: ISO/IEC 7812 registrations.
_NETWORKS = re.compile(
    r"4\d{15}|4\d{18}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]"
    r"|[68]\d)\d{11}"
    r"|62\d{14,17}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|(?:2131|1800)\d{11}"
    r"|(?:50(?:18|19|20|38)|6304|6759|676[1-3])\d{12}"
)


def bank_cards(reading: Reading) -> Ends:
    """Twelve to nineteen digits with a check, of a known network or near a word for a card."""
    for found in _CARD.finditer(reading.text):
        digits = re.sub(r"\D", "", found[0])
        known = _NETWORKS.fullmatch(digits) or near(_CARD_WORD, found, 24)
        if luhn(digits) and len(set(digits)) > 1 and known and not near(_OTHER_WORD, found, 16):
            yield found.span()


_ACCOUNT = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,27}", re.IGNORECASE | re.ASCII)
_ACCOUNT_CHAR = re.compile(r"[A-Z0-9]", re.IGNORECASE | re.ASCII)


def ibans(reading: Reading) -> Ends:
    """Accounts with a check; the country says where one ends, words may follow it."""
    for found in _ACCOUNT.finditer(reading.text):
        ends = [char.end() for char in _ACCOUNT_CHAR.finditer(reading.text, *found.span())]
        length = IBAN_LENGTHS.get(found[0][:2].upper(), 0)
        if 0 < length <= len(ends):
            end = ends[length - 1]
            whole = not reading.text[end : end + 1].isalnum()
            if whole and iban(re.sub(r"[ -]", "", reading.text[found.start() : end])):
                yield found.start(), end


_SSN = re.compile(
    r"(?<![\w-])(?<!\+\d[ .])(?<!\d\d[ .])(?!000|666|9)\d{3}(?P<gap>[- .]?)(?!00)\d\d(?P=gap)"
    r"(?!0000)\d{4}(?![\w-])(?!\.\d)",
    re.ASCII,
)
_SSN_WORD = re.compile(r"\bssn\b|social security|社会安全", re.IGNORECASE | re.ASCII)


def ssns(reading: Reading) -> Ends:
    """American social security numbers, in Chinese or without gaps only near the word."""
    for found in _SSN.finditer(reading.text):
        if (found["gap"] and not reading.chinese) or near(_SSN_WORD, found, 32):
            yield found.span()


passports = group(
    re.compile(
        r"(?:护照|護照|通行证|通行證|台胞证|台胞證|回乡证|回鄉證|passports?)"
        r"(?: ?(?:号码?|號碼?|no\.?|number|#))?(?: ?(?:[:是为為#]"
        r"|is)){0,2} ?"
        r"(?P<number>[A-Z]{1,2}\d{7,8}|\d{8,9})(?![0-9A-Z])",
        re.IGNORECASE | re.ASCII,
    ),
    "number",
)
# Five characters after the city's letter, six on electric cars; never I or O, at least one digit.
plates = group(
    re.compile(
        r"(?<![A-Za-z0-9])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?"
        r"(?=[A-Z]{0,5}\d)(?:[A-HJ-NP-Z0-9]{4}[挂学警港澳]|[A-HJ-NP-Z0-9]{5,6})(?![A-Za-z0-9])"
    )
)
