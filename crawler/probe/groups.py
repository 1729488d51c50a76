"""Links of a page by the place where they stand: those of one list lead to pages of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.document import Document
from crawler.engines.follow import destination

# Elements above a link that tell its place, the link's own classes with them.
DEPTH = 4
# Where nobody's texts are: accounts, forms, feeds, lists of people and of words.
ASIDE = re.compile(
    r"(?:^|[/?&=._-])(?:log-?(?:in|out)|sign-?(?:in|up|out)|register|password|account|cart|checkout|search|rss"
    r"|feed|atom|print|share|reply|report|members?|users?|profiles?|space|people|u|tags?|privacy|terms|about"
    r"|contact|help|faq|cookies?|legal|advertis\w*|donate|uid|memberlist|viewonline|posting|ucp|calendar)(?:$|[/?&=._-])",
    re.I,
)
FURTHER = re.compile(r"(?:next|older|more|下一?[页頁]|下页|后页|>|»|›|→)\s*[>»›→]*", re.I)


@dataclass(frozen=True, slots=True)
class Group:
    """Links that stand in one sort of place: their addresses, each once, and their texts."""

    place: str
    urls: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def weight(self) -> float:
        """How much of a page's content the links seem to be: characters of their texts, words of a sort."""
        return sum(min(len(text), 60) for text in self.texts)


def groups(document: Document) -> list[Group]:
    """Return the groups of links of a page that may lead to texts, the weightiest first."""
    found: dict[str, dict[str, str]] = {}
    for node in document.tree.css("a[href]"):
        url = destination(document, node)
        text = " ".join(node.text(deep=True).split())
        path = url.partition("://")[2].partition("/")[2]
        if url and text and url != document.page.url and not ASIDE.search("/" + path):
            urls = found.setdefault(_place(node), {})
            urls[url] = max(urls.get(url, ""), text, key=len)
    made = [Group(place, tuple(urls), tuple(urls.values())) for place, urls in found.items()]
    return sorted(made, key=lambda group: -group.weight)


def further(document: Document) -> Iterator[tuple[str, int]]:
    """Yield address and number of the further pages that a page links to by numbers."""
    for node in document.tree.css("a[href]"):
        text = node.text(deep=True).strip(" \t\r\n[]().")
        if text.isdecimal() and 1 < len(text) + 1 < 6 and (url := destination(document, node)):
            yield url, int(text)


def _place(node: LexborNode) -> str:
    """Return where a node stands: names and classes of it and of the elements above, numbers left out."""
    names = []
    current: LexborNode | None = node
    for _ in range(DEPTH):
        if current is None or current.tag in ("body", "html"):
            break
        classes = " ".join(sorted((current.attributes.get("class") or "").split()))
        names.append(f"{current.tag}.{re.sub(r'[0-9]+', '', classes)}")
        current = current.parent
    return " < ".join(names)
