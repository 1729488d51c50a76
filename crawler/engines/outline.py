"""A page as one flat table of its elements, walked once: what searches for structure reads this, not the tree.

A room of its own because a tree of a compiled library is slow to ask from Python and quick to walk
once; every question afterwards is a slice or a difference of two sums.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from selectolax.lexbor import LexborNode

from crawler.engines import vocabulary
from crawler.engines.prose import SKIPPED, hidden
from crawler.engines.times import stamp, written

# Elements that, without attributes, are read as text of what holds them; and those that hold no text.
INLINE = frozenset("i em u s small big sub sup code kbd mark del ins tt abbr q".split())
UNREAD = (SKIPPED - frozenset(["form"])) | frozenset(
    "br wbr hr img input area col embed param track source".split()
)
MAX_TOKENS = 8  # classes of one element that are looked at
MAX_NAME = 40  # characters of a person's name
MAX_LABEL = 60  # characters of a label
REPEATED = 3  # times that a text stands on a page before it is a label and nobody's words
ROLES = ("itemprop", "role", "data-testid", "data-type", "data-role", "slot")
DATED = frozenset("datetime title content ts created-timestamp aria-label epoch".split())
DIGITS = re.compile(r"\d+")
SPACES = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class Element:
    """One element of a page: ``end`` is the place after its last descendant, ``own`` the text directly in it.

    ``tokens`` are its classes and what else names its role; ``path`` numbers the tags from the root to
    it; ``linked`` says that it stands in a link; ``when`` is the time that it names as the page writes
    it, ``exact`` whether it is written for programs; ``who`` the person that it seems to name.
    """

    node: LexborNode
    tag: str
    parent: int
    depth: int
    tokens: tuple[str, ...]
    attributes: dict[str, str | None]
    linked: bool
    path: int
    end: int = 0
    own: str = ""
    when: str = ""
    exact: bool = False
    who: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements of a page in its order, and sums over those before each place.

    ``plain`` sums characters of text outside links that stands once on the page, ``links`` those in
    links, ``junk`` those of labels, ``times`` and ``people`` the elements that name one.
    """

    elements: list[Element]
    plain: list[int]
    links: list[int]
    junk: list[int]
    times: list[int]
    people: list[int]


def outline(root: LexborNode, unread: frozenset[str] = UNREAD) -> Outline:
    """Walk the elements below ``root`` that readers see, but those whose tag is in ``unread``."""
    elements = _elements(root, unread)
    for place, e in enumerate(elements):
        _date(e)
        _name(elements, place)
    counts = Counter(e.own for e in elements if e.own)
    plain, links, junk = [], [], []
    for e in elements:
        size = 0 if e.when or e.who else len(e.own)
        label = 0 < size <= MAX_LABEL and (counts[e.own] >= REPEATED or e.own.lower() in vocabulary.LABELS)
        plain.append(0 if label or e.linked else size)
        links.append(size if e.linked else 0)
        junk.append(size if label else 0)
    return Outline(
        elements,
        _sums(plain),
        _sums(links),
        _sums(junk),
        _sums(bool(e.when) for e in elements),
        _sums(bool(e.who) for e in elements),
    )


def _sums(values: Iterable[int]) -> list[int]:
    return list(accumulate(values, initial=0))


def _elements(root: LexborNode, unread: frozenset[str]) -> list[Element]:
    elements: list[Element] = []
    texts: list[list[str]] = []
    paths: dict[tuple[int, str], int] = {}
    stack = [(root, -1)]
    while stack:
        node, holder = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            texts[holder].append(node.text_content or "")
            continue
        if tag in unread or tag[:1] in "-_!":
            continue
        attributes = node.attributes
        if attributes and hidden(attributes):
            continue
        if attributes or tag not in INLINE:
            above = elements[holder] if holder >= 0 else None
            path = paths.setdefault((above.path if above else 0, tag), len(paths) + 1)
            linked = tag == "a" or (above is not None and above.linked)
            depth = above.depth + 1 if above else 0
            elements.append(
                Element(node, tag, holder, depth, _tokens(attributes), attributes, linked, path)
            )
            texts.append([])
            holder = len(elements) - 1
        stack.extend([(child, holder) for child in node.iter(include_text=True)][::-1])
    for place in range(len(elements) - 1, -1, -1):
        e = elements[place]
        e.end = max(e.end, place + 1)
        e.own = SPACES.sub(" ", "".join(texts[place])).strip()
        if e.parent >= 0:
            elements[e.parent].end = max(elements[e.parent].end, e.end)
    return elements


def _tokens(attributes: dict[str, str | None]) -> tuple[str, ...]:
    """Return what names the role of an element: classes, microdata, ids and numbers left out of both."""
    if not attributes:
        return ()
    tokens = (attributes.get("class") or "").split()[:MAX_TOKENS]
    for name in ROLES:
        if value := attributes.get(name):
            tokens.append(f"{name}={value[:40]}")
    if (kind := attributes.get("itemtype")) is not None:
        tokens.append(f"itemtype={kind.rpartition('/')[2][:40]}")
    if (name := attributes.get("id")) and (stem := DIGITS.sub("0", name)) != name:
        tokens.append(f"id={stem[:40]}")
    return tuple(DIGITS.sub("0", token) for token in tokens)


@lru_cache(maxsize=8192)
def named(token: str) -> frozenset[str]:
    """Return the words of a token; hooks of scripts say what may be done with an element, not what it is."""
    if token.startswith("js-"):
        return frozenset()
    return frozenset(vocabulary.words(token.partition("=")[2] or token))


def told(e: Element, words: frozenset[str]) -> bool:
    """Whether one of the names of an element has one of these words."""
    return any(not words.isdisjoint(named(token)) for token in e.tokens)


def names_author(e: Element) -> bool:
    """Whether one of the names of an element says that a person is named in it, and nothing else of one."""
    return any(
        not vocabulary.AUTHOR.isdisjoint(named(token)) and vocabulary.NOT_AUTHOR.isdisjoint(named(token))
        for token in e.tokens
    )


def _date(e: Element) -> None:
    """Note the time that an element names: what is written for programs, else its own words."""
    for name, value in e.attributes.items():
        if value and (name in DATED or name.startswith("data-")):
            if exact := stamp(value):
                e.when, e.exact = exact, True
                return
            if found := written(value):
                e.when = found
    if not e.when and e.own:
        e.when = written(e.own)


def _name(elements: list[Element], place: int) -> None:
    """Note the person that an element seems to name: in a link to people, or under a word that says so."""
    e = elements[place]
    for name in vocabulary.NAMED & e.attributes.keys():
        e.who = person(e.attributes[name] or "")
    if e.who or e.end - place > 4 or (e.parent >= 0 and elements[e.parent].who):
        return
    link = e.tag == "a" and vocabulary.PROFILE.search(e.attributes.get("href") or "")
    if link or names_author(e):
        below = [each for each in elements[place : e.end] if each.own and not each.when]
        e.who = person(" ".join(each.own for each in below))


def person(text: str) -> str:
    """Return a text if it may be somebody's name, else "".

    >>> person("@ida"), person("1,204"), person("Reply"), person("小满")
    ('ida', '', '', '小满')
    """
    text = text.strip().removeprefix("@")
    if not 0 < len(text) <= MAX_NAME or text.lower() in vocabulary.LABELS:
        return ""
    return text if any(character.isalpha() for character in text) else ""
