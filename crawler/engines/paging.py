"""From page to page of one chapter or one contents list: by address, by title and by the words of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.follow import destination, hrefs
from crawler.text.novels.ordinals import number

# A chapter or contents list of more pages than this is a trap.
MAX_PAGES = 200
SHARE = re.compile(r"\s*[（(\[【]?\s*第?\s*(\d{1,4})\s*/\s*(\d{1,4})\s*页?\s*[)）\]】]?\s*$")
_OPEN, _CLOSE = r"[\s\[(（【<«‹←|]{0,4}", r"[\s\])）】>»›→|]{0,4}"
NEXT_PAGE = re.compile(rf"{_OPEN}(?:下一?[页頁]|后一?页|next page|more pages?){_CLOSE}", re.I)
NEXT = re.compile(rf"{_OPEN}(?:下一?[页頁]|后一?页|next(?: page)?|›|»|>|>>|→){_CLOSE}", re.I)
NEXT_CHAPTER = re.compile(rf"{_OPEN}(?:下一?[章节節回话話篇]|next (?:chapter|part|episode)).{{0,80}}", re.I)
BESIDE = re.compile(
    rf"{_OPEN}(?:[上下]一?[章节節回话話篇]|(?:next|prev(?:ious)?) (?:chapter|part|episode)).{{0,80}}", re.I
)
TO_CONTENTS = re.compile(
    rf"{_OPEN}(?:返回|回到?|查看|点击)?(?:本书|小说|书籍|作品|完整|全部|所有)?(?:的)?"
    r"(?:目[录錄]|章[节節]目[录錄]|章[节節]列表|全部章[节節]|所有章[节節]|书目|"
    rf"(?:table of )?contents|(?:chapter )?index|toc|(?:all )?chapters|chapter list){_CLOSE}",
    re.I,
)


def page_number(url: str, current: str, page: int) -> int:
    """Return which page of the chapter at ``current`` (its page ``page``) an address is, 0 if none.

    >>> page_number("http://a/7_2.html", "http://a/7.html", 1)
    2
    >>> page_number("http://a/8.html", "http://a/7.html", 1)
    0
    >>> page_number("http://a/b/3/", "http://a/b/2/", 2)
    3
    """
    stem, dot, ending = current.partition(".htm") if ".htm" in current else (current.rstrip("/"), "", "")
    if page > 1:
        stem = re.sub(rf"(?:[-_/]|[?&]p(?:age)?=){page}$", "", stem)
    if not url.startswith(stem):
        return 0
    rest = re.fullmatch(r"(?:[-_/]|[?&]p(?:age)?=)(\d{1,4})/?", url[len(stem) :].removesuffix(dot + ending))
    return int(rest[1]) if rest and int(rest[1]) > 1 else 0


def share(title: str) -> tuple[str, int, int]:
    """Split the count of pages off a title.

    >>> share("自序（第1/2页）")
    ('自序', 1, 2)
    >>> share("Chapter 3")
    ('Chapter 3', 1, 1)
    """
    match = SHARE.search(title)
    if match is None or int(match[1]) > int(match[2]):
        return title, 1, 1
    return title[: match.start()], int(match[1]), int(match[2])


def leads(document: Document, words: re.Pattern[str]) -> list[str]:
    """Return where those links of a page lead whose whole text is such words, in page order, each once."""
    nodes = (node for node in document.tree.css("a[href]") if words.fullmatch(_text(node)))
    found = dict.fromkeys(destination(document, node) for node in nodes)
    return [url for url in found if url and url != document.page.url]


def is_beside(document: Document) -> bool:
    """Whether a page leads to the chapter before or behind it."""
    return any(BESIDE.fullmatch(_text(node)) for node in document.tree.css("a[href]"))


def further_pages(document: Document, page: int) -> dict[str, int]:
    """Return the other pages of this chapter that it links to by its own address with a number.

    What a link calls another chapter is none: chapter-1-5 may follow chapter-1.
    """
    found = {}
    for url, text in hrefs(document):
        count = page_number(url, document.page.url, page)
        if count and count != page and not BESIDE.fullmatch(text) and not number(text) > MAX_PAGES:
            found[url] = count
    return found


def next_page(document: Document, *, goes_on: bool) -> str:
    """Return the next page of a chapter where its address has no number in common with this one, "" if none.

    A 下一页 is believed only where the page says that it ``goes_on``, or has a link to the next
    chapter beside it: many sites call that one 下一页 too.
    """
    pages, chapters = leads(document, NEXT_PAGE), leads(document, NEXT_CHAPTER)
    if not pages or pages[0] in chapters:
        return ""
    return pages[0] if goes_on or chapters else ""


def next_list(document: Document, page: int, chapters: set[str]) -> str:
    """Return where a contents list of such chapters goes on behind its page ``page``, "" if it ends there."""
    if page >= MAX_PAGES:
        return ""
    choices = _choices(document, chapters)
    if document.page.url in choices:
        return next(iter(choices[choices.index(document.page.url) + 1 :]), "")
    if page < len(choices):
        return choices[page]
    found = [url for url in leads(document, NEXT) if url not in chapters]
    return found[0] if found else next(_numbered(document, page + 1), "")


def last_list(document: Document, page: int, chapters: set[str]) -> int:
    """Return how many pages a contents list has by what this one links to."""
    numbers = [
        count for url, _ in hrefs(document) if url not in chapters for count in _counts(document, url, page)
    ]
    return max([page, len(_choices(document, chapters)), *numbers])


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True).split())


def _choices(document: Document, chapters: set[str]) -> list[str]:
    """Return the addresses of a menu of pages, in its order, [] if there is none."""
    for menu in document.tree.css("select"):
        values = [(node.attributes.get("value") or "").strip() for node in menu.css("option")]
        urls = [document.absolute(value) if "/" in value or "." in value else "" for value in values]
        known = [url for url in dict.fromkeys(urls) if url and document.site.allows(url)]
        if len(known) > 1 and not chapters & set(known):
            return known
    return []


def _numbered(document: Document, wanted: int) -> Iterator[str]:
    return (url for url, _ in hrefs(document) if wanted in _counts(document, url, wanted - 1))


def _counts(document: Document, url: str, page: int) -> list[int]:
    """Return which page of this list an address is by its number: /5/index_2.html of /5/ too."""
    current = document.page.url
    folder = [f"{current}index.html"] if current.endswith("/") else []
    return [count for each in (current, *folder) if 0 < (count := page_number(url, each, page)) <= MAX_PAGES]
