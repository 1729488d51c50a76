"""Names and postal addresses of people, where a form's label or their own shape gives them away."""

from __future__ import annotations

import re

from crawler.text.personal.reading import Ends, Reading, group

names = group(
    re.compile(
        r"(?:(?:收件人|收货人|收貨人|寄件人|发件人|申请人|联系人|聯繫人|联络人"
        r"|真实姓名|姓名|户名|开户名|持卡人|法人代表): ?"
        r"(?=[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff]))"
        r"|\b(?:[Ff]ull [Nn]ame|[Ff]irst [Nn]ame|[Ll]ast [Nn]ame|[Cc]ontact [Pp]erson|[Rr]ecipient"
        r"|[Ss]urname|[Cc]ustomer [Nn]ame|Name): ?"
        r"(?=[A-Z][a-z]))"
        r"(?P<name>[\u4e00-\u9fff]{2,4}|[A-Z][a-z'-]{1,20}(?: [A-Z][a-z'.-]{0,20}){0,3})"
    ),
    "name",
)
labelled = group(
    re.compile(
        r"(?:家庭住址|收货地址|收件地址|通讯地址|通信地址|联系地址|邮寄地址|现住址|住址|地址): ?"
        r"(?P<place>[^\s,。;|:]{2,40}[路街道巷弄村镇乡区县号楼室栋幢园苑][^\s,。;|:]{0,20})"
    ),
    "place",
)

# What a street, a village or a quarter ends with, then numbers of house, building, floor and room.
_DWELLING = re.compile(
    r"(?:路|街|道|巷|弄|胡同|村|园|苑|里|庄|小区|花园|[东南西北一二三四五六七八九十]区)[东南西北中]?段?"
    r"(?:[0-9A-Za-z一二三四五六七八九十百]{1,5}(?:号院|号楼|号|弄|栋|幢|单元|座|楼|层|室|房|-)){1,6}"
    r"(?P<room>[0-9]{1,5}(?![0-9年月日人元个多])(?:室|房|号|户)?)?"
)
# Two levels of a country, or a word that somebody lives there: a house number is enough then.
_LEVELS = re.compile("[省市州盟].{1,12}[区县市镇旗]|[区县镇].{1,12}[村路街道]")
_LIVED_IN = re.compile("(?:[住家]在?|寄往|寄到|送往|送到|地址[是为:]?) ?\\Z")
_AREA_CHARS = 30
_AREA = re.compile(r"[\u4e00-\u9fff0-9]+\Z")
_BEFORE_AREA = re.compile(r"位于|送往|寄往|来自|搬去|前往|在|住|到|是|从|至|去")
_STREET = re.compile(
    r"(?<![A-Za-z])(?:P\.? ?O\.? ?Box \d{1,6}|(?:PSC|CMR|Unit|UNIT|USS|USNS|USNV|USCGC)"
    r" [A-Za-z\d]{1,20}(?:,? Box \d{1,5})?,?\s{1,3}[ADF]PO,? A[AEP] \d{5})"
    r"|(?<![\w.,$-])\d{1,5}[A-D]?(?: (?:North|South|East|West|[NSEW]\.?))?"
    r"(?: [A-Z][a-z'.-]{1,20}| \d{1,3}(?:st|nd|rd|th)){1,3} "
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Terrace|Parkway|Pkwy|Highway|Hwy)\b\.?"
    r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Room|#)\.? ?#?\w{1,6})?",
    re.ASCII,
)


# A word that starts with a capital of any alphabet, a number, or a small word of street names.
_WORD = r"(?:[^\W\da-z_][\w'’.-]{0,23}|\d{1,5}[A-Za-z]?\.?|de|do|da|del|la|le|rue|via|u\.|str\.?|st\.?|tér)"
_ROOM = r"(?:,?\s{1,8}(?:[Aa]pt|[Ss]uite|Ste|[Uu]nit|[Rr]oom|Flat)\.? ?#?\w{1,6}){0,2}"
_FLAT = re.compile(
    rf"(?<![\w.,$-])\d{{1,6}}[A-Z]?(?:,? {_WORD}){{1,6}},?\s{{1,8}}"
    r"(?:Apt|Apartment|Suite|Ste)\.? ?#?\d{1,5}[A-Z]?(?!\w)"
    rf"|(?<![A-Za-z])(?:Apt|Suite)\.? \d{{1,5}},?\s{{1,3}}\d{{1,6}}(?: {_WORD}){{1,5}}"
)
_CITY = r"(?:,?\s{1,8}[^\W\da-z_][\w'’.-]{0,23}){0,9}"
_TOLD = re.compile(
    r"(?<![A-Za-z])(?i:address(?:es)?(?: (?:is|was|to|with|are|of [\w ]{1,40} is))?|lives? at|living at"
    r"|resid(?:es?|ing) at|stay(?:s|ing)? at|located at|meet (?:you|me) at"
    r"|(?:office|restaurant|house|home|shop|store|hotel|apartment) is at"
    r"|(?:drops?|picks?) (?:you|me) (?:off|up) at"
    r"|(?:deliver(?:ed)?|ship(?:ped)?|mail(?:ed)?|return) (?:it )?to"
    r"|mov(?:ed|ing) to|(?:a new one|it|one) (?:to|at))(?:\s{0,2}:)?\s{1,8}"
    rf"(?P<place>\d{{1,6}}[A-Za-z]?(?:,? {_WORD}){{1,7}}(?<! [AP]M){_ROOM}{_CITY}"
    r"(?:(?:\s{0,4},)?\s{1,6}\d{4,6}(?!\d))?(?<![.,'-]))"
)
_ZIP = re.compile(
    r"(?:(?<![A-Za-z])(?i:zip(?: ?code)?|postal ?code|post ?code|plz|postleitzahl)|邮编|邮政编码|郵遞區號)"
    r"(?: ?(?:is|:|是|为)){0,2} {0,2}"
    r"(?P<code>\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} [A-Z]{2}|\d{3,6}(?:-\d{4})?)(?![\w-])"
)


def dwellings(reading: Reading) -> Ends:
    """A Chinese address down to the room, or to the house if the rest is clear, with what stands before."""
    text = reading.text
    for found in _DWELLING.finditer(text):
        area = _AREA.search(text, max(0, found.start() - _AREA_CHARS), found.start())
        words = area[0] if area else ""
        skip = max((word.end() for word in _BEFORE_AREA.finditer(words)), default=0)
        start = found.start() - len(words) + skip
        clear = _LEVELS.search(text, start, found.end()) or _LIVED_IN.search(text, max(0, start - 8), start)
        if found["room"] or clear:
            yield start, found.end()


def told(reading: Reading) -> Ends:
    """Yield places that follow a word for one: a number and capitalised words, and postal codes."""
    yield from (found.span("place") for found in _TOLD.finditer(reading.text))
    yield from (found.span("code") for found in _ZIP.finditer(reading.text))


def streets(reading: Reading) -> Ends:
    """Yield English addresses: a street of a known name, a box, a numbered flat behind a number and words."""
    text = reading.text
    if "Apt" in text or "Suite" in text or "Ste" in text:
        yield from (found.span() for found in _FLAT.finditer(text))
    yield from (found.span() for found in _STREET.finditer(text))
