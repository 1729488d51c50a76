"""Lines that are headings of chapters by their form, in the languages that novels come in.

A room of its own because a form is told by the line alone; whether the line is a heading where it
stands (not an entry of a contents list, a running head, a number in a list) is weighed over the
whole text by crawler.text.chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.text.novels.ordinals import number, value

MAX_HEADING = 60  # characters of a heading's line; web novels have titles of 40

_HAN = r"[0-9０-９零〇一二三四五六七八九十百千万两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅]{1,9}"
_ROMAN = r"(?=[IVXLCivxlc])(?:[IVXLC]{1,8}|[ivxlc]{1,8})"
_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|last|final"
    "|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)?"
    "|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:y|ieth)"
    "(?:[ -](?:one|two|three|four|five|six|seven|eight|nine"
    "|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?)"
)
_FR = (
    "(?:premi[eè]re?|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|cinqui[eè]me|sixi[eè]me|septi[eè]me|huiti[eè]me"
    "|neuvi[eè]me|dixi[eè]me|dernier|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
)
_DE = (
    "(?:(?:erst|zweit|dritt|viert|fünft|sechst|siebe?nt|acht|neunt|zehnt|letzt)e[rs]?"
    "|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)"
)
_ES = (
    "(?:primer[oa]?|(?:segund|terceir|cuart|quart|quint|sext|séptim|sétim|octav|oitav|noven|non|décim|últim)[oa]"
    "|tercer[oa]?|uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|prim[oa]|second[oa]|terz[oa])"
)
_RU = (
    "(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|одиннадцат|двенадцат|последн)"
    "(?:ая|ый|ой|ое|ья|ий|ье|яя)"
)
_NUMBER = rf"(?:the\s)?(?:\d{{1,4}}|{_ROMAN}|{_WORD})(?![\w'’])"
_FOREIGN = rf"(?:\d{{1,4}}|{_ROMAN}|{_FR}|{_DE}|{_ES}|{_RU})(?![\w'’])"
_UNIT = "(?:chapter|chap\\.?|canto|letter|adventure|stave|scene|episode|ep\\.)"
_PART = "(?:part|book|volume|vol\\.?|section|act)"
_ZH_UNIT = (
    "(?:章|回(?![合家头到想忆]|来|去)|[节節](?![课目日车省约])|[话話](?![音语说题剧])|幕(?![后僚])"
    "|折(?![扣断叠]))"
)
_ZH_PART = "(?:部分|[卷部篇集册冊季](?![队门长落电下属子入起土烟文章团合体市中])|[輯辑])"
_SET = r"|[ \u3000:：、·—–-].*"  # a title set off from what names it, or none

# ``title`` is what follows the number.  Forms are tried in order, the first that matches names the line.
FORMS = {
    "zh chapter": re.compile(
        rf"(?:正文[ \u3000]{{0,3}})?"
        rf"(?:(?:第[ ]?{_HAN}[ ]?{_ZH_PART}|卷[ ]?{_HAN}|[上中下][卷部篇册冊])[^\n第]{{0,20}})?"
        rf"第[ ]?{_HAN}[ ]?{_ZH_UNIT}(?P<title>.*)"
    ),
    "zh volume": re.compile(
        rf"(?:正文[ \u3000]{{0,3}})?(?:第[ ]?{_HAN}[ ]?{_ZH_PART}|卷之?[ ]?{_HAN}|[上中下][卷部篇册冊])"
        rf"(?P<title>{_SET})"
    ),
    "zh named": re.compile(
        r"(?:正文[ \u3000]{0,3})?(?:楔子|引子|序[章幕言曲]?|自序|代序|前言|引言|尾[声聲]|最?[終终][章曲回]|跋"
        r"|[后後][記记]|番外篇?|外[传傳]|附[录錄]|大[結结]局|完本感言|上架感言|[间間断斷]章|幕[间間]"
        r"|プロローグ|エピローグ|あとがき)"
        rf"(?:[ ]?{_HAN}|[（(]{_HAN}[）)]|之{_HAN})?(?P<title>{_SET})"
    ),
    "ja part": re.compile(rf"その{_HAN}(?P<title>{_SET})"),
    "ko chapter": re.compile(rf"(?:제[ ]?)?\d{{1,4}}[ ]?[장화회](?P<title>{_SET})|(?:프롤로그|에필로그)"),
    "en chapter": re.compile(
        rf"(?:{_PART}\s{_NUMBER}[.,:;—–-]{{0,2}}\s)?"
        rf"(?:{_UNIT}\s?{_NUMBER}|{_UNIT}\.?\d{{1,4}}(?!\w)|the\s{_WORD}\s{_UNIT})(?P<title>.*)",
        re.IGNORECASE,
    ),
    "en part": re.compile(rf"(?:{_PART}\s{_NUMBER}|the\s{_WORD}\s{_PART})(?P<title>.*)", re.IGNORECASE),
    "en named": re.compile(
        r"(?:prologue|epilogue|foreword|preface|introduction|afterword|interlude|conclusion|postscript|appendix)"
        r"(?P<title>|\s?[.:—–-].*)",
        re.IGNORECASE,
    ),
    "xx chapter": re.compile(
        rf"(?:(?:chapitre|kapitel|cap[ií]tulo|capitolo|rozdział|hoofdstuk|глава)\s{_FOREIGN}|(?:{_DE}|\d{{1,3}}\.)\s?kapitel\b)(?P<title>.*)",
        re.IGNORECASE,
    ),
    "xx part": re.compile(
        rf"(?:(?:partie|livre|tome|teil|buch|band|parte|libro|livro|часть|книга|том)\s{_FOREIGN}"
        rf"|(?:{_FR}|{_DE}|{_ES}|{_RU})\s(?:partie|livre|tome|teil|buch|band|parte|libro|часть|книга|том)\b)(?P<title>.*)",
        re.IGNORECASE,
    ),
    "xx named": re.compile(
        r"(?:épilogue|préface|avant-propos|prolog|epilog|vorwort|nachwort|prólogo|epílogo|prologo|epilogo|пролог|эпилог|предисловие)"
        r"(?P<title>|\s?[.:—–-].*)",
        re.IGNORECASE,
    ),
    "roman": re.compile(rf"(?P<number>{_ROMAN})(?P<title>|[.:)]|[.:)—–]\s?.*|\s[—–-]\s.*)"),
    "figure": re.compile(
        r"(?P<number>\d{1,4})(?P<title>|[、.．:：)].*|\s[—–-]\s.*|[ \u3000]+[\u3400-\u9fff].*)"
    ),
    "han": re.compile(
        r"(?P<number>[〇零一二三四五六七八九十百廿卅]{1,5})(?P<title>|[、.．:：].*|[ \u3000].*)"
    ),
    "word": re.compile(rf"(?P<number>{_WORD})(?P<title>|[.:])", re.IGNORECASE),
}
BARE = ("roman", "figure", "han", "word")  # sections of a chapter, lists and page numbers look the same
VOLUMES = ("zh volume", "en part", "xx part")
CHAPTERS = ("zh chapter", "en chapter", "xx chapter", "ko chapter")

_FRAME = " \t\r\u3000\u00a0\ufeff#*=_~【】[]〔〕「」『』《》—–-"
# How a heading can begin, by first letter; a line that begins otherwise is not looked at.
_BEGINS = {
    "a": "dventure|cht|ct\\s|fterword|ppendix|vant-",
    "b": "ook|uch|and\\s",
    "c": "hap|anto|ap[ií]t",
    "d": "eux|euxi|ernier|ritte|rei|os\\s|iez|ix|[eé]cim",
    "e": "pisode|p\\.|pilog|rste|ins|ight|leven",
    "é": "pilogue",
    "f": "oreword|irst|our|if|ive|inal|ünf",
    "h": "oofdstuk|uit",
    "i": "ntroduction|nterlude",
    "k": "apitel",
    "l": "etter|ivr|ibro|ast|etzte",
    "n": "achwort|in|eun|euf|ueve|oven|on[oa]",
    "o": "ne|cta|cho|itav",
    "p": "art|rolog|reface|réface|ostscript|rólogo|rem|rim",
    "q": "uatr|uint|uart|uinz",
    "r": "ozdz",
    "s": "tave|cene|ection|econd|i[xe]|ev|ieb|ept|ech|egund|ext|éptim",
    "t": "ome|eil|he\\s|wo|hr|en|we|hi|rois|erc|erz|res",
    "u": "n[oe]?\\s|ltim",
    "v": "ol|orwort|ier",
    "z": "wei|ehn",
    "г": "лава",
    "ч": "асть|етв",
    "к": "нига",
    "т": "ом\\s|рет",
    "п": "ролог|редисловие|ерв|ят",
    "э": "пилог",
    "в": "тор|ос",
    "ш": "ест",
    "с": "едьм",
    "д": "евят|есят|вен",
}
_WORDS = "|".join(f"[{letter[0]}{letter[0].upper()}](?i:{rest})" for letter, rest in _BEGINS.items())
_LINE = re.compile(
    rf"\n[{re.escape(_FRAME)}]{{0,40}}+(?=第|卷|正文|楔子|引[子言]|序|自序|代序|前言|尾[声聲]|[最终終后後跋番外附大完上中下间間断斷幕]|その|プロ|エピ|あと"
    rf"|제|프롤|에필|[0-9０-９〇零一二三四五六七八九十百廿卅]|[IVXLCivxlc]{{1,8}}(?:[.:)\s—–-]|\Z)|{_WORDS})"
    rf"(?P<line>[^\n]{{1,{MAX_HEADING + 40}}})(?=\n|\Z)"
)
_SET_OFF = re.compile(r"[ \t\u3000:：.、·．—–)）(（-]")
# What follows a number within a sentence: 第一章我们讲过了, 第一章的开头.
_ZH_GOES_ON = re.compile(
    "我|咱|你们|他们|里|中[的，]|的|是|讲|说[的过到]|就|已|也|了|开始|结束|之[后前]|以[后前]|和|与|以及|到第|课|课文|有|没|还|才|都|要|会"
)
# The line that ends a chapter or a volume: 第一卷 完.
_ZH_ENDS = re.compile("[（(【]?(?:本章|本卷|全[文书書]|[上中下]部)?(?:完|终|終|[结結]束|待[续續])[）)】]?")
# Dots and the number of a page: an entry of a contents list.
_PAGE = re.compile(r"(?:[.…·_]{2}|\s{3}|\t)[\s.…·_]*(?:p\.?\s?)?\d{1,4}$")
_NO_LETTERS = re.compile(r"[\W_]+")
_TOKENS = re.compile(rf"{_HAN}|[A-Za-z]+(?:-[a-z]+)?")


class Heading(NamedTuple):
    """A line from ``start`` to ``end`` that may be a heading of ``form``; ``number`` is 0 if it has none.

    ``prose`` says whether anything but headings follows it, ``listed`` whether it ends in the
    number of a page.
    """

    start: int
    end: int
    title: str
    form: str
    number: int
    bare: bool  # no title behind the number
    listed: bool = False
    prose: bool = False
    length: int = MAX_HEADING  # characters of the title that are the line's own
    sure: bool = True  # false for what reads like a sentence: 第四章我的姐姐

    @property
    def line(self) -> str:
        """The letters and figures of the line itself, without a title below it."""
        return _plain(self.title[: self.length])

    @property
    def key(self) -> str:
        """What is equal for an entry of a contents list and the heading that it points to."""
        return self.form + _plain(self.title)


def lines(text: str, language: str | None) -> Iterator[Heading]:
    """Yield the lines of ``text`` that have the form of a heading, in order."""
    forms = _forms(language)
    for match in _LINE.finditer("\n" + text):
        start = match.start()
        heading = _heading(match[0][1:], start, match.end() - 1, forms)
        if heading:
            yield heading


def _forms(language: str | None) -> dict[str, re.Pattern[str]]:
    """Return the forms of a language: those of Chinese and English keep each other out."""
    other = {
        "zh": ("en", "xx", "roman", "word"),
        "yue": ("en", "xx", "roman", "word"),
        "en": ("zh", "xx", "han"),
    }.get((language or "").split("-")[0], ())
    return {form: pattern for form, pattern in FORMS.items() if not form.startswith(tuple(other))}


def _heading(line: str, start: int, end: int, forms: dict[str, re.Pattern[str]]) -> Heading | None:
    """Return the line as a heading, None if it is none."""
    paged = _PAGE.search(line) if line[-1].isdigit() else None
    bare = (line[: paged.start()] if paged else line).strip(_FRAME)
    if not bare or len(bare) > MAX_HEADING:
        return None
    for form, pattern in forms.items():
        match = pattern.fullmatch(bare)
        if match and not goes_on(form, match["title"] or ""):
            head = bare[: match.start("title")] if match["title"] is not None else bare
            named = value(match["number"]) if form in BARE else _numbered(form, bare, head)
            title = (line[: paged.start()] if paged else line).strip()
            sure = not (form.startswith("zh") and _ZH_GOES_ON.match(match["title"]))
            alone = not (match["title"] or "").strip(" .:：、")
            return Heading(start, end, title, form, named, alone, paged is not None, False, len(title), sure)
    return None


def _plain(words: str) -> str:
    return _NO_LETTERS.sub("", words.casefold())


def _numbered(form: str, bare: str, head: str) -> int:
    """Return the number of a heading of which ``head`` is what stands before its title."""
    if form in ("zh chapter", "en chapter") and (told := number(bare)):
        return told
    tokens = _TOKENS.findall(head)
    return next((told for token in reversed(tokens) if (told := value(token))), 0)


def goes_on(form: str, title: str) -> bool:
    """Whether what follows the number makes a sentence of the line."""
    rest = title.strip()
    if not rest:
        return False
    set_off = bool(_SET_OFF.match(title))
    if form.startswith(("en", "xx")):
        punctuated = rest[0] in ".:—–-)("
        sentence = rest[-1] in ",;" or (rest[-1] == "." and not _is_titled(rest))
        return not set_off or (not punctuated and (rest[0].islower() or sentence))
    if form == "roman":
        return rest[-1] in ",;" or (len(rest) > 1 and rest[1:].strip()[:1].islower())
    if "。" in rest or rest[-1] in "，,；;：:、" or _ZH_ENDS.fullmatch(rest):
        return True
    return not set_off and "，" in rest and rest[-1] in "！？…!?"


def _is_titled(words: str) -> bool:
    """Whether at least half of the words begin with a capital."""
    told = [word for word in words.split() if word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in told) >= len(told)
