"""Who wrote a page: what its head says, what its template marks, and what stands in its lines.

Chinese pages name their author in a line of text (作者, 记者, a name in brackets at the end) and write the
publisher into the head; elsewhere the head is right.  The order of the places is measured by
benchmarks/articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler.document import Document
from crawler.engines.linked import article, people
from crawler.engines.main import Found
from crawler.engines.metas import metas
from crawler.text.spoken.cast import COMPOUND, SURNAMES

META = (
    "name=citation_authors",
    "name=citation_author",
    "name=dc.creator i",
    "name=dcterms.creator i",
    "name=parsely-author i",
    "name=sailthru.author i",
    "name=byl i",
    "name=author i",
    "property=author",
    "property=article:author",
    "property=og:article:author",
    "name=article:author",
)
MARKED = (
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "a[rel~=author]",
    ".author .fn",
    ".byline .author",
    "[class*=author-name i], [class*=authorname i], [class*=author_name i], [class*=byline-name i]",
    "[class*=byline i] a",
    "[class*=byline i]",
    "[class~=author], [class~=post-author], [class~=entry-author], [class~=article-author], [id=author]",
)
# What each of these needs: a page that has none of it is searched once.
ANY_MARKED = "[itemprop=author], [rel~=author], [class*=author i], [class*=byline i], [id=author]"
SITE = ("meta[property='og:site_name']@content", "meta[name='application-name']@content")
NOBODY = frozenset(
    """
    admin administrator editor editors author staff webmaster unknown anonymous guest user root wordpress by
    管理员 佚名 未知 匿名 本站 转载 网络 原创 小编 编辑 作者 无 本站原创 互联网 责任编辑
    """.split()
)
HAN = r"[\u3400-\u9fff]"
HAN_RUN = re.compile(f"{HAN}+")
# Surnames that are also words, and seldom in a novel.
RARE = (
    "于傅阎万常赖洪季涂关靳阳席植薄包辜丘晋苑畅廉盖奚邸冀谈屠郜郁揭迟宇糜鄢稽井练乐封竺冼衣栗鞠"
    "荆谌伏习胥蔺风伊格泰"
)
FAMILY = f"(?:{COMPOUND}|[{SURNAMES}{RARE}])"
NAME = rf"{FAMILY}\s?{HAN}{{1,2}}(?!{HAN})"
NAMES = rf"{NAME}(?:[ 、，,　]{{1,3}}{NAME}){{0,5}}"
# A name of any letters between what brackets or a verb of reporting close.
CALLED = rf"{HAN}[\u3400-\u9fff·]{{1,9}}?"
LATIN = r"[A-Z][\w.'’-]{0,30}(?: (?:[A-Z][\w.'’-]{0,30}|de|van|von|der|la|bin|and|&)){0,6}"
AUTHOR = re.compile(
    rf"(?<!{HAN})(?:作\s{{0,2}}者|撰\s?文|原创作者|文章作者|撰稿人?|楼主|发帖人?|发表人|博主|作家|文)"
    r"\s{0,3}[:：/／]\s{0,3}"
    rf"({NAMES}|[^\s:：|｜/／,，。；;()（）\[\]【】〓《]{{1,30}}(?:[ 、]{NAME}){{0,5}})"
)
REPORTER = re.compile(
    rf"(?:记者|实习生|通讯员|评论员|执笔人?|特约撰稿人?)\s{{0,3}}[:：]?\s{{0,3}}({NAMES})"
    rf"|[（(][^（）()]{{0,16}}记者\s?({CALLED})\s?[）)]|记者\s?({CALLED})(?:发自|摄影?报道)"
)
REPORTERS = re.compile(
    rf"(?:^|[\s·])\S{{0,8}}(?<![诉对向])记者[\s:：]{{1,3}}({CALLED}(?:[\s、]{CALLED}){{0,5}})$"
)
POSTED = re.compile(
    r"本[贴帖文]由\s?(\S{1,20}?)\s?[于在]|(?:^|\s)由\s?([^\s，。]{1,20}?)\s?(?:张贴|发布|发表)"
    r"|^([^\s，。（(]{1,20})\s?发表于"
    r"|\d\d:\d\d(?::\d\d)? by (\S{1,30})"
)
SIGNED = re.compile(rf"[（(]\s?({NAMES})(?:\s{HAN}{{2,6}}报道)?\s?[）)]\s?$")
BESIDE = re.compile(rf"\d[:：日]\d{{2}}\D{{0,6}}?[\[【(（ ]\s?({NAME})\s?[\]】)） ]")
ONLY = re.compile(rf"(?:{NAMES})\s?[　 ]?$")
SOURCE = re.compile(rf"来\s?源\s?[:：]\s?({NAME})\s?$")
EDITOR = re.compile(rf"(?:责任编辑|责编|编\s?辑)\s?[:：]\s?({NAMES})")
BY = re.compile(
    rf"(?:^|[|•·]\s?)(?:(?:[Ww]ritten|[Ss]tory|[Ww]ords|[Pp]osted) [Bb]y|[Bb]y|BY)[: ]\s?({LATIN})"
)
# Lines of a page in which it says who wrote it: before the text, at its head, at its foot, after it.
BEFORE, HEAD, FOOT, AFTER = 25, 8, 6, 12
MAX_LINE = 120
MAX_MARKED = 20
# A name and what stands beside it: titles, dates, the number of articles.
MAX_NAME, MAX_CHARS = 80, 200
PREFIX = re.compile(
    r"(?:(?:written |posted |story |words )?by|author|作\s?者|撰文|记者|文)\s?[:：/]\s?"
    r"|(?:written |posted )?by ",
    re.I,
)
SUFFIX = re.compile(
    r"\s?(?:[|•·]|\bupdated\b|\bpublished\b|\bon (?=[A-Z][a-z]{2,8} \d)|\d{1,2}[:/]\d\d|\d{4}[-/年.]"
    r"|\b\d{1,2} [A-Z][a-z]{2}|\S{1,60}@\S)",
    re.I,
)
NO_NAME = re.compile(r"https?:|www\.|\.com\b|[{}<>=]|\d{4}")


def author(document: Document, found: Found) -> str:
    """Return who wrote a page, "" if nothing says so; several names stand as the page writes them.

    A name that is the site's own is the author's only if there is no other.
    """
    order = _chinese if chinese(found) else _other
    site, first = _site(document), ""
    for name in filter(None, map(_name, order(document, found))):
        if name.lower() not in site:
            return name
        first = first or name
    return first


def chinese(found: Found) -> bool:
    """Whether the text of a page is Chinese, by its first lines of some length."""
    sample = "".join(found.inside)[:2000]
    return 5 * sum(map(len, HAN_RUN.findall(sample))) > len(sample)


def _chinese(document: Document, found: Found) -> Iterator[str]:
    near, foot = _near(found), _foot(found)
    for pattern in (AUTHOR, REPORTER, REPORTERS):
        yield from _said(pattern, [*near, *foot])
    yield from _said(POSTED, [*near, *(line for line in found.inside if len(line) <= MAX_LINE), *foot])
    yield from _said(SIGNED, found.inside[-FOOT:])
    yield from (name for name in _declared(document) if _person(name))
    yield from _said(BESIDE, near)
    yield from (line for line in found.inside[:HEAD] if ONLY.match(line))
    yield from _said(SOURCE, [*near, *foot])
    yield from _said(EDITOR, [*near, *foot])


def _other(document: Document, found: Found) -> Iterator[str]:
    yield from _declared(document)
    yield from _said(BY, [*_near(found), *_foot(found)])
    for node in document.tree.css("[class*=author i]")[:MAX_MARKED]:
        name = _name(node.text(deep=True))
        if re.fullmatch(LATIN, name) and " " in name:
            yield name


def _near(found: Found) -> list[str]:
    lines = [*found.before[-BEFORE:], *found.inside[:HEAD]]
    return [line for line in lines if len(line) <= MAX_LINE] + [line[:MAX_LINE] for line in found.inside[:2]]


def _foot(found: Found) -> list[str]:
    lines = [*found.inside[-FOOT:], *found.after[:AFTER]]
    return [line[-MAX_LINE:] for line in lines]


def _said(pattern: re.Pattern[str], lines: Iterable[str]) -> Iterator[str]:
    """Yield what the groups of a pattern match, line after line."""
    for line in lines:
        if match := pattern.search(line):
            yield next(filter(None, match.groups()), "")


def _declared(document: Document) -> Iterator[str]:
    """Yield the names that the head and the template of a page give as its author's."""
    linked = article(document)
    yield ", ".join(people(linked.get("author") or linked.get("creator")))
    said = document.once(metas)
    for name in META:
        yield ", ".join(dict.fromkeys(filter(None, said.get(name, ()))))
    if document.tree.css_first(ANY_MARKED) is not None:
        yield from map(document.value, MARKED)


def _site(document: Document) -> set[str]:
    """Return what the site calls itself."""
    names = [document.value(selector) for selector in SITE]
    return {name.lower() for name in [*names, *people(article(document).get("publisher"))] if name}


def _person(name: str) -> bool:
    """Whether the head of a Chinese page names a person; publishers and codes stand there too."""
    return re.fullmatch(rf"{NAMES}|{HAN}{{2,4}}", " ".join(name.split())) is not None


def _name(text: str) -> str:
    """Return a name without what stands around it, "" if it is none."""
    if not text:
        return ""
    name = " ".join(text[:MAX_CHARS].split())
    name = PREFIX.sub("", name, count=1)
    name = SUFFIX.split(name, maxsplit=1)[0].strip(' ,，、|·•-—:：/@"“”')
    name = name.removesuffix(" on")
    name = re.sub(rf"^({HAN}) ({HAN}{{1,2}})$", r"\1\2", name)
    if (
        not name
        or len(text.strip()) > MAX_CHARS
        or len(name) > MAX_NAME
        or name.lower() in NOBODY
        or NO_NAME.search(name)
    ):
        return ""
    return name
