"""What the names of an element say of it: class, id, role and itemprop, in the words that templates use.

A room of its own because it is a vocabulary: it grows with the web, the finder (``main``) does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

# Parts of a page that stand around its text.
CHROME = frozenset(
    """
    comment comments commentlist respond disqus livefyre share sharing sharebar shares sharethis addthis
    sharedaddy social socials sns related recommend recommended recommendation recommendations recirc
    relatedposts sidebar breadcrumb breadcrumbs breadcrum crumbs newsletter newsletters subscribe
    subscription signup promo promos promotion promotions footer menus navbar nav navigation tags taglist
    tagcloud byline bio authorbox copyright cookie cookies gdpr consent popup modal advert advertisement
    advertising sponsor sponsored outbrain taboola trending popular mostread pager pagination paging toc
    credits toolbar printonly timestamp dateline pubdate ratings vote votes readmore noprint gallery
    carousel slideshow lightbox editsection
    wp-caption-text sr-only visually-hidden screen-reader-text
    xiangguan tuijian pinglun fenxiang banquan bianji zebian
    """.split()
)
# The same, but templates use these words for the text as well.
MAYBE = frozenset(
    """
    widget widgets card cards hot rank author tools hidden caption credit rating teaser teasers print
    overlay banner foot login menu follow skip ad ads adv
    """.split()
)
ROLES = frozenset("navigation banner complementary contentinfo dialog search menu alert".split())
# Names of more words are made from headlines and layouts and say nothing of the part.
MAX_WORDS, MAX_CLASSES = 3, 12
WORD = re.compile(r"[A-Z]?[a-z]{1,40}|[A-Z]{1,40}|\d{1,10}")
BODY = re.compile(
    r"(?:article|entry|post|story|blog|news)[-_]{0,2}(?:body|content|text)|正文|zhengwen|artibody|trs_editor"
    r"|rich_media_content",
    re.I,
)
CONTENT = re.compile(r"main-?_?content|(?:content|article|post|story|entry|text_content|wp-content)$", re.I)


def named(attributes: Mapping[str, str | None]) -> tuple[int, int]:
    """Return the most that ``chrome`` and ``content`` say of the classes of an element and its id."""
    return _named(attributes.get("class") or "", attributes.get("id") or "")


@lru_cache(maxsize=8192)
def _named(classes: str, name: str) -> tuple[int, int]:
    names = [*classes.split()[:MAX_CLASSES], *name.split()[:1]]
    return max(map(chrome, names), default=0), max(map(content, names), default=0)


def chrome(name: str) -> int:
    """Return 2 if a name is that of a part around the text, 1 if it may be, else 0.

    >>> chrome("post-comments"), chrome("ad"), chrome("print:hidden"), chrome("embed-social")
    (2, 1, 0, 0)
    """
    words = [word.lower() for word in WORD.findall(name[:200])]
    if ":" in name or "[" in name or len(words) > MAX_WORDS or "embed" in words:
        return 0
    if {"article", "body"} <= set(words):
        return 0
    if len(words) > 1 and words[0] == "more" and words[1] not in ("text", "content", "link"):
        return 2
    words.append(name.lower())
    return 2 if not CHROME.isdisjoint(words) else int(not MAYBE.isdisjoint(words))


def content(name: str) -> int:
    """Return 2 if a name is that of an article's text, 1 if it is that of a part that holds it, else 0.

    >>> content("entry-content"), content("content"), content("contents")
    (2, 1, 0)
    """
    name = name[:200]
    return 2 if BODY.search(name) else int(CONTENT.match(name) is not None)
